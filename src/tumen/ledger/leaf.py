"""What is hashed of an entry: its head in clear, and a salted commitment to each of its fields.

A commitment gives nothing away, since its salt is secret; shown with salt and value, it proves that the field was in the entry. Erasing salts
and values leaves the leaf, so that every proof still holds.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tumen.model import EntryKind, Json

SALT = 32
_FIELD = b"tumen/field/v1\x00"

Salts = Callable[[int], bytes]
"""Random bytes by number, like `secrets.token_bytes`."""


@dataclass(frozen=True, slots=True)
class Head:
    """An entry without its fields."""

    seq: int
    time: str
    kind: EntryKind
    subject: str


def canonical(value: Json) -> bytes:
    """JSON in one form alone: keys sorted, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def commitment(name: str, salt: bytes, value: Json) -> str:
    """SHA-256 over mark, salt, the field's name with its length, and its value; in hex."""
    word = name.encode()
    return hashlib.sha256(_FIELD + salt + len(word).to_bytes(4, "big") + word + canonical(value)).hexdigest()


def salted(fields: Mapping[str, Json], salts: Salts) -> dict[str, Json]:
    """Each field with a salt of its own: {name: [salt in hex, value]}, as payloads hold it."""
    return {name: [salts(SALT).hex(), value] for name, value in fields.items()}


def commitments(payload: Mapping[str, Json]) -> dict[str, str]:
    """The commitments of a payload; ValueError where it has not the form that `salted` gives."""
    found = {}
    for name, pair in payload.items():
        if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], str):
            raise ValueError(f"the payload's field '{name}' has no salt")
        found[name] = commitment(name, bytes.fromhex(pair[0]), pair[1])
    return found


def leaf_data(head: Head, fields: Mapping[str, str]) -> bytes:
    """The bytes of a leaf; `fields` are commitments by name."""
    named: dict[str, Json] = dict(fields)
    return canonical({"v": 1, "seq": head.seq, "time": head.time, "kind": head.kind.value, "subject": head.subject, "fields": named})


def read_leaf(data: bytes) -> tuple[Head, dict[str, str]]:
    """Head and commitments of a leaf; ValueError where it is none."""
    try:
        told = json.loads(data)
        head = Head(int(told["seq"]), str(told["time"]), EntryKind(told["kind"]), str(told["subject"]))
        fields = {str(name): str(value) for name, value in told["fields"].items()}
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError("not a leaf of this ledger") from error
    if leaf_data(head, fields) != data:
        raise ValueError("not the canonical form of a leaf")
    return head, fields
