"""Killed at any stage, the ledger holds what was acknowledged, whole and once; a store that rewrites its file does not."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ticking import Ticking

from tumen.ledger import Ledger, verify

KILLS = 30
LONG_KILLS = 1000
WRITER = """
import sys, json, random, os
from pathlib import Path
from tumen.ledger import Draft, Ledger
from tumen.model import EntryKind
path, start = Path(sys.argv[1]), int(sys.argv[2])
ledger = Ledger(path, lambda: "2026-01-01T00:00:00Z", os.urandom)
for number in range(start, start + 100000):
    data = f"Invented report {number}".encode() * 20
    subject = ledger.subject_of(data)
    ledger.captures.put(subject, ledger.keys.make(subject), data)
    ledger.append([Draft(EntryKind.REPORT, subject, {"n": number}), Draft(EntryKind.EVENTS, subject, {"n": number, "events": []})])
    print(number, flush=True)
    if number % 7 == 0:
        ledger.checkpoint()
    if number % 11 == 0:
        ledger.erase(subject, {"why": "to be killed meanwhile", "by": "x"})
"""
NAIVE = """
import sys, json
number = int(sys.argv[2])
try:
    rows = json.load(open(sys.argv[1]))
except FileNotFoundError:
    rows = []
while True:
    rows.append({"n": number, "text": "Invented report " * 4000})
    json.dump(rows, open(sys.argv[1], "w"))
    print(number, flush=True)
    number += 1
"""


def _killed(script: str, path: Path, start: int, chance: random.Random) -> int:
    """Runs a writer, kills it at a random moment, and says how far it had acknowledged."""
    with subprocess.Popen([sys.executable, "-c", script, str(path), str(start)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(chance.random() * 0.08)
        os.kill(writer.pid, signal.SIGKILL)
        told = [line for line in (first, *writer.stdout.read().splitlines(keepends=True)) if line.endswith("\n")]
    return int(told[-1]) if told else start - 1


def _run(path: Path, kills: int) -> int:
    Ledger.create(path, Ticking(), os.urandom).close()
    chance = random.Random(2)
    acknowledged = -1
    for _ in range(kills):
        acknowledged = _killed(WRITER, path, acknowledged + 1, chance)
        ledger = Ledger(path, Ticking(), os.urandom)
        ledger.finish_erasures()
        seen: dict[int, set[str]] = {}
        doubled = erased = 0
        subjects = set()
        for entry in ledger.entries():
            if entry.kind == "erasure":
                continue
            if entry.fields is None:
                erased += 1
                subjects.add(entry.subject)
                continue
            kinds = seen.setdefault(int(str(entry.fields["n"])), set())
            doubled += entry.kind.value in kinds
            kinds.add(entry.kind.value)
        whole = {number for number, kinds in seen.items() if kinds == {"report", "events"}}
        assert whole == set(seen), "an entry without the one that was written with it"
        assert not doubled
        assert len(whole) + len(subjects) >= acknowledged + 1, "something acknowledged is lost"
        top = max(whole, default=acknowledged)
        verdict = verify(ledger)
        assert verdict.sound, verdict.faults
        ledger.close()
        acknowledged = max(acknowledged, top)
    return acknowledged + 1


def test_nothing_acknowledged_is_lost_torn_or_doubled(tmp_path: Path) -> None:
    print(f"{KILLS} kills, {_run(tmp_path / 't.db', KILLS)} reports acknowledged, 0 lost")


@pytest.mark.long
def test_a_thousand_kills(tmp_path: Path) -> None:
    print(f"{LONG_KILLS} kills, {_run(tmp_path / 't.db', LONG_KILLS)} reports acknowledged, 0 lost")


def test_the_harness_finds_a_store_that_loses(tmp_path: Path) -> None:
    """Negative control: a store that rewrites one JSON file."""
    path = tmp_path / "naive.json"
    chance = random.Random(3)
    broken = 0
    for _ in range(6):
        path.unlink(missing_ok=True)
        _killed(NAIVE, path, 0, chance)
        try:
            json.loads(path.read_text())
        except ValueError:
            broken += 1
    assert broken


def test_two_writers_and_a_reader_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Ledger.create(path, Ticking(), os.urandom).close()
    script = WRITER.replace("start + 100000", "start + 60").replace("number % 11 == 0", "number % 30 == 0")
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path), str(start)], stdout=subprocess.DEVNULL) for start in (1, 1001)]
    while any(writer.poll() is None for writer in writers):
        reader = Ledger(path, Ticking(), os.urandom)
        sequence = [row.seq for row in reader.database.rows()]
        assert sequence == list(range(len(sequence)))
        reader.close()
        time.sleep(0.05)
    assert [writer.returncode for writer in writers] == [0, 0]
    ledger = Ledger(path, Ticking(), os.urandom)
    assert sum(1 for row in ledger.database.rows(kind="report")) == 120


TAKER = """
import sys, os
from pathlib import Path
from tumen.desk import World
from tumen.ledger import Ledger
from tumen.ledger_desk import take
ledger = Ledger(Path(sys.argv[1]), lambda: "2026-01-01T00:00:00Z", os.urandom)
print(sum(one.new for one in take(ledger, [sys.argv[2]], World("kp"), "x")))
"""


def test_two_who_take_the_same_folder_take_each_report_once(tmp_path: Path) -> None:
    path = tmp_path / "t.db"
    Ledger.create(path, Ticking(), os.urandom).close()
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Invented report {number}: guards searched house {number} in the town.")
    takers = [subprocess.Popen([sys.executable, "-c", TAKER, str(path), str(folder)], stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [int(taker.communicate()[0]) for taker in takers]
    assert [taker.returncode for taker in takers] == [0, 0]
    ledger = Ledger(path, Ticking(), os.urandom)
    subjects = [row.subject for row in ledger.database.rows(kind="report")]
    assert sum(said) == len(subjects) == len(set(subjects)) == 60
    assert verify(ledger).sound
