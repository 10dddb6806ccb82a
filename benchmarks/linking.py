"""What linking costs as events grow: made-up reports at a steady twenty a day, linked in a process of their own for each size; prints a table.

Every third happening is told by a second report a few days later in other words, every ninth is reprinted. Times are of the processor.
"""

import argparse
import datetime
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tumen.desk import World
from tumen.link_desk import LinkDesk
from tumen.linking import Told
from tumen.model import Anchor, Claim, Event, Grain, Mentions, Part, PartKind, PlaceMention, Published, Report, Span, TimeExpr, TimeMention
from tumen.packs.pack import load_pack
from tumen.packs.places import Place

HERE = Path(__file__).resolve().parent
SIZES = (10_000, 100_000, 1_000_000)
EVENTS_OF_A_REPORT = 5
REPORTS_A_DAY = 20
FIRST = date(1990, 1, 1)
MEGABYTE = 1024 * 1024
BANK = HERE.parent / "training" / "bank.jsonl"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def main() -> None:
    """One size in this process, or all sizes each in its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", type=int, help="link so many events here and print JSON")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="how many events to link")
    parser.add_argument("--write", action="store_true", help="keep the table in benchmarks/results/, under today's date")
    options = parser.parse_args()
    if options.only:
        print(json.dumps(measured(options.only)))
        return
    rows = []
    for size in options.sizes:
        done = subprocess.run([sys.executable, __file__, "--only", str(size)], stdout=subprocess.PIPE, text=True, check=True)
        rows.append(json.loads(done.stdout))
    table = _table(rows)
    print(table)
    if options.write:
        name = f"{datetime.datetime.now(datetime.UTC).date().isoformat()}-linking.md"
        (HERE / "results" / name).write_text(table, encoding="utf-8")


def measured(size: int) -> dict[str, float]:
    """Seconds and memory of one linking, and what came of it."""
    told = list(reports(size))
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    begin = time.process_time()
    linked = LinkDesk(World("kp")).link(told)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    joined = sum(1 for found in linked.judgements if found.kind.joins)
    shared = sum(1 for incident in linked.incidents if len(incident.tellings) > 1)
    return {
        "events": size, "reports": len(told), "seconds": seconds, "given": held, "peak": peak, "joined": joined, "incidents": len(linked.incidents),
        "shared": shared, "campaigns": len(linked.campaigns),
    }


@dataclass(frozen=True)
class Fact:
    """One made-up happening: a sentence of the bank, and where and when it is said to have been."""

    kind: str
    words: str
    city: Place
    day: date

    def told(self, again: bool) -> tuple[str, str]:
        """What stands before the place, and after it; a second report leaves out words and takes the rest in another order."""
        when = f"{MONTHS[self.day.month - 1]} {self.day.day}"
        words = self.words.rstrip(".").split()
        if again:
            kept = [word for at, word in enumerate(words) if at % 3]
            half = len(kept) // 2
            return f"Around {when} {' '.join(kept[half:])} in ", f", {' '.join(kept[:half])}."
        return f"On {when} in ", f" {' '.join(words)}."


def reports(size: int) -> Iterator[Told]:
    """So many events in reports of five each."""
    chance = random.Random(3)
    cities = [place for place in load_pack().places if place.path.count("/") == 2]
    bank = [row for line in BANK.read_text(encoding="utf-8").splitlines() if (row := json.loads(line))["events"]]
    recent: list[list[Fact]] = []
    for number in range(size // EVENTS_OF_A_REPORT):
        published = FIRST + timedelta(days=number // REPORTS_A_DAY)
        if recent and number % 3 == 2:
            facts = chance.choice(recent)
        else:
            city, first = chance.choice(cities), published - timedelta(days=chance.randint(5, 20))
            rows = chance.sample(bank, EVENTS_OF_A_REPORT)
            facts = [Fact(row["events"][0][0], row["text"], city, first + timedelta(days=chance.randint(0, 4))) for row in rows]
            recent = [*recent[-40:], facts]
        yield _report(f"syn-{number:07}", published, facts, again=number % 3 == 2 and number % 9 != 2, outlet=f"Outlet {number % 97}")


def _report(id_: str, published: date, facts: list[Fact], *, again: bool, outlet: str) -> Told:
    text = ""
    places, times, values, events = [], [], [], []
    for fact in facts:
        before, after = fact.told(again)
        start, sentence = len(text), f"{before}{fact.city.name}{after}"
        text += sentence + "\n\n"
        when, where = Span.of(text, start, start + len(sentence)), start + len(before)
        day = Span.of(text, when.start + before.index(" ") + 1, when.start + len(" ".join(before.split()[:3])))
        place = Span.of(text, where, where + len(fact.city.name))
        times.append(TimeMention(day, TimeExpr("month-day", Grain.DAY, Anchor.NONE)))
        values.append(fact.day.isoformat())
        places.append(PlaceMention(place, fact.city.id, fact.city.path))
        events.append(Event(
            id_, Claim("type", fact.kind, when), Claim("status", "actual", when), (when,), places=(Claim("place", fact.city.path, place),),
            when=Claim("time", values[-1], day),
        ))
    report = Report(id_, text, (Part(PartKind.BODY, 0, len(text)),), outlet=outlet, published=Published(published.isoformat()))
    return Told(report, tuple(events), Mentions(tuple(places), (), tuple(times)), tuple(values))


def _table(rows: list[dict[str, float]]) -> str:
    lines = [
        f"# Linking as events grow, {datetime.datetime.now(datetime.UTC).date().isoformat()}", "",
        "One core. Made-up reports of five events, twenty a day (`benchmarks/linking.py`); memory is the peak of the process, of it what was",
        "handed in.", "",
        "| events | reports | seconds | a 1,000 events | peak memory | of it handed in | pairs joined | incidents | told by several | campaigns |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        lines.append(
            f"| {row['events']:,} | {row['reports']:,} | {row['seconds']:,.0f} | {1000 * row['seconds'] / row['events']:.2f} s "
            f"| {row['peak'] / MEGABYTE:,.0f} MB | {row['given'] / MEGABYTE:,.0f} MB "
            f"| {row['joined']:,} | {row['incidents']:,} | {row['shared']:,} | {row['campaigns']:,} |"
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
