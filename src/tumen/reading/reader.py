"""The one reader: a surveyed report in, coded events out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from tumen.model import Event, Mentions, Report
from tumen.packs.pack import Pack
from tumen.reading.choose import FORESTS, Chooser, Forests, Thresholds
from tumen.reading.encoder import Encoder
from tumen.reading.facts import Facts
from tumen.reading.heads import Array, Heads, sigmoid
from tumen.reading.ngrams import Ngrams
from tumen.reading.scene import Scene, SceneMaker
from tumen.reading.tellings import ask
from tumen.reading.trees import Forest
from tumen.reading.weights import load_arrays
from tumen.reading.wordpiece import WordPiece

LEAST, LEAST_BY_WORDS = 0.05, 0.15
"""Below both of these chances, the type head's and the second opinion's, a sentence is not asked about further."""
SHIPPED = files("tumen.reading").joinpath("weights")


@dataclass(frozen=True, slots=True)
class Surveyed:
    """A report with what grounding found in it: mentions, the resolved values of its times (one a time mention, "" where unknown), and the
    lists of place mentions (their numbers, and whether only one of them is meant)."""

    report: Report
    mentions: Mentions
    values: tuple[str, ...]
    lists: tuple[tuple[tuple[int, ...], bool], ...] = ()


class Reader:
    """Reads reports of one language with one pack. Make one and keep it: loading takes about a second, and it may be shared by threads."""

    def __init__(self, pack: Pack, weights: Traversable = SHIPPED) -> None:
        """`weights` is a folder of the files that `training/export.py` writes; PackError where one is missing or not as pinned."""
        arrays = load_arrays(weights)
        self._pack = pack
        self._encoder = Encoder(weights.joinpath("encoder.onnx").read_bytes(), arrays)
        self._heads = Heads({name.removeprefix("heads."): array for name, array in arrays.items() if name.startswith("heads.")})
        vocabulary = weights.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n")
        self._maker = SceneMaker(pack, WordPiece(vocabulary))
        settings = json.loads(weights.joinpath("settings.json").read_text(encoding="utf-8"))
        self._thresholds = Thresholds(**settings["thresholds"])
        self._rules = tuple(settings["rules"])
        self._ngrams = Ngrams(arrays)
        self._forests = Forests({name: Forest(arrays, name) for name in FORESTS})

    def read(self, surveyed: Surveyed) -> tuple[Event, ...]:
        """The events of a report, in the order of the text; whether it may tell of the country at all is `Gate`'s question."""
        found: list[Event] = []
        for scene, places in self._maker.stretches(surveyed.report, surveyed.mentions, surveyed.values):
            lists = [
                (tuple(places[n] for n in members), alternative)
                for members, alternative in surveyed.lists
                if all(n in places for n in members)
            ]
            found += self._events(scene, lists)
        return tuple(found)

    def _events(self, scene: Scene, lists: Sequence[tuple[tuple[int, ...], bool]]) -> tuple[Event, ...]:
        states = self._encoder.states(scene.windows)
        index, pad, middle = scene.grid
        told = self._heads.types(states[index], pad, middle)
        words = self._ngrams.logits([scene.report.text[one.start : one.end] for one in scene.sentences])
        pairs = likely_pairs(told.logits, words)
        if not pairs:
            return ()
        answers = ask(self._heads, scene, states, told, pairs)
        facts = Facts(scene, told.logits, told.trigger, words, self._pack, self._rules)
        return Chooser(self._pack.codebook, self._thresholds, self._forests, lists).events(facts, answers)


def likely_pairs(logits: Array, words: Array) -> list[tuple[int, int]]:
    """The (sentence, type) pairs that are asked about, by the two opinions' logits (S, K)."""
    return [(int(s), int(k)) for s, k in zip(*((sigmoid(logits) >= LEAST) | (sigmoid(words) >= LEAST_BY_WORDS)).nonzero(), strict=True)]
