"""Which reports are worth comparing, from an index: never all with all.

Three ways lead to a pair: MinHash of the wording (reprints), a sample of runs of words (a cut copy inside a longer report), and blocks of
what reports share (a place in a week, an act on a day, rare words). A block holds only the latest few reports, so cost grows with their number.
"""

import zlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence

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
_BEST = 24
_WEEK = 7
_LONGEST_APART = 200
_TELLING = 2.0
_RARE = 3.5
_LEAST = 3.0
_CITY = 2


def candidates(profiles: Sequence[Profile], rarity: Rarity) -> list[tuple[int, int]]:
    """Pairs of positions, the lower first, each once: at most a few for each report, in whatever order the reports come."""
    order = sorted(range(len(profiles)), key=lambda at: (profiles[at].published or 0, profiles[at].id))
    found = {(min(a, b), max(a, b)) for a, b in (*_wording(profiles, order), *_blocks(profiles, order, rarity))}
    return sorted(found)


def _wording(profiles: Sequence[Profile], order: Iterable[int]) -> Iterator[tuple[int, int]]:
    index = RMinHashLSH(threshold=_THRESHOLD, num_perm=_HASHES, num_bands=_BANDS)
    for at in order:
        runs = profiles[at].runs
        if not runs:
            continue
        sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
        sketch.update(sorted(runs))
        near = sorted(index.query(sketch), reverse=True)[:_HELD] if at else []
        yield from ((other, at) for other in near)
        index.insert(at, sketch)


def _blocks(profiles: Sequence[Profile], order: Iterable[int], rarity: Rarity) -> Iterator[tuple[int, int]]:
    held: dict[str, deque[int]] = {}
    for at in order:
        published = profiles[at].published
        score: Counter[int] = Counter()
        keys, probes = _keys(profiles[at], rarity)
        for key, weight in probes.items():
            for other in held.get(key, ()):
                score[other] += weight  # type: ignore[assignment]
        for key in keys:
            held.setdefault(key, deque(maxlen=_HELD)).append(at)
        near = [
            (-weight, other)
            for other, weight in score.items()
            if weight >= _LEAST and (published is None or (earlier := profiles[other].published) is None or published - earlier <= _LONGEST_APART)
        ]
        yield from ((other, at) for _, other in sorted(near, key=lambda pair: (pair[0], profiles[pair[1]].id))[:_BEST])


def _keys(profile: Profile, rarity: Rarity) -> tuple[list[str], dict[str, float]]:
    """The blocks a report stands in, and those it looks into, with what a hit weighs."""
    keys: set[str] = set()
    probes: dict[str, float] = {}
    lang = profile.report.lang
    for term in profile.terms:
        if not term.startswith(("o:", "a:")) and (weight := rarity.weight("terms", term)) >= _TELLING:
            keys.add(term)
            probes[term] = weight
    for stem in profile.stems:
        if (weight := rarity.weight(lang, stem)) >= _RARE:
            keys.add(f"{lang}:{stem}")
            probes[f"{lang}:{stem}"] = weight / 2
    for run in profile.runs:
        if (number := zlib.crc32(run.encode())) % _SAMPLE == 0:
            keys.add(f"r:{number}")
            probes[f"r:{number}"] = 2.0
    cities = {"/".join(path.split("/")[: _CITY + 1]) for path in profile.places if path.count("/") >= _CITY}
    provinces = {"/".join(path.split("/")[:_CITY]) for path in profile.places}
    things = sorted(term for term in profile.terms if term.startswith("t:"))
    for first, last in {day for passage in profile.passages for day in passage.days}:
        week = (first + last) // 2 // _WEEK
        for place, weight in (*((city, 5.0) for city in cities), *((province, 3.0) for province in provinces)):
            keys.add(f"w:{place}:{week}")
            probes |= {f"w:{place}:{near}": weight for near in (week - 1, week, week + 1)}
        for thing in things:
            keys.add(f"d:{thing}:{week}")
            probes |= {f"d:{thing}:{near}": 2.0 for near in (week - 1, week, week + 1)}
    return sorted(keys), dict(sorted(probes.items()))
