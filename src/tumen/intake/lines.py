"""Lines of a text, and the pieces they are cut into on the way to parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tumen.model import PartKind

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SENTENCE_END = ".!?:;”\"’)]…。"
_WRAPPED_WIDTH = 120
_SHORTEST_WRAPPED = 40


@dataclass(slots=True)
class Piece:
    """A stretch of one line, or of the lines of one hard-wrapped paragraph, without white space at its ends.

    `kind` is None until something tells it; `gap` says that a blank line, or the start of the text, stands before it; `first` that it
    begins its line; `indent` counts the blanks before the line.
    """

    start: int
    end: int
    kind: PartKind | None = None
    gap: bool = False
    first: bool = True
    indent: int = 0

    def __len__(self) -> int:
        return self.end - self.start


def pieces_of(text: str, alone: re.Pattern[str]) -> list[Piece]:
    """One piece for each line that is not blank, hard-wrapped paragraphs joined; a line that begins as `alone` says is never joined."""
    return _joined(text, list(_lines(text)), alone)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _lines(text: str) -> Iterator[Piece]:
    previous = 0
    gap = True
    for match in _LINE.finditer(text):
        start, end = trimmed(text, match.start(), match.end())
        between = text[previous : match.start()]
        gap = gap or len(between) - between.count("\r\n") > 1
        previous = match.end()
        if start == end:
            gap = True
            continue
        yield Piece(start, end, gap=gap, indent=start - match.start())
        gap = False


def _joined(text: str, lines: Sequence[Piece], alone: re.Pattern[str]) -> list[Piece]:
    width = _wrapped_width(text, lines)
    joined: list[Piece] = []
    last = 0
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and not line.gap and _continues(text, before, last, line, width) and not alone.match(text, line.start):
            before.end = line.end
        else:
            joined.append(line)
        last = len(line)
    return joined


def _continues(text: str, before: Piece, last: int, line: Piece, width: int) -> bool:
    if text[before.end - 1] in _SENTENCE_END and not width:
        return False
    head = text[line.start]
    if width and last >= 0.7 * width:
        return head.isalnum() or head in "“\"'‘(["
    return head.islower() and last >= _SHORTEST_WRAPPED and any(letter.isupper() for letter in text[before.start : before.start + 40])


def _wrapped_width(text: str, lines: Sequence[Piece]) -> int:
    """The width to which the text was wrapped, or 0 where its lines are paragraphs."""
    if len(lines) < 4:
        return 0
    width = max(map(len, lines))
    if width > _WRAPPED_WIDTH or width < _SHORTEST_WRAPPED:
        return 0
    inner = [line for line, after in pairwise(lines) if not after.gap]
    cut = sum(1 for line in inner if len(line) >= 0.7 * width and text[line.end - 1] not in _SENTENCE_END)
    return width if len(inner) >= 3 and cut >= 0.5 * len(inner) else 0
