"""Codings from answers, and their figures by the scorer that lies beside the project."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from answers import Answered, as_read
from tumen.grounding import coordinated
from tumen.model import Event
from tumen.packs.pack import Pack
from tumen.reading.choose import Chooser, Forests, Thresholds
from tumen.reading.facts import Facts

sys.path.insert(0, str(Path(__file__).parents[2] / "shared"))


def coded(one: Answered, forests: Forests, pack: Pack, facts: Facts, limits: Thresholds) -> dict:
    scene = one.doc.scene
    lists = tuple((group.indices, group.alternative) for group in coordinated(scene.mentions.places, scene.report.text, pack.place_cues))
    chooser = Chooser(pack.codebook, limits, forests, lists)
    answers = as_read(one)
    events = chooser.events(facts, answers) if answers is not None else ()
    return {"id": scene.report.id, "events": [as_codebook(event) for event in events]}


def as_codebook(event: Event) -> dict:
    people = {
        role: [{"name": p.span.words, "class": p.cls, "count": p.count.as_list() if p.count else None} for p in getattr(event, role)]
        for role in ("actors", "targets")
    }
    return {
        "type": event.type.value, "status": event.status.value, "evidence": [span.words for span in event.evidence], **people,
        "places": [claim.value for claim in event.places], "time": event.when.value if event.when else "",
        "source": event.source.value if event.source else "", "chance": event.type.probability,
    }


def report_figures(told: Sequence[Answered], rows: Sequence[dict]) -> dict:
    import score

    texts = {one.doc.scene.report.id: one.doc.scene.report.text for one in told}
    gold = [{"id": one.doc.scene.report.id, "events": one.doc.gold} for one in told]
    result = score.score(texts, gold, rows)
    head = "  ".join(f"{name} {result[name]['f1']:.3f}" for name in ("detection", "untyped", "record", "full", "not_actual"))
    fields = "  ".join(f"{name} {value:.3f}" for name, value in result["fields"].items())
    d = result["detection"]
    empty = f"{result['empty_coded']}/{result['empty_reports']}"
    error = calibration_error(texts, gold, rows)
    line = f"{head}  P {d['precision']:.3f} R {d['recall']:.3f} empty {empty} calibration {error:.3f}\n    {fields}"
    return result | {"calibration": error, "line": line}


def calibration_error(texts: dict[str, str], gold: Sequence[dict], rows: Sequence[dict], bins: int = 10) -> float:
    """Mean gap between an event's chance and how often such events are right, over equal bins of chance, weighted by their size."""
    import score

    said = {row["id"]: row["events"] for row in rows}
    chances, right = [], []
    for report in gold:
        events = said[report["id"]]
        hits = {j for _, j in score.pair(texts[report["id"]], report["events"], events)}
        chances += [event["chance"] for event in events]
        right += [float(j in hits) for j in range(len(events))]
    if not chances:
        return 0.0
    number = np.minimum((np.array(chances) * bins).astype(int), bins - 1)
    gaps = [abs(np.mean(np.array(chances)[number == b]) - np.mean(np.array(right)[number == b])) * np.mean(number == b) for b in set(number)]
    return float(sum(gaps))
