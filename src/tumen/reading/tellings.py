"""From sentences that tell events to events: which tellings are one happening."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tumen.model import PartKind
from tumen.reading.features import trigger_features
from tumen.reading.heads import Array, Heads, Told, sigmoid, softmax
from tumen.reading.scene import Scene


@dataclass(frozen=True, eq=False)
class Answers:
    """What the heads say of chosen tellings E: vectors, chances of status and source, mention chances as actor and as target (E, M), class
    chances (E, M, C), chances of words W of the sentence for object and reason, and that two tellings are one event (E, E)."""

    pairs: Sequence[tuple[int, int]]
    events: Array
    status: Array
    source: Array
    actor: Array
    target: Array
    classes: Array
    object: Array
    reason: Array
    same: Array


def ask(heads: Heads, scene: Scene, states: Array, told: Told, pairs: Sequence[tuple[int, int]]) -> Answers:
    """The heads' answers for (sentence, type) pairs; `states` (pieces, width) are the encoder's, windows end to end."""
    at = [sentence for sentence, _ in pairs]
    kinds = [kind for _, kind in pairs]
    events = heads.events(told.vectors[at, kinds], kinds)
    index = scene.grid[0][at]
    status = softmax(heads.linear("status", events))
    actor, target, classes = _parties(heads, scene, states, told, events, pairs)
    return Answers(
        pairs, events, status, softmax(heads.linear("source", events)), actor, target, classes,
        sigmoid(heads.words("object", events, states, index)), sigmoid(heads.words("reason", events, states, index)),
        _same(heads, scene, events, status, pairs),
    )


def _averages(scene: Scene, states: Array, spans: Sequence[list[int]]) -> Array:
    width = states.shape[1]
    rows = [states[hits].mean(0) if hits else np.zeros(width, np.float32) for hits in spans]
    return np.stack(rows) if rows else np.zeros((0, width), np.float32)


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


def _same(heads: Heads, scene: Scene, events: Array, status: Array, pairs: Sequence[tuple[int, int]]) -> Array:
    result = np.zeros((len(pairs), len(pairs)), np.float32)
    asked = [(i, j) for i in range(len(pairs)) for j in range(i) if pairs[i][1] == pairs[j][1]]
    if asked:
        facts = np.array([pair_facts(scene, pairs, events, status, i, j) for i, j in asked], np.float32)
        left, right = [i for i, _ in asked], [j for _, j in asked]
        chance = sigmoid(heads.same(events[left], events[right], facts))
        result[left, right] = result[right, left] = chance
    return result


def pair_facts(scene: Scene, pairs: Sequence[tuple[int, int]], events: Array, status: Array, i: int, j: int) -> list[float]:
    """What speaks for two tellings being one event: how far apart they stand, and whether they agree."""
    one, other = pairs[i][0], pairs[j][0]
    gap = abs(one - other)
    first = scene.sentences[min(one, other)]
    a, b = events[i], events[j]
    cosine = float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-8))
    return [
        float(gap == 1), float(gap == 2), float(3 <= gap <= 6), float(gap > 6), float(first.kind is PartKind.HEADLINE),
        float(first.index <= 1), float(status[i] @ status[j]), cosine,
    ]


def grouped(members: Sequence[int], chance: Array, least: float) -> list[list[int]]:
    """Tellings of a type grouped into events, the likeliest pair first, as long as the average chance between groups is `least`."""
    groups = [[member] for member in members]
    while len(groups) > 1:
        best, value = (0, 0), least
        for a in range(len(groups)):
            for b in range(a):
                mean = float(chance[np.ix_(groups[a], groups[b])].mean())
                if mean >= value:
                    best, value = (b, a), mean
        if best == (0, 0):
            break
        into, other = best
        groups[into] = sorted(groups[into] + groups.pop(other))
    return groups
