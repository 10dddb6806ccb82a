"""The option that names the ledger, and how verbs open it."""

import getpass
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from tumen.ledger_desk import Ledger

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT = "tumen.db"


def ledger_option(verb: F) -> F:
    """Adds `--ledger`, which may come from $TUMEN_LEDGER."""
    text = "The ledger's file; else $TUMEN_LEDGER, else ./tumen.db."
    return click.option("--ledger", "path", metavar="FILE", envvar="TUMEN_LEDGER", default=DEFAULT, type=click.Path(path_type=Path), help=text)(verb)


def by_option(verb: F) -> F:
    """Adds `--by`: under which name it is recorded."""
    text = "Under which name this is recorded; else $TUMEN_BY, else the login name. It is sealed like the contents."
    return click.option("--by", metavar="NAME", envvar="TUMEN_BY", default=getpass.getuser, show_default=False, help=text)(verb)


def clock() -> str:
    """The time now."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@contextmanager
def opened(path: Path) -> Iterator[Ledger]:
    """The ledger at a path, closed afterwards; LedgerError where it cannot be opened."""
    ledger = Ledger(path, clock, secrets.token_bytes)
    try:
        ledger.finish_erasures()
        yield ledger
    finally:
        ledger.close()


def created(path: Path) -> Ledger:
    """A new ledger at a path."""
    return Ledger.create(path, clock, secrets.token_bytes)
