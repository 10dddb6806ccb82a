"""How the ledger grows: seconds and bytes as reports with events are added, looked through, verified, proved and erased.

`.venv/bin/python benchmarks/ledger.py [--write]`: in a folder of its own that is removed afterwards; one process, real files, every entry synced.
"""

import argparse
import datetime
import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tumen.ledger import Draft, Ledger, prove, verify
from tumen.model import EntryKind

SIZES = (500, 2_000, 8_000)
EVENTS = 8
TEXT = "An invented report of some four hundred words about nothing that happened. " * 32
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="keep the table in results/, under the day's date")
    given = parser.parse_args()
    columns = (
        "reports", "add (reports/s)", "look through (s)", "verify (s)", "prove one (s)", "erase one (s)", "database (kB a report)",
        "captures (kB a report)",
    )
    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---:" for _ in columns) + " |"]
    for size in SIZES:
        lines.append("| " + " | ".join(measured(size)) + " |")
        print(lines[-1], flush=True)
    table = "\n".join(lines)
    print(f"\n{table}")
    if given.write:
        day = datetime.datetime.now(datetime.UTC).date().isoformat()
        cores = os.cpu_count()
        head = f"# The ledger as it grows, {day}\n\nPython {platform.python_version()}, {cores} cores, one process; {EVENTS} events a report.\n\n"
        (RESULTS / f"{day}-ledger.md").write_text(f"{head}{table}\n", encoding="utf-8")


def measured(size: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder) / "t.db", lambda: "2026-01-01T00:00:00Z", os.urandom)
        subjects: list[str] = []
        adding = timed(lambda: subjects.extend(add(ledger, number) for number in range(size)))
        ledger.checkpoint()
        looking = timed(lambda: sum(1 for _ in ledger.entries()))
        verifying = timed(lambda: verify(ledger))
        proving = timed(lambda: prove(ledger, size))
        database = ledger.path.stat().st_size
        captures = sum(path.stat().st_size for path in ledger.captures.folder.rglob("*") if path.is_file())
        erasing = timed(lambda: ledger.erase(subjects[size // 2], {"why": "measured", "by": "nobody"}))
        ledger.close()
    return [
        f"{size:,}", f"{size / adding:.0f}", f"{looking:.2f}", f"{verifying:.2f}", f"{proving:.3f}", f"{erasing:.2f}",
        f"{database / size / 1000:.1f}", f"{captures / size / 1000:.1f}",
    ]


def add(ledger: Ledger, number: int) -> str:
    data = f"{number} {TEXT}".encode()
    subject = ledger.subject_of(data)
    ledger.captures.put(subject, ledger.keys.make(subject), data)
    ledger.append([Draft(EntryKind.REPORT, subject, {"name": f"{number}.txt", "by": "nobody"})])
    events = [{"type": "search", "evidence": [TEXT[:120]], "places": ["KP"], "n": n} for n in range(EVENTS)]
    ledger.append([Draft(EntryKind.EVENTS, subject, {"by": "nobody", "events": events})])
    return subject


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
