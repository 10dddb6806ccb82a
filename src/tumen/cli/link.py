"""`tumen link`."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TextIO

import click

from tumen.cli.ledgers import opened as opened_ledger
from tumen.cli.progress import followed
from tumen.cli.streams import opened, refuse_overwriting
from tumen.cli.troubles import Troubles
from tumen.cli.worlds import world, world_options
from tumen.desk import World, gather
from tumen.ledger_desk import Ledger, judgements, records
from tumen.link_desk import LinkDesk, Linked, Told, tell
from tumen.model import About, LinkKind, Problem
from tumen.output.facts import counted


def _pairs(linked: Linked) -> Iterator[str]:
    for found in linked.judgements:
        yield f"{found.one}\t{found.other}\t{found.kind}\t{found.score}"


def _incidents(linked: Linked) -> Iterator[str]:
    for incident in linked.incidents:
        members = [{"report": one.report, "evidence": one.evidence.words, "events": list(one.events)} for one in incident.tellings]
        disagreements = {role: incident.values(role) for role in incident.disagreements() if role != "about"}
        row = {
            "incident": incident.id, "type": incident.type, "members": members, "independent": incident.independent,
            "origins": list(incident.origins), "score": incident.score, "disagreements": disagreements,
        }
        yield json.dumps(row, ensure_ascii=False)


def _campaigns(linked: Linked) -> Iterator[str]:
    for found in linked.campaigns:
        steps = [{"stage": step.stage, "incident": step.incident} for step in found.steps]
        row = {
            "campaign": found.id, "area": found.area, "organ": found.organ, "about": list(found.about), "first": found.first, "last": found.last,
            "steps": steps, "confirmed": False,
        }
        yield json.dumps(row, ensure_ascii=False)


def _reasons(linked: Linked) -> Iterator[str]:
    for found in linked.judgements:
        reasons = [{"feature": reason.name, "value": round(reason.value, 4), "weight": reason.weight} for reason in found.reasons]
        row = {"judgement": found.id, "one": found.one, "other": found.other, "kind": found.kind, "verdict": found.verdict, "score": found.score,
               "by": found.by, "reasons": reasons}
        yield json.dumps(row, ensure_ascii=False)


_FORMS: dict[str, Callable[[Linked], Iterator[str]]] = {"pairs": _pairs, "incidents": _incidents, "campaigns": _campaigns, "reasons": _reasons}


@click.command(epilog="Example: tumen link src/tumen/demo --as incidents")
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@click.option("--ledger", metavar="FILE", type=click.Path(path_type=Path), help="Link what this ledger holds, as people judged it; no PATH then.")
@click.option("--as", "form", type=click.Choice(list(_FORMS)), default="pairs", show_default=True, help="What to write.")
@world_options
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes read.")
@click.option("--output", "-o", metavar="FILE", type=click.Path(dir_okay=False), help="Write there instead of to standard output.")
@click.option("--strict", is_flag=True, help="End with status 3 when there was any Problem.")
@click.option("--quiet", "-q", is_flag=True, help="No progress and no closing line; Problems are still told.")
@click.pass_context
def link(
    ctx: click.Context, paths: tuple[str, ...], ledger: Path | None, form: str, pack: str, packs: str | None, workers: int, output: str | None,
    strict: bool, quiet: bool,
) -> None:
    """Read reports and say which tell the same, or say it of those in a ledger.

    PATH is as for `read`. The reports are read first; one in a language without a reader takes part by its places, organs, numbers and days.

    The forms: pairs, "a TAB b TAB kind TAB score" for each two reports that are a copy, translation, update, same_incident or look_alike;
    incidents, a happening a line with the words of each report that tell it, its independent origins and what they disagree on; campaigns, the
    waves that incidents make, proposed for a person to confirm; reasons, pairs with the features that moved the judgement.
    """
    if output is not None:
        refuse_overwriting(paths, output)
    if bool(paths) == bool(ledger):
        raise click.UsageError("Name either what to link, or with --ledger a ledger whose reports are to be linked.")
    troubles = Troubles()
    where = world(pack, packs)
    if ledger is None:
        told = list(_told(paths, where, workers, troubles, quiet=quiet))
        linked = LinkDesk(where).link(told)
    else:
        with opened_ledger(ledger) as book:
            told, linked = link_ledger(book, where)
    with opened(output) as out:
        _write(_FORMS[form](linked), out)
    troubles.close()
    if not quiet:
        click.echo(f"tumen: {counted(len(told), 'report')}, {numbers_of(linked)}, {counted(troubles.total, 'problem')}.", err=True)
    ctx.exit(troubles.status(strict=strict))


def _told(paths: tuple[str, ...], where: World, workers: int, troubles: Troubles, *, quiet: bool) -> Iterator[Told]:
    given = sys.stdin.buffer.read() if "-" in paths else None
    for one in followed(tell(gather(paths, where, given), where, workers), paths, quiet=quiet):
        if isinstance(one, Problem):
            troubles.tell(one)
        else:
            yield one


def link_ledger(book: Ledger, where: World) -> tuple[list[Told], Linked]:
    """What the ledger holds, and what linking makes of it as people judged it."""
    desk = LinkDesk(where)
    found = list(records(book, where))
    told, decided = [desk.told(record.report, record.events) for record in found], judgements(book, found)
    linked = desk.link(told, decided)
    by_people = [one for one in decided if one.about is About.REPORTS and one.kind is not LinkKind.UNRELATED]
    return told, replace(linked, judgements=(*linked.judgements, *by_people))


def numbers_of(linked: Linked) -> str:
    """How many pairs, incidents and campaigns there are, in words."""
    joined = sum(1 for found in linked.judgements if found.kind is not LinkKind.LOOK_ALIKE)
    return f"{counted(joined, 'pair')} joined, {counted(len(linked.incidents), 'incident')}, {counted(len(linked.campaigns), 'campaign')} proposed"


def _write(lines: Iterator[str], out: TextIO) -> None:
    for line in lines:
        out.write(line + "\n")
