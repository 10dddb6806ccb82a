"""What is erased is gone from every byte of ours, and every proof still holds."""

import json

import pytest

from tumen.ledger import Draft, Ledger, prove, verify
from tumen.ledger.standalone_verifier import check
from tumen.model import EntryKind, LedgerError


def test_one_report_of_many_leaves_no_byte(filled: Ledger) -> None:
    data = b"Invented report 3: guards searched house 3."
    subject = filled.subject_of(data)
    key = filled.keys.find(subject)
    assert key is not None
    rows = list(filled.database.rows(subject=subject))
    salts = [bytes.fromhex(pair[0]) for row in rows for pair in (filled.payload(row) or {}).values() if isinstance(pair, list)]
    boxes = [row.box for row in rows if row.box]
    proof = json.loads(prove(filled, rows[0].seq))
    entry = filled.erase(subject, {"why": "a person asked", "authority": "the keeper", "by": "An Analyst"})
    secrets = [key, key.hex().encode(), *boxes, *salts, *(salt.hex().encode() for salt in salts), b"house 3"]
    for path in filled.path.parent.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(secret in content for secret in secrets), path
    assert not filled.captures.path(subject).exists()
    verdict = verify(filled)
    assert verdict.sound, verdict.faults
    assert [e.fields for e in filled.entries(subject=subject)] == [None, None]
    assert entry.kind is EntryKind.ERASURE
    assert "Entry 6 " in check(proof, filled.public.hex())
    assert "Entry 6 " in check(json.loads(prove(filled, 6)), filled.public.hex())


def test_what_was_erased_is_not_taken_again(filled: Ledger) -> None:
    subject = filled.subject_of(b"Invented report 3: guards searched house 3.")
    filled.erase(subject, {"why": "a person asked", "authority": "the keeper", "by": "x"})
    with pytest.raises(LedgerError, match="was erased"):
        filled.append([Draft(EntryKind.EVENTS, subject, {"events": []})])


def test_an_erasure_that_was_cut_short_is_told_and_can_be_finished(filled: Ledger) -> None:
    subject = filled.subject_of(b"Invented report 3: guards searched house 3.")
    filled.append([Draft(EntryKind.ERASURE, filled.keys.name(b"tombstone", subject.encode()), {"erased": subject, "why": "a person asked"})])
    assert any("contents of it are still there" in fault for fault in verify(filled).faults)
    assert filled.finish_erasures() == 1
    assert filled.finish_erasures() == 0
    assert verify(filled).sound
