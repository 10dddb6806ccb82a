"""Real ledgers in a folder of the test's own, with a clock that ticks and randomness from a seed."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from ticking import Ticking

from tumen.ledger import Draft, Ledger
from tumen.model import EntryKind


@pytest.fixture
def salts() -> Callable[[int], bytes]:
    return random.Random(5).randbytes


@pytest.fixture
def ledger(tmp_path: Path, salts: Callable[[int], bytes]) -> Ledger:
    return Ledger.create(tmp_path / "t.db", Ticking(), salts)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Six reports with their captures and events."""
    for number in range(6):
        data = f"Invented report {number}: guards searched house {number}.".encode()
        subject = ledger.subject_of(data)
        ledger.captures.put(subject, ledger.keys.make(subject), data)
        ledger.append([Draft(EntryKind.REPORT, subject, {"name": f"r{number}.txt", "by": "An Analyst", "outlet": None})])
        ledger.append([Draft(EntryKind.EVENTS, subject, {"by": "An Analyst", "events": [{"words": f"searched house {number}"}]})])
    ledger.checkpoint()
    return ledger
