"""The front of the room: reports in, judgements and incidents out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from tumen.linking import tellings
from tumen.linking.campaigns import campaigns
from tumen.linking.candidates import Index
from tumen.linking.clusters import Clusters
from tumen.linking.days import ordinal
from tumen.linking.incidents import Group, Key, Sources, incidents
from tumen.linking.kinds import Compared, KindJudge, levelled
from tumen.linking.logistic import Logistic, load_models
from tumen.linking.origins import Network
from tumen.linking.profile import Profile, Profiler
from tumen.linking.rarity import Rarity
from tumen.linking.report_pair import Ready, matched, ready
from tumen.linking.told import Told
from tumen.model import About, Campaign, Incident, Judgement, LinkKind, Verdict
from tumen.packs.pack import Pack

WEIGHTS = files("tumen.linking").joinpath("weights")
MODELS = {**KindJudge.NAMES, "telling": tellings.NAMES}
_HELD = 1_500
"""How many reports are kept ready for comparison; one that is asked for later is made ready again."""
TOLD_ALIKE = 0.35
"""Above this chance two sentences of joined reports are taken to tell one happening."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What linking proposes: a judgement of each pair of reports that are more than unrelated, the incidents, and the campaigns they make."""

    judgements: tuple[Judgement, ...]
    incidents: tuple[Incident, ...]
    campaigns: tuple[Campaign, ...]


class Linker:
    """Links reports by a pack and learned models; `root` is the folder of packs."""

    def __init__(self, pack: Pack, root: Path, models: Mapping[str, Logistic], rarity: Rarity) -> None:
        self._pack = pack
        self._rarity = rarity
        self._models = dict(models)
        self._profiler = Profiler(pack, root)

    @classmethod
    def load(cls, pack: Pack, root: Path) -> "Linker":
        """With the models that Tumen ships."""
        return cls(pack, root, load_models(WEIGHTS, MODELS), Rarity.load(WEIGHTS))

    def link(self, told: Iterable[Told], decided: Iterable[Judgement] = ()) -> Linked:
        """Judgements, incidents and campaigns of all reports, the same in whatever order they come.

        `decided` are people's judgements: they outrank what is found here, and no rule's judgement is made of a pair they decide.
        """
        people = [judgement for judgement in decided if judgement.by_person]
        rows = sorted(told, key=lambda one: (ordinal(one.report.published.value) or 0, one.report.id))
        network = Network(self._pack.outlets, (one.report for one in rows))
        judge = KindJudge(self._models, self._rarity)
        reports = {(found.one, found.other): found for found in people if found.about is About.REPORTS}
        profiles, compared = self._compared(rows, network, judge, reports)
        joined = [pair for pair in compared if _joins(pair, reports)]
        made = [judge.judgement(pair) for pair in compared if pair.kind is not LinkKind.UNRELATED and pair.ids not in reports]
        groups = self._groups(profiles, joined, [found for found in people if found.about is About.EVENTS])
        named = {one.report.id: network.named_in(one.report) for one in rows}
        sources = Sources({id_: profile.family for id_, profile in profiles.items()}, named, _same_words(compared, reports))
        found = incidents(groups, profiles, sources)
        return Linked(tuple(made), tuple(found), tuple(campaigns(found, self._rarity)))

    def _compared(
        self, rows: Sequence[Told], network: Network, judge: KindJudge, decided: Mapping[tuple[str, str], Judgement]
    ) -> tuple[dict[str, Profile], list[Compared]]:
        """What incidents need of each report, and the pairs that are more than unrelated or that a person decided."""
        index = Index(self._rarity)
        at = {one.report.id: number for number, one in enumerate(rows)}
        asked: dict[int, set[int]] = {}
        for ids in decided:
            if all(id_ in at for id_ in ids):
                first, second = sorted(at[id_] for id_ in ids)
                asked.setdefault(second, set()).add(first)
        profiles: dict[str, Profile] = {}
        found: list[Compared] = []

        @lru_cache(_HELD)
        def made(number: int) -> Ready:
            return ready(self._profiler.profile(rows[number], network), self._rarity)

        for number in range(len(rows)):
            one = made(number)
            profiles[one.profile.id] = one.profile.bare
            wanted = asked.get(number, set())
            for earlier in sorted({*index.near(one.profile), *wanted}):
                other = made(earlier)
                if earlier not in wanted and judge.hopeless(one, other):
                    continue
                pair = judge.compare(one, other)
                # Most pairs come to nothing; kept, they would fill the memory.
                if earlier in wanted or pair.kind is not LinkKind.UNRELATED:
                    found.append(pair)
        return profiles, levelled(sorted(found, key=lambda pair: pair.ids))

    def _groups(self, profiles: Mapping[str, Profile], joined: Sequence[Compared], decided: Sequence[Judgement]) -> list[Group]:
        home: dict[str, Key] = {}
        for id_, profile in profiles.items():
            for passage in reversed(profile.passages):
                home |= {event.id: (id_, passage.index) for event in passage.events}
        told = [(home[one.one], home[one.other], one) for one in decided if one.one in home and one.other in home]
        clusters = Clusters[Key]((one, other) for one, other, judgement in told if judgement.verdict is Verdict.DIFFERENT)
        for id_, profile in profiles.items():
            for passage in profile.passages:
                clusters.add((id_, passage.index), id_)
        for one, other, judgement in told:
            if judgement.verdict is Verdict.SAME:
                clusters.join(one, other, 1.0, decided=True)
        edges = sorted(edge for pair in joined for edge in _edges(pair, self._models["telling"]))
        for odds, one, other in edges:
            clusters.join(one, other, -odds)
        return [Group(tuple(sorted(keys)), least) for keys, least in clusters.groups()]


def _joins(pair: Compared, decided: Mapping[tuple[str, str], Judgement]) -> bool:
    person = decided.get(pair.ids)
    return pair.kind.joins if person is None else person.verdict is Verdict.SAME


def _edges(pair: Compared, model: Logistic) -> list[tuple[float, Key, Key]]:
    chances = tellings.telling_chances(pair, model)
    one, other = pair.ids
    return [(-round(chance, 9), (one, i), (other, j)) for i, j, chance in matched(chances) if chance >= TOLD_ALIKE]


def _same_words(compared: Iterable[Compared], decided: Mapping[tuple[str, str], Judgement]) -> dict[str, frozenset[str]]:
    """For each report those that are no second witness beside it: copies, translations and updates."""
    found: dict[str, set[str]] = {}
    for pair in compared:
        kind = decided[pair.ids].kind if pair.ids in decided else pair.kind
        if kind in (LinkKind.COPY, LinkKind.TRANSLATION, LinkKind.UPDATE):
            one, other = pair.ids
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {report: frozenset(others) for report, others in found.items()}
