"""The head of a report: what stands before its first paragraph, and the lines of the same sort at its foot."""

import re
from collections.abc import Sequence

from tumen.intake.lines import Piece
from tumen.model import PartKind
from tumen.packs.parts import PartCues

_LONGEST_HEADLINE = 230
_LONGEST_DATE_LINE = 170
_FEWEST_BODY_WORDS = 9
_FOOT_LINES = 3
_MENU_SPLIT = re.compile(r"\s{0,4}[|·•»≡]\s{0,4}|\s{2,}(?:[/>]\s{1,4})?|\s[/>]\s")
_CRUMBS = re.compile(r"[^\n>»]{2,40}(?:\s{1,3}[>»]\s{1,3}[^\n>»]{2,40}){1,5}\Z")
_EDGE_BEFORE = "|·/—–-,.([:>»•"
_EDGE_AFTER = "|·/—–-,.;)]:>»•("
_LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
_ALT_WORDS = re.compile(r"[^\W\d_A-Z]{2,}(?: [^\WA-Z_]{1,20}){1,9}\Z")


def mark_head(text: str, pieces: Sequence[Piece], cues: PartCues, outlet: str | None) -> None:
    """Gives kinds to what stands before the first paragraph; what no rule knows there is headline."""
    body = next((at for at, piece in enumerate(pieces) if piece.kind is None and _begins_body(text, piece, cues)), len(pieces))
    for at, piece in enumerate(pieces):
        if piece.kind is not None or not piece.first:
            continue
        words = text[piece.start : piece.end]
        in_head = at < body
        if in_head or at >= len(pieces) - _FOOT_LINES:
            piece.kind = _date_line(words, cues)
        if piece.kind is None and in_head and (_is_masthead(words, outlet) or _CRUMBS.match(words)):
            piece.kind = PartKind.FURNITURE
        if piece.kind is None:
            piece.kind = _any_where(text, pieces, at, words, cues, outlet, in_head)
        if piece.kind is None and in_head:
            piece.kind = PartKind.HEADLINE


def _any_where(
    text: str, pieces: Sequence[Piece], at: int, words: str, cues: PartCues, outlet: str | None, in_head: bool
) -> PartKind | None:
    if _ALT_WORDS.match(words) and (in_head or _before_caption(text, pieces, at, cues)):
        return PartKind.CAPTION
    names_outlet = outlet is not None and words.rstrip(".) ").casefold().endswith(outlet.casefold()) and "(" in words[-60:]
    if (in_head or names_outlet) and len(words) <= _LONGEST_HEADLINE and cues.expressions["caption_end"].fullmatch(words):
        return PartKind.CAPTION
    if in_head and words.startswith("(") and words.endswith(")") and len(words) < 60:
        return PartKind.CAPTION
    return None


def _before_caption(text: str, pieces: Sequence[Piece], at: int, cues: PartCues) -> bool:
    if at + 1 >= len(pieces):
        return False
    after = pieces[at + 1]
    return after.kind is PartKind.CAPTION or bool(
        len(after) <= _LONGEST_HEADLINE and cues.expressions["caption_end"].fullmatch(text, after.start, after.end)
    )


def _begins_body(text: str, piece: Piece, cues: PartCues) -> bool:
    if len(piece) > _LONGEST_HEADLINE or cues.speaker.match(text, piece.start, piece.end):
        return True
    words = text[piece.start : piece.end]
    if _date_line(words, cues):
        return False
    return words.rstrip("”\"’')")[-1:] in {".", "。"} and words.count(" ") + 1 >= _FEWEST_BODY_WORDS


def _date_line(words: str, cues: PartCues) -> PartKind | None:
    """Whether a short line is the one that says who wrote the report and when."""
    if len(words) > _LONGEST_DATE_LINE:
        return None
    match = cues.expressions["date"].search(words)
    if match is None:
        month = cues.expressions["month_year"].search(words)
        if month is None or not (cues.expressions["issue"].search(words) or len(words) < len(month.group()) + 30):
            return None
        match = month
    before, after = words[: match.start()].rstrip(), words[match.end() :].lstrip()
    clock = cues.expressions["time"].match(after)
    if clock:
        after = after[clock.end() :].lstrip()
    at_edge = not before or before[-1] in _EDGE_BEFORE or words[: match.start()].endswith(("  ", "\t")) or _posted(words, match, cues)
    byline = bool(cues.expressions["byline"].search(words))
    ends = not after or after[0] in _EDGE_AFTER or words[match.end() :].startswith("  ") or cues.expressions["byline"].match(after)
    if not at_edge or not ends:
        return None
    prose = sum(1 for _ in _LOWER_WORD.finditer(before + " " + after))
    if prose > 6 or (prose > 3 and not (byline or cues.expressions["issue"].search(words))):
        return None
    return PartKind.BYLINE if byline else PartKind.DATELINE


def _posted(words: str, match: re.Match[str], cues: PartCues) -> bool:
    return bool(cues.expressions["posted"].search(words[: match.start()]))


def is_menu(words: str, cues: PartCues) -> bool:
    """Whether a line is a row of short items, as menus are; rows of figures and lines with a date are none."""
    if len(words) > 220 or words[-1] in ".,;:" or cues.expressions["date"].search(words):
        return False
    items = [item for item in _MENU_SPLIT.split(words) if item]
    if len(items) < 3 or any(len(item) > 32 or item.count(" ") > 4 for item in items):
        return False
    return sum(any(sign.isdigit() for sign in item) for item in items) * 3 <= len(items)


def _is_masthead(words: str, outlet: str | None) -> bool:
    if not outlet or not words.casefold().startswith(outlet.casefold()) or words[-1] in ".?!":
        return False
    rest = words[len(outlet) :]
    return rest[:1] not in {"’", "'", ","} and rest.count(" ") <= 6 and (not rest[1:2].islower() or rest.count(" ") <= 2)
