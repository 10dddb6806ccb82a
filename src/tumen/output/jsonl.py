"""Events for programs: a line an event, with every claim, its words, its rule and its chance."""

import json
from collections.abc import Iterable
from typing import TextIO

from tumen.desk import Reading
from tumen.model import Claim, Event, Party, Report, Span
from tumen.output.marking import INTERNAL


def write_jsonl(readings: Iterable[Reading], out: TextIO) -> None:
    """One JSON line an event; a report without events gives no line. Offsets count characters of the report's text, the end excluded."""
    for reading in readings:
        for event in reading.events:
            out.write(json.dumps(_line(reading.report, event), ensure_ascii=False) + "\n")


def _line(report: Report, event: Event) -> dict[str, object]:
    return {
        "marking": INTERNAL,
        "id": event.id,
        "report": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published.value,
        "published_basis": report.published.basis.value,
        "codebook": event.codebook,
        "type": _claim(event.type),
        "status": _claim(event.status),
        "evidence": [_span(span) for span in event.evidence],
        "actors": [_party(party) for party in event.actors],
        "targets": [_party(party) for party in event.targets],
        "places": [_claim(claim) for claim in event.places],
        "one_of": [_claim(claim) for claim in event.one_of],
        "time": _claim(event.when),
        "time_of_day": _claim(event.time_of_day),
        "object": _claim(event.object),
        "reason": _claim(event.reason),
        "source": _claim(event.source),
        "basis": _claim(event.basis),
    }


def _span(span: Span | None) -> dict[str, object] | None:
    return None if span is None else {"start": span.start, "end": span.end, "words": span.words}


def _claim(claim: Claim | None) -> dict[str, object] | None:
    if claim is None:
        return None
    return {"value": claim.value, "span": _span(claim.span), "rule": claim.rule, "probability": round(claim.probability, 4)}


def _party(party: Party) -> dict[str, object]:
    return {
        "class": party.cls,
        "count": party.count.as_list() if party.count else None,
        "organ": party.organ,
        "span": _span(party.span),
        "rule": party.rule,
        "probability": round(party.probability, 4),
    }
