"""Events as coders write them: a line a report, {"id", "events"}, in the codebook's fields and nothing else."""

import json
from collections.abc import Iterable
from typing import TextIO

from tumen.desk import Reading
from tumen.model import Claim, Event, Party


def write_codebook(readings: Iterable[Reading], out: TextIO) -> None:
    """One JSON line a report, as the gold codings are, so that `score` can compare them."""
    for reading in readings:
        line = {"id": reading.report.id, "events": [_coded(event) for event in reading.events]}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _coded(event: Event) -> dict[str, object]:
    coded: dict[str, object] = {
        "type": event.type.value,
        "status": event.status.value,
        "evidence": [span.words for span in event.evidence],
        "actors": [_party(party) for party in event.actors],
        "targets": [_party(party) for party in event.targets],
        "places": [claim.value for claim in event.places],
        "time": _value(event.when),
        "time_of_day": _value(event.time_of_day),
        "object": _value(event.object),
        "reason": _value(event.reason),
        "source": _value(event.source),
        "basis": _value(event.basis),
    }
    if event.one_of:
        coded["one_of"] = [claim.value for claim in event.one_of]
    return coded


def _party(party: Party) -> dict[str, object]:
    return {"name": party.span.words, "class": party.cls, "count": party.count.as_list() if party.count else None}


def _value(claim: Claim | None) -> str:
    return claim.value if claim else ""
