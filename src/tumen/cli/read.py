"""`tumen read`."""

import sys
from collections.abc import Iterator

import click

from tumen.cli.progress import followed
from tumen.cli.streams import opened, refuse_overwriting
from tumen.cli.troubles import Troubles
from tumen.cli.worlds import world, world_options
from tumen.desk import Reading, World, gather, read_all
from tumen.model import Problem
from tumen.output import FORMATS
from tumen.output.facts import counted


@click.command(epilog="Example: tumen read src/tumen/demo --as jsonl")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--as", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True, help="What to write.")
@world_options
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes read.")
@click.option("--output", "-o", metavar="FILE", type=click.Path(dir_okay=False), help="Write there instead of to standard output.")
@click.option("--strict", is_flag=True, help="End with status 3 when there was any Problem.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no closing line; Problems are still told.")
@click.pass_context
def read(
    ctx: click.Context, paths: tuple[str, ...], form: str, pack: str, packs: str | None, workers: int, output: str | None, strict: bool,
    quiet: bool,
) -> None:
    """Read reports and write the events that each tells.

    PATH is a text, HTML or .jsonl file, a folder of such, or - for standard input. A .jsonl line is a report: {"id", "text"} and,
    where known, "url", "outlet", "lang", "published".

    The forms: table, for people; jsonl, an event a line with every field's words, rule and chance; codebook, a report a line as coders
    write it; html, a page where each field lights up its words.
    """
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
