"""Which earlier reports are worth comparing with one, from an index: never all with all.

Three ways lead to a pair: MinHash of the wording (reprints), a sample of runs of words (a cut copy inside a longer report), and blocks of
what reports share (a place in a week, a matter in a week, rare words). A block holds only the latest few reports and is forgotten after a
time, so cost grows with the number of reports and memory hardly.
"""

import zlib
from collections import Counter

from rensa import RMinHash, RMinHashLSH

from tumen.linking.profile import Profile
from tumen.linking.rarity import Rarity

_HASHES = 126
_BANDS = 42
_SEED = 1
_THRESHOLD = 0.3
_SAMPLE = 8
"""One run of words in eight stands in the sample."""
_HELD = 40
_BEST = 16
_WEEK = 7
_LONGEST_APART = 200
_TELLING = 2.0
_RARE = 3.5
_LEAST = 3.0
_CITY = 2


class Index:
    """Reports are handed in by day of publication; each is answered with the numbers of earlier ones that may tell the same."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._wording = RMinHashLSH(threshold=_THRESHOLD, num_perm=_HASHES, num_bands=_BANDS)
        self._young: dict[str, list[int]] = {}
        self._old: dict[str, list[int]] = {}
        self._turned = 0
        self._published: list[int | None] = []

    def near(self, profile: Profile) -> list[int]:
        """The numbers, in the order they were handed in, of at most a few earlier reports; then the report takes the next number."""
        number = len(self._published)
        self._published.append(profile.published)
        self._forget(profile.published)
        found = {*self._alike_in_wording(number, profile), *self._in_blocks(number, profile)}
        return sorted(found)

    def _forget(self, published: int | None) -> None:
        """Blocks live in two halves; when a half has grown old enough, it goes."""
        if published is not None and published - self._turned > _LONGEST_APART:
            self._old, self._young, self._turned = self._young, {}, published

    def _alike_in_wording(self, number: int, profile: Profile) -> list[int]:
        if not profile.runs:
            return []
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update(sorted(profile.runs))
        near: list[int] = sorted(self._wording.query(sketch), reverse=True)[:_HELD] if number else []
        self._wording.insert(number, sketch)
        return near

    def _in_blocks(self, number: int, profile: Profile) -> list[int]:
        keys, probes = self._keys(profile)
        score: Counter[int] = Counter()
        for key, weight in probes.items():
            for other in (*self._old.get(key, ()), *self._young.get(key, ()))[-_HELD:]:
                score[other] += weight  # type: ignore[assignment]
        for key in keys:
            block = self._young.setdefault(key, [])
            block.append(number)
            if len(block) > _HELD:
                del block[0]
        near = [(-weight, other) for other, weight in score.items() if weight >= _LEAST and self._in_time(other, profile.published)]
        return [other for _, other in sorted(near)[:_BEST]]

    def _in_time(self, other: int, published: int | None) -> bool:
        earlier = self._published[other]
        return published is None or earlier is None or published - earlier <= _LONGEST_APART

    def _keys(self, profile: Profile) -> tuple[list[str], dict[str, float]]:
        """The blocks a report stands in, and those it looks into, with what a hit weighs."""
        probes: dict[str, float] = {}
        lang = profile.report.lang
        for term in profile.terms:
            if not term.startswith(("o:", "a:")) and (weight := self._rarity.weight("terms", term)) >= _TELLING:
                probes[term] = weight
        for stem in profile.stems:
            if (weight := self._rarity.weight(lang, stem)) >= _RARE:
                probes[f"{lang}:{stem}"] = weight / 2
        for run in profile.runs:
            if (code := zlib.crc32(run.encode())) % _SAMPLE == 0:
                probes[f"r:{code}"] = 2.0
        keys = set(probes)
        cities = {"/".join(path.split("/")[: _CITY + 1]) for path in profile.places if path.count("/") >= _CITY}
        provinces = {"/".join(path.split("/")[:_CITY]) for path in profile.places}
        things = [term for term in profile.terms if term.startswith("t:")]
        for first, last in {day for passage in profile.passages for day in passage.days}:
            week = (first + last) // 2 // _WEEK
            for name, weight in (*((city, 5.0) for city in cities), *((one, 3.0) for one in provinces), *((thing, 2.0) for thing in things)):
                keys.add(f"w:{name}:{week}")
                probes |= {f"w:{name}:{near}": weight for near in (week - 1, week, week + 1)}
        return sorted(keys), dict(sorted(probes.items()))
