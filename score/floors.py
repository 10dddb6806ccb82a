"""What can be had cheaply, to stand beside every figure: a regular expression a type, a classifier of sentences by their words, and
every status `actual`. None of it uses anything of Tumen but the codebook's names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml
from scipy import sparse

Row = Mapping[str, Any]
Floats = npt.NDArray[np.float64]

PATTERNS = {
    kind: re.compile(rf"\b(?:{'|'.join(words)})", re.IGNORECASE)
    for kind, words in yaml.safe_load(Path(__file__).with_name("patterns.yaml").read_text(encoding="utf-8")).items()
}
"""A regular expression for each type."""
SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’)\]]{0,3}(?=\s+[A-Z0-9\"“‘(\[])|(?=\n)|$)")
WORD = re.compile(r"[a-z][a-z'’]+|\d+")
QUOTE_SHARE = 0.4
RIDGE = 1.0
STEPS = 40
LEAST_SEEN = 2


def by_patterns(texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each sentence that a type's pattern fits is an event of it."""
    return [
        {"id": id_, "events": [_event(kind, text[a:b]) for a, b in _sentences(text) for kind, fits in PATTERNS.items() if fits.search(text, a, b)]}
        for id_, text in texts.items()
    ]


def all_actual(coded: Sequence[Row]) -> list[dict[str, Any]]:
    """A coding with every status `actual`."""
    return [{"id": row["id"], "events": [event | {"status": "actual"} for event in row["events"]]} for row in coded]


@dataclass(frozen=True, eq=False)
class Classifier:
    """Ridge regression on TF-IDF of words and word pairs: a score for each sentence and type."""

    vocabulary: Mapping[str, int]
    weight: Floats
    idf: Floats
    limit: float

    @classmethod
    def fit(cls, texts: Mapping[str, str], gold: Sequence[Row]) -> "Classifier":
        """Learned from coded reports; the limit is the best one on halves that the other half has not seen."""
        halves = [gold[::2], gold[1::2]]
        fitted = [cls._fit(texts, half, 0.0) for half in halves]
        scores, right = [], []
        for model, other in zip(fitted, reversed(halves), strict=True):
            scores.append(model._scores([text for _, text in _labelled(texts, other)[0]]))
            right.append(_labelled(texts, other)[1])
        said, told = np.concatenate(scores), np.concatenate(right)
        limits = np.arange(0.1, 0.6, 0.02)
        hits = np.array([2 * (told * (said >= one)).sum() / ((said >= one).sum() + told.sum()) for one in limits])
        return cls._fit(texts, gold, float(limits[hits.argmax()]))

    @classmethod
    def _fit(cls, texts: Mapping[str, str], gold: Sequence[Row], limit: float) -> "Classifier":
        found, right = _labelled(texts, gold)
        counted: dict[str, int] = {}
        for _, words in found:
            for term in set(_terms(words)):
                counted[term] = counted.get(term, 0) + 1
        kept = sorted(term for term, number in counted.items() if number >= LEAST_SEEN)
        vocabulary = {term: n for n, term in enumerate(kept)}
        idf = np.log(len(found) / np.array([counted[term] for term in kept])) + 1
        rows = _matrix([words for _, words in found], vocabulary, idf)
        return cls(vocabulary, _ridge(rows, right), idf, limit)

    def _scores(self, sentences: Sequence[str]) -> Floats:
        result: Floats = _matrix(sentences, self.vocabulary, self.idf) @ self.weight
        return result

    def code(self, texts: Mapping[str, str]) -> list[dict[str, Any]]:
        """Each sentence with a score over the limit is an event of that type."""
        coded = []
        for id_, text in texts.items():
            found = [text[a:b] for a, b in _sentences(text)]
            above = np.argwhere(self._scores(found) >= self.limit)
            coded.append({"id": id_, "events": [_event(list(PATTERNS)[k], found[s]) for s, k in above]})
        return coded


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in SENTENCE.finditer(text):
        if len(match.group().split()) >= LEAST_SEEN:
            yield match.start() + len(match.group()) - len(match.group().lstrip()), match.end()


def _event(kind: str, words: str) -> dict[str, Any]:
    return {
        "type": kind, "status": "actual", "evidence": [words.strip()], "actors": [], "targets": [], "places": [], "time": "",
        "source": "anonymous_source",
    }


def _labelled(texts: Mapping[str, str], gold: Sequence[Row]) -> tuple[list[tuple[str, str]], Floats]:
    """Each sentence with its report's id, and the types that a quote of the gold tells in it."""
    found, labels = [], []
    kinds = list(PATTERNS)
    for row in gold:
        text = texts[row["id"]]
        quoted = [(text.find(quote), len(quote), kinds.index(event["type"])) for event in row["events"] for quote in event["evidence"]]
        for start, end in _sentences(text):
            label = np.zeros(len(kinds))
            for at, size, kind in quoted:
                if at >= 0 and min(end, at + size) - max(start, at) >= QUOTE_SHARE * min(end - start, size):
                    label[kind] = 1
            found.append((row["id"], text[start:end]))
            labels.append(label)
    return found, np.stack(labels)


def _ridge(rows: sparse.csr_matrix, right: Floats) -> Floats:
    """Ridge weights for every column of `right`, by conjugate gradients."""
    weight: Floats = np.zeros((rows.shape[1], right.shape[1]))
    rest = rows.T @ right
    way, size = rest.copy(), (rest**2).sum(0)
    for _ in range(STEPS):
        moved = rows.T @ (rows @ way) + RIDGE * way
        step = size / (way * moved).sum(0)
        weight += step * way
        rest -= step * moved
        before, size = size, (rest**2).sum(0)
        way = rest + size / before * way
    return weight


def _terms(words: str) -> list[str]:
    single = WORD.findall(words.lower())
    return single + [f"{one} {other}" for one, other in pairwise(single)]


def _matrix(sentences: Sequence[str], vocabulary: Mapping[str, int], idf: Floats) -> sparse.csr_matrix:
    at, columns, values = [0], [], []
    for words in sentences:
        counted: dict[int, int] = {}
        for term in _terms(words):
            if term in vocabulary:
                counted[vocabulary[term]] = counted.get(vocabulary[term], 0) + 1
        row = np.array([(1 + np.log(number)) * idf[n] for n, number in counted.items()])
        columns += list(counted)
        values += list(row / (np.linalg.norm(row) or 1))
        at.append(len(columns))
    return sparse.csr_matrix((values, columns, at), (len(sentences), len(vocabulary)))
