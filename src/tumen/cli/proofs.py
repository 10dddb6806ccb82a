"""`tumen verify`, `tumen prove` and `tumen erase`."""

import sys
from pathlib import Path

import click

from tumen.cli.ledgers import by_option, ledger_option, opened
from tumen.cli.worlds import world, world_options
from tumen.ledger_desk import Deep, erase, prove, read_note, verify

_BROKEN = 3


@click.command("verify", epilog="Example: tumen verify --ledger demo.db --against kept-elsewhere.checkpoint")
@ledger_option
@click.option("--against", metavar="CHECKPOINT", type=click.Path(path_type=Path), help="A checkpoint of this ledger that was kept elsewhere.")
@click.option("--deep", is_flag=True, help="Derive every report and event again from its capture and compare.")
@world_options
@click.pass_context
def verify_verb(ctx: click.Context, path: Path, against: Path | None, deep: bool, pack: str, packs: str | None) -> None:
    """Check that nothing in the ledger was altered, and say what was checked, where it breaks, and what cannot be seen from here.

    Ends with 3 where anything is not as it was written.
    """
    note = None if against is None else read_note(against)
    derive = Deep(world(pack, packs)) if deep else None
    with opened(path) as ledger:
        verdict = verify(ledger, note, derive)
    for sentence in verdict.checked:
        click.echo(f"checked: {sentence}")
    if derive is not None and derive.passed_over:
        click.echo(f"not derived again: {derive.passed_over} readings of another reader.")
    for sentence in verdict.unseen:
        click.echo(f"not seen: {sentence}")
    for sentence in verdict.faults:
        click.echo(f"BROKEN: {sentence}", err=True)
    click.echo("The ledger is as it was written." if verdict.sound else "The ledger is NOT as it was written.", err=not verdict.sound)
    ctx.exit(0 if verdict.sound else _BROKEN)


@click.command("prove", epilog="Example: tumen prove 0 --ledger demo.db")
@click.argument("seq", metavar="ENTRY", type=click.IntRange(0))
@ledger_option
def prove_verb(seq: int, path: Path) -> None:
    """Write a proof that an entry is in the ledger, which anyone can check without Tumen (`standalone_verifier.py`).

    It shows when something was recorded, and commitments to what; contents are shown only where an approved Release holds them.
    """
    with opened(path) as ledger:
        sys.stdout.write(prove(ledger, seq))


@click.command("erase", epilog="Example: tumen erase invented-market-raid --why 'a person asked' --ledger demo.db")
@click.argument("wanted", metavar="REPORT")
@click.option("--why", required=True, help="The reason; it is recorded.")
@click.option("--authority", default="the keeper of this ledger", show_default=True, help="Who decided it.")
@ledger_option
@by_option
@world_options
def erase_verb(wanted: str, why: str, authority: str, path: Path, by: str, pack: str, packs: str | None) -> None:
    """Destroy a report's contents, its key and its capture for good. That it was there, and who erased it and why, stays recorded.

    Copies made before (backups, outputs) are not reached.
    """
    with opened(path) as ledger:
        entry = erase(ledger, world(pack, packs), wanted, why, authority, by)
    click.echo(f"Erased; recorded as entry {entry.seq}.")
