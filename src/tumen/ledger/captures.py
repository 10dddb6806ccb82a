"""Bytes as received, each sealed under its subject's key, in files named by a keyed hash: a stolen disk tells nothing."""

import os
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tumen.ledger.leaf import Salts
from tumen.model import LedgerError

NONCE = 12


def seal(key: bytes, data: bytes, about: bytes, salts: Salts) -> tuple[bytes, bytes]:
    """Nonce and box: AES-256-GCM, bound to what it is about."""
    nonce = salts(NONCE)
    return nonce, AESGCM(key).encrypt(nonce, data, about)


def unseal(key: bytes, nonce: bytes, box: bytes, about: bytes) -> bytes:
    """What was sealed; ValueError where box, nonce, key or subject were changed."""
    try:
        return AESGCM(key).decrypt(nonce, box, about)
    except (InvalidTag, ValueError) as error:
        raise ValueError("the sealed bytes were changed") from error


class Captures:
    """A folder of sealed captures."""

    def __init__(self, folder: Path, salts: Salts) -> None:
        self.folder, self._salts = folder, salts

    def path(self, subject: str) -> Path:
        """Where a subject's capture lies."""
        return self.folder / subject[:2] / subject

    def put(self, subject: str, key: bytes, data: bytes) -> None:
        """Stores a capture; done when it is on the disk. LedgerError where there is no room or no right to."""
        target = self.path(subject)
        fresh = target.with_name(f"{subject}.{self._salts(4).hex()}.new")
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            nonce, box = seal(key, data, subject.encode(), self._salts)
            with fresh.open("wb") as out:
                out.write(nonce + box)
                out.flush()
                os.fsync(out.fileno())
            fresh.replace(target)
            folder = os.open(target.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)
        except OSError as error:
            raise LedgerError(f"{target} cannot be written: {error.strerror}; nothing of this step was kept.") from error

    def get(self, subject: str, key: bytes) -> bytes:
        """A capture's bytes; LedgerError where it is missing, ValueError where it was changed."""
        try:
            data = self.path(subject).read_bytes()
        except OSError as error:
            raise LedgerError(f"The capture {self.path(subject)} cannot be read: {error.strerror}; restore it from a backup.") from error
        return unseal(key, data[:NONCE], data[NONCE:], subject.encode())

    def destroy(self, subject: str) -> None:
        """Overwrites and removes a capture; nothing where there is none."""
        target = self.path(subject)
        if not target.exists():
            return
        with target.open("r+b") as out:
            size = out.seek(0, os.SEEK_END)
            out.seek(0)
            out.write(bytes(size))
            out.flush()
            os.fsync(out.fileno())
        target.unlink()
