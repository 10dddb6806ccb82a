"""What one report is to another, learned from stories told several times; the reasons are the features that moved the sum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from tumen.linking import passage_pair, report_pair
from tumen.linking.logistic import Logistic
from tumen.linking.rarity import Rarity
from tumen.linking.report_pair import Ready, passage_rows, report_row
from tumen.model import About, Judgement, LinkKind, Reason, Verdict

Array = npt.NDArray[np.float64]
RULE = "rule:linking 1"
JOINED = 0.15
"""Above this chance two reports are proposed as telling one happening, above `SURE` without doubt."""
SURE = 0.5
_COPIED = 0.5
_ALIKE = 0.02
_STRONGEST = 8
_FAMILY = report_pair.NAMES.index("same-family")
_RUNS = passage_pair.NAMES.index("words-in-runs")
_APART = passage_pair.NAMES.index("apart-in-text")
_FARTHEST = 5.0
_OF_SENTENCES = np.isin(report_pair.NAMES, report_pair.OF_SENTENCES)


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Two reports, the lower id first: the chance of each pair of sentences (`chances`), the features, and what they come to.

    `across` says that they are in two languages; `runs` and `apart` are, for each pair of sentences, the share of common wording and how far
    apart they stand in their reports.
    """

    ids: tuple[str, str]
    across: bool
    chances: Array
    runs: Array
    apart: Array
    row: Array
    copied: float
    translated: float
    joined: float

    @property
    def kind(self) -> LinkKind:
        """What one is to the other."""
        if self.copied > _COPIED and not self.across:
            return LinkKind.COPY
        if self.joined < JOINED:
            return LinkKind.LOOK_ALIKE if self.joined >= _ALIKE else LinkKind.UNRELATED
        if self.across and self.translated > _COPIED:
            return LinkKind.TRANSLATION
        return LinkKind.UPDATE if self.row[_FAMILY] else LinkKind.SAME_INCIDENT


class KindJudge:
    """Compares reports with the learned models `sentence`, `joined`, `copy` and `translation`."""

    NAMES: ClassVar[dict[str, tuple[str, ...]]] = {
        "sentence": passage_pair.NAMES, "joined": report_pair.NAMES, "copy": report_pair.NAMES, "translation": report_pair.NAMES,
    }

    def __init__(self, models: dict[str, Logistic], rarity: Rarity) -> None:
        self._models = models
        self.rarity = rarity

    def hopeless(self, one: Ready, other: Ready) -> bool:
        """Whether two reports would stay unrelated even if all their sentences agreed; found without comparing any sentence."""
        row = np.array(report_row(one, other, np.zeros((0, 0)), self.rarity))
        for name, least in (("joined", _ALIKE), ("copy", _COPIED)):
            model = self._models[name]
            best = np.where(_OF_SENTENCES, model.weights > 0, row)
            if float(model.chances(best)) >= least:
                return False
        return True

    def compare(self, one: Ready, other: Ready) -> Compared:
        """Two reports, in whichever order."""
        if one.profile.id > other.profile.id:
            one, other = other, one
        rows = passage_rows(one, other, self.rarity)
        chances = self._models["sentence"].chances(rows) if rows.size else np.zeros(rows.shape[:2])
        row = np.array(report_row(one, other, chances, self.rarity))
        copied, translated, joined = (float(self._models[name].chances(row)) for name in ("copy", "translation", "joined"))
        runs, apart = (rows[..., _RUNS], rows[..., _APART]) if rows.size else (chances, chances)
        across = one.profile.report.lang != other.profile.report.lang
        return Compared((one.profile.id, other.profile.id), across, chances, runs, apart, row, copied, translated, joined)

    def judgement(self, found: Compared) -> Judgement:
        """The comparison as a record with its reasons, the strongest first."""
        kind = found.kind
        model = {LinkKind.COPY: "copy", LinkKind.TRANSLATION: "translation"}.get(kind, "joined")
        score = {LinkKind.COPY: found.copied, LinkKind.TRANSLATION: min(found.joined, found.translated)}.get(kind, found.joined)
        reasons = tuple(Reason(*part) for part in self._models[model].parts(list(found.row))[:_STRONGEST])
        verdict = Verdict.SAME if kind.joins and score >= SURE else Verdict.UNSURE if kind.joins else Verdict.DIFFERENT
        return Judgement(About.REPORTS, *found.ids, verdict, kind, round(score, 4), RULE, reasons)


def levelled(found: Sequence[Compared]) -> list[Compared]:
    """Copies and translations of one report stand to a third as it does: their chances of telling the same are levelled."""
    parent: dict[str, str] = {}

    def top(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in found:
        if pair.kind in (LinkKind.COPY, LinkKind.TRANSLATION):
            low, high = sorted(map(top, pair.ids))
            parent[high] = low
    groups: dict[tuple[str, ...], list[Compared]] = {}
    for pair in found:
        groups.setdefault(tuple(sorted(map(top, pair.ids))), []).append(pair)
    level = {key: _mean(pairs) for key, pairs in groups.items() if len(set(key)) > 1 and len(pairs) > 1}
    result = []
    for pair in found:
        key = tuple(sorted(map(top, pair.ids)))
        result.append(replace(pair, joined=level[key]) if key in level else pair)
    return result


def _mean(pairs: Iterable[Compared]) -> float:
    sums = [float(np.clip(np.log(pair.joined / (1 - pair.joined + 1e-9) + 1e-9), -_FARTHEST, _FARTHEST)) for pair in pairs]
    return float(1 / (1 + np.exp(-sum(sorted(sums)) / len(sums))))
