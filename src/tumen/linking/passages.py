"""A report cut into sentences, the pieces in which two reports are compared."""

import re
from collections.abc import Iterator

from tumen.model import PartKind, Report, Span
from tumen.packs.language import SentenceRules
from tumen.packs.links import LinkWords

_END = re.compile(r"[.!?。…][\"”’')\]]{0,2}(?=\s|$)")
_LAST_WORD = re.compile(r"[^\s(\"“”’]{1,12}$")
_INITIAL = re.compile(r"\w(?:\.\w){0,3}")
_SHORTEST = 8


def sentences(report: Report, words: LinkWords | None, rules: SentenceRules) -> Iterator[tuple[Span, bool]]:
    """Each sentence of what may tell events, in order, and whether it is a headline; what is shorter than a few signs is left out."""
    for part in report.codable_parts():
        headline = part.kind in (PartKind.HEADLINE, PartKind.SUBHEAD)
        for start, end in _cuts(report.text, part.start, part.end, words, rules):
            span = Span.of(report.text, start, end)
            if span.end - span.start >= _SHORTEST:
                yield span, headline


def _cuts(text: str, start: int, end: int, words: LinkWords | None, rules: SentenceRules) -> Iterator[tuple[int, int]]:
    marks = [found.end() for found in _END.finditer(text, start, end) if not _abbreviation(text, start, found.start(), rules)]
    if words is not None and words.inner_break is not None:
        marks += [found.end() for found in words.inner_break.finditer(text, start, end)]
    last = start
    for mark in sorted({*marks, end}):
        if mark > last:
            yield last, mark
            last = mark


def _abbreviation(text: str, start: int, stop: int, rules: SentenceRules) -> bool:
    """Whether the full stop at `stop` belongs to a shortened word or an initial."""
    found = _LAST_WORD.search(text, max(start, stop - 14), stop)
    if text[stop] != "." or found is None:
        return False
    word = found.group().lower()
    return _INITIAL.fullmatch(word) is not None if word not in rules.abbreviations else word not in rules.may_end
