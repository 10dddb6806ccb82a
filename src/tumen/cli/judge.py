"""`tumen judge`."""

from pathlib import Path

import click

from tumen.cli.ledgers import by_option, ledger_option, opened
from tumen.cli.worlds import world, world_options
from tumen.ledger_desk import judge
from tumen.model import Verdict


@click.command("judge", epilog="Example: tumen judge invented-guard-order invented-market-raid different --why 'other towns' --ledger demo.db")
@click.argument("one", metavar="ONE")
@click.argument("other", metavar="OTHER")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]))
@click.option("--why", required=True, help="The reason; it is recorded.")
@ledger_option
@by_option
@world_options
def judge_verb(one: str, other: str, verdict: str, why: str, path: Path, by: str, pack: str, packs: str | None) -> None:
    """Say of two reports, or of two events, whether they tell the same happening.

    A person's judgement outranks what linking finds, and stays when the reports are read anew; a later one supersedes it.
    """
    with opened(path) as ledger:
        entry = judge(ledger, world(pack, packs), (one, other), Verdict(verdict), why, by)
    click.echo(f"Recorded as entry {entry.seq}.")
