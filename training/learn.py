"""One pass of learning and of prediction over prepared documents."""

import math
import random
import time
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from dataset import Document
from model import WIDTH, Encoder, Net
from tumen.model import PartKind
from tumen.reading.features import trigger_features
from tumen.reading.scene import Scene

MASK_ID, FIRST_WORD = 30526, 1003
VARIANTS, HIDDEN = 2, 0.08


class Prepared:
    """A document's tensors: lower-layer states (and variants with words hidden), windows laid end to end, mentions as rows of pieces."""

    def __init__(self, doc: Document, encoder: Encoder, variants: int = VARIANTS) -> None:
        self.doc, scene = doc, doc.scene
        self.sizes = [len(window.ids) for window in scene.windows]
        self.lower = [self._lower(encoder, hide=number > 0) for number in range(variants)]
        self.knowledge = [torch.tensor(window.knowledge) for window in scene.windows]
        index, pad, self.middle = scene.grid
        self.index, self.pad = torch.tensor(index), torch.tensor(pad)
        self.total = sum(self.sizes)
        self.group_rows = self._mention_rows([m.span for m in scene.mentions.groups])
        self.lexicon, self.rivals = map(torch.tensor, scene.lexicon)
        self.labels, self.weights = torch.tensor(doc.labels), torch.tensor(doc.weights)

    def _lower(self, encoder: Encoder, *, hide: bool) -> list[Tensor]:
        found = []
        with torch.no_grad():
            for window in self.doc.scene.windows:
                ids = torch.tensor([window.ids])
                if hide:
                    hidden = (torch.rand(ids.shape) < HIDDEN) & (ids > FIRST_WORD)
                    ids = torch.where(hidden, torch.full_like(ids, MASK_ID), ids)
                found.append(encoder.lower(ids)[0].to(torch.bfloat16))
        return found

    def _mention_rows(self, spans: Sequence) -> Tensor:
        """A matrix (mentions, pieces) that averages each mention's pieces; zero rows for mentions outside the windows."""
        matrix = torch.zeros(len(spans), self.total)
        for number, hits in enumerate(self.doc.scene.mention_rows(spans)):
            if hits:
                matrix[number, hits] = 1 / len(hits)
        return matrix.to_sparse()


def states_of(net: Net, batch: Sequence[Prepared], *, hide: bool = False) -> list[Tensor]:
    """For each report (pieces, WIDTH), windows end to end without padding."""
    windows: list[tuple[Tensor, Tensor]] = []
    for prepared in batch:
        chosen = prepared.lower[random.randrange(len(prepared.lower)) if hide else 0]
        windows += zip(chosen, prepared.knowledge, strict=True)
    found: list[Tensor] = [torch.zeros(0)] * len(windows)
    order = sorted(range(len(windows)), key=lambda n: len(windows[n][1]))
    for together in _alike(order, [len(known) for _, known in windows]):
        length = len(windows[together[-1]][1])
        lower = torch.zeros(len(together), length, WIDTH, dtype=torch.bfloat16)
        mask = torch.zeros(len(together), length, dtype=torch.bool)
        knowledge = torch.zeros(len(together), length, dtype=torch.long)
        for row, number in enumerate(together):
            size = len(windows[number][1])
            lower[row, :size], knowledge[row, :size] = windows[number]
            mask[row, :size] = True
        states = net.states(lower, knowledge, mask)
        for row, number in enumerate(together):
            found[number] = states[row, : len(windows[number][1])]
    result, at = [], 0
    for prepared in batch:
        result.append(torch.cat(found[at : at + len(prepared.sizes)]))
        at += len(prepared.sizes)
    return result


def _alike(order: Sequence[int], sizes: Sequence[int], most: float = 1.4) -> list[list[int]]:
    """Windows of about one length together, so that little of what is computed is padding."""
    groups: list[list[int]] = []
    for number in order:
        if groups and sizes[number] <= most * sizes[groups[-1][0]] + 8:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def types(net: Net, prepared: Prepared, states: Tensor) -> tuple[Tensor, Tensor, np.ndarray, Tensor]:
    """Type logits (S, K), event vectors (S, K, WIDTH), where in the text each type's trigger lies (S, K), attention (S, W, K)."""
    heads = net.heads
    words = states.index_select(0, prepared.index.reshape(-1)).view(*prepared.index.shape, WIDTH)
    attention = torch.softmax(words @ heads.attention.T + prepared.pad[..., None], 1)
    vectors = torch.bmm(attention.transpose(1, 2), words)
    best = attention.detach().argmax(1).numpy()
    trigger = np.take_along_axis(prepared.middle, best, 1)
    return (vectors * heads.type_weight).sum(-1) + heads.type_bias, vectors, trigger, attention


class Asked:
    """The heads' answers for chosen (sentence, type) pairs of one document."""

    def __init__(self, net: Net, prepared: Prepared, states: Tensor, vectors: Tensor, trigger: np.ndarray, pairs: Sequence[tuple[int, int]]):
        heads, doc = net.heads, prepared.doc.scene
        sentence = [s for s, _ in pairs]
        kinds = torch.tensor([k for _, k in pairs])
        self.events = heads.of_events(vectors[sentence, kinds], kinds)
        self.status, self.source = heads.status(self.events), heads.source(self.events)
        size = len(pairs)
        self.actor = self.target = self.classes = None
        if len(doc.mentions.groups):
            rows = torch.sparse.mm(prepared.group_rows, states)
            spots = doc.homes["groups"]
            facts = torch.tensor(np.stack([trigger_features(spots, s, trigger[s, k], doc.group_facts[s]) for s, k in pairs]))
            self.actor, self.target = heads.actor(self.events, rows, facts), heads.target(self.events, rows, facts)
            self.classes = torch.softmax(heads.class_logits(self.events, rows, prepared.lexicon, prepared.rivals), -1)
        words = states.index_select(0, prepared.index[sentence].reshape(-1)).view(size, prepared.index.shape[1], WIDTH)
        self.object = torch.einsum("ed,ewd->ew", heads.object_query(self.events), heads.object_key(words)) / 8 + heads.object_bias
        self.reason = torch.einsum("ed,ewd->ew", heads.reason_query(self.events), heads.reason_key(words)) / 8 + heads.reason_bias

    def party(self, role: str) -> Tensor:
        """Chance of each class to be among the role's classes: noisy-or over mentions, (E, classes)."""
        scores = self.actor if role == "actor" else self.target
        each = torch.sigmoid(scores)[..., None] * self.classes
        return 1 - torch.exp(torch.log1p(-each.clamp(max=1 - 1e-6)).sum(1))


def _stack(features: Sequence[np.ndarray], sentence: Sequence[int]) -> Tensor:
    return torch.tensor(np.stack([features[s] for s in sentence]))


def loss_of(net: Net, prepared: Prepared, states: Tensor) -> tuple[Tensor, dict[str, float]]:
    doc = prepared.doc
    logits, vectors, trigger, attention = types(net, prepared, states)
    found = functional.binary_cross_entropy_with_logits(logits, prepared.labels, reduction="none") * prepared.weights
    parts = {"type": found.sum() / len(logits)}
    if doc.triggers:
        parts |= _bank_losses(net, prepared, vectors, attention)
    elif doc.examples:
        asked = Asked(net, prepared, states, vectors, trigger, [(e.sentence, e.type) for e in doc.examples])
        weight = torch.tensor([1.0 if e.first else 0.5 for e in doc.examples])
        parts |= _field_losses(net, prepared, asked, weight)
    total = sum(SHARE[name] * value for name, value in parts.items())
    return total, {name: float(value.detach()) for name, value in parts.items()}


def _bank_losses(net: Net, prepared: Prepared, vectors: Tensor, attention: Tensor) -> dict[str, Tensor]:
    """Sentences of the bank tell their status, and which words are the trigger that attention should rest on."""
    told = prepared.doc.triggers
    sentence, kind = [one.sentence for one in told], torch.tensor([one.type for one in told])
    events = net.heads.of_events(vectors[sentence, kind], kind)
    middle = prepared.middle[sentence]
    inside = torch.tensor(np.stack([(row >= one.start) & (row < one.end) for row, one in zip(middle, told, strict=True)]))
    rest = (attention[sentence, :, kind] * inside).sum(1)
    known = inside.any(1)
    return {
        "status": functional.cross_entropy(net.heads.status(events), torch.tensor([one.status for one in told])),
        "trigger": -(torch.log(rest.clamp(min=1e-6)) * known).mean(),
    }


SHARE = {
    "type": 1.0, "trigger": 0.05, "status": 0.25, "source": 0.15, "actor": 0.25, "target": 0.25, "object": 0.05, "reason": 0.05, "same": 0.25,
}


def _field_losses(net: Net, prepared: Prepared, asked: Asked, weight: Tensor) -> dict[str, Tensor]:
    doc = prepared.doc
    examples = doc.examples
    mean = weight.sum()
    parts = {}
    for name, logits in (("status", asked.status), ("source", asked.source)):
        wanted = torch.tensor([getattr(e, name) for e in examples])
        parts[name] = (functional.cross_entropy(logits, wanted, reduction="none") * weight).sum() / mean
    if asked.actor is not None:
        for role, plural in (("actor", "actors"), ("target", "targets")):
            wanted = torch.tensor(np.stack([getattr(e, plural) for e in examples]))
            chance = asked.party(role).clamp(1e-5, 1 - 1e-5)
            each = functional.binary_cross_entropy(chance, wanted, reduction="none").sum(1)
            pointed = torch.tensor(np.stack([getattr(e, f"{role}_mentions") for e in examples]))
            scores = asked.actor if role == "actor" else asked.target
            named = functional.binary_cross_entropy_with_logits(scores, pointed, reduction="none").sum(1)
            parts[role] = ((each + 0.3 * named) * weight).sum() / mean
    for name, logits in (("object", asked.object), ("reason", asked.reason)):
        wanted, pad = _words(prepared, examples, name)
        each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none") * pad
        parts[name] = (each.sum(1) * weight).sum() / mean
    same = _same_loss(net, prepared, asked)
    if same is not None:
        parts["same"] = same
    return parts


def _words(prepared: Prepared, examples: Sequence, name: str) -> tuple[Tensor, Tensor]:
    middle = prepared.middle[[e.sentence for e in examples]]
    ends = np.array([getattr(e, name) for e in examples])
    wanted = (middle >= ends[:, :1]) & (middle < ends[:, 1:]) & (ends[:, :1] >= 0)
    pad = prepared.pad[[e.sentence for e in examples]] == 0
    return torch.tensor(wanted.astype(np.float32)), pad.float()


def pair_facts(scene: Scene, one: tuple[int, int], other: tuple[int, int], asked: Asked, i: int, j: int) -> list[float]:
    """What speaks for two tellings of a type being one event."""
    gap = abs(one[0] - other[0])
    first = scene.sentences[min(one[0], other[0])]
    status = torch.softmax(asked.status[i], 0) @ torch.softmax(asked.status[j], 0)
    cosine = functional.cosine_similarity(asked.events[i], asked.events[j], dim=0)
    return [
        float(gap == 1), float(gap == 2), float(3 <= gap <= 6), float(gap > 6), float(first.kind is PartKind.HEADLINE),
        float(first.index <= 1), float(status.detach()), float(cosine.detach()),
    ]


def _same_loss(net: Net, prepared: Prepared, asked: Asked) -> Tensor | None:
    examples = prepared.doc.examples
    pairs = [
        (i, j) for i in range(len(examples)) for j in range(i)
        if examples[i].type == examples[j].type and examples[i].sentence != examples[j].sentence
    ]
    if not pairs:
        return None
    facts = torch.tensor(
        [pair_facts(prepared.doc.scene, (examples[i].sentence, 0), (examples[j].sentence, 0), asked, i, j) for i, j in pairs]
    ).detach()
    left, right = zip(*pairs, strict=True)
    logits = net.heads.same(asked.events[list(left)], asked.events[list(right)], facts)
    wanted = torch.tensor([float(examples[i].event == examples[j].event) for i, j in pairs])
    return functional.binary_cross_entropy_with_logits(logits, wanted)


def train(net: Net, documents: Sequence[Prepared], *, epochs: int, rate: float, head_rate: float, batch: int) -> None:
    """AdamW with a short warm-up and linear decay; gradients of `batch` reports together."""
    documents = list(documents)
    groups = [{"params": list(net.layers.parameters()), "lr": rate}, {"params": list(net.heads.parameters()), "lr": head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * math.ceil(len(documents) / batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / (0.06 * steps)) * max(0.02, 1 - s / steps))
    started = time.time()
    for epoch in range(epochs):
        net.train()
        random.shuffle(documents)
        sums: dict[str, float] = {}
        for at in range(0, len(documents), batch):
            chosen = documents[at : at + batch]
            losses = []
            for prepared, states in zip(chosen, states_of(net, chosen, hide=True), strict=True):
                loss, parts = loss_of(net, prepared, states)
                losses.append(loss)
                for name, value in parts.items():
                    sums[name] = sums.get(name, 0) + value / len(documents)
            (sum(losses) / len(chosen)).backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
        print(epoch, f"{time.time() - started:.0f} s", "  ".join(f"{name} {value:.3f}" for name, value in sums.items()), flush=True)
