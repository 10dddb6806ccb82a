"""A report cut into sentences, the pieces in which two reports are compared."""

import re
from collections.abc import Iterator

from tumen.model import PartKind, Report, Span
from tumen.packs.links import LinkWords

_END = re.compile(r"[.!?。…][\"”’')\]]{0,2}(?=\s|$)")
_ABBREVIATED = re.compile(r"(?:^|[\s(\"“])(?:[A-Z]|[ap]\.m|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|Lt|No|St|vs|U\.S|U\.N|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)$")
_SHORTEST = 8


def sentences(report: Report, words: LinkWords | None) -> Iterator[tuple[Span, bool]]:
    """Each sentence of what may tell events, in order, and whether it is a headline; what is shorter than a few signs is left out."""
    for part in report.codable_parts():
        headline = part.kind in (PartKind.HEADLINE, PartKind.SUBHEAD)
        for start, end in _cuts(report.text, part.start, part.end, words):
            span = Span.of(report.text, start, end)
            if span.end - span.start >= _SHORTEST:
                yield span, headline


def _cuts(text: str, start: int, end: int, words: LinkWords | None) -> Iterator[tuple[int, int]]:
    marks = [found.end() for found in _END.finditer(text, start, end) if not _abbreviation(text, start, found.start())]
    if words is not None and words.inner_break is not None:
        marks += [found.end() for found in words.inner_break.finditer(text, start, end)]
    last = start
    for mark in sorted({*marks, end}):
        if mark > last:
            yield last, mark
            last = mark


def _abbreviation(text: str, start: int, stop: int) -> bool:
    return text[stop] == "." and _ABBREVIATED.search(text[max(start, stop - 6) : stop]) is not None
