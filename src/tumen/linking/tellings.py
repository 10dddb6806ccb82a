"""Which sentences of two joined reports tell one happening: the chance of each pair, beside those it competes with."""

import numpy as np
import numpy.typing as npt

from tumen.linking.kinds import Compared
from tumen.linking.logistic import Logistic
from tumen.model import LinkKind

Array = npt.NDArray[np.float64]
NAMES = (
    "sentence-chance", "reports-joined", "reports-copied", "reports-translated", "behind-best", "ahead-of-most", "ahead-of-least", "wording-of-copy",
    "out-of-order-in-translation",
)
_SCALE = 5.0


def telling_rows(found: Compared) -> Array:
    """The numbers of `NAMES` for each pair of sentences."""
    sums = _log_odds(found.chances) / _SCALE
    copied, translated = float(found.kind is LinkKind.COPY), float(found.kind is LinkKind.TRANSLATION)
    across, down = _ahead(sums, 1), _ahead(sums, 0)
    joined = np.full_like(sums, float(_log_odds(np.array(found.joined))) / _SCALE)
    behind = np.minimum(sums - sums.max(1, keepdims=True), sums - sums.max(0, keepdims=True))
    return np.stack([
        sums, joined, np.full_like(sums, copied), np.full_like(sums, translated), behind, np.maximum(across, down), np.minimum(across, down),
        found.runs * copied, found.apart * translated,
    ], -1)


def telling_chances(found: Compared, model: Logistic) -> Array:
    """The chance of each pair of sentences."""
    return model.chances(telling_rows(found)) if found.chances.size else found.chances


def _log_odds(chances: Array) -> Array:
    kept = np.clip(chances, 1e-9, 1 - 1e-9)
    result: Array = np.log(kept / (1 - kept))
    return result


def _ahead(sums: Array, axis: int) -> Array:
    """How far each lies ahead of the best of the others in its row or column (negative: behind it)."""
    if sums.shape[axis] < 2:
        return np.ones_like(sums)
    ordered = np.sort(sums, axis)
    best, second = np.take(ordered, [-1], axis), np.take(ordered, [-2], axis)
    result: Array = np.where(sums >= best, sums - second, sums - best)
    return result
