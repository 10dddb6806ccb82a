"""The scorer that lies beside the project, and sums of what it says, report by report, with intervals over reports."""

import importlib.util
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

SHARED = Path(__file__).resolve().parents[2] / "shared"
BINS = 10
LONG = 150
"""Words from which on a report counts as long."""
LEAST_FOR_INTERVAL = 10
SEED = 20

Row = Mapping[str, Any]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and the bounds of its 95 % interval; the bounds are None where there are too few reports to resample."""

    value: float
    low: float | None
    high: float | None


def find_scorer(shared: Path = SHARED) -> ModuleType | None:
    """The scorer as a module, or None where it does not lie beside the project."""
    path = shared / "score.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("scorer_beside", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(scorer: ModuleType, texts: Mapping[str, str], gold: Sequence[Row], coded: Sequence[Row], resamples: int = 1000) -> dict[str, Figure]:
    """All figures of a coding by name. An event's `chance`, where every event has one, gives the calibration error."""
    said = {row["id"]: row["events"] for row in coded}
    sums = [_sums(scorer, texts[row["id"]], row["events"], said.get(row["id"], [])) for row in gold]
    names = sorted({name for one in sums for name in one})
    table = np.array([[one[name] for name in names] for one in sums], np.float64)
    few = len(gold) < LEAST_FOR_INTERVAL
    draws = np.random.default_rng(SEED).multinomial(len(gold), np.full(len(gold), 1 / len(gold)), 0 if few else resamples)
    totals = np.concatenate([np.ones((1, len(gold))), draws]) @ table
    figures = _figures({name: totals[:, n] for n, name in enumerate(names)})
    found = {name: _figure(values, few) for name, values in figures.items()}
    _check(scorer, texts, gold, coded, found)
    return found


def totals(scorer: ModuleType, texts: Mapping[str, str], gold: Sequence[Row], coded: Sequence[Row]) -> Counter[str]:
    """The sums behind the figures over all reports."""
    said = {row["id"]: row["events"] for row in coded}
    total: Counter[str] = Counter()
    for row in gold:
        total.update(_sums(scorer, texts[row["id"]], row["events"], said.get(row["id"], [])))
    return total


def _sums(scorer: ModuleType, text: str, gold: Sequence[Row], coded: Sequence[Row]) -> Counter[str]:
    long = len(text.split()) >= LONG
    total: Counter[str] = Counter(
        reports=1, gold=len(gold), coded=len(coded), empty=not gold, empty_coded=not gold and bool(coded),
        long_empty=long and not gold, long_empty_coded=long and not gold and bool(coded),
        untyped=len(scorer.pair(text, gold, coded, typed=False)),
    )
    pairs = scorer.pair(text, gold, coded)
    total["paired"] = len(pairs)
    for event in gold:
        total[f"type gold {event['type']}"] += 1
        total["other_gold"] += event["status"] != "actual"
    right = {j for _, j in pairs}
    for number, event in enumerate(coded):
        total[f"type coded {event['type']}"] += 1
        total["other_coded"] += event["status"] != "actual"
        total["quotes"] += len(event["evidence"])
        total["verbatim"] += sum(quote in text for quote in event["evidence"])
        total["usable"] += len(scorer.spans(text, event)[0])
        if "chance" in event:
            at = min(int(event["chance"] * BINS), BINS - 1)
            total.update({f"bin size {at}": 1, f"bin chance {at}": event["chance"], f"bin right {at}": number in right})
    for i, j in pairs:
        total[f"type paired {gold[i]['type']}"] += 1
        agreed = scorer.fields(gold[i], coded[j])
        for name, value in agreed.items():
            total[f"field {name}"] += value
            total[f"seen {name}"] += 1
        record = bool(agreed["status"] and agreed["places"] and agreed["time"])
        total["record"] += record
        total["full"] += record and agreed["actors"] == 1 and agreed["targets"] == 1
        total["other"] += gold[i]["status"] == coded[j]["status"] != "actual"
    return total


def _figures(sums: Mapping[str, Floats]) -> dict[str, Floats]:
    none = np.zeros_like(sums["gold"])

    def share(part: str, whole: str) -> Floats:
        divisor = sums.get(whole, none)
        return np.divide(sums.get(part, none), divisor, out=np.full_like(none, np.nan), where=divisor > 0)

    def f1(hit: str, gold: str, coded: str) -> Floats:
        both = sums.get(gold, none) + sums.get(coded, none)
        return np.divide(2 * sums.get(hit, none), both, out=np.full_like(none, np.nan), where=both > 0)

    figures = {"detection": f1("paired", "gold", "coded"), "precision": share("paired", "coded"), "recall": share("paired", "gold")}
    figures |= {name: f1(name, "gold", "coded") for name in ("untyped", "record", "full")}
    figures["not_actual"] = f1("other", "other_gold", "other_coded")
    for name in sorted(sums):
        if name.startswith("field "):
            field = name.removeprefix("field ")
            figures[f"field {field}"] = share(name, f"seen {field}")
    figures["empty given any"] = share("empty_coded", "empty")
    figures["long empty given any"] = share("long_empty_coded", "long_empty")
    figures["evidence verbatim"] = share("verbatim", "quotes")
    bins = [name.removeprefix("bin size ") for name in sums if name.startswith("bin size ")]
    if bins:
        gap = sum((np.abs(sums[f"bin chance {b}"] - sums.get(f"bin right {b}", none)) for b in bins), none)
        figures["calibration error"] = np.divide(gap, sums["coded"], out=np.full_like(none, np.nan), where=sums["coded"] > 0)
    for name in sorted(sums):
        if name.startswith("type gold "):
            kind = name.removeprefix("type gold ")
            figures[f"type {kind}"] = f1(f"type paired {kind}", name, f"type coded {kind}")
    return figures


def _figure(values: Floats, few: bool) -> Figure:
    drawn = values[1:][~np.isnan(values[1:])]
    if few or not len(drawn):
        return Figure(float(values[0]), None, None)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Figure(float(values[0]), float(low), float(high))


def _check(scorer: ModuleType, texts: Mapping[str, str], gold: Sequence[Row], coded: Iterable[Row], found: Mapping[str, Figure]) -> None:
    """Our sums must give what the scorer itself says of the whole."""
    whole = scorer.score(texts, gold, coded)
    ours = {name: found[name].value for name in ("detection", "untyped", "record", "full", "not_actual")}
    for name, value in ours.items():
        if abs(whole[name]["f1"] - (0.0 if np.isnan(value) else value)) > 1e-9:
            raise SystemExit(f"score: our sums give {name} {value:.6f}, the scorer {whole[name]['f1']:.6f}; one of them has changed.")
