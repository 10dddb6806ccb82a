"""Telling the parts of a report apart, by line and paragraph.

The work goes from the sure to the likely: stamps and cues of the language's pack first, then the head of the report (headline,
byline, captions), then what only its surroundings tell (lists, interviews, quotations, subheads); the rest is body.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tumen.intake.blocks import mark_blocks
from tumen.intake.head import is_menu, mark_head
from tumen.intake.lines import Piece, pieces_of, trimmed
from tumen.model import Part, PartKind
from tumen.packs.parts import PartCues

_END_WINDOW = 400
_WHOLE_LIMIT = 700
_OPENED_LINE = 120
_SENTENCE_BREAK = re.compile(r"[\w)\]”\"’][.!?][”\"’)]?(?=\s+[^\Wa-z_]|\s+[\"“(\[]|\s*\Z)")
_ABBREVIATION = re.compile(r"\b[A-Z][a-z]{0,3}\.$")
_SEPARATORS = " \t\u00a0|·"
_BULLET = re.compile(r"[>•·▪◦○●■□◆◇►▶*»–—-]\s?")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the markup of a page already says of a stretch of its text."""

    kind: PartKind
    start: int
    end: int


def divide(text: str, cues: PartCues, *, outlet: str | None = None, marks: Sequence[Mark] = ()) -> tuple[Part, ...]:
    """The parts of `text` in order: they never overlap, and every character that is not blank lies in exactly one.

    `outlet` helps to tell the outlet's own name over a report from a headline; `marks` are what a page's markup says.
    Furniture is split off only where a cue stands at a line's start or end; what merely mentions such words stays body.
    """
    pieces: list[Piece] = []
    for piece in _marked(pieces_of(text, cues.expressions["byline"]), marks):
        pieces.extend(_cut(text, piece, cues) if piece.kind is None else [piece])
    _open_blocks(text, pieces, cues)
    mark_head(text, pieces, cues, outlet)
    pieces = mark_blocks(text, pieces, cues)
    return tuple(Part(piece.kind or PartKind.BODY, piece.start, piece.end) for piece in pieces)


def _marked(pieces: list[Piece], marks: Sequence[Mark]) -> list[Piece]:
    ordered = sorted(marks, key=lambda mark: mark.start)
    at = 0
    for piece in pieces:
        while at < len(ordered) and ordered[at].end <= piece.start:
            at += 1
        if at < len(ordered) and ordered[at].start <= piece.start and piece.end <= ordered[at].end:
            piece.kind = ordered[at].kind
    return pieces


def _cut(text: str, piece: Piece, cues: PartCues) -> Iterator[Piece]:
    """Cuts a line at stamps, at the cues on its two ends, and at inline labels."""
    at = piece.start
    for start, end in _stamps(text, piece, cues):
        yield from _peel(text, _part_of(piece, text, at, start), cues)
        yield from _whole(text, _part_of(piece, text, start, end, PartKind.STAMP), cues)
        at = end
    yield from _peel(text, _part_of(piece, text, at, piece.end), cues)


def _stamps(text: str, piece: Piece, cues: PartCues) -> Iterator[tuple[int, int]]:
    for match in cues.expressions["stamp"].finditer(text, piece.start, piece.end):
        before = text[piece.start : match.start()].rstrip()
        if not before or before[-1] in ".!?”\"’)…" or text[match.start() - 1] == "\n":
            yield match.span()


def _part_of(piece: Piece, text: str, start: int, end: int, kind: PartKind | None = None) -> Piece:
    start, end = trimmed(text, start, end)
    first = start == piece.start
    return Piece(start, end, kind, gap=piece.gap and first, first=first, indent=piece.indent if first else 0)


def _whole(text: str, piece: Piece, cues: PartCues) -> Iterator[Piece]:
    """The piece itself, of the kind that a cue for whole lines gives it; nothing where it is empty."""
    if not len(piece):
        return
    if piece.kind is None and len(piece) <= _WHOLE_LIMIT:
        for cue_set in (cues.whole, cues.opens):
            match = cue_set.expression.match(text, piece.start, piece.end)
            if match:
                piece.kind = cue_set.kind_of(match)
                break
        if piece.kind is None and piece.first and is_menu(text[piece.start : piece.end], cues):
            piece.kind = PartKind.FURNITURE
    yield piece


def _peel(text: str, piece: Piece, cues: PartCues) -> Iterator[Piece]:
    whole = next(_whole(text, piece, cues), None)
    if whole is None or whole.kind is not None:
        if whole is not None:
            yield whole
        return
    start, end = piece.start, piece.end
    while start < end and (match := cues.start.expression.match(text, start, end)) and match.end() > start:
        after = match.end()
        while after < end and text[after] in _SEPARATORS:
            after += 1
        yield _part_of(piece, text, start, after, cues.start.kind_of(match))
        start = after
    tail: list[Piece] = []
    while start < end and (match := cues.end.expression.search(text, max(start, end - _END_WINDOW), end)) and match.start() < end:
        if match.start() > start and text[match.start() - 1] not in " \t\u00a0.!?”\"’)]|·\n":
            break
        tail.append(_part_of(piece, text, match.start(), end, cues.end.kind_of(match)))
        end = match.start()
    middle = _part_of(piece, text, start, end)
    for labelled in _labelled(text, middle, cues):
        yield from _whole(text, labelled, cues)
    yield from reversed(tail)


def _labelled(text: str, piece: Piece, cues: PartCues) -> Iterator[Piece]:
    """Cuts at labels such as `Caption:`; each holds until its sentence ends, a label of the body until the line does."""
    at = piece.start
    for match in cues.label.finditer(text, piece.start, piece.end):
        if match.start() < at:
            continue
        kind = cues.labels[match.group(1).lower()]
        end = piece.end if kind is PartKind.BODY else _sentence_end(text, match.end(), piece.end)
        yield _part_of(piece, text, at, match.start())
        yield _part_of(piece, text, match.start(), match.end(), PartKind.FURNITURE)
        yield _part_of(piece, text, match.end(), end, kind)
        at = end
    yield _part_of(piece, text, at, piece.end)


def _sentence_end(text: str, start: int, end: int) -> int:
    for match in _SENTENCE_BREAK.finditer(text, start, end):
        if not _ABBREVIATION.search(text, max(start, match.end() - 6), match.end()):
            return match.end()
    return end


def _open_blocks(text: str, pieces: Sequence[Piece], cues: PartCues) -> None:
    """Gives the short lines right under an opening cue its kind, up to the next blank line."""
    gaps = any(piece.gap for piece in pieces[1:])
    opened: PartKind | None = None
    for piece in pieces:
        match = cues.opens.expression.match(text, piece.start, piece.end) if piece.first else None
        if match:
            opened = cues.opens.kind_of(match)
        elif opened is not None:
            bulleted = bool(_BULLET.match(text, piece.start))
            if piece.gap or piece.kind is not None or len(piece) > _OPENED_LINE or not (gaps or bulleted):
                opened = None
            else:
                piece.kind = opened
