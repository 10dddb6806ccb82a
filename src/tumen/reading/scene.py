"""Everything the heads need to know of one report: states laid end to end, which belong to which sentence and mention."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from tumen.model import Mentions, Report, Span
from tumen.packs.pack import Pack
from tumen.reading.features import Matrix, Places, group_features, time_features
from tumen.reading.heads import EXCLUDED, Array
from tumen.reading.sentences import Sentence, sentences
from tumen.reading.times import variants
from tumen.reading.windows import Knowledge, Window, apart, windows
from tumen.reading.wordpiece import WordPiece

STRETCH, BEFORE = 90, 15
"""Sentences of one scene (a report of a thousand words has about fifty), and sentences in front whose mentions it sees too."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A report made ready: sentences, windows, mentions, resolved `values` of its times, the path of the pack's country, its classes."""

    report: Report
    sentences: tuple[Sentence, ...]
    windows: Sequence[Window]
    mentions: Mentions
    values: Sequence[str]
    country: str
    classes: tuple[str, ...]

    @cached_property
    def pieces(self) -> list[tuple[int, int, int, int]]:
        """(start, end, sentence, row) of every piece that belongs to a sentence; rows count through all windows."""
        found = []
        offset = 0
        for window in self.windows:
            for at, sentence in enumerate(window.sentence):
                if sentence >= 0:
                    found.append((window.start[at], window.end[at], sentence, offset + at))
            offset += len(window.ids)
        return found

    @cached_property
    def grid(self) -> tuple[np.ndarray, Array, Array]:
        """Rows (S, W) of each sentence's pieces, their padding, and the middle of each in the text."""
        rows: list[list[tuple[int, float]]] = [[] for _ in self.sentences]
        for start, end, sentence, row in self.pieces:
            rows[sentence].append((row, (start + end) / 2))
        width = max(map(len, rows))
        index = np.zeros((len(rows), width), np.int64)
        pad = np.full((len(rows), width), EXCLUDED, np.float32)
        middle = np.zeros((len(rows), width), np.float32)
        for number, row_list in enumerate(rows):
            size = len(row_list)
            index[number, :size] = [row for row, _ in row_list]
            middle[number, :size] = [place for _, place in row_list]
            pad[number, :size] = 0
        return index, pad, middle

    def mention_rows(self, spans: Sequence[Span]) -> list[list[int]]:
        """The rows of the pieces that each span covers; none for a span outside the sentences."""
        found: list[list[int]] = [[] for _ in spans]
        at = 0
        order = sorted(range(len(spans)), key=lambda n: spans[n].start)
        pieces = sorted(self.pieces)
        for number in order:
            span = spans[number]
            while at < len(pieces) and pieces[at][1] <= span.start:
                at += 1
            look = at
            while look < len(pieces) and pieces[look][0] < span.end:
                found[number].append(pieces[look][3])
                look += 1
        return found

    @cached_property
    def homes(self) -> dict[str, Places]:
        """Which sentence each mention stands in, by the kind of mention."""
        spans = {
            "places": [place.span for place in self.mentions.places],
            "times": [time.span for time in self.mentions.times],
            "groups": [group.span for group in self.mentions.groups],
        }
        return {name: Places(found, self.sentences) for name, found in spans.items()}

    @cached_property
    def time_facts(self) -> list[Matrix]:
        """A matrix of features of the times, each in its variants, for each sentence."""
        return time_features(self.homes["times"], self.mentions.times, self.values)

    @cached_property
    def group_facts(self) -> list[Matrix]:
        """The same of the groups, without what hangs on a trigger."""
        return group_features(self.homes["groups"], self.mentions.groups)

    @cached_property
    def time_values(self) -> list[str]:
        """The values that the rows of `time_facts` stand for."""
        return [variant for value in self.values for variant in variants(value)]

    @cached_property
    def lexicon(self) -> tuple[Array, Array]:
        """Class of each group by the packs, and the classes it might have besides, as (groups, classes) matrices."""
        own = np.zeros((len(self.mentions.groups), len(self.classes)), np.float32)
        rivals = np.zeros_like(own)
        by_start = {group.span.start: group for group in self.mentions.groups}
        for number, group in enumerate(self.mentions.groups):
            own[number, self.classes.index(group.cls)] = 1
            earlier = by_start.get(group.antecedent) if group.antecedent is not None else None
            for rival in (*group.rivals, *((earlier.cls,) if earlier else ())):
                rivals[number, self.classes.index(rival)] = 1
        return own, rivals


class SceneMaker:
    """Makes scenes of one pack with one vocabulary."""

    def __init__(self, pack: Pack, cutter: WordPiece) -> None:
        self.pack = pack
        self._cutter = cutter
        self.classes = tuple(one.id for one in pack.codebook.classes)
        self.knowledge = Knowledge(self.classes)
        self._country = pack.country.upper()

    def scene(self, report: Report, mentions: Mentions, values: Sequence[str]) -> Scene:
        """The scene of a whole report with its mentions and the resolved values of its times."""
        found = sentences(report, self.pack.sentences)
        seen = windows(report, found, mentions, self._cutter, self.knowledge)
        return Scene(report, found, seen, mentions, values, self._country, self.classes)

    def stretches(self, report: Report, mentions: Mentions, values: Sequence[str]) -> Iterator[tuple[Scene, dict[int, int]]]:
        """The report as scenes of at most `STRETCH` sentences, so that the work grows with its length and not with its square.

        Each scene sees the mentions of its own sentences and of the `BEFORE` sentences in front; with it come the new numbers of the place mentions.
        """
        found = sentences(report, self.pack.sentences)
        for first in range(0, len(found), STRETCH):
            part = found[first : first + STRETCH]
            low = found[max(0, first - BEFORE)].start if first else 0
            high = part[-1].end if first + STRETCH < len(found) else len(report.text)
            own = tuple(Sentence(number, one.start, one.end, one.kind) for number, one in enumerate(part))
            inside = _inside(mentions, low, high)
            told = [value for value, time in zip(values, mentions.times, strict=True) if low <= time.span.start < high]
            seen = windows(report, own, inside, self._cutter, self.knowledge)
            places = [n for n, place in enumerate(mentions.places) if low <= place.span.start < high]
            yield Scene(report, own, seen, inside, told, self._country, self.classes), {old: new for new, old in enumerate(places)}

    def apart(self, report: Report, mentions: Mentions) -> Scene:
        """A scene in which each sentence is a window of its own: for sentences that only stand beside one another in a list."""
        found = sentences(report, self.pack.sentences)
        seen = apart(report, found, mentions, self._cutter, self.knowledge)
        return Scene(report, found, seen, mentions, [""] * len(mentions.times), self._country, self.classes)


def _inside(mentions: Mentions, low: int, high: int) -> Mentions:
    return Mentions(
        places=tuple(one for one in mentions.places if low <= one.span.start < high),
        groups=tuple(one for one in mentions.groups if low <= one.span.start < high),
        times=tuple(one for one in mentions.times if low <= one.span.start < high),
    )
