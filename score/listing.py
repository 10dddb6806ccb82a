"""Codings beside gold, event by event, for reading."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

Row = Mapping[str, Any]

FIELDS = ("status", "places", "time", "time_exact", "actors", "targets", "counts", "source")
SHOWN = 110


@dataclass(frozen=True, slots=True)
class Matched:
    """One report: its gold, a coding of it, and which coded event stands for which gold event."""

    gold: Sequence[Row]
    coded: Sequence[Row]
    pairs: Mapping[int, int]

    def added(self) -> list[Row]:
        """The coded events that stand for no gold event."""
        right = set(self.pairs.values())
        return [event for number, event in enumerate(self.coded) if number not in right]


def match(scorer: ModuleType, texts: Mapping[str, str], gold: Sequence[Row], coded: Sequence[Row]) -> dict[str, Matched]:
    """Each report of the gold matched with its coding; a report that the coding lacks has no event there."""
    said = {row["id"]: row["events"] for row in coded}
    found = {}
    for row in gold:
        events = said.get(row["id"], [])
        pairs = scorer.pair(texts[row["id"]], row["events"], events)
        found[row["id"]] = Matched(row["events"], events, {int(i): int(j) for i, j in pairs})
    return found


def listing(scorer: ModuleType, texts: Mapping[str, str], gold: Sequence[Row], coded: Sequence[Row]) -> Iterator[str]:
    """Every gold event missed, every event added, every field read wrong."""
    for id_, one in match(scorer, texts, gold, coded).items():
        for number, event in enumerate(one.gold):
            if number not in one.pairs:
                yield f"  {id_} missed  {told(event)}"
                continue
            other = one.coded[one.pairs[number]]
            for name, value in scorer.fields(event, other).items():
                if value < 1:
                    yield f"  {id_} {name}: gold {shown(event, name)}, read {shown(other, name)}  {told(event)}"
        for event in one.added():
            yield f"  {id_} added   {told(event)}"


def told(event: Row) -> str:
    """An event in a line: type, status where it is not actual, its first quote."""
    quote = event["evidence"][0].replace("\n", " ")
    status = "" if event["status"] == "actual" else f" ({event['status']})"
    return f"{event['type']}{status}: {quote[:SHOWN]}{'...' if len(quote) > SHOWN else ''}"


def shown(event: Row, name: str) -> str:
    """The value of a field that the scorer compares."""
    if name in ("actors", "targets"):
        return ", ".join(sorted({party["class"] for party in event[name]})) or "none"
    if name == "counts":
        return ", ".join(str(p["count"]) for role in ("actors", "targets") for p in event[role] if p.get("count")) or "none"
    value = event["time" if name == "time_exact" else name]
    return (", ".join(value) if isinstance(value, list) else str(value)) or "none"
