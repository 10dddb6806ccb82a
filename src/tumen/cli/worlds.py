"""The options that say with which packs to read, the same for all verbs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from tumen.desk import World

F = TypeVar("F", bound=Callable[..., Any])


def world_options(verb: F) -> F:
    """Adds `--pack` and `--packs` to a verb."""
    folder = click.Path(exists=True, file_okay=False)
    verb = click.option("--packs", metavar="DIR", type=folder, help="Folder of packs to use instead of those that Tumen ships.")(verb)
    return click.option("--pack", metavar="NAME", default="kp", show_default=True, help="The country pack to read with.")(verb)


def world(pack: str, packs: str | None) -> World:
    """The world that the two options name; raises PackError, before anything is written, where it has no such country."""
    if Path(pack).name != pack or pack in (".", ".."):
        raise click.BadParameter("a pack's name is the name of a folder.", param_hint="'--pack'")
    found = World(pack, packs)
    found.outlets()
    return found
