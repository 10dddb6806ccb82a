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
        self._feature = arrays[f"{name}.feature"].astype(np.int64)
        self._threshold = arrays[f"{name}.threshold"].astype(np.float32)
        self._left, self._right = arrays[f"{name}.left"].astype(np.int64), arrays[f"{name}.right"].astype(np.int64)
        self._value = arrays[f"{name}.value"].astype(np.float32)
        self._roots = arrays[f"{name}.roots"].astype(np.int64)
        self._depth = int(arrays[f"{name}.depth"])

    def logits(self, rows: Array) -> Array:
        """The sum of all trees for each row of facts."""
        if not len(rows):
            return np.zeros(0, np.float32)
        node = np.broadcast_to(self._roots, (len(rows), len(self._roots))).copy()
        at = np.arange(len(rows))[:, None]
        for _ in range(self._depth):
            asked = rows[at, np.maximum(self._feature[node], 0)]
            node = np.where(asked <= self._threshold[node], self._left[node], self._right[node])
        result: Array = self._value[node].sum(1)
        return result

    def chances(self, rows: Array) -> Array:
        """The chance that the answer is yes for each row."""
        return sigmoid(self.logits(rows))
