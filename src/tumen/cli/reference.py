"""The verbs as a page for people: `docs/cli.md` is `python -m tumen.cli.reference`, and a test keeps it fresh."""

import sys
from collections.abc import Iterator

import click

from tumen.cli import main

_EXAMPLE = "Example: "
_HEAD = """# Commands

<!-- Made from src/tumen/cli by `make docs`. Do not edit here. -->
"""
_STATUS = """## Exit status

| status | means |
| --- | --- |
| 0 | done, also when single inputs gave Problems, which standard error tells and counts |
| 1 | a failure of Tumen's own |
| 2 | wrong usage, or a pack that is unknown or faulty |
| 3 | some input could not be read at all; with `--strict` also any Problem |
"""


def verbs(group: click.Group = main, name: str = "tumen") -> Iterator[tuple[str, click.Command]]:
    """Every verb that does something, with its name in full (`tumen packs check`), in order of the name."""
    for word, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from verbs(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def example(command: click.Command) -> str:
    """The command line that a verb's help gives as its example; ValueError where it gives none."""
    epilog = command.epilog or ""
    if not epilog.startswith(_EXAMPLE):
        raise ValueError(f"the verb '{command.name}' gives no example; its epilog must begin with '{_EXAMPLE}'")
    return epilog.removeprefix(_EXAMPLE)


def page() -> str:
    """The page in Markdown: each verb with its help, arguments, options and example, then the exit status."""
    sections = [_HEAD, f"{_prose(main)}\n", *("\n".join(_section(name, command)) for name, command in verbs()), _STATUS]
    return "\n".join(sections)


def _prose(command: click.Command) -> str:
    paragraphs = (command.help or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _section(name: str, command: click.Command) -> Iterator[str]:
    above = click.Context(main, info_name="tumen", **main.context_settings)
    with click.Context(command, parent=above, info_name=name) as ctx:
        pieces = " ".join(command.collect_usage_pieces(ctx))
        named = (option for option in command.get_params(ctx) if isinstance(option, click.Option))
        options = [record for option in named if (record := option.get_help_record(ctx)) is not None]
    yield from (f"## `{name}`", "", "```", f"{name} {pieces}", "```", "", _prose(command), "")
    yield from ("| option | does |", "| --- | --- |")
    for option, does in options:
        yield f"| `{_cell(option)}` | {_cell(does)} |"
    yield from ("", "Example:", "", "```", example(command), "```", "")


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(page())
