"""An event as a list of facts: one row a field, with its words, its rule and its chance. What the page and `explain` both show."""

from collections.abc import Iterator
from dataclasses import dataclass

from tumen.model import Claim, Count, Event, Party, PublishedBasis, Report, Span


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of an event. `value` is empty where the report does not tell it; `spans` are the words that back it, if any do."""

    field: str
    value: str
    spans: tuple[Span, ...] = ()
    rule: str = ""
    probability: float | None = None

    @property
    def chance(self) -> str:
        """The chance in two decimals, or nothing where the field is empty."""
        return "" if self.probability is None else f"{self.probability:.2f}"


def facts(event: Event) -> Iterator[Fact]:
    """All fields in the codebook's order; a field that the report does not tell comes with an empty value."""
    yield _of_claim("type", event.type, event.evidence)
    yield _of_claim("status", event.status, event.evidence)
    yield from _parties("actor", event.actors)
    yield from _parties("target", event.targets)
    yield from _claims("place", event.places)
    yield from (_of_claim("one of", claim) for claim in event.one_of)
    for field, claim in (
        ("time", event.when), ("time of day", event.time_of_day), ("object", event.object), ("reason", event.reason),
        ("source", event.source), ("basis", event.basis),
    ):
        yield Fact(field, "") if claim is None else _of_claim(field, claim)


def _claims(field: str, claims: tuple[Claim, ...]) -> Iterator[Fact]:
    yield from (_of_claim(field, claim) for claim in claims)
    if not claims:
        yield Fact(field, "")


def _of_claim(field: str, claim: Claim, spans: tuple[Span, ...] = ()) -> Fact:
    return Fact(field, claim.value, spans or _some(claim.span), claim.rule, claim.probability)


def _some(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _parties(field: str, parties: tuple[Party, ...]) -> Iterator[Fact]:
    for party in parties:
        value = party.cls if party.count is None else f"{party.cls}, {told(party.count)}"
        rule = party.rule if party.organ is None else f"{party.rule}, organ {party.organ}"
        yield Fact(field, value, (party.span,), rule, party.probability)
    if not parties:
        yield Fact(field, "")


def told(count: Count) -> str:
    """A count in words: `30`, `54 to 66`, `20 or more`."""
    if count.high is None:
        return f"{count.low} or more"
    return str(count.low) if count.high == count.low else f"{count.low} to {count.high}"


def heading(report: Report, events: int) -> str:
    """A report in one line: id, outlet, day of publication and how it is known, number of events."""
    published = report.published
    known = published.basis is not PublishedBasis.UNKNOWN
    day = f"published {published.value} (by {published.basis})" if known else "publication date unknown"
    named = [report.id, report.outlet or "outlet unknown", day, counted(events, "event")]
    return " · ".join(named)


def counted(number: int, noun: str) -> str:
    """`1 event`, `2 events`, `no events`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
