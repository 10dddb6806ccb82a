"""`tumen explain`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tumen.cli.troubles import Troubles
from tumen.cli.worlds import world, world_options
from tumen.desk import Reading, World, gather, read_all
from tumen.model import InputError, Problem
from tumen.output import write_explained


@click.command(epilog="Example: tumen explain invented-market-raid --in src/tumen/demo")
@click.argument("report", metavar="FILE|REPORT-ID")
@click.option("--in", "source", metavar="FILE", type=click.Path(exists=True), help="The file or folder that holds the report with this id.")
@world_options
@click.pass_context
def explain(ctx: click.Context, report: str, source: str | None, pack: str, packs: str | None) -> None:
    """Show why each field of each event is as it is: its words and where they stand, the rule, the value, the chance.

    Takes a file of reports, or with --in the id of one report in it.
    """
    if source is None and report != "-" and not Path(report).exists():
        raise click.UsageError(f"{report} is no file; to explain a report by its id, name its file with --in.")
    troubles = Troubles()
    path, wanted = (report, None) if source is None else (source, report)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    write_explained(_readings(path, wanted, world(pack, packs), troubles), sys.stdout)
    troubles.close()
    ctx.exit(troubles.status(strict=False))


def _readings(path: str, wanted: str | None, world: World, troubles: Troubles) -> Iterator[Reading]:
    given = sys.stdin.buffer.read() if path == "-" else None
    reports = gather([path], world, given)
    chosen = reports if wanted is None else (one for one in reports if isinstance(one, Problem) or one.id == wanted)
    found = False
    for one in read_all(chosen, world):
        if isinstance(one, Problem):
            troubles.tell(one)
            continue
        found = True
        yield one
    if wanted is not None and not found:
        raise InputError(f"{path} holds no report with the id '{wanted}' that can be read.")
