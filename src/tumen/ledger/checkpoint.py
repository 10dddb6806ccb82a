"""Signed checkpoints: what the ledger was at a size, in the C2SP forms tlog-checkpoint and signed-note (Ed25519).

Whoever keeps one can later see whether entries were cut off, changed or replaced by another history.
"""

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tumen.model import LedgerError

_ED25519 = b"\x01"
_DASH = "\u2014 "


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree's size and root under the ledger's name."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The body that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def key_id(origin: str, public: bytes) -> bytes:
    """Four bytes that say which key signed."""
    return hashlib.sha256(origin.encode() + b"\n" + _ED25519 + public).digest()[:4]


def public_bytes(private: bytes) -> bytes:
    """The public key of a private one, both raw 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signed(checkpoint: Checkpoint, private: bytes) -> str:
    """The note: body, empty line, signature."""
    signature = Ed25519PrivateKey.from_private_bytes(private).sign(checkpoint.text.encode())
    mark = base64.b64encode(key_id(checkpoint.origin, public_bytes(private)) + signature).decode()
    return f"{checkpoint.text}\n{_DASH}{checkpoint.origin} {mark}\n"


def opened(note: str, public: bytes, name: str) -> Checkpoint:
    """The checkpoint of a note that this key signed. LedgerError, which names the note, where it is none or another key signed it."""
    body, found, signatures = note.partition("\n\n")
    lines = body.split("\n")
    try:
        if not found or len(lines) < 3:
            raise ValueError("no checkpoint")
        checkpoint = Checkpoint(lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True))
    except (ValueError, binascii.Error) as error:
        raise LedgerError(f"{name} is no checkpoint of a ledger; give a file that `tumen verify` or `tumen init` wrote.") from error
    for line in signatures.splitlines():
        if not line.startswith(f"{_DASH}{checkpoint.origin} "):
            continue
        try:
            mark = base64.b64decode(line.rsplit(" ", 1)[1], validate=True)
            Ed25519PublicKey.from_public_bytes(public).verify(mark[4:], (body + "\n").encode())
        except (InvalidSignature, binascii.Error, ValueError):
            continue
        if mark[:4] == key_id(checkpoint.origin, public):
            return checkpoint
    raise LedgerError(f"{name} was not signed with this ledger's key; either it belongs to another ledger, or the keys were replaced.")
