"""What two reports have in common, as named numbers: of their wording, their outlets, their days, places and sentences."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tumen.linking.days import Days, gap
from tumen.linking.passage_pair import Weighed, compared, weighed
from tumen.linking.profile import Profile
from tumen.linking.rarity import Rarity

Array = npt.NDArray[np.float64]
NAMES = (
    "wording-within", "wording-alike", "days-between", "long-between", "same-family", "other-language", "words-alike", "terms-alike", "rare-shared",
    "same-place", "same-province", "other-place", "best-sentence", "second-sentence", "third-sentence", "sentences-matched", "in-order",
    "same-days", "days-apart", "days-after", "numbers-alike", "days-alike", "other-province", "sentences-copied", "length-alike", "goes-on",
)
OF_SENTENCES = ("best-sentence", "second-sentence", "third-sentence", "sentences-matched", "in-order")
_LONG = 60
_RARE = 4.0
_MATCHED = 0.5
_DEEP = 2
_KEPT = 0.5
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A report ready to be compared with any other."""

    profile: Profile
    passages: tuple[Weighed, ...]
    term_total: float
    stem_total: float


def ready(profile: Profile, rarity: Rarity) -> Ready:
    """The sums that every comparison needs, made once a report."""
    return Ready(profile, weighed(profile, rarity), rarity.total("terms", profile.terms), rarity.total(profile.report.lang, profile.stems))


def passage_rows(one: Ready, other: Ready, rarity: Rarity) -> Array:
    """The numbers of each pair of passages, in rows by the first and then the second report's."""
    langs = one.profile.report.lang, other.profile.report.lang
    rows = [compared(a, b, *langs, rarity) for a in one.passages for b in other.passages]
    return np.array(rows, float).reshape(len(one.passages), len(other.passages), -1)


def matched(chances: Array) -> list[tuple[int, int, float]]:
    """Passages of two reports paired off, each at most once, the likeliest first."""
    pairs: list[tuple[int, int, float]] = []
    if chances.size:
        order = np.argsort(-chances, axis=None, kind="stable")
        rows, columns = set[int](), set[int]()
        for flat in order:
            i, j = divmod(int(flat), chances.shape[1])
            if i not in rows and j not in columns:
                rows.add(i)
                columns.add(j)
                pairs.append((i, j, float(chances[i, j])))
    return pairs


def report_row(one: Ready, other: Ready, chances: Array, rarity: Rarity) -> list[float]:
    """The numbers of `NAMES` for two reports; `chances` are those that passages of the two tell one happening."""
    a, b = one.profile, other.profile
    cross = a.report.lang != b.report.lang
    runs = len(a.runs & b.runs)
    between = abs(a.published - b.published) if a.published is not None and b.published is not None else _LONG // 2
    shared_terms = a.terms & b.terms
    shared_stems = frozenset[str]() if cross else a.stems & b.stems
    rare = math.fsum(max(0.0, rarity.weight("terms", term) - _RARE) for term in shared_terms)
    rare += math.fsum(max(0.0, rarity.weight(a.report.lang, stem) - _RARE) for stem in shared_stems)
    deep, other_deep = _deep(a.places), _deep(b.places)
    provinces = {_province(path) for path in a.places} & {_province(path) for path in b.places}
    pairs = matched(chances)
    best = [chance for _, _, chance in pairs[:3]] + [0.0, 0.0, 0.0]
    good = sorted((i, j) for i, j, chance in pairs if chance >= _MATCHED)
    steps = list(pairwise(j for _, j in good))
    least = min(len(one.passages), len(other.passages))
    days, other_days = _all_days(a), _all_days(b)
    same_days = sum(1 for day in days if any(gap(day, x) == 0 and max(x[1] - x[0], day[1] - day[0]) <= 1 for x in other_days))
    apart = min((gap(x, y) for x in days for y in other_days), default=10)
    return [
        runs / max(1, min(len(a.runs), len(b.runs))), runs / max(1, len(a.runs | b.runs)),
        math.log1p(between) / math.log(365), float(between > _LONG), float(a.family == b.family), float(cross),
        _alike(rarity.total(a.report.lang, shared_stems), one.stem_total, other.stem_total) if not cross else 0.0,
        _alike(rarity.total("terms", shared_terms), one.term_total, other.term_total), min(1.0, math.log1p(rare) / 4),
        float(bool(deep & other_deep)), float(bool(provinces)), float(bool(deep and other_deep and not deep & other_deep)),
        *best[:3], len(good) / max(1, least), sum(1 for x, y in steps if y > x) / len(steps) if steps else 0.5,
        min(1.0, same_days / 3), min(1.0, apart / 30), float(_after(days, b.published) or _after(other_days, a.published)),
        _jaccard(_numbers(a), _numbers(b)), _jaccard(days, other_days), float(bool(a.places and b.places) and not provinces), _copied(a, b),
        least / max(1, len(one.passages), len(other.passages)), float(_goes_on(a, b) or _goes_on(b, a)),
    ]


def _alike(shared: float, one: float, other: float) -> float:
    return shared / math.sqrt(one * other) if one > 0 and other > 0 else 0.0


def _jaccard(one: frozenset[T], other: frozenset[T]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _numbers(profile: Profile) -> frozenset[int]:
    return frozenset(value for passage in profile.passages for value in passage.numbers)


def _goes_on(later: Profile, earlier: Profile) -> bool:
    """Whether one says that it goes on from an earlier report, and the other is an earlier one of the same family."""
    if later.published is None or earlier.published is None or later.family != earlier.family:
        return False
    return later.again and 0 < later.published - earlier.published <= _LONG


def _copied(one: Profile, other: Profile) -> float:
    """The share of the shorter report's sentences whose wording stands in the other for the most part; headlines are written anew."""
    if len(one.passages) > len(other.passages):
        one, other = other, one
    told = [passage for passage in one.passages if not passage.headline]
    kept = sum(1 for passage in told if len(passage.runs & other.runs) >= _KEPT * len(passage.runs))
    return kept / max(1, len(told))


def _deep(places: frozenset[str]) -> set[str]:
    """Cities and counties; what lies in one counts as it."""
    return {"/".join(path.split("/")[: _DEEP + 1]) for path in places if path.count("/") >= _DEEP}


def _province(path: str) -> str:
    return "/".join(path.split("/")[:2])


def _all_days(profile: Profile) -> frozenset[Days]:
    return frozenset(day for passage in profile.passages for day in passage.days)


def _after(days: frozenset[Days], published: int | None) -> bool:
    """Whether most days of a report lie after the other was published: it tells something newer."""
    if published is None or not days:
        return False
    return sum(1 for day in days if day[0] > published) > len(days) / 2
