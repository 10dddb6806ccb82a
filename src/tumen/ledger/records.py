"""Reports and events as the JSON values that entries hold, and back."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from tumen.model import Claim, Count, Event, Json, Party, Report, Span

_CLAIMS = ("type", "status", "when", "time_of_day", "object", "reason", "source", "basis")


def report_fields(report: Report) -> dict[str, Json]:
    """What is recorded of a report beside its capture, from which its text comes again."""
    return {
        "report": report.id, "lang": report.lang, "outlet": report.outlet, "url": report.url, "published": report.published.value,
        "published_basis": report.published.basis.value, "letters": len(report.text),
    }


def event_json(event: Event) -> Json:
    """An event with all its claims."""
    told: Json = json.loads(json.dumps(dataclasses.asdict(event)))
    return told


def event_of(told: Json) -> Event:
    """The event that `event_json` made it from; ValueError where it is none."""
    if not isinstance(told, dict):
        raise ValueError("no event")
    try:
        given: dict[str, Any] = {name: _claim(told[name]) for name in _CLAIMS}
        given |= {name: tuple(filter(None, map(_claim, told[name]))) for name in ("places", "one_of")}  # type: ignore[arg-type]
        given |= {name: tuple(map(_party, told[name])) for name in ("actors", "targets")}  # type: ignore[arg-type]
        evidence = tuple(_span(one) for one in told["evidence"])  # type: ignore[union-attr]
        return Event(report=str(told["report"]), evidence=evidence, codebook=str(told["codebook"]), **given)
    except (KeyError, TypeError) as error:
        raise ValueError(f"an event lacks {error}") from error


def _span(told: Any) -> Span:
    return Span(told["start"], told["end"], told["words"])


def _claim(told: Any) -> Claim | None:
    if told is None:
        return None
    span = None if told["span"] is None else _span(told["span"])
    return Claim(told["role"], told["value"], span, told["rule"], told["probability"])


def _party(told: Mapping[str, Any]) -> Party:
    count = None if told["count"] is None else Count(told["count"]["low"], told["count"]["high"])
    return Party(told["role"], _span(told["span"]), told["cls"], count, told["organ"], told["rule"], told["probability"])
