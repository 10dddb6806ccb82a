"""Every kind of change to what was written is found, and a cut, a fork and new keys against a checkpoint kept elsewhere."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from ticking import Ticking

from tumen.ledger import Draft, Ledger, verify
from tumen.ledger.leaf import Head, canonical, commitments, leaf_data, salted
from tumen.ledger.merkle import Growing, leaf_hash
from tumen.model import EntryKind

TIMES = 8
"""Of each kind; `make long` does a hundred."""
Change = Callable[[apsw.Connection, random.Random], None]


def _rows(db: apsw.Connection, chance: random.Random, count: int) -> list[int]:
    return chance.sample(range(db.execute("SELECT count(*) FROM entries").fetchone()[0]), count)


def edit(db: apsw.Connection, chance: random.Random) -> None:
    (seq,) = _rows(db, chance, 1)
    (box,) = db.execute("SELECT box FROM payloads WHERE seq = ?", (seq,)).fetchone()
    at = chance.randrange(len(box))
    db.execute("UPDATE payloads SET box = ? WHERE seq = ?", (box[:at] + bytes([box[at] ^ 1]) + box[at + 1 :], seq))


def delete(db: apsw.Connection, chance: random.Random) -> None:
    (seq,) = _rows(db, chance, 1)
    db.execute("DELETE FROM entries WHERE seq = ?", (seq,))
    db.execute("DELETE FROM payloads WHERE seq = ?", (seq,))


def insert(db: apsw.Connection, chance: random.Random) -> None:
    (seq,) = _rows(db, chance, 1)
    size = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    for table in ("entries", "payloads"):
        db.execute(f"UPDATE {table} SET seq = -seq - 1 WHERE seq >= ?", (seq,))
        db.execute(f"UPDATE {table} SET seq = -seq WHERE seq < 0")
    leaf = leaf_data(Head(seq, "2026-01-01T00:00:01Z", EntryKind.REPORT, "ff" * 16), {})
    db.execute("INSERT INTO entries VALUES (?, ?, 'report', ?, ?)", (seq, "ff" * 16, leaf, leaf_hash(leaf)))
    assert size < db.execute("SELECT count(*) FROM entries").fetchone()[0]


def reorder(db: apsw.Connection, chance: random.Random) -> None:
    one, other = _rows(db, chance, 2)
    for table in ("entries", "payloads"):
        for low, high in ((one, -9), (other, one), (-9, other)):
            db.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (high, low))


def back_date(db: apsw.Connection, chance: random.Random) -> None:
    (seq,) = _rows(db, chance, 1)
    (leaf,) = db.execute("SELECT leaf FROM entries WHERE seq = ?", (seq,)).fetchone()
    leaf = leaf.replace(b'"time":"2026', b'"time":"2025')
    db.execute("UPDATE entries SET leaf = ?, hash = ? WHERE seq = ?", (leaf, leaf_hash(leaf), seq))


def swap_contents(db: apsw.Connection, chance: random.Random) -> None:
    one, other = _rows(db, chance, 2)
    for low, high in ((one, -9), (other, one), (-9, other)):
        db.execute("UPDATE payloads SET seq = ? WHERE seq = ?", (high, low))


def duplicate(db: apsw.Connection, chance: random.Random) -> None:
    (seq,) = _rows(db, chance, 1)
    size = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    db.execute("INSERT INTO entries SELECT ?, subject, kind, leaf, hash FROM entries WHERE seq = ?", (size, seq))
    db.execute("INSERT INTO payloads SELECT ?, nonce, box FROM payloads WHERE seq = ?", (size, seq))


def forge_erasure(db: apsw.Connection, chance: random.Random) -> None:
    (seq,) = _rows(db, chance, 1)
    db.execute("DELETE FROM payloads WHERE seq = ?", (seq,))


def move_subject(db: apsw.Connection, chance: random.Random) -> None:
    one, other = _rows(db, chance, 2)
    (here,), (there,) = (db.execute("SELECT subject FROM entries WHERE seq = ?", (seq,)).fetchone() for seq in (one, other))
    if here == there:
        there = "00" * 16
    db.execute("UPDATE entries SET subject = ? WHERE seq = ?", (there, one))


CHANGES = [edit, delete, insert, reorder, back_date, swap_contents, duplicate, forge_erasure, move_subject]


def _changed(filled: Ledger, tmp_path: Path, change: Change, seed: int) -> Ledger:
    copy = tmp_path / f"copy{seed}"
    shutil.copytree(filled.path.parent, copy, ignore=shutil.ignore_patterns("copy*"))
    path = copy / filled.path.name
    db = apsw.Connection(str(path))
    change(db, random.Random(seed))
    db.close()
    return Ledger(path, Ticking(), random.Random(seed).randbytes)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_change_is_found_without_any_checkpoint_from_outside(filled: Ledger, tmp_path: Path, change: Change) -> None:
    filled.close()
    for seed in range(TIMES):
        verdict = verify(_changed(filled, tmp_path, change, seed))
        assert not verdict.sound
        assert verdict.unseen


@pytest.mark.long
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_hundred_changes_of_each_kind(filled: Ledger, tmp_path: Path, change: Change) -> None:
    filled.close()
    missed = [seed for seed in range(100) if verify(_changed(filled, tmp_path, change, seed)).sound]
    assert not missed


def test_a_shifted_offset_in_the_contents_is_found(filled: Ledger) -> None:
    """Whoever has the keys seals other contents under the old leaf."""
    row = next(iter(filled.database.rows(kind="events")))
    key = filled.keys.find(row.subject)
    assert key is not None
    from tumen.ledger.captures import seal

    payload = salted({"by": "An Analyst", "events": [{"words": "searched house 9"}]}, random.Random(3).randbytes)
    nonce, box = seal(key, canonical(payload), row.hash, random.Random(4).randbytes)
    filled.database._db.execute("UPDATE payloads SET nonce = ?, box = ? WHERE seq = ?", (nonce, box, row.seq))
    verdict = verify(filled)
    assert any("do not fit the commitments" in fault for fault in verdict.faults)
    assert commitments(payload)


def test_a_cut_end_is_seen_against_a_checkpoint_kept_elsewhere(filled: Ledger) -> None:
    kept = filled.checkpoint()
    filled.database._db.execute("DELETE FROM entries WHERE seq >= 8")
    filled.database._db.execute("DELETE FROM payloads WHERE seq >= 8")
    filled._tree = Growing()
    filled.checkpoint()
    assert verify(filled).sound, "from the inside alone it cannot be seen, and verify says so"
    assert verify(filled).unseen
    assert any("the end was cut off" in fault for fault in verify(filled, kept).faults)


def test_an_end_cut_off_without_the_keys_is_found_even_before_a_run_has_ended(filled: Ledger) -> None:
    """Each transaction is signed, not only the end of a run."""
    filled.append([Draft(EntryKind.EVENTS, filled.subject_of(b"cut off"), {"by": "An Analyst", "events": []})])
    filled.database._db.execute("DELETE FROM entries WHERE seq = 12")
    filled.database._db.execute("DELETE FROM payloads WHERE seq = 12")
    assert any("the end was cut off" in fault for fault in verify(filled).faults)


def test_another_history_is_seen_against_a_checkpoint_kept_elsewhere(filled: Ledger) -> None:
    kept = filled.checkpoint()
    filled.database._db.execute("DELETE FROM entries WHERE seq >= 8")
    filled.database._db.execute("DELETE FROM payloads WHERE seq >= 8")
    filled._tree = Growing()
    for number in range(8):
        subject = filled.subject_of(f"other {number}".encode())
        filled.append([Draft(EntryKind.EVENTS, subject, {"by": "Somebody", "events": []})])
    filled.checkpoint()
    assert any("history was changed" in fault for fault in verify(filled, kept).faults)


def test_new_keys_are_seen_against_a_checkpoint_kept_elsewhere(filled: Ledger, tmp_path: Path) -> None:
    kept = filled.checkpoint()
    (tmp_path / "new").mkdir()
    other = Ledger.create(tmp_path / "new" / "t.db", Ticking(), random.Random(77).randbytes)
    from tumen.model import LedgerError

    with pytest.raises(LedgerError, match="the keys were replaced"):
        verify(other, kept)


def test_a_changed_capture_is_found(filled: Ledger) -> None:
    path = next(path for path in filled.captures.folder.rglob("*") if path.is_file())
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert any("capture" in fault for fault in verify(filled).faults)


def test_flipped_bits_of_the_file_never_go_unnoticed_where_an_entry_is_changed(filled: Ledger, tmp_path: Path) -> None:
    """Bits of the database file, one at a time: found by SQLite or by us, or what is read stays the same."""
    filled.database.scrub()
    before = [(row.seq, row.subject, row.leaf, row.hash, row.box) for row in filled.database.rows()]
    filled.close()
    clean = filled.path.read_bytes()
    chance = random.Random(11)
    found = unused = 0
    for _ in range(60):
        at = chance.randrange(len(clean))
        filled.path.write_bytes(clean[:at] + bytes([clean[at] ^ 1 << chance.randrange(8)]) + clean[at + 1 :])
        from tumen.model import LedgerError

        try:
            ledger = Ledger(filled.path, Ticking(), chance.randbytes)
            sound = verify(ledger).sound
            after = [(row.seq, row.subject, row.leaf, row.hash, row.box) for row in ledger.database.rows()]
            ledger.close()
        except LedgerError:
            sound, after = False, []
        assert not sound or after == before
        found, unused = found + (not sound), unused + sound
    print(f"{found} flips found, {unused} in bytes that nothing reads")
