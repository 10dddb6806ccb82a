"""The front of the room: reports in, judgements and incidents out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tumen.linking import tellings
from tumen.linking.campaigns import campaigns
from tumen.linking.candidates import candidates
from tumen.linking.clusters import Clusters
from tumen.linking.incidents import Group, Key, Sources, incidents
from tumen.linking.kinds import Compared, KindJudge, levelled
from tumen.linking.logistic import Logistic, load_models
from tumen.linking.origins import Network
from tumen.linking.profile import Profile, Profiler
from tumen.linking.rarity import Rarity
from tumen.linking.report_pair import matched, ready
from tumen.linking.told import Told
from tumen.model import About, Campaign, Incident, Judgement, LinkKind, Verdict
from tumen.packs.pack import Pack

WEIGHTS = files("tumen.linking").joinpath("weights")
MODELS = {**KindJudge.NAMES, "telling": tellings.NAMES}
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
        rows = sorted(told, key=lambda one: one.report.id)
        network = Network(self._pack.outlets, (one.report for one in rows))
        profiles = {one.report.id: self._profiler.profile(one, network) for one in rows}
        judge = KindJudge(self._models, self._rarity)
        reports = {judgement_pair(found): found for found in people if found.about is About.REPORTS}
        compared = self._compared(list(profiles.values()), judge, reports)
        joined = [pair for pair in compared if _joins(pair, reports)]
        made = [judge.judgement(pair) for pair in compared if pair.kind is not LinkKind.UNRELATED and pair.ids not in reports]
        groups = self._groups(profiles, joined, [found for found in people if found.about is About.EVENTS])
        named = {one.report.id: network.named_in(one.report) for one in rows}
        sources = Sources({id_: profile.family for id_, profile in profiles.items()}, named, _same_words(compared, reports))
        found = incidents(groups, profiles, sources)
        return Linked(tuple(made), tuple(found), tuple(campaigns(found, self._rarity)))

    def _compared(self, profiles: Sequence[Profile], judge: KindJudge, decided: Mapping[tuple[str, str], Judgement]) -> list[Compared]:
        made = [ready(profile, self._rarity) for profile in profiles]
        at = {profile.id: number for number, profile in enumerate(profiles)}
        asked = {(at[one], at[other]) for one, other in decided if one in at and other in at}
        pairs = sorted({*candidates(profiles, self._rarity), *asked})
        # Most candidates come to nothing; kept, they would fill the memory.
        found = (
            judge.compare(made[one], made[other]) for one, other in pairs if (one, other) in asked or not judge.hopeless(made[one], made[other])
        )
        return levelled([pair for pair in found if pair.kind is not LinkKind.UNRELATED or pair.ids in decided])

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


def judgement_pair(judgement: Judgement) -> tuple[str, str]:
    """The two ids a judgement compares."""
    return judgement.one, judgement.other


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
