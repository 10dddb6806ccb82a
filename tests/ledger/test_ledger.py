"""What is appended comes back, once, sealed, and by its owner alone."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.ledger import Draft, Ledger, event_json, event_of, prove, verify
from tumen.ledger.checkpoint import Checkpoint, opened, signed
from tumen.ledger.leaf import Head, canonical, commitments, leaf_data, read_leaf, salted
from tumen.ledger.standalone_verifier import check
from tumen.model import EntryKind, LedgerError

values = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3), max_leaves=5)


def reopened(ledger: Ledger) -> Ledger:
    ledger.close()
    return Ledger(ledger.path, lambda: "2026-02-01T00:00:00Z", random.Random(9).randbytes)


def test_entries_come_back_in_order(filled: Ledger) -> None:
    entries = list(reopened(filled).entries())
    assert [entry.seq for entry in entries] == list(range(12))
    assert entries[0].kind is EntryKind.REPORT
    assert entries[0].fields == {"name": "r0.txt", "by": "An Analyst", "outlet": None}


@given(st.dictionaries(st.text(max_size=6), values, max_size=5))
def test_a_leaf_holds_commitments_alone_and_reads_back(fields: dict) -> None:
    payload = salted(fields, random.Random(1).randbytes)
    head = Head(3, "2026-01-01T00:00:00Z", EntryKind.EVENTS, "s")
    data = leaf_data(head, commitments(payload))
    assert read_leaf(data) == (head, commitments(payload))
    assert json.loads(canonical(payload)) == payload


def test_the_same_value_has_another_commitment_each_time(salts: Callable[[int], bytes]) -> None:
    one, other = (commitments(salted({"place": "KP"}, salts)) for _ in range(2))
    assert one != other


def test_nothing_readable_lies_on_the_disk(filled: Ledger) -> None:
    filled.close()
    for path in filled.path.parent.rglob("*"):
        if path.is_file() and not path.name.endswith(".keys"):
            data = path.read_bytes()
            assert not any(word in data for word in (b"An Analyst", b"searched", b"Invented", b"r0.txt")), path


def test_a_transaction_is_whole_or_nothing(filled: Ledger) -> None:
    subject = filled.subject_of(b"x")
    with pytest.raises(ValueError, match="Out of range"):
        filled.append([Draft(EntryKind.REPORT, subject, {"name": "ok"}), Draft(EntryKind.REPORT, subject, {"bad": float("inf")})])
    assert filled.database.size() == 12
    assert verify(filled).sound


@pytest.mark.parametrize("content", [b"", b"no database at all, but text of some length " * 40])
def test_a_foreign_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes, ledger: Ledger) -> None:
    ledger.close()
    ledger.path.write_bytes(content)
    with pytest.raises(LedgerError, match=r"is no ledger|another program"):
        Ledger(ledger.path, lambda: "", random.Random(1).randbytes)


def test_a_missing_ledger_and_missing_keys_are_told(tmp_path: Path, ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="There is no ledger"):
        Ledger(tmp_path / "none.db", lambda: "", random.Random(1).randbytes)
    ledger.close()
    Path(f"{ledger.path}.keys").unlink()
    with pytest.raises(LedgerError, match=r"key file .* is missing"):
        reopened(ledger)


def test_keys_that_others_can_read_are_refused(ledger: Ledger) -> None:
    Path(f"{ledger.path}.keys").chmod(0o644)
    with pytest.raises(LedgerError, match="chmod 600"):
        reopened(ledger)


def test_a_newer_ledger_is_refused(ledger: Ledger) -> None:
    ledger.database._db.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="newer Tumen"):
        reopened(ledger)


def test_an_existing_ledger_is_not_overwritten(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="not overwritten"):
        Ledger.create(ledger.path, lambda: "", random.Random(1).randbytes)


def test_a_proof_holds_without_the_ledger_and_a_changed_one_does_not(filled: Ledger) -> None:
    for seq in range(12):
        proof = json.loads(prove(filled, seq))
        assert f"Entry {seq} " in check(proof, filled.public.hex())
        with pytest.raises(ValueError, match="not in the tree"):
            check(proof | {"leaf": proof["leaf"].replace("2026-01-01T", "2025-01-01T")}, None)
        with pytest.raises(ValueError, match="another key"):
            check(proof, "00" * 32)
    with pytest.raises(LedgerError, match="no entry 12"):
        prove(filled, 12)


def test_a_checkpoint_says_who_signed(filled: Ledger) -> None:
    note = filled.checkpoint()
    assert opened(note, filled.public, "x").size == 12
    other = signed(Checkpoint(filled.database.origin, 12, b"0" * 32), b"1" * 32)
    with pytest.raises(LedgerError, match="not signed with this ledger's key"):
        opened(other, filled.public, "x")
    with pytest.raises(LedgerError, match="no checkpoint"):
        opened("a shopping list", filled.public, "x")


def test_an_event_comes_back_from_its_record() -> None:
    from tumen.model import Claim, Count, Event, Party, Span

    span = Span(0, 7, "Guards.")
    event = Event(
        "r", Claim("type", "search", span), Claim("status", "actual", span), (span,), actors=(Party("actor", span, "border_guard", Count(2, None)),),
        places=(Claim("place", "KP", span, "name", 0.5),), when=Claim("time", "2024-01", span), codebook="1",
    )
    assert event_of(event_json(event)) == event
    with pytest.raises(ValueError, match="lacks"):
        event_of({"report": "r"})
