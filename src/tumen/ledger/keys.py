"""The key file: whoever has it can read the ledger; without it the database and the captures tell nothing.

One line a key, appended and synced before anything is written that needs it. A key that no entry uses (a crash came between) does no harm.
"""

import fcntl
import hmac
import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tumen.ledger.leaf import Salts
from tumen.model import LedgerError

SIZE = 32
_MODE = 0o600
_SIGNING, _NAMING = "signing", "naming"


class Keys:
    """The keys of one ledger. Secrets are 32 random bytes each; a subject's key leaves memory and file when the subject is erased."""

    def __init__(self, path: Path, salts: Salts) -> None:
        """Opens a key file; LedgerError where it is missing, readable by others, or damaged."""
        self._path, self._salts = path, salts
        self._of: dict[str, bytes] = {}
        self._seen: tuple[int, int, int] | None = None
        with self._alone():
            whole = self._load()
            if not whole:
                self._rewrite()
        if _SIGNING not in self._of or _NAMING not in self._of:
            raise LedgerError(f"{path} is no key file of a ledger, or lacks its first lines; restore it from where you keep it.")

    def _load(self) -> bool:
        """Reads the file anew if it was changed; says whether its last line is whole (a crash can cut it, and then no entry needs it)."""
        path = self._path
        try:
            if self._look() == self._seen:
                return True
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise LedgerError(f"{path} can be read by others than its owner; do `chmod 600 {path}`.")
            lines = path.read_text(encoding="ascii").splitlines(keepends=True)
        except FileNotFoundError as error:
            raise LedgerError(f"The key file {path} is missing; without it the ledger beside it cannot be read.") from error
        except (OSError, UnicodeDecodeError) as error:
            raise LedgerError(f"The key file {path} cannot be read; restore it from where you keep it.") from error
        found: dict[str, bytes] = {}
        whole = True
        for number, line in enumerate(lines, 1):
            whole = line.endswith("\n")
            try:
                name, secret = json.loads(line)
                found[str(name)] = bytes.fromhex(secret)
            except (ValueError, TypeError) as error:
                if number == len(lines) and not whole:
                    break
                raise LedgerError(f"Line {number} of the key file {path} is damaged; restore it from where you keep it.") from error
        self._of, self._seen = found, self._look()
        return whole

    def _look(self) -> tuple[int, int, int]:
        """What tells one state of the file from another."""
        state = self._path.stat()
        return state.st_ino, state.st_size, state.st_mode

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Other programs that would write the key file wait meanwhile."""
        if not self._path.exists():
            raise LedgerError(f"The key file {self._path} is missing; without it the ledger beside it cannot be read.")
        with self._path.with_name(self._path.name + ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    @classmethod
    def create(cls, path: Path, salts: Salts) -> "Keys":
        """A new key file; LedgerError where there is one already."""
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        except FileExistsError as error:
            raise LedgerError(f"There is a key file {path} already; it belongs to a ledger and is not overwritten.") from error
        except OSError as error:
            raise LedgerError(f"{path} cannot be written: {error.strerror}.") from error
        with os.fdopen(handle, "wb") as out:
            out.write(_line(_SIGNING, salts(SIZE)) + _line(_NAMING, salts(SIZE)))
            out.flush()
            os.fsync(out.fileno())
        _sync_folder(path)
        return cls(path, salts)

    @property
    def signing(self) -> bytes:
        """The ledger's Ed25519 private key."""
        return self._of[_SIGNING]

    def name(self, *parts: bytes) -> str:
        """An opaque name for what the parts identify: the same for the same parts, and not to be guessed without the key."""
        mark = hmac.new(self._of[_NAMING], digestmod="sha256")
        for part in parts:
            mark.update(len(part).to_bytes(8, "big") + part)
        return mark.hexdigest()[:32]

    def find(self, subject: str) -> bytes | None:
        """The subject's key, or None where there is none or it was erased."""
        name = f"subject:{subject}"
        if name not in self._of:
            with self._alone():
                self._load()
        return self._of.get(name)

    def make(self, subject: str) -> bytes:
        """The subject's key, made and stored where there is none."""
        name = f"subject:{subject}"
        if name in self._of:
            return self._of[name]
        with self._alone():
            self._load()
            if name in self._of:
                return self._of[name]
            secret = self._salts(SIZE)
            with self._path.open("ab") as out:
                out.write(_line(name, secret))
                out.flush()
                os.fsync(out.fileno())
            self._of[name], self._seen = secret, self._look()
        return secret

    def destroy(self, subject: str) -> None:
        """Forgets the subject's key: the file is written anew without it, and the old one's bytes are overwritten."""
        with self._alone():
            self._load()
            if self._of.pop(f"subject:{subject}", None) is not None:
                self._rewrite()

    def _rewrite(self) -> None:
        self._seen = None
        fresh = self._path.with_name(self._path.name + ".new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE)
        with os.fdopen(handle, "wb") as out:
            out.writelines(_line(name, secret) for name, secret in self._of.items())
            out.flush()
            os.fsync(out.fileno())
        with self._path.open("r+b") as old:
            size = old.seek(0, os.SEEK_END)
            fresh.replace(self._path)
            _sync_folder(self._path)
            old.seek(0)
            old.write(b"\n" * size)
            old.flush()
            os.fsync(old.fileno())


def _line(name: str, secret: bytes) -> bytes:
    return json.dumps([name, secret.hex()]).encode() + b"\n"


def _sync_folder(path: Path) -> None:
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
