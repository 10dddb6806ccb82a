"""What a trained net says of held-out reports, kept for all that is fitted afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from dataset import Document
from learn import Prepared, states_of
from model import Net
from tumen.reading.heads import Heads, Told, sigmoid
from tumen.reading.ngrams import Ngrams
from tumen.reading.reader import likely_pairs
from tumen.reading.tellings import Answers, ask


@dataclass(eq=False)
class Answered:
    """A document, the net's type logits, and its answers for every pair of sentence and type that is likely or true."""

    doc: Document
    logits: np.ndarray
    trigger: np.ndarray
    answers: Answers | None
    words: np.ndarray
    """The second opinion's logits (S, K), likewise from a model that has not seen the report."""


def weights_of(net: Net) -> dict[str, np.ndarray]:
    return {name.removeprefix("heads."): value.detach().numpy() for name, value in net.state_dict().items() if name.startswith("heads.")}


def answered(net: Net, prepared: Prepared, ngrams: Ngrams) -> Answered:
    net.eval()
    heads, scene = Heads(weights_of(net)), prepared.doc.scene
    with torch.no_grad():
        states = states_of(net, [prepared])[0].numpy()
    index, pad, middle = scene.grid
    told = heads.types(states[index], pad, middle)
    words = ngrams.logits([scene.report.text[one.start : one.end] for one in scene.sentences])
    likely = set(likely_pairs(told.logits, words)) | {(int(s), int(k)) for s, k in zip(*prepared.doc.labels.nonzero(), strict=True)}
    pairs = sorted(likely)
    answers = ask(heads, scene, states, told, pairs) if pairs else None
    return Answered(prepared.doc, told.logits, told.trigger, answers, words)


def as_read(one: Answered) -> Answers | None:
    """The answers that reading would have: for likely pairs alone, without those that only gold knows."""
    if one.answers is None:
        return None
    likely = set(likely_pairs(one.logits, one.words))
    keep = [n for n, pair in enumerate(one.answers.pairs) if pair in likely]
    if not keep:
        return None
    parts = {name: getattr(one.answers, name)[keep] for name in PARTS}
    return Answers(pairs=[one.answers.pairs[n] for n in keep], same=one.answers.same[np.ix_(keep, keep)], **parts)


PARTS = ("events", "status", "source", "actor", "target", "classes", "object", "reason")


def found(told: Sequence[Answered], types: Sequence[str]) -> str:
    """A first look: sentences and types right, before anything is merged."""
    lines = []
    for least in (0.2, 0.3, 0.4, 0.5):
        said = [sigmoid(one.logits) >= least for one in told]
        hit = sum(int((a & (one.doc.labels > 0)).sum()) for a, one in zip(said, told, strict=True))
        all_said, gold = sum(int(a.sum()) for a in said), sum(int((one.doc.labels > 0).sum()) for one in told)
        precision, recall = hit / max(all_said, 1), hit / max(gold, 1)
        lines.append(f"{least}: P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(precision + recall, 1e-9):.3f}")
    return "; ".join(lines)


__all__ = ["Answered", "Told", "answered", "found", "weights_of"]
