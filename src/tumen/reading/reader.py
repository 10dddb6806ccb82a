"""The one reader: a surveyed report in, coded events out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from tumen.model import Event, Mentions, Report
from tumen.packs.pack import Pack
from tumen.reading.choose import Chooser, Thresholds
from tumen.reading.encoder import Encoder
from tumen.reading.gate import Gate
from tumen.reading.heads import Heads, sigmoid
from tumen.reading.scene import Scene, SceneMaker
from tumen.reading.tellings import ask, merged
from tumen.reading.weights import load_arrays
from tumen.reading.wordpiece import WordPiece

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
        self._encoder = Encoder(arrays)
        self._heads = Heads({name.removeprefix("heads."): array for name, array in arrays.items() if name.startswith("heads.")})
        vocabulary = weights.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n")
        self._maker = SceneMaker(pack, WordPiece(vocabulary))
        settings = json.loads(weights.joinpath("settings.json").read_text(encoding="utf-8"))
        self._thresholds = Thresholds(**settings["thresholds"])
        self._scale, self._shift = settings["calibration"]
        self._gate = Gate(pack)

    def read(self, surveyed: Surveyed) -> tuple[Event, ...]:
        """The events of a report, in the order of the text; none where it names nothing of the pack's country."""
        if not self._gate.passes(surveyed.report):
            return ()
        scene = self._maker.scene(surveyed.report, surveyed.mentions, surveyed.values)
        if not scene.sentences:
            return ()
        return self._events(scene, surveyed.lists)

    def _events(self, scene: Scene, lists: Sequence[tuple[tuple[int, ...], bool]]) -> tuple[Event, ...]:
        states = self._encoder.states(scene.windows)
        index, pad, middle = scene.grid
        told = self._heads.types(states[index], pad, middle)
        chance = sigmoid(told.logits * self._scale + self._shift)
        pairs = [(int(s), int(k)) for s, k in zip(*(chance >= self._thresholds.event).nonzero(), strict=True)]
        if not pairs:
            return ()
        answers = ask(self._heads, scene, states, told, pairs)
        chooser = Chooser(self._pack.codebook, self._thresholds, lists)
        groups = merged(self._heads, scene, answers, self._thresholds.same)
        return tuple(chooser.event(scene, answers, group, [float(chance[pairs[n]]) for n in group]) for group in groups)
