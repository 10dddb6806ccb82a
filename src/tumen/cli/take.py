"""`tumen init`, `tumen take` and `tumen run`: reports into the ledger."""

from pathlib import Path

import click

from tumen.cli.ledgers import by_option, created, ledger_option, opened
from tumen.cli.link import link_ledger, numbers_of
from tumen.cli.progress import followed
from tumen.cli.troubles import Troubles
from tumen.cli.worlds import world, world_options
from tumen.desk import World
from tumen.ledger_desk import CHECKPOINT, Ledger, beside, read_taken, take
from tumen.model import Problem
from tumen.output.facts import counted


@click.command(epilog="Example: tumen init --ledger demo.db")
@ledger_option
def init(path: Path) -> None:
    """Make a new, empty ledger: the file, and beside it its keys, its captures and its checkpoint.

    Keep the key file safe and apart: without it nobody can read the ledger, and with it everybody can.
    """
    created(path).close()
    click.echo(f"A new ledger {path}; its keys are in {path}.keys. Keep a copy of {beside(path, CHECKPOINT)} elsewhere after each day's work.")


@click.command("take", epilog="Example: tumen take src/tumen/demo --ledger demo.db")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@ledger_option
@by_option
@world_options
@click.pass_context
def take_verb(ctx: click.Context, paths: tuple[str, ...], path: Path, by: str, pack: str, packs: str | None) -> None:
    """Take reports into the ledger: their bytes as received, and what is known of each. The same bytes are taken once.

    PATH is a text, HTML or .jsonl file, or a folder of such.
    """
    troubles = Troubles()
    with opened(path) as ledger:
        _take(ledger, paths, world(pack, packs), by, troubles)
    troubles.close()
    ctx.exit(troubles.status(strict=False))


@click.command(epilog="Example: tumen run src/tumen/demo --ledger demo.db")
@click.argument("folder", metavar="FOLDER", type=click.Path(exists=True))
@ledger_option
@by_option
@world_options
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes read.")
@click.pass_context
def run(ctx: click.Context, folder: str, path: Path, by: str, pack: str, packs: str | None, workers: int) -> None:
    """Take a folder of reports, read and link them, in a new ledger where there is none. Run again, it does only what is new."""
    if not path.exists():
        created(path).close()
    troubles = Troubles()
    found = world(pack, packs)
    with opened(path) as ledger:
        _take(ledger, (folder,), found, by, troubles)
        read_ledger(ledger, found, by, workers, troubles)
        click.echo(f"{numbers_of(link_ledger(ledger, found)[1])}.")
    troubles.close()
    ctx.exit(troubles.status(strict=False))


def _take(ledger: Ledger, paths: tuple[str, ...], found: World, by: str, troubles: Troubles) -> None:
    new = known = 0
    for one in followed(take(ledger, paths, found, by), paths, verb="taking"):
        if isinstance(one, Problem):
            troubles.tell(one)
        elif one.new:
            new += 1
        else:
            known += 1
    click.echo(f"{counted(new, 'report')} taken, {known} known already.")


def read_ledger(ledger: Ledger, found: World, by: str, workers: int, troubles: Troubles) -> None:
    """Reads what was taken and not yet read, and says what came of it, and what changed where it had been read before."""
    reports = events = again = gained = lost = 0
    for one in followed(read_taken(ledger, found, by, workers)):
        if isinstance(one, Problem):
            troubles.tell(one)
            continue
        reports += 1
        events += len(one.reading.events)
        if one.lost is not None:
            again, gained, lost = again + 1, gained + one.gained, lost + one.lost
    click.echo(f"{counted(reports, 'report')} read, {counted(events, 'event')}.")
    if again:
        click.echo(f"{counted(again, 'report')} had been read before: {gained} events gained, {lost} lost.")
