"""Groups of sentences made into incidents: one main type each, every value with who says so, and a count of independent origins."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tumen.linking.days import iso
from tumen.linking.origins import origins
from tumen.linking.profile import Passage, Profile
from tumen.model import Claim, Event, Incident, Party, Said, Span, Telling

Key = tuple[str, int]
"""A sentence: the report's id and the sentence's place in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Sentences judged to tell one happening, and the least chance that holds them together."""

    keys: tuple[Key, ...]
    score: float


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """Where reports come from: the family of each, the families it names, and the pairs that are no two witnesses."""

    families: Mapping[str, str]
    named: Mapping[str, frozenset[str]]
    same_words: Mapping[str, frozenset[str]]

    def origins(self, reports: Sequence[str]) -> dict[str, str]:
        """The origin of each of these reports, as they stand to each other."""
        known = set(reports)
        pairs = [(one, other) for one in reports for other in sorted(self.same_words.get(one, frozenset()) & known)]
        return origins(reports, self.families, self.named, pairs)


def incidents(groups: Iterable[Group], profiles: Mapping[str, Profile], sources: Sources) -> list[Incident]:
    """The incidents of all groups, by day of publication of the first report that tells them.

    A group of which no sentence was read as an event stands only where several reports tell it in words of an act.
    """
    listed = list(groups)
    homes = _homes(listed, profiles)
    found = [incident for group in listed for incident in _split(group, homes, profiles, sources)]
    return sorted(found, key=lambda incident: (_order(incident.tellings[0], profiles), -len(incident.tellings), incident.id))


def _order(telling: Telling, profiles: Mapping[str, Profile]) -> tuple[int, str, Span]:
    return profiles[telling.report].published or 0, telling.report, telling.evidence


def _passage(key: Key, profiles: Mapping[str, Profile]) -> Passage:
    return profiles[key[0]].passages[key[1]]


def _homes(groups: Sequence[Group], profiles: Mapping[str, Profile]) -> dict[Key, list[Event]]:
    """The events of each sentence, each event once: with the sentence of its evidence that most reports tell, else the first."""
    best: dict[tuple[str, str], tuple[int, int, Key, Event]] = {}
    for group in groups:
        for key in group.keys:
            for event in _passage(key, profiles).events:
                rank = (-len(group.keys), key[1], key, event)
                known = best.get((key[0], event.id))
                if known is None or rank[:2] < known[:2]:
                    best[key[0], event.id] = rank
    homes: dict[Key, list[Event]] = {}
    for _, _, key, event in best.values():
        homes.setdefault(key, []).append(event)
    return homes


def _split(group: Group, homes: Mapping[Key, list[Event]], profiles: Mapping[str, Profile], sources: Sources) -> Iterator[Incident]:
    keys = sorted(group.keys, key=lambda key: (profiles[key[0]].published or 0, key))
    events = {key: sorted(homes.get(key, ()), key=lambda event: (-event.type.probability, event.id)) for key in keys}
    types = Counter(kind for key in keys for kind in {event.type.value for event in events[key]})
    if not types:
        if len(keys) > 1 and 2 * sum(1 for key in keys if _acts(_passage(key, profiles))) > len(keys):
            yield _incident("", [(key, []) for key in keys], group.score, profiles, sources)
        return
    main = min(types, key=lambda kind: (-types[kind], kind))
    kept: list[tuple[Key, list[Event]]] = []
    aside: dict[str, list[tuple[Key, list[Event]]]] = {}
    for key in keys:
        own = [event for event in events[key] if event.type.value == main] or events[key][:1]
        kept.append((key, own))
        for event in events[key]:
            if event not in own:
                aside.setdefault(event.type.value, []).append((key, [event]))
    yield _incident(main, kept, group.score, profiles, sources)
    for kind in sorted(aside):
        yield _incident(kind, aside[kind], group.score, profiles, sources)


def _acts(passage: Passage) -> bool:
    return any(term.startswith("a:") for term in passage.terms)


def _incident(
    kind: str, rows: Sequence[tuple[Key, Sequence[Event]]], score: float, profiles: Mapping[str, Profile], sources: Sources
) -> Incident:
    origin = sources.origins([key[0] for key, _ in rows])
    tellings, said = [], []
    for key, events in rows:
        passage = _passage(key, profiles)
        tellings.append(Telling(key[0], passage.span, tuple(sorted(event.id for event in events))))
        for event in events:
            said += list(_of_event(event, key[0], origin[key[0]]))
        said += list(_of_passage(passage, key[0], origin[key[0]], coded=bool(events)))
    return Incident(kind, tuple(tellings), tuple(dict.fromkeys(said)), tuple(sorted(set(origin.values()))), round(score, 4))


def _of_event(event: Event, report: str, origin: str) -> Iterator[Said]:
    source = event.source.value if event.source is not None else ""
    claims: tuple[Claim | None, ...] = (event.type, event.status, event.when, event.time_of_day, *event.places)
    for claim in claims:
        if claim is not None and claim.value:
            yield Said(claim.role, claim.value, report, origin, source, claim.span)
    for party in (*event.actors, *event.targets):
        organ = party.organ is not None
        yield Said(party.role, party.organ or party.cls, report, origin, source, party.span if organ else None)
        if party.count is not None:
            yield Said(f"{party.role}-count", _number(party), report, origin, source)


def _number(party: Party) -> str:
    assert party.count is not None
    low, high = party.count.as_list()
    return f"{party.cls} {low}" if low == high else f"{party.cls} {low}.." if high is None else f"{party.cls} {low}..{high}"


def _of_passage(passage: Passage, report: str, origin: str, *, coded: bool) -> Iterator[Said]:
    """What the sentence itself names: what it is about, and, where no event was read in it, its places, days and numbers."""
    span: Span = passage.span
    for term in sorted(passage.terms):
        if term.startswith("t:"):
            yield Said("about", term.removeprefix("t:"), report, origin, span=span)
    if coded:
        return
    for path in sorted(passage.places):
        yield Said("place", path, report, origin, span=span)
    for days in passage.days:
        yield Said("time", iso(days), report, origin, span=span)
    for number in sorted(passage.numbers):
        yield Said("number", str(number), report, origin, span=span)
