"""From sentences that tell events to events: which tellings are one happening."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tumen.model import PartKind, TimeMention
from tumen.reading.features import trigger_features
from tumen.reading.heads import EXCLUDED, Array, Heads, Told, logsumexp, sigmoid, softmax
from tumen.reading.scene import Scene


@dataclass(frozen=True, eq=False)
class Answers:
    """What the heads say of chosen tellings E: vectors, chances of status, source, path and time (the last column: none), mention chances as
    actor and as target (E, M), class chances (E, M, C), and chances of words W of the sentence for object and reason."""

    pairs: Sequence[tuple[int, int]]
    events: Array
    status: Array
    source: Array
    place: Array
    place_mentions: Array
    time: Array
    actor: Array
    target: Array
    classes: Array
    object: Array
    reason: Array


def ask(heads: Heads, scene: Scene, states: Array, told: Told, pairs: Sequence[tuple[int, int]]) -> Answers:
    """The heads' answers for (sentence, type) pairs; `states` (pieces, width) are the encoder's, windows end to end."""
    at = [sentence for sentence, _ in pairs]
    kinds = [kind for _, kind in pairs]
    events = heads.events(told.vectors[at, kinds], kinds)
    place, mentions = _places(heads, scene, states, events, at)
    index = scene.grid[0][at]
    words = states[index]
    actor, target, classes = _parties(heads, scene, states, told, events, pairs)
    return Answers(
        pairs, events, softmax(heads.linear("status", events)), softmax(heads.linear("source", events)), place, mentions,
        _times(heads, scene, states, events, at), actor, target, classes,
        sigmoid(heads.words("object", events, words)), sigmoid(heads.words("reason", events, words)),
    )


def _averages(scene: Scene, states: Array, spans: Sequence[list[int]]) -> Array:
    width = states.shape[1]
    rows = [states[hits].mean(0) if hits else np.zeros(width, np.float32) for hits in spans]
    return np.stack(rows) if rows else np.zeros((0, width), np.float32)


def _places(heads: Heads, scene: Scene, states: Array, events: Array, at: Sequence[int]) -> tuple[Array, Array]:
    own = heads.linear("no_place", events)[:, 0]
    logits = np.full((len(at), len(scene.paths)), EXCLUDED, np.float32)
    logits[:, 0] = own
    found = scene.mentions.places
    scores = np.zeros((len(at), len(found)), np.float32)
    if found:
        rows = _averages(scene, states, scene.mention_rows([mention.span for mention in found]))
        scores = heads.choose("place", events, rows, np.stack([scene.place_facts[s] for s in at]))
        for path in range(len(scene.paths)):
            members = np.flatnonzero(scene.path_of == path)
            columns = [scores[:, members]] if len(members) else []
            if path == 0:
                columns.append(own[:, None])
            logits[:, path] = logsumexp(np.concatenate(columns, 1), 1)
    return softmax(logits), scores


def _times(heads: Heads, scene: Scene, states: Array, events: Array, at: Sequence[int]) -> Array:
    nothing = heads.linear("no_time", events)
    found: Sequence[TimeMention] = scene.mentions.times
    if not found:
        return softmax(nothing)
    rows = _averages(scene, states, scene.mention_rows([mention.span for mention in found]))
    variants = len(scene.time_values) // len(found)
    scores = heads.choose("time", events, np.repeat(rows, variants, 0), np.stack([scene.time_facts[s] for s in at]))
    scores[:, [not value for value in scene.time_values]] = EXCLUDED
    return softmax(np.concatenate([scores, nothing], 1))


def _parties(
    heads: Heads, scene: Scene, states: Array, told: Told, events: Array, pairs: Sequence[tuple[int, int]]
) -> tuple[Array, Array, Array]:
    found = scene.mentions.groups
    if not found:
        nobody = np.zeros((len(pairs), 0), np.float32)
        return nobody, nobody, np.zeros((len(pairs), 0, len(scene.classes)), np.float32)
    rows = _averages(scene, states, scene.mention_rows([mention.span for mention in found]))
    home = scene.homes["groups"]
    facts = np.stack([trigger_features(home, s, float(told.trigger[s, k]), scene.group_facts[s]) for s, k in pairs])
    return (
        sigmoid(heads.choose("actor", events, rows, facts)), sigmoid(heads.choose("target", events, rows, facts)),
        heads.classes(events, rows, *scene.lexicon),
    )


def pair_facts(scene: Scene, answers: Answers, i: int, j: int) -> list[float]:
    """What speaks for two tellings being one event: how far apart they stand, and whether they agree."""
    one, other = answers.pairs[i][0], answers.pairs[j][0]
    gap = abs(one - other)
    first = scene.sentences[min(one, other)]
    a, b = answers.events[i], answers.events[j]
    cosine = float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-8))
    return [
        float(gap == 1), float(gap == 2), float(3 <= gap <= 6), float(gap > 6), float(first.kind is PartKind.HEADLINE),
        float(first.index <= 1), float(answers.place[i] @ answers.place[j]), float(answers.time[i] @ answers.time[j]),
        float(answers.status[i] @ answers.status[j]), cosine,
    ]


def merged(heads: Heads, scene: Scene, answers: Answers, least: float) -> list[list[int]]:
    """Tellings of a type grouped into events, the likeliest pair first, as long as the average chance inside a group is `least`."""
    groups: list[list[int]] = []
    for kind in dict.fromkeys(k for _, k in answers.pairs):
        members = [n for n, (_, k) in enumerate(answers.pairs) if k == kind]
        groups += _grouped(heads, scene, answers, members, least) if len(members) > 1 else [members]
    return sorted(groups)


def _grouped(heads: Heads, scene: Scene, answers: Answers, members: list[int], least: float) -> list[list[int]]:
    pairs = [(i, j) for n, i in enumerate(members) for j in members[:n]]
    facts = np.array([pair_facts(scene, answers, i, j) for i, j in pairs], np.float32)
    left, right = [i for i, _ in pairs], [j for _, j in pairs]
    chance = sigmoid(heads.same(answers.events[left], answers.events[right], facts))
    of = {frozenset(pair): float(value) for pair, value in zip(pairs, chance, strict=True)}
    groups = [[member] for member in members]
    while len(groups) > 1:
        best, value = (0, 0), least
        for a in range(len(groups)):
            for b in range(a):
                mean = float(np.mean([of[frozenset((i, j))] for i in groups[a] for j in groups[b]]))
                if mean >= value:
                    best, value = (b, a), mean
        if best == (0, 0):
            break
        into, other = best
        groups[into] = sorted(groups[into] + groups.pop(other))
    return groups
