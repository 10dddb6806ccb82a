"""The encoder at work: windows of pieces in, a vector in context for each piece out.

Eight layers of width 768 (MPNet), eight-bit weights, run by ONNX Runtime on one core. The graph holds no weights: they are handed to it from
the checked .npz.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import onnxruntime

from tumen.reading.heads import EXCLUDED, Array
from tumen.reading.windows import Window

PREFIX = "graph."
BATCH = 8
"""Windows run together: more saves no time on one core and costs memory on a text of a million letters."""


class Encoder:
    """Runs the trained encoder. Results hang on the window alone, not on what it is batched with, but for rounding."""

    def __init__(self, graph: bytes, arrays: Mapping[str, Any]) -> None:
        self._words, self._scale = arrays["words"], arrays["words_scale"]
        self._positions = arrays["positions"].astype(np.float32)
        self._distances = arrays["distances"]
        self._knowledge: Array = arrays["heads.knowledge.weight"]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        names = [name for name in arrays if name.startswith(PREFIX)]
        self._held = [onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(arrays[name])) for name in names]
        options.add_external_initializers([name.removeprefix(PREFIX) for name in names], self._held)
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def states(self, windows: Sequence[Window]) -> Array:
        """(pieces of all windows, width), windows end to end."""
        result: list[Array] = [np.zeros((0, 0), np.float32)] * len(windows)
        order = sorted(range(len(windows)), key=lambda n: len(windows[n].ids))
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            for number, states in zip(chosen, self._run([windows[n] for n in chosen]), strict=True):
                result[number] = states
        return np.concatenate(result)

    def _run(self, windows: Sequence[Window]) -> list[Array]:
        length = max(len(window.ids) for window in windows)
        width = self._words.shape[1]
        words = np.zeros((len(windows), length, width), np.float32)
        knowledge = np.zeros_like(words)
        mask = np.full((len(windows), 1, 1, length), EXCLUDED, np.float32)
        for number, window in enumerate(windows):
            size = len(window.ids)
            ids = list(window.ids)
            words[number, :size] = self._words[ids] * self._scale[ids] + self._positions[:size]
            knowledge[number, :size] = self._knowledge[list(window.knowledge)]
            mask[number, ..., :size] = 0
        given = {"words": words, "knowledge": knowledge, "bias": self._bias(length), "mask": mask}
        (states,) = self._session.run(["states"], given)
        return [states[number, : len(window.ids)] for number, window in enumerate(windows)]

    def _bias(self, length: int) -> Array:
        """(1, heads, length, length): what the distance of two pieces adds to their attention."""
        at = np.arange(length)
        middle = self._distances.shape[1] // 2
        result: Array = self._distances[:, at[None] - at[:, None] + middle][None]
        return result
