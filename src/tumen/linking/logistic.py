"""A weighted sum of named numbers, and the chance it comes to; what each name added is the reason that is told."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from tumen.model import PackError

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """`chance = 1 / (1 + exp(-(bias + sum(weight * number))))`, learned by `training/links/learn.py`."""

    names: tuple[str, ...]
    weights: Array
    bias: float

    def logits(self, rows: Array) -> Array:
        """The sums of rows of numbers (the last axis is the names')."""
        result: Array = rows @ self.weights + self.bias
        return result

    def chances(self, rows: Array) -> Array:
        """The chances of rows of numbers."""
        return sigmoid(self.logits(rows))

    def parts(self, row: Sequence[float]) -> list[tuple[str, float, float]]:
        """Name, number and weight of what moved the sum, the strongest first."""
        told = [(name, float(value), float(weight)) for name, value, weight in zip(self.names, row, self.weights, strict=True) if value * weight]
        return sorted(told, key=lambda part: (-abs(part[1] * part[2]), part[0]))


def sigmoid(logits: Array) -> Array:
    """The chance that a sum comes to."""
    result: Array = 1.0 / (1.0 + np.exp(-np.clip(logits, -40, 40)))
    return result


def load_models(folder: Traversable, names: Mapping[str, tuple[str, ...]]) -> dict[str, Logistic]:
    """The models of `links.json`, each for the names it is asked with. Raises PackError where one was learned for other names."""
    told = json.loads(folder.joinpath("links.json").read_text(encoding="utf-8"))
    models = {}
    for model, wanted in names.items():
        weights = told["models"][model]["weights"]
        if tuple(weights) != wanted:
            raise PackError(f"links.json: the model '{model}' was learned for other features; run training/links/learn.py.")
        models[model] = Logistic(wanted, np.array(list(weights.values()), float), float(told["models"][model]["bias"]))
    return models
