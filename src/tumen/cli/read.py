"""`tumen read`."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from tumen.cli.ledgers import by_option
from tumen.cli.ledgers import opened as opened_ledger
from tumen.cli.progress import followed
from tumen.cli.streams import opened, refuse_overwriting
from tumen.cli.take import read_ledger
from tumen.cli.troubles import Troubles
from tumen.cli.worlds import world, world_options
from tumen.desk import Reading, World, gather, read_all
from tumen.model import Problem
from tumen.output import FORMATS
from tumen.output.facts import counted


@click.command(epilog="Example: tumen read src/tumen/demo --as jsonl")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option(
    "--ledger", "ledger", metavar="FILE", type=click.Path(path_type=Path), help="Read what was taken into this ledger and not yet read; no PATH then."
)
@click.option("--as", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True, help="What to write.")
@world_options
@by_option
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes read.")
@click.option("--output", "-o", metavar="FILE", type=click.Path(dir_okay=False), help="Write there instead of to standard output.")
@click.option("--strict", is_flag=True, help="End with status 3 when there was any Problem.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no closing line; Problems are still told.")
@click.pass_context
def read(
    ctx: click.Context, paths: tuple[str, ...], ledger: Path | None, form: str, pack: str, packs: str | None, workers: int, output: str | None,
    strict: bool, quiet: bool, by: str,
) -> None:
    """Read reports and write the events that each tells, or read those of a ledger and record them there.

    PATH is a text, HTML or .jsonl file, a folder of such, or - for standard input. A .jsonl line is a report: {"id", "text"} and,
    where known, "url", "outlet", "lang", "published".

    The forms: table, for people; jsonl, an event a line with every field's words, rule and chance; codebook, a report a line as coders
    write it; html, a page where each field lights up its words.
    """
    if bool(paths) == bool(ledger):
        raise click.UsageError("Name either what to read, or with --ledger a ledger whose reports are to be read.")
    if ledger is not None:
        troubles = Troubles()
        with opened_ledger(ledger) as book:
            read_ledger(book, world(pack, packs), by, workers, troubles)
        troubles.close()
        ctx.exit(troubles.status(strict=strict))
    if output is not None:
        refuse_overwriting(paths, output)
    troubles = Troubles()
    run = _Run(world(pack, packs), workers, troubles)
    with opened(output) as out:
        readings = run.readings(paths, quiet=quiet)
        FORMATS[form](list(readings) if out.isatty() and not quiet else readings, out)
    troubles.close()
    if not quiet:
        numbers = f"{counted(run.reports, 'report')}, {counted(run.events, 'event')}, {counted(troubles.total, 'problem')}"
        click.echo(f"tumen: {numbers}.", err=True)
    ctx.exit(troubles.status(strict=strict))


class _Run:
    """One reading of many reports, with what it came to."""

    def __init__(self, world: World, workers: int, troubles: Troubles) -> None:
        self._world = world
        self._workers = workers
        self._troubles = troubles
        self.reports = 0
        self.events = 0

    def readings(self, paths: tuple[str, ...], *, quiet: bool) -> Iterator[Reading]:
        given = sys.stdin.buffer.read() if "-" in paths else None
        results = read_all(gather(paths, self._world, given), self._world, self._workers)
        for one in followed(results, paths, quiet=quiet):
            if isinstance(one, Problem):
                self._troubles.tell(one)
                continue
            self.reports += 1
            self.events += len(one.events)
            yield one
