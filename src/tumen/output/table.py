"""Events for a reader at a terminal: a table a report, and plain text where no terminal is."""

from collections.abc import Iterable
from io import StringIO
from typing import TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tumen.desk import Reading
from tumen.model import Event, Party
from tumen.output.facts import heading, told
from tumen.output.marking import NOTICE, one_line

PLAIN_WIDTH = 160
_MOST_WORDS = 32
_INTERVAL = len("2023-07-01/2023-07-07")


def write_table(readings: Iterable[Reading], out: TextIO) -> None:
    """A heading and a table for each report: what, when, where, who to whom, and the words that state it best."""
    screen = Screen(out)
    screen.show(Text(f"{NOTICE}\n", "bold"))
    for reading in readings:
        screen.show(Text(one_line(heading(reading.report, len(reading.events))), "bold"))
        if reading.events:
            screen.show(_table(reading.events, screen))
        screen.show(Text(""))


class Screen:
    """Where tables are shown: as wide as the terminal and in colour, or plain, of a fixed width and without spaces at the ends of lines."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._console = Console(
            file=out if self._terminal else StringIO(), width=None if self._terminal else PLAIN_WIDTH, highlight=False, emoji=False, markup=False,
        )

    def show(self, what: Text | Table) -> None:
        """Writes a line of text or a table."""
        if self._terminal:
            self._console.print(what)
            return
        with self._console.capture() as captured:
            self._console.print(what)
        self._out.write("".join(f"{line.rstrip()}\n" for line in captured.get().split("\n")[:-1]))

    def table(self) -> Table:
        """A table in this screen's manner, without columns yet."""
        return Table(box=box.SIMPLE_HEAD if self._terminal else None, pad_edge=False, show_edge=False, expand=True)


def _table(events: tuple[Event, ...], screen: Screen) -> Table:
    table = screen.table()
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("event", no_wrap=True)
    table.add_column("when", ratio=4, min_width=_INTERVAL, overflow="fold")
    table.add_column("where", ratio=5, overflow="fold")
    table.add_column("who > whom", ratio=7, overflow="fold")
    table.add_column("words", ratio=11, overflow="fold")
    for number, event in enumerate(events, 1):
        table.add_row(str(number), _what(event), _when(event), _where(event), _who(event), Text(f"“{_clipped(event.evidence[0].words)}”"))
    return table


def _what(event: Event) -> Text:
    status = "" if event.status.value == "actual" else f"\n{event.status.value}"
    return Text.assemble((event.type.value, "bold"), status, (f"\n{event.type.probability:.2f}", "dim"))


def _when(event: Event) -> str:
    parts = [claim.value for claim in (event.when, event.time_of_day) if claim is not None]
    return "\n".join(one_line(part) for part in parts) or "-"


def _where(event: Event) -> str:
    places = "\n".join(one_line(claim.value) for claim in event.places) or "-"
    return places + "".join(f"\n  one of: {one_line(claim.value)}" for claim in event.one_of)


def _who(event: Event) -> Text:
    return Text.assemble(_parties(event.actors), " > ", _parties(event.targets))


def _parties(parties: tuple[Party, ...]) -> Text:
    text = Text("-" if not parties else "")
    for number, party in enumerate(parties):
        count = "" if party.count is None else f", {told(party.count)}"
        text.append(f"{'; ' if number else ''}{one_line(party.span.words)} ").append(f"[{party.cls}{count}]", "dim")
    return text


def _clipped(words: str) -> str:
    every = one_line(words).split()
    return " ".join(every) if len(every) <= _MOST_WORDS else " ".join(every[:_MOST_WORDS]) + " …"

