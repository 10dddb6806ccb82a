"""How much it tells that two reports share a word or term: the rarer it is in reports, the more."""

import json
import math
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable

_ELSEWHERE = 3.0
"""The weight of a term of a language that was never counted."""


class Rarity:
    """Weights of terms (the same in all languages, group `terms`) and of words (group: the language)."""

    def __init__(self, told: Mapping[str, Mapping[str, object]]) -> None:
        self._weights: dict[str, dict[str, float]] = {}
        self._unseen: dict[str, float] = {}
        for group, found in told.items():
            total, counts = found["reports"], found["counts"]
            assert isinstance(total, int)
            assert isinstance(counts, dict)
            self._weights[group] = {term: math.log((total + 1) / (count + 0.5)) for term, count in counts.items()}
            self._unseen[group] = math.log((total + 1) / 1.5)

    @classmethod
    def load(cls, folder: Traversable) -> "Rarity":
        """From `rarity.json`, which `training/links/rarity.py` makes."""
        return cls(json.loads(folder.joinpath("rarity.json").read_text(encoding="utf-8")))

    def weight(self, group: str, term: str) -> float:
        """The weight of one term."""
        known = self._weights.get(group)
        return _ELSEWHERE if known is None else known.get(term, self._unseen[group])

    def total(self, group: str, terms: Iterable[str]) -> float:
        """The weights of several terms, summed in an order that does not hang on how a set happens to lie."""
        known = self._weights.get(group)
        if known is None:
            return _ELSEWHERE * len(list(terms))
        unseen = self._unseen[group]
        return math.fsum([known.get(term, unseen) for term in terms])
