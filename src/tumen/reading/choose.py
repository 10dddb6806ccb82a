"""From the heads' chances to an event: one value a field, each with the words that back it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tumen.model import Basis, Claim, Event, GroupMention, Party, PlaceMention, PlaceRole, Source, Span, Status, TimeRole
from tumen.packs.codebook import Codebook
from tumen.reading.features import TIME_VARIANTS
from tumen.reading.heads import Array
from tumen.reading.scene import Scene
from tumen.reading.tellings import Answers

STATUSES, SOURCES = tuple(Status), tuple(Source)
MAX_QUOTES, MORE_WORDS, LONGEST = 4, 60, 100


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which chance on something is told; fitted on cross-validated predictions by `training/calibrate.py`."""

    event: float = 0.35
    same: float = 0.5
    party: float = 0.45
    second_party: float = 0.6
    second_place: float = 0.25
    words: float = 0.4


@dataclass(frozen=True, eq=False)
class Chooser:
    """Makes events of grouped tellings."""

    codebook: Codebook
    thresholds: Thresholds
    lists: Sequence[tuple[tuple[int, ...], bool]]
    """Place mentions told in one list, and whether only one of them is meant."""

    def event(self, scene: Scene, answers: Answers, members: Sequence[int], chances: Sequence[float]) -> Event:
        """The event that the tellings `members` (rows of `answers`) make, with the chance of each telling."""
        order = sorted(range(len(members)), key=lambda n: -chances[n])
        rows = [members[n] for n in order]
        weight = np.array([chances[n] for n in order], np.float32)
        weight /= weight.sum()
        evidence = self._evidence(scene, [answers.pairs[row][0] for row in rows])
        kind = self.codebook.type_ids[answers.pairs[rows[0]][1]]
        status, source = weight @ answers.status[rows], weight @ answers.source[rows]
        places, one_of = self._places(scene, answers, rows, weight)
        when, clock = self._time(scene, answers, rows, weight)
        lead = evidence[0]
        return Event(
            report=scene.report.id,
            type=Claim("type", kind, lead, "reader", float(max(chances))),
            status=Claim("status", STATUSES[int(status.argmax())].value, lead, "reader", float(status.max())),
            evidence=evidence,
            actors=self._parties("actor", scene, answers.actor[rows], answers.classes[rows], weight),
            targets=self._parties("target", scene, answers.target[rows], answers.classes[rows], weight),
            places=places,
            one_of=one_of,
            when=when,
            time_of_day=clock,
            object=self._words("object", scene, answers.pairs[rows[0]][0], answers.object[rows[0]]),
            reason=self._words("reason", scene, answers.pairs[rows[0]][0], answers.reason[rows[0]]),
            source=Claim("source", SOURCES[int(source.argmax())].value, lead, "reader", float(source.max())),
            basis=Claim("basis", Basis.UNKNOWN.value, None),
            codebook=self.codebook.version,
        )

    def _evidence(self, scene: Scene, told: Sequence[int]) -> tuple[Span, ...]:
        found: list[Span] = []
        used = 0
        for number in dict.fromkeys(told):
            sentence = scene.sentences[number]
            span = Span.of(scene.report.text, sentence.start, sentence.end)
            size = len(span.words.split())
            if found and (len(found) == MAX_QUOTES or used + size > MORE_WORDS or size < 2):
                continue
            used += size if found else 0
            found.append(span)
        return tuple(found)

    def _places(self, scene: Scene, answers: Answers, rows: Sequence[int], weight: Array) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        chance = weight @ answers.place[rows]
        top = int(chance.argmax())
        mentions = scene.mentions.places
        score = weight @ answers.place_mentions[rows]
        best = self._mention_of(scene, top, score)
        if best is None:
            return (Claim("place", scene.paths[top], None, "country of the report", float(chance[top])),), ()
        chosen = [best]
        for members, alternative in self.lists:
            if best not in members:
                continue
            paths = list(dict.fromkeys(mentions[n].path for n in members if mentions[n].path))
            if alternative and len(paths) > 1:
                spans = tuple(Claim("place", mentions[n].path, mentions[n].span, "one of", float(chance[top])) for n in members)
                parent = _common(paths)
                return (Claim("place", parent, mentions[best].span, "common parent", float(chance[top])),) if parent else (), spans
            enough = self.thresholds.second_place * float(chance[top])
            chosen += [n for n in members if n != best and chance[scene.path_of[n]] >= enough]
        claims = {}
        for number in sorted(chosen):
            mention = mentions[number]
            claims.setdefault(mention.path, Claim("place", mention.path, mention.span, _how(mention), float(chance[scene.path_of[number]])))
        return tuple(claims.values()), ()

    def _mention_of(self, scene: Scene, path: int, score: Array) -> int | None:
        members = np.flatnonzero(scene.path_of == path)
        return int(members[score[members].argmax()]) if len(members) else None

    def _time(self, scene: Scene, answers: Answers, rows: Sequence[int], weight: Array) -> tuple[Claim | None, Claim | None]:
        chance = weight @ answers.time[rows]
        top = int(chance.argmax())
        clock = self._clock(scene, answers.pairs[rows[0]][0])
        if top == len(chance) - 1:
            return None, clock
        number, variant = divmod(top, len(TIME_VARIANTS))
        mention = scene.mentions.times[number]
        value = scene.time_values[top]
        same = float(sum(chance[n] for n, other in enumerate(scene.time_values) if other == value))
        when = Claim("time", value, mention.span, f"{mention.expr.rule}, {TIME_VARIANTS[variant]}", same)
        if mention.expr.time_of_day and clock is None:
            clock = Claim("time_of_day", mention.expr.time_of_day, mention.span, mention.expr.rule)
        return when, clock

    def _clock(self, scene: Scene, sentence: int) -> Claim | None:
        for number in scene.homes["times"].by_sentence.get(sentence, []):
            mention = scene.mentions.times[number]
            if mention.expr.time_of_day and mention.role is TimeRole.PLAIN:
                return Claim("time_of_day", mention.expr.time_of_day, mention.span, mention.expr.rule)
        return None

    def _parties(self, role: str, scene: Scene, scores: Array, classes: Array, weight: Array) -> tuple[Party, ...]:
        mentions = scene.mentions.groups
        if not mentions:
            return ()
        each = scores[..., None] * classes
        told = 1 - np.prod(1 - each, 1)
        chance = weight @ told
        best_of = (weight[:, None, None] * each).sum(0)
        found: dict[int, Party] = {}
        for number in np.flatnonzero(chance >= self.thresholds.party):
            order = best_of[:, number].argsort()[::-1]
            for place, mention in enumerate(order[:3]):
                if place and best_of[mention, number] < self.thresholds.second_party:
                    break
                named = _antecedent(mentions, int(mention))
                if named.span.start not in found:
                    found[named.span.start] = self._party(role, named, mentions[mention], scene.classes[number], float(chance[number]))
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


def _how(mention: PlaceMention) -> str:
    return "name" if mention.role is PlaceRole.PLAIN else f"name, {mention.role.value}"


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
