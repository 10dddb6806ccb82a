"""Where a verb writes: standard output or a file that is not among what it reads."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO, cast

import click

_READ_SUFFIXES = (".txt", ".html", ".htm", ".jsonl")


@contextmanager
def opened(output: str | None) -> Iterator[TextIO]:
    """The file to write, or standard output, in UTF-8."""
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        yield cast(TextIO, sys.stdout)
        return
    with ExitStack() as stack:
        try:
            handle = stack.enter_context(Path(output).open("w", encoding="utf-8"))
        except OSError as error:
            raise click.BadParameter(f"{output} cannot be written: {error.strerror}.", param_hint="'--output'") from error
        yield handle


def refuse_overwriting(paths: tuple[str, ...], output: str) -> None:
    """Wrong usage where the output is one of the inputs, or would be read with the folder it lies in."""
    target = Path(os.path.realpath(output))
    for path in paths:
        source = Path(os.path.realpath(path))
        inside = source.is_dir() and source in target.parents and target.suffix.lower() in _READ_SUFFIXES
        if source == target or inside:
            raise click.BadParameter(f"{output} is among what is read; write elsewhere.", param_hint="'--output'")
