"""The reader's heads: from the encoder's states to what each sentence tells, and which words fill its fields.

In numpy alone; `training/model.py` holds the same sums as they are learned, and cross-validation there runs this code, not a second one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

EXCLUDED = np.float32(-1e4)


def softmax(logits: Array, axis: int = -1) -> Array:
    """Chances along an axis."""
    raised = np.exp(logits - logits.max(axis=axis, keepdims=True))
    result: Array = raised / raised.sum(axis=axis, keepdims=True)
    return result


def sigmoid(logits: Array) -> Array:
    """A chance for each logit."""
    result: Array = (1 / (1 + np.exp(-np.clip(logits, -30, 30)))).astype(np.float32)
    return result


def gelu(x: Array) -> Array:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016), by the error function's series of Abramowitz and Stegun 7.1.26."""
    z = np.abs(x) / np.sqrt(np.float32(2))
    t = 1 / (1 + np.float32(0.3275911) * z)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    result: Array = (0.5 * x * (1 + erf)).astype(np.float32)
    return result


@dataclass(frozen=True, eq=False)
class Told:
    """What the type head says of every sentence S and type K: logits (S, K), vectors (S, K, width), and where in the text each trigger
    lies (S, K), as characters from the text's start."""

    logits: Array
    vectors: Array
    trigger: Array


class Heads:
    """The learned sums by name, as `training/` exports them."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._w = weights

    def linear(self, name: str, x: Array) -> Array:
        """One affine layer."""
        result: Array = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result

    def types(self, words: Array, pad: Array, middle: Array) -> Told:
        """`words` (S, W, width) are each sentence's piece states, `pad` (S, W) 0 for a piece and very low for none, `middle` (S, W) their places."""
        scores = words @ self._w["attention"].T + pad[..., None]
        attention = softmax(scores, 1)
        vectors = attention.transpose(0, 2, 1) @ words
        trigger = np.take_along_axis(middle, attention.argmax(1), 1)
        return Told((vectors * self._w["type_weight"]).sum(-1) + self._w["type_bias"], vectors, trigger)

    def events(self, vectors: Array, kinds: Sequence[int]) -> Array:
        """Event vectors (E, EVENT) of chosen sentences and types."""
        x = vectors + self._w["type_vector"][list(kinds)]
        mean, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        x = (x - mean) / np.sqrt(spread + np.float32(1e-5)) * self._w["norm.weight"] + self._w["norm.bias"]
        return gelu(self.linear("event", x))

    def choose(self, name: str, events: Array, mentions: Array, features: Array) -> Array:
        """Scores (E, M) of mentions for events; `features` (E, M, F)."""
        query, key = self.linear(f"{name}.query", events), self.linear(f"{name}.key", mentions)
        pointed = query @ key.T / np.sqrt(np.float32(key.shape[-1]))
        weight, bias = self._w[f"{name}.first.weight"], self._w[f"{name}.first.bias"]
        count = features.shape[-1]
        small = self.linear(f"{name}.event", events) @ weight[:, count:].T
        hidden = np.maximum(features @ weight[:, :count].T + small[:, None] + bias, 0)
        placed = self.linear(f"{name}.second", hidden) + self.linear(f"{name}.linear", features)
        result: Array = pointed + placed[..., 0]
        return result

    def classes(self, events: Array, mentions: Array, lexicon: Array, rivals: Array) -> Array:
        """Chances (E, M, classes) of each mention's class."""
        mention = lexicon @ self._w["class_lexicon"] + rivals @ self._w["class_rival"] + self.linear("class_mention", mentions)
        return softmax(mention[None] + self.linear("class_event", events)[:, None])

    def same(self, one: Array, other: Array, facts: Array) -> Array:
        """Logits that two tellings (pairs of event vectors, with facts of each pair) are one event."""
        hidden = np.maximum(self.linear("same1", np.concatenate([one * other, facts], -1)), 0)
        result: Array = self.linear("same2", hidden)[..., 0]
        return result

    def words(self, name: str, events: Array, states: Array, index: npt.NDArray[np.int64]) -> Array:
        """Logits (E, W) that a word of its sentence belongs to the event's object or reason; `index` (E, W) are rows of `states`."""
        query, key = self.linear(f"{name}_query", events), self.linear(f"{name}_key", states)
        result: Array = np.einsum("ed,ewd->ew", query, key[index]) / np.sqrt(np.float32(key.shape[-1])) + self._w[f"{name}_bias"]
        return result
