"""One measurement in a process of its own, on one core; prints JSON. Run by `run.py`, which keeps libraries to one thread.

Times are of the processor (`time.process_time`), so that other work on the machine does not count, except the start, which is by the clock.
"""

import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bare_parse import load_parser

from tumen.desk import Desk, Reading, World
from tumen.intake import read_bytes
from tumen.model import Report
from tumen.packs.pack import load_pack
from tumen.reading import Gate

ROOT = Path(__file__).resolve().parents[1]
OFF_TOPIC = ROOT.parent / "shared" / "external" / "ecbplus" / "dev.jsonl"
WORLD = World("kp")
AT_ONCE = 25
BEFORE_A_MARK = re.compile(r" (?=[.,;:!?)\]])")


def main() -> None:
    """Measure what the first argument names; the second is how many reports to read, or how many letters."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print(json.dumps(PROBES[sys.argv[1]](int(sys.argv[2]))))


def speed(count: int) -> dict[str, Any]:
    """The whole reading, from bytes to events, and a bare parse of the same texts, in turns."""
    lines = _chosen(count)
    words = sum(len(line["text"].split()) for line in lines)
    desk, parser = Desk(WORLD), load_parser()
    events, read, parsed = 0, 0.0, 0.0
    _read(desk, lines[:2])
    for at in range(0, len(lines), AT_ONCE):
        some = lines[at : at + AT_ONCE]
        start = time.process_time()
        events += sum(len(reading.events) for reading in _read(desk, some))
        read += time.process_time() - start
        if parser is not None:
            start = time.process_time()
            for _ in parser.pipe([line["text"] for line in some]):
                pass
            parsed += time.process_time() - start
    found: dict[str, Any] = {"reports": len(lines), "words": words, "events": events, "seconds": read}
    if parser is not None:
        found |= {"parsed": parsed, "parser": f"{version('spacy')} with {parser.meta['name']} {parser.meta['version']}"}
    return found


def start(count: int) -> dict[str, Any]:
    """Nothing but a first report; the caller times it from before the process began."""
    return {"reports": len(_read(Desk(WORLD), _chosen(1)))}


def memory(count: int) -> dict[str, Any]:
    """The most memory that the process has held, after a first report and after all."""
    desk, lines = Desk(WORLD), _chosen(count)
    _read(desk, lines[:1])
    first = _held()
    _read(desk, lines)
    return {"reports": len(lines), "first": first, "all": _held()}


def gate(count: int) -> dict[str, Any]:
    """How fast irrelevant texts are passed over, how many pass, and how many coded events stand in reports that pass."""
    door = Gate(load_pack(WORLD.country, "en", WORLD.root))
    rows, gold = _reports(), _gold()
    passed = {row["id"] for row in rows if door.passes(row["text"], row.get("outlet"))}
    found: dict[str, Any] = {
        "events": sum(len(gold.get(row["id"], ())) for row in rows),
        "kept": sum(len(gold.get(row["id"], ())) for row in rows if row["id"] in passed),
        "kept_by_text": sum(len(gold.get(row["id"], ())) for row in rows if door.passes(row["text"])),
    }
    if OFF_TOPIC.is_file():
        stories = [_joined(row["sents"]) for row in _lines(OFF_TOPIC)]
        begin = time.process_time()
        through = sum(door.passes(story) for story in stories)
        found |= {"stories": len(stories), "through": through, "seconds": time.process_time() - begin}
        found["words"] = sum(len(story.split()) for story in stories)
    return found


def growth(count: int) -> dict[str, Any]:
    """Processor seconds and the most memory held for one report of so many letters."""
    desk = Desk(WORLD)
    _read(desk, _chosen(3))
    body = "\n\n".join(row["text"] for row in _reports())
    text = (body * (count // len(body) + 1))[:count]
    begin = time.process_time()
    events = sum(len(reading.events) for reading in _read(desk, [{"id": "long", "lang": "en", "text": text}]))
    return {"seconds": time.process_time() - begin, "events": events, "held": _held()}


PROBES: dict[str, Callable[[int], dict[str, Any]]] = {"speed": speed, "start": start, "memory": memory, "gate": gate, "growth": growth}


def _read(desk: Desk, lines: Sequence[dict[str, Any]]) -> list[Reading]:
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    found = [desk.read(one) for one in read_bytes(data, "reports.jsonl") if isinstance(one, Report)]
    readings = [one for one in found if isinstance(one, Reading)]
    assert len(readings) == len(lines)
    return readings


def _chosen(count: int) -> list[dict[str, Any]]:
    """Reports spread evenly over all there are, from the first again where there are too few; each with an id of its own."""
    rows = _reports()
    picked = [rows[n * len(rows) // count] for n in range(count)] if count <= len(rows) else [rows[n % len(rows)] for n in range(count)]
    return [row | {"id": f"{row['id']}-{n}"} for n, row in enumerate(picked)]


def _reports() -> list[dict[str, Any]]:
    rows = [row for path in sorted((ROOT / "training" / "reports").glob("*.jsonl")) for row in _lines(path)]
    return [{key: row[key] for key in ("id", "outlet", "lang", "published", "text") if row.get(key)} for row in rows if row["lang"] == "en"]


def _gold() -> dict[str, list[Any]]:
    return {row["id"]: row["events"] for path in sorted((ROOT / "training" / "gold").glob("*.jsonl")) for row in _lines(path)}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _joined(sentences: Sequence[str]) -> str:
    return BEFORE_A_MARK.sub("", " ".join(sentences)).replace("`` ", "“").replace(" ''", "”").replace(" 's", "'s")


def _held() -> int:
    """The most bytes of memory held so far; Linux counts in kilobytes, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
