"""From the heads' chances to an event: one value a field, each with the words that back it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tumen.model import Basis, Claim, Count, Event, GroupMention, Party, PlaceRole, Source, Span, Status, TimeRole
from tumen.packs.codebook import Codebook
from tumen.reading.facts import Facts
from tumen.reading.features import TIME_VARIANTS
from tumen.reading.heads import Array, softmax
from tumen.reading.scene import Scene
from tumen.reading.tellings import Answers, grouped
from tumen.reading.trees import Forest

ONE = Count(1, 1)
STATUSES, SOURCES = tuple(Status), tuple(Source)
MAX_QUOTES, MORE_WORDS = 4, 60
"""Quotes of an event, and words in all of them where there are several: more would be no evidence but the report again."""
WORD = re.compile(r"[\w']+")


FORESTS = ("type", "place", "time", "actor", "target", "source", "same", "status")
"""The questions that are asked of plain facts; `training/forests.py` fits one forest for each."""
ONE_OF_ALL = ("place", "time", "actor", "target")
"""Questions to which one candidate of all is the answer; the others are asked of each candidate by itself."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance on something is told; chosen on predictions for reports that the net had not seen (`training/forests.py`).

    `place` and `party` are what a further place or class must have of the best one's chance, `nobody` and `no_time` what the best one must have of
    the
    chance that there is none.
    `report` is the least chance of a report's likeliest event and `density` the least sum of chances a sentence, below which the whole report
    tells none.
    """

    event: float = 0.4
    report: float = 0.6
    density: float = 0.1
    same: float = 0.5
    party: float = 0.8
    nobody: float = 0.65
    place: float = 0.95
    no_time: float = 0.5
    listed: float = 0.1
    words: float = 0.4


class Forests(dict[str, Forest]):
    """A forest for each of `FORESTS`."""


@dataclass(frozen=True, eq=False)
class Chooser:
    """Makes the events of one report. `lists` are the place mentions told in one list, and whether only one of them is meant."""

    codebook: Codebook
    thresholds: Thresholds
    forests: Forests
    lists: Sequence[tuple[tuple[int, ...], bool]]

    def events(self, facts: Facts, answers: Answers) -> tuple[Event, ...]:
        """Everything the answers tell, tellings of one happening together, in the order of the text."""
        pairs = list(answers.pairs)
        chance = self.forests["type"].chances(facts.types(pairs))
        likely = [e for e in range(len(pairs)) if chance[e] >= self.thresholds.event]
        if not likely:
            return ()
        source = self._among("source", facts.sources(answers), len(SOURCES))
        status = self._among("status", facts.statuses(answers), len(STATUSES))
        places = self._one_of_all("place", [facts.places(answers, e)[1] for e in likely])
        times = self._one_of_all("time", [facts.times(answers, e) for e in likely])
        place = {e: n for n, e in enumerate(likely)}
        found = []
        for kind in dict.fromkeys(pairs[e][1] for e in likely):
            members = [e for e in likely if pairs[e][1] == kind]
            for group in self._groups(facts, answers, members):
                first = min(pairs[e][0] for e in group)
                at = [place[e] for e in group]
                fields = _Fields(chance[group], source[group], status[group], places[at], times[at])
                found.append((first, self._event(facts, answers, group, fields)))
        if not self._relevant([event.type.probability for _, event in found], len(facts.scene.sentences)):
            return ()
        return tuple(event for _, event in sorted(found, key=lambda one: (one[0], one[1].evidence[0].start, one[1].id)))

    def _relevant(self, chances: Sequence[float], sentences: int) -> bool:
        """Whether a report as a whole tells events: a long one with a doubtful event here and there is about something else."""
        return max(chances) >= self.thresholds.report and sum(chances) >= self.thresholds.density * sentences

    def _groups(self, facts: Facts, answers: Answers, members: list[int]) -> list[list[int]]:
        if len(members) == 1:
            return [members]
        pairs = [(i, j) for at, j in enumerate(members) for i in members[:at]]
        rows = np.stack([facts.same(answers, i, j) for i, j in pairs])
        same = np.zeros((len(members), len(members)), np.float32)
        place = {member: number for number, member in enumerate(members)}
        for (i, j), value in zip(pairs, self.forests["same"].chances(rows), strict=True):
            same[place[i], place[j]] = same[place[j], place[i]] = value
        return [[members[n] for n in group] for group in grouped(range(len(members)), same, self.thresholds.same)]

    def _among(self, name: str, rows: Array, size: int) -> Array:
        """Chances (E, size) of the values of a field that has few."""
        asked = np.concatenate([np.repeat(rows, size, 0), np.tile(np.eye(size, dtype=np.float32), (len(rows), 1))], 1)
        chance = self.forests[name].chances(asked).reshape(len(rows), size)
        result: Array = chance / chance.sum(1, keepdims=True)
        return result

    def _one_of_all(self, name: str, rows: Sequence[Array]) -> Array:
        """Chances (E, candidates), one row a telling, that add up to one; `rows` are the candidates' facts for each telling."""
        return softmax(self.forests[name].logits(np.concatenate(rows)).reshape(len(rows), -1))

    def _event(self, facts: Facts, answers: Answers, group: Sequence[int], fields: "_Fields") -> Event:
        chance = fields.chance
        order = np.argsort(-chance, kind="stable")
        rows = [group[n] for n in order]
        weight = (chance[order] / chance.sum()).astype(np.float32)
        evidence = self._evidence(facts.scene, [answers.pairs[row][0] for row in rows])
        status, told = weight @ fields.status[order], weight @ fields.source[order]
        targets = self._parties("target", facts, answers, rows, weight)
        single = self._single(facts.scene, targets)
        places, one_of = self._places(facts, weight @ fields.places[order], answers.pairs[rows[0]][0], single=single)
        when, clock = self._time(facts, weight @ fields.times[order], answers.pairs[rows[0]][0])
        lead, first = evidence[0], answers.pairs[rows[0]][0]
        return Event(
            report=facts.scene.report.id,
            type=Claim("type", self.codebook.type_ids[answers.pairs[rows[0]][1]], lead, "reader", float(chance.max())),
            status=Claim("status", STATUSES[int(status.argmax())].value, lead, "reader", float(status.max())),
            evidence=evidence,
            actors=self._parties("actor", facts, answers, rows, weight),
            targets=targets,
            places=places,
            one_of=one_of,
            when=when,
            time_of_day=clock,
            object=self._words("object", facts.scene, first, answers.object[rows[0]]),
            reason=self._words("reason", facts.scene, first, answers.reason[rows[0]]),
            source=Claim("source", SOURCES[int(told.argmax())].value, lead, "reader", float(told.max())),
            basis=Claim("basis", Basis.UNKNOWN.value, None),
            codebook=self.codebook.version,
        )

    def _evidence(self, scene: Scene, told: Sequence[int]) -> tuple[Span, ...]:
        found: list[Span] = []
        used = 0
        for number in dict.fromkeys(told):
            sentence = scene.sentences[number]
            span = Span.of(scene.report.text, sentence.start, sentence.end)
            size = len(WORD.findall(span.words))
            if found and (len(found) == MAX_QUOTES or used + size > MORE_WORDS or size < 2):
                continue
            used += size
            found.append(span)
        return tuple(found)

    def _single(self, scene: Scene, targets: Sequence[Party]) -> bool:
        """Whether it befell one person or household, who can have been in one place alone."""
        plural = {mention.span.start: mention.plural for mention in scene.mentions.groups}
        return any(party.count == ONE or (party.count is None and not plural.get(party.span.start, True)) for party in targets)

    def _places(self, facts: Facts, chance: Array, at: int, *, single: bool) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        """The places, and the candidates where it was one of several.

        A place that is told only in a list, sentences earlier ("in A, B and C"), is no more likely than the others of that list: what befell one
        person happened in one of them, and the report does not say in which; what befell many holds for all.
        """
        scene = facts.scene
        paths = facts.candidate_paths
        top = int(chance.argmax())
        wanted = [paths[top]] + [
            path for n, path in enumerate(paths) if n != top and chance[n] >= self.thresholds.place * chance[top] and not _nested(path, paths[top])
        ]
        of = dict(zip(paths, (float(one) for one in chance), strict=True))
        for members, alternative in self.lists:
            named = list(dict.fromkeys(scene.mentions.places[n].path for n in members if scene.mentions.places[n].path))
            if alternative and len(named) > 1 and paths[top] in named:
                return self._one_of(scene, members, named, of)
            if len(named) > 1 and wanted == [paths[top]] and self._only_listed(scene, paths[top], members, at):
                if not single:
                    wanted = named
                    continue
                return self._one_of(scene, members, named, of)
            if len(named) > 1 and wanted == [paths[top]] and paths[top] in named and self._listed_here(scene, members, at):
                wanted = [path for path in named if of[path] >= self.thresholds.listed * of[paths[top]]]
        claims = (self._place(scene, path, at, of[path]) for path in sorted(wanted))
        return tuple(claim for claim in claims if claim is not None), ()

    def _one_of(
        self, scene: Scene, members: Sequence[int], named: Sequence[str], of: Mapping[str, float]
    ) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        told = [scene.mentions.places[n] for n in members]
        candidates = tuple(Claim("place", mention.path, mention.span, "one of", of[mention.path]) for mention in told)
        parent = _common(named)
        return ((Claim("place", parent, told[0].span, "common parent", max(of[path] for path in named)),) if parent else ()), candidates

    def _only_listed(self, scene: Scene, path: str, members: Sequence[int], sentence: int) -> bool:
        told = [n for n, mention in enumerate(scene.mentions.places) if mention.path == path]
        return set(told) <= set(members) and all(scene.homes["places"].home[n] < sentence for n in members)

    def _listed_here(self, scene: Scene, members: Sequence[int], sentence: int) -> bool:
        return all(scene.homes["places"].home[n] == sentence for n in members)

    def _place(self, scene: Scene, path: str, sentence: int, chance: float) -> Claim | None:
        """The claim of a path with the mention nearest before (else after) the sentence; a larger place rests on one inside it.

        None where the report names neither: no words, no field.
        """
        home, mentions = scene.homes["places"], scene.mentions.places
        exact = [n for n, mention in enumerate(mentions) if mention.path == path]
        own = exact or [n for n, mention in enumerate(mentions) if mention.path.startswith(path + "/")]
        if own:
            best = min(own, key=lambda n: (home.home[n] > sentence, abs(sentence - home.home[n]), mentions[n].role is not PlaceRole.PLAIN))
            rule = "name" if exact else "part of a name"
            role = mentions[best].role
            return Claim("place", path, mentions[best].span, rule if role is PlaceRole.PLAIN else f"{rule}, {role}", chance)
        return None

    def _time(self, facts: Facts, chance: Array, at: int) -> tuple[Claim | None, Claim | None]:
        scene = facts.scene
        values = scene.time_values
        chance[:-1][[not value for value in values]] = 0
        clock = self._clock(scene, at)
        total = float(chance.sum()) or 1.0
        of_value: dict[str, float] = {}
        for value, one in zip(values, chance[:-1], strict=True):
            of_value[value] = of_value.get(value, 0.0) + float(one)
        best = max(of_value, key=lambda value: of_value[value], default="")
        if not best or of_value[best] < self.thresholds.no_time * float(chance[-1]):
            return None, clock
        top = max((n for n, value in enumerate(values) if value == best), key=lambda n: float(chance[n]))
        number, variant = divmod(top, len(TIME_VARIANTS))
        mention = scene.mentions.times[number]
        when = Claim("time", best, mention.span, f"{mention.expr.rule}, {TIME_VARIANTS[variant]}", min(1.0, of_value[best] / total))
        if mention.expr.time_of_day and clock is None:
            clock = Claim("time_of_day", mention.expr.time_of_day, mention.span, mention.expr.rule)
        return when, clock

    def _clock(self, scene: Scene, sentence: int) -> Claim | None:
        for number in scene.homes["times"].by_sentence.get(sentence, []):
            mention = scene.mentions.times[number]
            if mention.expr.time_of_day and mention.role is TimeRole.PLAIN:
                return Claim("time_of_day", mention.expr.time_of_day, mention.span, mention.expr.rule)
        return None

    def _parties(self, role: str, facts: Facts, answers: Answers, rows: Sequence[int], weight: Array) -> tuple[Party, ...]:
        """Who it was, by the telling that names somebody most surely: a headline that leaves it open takes nothing from a sentence that does not."""
        mentions = facts.scene.mentions.groups
        chance: dict[int, float] = {}
        bearer: dict[int, tuple[float, int]] = {}
        nobody = 1.0
        for row, share in zip(rows, weight, strict=True):
            classes, bearers, matrix = facts.parties(answers, row, role)
            if not classes:
                continue
            chances = softmax(self.forests[role].logits(matrix))
            nobody = min(nobody, float(chances[-1]))
            for cls, number, value in zip(classes, bearers, chances[:-1], strict=True):
                chance[cls] = chance.get(cls, 0.0) + float(share * value)
                bearer[cls] = max(bearer.get(cls, (-1.0, number)), (float(share * value), number))
        found: dict[int, Party] = {}
        if 1 - nobody < self.thresholds.nobody * nobody:
            return ()
        best = max(chance.values())
        for cls, value in sorted(chance.items(), key=lambda one: -one[1]):
            if value < self.thresholds.party * best:
                break
            told = mentions[bearer[cls][1]]
            named = _antecedent(mentions, bearer[cls][1])
            if named.span.start not in found:
                found[named.span.start] = self._party(role, named, told, facts.scene.classes[cls], value)
        return tuple(found[start] for start in sorted(found))

    def _party(self, role: str, named: GroupMention, told: GroupMention, cls: str, chance: float) -> Party:
        rule = "words" if cls == named.cls else "rival" if cls in named.rivals else "context"
        if told is not named:
            rule = f"{rule}, coreference"
        return Party(role, named.span, cls, told.count or named.count, named.organ, rule, chance)

    def _words(self, role: str, scene: Scene, sentence: int, chance: Array) -> Claim | None:
        index, pad, _ = scene.grid
        size = int((pad[sentence] == 0).sum())
        values = chance[:size]
        top = int(values.argmax()) if size else 0
        if not size or values[top] < self.thresholds.words:
            return None
        low = high = top
        while low > 0 and values[low - 1] >= self.thresholds.words / 2:
            low -= 1
        while high + 1 < size and values[high + 1] >= self.thresholds.words / 2:
            high += 1
        ends = {row: (start, end) for start, end, owner, row in scene.pieces if owner == sentence}
        start, end = ends[int(index[sentence, low])][0], ends[int(index[sentence, high])][1]
        span = Span.of(scene.report.text, start, end)
        return Claim(role, span.words, span, "reader", float(values[top]))


@dataclass(frozen=True, eq=False)
class _Fields:
    """What the forests say of the tellings of one event: chances that it is told (E), of sources, statuses, places and times (E, candidates)."""

    chance: Array
    source: Array
    status: Array
    places: Array
    times: Array


def _nested(one: str, other: str) -> bool:
    return one.startswith(other + "/") or other.startswith(one + "/")


def _antecedent(mentions: Sequence[GroupMention], number: int) -> GroupMention:
    """The mention whose words say who is meant: a pronoun leads back to what it stands for."""
    by_start = {mention.span.start: mention for mention in mentions}
    told = mentions[number]
    seen = {told.span.start}
    while told.pronoun and told.antecedent is not None and told.antecedent in by_start and told.antecedent not in seen:
        seen.add(told.antecedent)
        told = by_start[told.antecedent]
    return told


def _common(paths: Sequence[str]) -> str:
    parts = [path.split("/") for path in paths]
    shared: list[str] = []
    for names in zip(*parts, strict=False):
        if len(set(names)) > 1:
            break
        shared.append(names[0])
    return "/".join(shared)
