"""Where a mention stands in relation to a sentence that tells an event: the plain facts that the choosing heads weigh.

Every feature is 0 or 1 and has a name, so that a choice can be explained. Used alike in training and in reading.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tumen.model import Anchor, Grain, GroupMention, PartKind, Span, TimeMention, TimeRole
from tumen.reading.sentences import Sentence

Matrix = npt.NDArray[np.float32]

POSITION = (
    "same-sentence", "one-before", "two-before", "three-or-four-before", "five-to-eight-before", "nine-before",
    "one-after", "two-after", "three-or-four-after", "five-after", "in-headline", "in-caption", "not-coded", "latest-before", "first-of-all",
    "same-part", "sentence-has-none", "only-one-in-sentence", "first-in-sentence",
)
TIME_VARIANTS = ("as-told", "since", "until", "bare")
TIME = (
    *POSITION, *(f"grain-{grain.value}" for grain in Grain), *(f"role-{role.value}" for role in TimeRole),
    *(f"anchor-{anchor.value}" for anchor in Anchor), *(f"variant-{variant}" for variant in TIME_VARIANTS),
    "bound-since", "bound-until", "bound-by", "bound-before", "bound-after", "interval", "has-clock", "year-known", "latest-day-before",
)
GROUP = (
    *POSITION, "organ", "people", "plural", "pronoun", "counted", "has-antecedent", "last-in-sentence", "before-trigger", "after-trigger",
    "next-before-trigger", "next-after-trigger",
)


class Places:
    """Which sentence each mention of a list stands in, asked many times."""

    def __init__(self, spans: Sequence[Span], sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self.spans = spans
        self.home: list[int] = []
        self.inside: list[bool] = []
        at = 0
        for span in spans:
            while at + 1 < len(sentences) and sentences[at + 1].start <= span.start:
                at += 1
            self.home.append(at)
            self.inside.append(bool(sentences) and sentences[at].start <= span.start < sentences[at].end)
        self.by_sentence: dict[int, list[int]] = {}
        for number, (home, inside) in enumerate(zip(self.home, self.inside, strict=True)):
            if inside:
                self.by_sentence.setdefault(home, []).append(number)

    def position(self, sentence: int) -> Matrix:
        """The POSITION features of all mentions for one sentence: (mentions, features)."""
        rows = np.zeros((len(self.spans), len(POSITION)), np.float32)
        here = self.by_sentence.get(sentence, [])
        before = [n for n, home in enumerate(self.home) if home < sentence and self.inside[n]]
        kind_here = self.sentences[sentence].kind
        for number, home in enumerate(self.home):
            gap = sentence - home
            if gap == 0 and self.inside[number]:
                column = 0
            elif gap >= 0:
                column = 1 if gap <= 1 else 2 if gap == 2 else 3 if gap <= 4 else 4 if gap <= 8 else 5
            else:
                column = 6 if gap == -1 else 7 if gap == -2 else 8 if gap >= -4 else 9
            row = rows[number]
            row[column] = 1
            kind = self.sentences[home].kind
            row[10] = kind is PartKind.HEADLINE
            row[11] = kind is PartKind.CAPTION
            row[12] = not self.inside[number]
            row[15] = kind is kind_here and abs(gap) <= 3
            row[16] = not here
        if before:
            rows[before[-1], 13] = 1
        if len(rows):
            rows[0, 14] = 1
        if len(here) == 1:
            rows[here[0], 17] = 1
        if here:
            rows[here[0], 18] = 1
        return rows


def time_features(places: Places, mentions: Sequence[TimeMention], values: Sequence[str]) -> list[Matrix]:
    """For every sentence a (mentions * variants, TIME) matrix; the variants of a mention follow one another."""
    width = len(TIME_VARIANTS)
    fixed = np.zeros((len(mentions) * width, len(TIME) - len(POSITION)), np.float32)
    grains, roles, anchors = list(Grain), list(TimeRole), list(Anchor)
    bounds = ("since", "until", "by", "before", "after")
    base = len(grains) + len(roles) + len(anchors) + width
    for number, (mention, value) in enumerate(zip(mentions, values, strict=True)):
        for variant in range(width):
            row = fixed[number * width + variant]
            row[grains.index(mention.expr.grain)] = 1
            row[len(grains) + roles.index(mention.role)] = 1
            row[len(grains) + len(roles) + anchors.index(mention.expr.anchor)] = 1
            row[len(grains) + len(roles) + len(anchors) + variant] = 1
            bound = mention.expr.slot("bound")
            if bound in bounds:
                row[base + bounds.index(bound)] = 1
            row[base + 5] = "/" in value
            row[base + 6] = bool(mention.expr.time_of_day)
            row[base + 7] = value[:4].isdigit()
    plain = [n for n, mention in enumerate(mentions) if mention.role is TimeRole.PLAIN and values[n]]
    result = []
    for sentence in places.sentences:
        extra = fixed.copy()
        earlier = [n for n in plain if places.home[n] < sentence.index]
        if earlier:
            extra[earlier[-1] * width : (earlier[-1] + 1) * width, base + 8] = 1
        result.append(np.concatenate([np.repeat(places.position(sentence.index), width, 0), extra], 1))
    return result


def group_features(places: Places, mentions: Sequence[GroupMention]) -> list[Matrix]:
    """For every sentence a (mentions, GROUP) matrix; the last four columns, which hang on the trigger, are left 0."""
    fixed = np.zeros((len(mentions), len(GROUP) - len(POSITION)), np.float32)
    for number, mention in enumerate(mentions):
        fixed[number, :6] = (
            mention.organ is not None, mention.organ is None, mention.plural, mention.pronoun, mention.count is not None,
            mention.antecedent is not None,
        )
    result = []
    for sentence in places.sentences:
        extra = fixed.copy()
        here = places.by_sentence.get(sentence.index, [])
        if here:
            extra[here[-1], 6] = 1
        result.append(np.concatenate([places.position(sentence.index), extra], 1))
    return result


def trigger_features(places: Places, sentence: int, trigger: float, matrix: Matrix) -> Matrix:
    """The GROUP matrix of a sentence with its trigger columns filled; `trigger` is the trigger's place in the text in characters."""
    result = matrix.copy()
    here = places.by_sentence.get(sentence, [])
    before = [n for n in here if places.spans[n].end <= trigger]
    after = [n for n in here if places.spans[n].end > trigger]
    result[before, -4] = 1
    result[after, -3] = 1
    if before:
        result[before[-1], -2] = 1
    if after:
        result[after[0], -1] = 1
    return result
