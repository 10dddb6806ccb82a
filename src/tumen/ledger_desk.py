"""The corridor to the ledger: reports are taken, read and listed. Called by the command line.

In: an open ledger, and paths or ids. Out: what was taken, what each reading changed, the records as they stand now. A Problem for each trouble with
a single input; LedgerError where the ledger itself cannot go on.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import tumen
from tumen.desk import Desk, Reading, World, read_all, unread
from tumen.grounding.dates import bounds, is_legal
from tumen.intake import read_bytes
from tumen.ledger import CHECKPOINT, Draft, Ledger, beside, event_json, event_of, prove, read_note, report_fields, verify
from tumen.model import About, Entry, EntryKind, Event, InputError, Json, Judgement, LedgerError, LinkKind, Problem, Report, Verdict
from tumen.packs.codebook import load_codebook

__all__ = [
    "CHECKPOINT", "Change", "Deep", "Filter", "Ledger", "Record", "Taken", "beside", "erase", "find", "is_date", "judge", "judgements", "prove",
    "read_note", "read_taken", "records", "take", "verify",
]

_TWO = 2
_KINDS = {Verdict.SAME: LinkKind.SAME_INCIDENT, Verdict.DIFFERENT: LinkKind.LOOK_ALIKE, Verdict.UNSURE: LinkKind.UNRELATED}
_SUFFIXES = (".txt", ".html", ".htm", ".jsonl")


@dataclass(frozen=True, slots=True)
class Taken:
    """A report that was taken; `new` unless the same bytes had been taken before."""

    report: str
    seq: int | None
    new: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A report read anew: how many events were gained and lost against the reading before, None where it is the first."""

    reading: Reading
    gained: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class Record:
    """A report of the ledger as it stands now, with the events of its last reading; `entries` are all that is recorded of it."""

    subject: str
    report: Report
    events: tuple[Event, ...]
    read: bool
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are wanted; None is any. `place` takes in what lies inside it, `since` and `until` are days that the event's time must touch.

    There is none for residents or sources, and none will be added.
    """

    type: str | None = None
    status: str | None = None
    place: str | None = None
    organ: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None

    def takes(self, report: Report, event: Event) -> bool:
        """Whether the event is wanted."""
        places = [claim.value for claim in (*event.places, *event.one_of)]
        return (
            self.type in (None, event.type.value)
            and self.status in (None, event.status.value)
            and self.outlet in (None, report.outlet)
            and (self.organ is None or any(party.organ == self.organ for party in (*event.actors, *event.targets)))
            and (self.place is None or any(path == self.place or path.startswith(f"{self.place}/") for path in places))
            and self._in_time(event)
        )

    def _in_time(self, event: Event) -> bool:
        if self.since is None and self.until is None:
            return True
        value = event.when.value if event.when else ""
        if not value or "XX" in value:
            return False
        low, high = bounds(value)
        after = self.since is None or high is None or high >= (bounds(self.since)[0] or 0)
        last = None if self.until is None else bounds(self.until)[1]
        return after and (last is None or low is None or low <= last)


def is_date(value: str) -> bool:
    """Whether a filter may take it as a day, month or year."""
    return bool(value) and "/" not in value and "X" not in value and is_legal(value)


def take(ledger: Ledger, paths: Iterable[str], world: World, by: str) -> Iterator[Taken | Problem]:
    """Takes the reports of files and folders: the bytes as received, and what is known of each. Ends with a checkpoint.

    A line of a .jsonl file is a report of its own. The same bytes are taken once.
    """
    outlets = world.outlets()
    for path in paths:
        try:
            for name, data in _pieces(path):
                yield from _take(ledger, name, data, list(read_bytes(data, name, outlets=outlets)), by)
        except InputError as error:
            yield unread(path, error)
    ledger.checkpoint()


def _take(ledger: Ledger, name: str, data: bytes, found: Sequence[Report | Problem], by: str) -> Iterator[Taken | Problem]:
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        subject = ledger.subject_of(data)
        if ledger.knows(subject):
            yield Taken(one.id, None, new=False)
            continue
        key = ledger.keys.make(subject)
        ledger.captures.put(subject, key, data)
        told: dict[str, Json] = {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "by": by, "tumen": tumen.__version__}
        added = ledger.append([Draft(EntryKind.REPORT, subject, {**told, **report_fields(one)})])
        yield Taken(one.id, added[0].seq if added else None, new=bool(added))


def _pieces(path: str) -> Iterator[tuple[str, bytes]]:
    if "://" in path:
        raise InputError(f"{path} is an address; save the page and take the file, since this version fetches nothing.")
    source = Path(path)
    if not source.exists():
        raise InputError(f"{path} does not exist.")
    inside = sorted(p for p in source.rglob("*") if p.suffix.lower() in _SUFFIXES and p.is_file() and not p.name.startswith("."))
    for file in inside if source.is_dir() else [source]:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise InputError(f"{file} cannot be read: {error.strerror}.") from error
        lines = data.split(b"\n") if file.suffix.lower() == ".jsonl" else [data]
        for line in lines:
            if line.strip() or len(lines) == 1:
                yield str(file.name), line


def records(ledger: Ledger, world: World) -> Iterator[Record]:
    """Every report that was not erased, in the order they were taken, as the ledger says it is now."""
    for subject, entries in _by_subject(ledger).items():
        yield _record(ledger, world, subject, entries)


def _by_subject(ledger: Ledger) -> dict[str, list[Entry]]:
    """The entries of each report that was not erased, in the order they were taken."""
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries():
        found.setdefault(entry.subject, []).append(entry)
    return {subject: own for subject, own in found.items() if own[0].kind is EntryKind.REPORT and own[0].fields is not None}


def _record(ledger: Ledger, world: World, subject: str, entries: Sequence[Entry]) -> Record:
    readings = [entry for entry in entries if entry.kind is EntryKind.EVENTS and entry.fields is not None]
    events: tuple[Event, ...] = ()
    if readings and readings[-1].fields is not None:
        told = readings[-1].fields["events"]
        events = tuple(map(event_of, told)) if isinstance(told, list) else ()
    return Record(subject, _report(ledger, world, entries[0]), events, bool(readings), tuple(entries))


def _report(ledger: Ledger, world: World, entry: Entry) -> Report:
    key = ledger.keys.find(entry.subject)
    if key is None or entry.fields is None:
        raise LedgerError(f"Entry {entry.seq} was erased.")
    try:
        data = ledger.captures.get(entry.subject, key)
    except ValueError as error:
        raise LedgerError(f"The capture of entry {entry.seq} was changed since it was taken; run `tumen verify`.") from error
    found = [one for one in read_bytes(data, str(entry.fields["name"]), outlets=world.outlets()) if isinstance(one, Report)]
    if not found:
        raise LedgerError(f"The capture of entry {entry.seq} gives no report any more; run `tumen verify --deep`.")
    return found[0]


def find(ledger: Ledger, world: World, wanted: str) -> Record:
    """The record of a report id, or of the report that tells an event id, the newest first; InputError where there is none."""
    for subject, entries in reversed(_by_subject(ledger).items()):
        events = [event for entry in entries for event in _listed((entry.fields or {}).get("events"))]
        if wanted == (entries[0].fields or {}).get("report") or any(isinstance(event, dict) and event["id"] == wanted for event in events):
            return _record(ledger, world, subject, entries)
    raise InputError(f"{ledger.path} holds no report or event '{wanted}'; `tumen list` shows what there is.")


def reader_mark(world: World) -> str:
    """What reading hangs on: Tumen's version, the weights, the codebook, the country's pack."""
    weights = files("tumen.reading").joinpath("weights/manifest.json").read_bytes()
    codebook = load_codebook(files("tumen.packs").joinpath("codebook.yaml")).version
    parts = [tumen.__version__, hashlib.sha256(weights).hexdigest(), codebook, world.country]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


def read_taken(ledger: Ledger, world: World, by: str, workers: int = 1) -> Iterator[Change | Problem]:
    """Reads every report that this reader has not read yet, records its events, and ends with a checkpoint.

    The ids of events come from their words, so that a second reading can be compared with the first.
    """
    mark = reader_mark(world)
    waiting = [record for record in records(ledger, world) if _last_mark(record) != mark]
    before = {record.subject: record for record in waiting}
    subjects = iter([record.subject for record in waiting])
    for one in read_all((record.report for record in waiting), world, workers):
        subject = next(subjects)
        if isinstance(one, Problem):
            yield one
            continue
        told: dict[str, Json] = {"by": by, "reader": mark, "tumen": tumen.__version__, "country": world.country}
        ledger.append([Draft(EntryKind.EVENTS, subject, {**told, "events": [event_json(event) for event in one.events]})])
        old = {event.id for event in before[subject].events}
        new = {event.id for event in one.events}
        yield Change(one, len(new - old), len(old - new) if before[subject].read else None)
    ledger.checkpoint()


def _last_mark(record: Record) -> str | None:
    marks = [entry.fields.get("reader") for entry in record.entries if entry.kind is EntryKind.EVENTS and entry.fields is not None]
    return str(marks[-1]) if marks else None


def judge(ledger: Ledger, world: World, pair: tuple[str, str], verdict: Verdict, why: str, by: str) -> Entry:
    """Records what a person thinks of two reports, or of two events, of the ledger; it outranks every rule and outlives every reading.

    InputError where one is not there, where they are one and the same, or where one is a report and the other an event.
    """
    found = [(find(ledger, world, one), one) for one in pair]
    ends: list[Json] = [{"subject": record.subject, "event": None if one == record.report.id else one} for record, one in found]
    events = [one != record.report.id for record, one in found]
    if ends[0] == ends[1] or events[0] != events[1]:
        raise InputError(f"'{pair[0]}' and '{pair[1]}' cannot be judged; name two reports, or two events, that are not the same.")
    about = About.EVENTS if events[0] else About.REPORTS
    subject = ledger.keys.name(b"judgement", *sorted(one.encode() for one in pair))
    told: dict[str, Json] = {"about": about.value, "ends": ends, "verdict": verdict.value, "why": why, "by": by}
    (entry,) = ledger.append([Draft(EntryKind.JUDGEMENT, subject, told)])
    ledger.checkpoint()
    return entry


def judgements(ledger: Ledger, known: Iterable[Record]) -> list[Judgement]:
    """What people decided about the reports that are still there, the last word on each pair."""
    reports = {record.subject: record.report.id for record in known}
    last: dict[tuple[str, str], Judgement] = {}
    for entry in ledger.entries(kind=EntryKind.JUDGEMENT):
        fields = entry.fields or {}
        ends = [end for end in _listed(fields.get("ends")) if isinstance(end, dict) and end["subject"] in reports]
        if len(ends) != _TWO:
            continue
        one, other = sorted(str(end["event"] or reports[str(end["subject"])]) for end in ends)
        verdict = Verdict(str(fields["verdict"]))
        last[one, other] = Judgement(About(str(fields["about"])), one, other, verdict, _KINDS[verdict], 1.0, f"person:{fields['by']}")
    return list(last.values())


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def erase(ledger: Ledger, world: World, wanted: str, why: str, authority: str, by: str) -> Entry:
    """Destroys all that is recorded of a report; InputError where there is none."""
    record = find(ledger, world, wanted)
    return ledger.erase(record.subject, {"why": why, "authority": authority, "by": by})


class Deep:
    """Derives reports and events again from their captures, for `verify --deep`; what another reader had read is passed over and counted."""

    def __init__(self, world: World) -> None:
        self._world, self._desk, self._mark = world, Desk(world), reader_mark(world)
        self._names: dict[str, str] = {}
        self.passed_over = 0

    def __call__(self, entry: Entry, data: bytes) -> str | None:
        """What differs between an entry and what its capture gives now; None where nothing does."""
        if entry.fields is None:
            return None
        if entry.kind is EntryKind.REPORT:
            self._names[entry.subject] = str(entry.fields["name"])
            report = self._report(entry.subject, data)
            told = report_fields(report)
            changed = sorted(name for name, value in told.items() if entry.fields.get(name) != value)
            return f"{', '.join(changed)} came out otherwise." if changed else None
        if entry.fields.get("reader") != self._mark:
            self.passed_over += 1
            return None
        reading = self._desk.read(self._report(entry.subject, data))
        found = [] if isinstance(reading, Problem) else [event_of(event_json(event)) for event in reading.events]
        kept = entry.fields["events"]
        recorded = [event_of(event) for event in kept] if isinstance(kept, list) else []
        return None if [_plain(event) for event in found] == [_plain(event) for event in recorded] else "the events came out otherwise."

    def _report(self, subject: str, data: bytes) -> Report:
        found = [one for one in read_bytes(data, self._names[subject], outlets=self._world.outlets()) if isinstance(one, Report)]
        if not found:
            raise ValueError("it gives no report")
        return found[0]


def _plain(event: Event) -> tuple[str, str, tuple[str, ...], str]:
    """What must come out the same; chances differ in their last digits from processor to processor."""
    return event.id, event.status.value, tuple(claim.value for claim in event.places), event.when.value if event.when else ""
