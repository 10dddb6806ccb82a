"""Parts that only their surroundings tell: lists, interviews, quotations, notices, subheads, wire datelines."""

import re
from collections import Counter
from collections.abc import Sequence

from tumen.intake.lines import Piece, trimmed
from tumen.model import PartKind
from tumen.packs.parts import PartCues

_MARKER = re.compile(
    r"(?P<number>\(?\d{1,2}[.)](?!\d))\s|(?P<thread>\d{1,2}/)\s|(?P<hash>#\d{1,2})\s|(?P<letter>[A-Z][.)])\s"
    r"|(?P<bullet>[•▪◦○●■□◆◇►▶*])\s?|(?P<dash>[–—-])\s"
)
_HEADED = re.compile(r"[A-Z][A-Z'’. -]{2,30}(?: [–—-] |: |\. )|(?:\w+ )?\d{1,2}(?:-\d{1,2})? [A-Z][a-z]{2,8}\.? [–—-] ")
_ASKED = re.compile(r"[—–-]{1,3}\s?(?=[^\s—–-])")
_NAME_LABEL = re.compile(r"([A-Z][A-Z.'’ -]{1,20}):\s")
_OPENERS = "“\"「『"
_LONGEST_SUBHEAD = 110
_MOST_SUBHEAD_WORDS = 16
_LONGEST_QUESTION = 240


def mark_blocks(text: str, pieces: list[Piece], cues: PartCues) -> list[Piece]:
    """Gives the pieces still without a kind one that their neighbours tell; markers of lists and speakers are split off as furniture."""
    _interview(text, pieces, cues)
    _notices(text, pieces, cues)
    _headed_items(text, pieces)
    _subheads(text, pieces)
    styles = _list_styles(text, pieces)
    done: list[Piece] = []
    for piece in pieces:
        done.extend(_split(text, piece, cues, styles))
    return done


def _open(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.kind is None and piece.first]


def _interview(text: str, pieces: Sequence[Piece], cues: PartCues) -> None:
    candidates = [piece for piece in pieces if piece.first and piece.kind in {None, PartKind.HEADLINE}]
    asked = _labelled_turns(text, candidates, cues) or _named_turns(text, candidates) or _unlabelled_questions(text, candidates)
    if not asked:
        return
    for piece, kind in asked:
        piece.kind = kind
    turn = quoted = False
    before = None
    for piece in pieces:
        if piece.kind is PartKind.QUESTION:
            turn = True
        elif piece.kind in {PartKind.FURNITURE, PartKind.SUBHEAD, PartKind.BOILERPLATE}:
            turn = False
        elif turn and piece.kind is None:
            opens = text[piece.start] in _OPENERS
            quoted = opens if before is PartKind.QUESTION else quoted
            turn = opens or not quoted
            piece.kind = PartKind.ANSWER if turn else None
        before = piece.kind


def _labelled_turns(text: str, candidates: Sequence[Piece], cues: PartCues) -> list[tuple[Piece, PartKind]]:
    turns: list[tuple[Piece, PartKind]] = []
    for piece in candidates:
        match = cues.speaker.match(text, piece.start, piece.end)
        if match:
            turns.append((piece, cues.speakers[match.group(1).lower()]))
    asks = sum(kind is PartKind.QUESTION for _, kind in turns)
    answers = len(turns) - asks
    if asks < 2:
        return []
    short = any(kind is PartKind.QUESTION and text[piece.start + 1] in ".:" for piece, kind in turns)
    if answers or (short and asks >= 3):
        return turns
    return [(piece, kind) for piece, kind in turns if text[piece.end - 1] == "?"]


def _named_turns(text: str, candidates: Sequence[Piece]) -> list[tuple[Piece, PartKind]]:
    named = [(piece, match.group(1)) for piece in candidates if (match := _NAME_LABEL.match(text, piece.start, piece.end))]
    counts = Counter(name for _, name in named)
    speakers = [name for name, count in counts.items() if count >= 2]
    if len(speakers) < 2:
        return []
    asking = {name: sum(text[piece.end - 1] == "?" for piece, who in named if who == name) for name in speakers}
    asker = max(speakers, key=lambda name: asking[name] / counts[name])
    if asking[asker] < 2:
        return []
    return [(piece, PartKind.QUESTION if who == asker and "?" in text[piece.start : piece.end] else PartKind.ANSWER)
            for piece, who in named if who in speakers and not (who == asker and "?" not in text[piece.start : piece.end])]


def _unlabelled_questions(text: str, candidates: Sequence[Piece]) -> list[tuple[Piece, PartKind]]:
    """Paragraphs that are one short question each, at least three of them, or two behind dashes, with an answer between."""
    found: list[tuple[Piece, PartKind]] = []
    before: Piece | None = None
    for piece in candidates:
        question = (
            text[piece.end - 1] == "?" and len(piece) <= _LONGEST_QUESTION and piece.kind is None and text[piece.start] not in _OPENERS
            and text.count("?", piece.start, piece.end) <= 2
        )
        if question and before is not None and found and before is found[-1][0]:
            return []
        if question:
            found.append((piece, PartKind.QUESTION))
        before = piece
    dashed = len(found) == 2 and all(_ASKED.match(text, piece.start) for piece, _ in found)
    return found if len(found) >= 3 or dashed else []


def _notices(text: str, pieces: Sequence[Piece], cues: PartCues) -> None:
    """Quotations of whole paragraphs, and notices quoted over several."""
    indented = [piece for piece in pieces if piece.first and piece.kind is None and piece.indent >= 2 and _is_prose(text, piece)]
    if len(indented) >= 2 and len(indented) * 2 < len(pieces):
        for piece in indented:
            piece.kind = PartKind.NOTICE
    run: list[Piece] = []
    lead: Piece | None = None
    for piece in pieces:
        if piece.kind is None and piece.first and text[piece.start] in _OPENERS:
            run.append(piece)
            if not _unclosed(text, piece):
                _close_run(text, run, lead, cues)
                run, lead = [], piece
        else:
            _close_run(text, run, lead, cues)
            run, lead = [], piece
            if piece.kind is None and _announces(text, piece, cues):
                continue
    _close_run(text, run, lead, cues)
    after_announcement = False
    for piece in pieces:
        if piece.kind is None and piece.first and after_announcement and _MARKER.match(text, piece.start, piece.end):
            piece.kind = PartKind.NOTICE
        else:
            after_announcement = piece.kind in {None, PartKind.BODY} and _announces(text, piece, cues)


def _close_run(text: str, run: Sequence[Piece], lead: Piece | None, cues: PartCues) -> None:
    if not run:
        return
    whole = all(_unclosed(text, piece) for piece in run[:-1]) and _only_quotation(text, run[-1], long=len(run) > 1)
    numbered = sum(bool(_MARKER.match(text, piece.start + 1, piece.end)) for piece in run) >= 2
    official = numbered or (len(run) > 1 and lead is not None and bool(cues.expressions["notice"].search(text, lead.start, lead.end)))
    for piece in run if whole else run[:-1]:
        piece.kind = PartKind.NOTICE if official else PartKind.QUOTATION


def _announces(text: str, piece: Piece, cues: PartCues) -> bool:
    return text[piece.end - 1] == ":" and bool(cues.expressions["notice"].search(text, piece.start, piece.end))


def _is_prose(text: str, piece: Piece) -> bool:
    words = text[piece.start : piece.end]
    return "   " not in words and "\t" not in words and sum(sign.isdigit() for sign in words) * 5 < len(words)


def _unclosed(text: str, piece: Piece) -> bool:
    words = text[piece.start : piece.end]
    if words[0] == "“":
        return words.count("“") > words.count("”")
    return words.count('"') % 2 == 1 if words[0] == '"' else False


def _only_quotation(text: str, piece: Piece, *, long: bool) -> bool:
    words = text[piece.start : piece.end]
    if words[0] == "“":
        return words[-1] == "”" and words.count("”") == 1
    if words[0] == '"':
        return words[-1] == '"' and words.count('"') == 2
    return long or words[-1] in "」』"


def _headed_items(text: str, pieces: Sequence[Piece]) -> None:
    """Digests whose items begin with a place in capitals or with a day."""
    headed = [piece for piece in _open(pieces) if len(piece) > 60 and _HEADED.match(text, piece.start, min(piece.end, piece.start + 60))]
    if len(headed) >= 3:
        for piece in headed:
            piece.kind = PartKind.LIST_ITEM


def _subheads(text: str, pieces: Sequence[Piece]) -> None:
    told = {None, PartKind.BODY, PartKind.QUOTATION, PartKind.LIST_ITEM, PartKind.NOTICE, PartKind.ANSWER}
    for before, piece, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if piece.kind not in {None, PartKind.ANSWER} or not piece.first or len(piece) > _LONGEST_SUBHEAD or len(after) < len(piece):
            continue
        words = text[piece.start : piece.end]
        if words[-1] in ".,;:”\"’)…" or words.count(" ") >= _MOST_SUBHEAD_WORDS or not (words[0].isupper() or not words[0].isalpha()):
            continue
        if before.kind in told and after.kind in told and not _MARKER.match(words) and any(sign.isalpha() for sign in words):
            piece.kind = PartKind.SUBHEAD


def _list_styles(text: str, pieces: Sequence[Piece]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for piece in pieces:
        if piece.first and piece.kind in {None, PartKind.LIST_ITEM, PartKind.NOTICE, PartKind.HEADLINE, PartKind.ANSWER, PartKind.SUBHEAD}:
            match = _MARKER.match(text, piece.start, piece.end)
            if match and match.lastgroup:
                counts[match.lastgroup] += 1
    return frozenset(style for style, count in counts.items() if count >= 2)


def _split(text: str, piece: Piece, cues: PartCues, styles: frozenset[str]) -> list[Piece]:
    """Splits off a marker, a speaker's label or a wire dateline in front of what is told."""
    end = 0
    kind = piece.kind
    mark = PartKind.FURNITURE
    if kind in {PartKind.QUESTION, PartKind.ANSWER}:
        match = cues.speaker.match(text, piece.start, piece.end) or _NAME_LABEL.match(text, piece.start, piece.end)
        if match is None and kind is PartKind.QUESTION:
            match = _ASKED.match(text, piece.start, piece.end)
        end = match.end() if match else 0
    elif kind in {None, PartKind.LIST_ITEM, PartKind.NOTICE, PartKind.HEADLINE, PartKind.SUBHEAD} and piece.first:
        match = _MARKER.match(text, piece.start, piece.end)
        if match and match.lastgroup in styles:
            end, kind = match.end(), kind if kind is PartKind.NOTICE else PartKind.LIST_ITEM
        elif kind is None and (match := cues.expressions["dateline"].match(text, piece.start, min(piece.end, piece.start + 160))):
            end, mark = match.end(), PartKind.DATELINE
    if not end or end >= piece.end:
        piece.kind = kind
        return [piece]
    start, _ = trimmed(text, end, piece.end)
    first = Piece(*trimmed(text, piece.start, end), kind=mark, gap=piece.gap, first=True, indent=piece.indent)
    return [first, Piece(start, piece.end, kind, first=False)]
