"""What two sentences of different reports have in common, as named numbers between 0 and 1."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tumen.linking.days import Days, gap
from tumen.linking.profile import Passage, Profile
from tumen.linking.rarity import Rarity

NAMES = (
    "words-in-runs", "words-alike", "terms-alike", "rarest-shared", "same-act", "other-act", "same-type", "other-type", "near-number", "other-number",
    "same-day", "near-day", "far-day", "days-around", "far-around", "other-place", "other-organ", "neighbours-alike", "apart-in-text",
    "other-language", "headline", "none-coded", "terms-by-day", "words-by-day",
)
_HEAVIEST = 7.0
_NEAR = 0.3
_FAR = 6
_DEEP = 2
_PRECISE = 3


@dataclass(frozen=True, slots=True)
class Weighed:
    """A passage with all that each comparison asks of it: weights summed, its neighbours' terms, its acts, types, cities and place in the text."""

    passage: Passage
    terms: frozenset[str]
    term_total: float
    stem_total: float
    around: frozenset[str]
    around_total: float
    acts: frozenset[str]
    types: frozenset[str]
    cities: tuple[str, ...]
    place: float


def weighed(profile: Profile, rarity: Rarity) -> tuple[Weighed, ...]:
    """All passages of a report, ready to be compared."""
    lang, count = profile.report.lang, len(profile.passages)
    told = [frozenset(term for term in passage.terms if not term.startswith("p:")) for passage in profile.passages]
    rows = []
    for at, passage in enumerate(profile.passages):
        around = frozenset[str]().union(*(told[n] for n in (at - 1, at + 1) if 0 <= n < count))
        rows.append(Weighed(
            passage, told[at], rarity.total("terms", told[at]), rarity.total(lang, passage.stems), around, rarity.total("terms", around),
            frozenset(term for term in told[at] if term.startswith("a:")), passage.types, _deep(passage.places), at / max(1, count - 1),
        ))
    return tuple(rows)


def compared(one: Weighed, other: Weighed, lang: str, other_lang: str, rarity: Rarity) -> list[float]:
    """The numbers of `NAMES` for two passages; the same whichever comes first."""
    a, b = one.passage, other.passage
    cross = lang != other_lang
    shared_terms = one.terms & other.terms
    term_weight = rarity.total("terms", shared_terms)
    shared_stems = frozenset[str]() if cross else a.stems & b.stems
    stem_weight = rarity.total(lang, shared_stems)
    rarest = max((*(rarity.weight("terms", t) for t in shared_terms), *(rarity.weight(lang, t) for t in shared_stems)), default=0.0)
    runs = len(a.runs & b.runs) / max(1, min(len(a.runs), len(b.runs)))
    acts, other_acts, types, other_types = one.acts, other.acts, one.types, other.types
    near_number = _near(a.numbers, b.numbers)
    same_day, near_day, far_day = _days(a.days, b.days)
    around, far_around = _around(a.near, b.near)
    deep, other_deep = one.cities, other.cities
    around_shared = rarity.total("terms", one.around & other.around) if one.around and other.around else 0.0
    term_alike, stem_alike = _alike(term_weight, one.term_total, other.term_total), _alike(stem_weight, one.stem_total, other.stem_total)
    by_day = max(same_day, near_day, around if not far_day else 0.0)
    return [
        runs, stem_alike, term_alike, min(1.0, rarest / _HEAVIEST),
        float(bool(acts & other_acts)), float(bool(acts and other_acts and not acts & other_acts)),
        float(bool(types & other_types)), float(bool(types and other_types and not types & other_types)),
        float(near_number), float(bool(a.numbers and b.numbers) and not near_number),
        same_day, near_day, far_day, around, far_around,
        float(bool(deep and other_deep) and not any(_akin(x, y) for x in deep for y in other_deep)),
        float(bool(a.organs and b.organs and not a.organs & b.organs)),
        _alike(around_shared, one.around_total, other.around_total), abs(one.place - other.place), float(cross),
        float(a.headline or b.headline), float(not a.events and not b.events), term_alike * by_day, stem_alike * by_day,
    ]


def _alike(shared: float, one: float, other: float) -> float:
    return shared / math.sqrt(one * other) if one > 0 and other > 0 else 0.0


def _near(one: frozenset[int], other: frozenset[int]) -> bool:
    return any(abs(x - y) <= max(1, _NEAR * max(x, y)) for x in one for y in other)


def _days(one: tuple[Days, ...], other: tuple[Days, ...]) -> tuple[float, float, float]:
    """Whether the days named are the same (and precise), near, or all far apart."""
    if not one or not other:
        return 0.0, 0.0, 0.0
    least = min(gap(x, y) for x in one for y in other)
    precise = any(gap(x, y) == 0 and max(x[1] - x[0], y[1] - y[0]) <= _PRECISE for x in one for y in other)
    return float(precise), float(least <= 1 and not precise), float(least > _FAR)


def _around(one: tuple[Days, ...], other: tuple[Days, ...]) -> tuple[float, float]:
    if not one or not other:
        return 0.0, 0.0
    if one == other:
        return 1.0, 0.0
    least = min(gap(x, y) for x in one for y in other)
    return math.exp(-least / 3), float(least > 2 * _FAR)


def _deep(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in places if path.count("/") >= _DEEP))


def _akin(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")
