"""A second opinion on what a sentence tells, from its words and pairs of words alone.

Linear, and so blind to order and context, but it knows words that the encoder's pieces blur. The type forest weighs the two. Sums as in
scikit-learn's TfidfVectorizer (sublinear) and logistic regression, which learn it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from tumen.reading.heads import Array

WORD = re.compile(r"\w+")


def terms(text: str) -> list[str]:
    """Words and pairs of words, in small letters."""
    words = WORD.findall(text.lower())
    return words + [f"{a} {b}" for a, b in pairwise(words)]


class Ngrams:
    """`arrays` holds `ngrams.terms` (one string, a line a term), `ngrams.idf` (V,), `ngrams.weight` (V, K), `ngrams.bias` (K,)."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
        self._number = {term: n for n, term in enumerate(str(arrays["ngrams.terms"]).split("\n"))}
        self._idf = arrays["ngrams.idf"].astype(np.float32)
        self._weight = arrays["ngrams.weight"].astype(np.float32)
        self._bias = arrays["ngrams.bias"].astype(np.float32)

    def logits(self, texts: Sequence[str]) -> Array:
        """(texts, types)."""
        result = np.empty((len(texts), len(self._bias)), np.float32)
        for row, text in enumerate(texts):
            counts = Counter(n for term in terms(text) if (n := self._number.get(term)) is not None)
            if not counts:
                result[row] = self._bias
                continue
            at = list(counts)
            value = (1 + np.log(np.array(list(counts.values()), np.float32))) * self._idf[at]
            value /= np.sqrt(value @ value)
            result[row] = value @ self._weight[at] + self._bias
        return result
