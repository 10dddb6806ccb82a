"""One line of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class EntryKind(StrEnum):
    """What an entry records."""

    REPORT = "report"
    EVENTS = "events"
    JUDGEMENT = "judgement"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Entry:
    """What was recorded, when, about which subject; never changed.

    `seq` counts from 0 without a gap. `time` is UTC, ISO 8601 to the second. `subject` is an opaque id of what the entry is about (a capture and the
    report in it); it tells nothing by itself. `fields` are the contents by name, or None where they were erased.
    """

    seq: int
    time: str
    kind: EntryKind
    subject: str
    fields: Mapping[str, Json] | None
