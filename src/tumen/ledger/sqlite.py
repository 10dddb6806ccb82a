"""The ledger's entries in one SQLite file, written once and never changed but for erasure.

SQLite comes with `apsw`, since the one that Python brings may lie in the range of the WAL-reset fault (3.7.0 to 3.51.2).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from tumen.model import LedgerError

SCHEMA = 1
APPLICATION = 0x54554D4E
_FIRST_SOUND = (3, 51, 3)
_BUSY_MS = 20_000
_PAGE = 500
_SCRUB = "scrub"
_TABLES = """
CREATE TABLE entries (seq INTEGER PRIMARY KEY, subject TEXT NOT NULL, kind TEXT NOT NULL, leaf BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
CREATE INDEX entries_subject ON entries (subject, kind);
CREATE TABLE payloads (seq INTEGER PRIMARY KEY, nonce BLOB NOT NULL, box BLOB NOT NULL) STRICT;
CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it lies in the file: its leaf and hash, and the sealed payload, None where it was erased."""

    seq: int
    subject: str
    kind: str
    leaf: bytes
    hash: bytes
    nonce: bytes | None
    box: bytes | None


class Database:
    """One open SQLite file. Every trouble with it is a LedgerError of one sentence."""

    def __init__(self, path: Path, *, create: str | None = None) -> None:
        """Opens the file; `create` makes a new one with that origin. LedgerError where it is missing, foreign, damaged or newer."""
        self.path = path
        if tuple(int(part) for part in apsw.sqlite_lib_version().split(".")) < _FIRST_SOUND:
            raise LedgerError(f"SQLite {apsw.sqlite_lib_version()} can lose data under concurrent use; install apsw 3.53 or later.")
        if create is None and not path.is_file():
            raise LedgerError(f"There is no ledger {path}; make one with `tumen init`, or name yours with --ledger.")
        if create is not None and path.exists():
            raise LedgerError(f"{path} exists already and is not overwritten; name another file with --ledger.")
        flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create is not None else 0)
        with self.told():
            self._db = apsw.Connection(str(path), flags=flags)
            self._db.set_busy_timeout(_BUSY_MS)
            if create is None:
                self._check()
            for setting in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON"):
                self._db.execute(f"PRAGMA {setting}")
            if create is not None:
                with self._db:
                    self._db.execute(_TABLES)
                    self._db.execute(f"PRAGMA application_id = {APPLICATION}")
                    self._db.execute(f"PRAGMA user_version = {SCHEMA}")
                    self._db.execute("INSERT INTO meta VALUES ('origin', ?)", (create,))
            self.origin = self._one("SELECT value FROM meta WHERE name = 'origin'")

    def _check(self) -> None:
        if self._db.pragma("application_id") != APPLICATION:
            raise LedgerError(f"{self.path} is a database of another program and is left alone; name a ledger with --ledger.")
        version = self._db.pragma("user_version")
        if version != SCHEMA:
            raise LedgerError(f"{self.path} was written by a newer Tumen (form {version}, this one knows {SCHEMA}); install a newer Tumen.")

    def _one(self, query: str) -> str:
        row = self._db.execute(query).fetchone()
        if row is None:
            raise LedgerError(f"{self.path} lacks a part that every ledger has; it is damaged, restore a backup.")
        return str(row[0])

    def told(self) -> "_Told":
        """A block in which SQLite's errors become LedgerErrors."""
        return _Told(self.path)

    def size(self) -> int:
        """How many entries there are, by the last one's number."""
        with self.told():
            return int(self._one("SELECT coalesce(max(seq), -1) + 1 FROM entries"))

    def write(self) -> "_Transaction":
        """A block that writes alone and all at once; other writers wait."""
        return _Transaction(self._db, self.path)

    def append(self, rows: Sequence[Row]) -> None:
        """Adds rows; only inside `write`."""
        self._db.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?)", [(r.seq, r.subject, r.kind, r.leaf, r.hash) for r in rows])
        self._db.executemany("INSERT INTO payloads VALUES (?, ?, ?)", [(r.seq, r.nonce, r.box) for r in rows])

    def keep_checkpoint(self, size: int, note: str) -> None:
        """Keeps the signed note of a size in place of the one before; only inside `write`."""
        self._db.execute("DELETE FROM checkpoints")
        self._db.execute("INSERT INTO checkpoints VALUES (?, ?)", (size, note))

    def last_checkpoint(self) -> str | None:
        """The newest note."""
        with self.told():
            row = self._db.execute("SELECT note FROM checkpoints ORDER BY size DESC LIMIT 1").fetchone()
        return None if row is None else str(row[0])

    def rows(self, *, subject: str | None = None, kind: str | None = None) -> Iterator[Row]:
        """All rows in order, or those of a subject or kind; read by the page, so that nothing is held open between two of them."""
        named = [("subject", subject), ("kind", kind)]
        where = "".join(f" AND {name} = ?" for name, value in named if value is not None)
        query = (
            "SELECT e.seq, e.subject, e.kind, e.leaf, e.hash, p.nonce, p.box FROM entries e LEFT JOIN payloads p USING (seq) "  # noqa: S608
            f"WHERE e.seq > ?{where} ORDER BY e.seq LIMIT {_PAGE}"
        )
        last = -(2**62)
        while True:
            with self.told():
                given = (last, *(value for _, value in named if value is not None))
                page: list[Any] = self._db.execute(query, given).fetchall()
            for row in page:
                yield Row(*row)
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def hashes(self, first: int = 0) -> list[bytes]:
        """The leaf hashes in order, from entry `first` on."""
        with self.told():
            return [bytes(row[0]) for row in self._db.execute("SELECT hash FROM entries WHERE seq >= ? ORDER BY seq", (first,))]

    def forget(self, subject: str) -> None:
        """Deletes the subject's payloads; only inside `write`. `scrub` must follow, and is due until it has been done."""
        self._db.execute("DELETE FROM payloads WHERE seq IN (SELECT seq FROM entries WHERE subject = ?)", (subject,))
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, 'due')", (_SCRUB,))

    @property
    def scrub_due(self) -> bool:
        """Whether bytes of what was deleted may still lie in the file or its log."""
        with self.told():
            return self._db.execute("SELECT 1 FROM meta WHERE name = ?", (_SCRUB,)).fetchone() is not None

    def scrub(self) -> None:
        """Leaves no byte of what was deleted: freed pages are zeroed, the file written anew, the log emptied.

        LedgerError where another program reads meanwhile and the log cannot be emptied; then it stays due.
        """
        with self.told():
            self._db.execute("VACUUM")
            if any(row[0] for row in self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()):
                raise LedgerError(
                    f"What was erased from {self.path} may still lie in its log, since another program is reading; close that, then `tumen verify`."
                )
            self._db.execute("DELETE FROM meta WHERE name = ?", (_SCRUB,))

    def sound(self) -> str | None:
        """What SQLite's own check finds wrong with the file, or None."""
        with self.told():
            found = [str(row[0]) for row in self._db.execute("PRAGMA integrity_check(3)")]
        return None if found == ["ok"] else "; ".join(found)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()


class _Told:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, apsw.Error):
            raise LedgerError(_sentence(self._path, error)) from error


class _Transaction:
    def __init__(self, db: apsw.Connection, path: Path) -> None:
        self._db, self._path = db, path

    def __enter__(self) -> None:
        with _Told(self._path):
            self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            try:
                self._db.execute("COMMIT")
            except apsw.Error as failed:
                self._back()
                raise LedgerError(_sentence(self._path, failed)) from failed
            return
        self._back()
        if isinstance(error, apsw.Error):
            raise LedgerError(_sentence(self._path, error)) from error

    def _back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")


def _sentence(path: Path, error: apsw.Error) -> str:
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return f"{path} is being written by another program; nothing was changed, try again when it has ended."
    if isinstance(error, apsw.FullError):
        return f"The disk of {path} is full; nothing of this step was kept, make room and run it again."
    if isinstance(error, apsw.ReadOnlyError):
        return f"{path} may not be written; nothing was changed."
    if isinstance(error, apsw.NotADBError):
        return f"{path} is no ledger; name one with --ledger, or make one with `tumen init`."
    if isinstance(error, apsw.CorruptError):
        return f"{path} is damaged; nothing was changed, restore a backup and run `tumen verify`."
    if isinstance(error, apsw.CantOpenError):
        return f"{path} cannot be opened; look whether its folder exists and may be written."
    return f"{path} could not be used ({error}); nothing was changed."
