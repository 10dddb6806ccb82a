#!/usr/bin/env python3
"""Check a Tumen proof file without Tumen: python standalone_verifier.py PROOF [PUBLIC_KEY]

Needs Python and the package `cryptography`. PUBLIC_KEY (64 hex digits) is the ledger's key as you know it from elsewhere; without it the proof's
own key is used, which shows only that the proof agrees with itself. Says what was shown; ends with 0 where the proof holds, else with 1.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check(proof: dict[str, object], known_key: str | None) -> str:
    """A sentence of what the proof shows; ValueError where it does not hold."""
    if proof.get("format") != "tumen-proof/1":
        raise ValueError("this is no Tumen proof of form 1")
    key, note, leaf, path = (proof[name] for name in ("public_key", "checkpoint", "leaf", "path"))
    if not isinstance(key, str) or not isinstance(note, str) or not isinstance(leaf, str) or not isinstance(path, list):
        raise ValueError("a part of the proof has not its form")
    if known_key is not None and key.lower() != known_key.lower():
        raise ValueError("the proof was signed with another key than the one given")
    body, _, signatures = note.partition("\n\n")
    origin, size, root = body.split("\n")[:3]
    mark = base64.b64decode(next(line for line in signatures.splitlines() if line.startswith(f"\u2014 {origin} ")).rsplit(" ", 1)[1])
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(mark[4:], (body + "\n").encode())
    except InvalidSignature:
        raise ValueError("the checkpoint's signature is wrong") from None
    told = json.loads(leaf)
    if told["seq"] != proof["seq"]:
        raise ValueError("the leaf is of another entry")
    steps = [bytes.fromhex(step) for step in path]
    if _root(hashlib.sha256(b"\x00" + leaf.encode()).digest(), told["seq"], int(size), steps) != base64.b64decode(root):
        raise ValueError("the entry is not in the tree that was signed")
    signer = "the key given" if known_key is not None else "the proof's own key (compare it with the one you know)"
    return f"Entry {told['seq']} ({told['kind']}, {told['time']}) is among the {size} entries of {origin}, signed with {signer}: {key}"


def _root(value: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    if not 0 <= index < size:
        raise ValueError("there is no such entry in the tree")
    at, last = index, size - 1
    for step in path:
        if last == 0:
            raise ValueError("the path is too long")
        if at & 1 or at == last:
            value = hashlib.sha256(b"\x01" + step + value).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = hashlib.sha256(b"\x01" + value + step).digest()
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return value


def main(words: list[str]) -> int:
    """Reads the proof named first, says what it shows."""
    if len(words) not in (1, 2):
        print(__doc__)
        return 2
    try:
        with open(words[0], encoding="utf-8") as file:  # noqa: PTH123 - needs nothing else of the library
            print(check(json.load(file), words[1] if len(words) == 2 else None))
    except (OSError, ValueError, KeyError, TypeError, StopIteration) as error:
        print(f"{words[0]}: the proof does not hold: {error or 'it lacks a part'}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
