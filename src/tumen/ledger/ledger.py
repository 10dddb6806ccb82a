"""The ledger as the desk uses it: append, read, erase, check."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tumen.ledger.captures import Captures, seal, unseal
from tumen.ledger.checkpoint import Checkpoint, public_bytes, signed
from tumen.ledger.keys import Keys
from tumen.ledger.leaf import Head, Salts, canonical, commitments, leaf_data, read_leaf, salted
from tumen.ledger.merkle import Growing, leaf_hash
from tumen.ledger.sqlite import Database, Row
from tumen.model import Entry, EntryKind, Json, LedgerError

KEYS, CAPTURES, CHECKPOINT = ".keys", ".captures", ".checkpoint"

Clock = Callable[[], str]
"""The time now, UTC, ISO 8601 to the second."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become an entry."""

    kind: EntryKind
    subject: str
    fields: Mapping[str, Json]


class Ledger:
    """An open ledger: the database `path`, beside it the key file, the captures and the newest checkpoint. Clock and randomness are handed in."""

    def __init__(self, path: Path, clock: Clock, salts: Salts) -> None:
        """LedgerError where it is missing, foreign, damaged, newer, or without its keys."""
        self.path, self._clock, self._salts = path, clock, salts
        self.database = Database(path)
        self.keys = Keys(beside(path, KEYS), salts)
        self.captures = Captures(beside(path, CAPTURES), salts)
        self._tree = Growing()

    @classmethod
    def create(cls, path: Path, clock: Clock, salts: Salts) -> "Ledger":
        """A new, empty ledger with keys of its own; LedgerError where one of its files exists."""
        if path.exists():
            raise LedgerError(f"{path} exists already and is not overwritten; name another file with --ledger.")
        if not path.parent.is_dir():
            raise LedgerError(f"The folder {path.parent} does not exist; make it first.")
        Keys.create(beside(path, KEYS), salts)
        Database(path, create=f"tumen/{salts(8).hex()}").close()
        path.chmod(0o600)
        ledger = cls(path, clock, salts)
        ledger.checkpoint()
        return ledger

    @property
    def public(self) -> bytes:
        """The public key that checkpoints are signed with."""
        return public_bytes(self.keys.signing)

    def subject_of(self, data: bytes) -> str:
        """The opaque name of a capture: the same bytes have the same."""
        return self.keys.name(b"capture", data)

    def knows(self, subject: str) -> bool:
        """Whether the subject has an entry."""
        return next(self.database.rows(subject=subject), None) is not None

    def append(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Adds entries all at once or not at all; when this returns they are on the disk, and what the ledger now is has been signed.

        A report whose subject is known already (another program may have taken it meanwhile) is not added again. LedgerError for a subject that
        was erased.
        """
        boxes = {draft.subject: self.keys.make(draft.subject) for draft in drafts if not self._erased(draft.subject)}
        try:
            return self._append(drafts, boxes)
        except BaseException:
            self._tree = Growing()
            raise

    def _append(self, drafts: Sequence[Draft], boxes: Mapping[str, bytes]) -> list[Entry]:
        added: list[Entry] = []
        with self.database.write():
            for subject in {draft.subject for draft in drafts}:
                if subject not in boxes or self._erased(subject):
                    raise LedgerError(f"What is known as {subject[:12]} was erased from this ledger and is not taken again.")
            self._catch_up()
            seq = self._tree.size
            rows: list[Row] = []
            for draft in drafts:
                if draft.kind is EntryKind.REPORT and self.knows(draft.subject):
                    continue
                head = Head(seq + len(rows), self._clock(), draft.kind, draft.subject)
                payload = salted(draft.fields, self._salts)
                leaf = leaf_data(head, commitments(payload))
                digest = leaf_hash(leaf)
                nonce, box = seal(boxes[draft.subject], canonical(payload), digest, self._salts)
                rows.append(Row(head.seq, head.subject, head.kind.value, leaf, digest, nonce, box))
                added.append(Entry(head.seq, head.time, head.kind, head.subject, dict(draft.fields)))
                self._tree.add(digest)
            self.database.append(rows)
            self._sign()
        return added

    def _catch_up(self) -> None:
        """Takes in what other programs added; from the start where fewer entries are there than were (a transaction of ours went back)."""
        if self._tree.size > self.database.size():
            self._tree = Growing()
        for value in self.database.hashes(self._tree.size):
            self._tree.add(value)

    def _sign(self) -> str:
        note = signed(Checkpoint(self.database.origin, self._tree.size, self._tree.root()), self.keys.signing)
        self.database.keep_checkpoint(self._tree.size, note)
        return note

    def _tombstone(self, subject: str) -> str:
        return self.keys.name(b"tombstone", subject.encode())

    def _erased(self, subject: str) -> bool:
        return self.knows(self._tombstone(subject))

    def entries(self, *, subject: str | None = None, kind: EntryKind | None = None) -> Iterator[Entry]:
        """Entries in order; erased ones without fields. LedgerError at one whose bytes were changed."""
        for row in self.database.rows(subject=subject, kind=kind.value if kind else None):
            yield self.entry(row)

    def entry(self, row: Row) -> Entry:
        """The entry of a row; LedgerError where leaf or payload was changed."""
        try:
            head, _ = read_leaf(row.leaf)
            payload = self.payload(row)
        except ValueError as error:
            raise LedgerError(f"Entry {row.seq} of {self.path} was changed since it was written ({error}); run `tumen verify`.") from error
        fields = None if payload is None else {name: pair[1] for name, pair in payload.items() if isinstance(pair, list)}
        return Entry(head.seq, head.time, head.kind, head.subject, fields)

    def payload(self, row: Row) -> dict[str, Json] | None:
        """Salts and values of a row, None where they were erased; ValueError where the sealed bytes or the key are not those they were."""
        key = self.keys.find(row.subject)
        if row.nonce is None or row.box is None:
            return None
        if key is None:
            raise ValueError("its key is gone, but its contents are not")
        found = json.loads(unseal(key, row.nonce, row.box, row.hash))
        if not isinstance(found, dict):
            raise ValueError("its contents have no fields")
        return found

    def erase(self, subject: str, fields: Mapping[str, Json]) -> Entry:
        """Destroys a subject's contents, salts, key and capture; leaves and proofs stay. `fields` say who, why and by what authority."""
        tombstone = Draft(EntryKind.ERASURE, self._tombstone(subject), {"erased": subject, **fields})
        (entry,) = self.append([tombstone])
        self.finish_erasure(subject)
        return entry

    def finish_erasures(self) -> int:
        """Finishes what a crash cut short between tombstone and destruction; says how many there were."""
        told = [entry.fields for entry in self.entries(kind=EntryKind.ERASURE) if entry.fields is not None]
        cut = [str(fields["erased"]) for fields in told if self._remains(str(fields["erased"]))]
        for subject in cut:
            self.finish_erasure(subject)
        if self.database.scrub_due:
            self.database.scrub()
        return len(cut)

    def _remains(self, subject: str) -> bool:
        if self.keys.find(subject) is not None or self.captures.path(subject).exists():
            return True
        return any(row.box is not None for row in self.database.rows(subject=subject))

    def finish_erasure(self, subject: str) -> None:
        """Destroys key, contents and capture; may be repeated."""
        self.keys.destroy(subject)
        with self.database.write():
            self.database.forget(subject)
        self.captures.destroy(subject)
        self.database.scrub()
        self.checkpoint()

    def checkpoint(self) -> str:
        """Signs what the ledger is now, and writes the note beside it; it should be kept elsewhere too."""
        with self.database.write():
            self._catch_up()
            note = self._sign()
        target = beside(self.path, CHECKPOINT)
        fresh = target.with_name(f"{target.name}.{self._salts(4).hex()}.new")
        fresh.write_text(note, encoding="utf-8")
        fresh.replace(target)
        return note

    def close(self) -> None:
        """Closes the database."""
        self.database.close()


def beside(path: Path, suffix: str) -> Path:
    """A file of the ledger beside its database."""
    return path.with_name(path.name + suffix)
