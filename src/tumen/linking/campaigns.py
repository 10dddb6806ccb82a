"""Waves: an order, the men sent to carry it out, checks and searches, arrests, trials, punishment, in one area about one matter.

Proposed by rule, from incidents alone; a person confirms or refuses. Two incidents belong to one wave where they share an area and follow
each other in the order of the stages, and either one report tells both or both are about the same rare matter.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tumen.linking.days import Days, days_of, iso
from tumen.linking.rarity import Rarity
from tumen.model import Campaign, Incident, Step

STAGES = ("order", "deployment", "control", "arrest", "trial", "punishment", "kin")
_STAGE_OF = {
    "order": 0, "deployment": 1, "inspection": 2, "search": 2, "seizure": 2, "surveillance": 2, "restriction": 2, "arrest": 3,
    "interrogation": 3, "disappearance": 3, "trial": 4, "punishment": 5,
}
_KIN = frozenset({"family_of_accused", "defector_family"})
"""Classes of people who are punished for another's act; what is done to them stands last in a wave."""
_ON_KIN = frozenset({"punishment", "disappearance"})
_LONGEST = 120
"""Days from one incident of a wave to the next."""
_EARLY = 14
"""Days by which a later stage may come before an earlier one: raids run on while the first are tried."""
_RARE = 2.5
_LEAST_STAGES = 3
_LEAST_SHARED = 2
_HELD = 30
_AREA = 3


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    incident: Incident
    stage: int
    days: Days
    areas: frozenset[str]
    about: frozenset[str]
    organs: tuple[str, ...]


def campaigns(incidents: Sequence[Incident], rarity: Rarity) -> list[Campaign]:
    """The waves that incidents make, each with at least three stages; an incident without a day, an area or a stage stands in none."""
    facts = sorted((found for one in incidents if (found := _facts(one, rarity)) is not None), key=lambda found: (found.days, found.incident.id))
    parent = list(range(len(facts)))

    def top(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    held: dict[tuple[str, str], list[int]] = {}
    for at, found in enumerate(facts):
        for key in _keys(found):
            block = held.setdefault(key, [])
            for other in block[-_HELD:]:
                if _follow(facts[other], found):
                    parent[max(top(at), top(other))] = min(top(at), top(other))
            block.append(at)
    waves: dict[int, list[_Facts]] = {}
    for at, found in enumerate(facts):
        waves.setdefault(top(at), []).append(found)
    return [_campaign(wave) for wave in waves.values() if len({found.stage for found in wave}) >= _LEAST_STAGES]


def _facts(incident: Incident, rarity: Rarity) -> _Facts | None:
    days = [found for value in incident.values("time") if (found := days_of(value)) is not None]
    areas = frozenset("/".join(path.split("/")[:_AREA]) for path in incident.values("place") if "/" in path)
    if incident.type not in _STAGE_OF or not days or not areas:
        return None
    organs = tuple(value for value in incident.values("actor"))
    about = frozenset(value for value in incident.values("about") if rarity.weight("terms", f"t:{value}") >= _RARE)
    kin = incident.type in _ON_KIN and not _KIN.isdisjoint(incident.values("target"))
    return _Facts(incident, STAGES.index("kin") if kin else _STAGE_OF[incident.type], min(days), areas, about, organs)


def _keys(found: _Facts) -> list[tuple[str, str]]:
    told = [("report", report) for report in found.incident.reports]
    return told + [(area, matter) for area in sorted(found.areas) for matter in sorted(found.about)]


def _follow(one: _Facts, other: _Facts) -> bool:
    """Whether two incidents, the first not later, belong to one wave."""
    apart = other.days[0] - one.days[1]
    if apart > _LONGEST or (other.stage < one.stage and apart > _EARLY):
        return False
    together = bool(set(one.incident.reports) & set(other.incident.reports))
    if not any(_within(x, y) for x in one.areas for y in other.areas):
        return False
    shared = one.about & other.about
    return together or len(shared) >= _LEAST_SHARED or (bool(shared) and bool(set(one.organs) & set(other.organs)))


def _within(area: str, other: str) -> bool:
    return area == other or area.startswith(f"{other}/") or other.startswith(f"{area}/")


def _campaign(wave: Sequence[_Facts]) -> Campaign:
    ordered = sorted(wave, key=lambda found: (found.stage, found.days, found.incident.id))
    areas = Counter(area for found in wave for area in found.areas)
    organs = Counter(organ for found in wave for organ in found.organs)
    about = Counter(matter for found in wave for matter in found.about)
    first, last = min(found.days[0] for found in wave), max(found.days[1] for found in wave)
    steps = tuple(Step(STAGES[found.stage], found.incident.id) for found in ordered)
    matters = tuple(matter for matter, count in sorted(about.items(), key=lambda pair: (-pair[1], pair[0])) if count > 1)
    return Campaign(steps, _most(areas), _most(organs), matters, iso((first, first)), iso((last, last)))


def _most(counts: Mapping[str, int]) -> str:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else ""
