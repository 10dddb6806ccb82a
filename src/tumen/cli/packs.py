"""`tumen packs`."""

from pathlib import Path

import click

from tumen.packcheck import check_packs
from tumen.packs.pack import SHIPPED


@click.group()
def packs() -> None:
    """Look after packs: the country and language data that Tumen reads with."""


@packs.command(epilog="Example: tumen packs check")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """Load every pack of a folder, those that Tumen ships unless told, and run the examples that its records give.

    Ends with status 2 where a pack breaks its rules.
    """
    sound = True
    for result in check_packs(folder or Path(str(SHIPPED))):
        sound = sound and not result.faults
        click.echo(f"{result.country} read in {result.language}: {'; '.join(result.faults) or result.holds}")
    ctx.exit(0 if sound else 2)
