"""Forests of plain questions."""

import numpy as np

from tumen.reading.trees import Forest

ARRAYS = {
    "q.feature": np.array([0, -1, 1, -1, -1, -1], np.int16),
    "q.threshold": np.array([0.5, 0, 2.0, 0, 0, 0], np.float32),
    "q.left": np.array([1, 1, 3, 3, 4, 5], np.int32),
    "q.right": np.array([2, 1, 4, 3, 4, 5], np.int32),
    "q.value": np.array([0, -1.0, 0, 2.0, 3.0, 0.25], np.float32),
    "q.roots": np.array([0, 5], np.int32),
    "q.depth": np.array(2, np.int16),
}


def test_each_row_goes_down_every_tree() -> None:
    rows = np.array([[0.0, 9.0], [1.0, 2.0], [1.0, 2.5]], np.float32)
    assert Forest(ARRAYS, "q").logits(rows).tolist() == [-0.75, 2.25, 3.25]


def test_no_rows_no_chances() -> None:
    assert Forest(ARRAYS, "q").chances(np.zeros((0, 2), np.float32)).tolist() == []
