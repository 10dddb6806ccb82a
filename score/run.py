"""How well Tumen reads: its codings of reports that it has not learned from, beside gold, floors, and the coders' own agreement.

Needs the scorer that lies beside the project; where it is not there, one line says so and nothing is measured.
"""

import argparse
import io
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from floors import Classifier, all_actual, by_patterns
from listing import listing
from scorer import SHARED, Figure, Row, find_scorer, measure, totals

from tumen.desk import Reading, World, gather, read_all
from tumen.model import Problem, Report, TumenError
from tumen.output import write_codebook

ROOT = Path(__file__).resolve().parents[1]
MILESTONE = {
    "detection": 0.75, "record": 0.50, "full": 0.30, "not_actual": 0.60, "field places": 0.80, "field time": 0.80, "field time_exact": 0.55,
    "field actors": 0.75, "field targets": 0.70, "field counts": 0.65, "field source": 0.85, "long empty given any": 0.20, "calibration error": 0.05,
}
CODERS = {"detection": 0.93, "record": 0.82, "full": 0.66}
LEAST_OF_A_TYPE = 15
STATUS_FIGURES = ("record", "full", "not_actual", "field status")


@dataclass(frozen=True, slots=True)
class Set:
    """Reports with gold: files of reports, the file of gold, and whether the reader has learned from them."""

    name: str
    reports: tuple[Path, ...]
    gold: Path
    seen: bool = False


@dataclass(frozen=True, eq=False)
class Coded:
    """A set as read: texts and gold of what could be read, and Tumen's coding with the chance of each event."""

    texts: Mapping[str, str]
    gold: Sequence[Row]
    rows: Sequence[dict[str, Any]]
    readings: Sequence[Reading]
    problems: Sequence[Problem]


def main() -> None:
    """Print the figures of every set there is."""
    options = _options()
    scorer = find_scorer()
    if scorer is None:
        print("score: the scorer (../shared/score.py) does not lie beside the project; nothing was measured.")
        return
    sets = [one for one in _sets() if (options.seen or not one.seen) and one.gold.is_file()]
    if not sets:
        print("score: there is no set of reports with gold here; nothing was measured.")
        return
    classifier: Classifier | None = None
    for one in sets:
        coded = _code(one, World(options.country), options.workers)
        if classifier is None and not options.no_floors:
            classifier = Classifier.fit(*_training())
        rows: dict[str, Sequence[Row]] = {"Tumen": coded.rows}
        if classifier is not None:
            plain = {row["id"]: coded.texts[row["id"]] for row in coded.gold}
            rows |= {"pattern": by_patterns(plain), "TF-IDF": classifier.code(plain), "all actual": all_actual(coded.rows)}
        figures = {name: measure(scorer, coded.texts, coded.gold, said, options.resamples) for name, said in rows.items()}
        _print(one, coded, figures, totals(scorer, coded.texts, coded.gold, coded.rows), options.per_type)
        if options.errors:
            print("\n".join(listing(scorer, coded.texts, coded.gold, coded.rows)))
        if options.out is not None:
            _write(options.out, one, coded, figures)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="make score ARGS=...")
    parser.add_argument("--per-type", action="store_true", help="F1 of each type")
    parser.add_argument("--errors", action="store_true", help="list every event missed, added, or read with a wrong field")
    parser.add_argument("--seen", action="store_true", help="also the reports beside the project that the reader has learned from")
    parser.add_argument("--no-floors", action="store_true", help="leave the floors out")
    parser.add_argument("--resamples", type=int, default=1000, help="how often reports are drawn again for an interval")
    parser.add_argument("--workers", type=int, default=1, help="on how many cores to read")
    parser.add_argument("--country", default="kp", help="which country's pack to read with")
    parser.add_argument("--out", type=Path, help="write codings and figures into this folder; without it nothing is written")
    return parser.parse_args()


def _sets() -> list[Set]:
    fresh, genres, beside, corpus = ROOT / "score" / "fresh", ROOT / "score" / "genres", SHARED / "reports", SHARED / "corpus"
    return [
        Set("fresh", (fresh / "reports.jsonl",), fresh / "gold.jsonl"),
        Set("genres", (genres / "reports.jsonl",), genres / "gold.jsonl"),
        Set("two-real", tuple(sorted(beside.glob("*.txt"))), beside / "gold.jsonl"),
        Set("corpus", (corpus / "reports.jsonl",), corpus / "gold.jsonl", seen=True),
    ]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _training() -> tuple[dict[str, str], list[Row]]:
    texts: dict[str, str] = {}
    gold: list[Row] = []
    for path in sorted((ROOT / "training" / "gold").glob("*.jsonl")):
        english = {row["id"]: row["text"] for row in _lines(path.parents[1] / "reports" / path.name) if row.get("lang", "en") == "en"}
        gold += [row for row in _lines(path) if row["id"] in english]
        texts |= english
    return texts, gold


def _code(one: Set, world: World, workers: int) -> Coded:
    gold = {row["id"]: row for row in _lines(one.gold)}
    found: list[Report | Problem] = list(gather([str(path) for path in one.reports], world))
    wanted = [report for report in found if not isinstance(report, Report) or report.id in gold]
    try:
        said = list(read_all(wanted, world, workers))
    except TumenError as error:
        raise SystemExit(f"score: {error}") from error
    readings = [reading for reading in said if isinstance(reading, Reading)]
    out = io.StringIO()
    write_codebook(readings, out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    for row, reading in zip(rows, readings, strict=True):
        for event, own in zip(row["events"], reading.events, strict=True):
            event["chance"] = own.type.probability
    texts = {reading.report.id: reading.report.text for reading in readings}
    problems = [problem for problem in said if isinstance(problem, Problem)]
    return Coded(texts, [gold[id_] for id_ in texts], rows, readings, problems)


def _print(one: Set, coded: Coded, figures: Mapping[str, Mapping[str, Figure]], sums: Counter[str], per_type: bool) -> None:
    seen = " (seen in training)" if one.seen else ""
    print(f"\n{one.name}{seen}: {len(coded.gold)} reports, {sums['gold']} gold events, {sums['coded']} coded, {sums['paired']} paired; "
          f"{sums['verbatim']} of {sums['quotes']} quotes verbatim, {sums['usable']} usable; "
          f"of {sums['empty']} reports without an event {sums['empty_coded']} were given any "
          f"(long ones: {sums['long_empty_coded']} of {sums['long_empty']})")
    for code, times in Counter(problem.code for problem in coded.problems).items():
        print(f"  {times} times {code}, e.g. {next(p.message for p in coded.problems if p.code == code)}")
    own = figures["Tumen"]
    others = [name for name in figures if name != "Tumen"]
    print(f"{'':28}{'Tumen':>8}  {'95 % interval':15}" + "".join(f"{name:>12}" for name in others) + f"{'milestone':>12}{'coders':>9}")
    for name in own:
        if name.startswith("type ") and not per_type:
            continue
        number = f" ({sums[name.replace('type ', 'type gold ')]})" if name.startswith("type ") else ""
        floors = "".join(f"{_number(figures[other].get(name)) if _tells(other, name) else '':>12}" for other in others)
        asked = 0.45 if name.startswith("type ") and sums[name.replace("type ", "type gold ")] >= LEAST_OF_A_TYPE else MILESTONE.get(name)
        goal = "" if asked is None else f"{asked:.2f}"
        agreed = f"{CODERS[name]:.2f}" if name in CODERS else ""
        print(f"{name + number:28}{_number(own[name]):>8}  {_interval(own[name]):15}{floors}{goal:>12}{agreed:>9}")


def _tells(floor: str, name: str) -> bool:
    """Whether a floor says anything of a figure: those without Tumen name no place, time or people; `all actual` changes statuses alone."""
    return name in STATUS_FIGURES if floor == "all actual" else not name.startswith("field ") or name in STATUS_FIGURES


def _number(figure: Figure | None) -> str:
    return "" if figure is None or math.isnan(figure.value) else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    return "" if figure.low is None or figure.high is None else f"{figure.low:.3f} to {figure.high:.3f}"


def _write(folder: Path, one: Set, coded: Coded, figures: Mapping[str, Mapping[str, Figure]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{one.name}.jsonl").open("w", encoding="utf-8") as out:
        write_codebook(coded.readings, out)
    named = {which: {name: asdict(figure) for name, figure in found.items()} for which, found in figures.items()}
    (folder / f"{one.name}.figures.json").write_text(json.dumps(named, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
