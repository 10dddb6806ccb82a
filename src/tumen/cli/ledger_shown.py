"""`tumen list` and `tumen show`: what the ledger holds now."""

import json
import sys
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from tumen.cli.ledgers import ledger_option, opened
from tumen.cli.worlds import world, world_options
from tumen.desk import Reading
from tumen.ledger_desk import Filter, find, is_date, records
from tumen.model import Event, Report
from tumen.output import write_explained, write_jsonl
from tumen.output.marking import INTERNAL, NOTICE, one_line
from tumen.output.table import Screen

_QUOTE = 70


@click.command("list", epilog="Example: tumen list --type arrest --since 2023 --ledger demo.db")
@ledger_option
@click.option("--type", "kind", help="Only events of this type.")
@click.option("--status", help="Only events of this status.")
@click.option("--place", metavar="PATH", help="Only events there or inside it; a path as the codebook writes it.")
@click.option("--organ", metavar="ID", help="Only events with this state organ.")
@click.option("--outlet", help="Only reports of this outlet.")
@click.option("--since", metavar="DATE", help="Only events that touch this day, month or year, or come after it.")
@click.option("--until", metavar="DATE", help="Only events that touch this day, month or year, or come before it.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line an event, as `tumen read --as jsonl` writes it.")
@world_options
def list_verb(
    path: Path, kind: str | None, status: str | None, place: str | None, organ: str | None, outlet: str | None, since: str | None,
    until: str | None, as_json: bool, pack: str, packs: str | None,
) -> None:
    """List the events of the ledger. Residents and sources are no filter, and will be none."""
    for name, value in (("--since", since), ("--until", until)):
        if value is not None and not is_date(value):
            raise click.BadParameter(f"{value} is no date; write 2024, 2024-05 or 2024-05-17.", param_hint=f"'{name}'")
    wanted = Filter(kind, status, place, organ, outlet, since, until)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with opened(path) as ledger:
        found = [
            Reading(record.report, tuple(event for event in record.events if wanted.takes(record.report, event)))
            for record in records(ledger, world(pack, packs))
        ]
    if as_json:
        write_jsonl(found, sys.stdout)
        return
    screen = Screen(sys.stdout)
    screen.show(Text(f"{NOTICE}\n", "bold"))
    table = screen.table()
    for column in ("event", "type", "when", "where", "report", "words"):
        table.add_column(column, overflow="fold")
    for reading in found:
        for event in reading.events:
            _row(table, reading.report, event)
    screen.show(table)
    click.echo(f"{sum(len(reading.events) for reading in found)} events of {len(found)} reports.", err=True)


def _row(table: Table, report: Report, event: Event) -> None:
    words = one_line(event.evidence[0].words)
    status = "" if event.status.value == "actual" else f" ({event.status.value})"
    table.add_row(
        event.id, event.type.value + status, event.when.value if event.when else "", "\n".join(claim.value for claim in event.places),
        one_line(report.id), words if len(words) <= _QUOTE else words[:_QUOTE] + "\u2026",
    )


@click.command(epilog="Example: tumen show invented-market-raid --ledger demo.db")
@click.argument("wanted", metavar="ID")
@ledger_option
@click.option("--json", "as_json", is_flag=True, help="The entries and events as JSON.")
@world_options
def show(wanted: str, path: Path, as_json: bool, pack: str, packs: str | None) -> None:
    """Show a report of the ledger, by its id or that of one of its events: what is recorded of it, and each field with its words."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    with opened(path) as ledger:
        record = find(ledger, world(pack, packs), wanted)
    told = [{"seq": e.seq, "time": e.time, "kind": e.kind.value, "by": (e.fields or {}).get("by")} for e in record.entries]
    if as_json:
        last = next((dict(e.fields) for e in reversed(record.entries) if e.fields is not None and "events" in e.fields), {})
        whole = {"marking": INTERNAL, "report": record.report.id, "entries": told, "events": last.get("events", [])}
        click.echo(json.dumps(whole, ensure_ascii=False))
        return
    write_explained([Reading(record.report, record.events)], sys.stdout)
    for entry in told:
        click.echo(f"entry {entry['seq']}  {entry['time']}  {entry['kind']}  by {entry['by']}")
