"""The plain facts that the forests are asked about: one row a candidate.

The neural heads say what a sentence tells; which place, time, class and voice belong to it hangs on where words stand, and is weighed here.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate

import numpy as np

from tumen.model import PartKind, PlaceRole, TimeRole
from tumen.packs.pack import Pack
from tumen.reading.features import TIME, TIME_VARIANTS
from tumen.reading.heads import Array, sigmoid
from tumen.reading.scene import Scene
from tumen.reading.sentences import Sentence
from tumen.reading.tellings import Answers

KINDS = tuple(PartKind)
FAR = 40.0
WORD_BEFORE = 14
NO_DOUBT = 200.0
SHORT = 90
STANDS, PARTY = 7, 20
"""Characters of a line that may be the head of a section (day and place), as digests have it."""


class Facts:
    """Facts of one report. `logits` and `trigger` (S, K) are the type head's, `words` (S, K) the second opinion's logits; the pack's `prepositions`
    and `rules` (of times) are numbered by their order."""

    def __init__(self, scene: Scene, logits: Array, trigger: Array, words: Array, pack: Pack, rules: tuple[str, ...]) -> None:
        self.scene, self.logits, self.trigger, self.words = scene, logits, trigger, words
        self._prepositions = {word: number for number, word in enumerate(pack.prepositions)}
        self._rules = {rule: number for number, rule in enumerate(rules)}
        self._chance = sigmoid(logits)
        text = scene.report.text
        self._before = [self._word_before(text, m.span.start) for m in scene.mentions.places]
        self._time_before = [self._word_before(text, m.span.start) for m in scene.mentions.times]
        self._told = Counter(m.path for m in scene.mentions.places)
        self._thread = [[float(len(spots)) for spots in _spots(text[one.start : one.end], 0, pack.thread)] for one in scene.sentences]
        self._paragraph = _paragraphs(text, scene.sentences)
        self._opens = [n == 0 or self._paragraph[n] != self._paragraph[n - 1] for n in range(len(scene.sentences))]
        times, places = scene.homes["times"].by_sentence, scene.homes["places"].by_sentence
        self._heads = [
            self._opens[n] and one.end - one.start <= SHORT and n in times and n in places for n, one in enumerate(scene.sentences)
        ]
        self._last_head = list(accumulate((n if head else -1 for n, head in enumerate(self._heads)), max))
        self._doubt = [_spots(text[one.start : one.end], one.start, pack.doubt) for one in scene.sentences]

    def _word_before(self, text: str, start: int) -> int:
        words = text[max(0, start - WORD_BEFORE) : start].lower().split()
        for word in reversed(words[-2:]):
            if word in self._prepositions:
                return self._prepositions[word]
        return -1

    def types(self, pairs: list[tuple[int, int]]) -> Array:
        """Rows for "does sentence s tell an event of type k"."""
        scene, logits = self.scene, self.logits
        count, kinds = logits.shape
        best, mean = logits.max(0), self._chance.mean(0)
        ordered = np.sort(logits, 0)
        rows = []
        for s, k in pairs:
            one = scene.sentences[s]
            others = np.delete(logits[s], k)
            rows.append([
                logits[s, k], self.words[s, k], float(np.delete(self.words[s], k).max()), others.max(),
                logits[s - 1, k] if s else -8, logits[s + 1, k] if s + 1 < count else -8, best[k], mean[k],
                ordered[-2, k] if count > 1 else -8, self._chance[s].sum(), self._chance.sum() / count, s, s / count, count,
                one.end - one.start, KINDS.index(one.kind), *(len(home.by_sentence.get(s, ())) for home in scene.homes.values()),
                *_one_hot(k, kinds),
            ])
        return np.array(rows, np.float32)

    def places(self, answers: Answers, e: int) -> tuple[list[str], Array]:
        """Candidate paths of an event, and a row for each."""
        scene = self.scene
        s, k = answers.pairs[e]
        mentions, home = scene.mentions.places, scene.homes["places"]
        paths = self.candidate_paths
        here = {mentions[n].path for n in home.by_sentence.get(s, [])}
        trigger = self.trigger[s, k]
        shared = [float(len(paths)), float(len(here)), float(scene.sentences[s].index == 0), *answers.status[e], *_one_hot(k, self.logits.shape[1])]
        rows = []
        nearest_rank = self._recency(s)
        shared += [*self._thread[s], float(self._opens[s]), float(sum(self._heads))]
        for path in paths:
            own = [n for n, m in enumerate(mentions) if m.path == path]
            before = [s - home.home[n] for n in own if home.home[n] <= s and mentions[n].role is PlaceRole.PLAIN]
            after = [home.home[n] - s for n in own if home.home[n] > s]
            inside = [n for n in own if home.inside[n] and home.home[n] == s]
            any_before = [s - home.home[n] for n in own if home.home[n] <= s]
            first = min(own, default=-1)
            roles = [mentions[n].role for n in inside]
            gap = min((abs(mentions[n].span.start - trigger) for n in inside), default=2000)
            signed = min((mentions[n].span.start - trigger for n in inside), key=abs, default=0)
            below = [other for other in here if other.startswith(path + "/")]
            rows.append([
                path.count("/"), float(not own), min(before, default=FAR), min(any_before, default=FAR), min(after, default=FAR), len(own),
                len(inside), float(PlaceRole.PLAIN in roles), float(PlaceRole.DATELINE in roles), float(PlaceRole.SOURCE in roles),
                float(PlaceRole.ORGAN in roles), float(PlaceRole.METONYM in roles), float(PlaceRole.DEMONYM in roles), gap, signed,
                max((self._before[n] for n in inside), default=-1), float(first == 0), float(path == scene.country),
                float(path.startswith(scene.country)), float(bool(below)), float(any(path.startswith(o + "/") for o in here)),
                sum(other.startswith(path + "/") for other in self._told), self._told[path] / max(1, len(mentions)),
                nearest_rank.get(path, FAR), float(self._told[path] == max(self._told.values(), default=0)),
                float(any(mentions[n].role is PlaceRole.SOURCE for n in own)), float(any(home.home[n] <= 1 for n in own)),
                float(any(mentions[n].role is PlaceRole.PLAIN for n in own)), *self._nearest_stands(s, own), *shared,
            ])
        return paths, np.array(rows, np.float32)

    @property
    def candidate_paths(self) -> list[str]:
        """Every path named, the provinces above them, and the country."""
        found = [self.scene.country]
        for mention in self.scene.mentions.places:
            parts = mention.path.split("/")
            for size in range(2, len(parts) + 1):
                found.append("/".join(parts[:size]))
            if mention.path and len(parts) == 1:
                found.append(mention.path)
        return list(dict.fromkeys(found))

    def _nearest_stands(self, sentence: int, own: Sequence[int]) -> list[float]:
        """The same for the nearest of a place's mentions, one before the sentence rather than one behind."""
        home, mentions = self.scene.homes["places"].home, self.scene.mentions.places
        if not own:
            return [-9.0] * STANDS
        best = min(own, key=lambda n: (home[n] > sentence, abs(sentence - home[n]), mentions[n].role is not PlaceRole.PLAIN))
        return self._stands(sentence, home[best], mentions[best].span.start)

    def _stands(self, sentence: int, home: int, start: int) -> list[float]:
        """How a mention at `start` in sentence `home` stands to a sentence: paragraphs between, whether it opens one, or heads a section."""
        one = self.scene.sentences[home]
        return [
            float(self._paragraph[sentence] - self._paragraph[home]), float(self._opens[home]), float(start - one.start), float(one.end - one.start),
            float(self._heads[home]), float(self._last_head[sentence] == home), float(self._last_head[sentence] >= 0),
        ]

    def _recency(self, sentence: int) -> dict[str, float]:
        home, mentions = self.scene.homes["places"], self.scene.mentions.places
        seen: dict[str, float] = {}
        for n in range(len(mentions) - 1, -1, -1):
            if home.home[n] <= sentence and mentions[n].role is PlaceRole.PLAIN and mentions[n].path not in seen:
                seen[mentions[n].path] = float(len(seen))
        return seen

    def times(self, answers: Answers, e: int) -> Array:
        """A row for each time candidate of an event, the last for "no time"."""
        scene = self.scene
        s, k = answers.pairs[e]
        mentions, home = scene.mentions.times, scene.homes["times"]
        trigger = self.trigger[s, k]
        plain = [n for n, m in enumerate(mentions) if m.role is TimeRole.PLAIN and scene.values[n]]
        here = [n for n in home.by_sentence.get(s, []) if n in plain]
        earlier = [n for n in plain if home.home[n] < s]
        nearest = s - home.home[earlier[-1]] if earlier else FAR
        shared = [
            float(len(here)), float(len(home.by_sentence.get(s, []))), nearest, float(len(plain)), s / max(1, len(scene.sentences)),
            float(KINDS.index(scene.sentences[s].kind)), *self._thread[s], float(self._opens[s]), float(sum(self._heads)), *answers.status[e],
            *_one_hot(k, self.logits.shape[1]),
        ]
        matrix = scene.time_facts[s] if len(mentions) else np.zeros((0, self.time_width), np.float32)
        rank = {n: float(place) for place, n in enumerate(reversed([n for n in plain if home.home[n] <= s]))}
        rows = []
        for n, mention in enumerate(mentions):
            inside = home.inside[n] and home.home[n] == s
            gap = mention.span.start - trigger if inside else 0.0
            near_trigger = inside and all(
                abs(mention.span.start - trigger) <= abs(mentions[other].span.start - trigger) for other in here
            )
            extra = [
                float(s - home.home[n]), gap, abs(gap) if inside else 2000.0, float(near_trigger), rank.get(n, FAR), float(self._time_before[n]),
                float(self._rules.get(mention.expr.rule, -1)), float(len(mention.span.words)), float(n == (plain[0] if plain else -1)),
                *self._stands(s, home.home[n], mention.span.start),
            ]
            rows += [[*matrix[n * len(TIME_VARIANTS) + variant], *extra, *shared] for variant in range(len(TIME_VARIANTS))]
        rows.append([*([-1.0] * (self.time_width + 9 + STANDS)), *shared])
        return np.array(rows, np.float32)

    @property
    def time_width(self) -> int:
        """Columns of the scene's own time facts."""
        return len(TIME)

    def parties(self, answers: Answers, e: int, role: str) -> tuple[list[int], list[int], Array]:
        """Candidate classes of a role, the mention that would bear each, and a row for each; the last row is for "nobody is named"."""
        scene = self.scene
        s, k = answers.pairs[e]
        groups, home = scene.mentions.groups, scene.homes["groups"]
        own = (answers.actor if role == "actor" else answers.target)[e]
        other = (answers.target if role == "actor" else answers.actor)[e]
        if not len(groups):
            return [], [], np.zeros((1, 1), np.float32)
        each = own[:, None] * answers.classes[e]
        told = 1 - np.prod(1 - np.minimum(each, 0.999), 0)
        rival = 1 - np.prod(1 - np.minimum(other[:, None] * answers.classes[e], 0.999), 0)
        lexicon, rivals = scene.lexicon
        local = home.by_sentence.get(s, [])
        supported = (lexicon[local].max(0) > 0) | (rivals[local].max(0) > 0) if local else np.zeros(len(scene.classes), bool)
        wanted = [int(c) for c in np.flatnonzero((told >= 0.03) | supported)]
        best = each.argmax(0)
        ranked = np.sort(told)
        trigger = self.trigger[s, k]
        totals = lexicon.sum(0)
        shared = [told.sum(), float(own.max()), float(len(local)), *answers.status[e], *_one_hot(k, self.logits.shape[1])]
        rows, bearers = [], []
        for c in wanted:
            n = int(best[c])
            inside = home.inside[n] and home.home[n] == s
            mention = groups[n]
            in_sentence = [m for m in local if lexicon[m, c]]
            higher = ranked[-1] if ranked[-1] > told[c] else (ranked[-2] if len(ranked) > 1 else 0.0)
            rows.append([
                told[c], rival[c], higher, own[n], other[n], answers.classes[e, n, c], each[n, c], lexicon[n, c], rivals[n, c], float(inside),
                float(s - home.home[n]), mention.span.start - trigger if inside else 0.0, float(mention.pronoun), float(mention.plural),
                float(mention.count is not None), float(mention.organ is not None), float(len(in_sentence)), totals[c],
                float(any(groups[m].span.end <= trigger for m in in_sentence)), float(any(groups[m].span.start > trigger for m in in_sentence)),
                *_one_hot(c, len(scene.classes)), *shared,
            ])
            bearers.append(n)
        rows.append([*([-1.0] * PARTY), *([0.0] * len(scene.classes)), *shared])
        return wanted, bearers, np.array(rows, np.float32)

    def same(self, answers: Answers, i: int, j: int) -> Array:
        """One row for "are the tellings i and j, i before j, one event"."""
        one, other = answers.pairs[i], answers.pairs[j]
        scene = self.scene
        kind = one[1]
        between = [a for a, (s, k) in enumerate(answers.pairs) if k == kind and one[0] < s < other[0] and self._chance[s, k] > 0.4]
        home, mentions = scene.homes["places"].by_sentence, scene.mentions.places
        near = [{mentions[n].path for n in home.get(sentence, [])} for sentence in (one[0], other[0])]
        when = [{scene.values[n] for n in scene.homes["times"].by_sentence.get(s, []) if scene.values[n]} for s in (one[0], other[0])]
        return np.array([
            answers.same[i, j], other[0] - one[0], one[0], other[0], float(len(between)), self.logits[one], self.logits[other],
            float(answers.status[i] @ answers.status[j]), float(bool(near[0] & near[1])), float(bool(near[0] and near[1] and not near[0] & near[1])),
            float(bool(when[0] & when[1])), float(bool(when[0] and when[1] and not when[0] & when[1])),
            float(KINDS.index(scene.sentences[one[0]].kind)), float(KINDS.index(scene.sentences[other[0]].kind)), float(len(scene.sentences)),
            *_one_hot(kind, self.logits.shape[1]),
        ], np.float32)

    def sources(self, answers: Answers) -> Array:
        """A row for each telling: what the head says of its source here and in the whole report."""
        return self._voices(answers, answers.source)

    def statuses(self, answers: Answers) -> Array:
        """A row for each telling: what the head says of its status here, nearby and in the whole report, and the words of doubt about it."""
        near = np.array([self._doubts_about(s, float(self.trigger[s, k])) for s, k in answers.pairs], np.float32)
        return np.concatenate([self._voices(answers, answers.status), near], 1)

    def _voices(self, answers: Answers, chances: Array) -> Array:
        mean = chances.mean(0)
        rows = []
        for e, (s, k) in enumerate(answers.pairs):
            one = self.scene.sentences[s]
            words = self.scene.report.text[one.start : one.end]
            near = [n for n, (other, _) in enumerate(answers.pairs) if abs(other - s) <= 1]
            rows.append([
                *chances[e], *mean, *chances[near].mean(0), float(any(mark in words for mark in "“”\"")), s,
                float(KINDS.index(one.kind)), float(len(self.scene.sentences)), *_one_hot(k, self.logits.shape[1]),
            ])
        return np.array(rows, np.float32)

    def _doubts_about(self, sentence: int, trigger: float) -> list[float]:
        """For each list of words of doubt: how many the sentence has, and how near before and behind the trigger one stands."""
        row: list[float] = []
        for spots in self._doubt[sentence]:
            before = min((trigger - spot for spot in spots if spot <= trigger), default=NO_DOUBT)
            after = min((spot - trigger for spot in spots if spot > trigger), default=NO_DOUBT)
            row += [float(len(spots)), min(before, NO_DOUBT), min(after, NO_DOUBT)]
        return row


def _spots(words: str, start: int, lists: Sequence[Sequence[str]]) -> list[list[int]]:
    return [[start + found.start() for found in _any_of(tuple(one)).finditer(words)] for one in lists]


def _paragraphs(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """The number of each sentence's paragraph."""
    found: list[int] = []
    for number, one in enumerate(sentences):
        broken = number > 0 and "\n" in text[sentences[number - 1].end : one.start]
        found.append((found[-1] if found else 0) + broken)
    return found


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")(?!\w)", re.IGNORECASE)


def _one_hot(number: int, size: int) -> list[float]:
    row = [0.0] * size
    row[number] = 1.0
    return row
