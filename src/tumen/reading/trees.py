"""Boosted trees at work: many small questions about plain facts, summed to a chance.

Learned with LightGBM (`training/forests.py`), kept as plain arrays, asked here in numpy.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from tumen.reading.heads import Array, sigmoid


class Forest:
    """Trees of one question. Arrays by name: `feature`, `threshold`, `left`, `right` of all nodes, `value` of leaves, `roots` of trees.

    A leaf has feature -1 and leads to itself; `depth` bounds the way down.
    """

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> None:
        feature = arrays[f"{name}.feature"].astype(np.int32)
        self._feature = np.maximum(feature, 0)
        self._threshold = arrays[f"{name}.threshold"].astype(np.float32)
        self._children = np.stack([arrays[f"{name}.left"], arrays[f"{name}.right"]], 1).astype(np.int32).ravel()
        self._value = arrays[f"{name}.value"].astype(np.float32)
        self._roots = arrays[f"{name}.roots"].astype(np.int32)
        self._depth = int(arrays[f"{name}.depth"])

    def logits(self, rows: Array) -> Array:
        """The sum of all trees for each row of facts."""
        if not len(rows):
            return np.zeros(0, np.float32)
        flat = np.ascontiguousarray(rows).ravel()
        base = (np.arange(len(rows), dtype=np.int32) * rows.shape[1])[:, None]
        node = np.broadcast_to(self._roots, (len(rows), len(self._roots)))
        for _ in range(self._depth):
            right = flat.take(self._feature.take(node) + base) > self._threshold.take(node)
            node = self._children.take(2 * node + right)
        result: Array = self._value.take(node).sum(1)
        return result

    def chances(self, rows: Array) -> Array:
        """The chance that the answer is yes for each row."""
        return sigmoid(self.logits(rows))
