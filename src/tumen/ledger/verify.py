"""Whether the ledger is still what was written: what was checked, what broke, and what could not be seen.

The ledger proves when and by whom something was recorded, never that a report is true.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tumen.ledger.checkpoint import Checkpoint, opened
from tumen.ledger.leaf import commitments, read_leaf
from tumen.ledger.ledger import CHECKPOINT, Ledger, beside
from tumen.ledger.merkle import leaf_hash, root
from tumen.ledger.sqlite import Row
from tumen.model import Entry, EntryKind, LedgerError

BLIND = (
    "Without a checkpoint kept elsewhere it cannot be seen whether entries were cut off the end, or the whole ledger was written anew with "
    "other keys; give one with --against."
)
MOST_FAULTS = 20
_FROM_CAPTURES = (EntryKind.REPORT, EntryKind.EVENTS)

Deep = Callable[[Entry, bytes], str | None]
"""Derives an entry again from its capture, and says what differs, or None."""


@dataclass(slots=True)
class Verdict:
    """`checked` sentences of what was looked at, `faults` of what is not as it was written, `unseen` of what could not be looked at."""

    checked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.faults

    def fault(self, sentence: str) -> None:
        """Takes note of a fault; past MOST_FAULTS they are only counted in the last."""
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(sentence)


def verify(ledger: Ledger, against: str | None = None, deep: Deep | None = None) -> Verdict:
    """Checks every entry, the tree, the checkpoints within and, where given, one kept elsewhere.

    `against` is that one's text; LedgerError where it is no checkpoint of this ledger's key.
    """
    verdict = Verdict()
    damage = ledger.database.sound()
    if damage is not None:
        verdict.fault(f"The database file is damaged: {damage}.")
    hashes = _entries(ledger, verdict, deep)
    _own_checkpoints(ledger, hashes, verdict)
    if against is None:
        verdict.unseen.append(BLIND)
    else:
        _outside(ledger, hashes, against, verdict)
    if deep is None:
        verdict.unseen.append("Whether captures still give the reports and events that were recorded was not derived again; ask with --deep.")
    return verdict


def _entries(ledger: Ledger, verdict: Verdict, deep: Deep | None) -> list[bytes]:
    hashes: list[bytes] = []
    erased: set[str] = set()
    tombs: set[str] = set()
    times = ""
    contents = derived = 0
    captured: set[str] = set()
    for row in ledger.database.rows():
        hashes.append(leaf_hash(row.leaf))
        if row.seq != len(hashes) - 1:
            verdict.fault(f"Entry {len(hashes) - 1} is missing: the next one found is {row.seq}.")
        if hashes[-1] != row.hash:
            verdict.fault(f"The leaf of entry {row.seq} was changed: its hash is another.")
        try:
            head, promised = read_leaf(row.leaf)
        except ValueError as error:
            verdict.fault(f"The leaf of entry {row.seq} cannot be read: {error}.")
            continue
        if (head.seq, head.subject, head.kind.value) != (row.seq, row.subject, row.kind):
            verdict.fault(f"The row of entry {row.seq} says something else than its leaf.")
        if head.time < times:
            verdict.fault(f"Entry {row.seq} bears an earlier time ({head.time}) than the one before it ({times}).")
        times = max(times, head.time)
        opened_entry = _contents(ledger, row, promised, verdict)
        if opened_entry is None:
            erased.add(row.subject)
            continue
        contents += 1
        if head.kind is EntryKind.ERASURE and opened_entry.fields is not None:
            tombs.add(str(opened_entry.fields.get("erased")))
        if head.kind is EntryKind.REPORT:
            captured.add(row.subject)
        if deep is not None and head.kind in _FROM_CAPTURES:
            derived += _derived(ledger, opened_entry, deep, verdict)
    for subject in sorted(erased - tombs):
        verdict.fault(f"Contents of {subject[:12]} are gone without an entry that says who erased them and why.")
    for subject in sorted(tombs & captured):
        verdict.fault(f"{subject[:12]} was erased, but contents of it are still there; run `tumen erase` again.")
    _capture_files(ledger, captured, verdict)
    verdict.checked.append(f"{len(hashes)} entries: order, times, leaves and their hashes; {contents} with contents against their commitments.")
    if deep is not None:
        verdict.checked.append(f"{derived} entries derived again from their captures.")
    return hashes


def _contents(ledger: Ledger, row: Row, promised: dict[str, str], verdict: Verdict) -> Entry | None:
    try:
        payload = ledger.payload(row)
        if payload is None:
            return None
        if commitments(payload) != promised:
            raise ValueError("they do not fit the commitments of its leaf")
    except ValueError as error:
        verdict.fault(f"The contents of entry {row.seq} were changed: {error}.")
        return Entry(row.seq, "", EntryKind(row.kind), row.subject, None)
    return ledger.entry(row)


def _derived(ledger: Ledger, entry: Entry, deep: Deep, verdict: Verdict) -> int:
    key = ledger.keys.find(entry.subject)
    if key is None or entry.fields is None:
        return 0
    try:
        difference = deep(entry, ledger.captures.get(entry.subject, key))
    except (LedgerError, ValueError) as error:
        difference = str(error)
    if difference is not None:
        verdict.fault(f"Entry {entry.seq} does not come out of its capture again: {difference}")
    return 1


def _capture_files(ledger: Ledger, wanted: set[str], verdict: Verdict) -> None:
    sound = 0
    for subject in sorted(wanted):
        key = ledger.keys.find(subject)
        try:
            if key is not None and ledger.subject_of(ledger.captures.get(subject, key)) == subject:
                sound += 1
                continue
            verdict.fault(f"The capture {subject[:12]} holds other bytes than were taken.")
        except (LedgerError, ValueError) as error:
            verdict.fault(f"The capture {subject[:12]} cannot be opened: {error}.")
    verdict.checked.append(f"{sound} captures: every byte as it was taken.")


def _own_checkpoints(ledger: Ledger, hashes: list[bytes], verdict: Verdict) -> None:
    beside_path = beside(ledger.path, CHECKPOINT)
    notes = [("the ledger's last checkpoint", ledger.database.last_checkpoint())]
    notes.append((str(beside_path), beside_path.read_text(encoding="utf-8") if beside_path.is_file() else None))
    for name, note in notes:
        if note is None:
            verdict.fault(f"There is no {name}.")
            continue
        try:
            checkpoint = opened(note, ledger.public, name)
        except LedgerError as error:
            verdict.fault(str(error))
            continue
        _compare(checkpoint, ledger.database.origin, hashes, name, verdict)


def _outside(ledger: Ledger, hashes: list[bytes], note: str, verdict: Verdict) -> None:
    _compare(opened(note, ledger.public, "The checkpoint given"), ledger.database.origin, hashes, "the checkpoint given", verdict)


def _compare(checkpoint: Checkpoint, origin: str, hashes: list[bytes], name: str, verdict: Verdict) -> None:
    if checkpoint.origin != origin:
        verdict.fault(f"{name} is of another ledger ({checkpoint.origin}, this one is {origin}).")
    elif checkpoint.size > len(hashes):
        verdict.fault(f"{name} knew {checkpoint.size} entries, but there are only {len(hashes)}: the end was cut off.")
    elif root(hashes[: checkpoint.size]) != checkpoint.root:
        verdict.fault(f"The first {checkpoint.size} entries are not those that {name} was signed for: the history was changed.")
    else:
        verdict.checked.append(f"{name}: the first {checkpoint.size} entries are those it was signed for.")


def read_note(path: Path) -> str:
    """A checkpoint file's text; LedgerError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(f"{path} cannot be read as a checkpoint; give the file that `tumen verify` or `tumen init` wrote.") from error
