"""Why each field is as it is: its words and where they stand, the rule that read them, the value, the chance."""

from collections.abc import Iterable
from typing import TextIO

from rich.table import Table
from rich.text import Text

from tumen.desk import Reading
from tumen.model import Event
from tumen.output.facts import Fact, facts, heading
from tumen.output.marking import NOTICE, one_line
from tumen.output.table import Screen


def write_explained(readings: Iterable[Reading], out: TextIO) -> None:
    """For each event of each report one row a field; an empty field says so."""
    screen = Screen(out)
    screen.show(Text(f"{NOTICE}\n", "bold"))
    for reading in readings:
        screen.show(Text(f"{one_line(heading(reading.report, len(reading.events)))}\n", "bold"))
        for number, event in enumerate(reading.events, 1):
            screen.show(Text(f"{number}. {event.type.value} ({event.status.value})  {event.id}  codebook {event.codebook}", "bold"))
            screen.show(_table(event, screen.table()))
            screen.show(Text(""))


def _table(event: Event, table: Table) -> Table:
    table.add_column("field", no_wrap=True)
    table.add_column("value", ratio=5, overflow="fold")
    table.add_column("chance", justify="right", no_wrap=True)
    table.add_column("rule", ratio=4, overflow="fold")
    table.add_column("words", ratio=11, overflow="fold")
    table.add_column("at", no_wrap=True)
    for fact in facts(event):
        if fact.field != "type" and fact.spans and set(fact.spans) <= set(event.evidence):
            table.add_row(fact.field, _value(fact), fact.chance, fact.rule, "as the type", "")
            continue
        for number, span in enumerate(fact.spans or (None,)):
            words, at = ("", "") if span is None else (f"“{one_line(span.words)}”", f"{span.start}-{span.end}")
            first = (fact.field, _value(fact), fact.chance, fact.rule) if not number else ("", "", "", "")
            table.add_row(*first, words, at)
    return table


def _value(fact: Fact) -> Text:
    if fact.value:
        return Text(one_line(fact.value))
    return Text("not told", "dim")
