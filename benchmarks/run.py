"""How fast Tumen reads, what it needs, and how its cost grows: each measured in a process of its own, on one core, printed as a table."""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tumen import __version__

HERE = Path(__file__).resolve().parent
PACKAGES = ("numpy", "onnxruntime", "ahocorasick-rs")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ORT_NUM_THREADS"), "1")
WORDS_OF_A_REPORT = 400
STARTS = 5
LETTERS = (10_000, 100_000, 1_000_000)
LONGEST = 900
"""Seconds by the clock after which a measurement is given up."""
MEGABYTE = 1024 * 1024

Rows = list[tuple[str, str, str]]


def main() -> None:
    """Measure, print, and with --write keep the table under its date."""
    options = _options()
    if not (HERE.parent / "src" / "tumen" / "reading" / "weights" / "manifest.json").is_file():
        raise SystemExit("benchmarks: the reader has no weights here; `make train` makes them.")
    rows = _speed(_probe("speed", options.reports)) + _start() + _memory(_probe("memory", options.reports)) + _gate(_probe("gate", 0))
    if not options.no_growth:
        rows += _growth()
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    table = _page(date, rows)
    print(table)
    if options.write:
        folder = HERE / "results"
        folder.mkdir(exist_ok=True)
        (folder / f"{date}.md").write_text(table, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, prog="benchmarks/run.py")
    parser.add_argument("--reports", type=int, default=300, help="how many reports to read (default 300)")
    parser.add_argument("--no-growth", action="store_true", help="leave out the long texts")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/, under today's date")
    return parser.parse_args()


def _probe(what: str, count: int) -> dict[str, Any]:
    command = [sys.executable, str(HERE / "probe.py"), what, str(count)]
    done = subprocess.run(command, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, text=True, timeout=LONGEST)
    if done.returncode:
        raise SystemExit(f"benchmarks: '{what}' could not be measured; its own message stands above.")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _speed(found: dict[str, Any]) -> Rows:
    words = found["words"] / found["seconds"]
    rows = [
        ("Whole reading", f"{words / WORDS_OF_A_REPORT:.1f} reports of {WORDS_OF_A_REPORT} words a second", "20"),
        ("", f"{words:,.0f} words a second; {found['reports']} reports, {found['words']:,} words, {found['events']:,} events", ""),
    ]
    if "parsed" in found:
        bare = found["words"] / found["parsed"]
        rows.append((f"Bare parse of the same texts (spaCy {found['parser']})", f"{bare:,.0f} words a second", ""))
        rows.append(("Whole reading against bare parse", f"{words / bare:.2f}", "0.6"))
    return rows


def _start() -> Rows:
    taken = []
    for _ in range(STARTS):
        begin = time.perf_counter()
        _probe("start", 1)
        taken.append(time.perf_counter() - begin)
    return [("Start to first report read", f"{sorted(taken)[len(taken) // 2]:.2f} s (median of {STARTS}; best {min(taken):.2f})", "3 s")]


def _memory(found: dict[str, Any]) -> Rows:
    whole, first = found["all"] / MEGABYTE, found["first"] / MEGABYTE
    return [("Peak memory", f"{whole:.0f} MB after {found['reports']} reports; {first:.0f} after one", "900 MB")]


def _gate(found: dict[str, Any]) -> Rows:
    rows = []
    if "stories" in found:
        stories, through = found["stories"], found["through"]
        rate = found["words"] / WORDS_OF_A_REPORT / found["seconds"]
        rows.append(("Gate, speed", f"{rate:,.0f} reports of {WORDS_OF_A_REPORT} words a second ({stories / found['seconds']:,.0f} stories)", "500"))
        rows.append(("Gate, irrelevant stories that pass", f"{through} of {stories} ({through / stories:.1%})", "10 %"))
    named, unnamed = found["kept"] / found["events"], found["kept_by_text"] / found["events"]
    kept = f"{named:.2%} of {found['events']:,} ({unnamed:.2%} where the outlet is not given)"
    rows.append(("Gate, coded events in reports that pass", kept, "99 %"))
    return rows


def _growth() -> Rows:
    rows: Rows = []
    before = 0.0
    for letters in LETTERS:
        name = f"One text of {letters // 1000:,} kB"
        try:
            one = _probe("growth", letters)
        except subprocess.TimeoutExpired:
            rows.append((name, f"given up after {LONGEST} s", ""))
            break
        more = f"; {one['seconds'] / before:.1f} times the last for 10 times the text" if before else ""
        rows.append((name, f"{one['seconds']:.2f} s, {one['events']:,} events, {one['held'] / MEGABYTE:.0f} MB held{more}", ""))
        before = one["seconds"]
    return rows


def _page(date: str, rows: Rows) -> str:
    versions = ", ".join([f"Tumen {__version__}", f"Python {platform.python_version()}"] + [f"{name} {version(name)}" for name in PACKAGES])
    lines = [
        f"# Speed and cost, {date}",
        "",
        f"{_processor()}, {os.cpu_count()} cores, {_memory_of_machine()}, {platform.system()}. {versions}.",
        "One core, one thread; seconds of the processor (the start: by the clock). No cache between reports.",
        "",
        "| what | measured | asked for |",
        "| --- | --- | --- |",
    ]
    return "\n".join(lines + [f"| {' | '.join(row)} |" for row in rows]) + "\n"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def _memory_of_machine() -> str:
    held = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{held / MEGABYTE / 1024:.0f} GB of memory"


if __name__ == "__main__":
    main()
