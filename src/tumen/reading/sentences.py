"""Sentences of a report: the units in which events are found and evidence is quoted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tumen.model import Part, PartKind, Report
from tumen.packs.language import SentenceRules

MAX_WORDS = 75
"""Longer sentences are cut at a semicolon or comma: evidence is at most a sentence, and coders quote at most 100 words."""

BREAK = re.compile(r"[.!?…]+[\"”’'»)\]]{0,3}(?=[\s\[(“‘\"']|$)|\n[ \t\r]*\n")
LAST_WORD = re.compile(r"[\w.]{1,12}$")
STARTERS = "\"“‘'([—–-•«"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text[start:end]`, the kind of the part it stands in, and its place in the report's order."""

    index: int
    start: int
    end: int
    kind: PartKind


def split(text: str, start: int, end: int, rules: SentenceRules) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences in `text[start:end]`, without surrounding white space.

    A single line break ends none: intake has told lines that are wrapped from lines that stand alone. A full stop ends none after an
    abbreviation of the language pack, an initial, or where the next word begins in lower case.
    """
    begin = start
    for match in BREAK.finditer(text, start, end):
        stop = match.end()
        if match.group()[0] != "\n" and not _ends(text, match.start(), stop, end, rules):
            continue
        yield from _trimmed(text, begin, stop)
        begin = stop
    yield from _trimmed(text, begin, end)


def _ends(text: str, dot: int, stop: int, end: int, rules: SentenceRules) -> bool:
    rest = text[stop:min(end, stop + 6)].lstrip()
    if not rest:
        return True
    first = rest.lstrip(STARTERS)[:1]
    if first and first.islower():
        return False
    if text[dot] != "." or stop - dot > 1:
        return True
    word = LAST_WORD.search(text, max(0, dot - 12), dot)
    if word is None:
        return True
    token = word.group()
    if token.isdigit() and len(token) <= 2 and (dot - len(token) == 0 or text[dot - len(token) - 1] == "\n"):
        return False
    lowered = token.lower()
    if lowered in rules.abbreviations:
        return lowered in rules.may_end and not first.isdigit()
    return not (len(token) == 1 and token.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    words = [match.end() for match in re.finditer(r"\S+", text[start:end])]
    if len(words) <= MAX_WORDS:
        yield start, end
        return
    cut = start + words[MAX_WORDS - 1]
    for mark in (";", ", ", " "):
        at = text.rfind(mark, start + words[MAX_WORDS // 2], cut)
        if at > 0:
            cut = at + 1
            break
    yield start, cut
    yield from _trimmed(text, cut, end)


def sentences(report: Report, rules: SentenceRules) -> tuple[Sentence, ...]:
    """All sentences of the report's codable parts, in order; those without a letter are left out."""
    found: list[Sentence] = []
    for part in report.codable_parts():
        for start, end in _of_part(report.text, part, rules):
            if any(map(str.isalpha, report.text[start:end])):
                found.append(Sentence(len(found), start, end, part.kind))
    return tuple(found)


def _of_part(text: str, part: Part, rules: SentenceRules) -> Iterator[tuple[int, int]]:
    return split(text, part.start, part.end, rules)
