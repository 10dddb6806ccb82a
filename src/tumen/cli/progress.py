"""How far a run is, for who waits at a terminal; nowhere else anything is drawn."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

T = TypeVar("T")
_BLOCK = 1 << 20


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f} reports/s" if task.speed else "- reports/s")


def followed(items: Iterable[T], paths: Iterable[str] | None = None, *, quiet: bool = False, verb: str = "reading") -> Iterator[T]:
    """The items, one after the other, with a bar, the rate and the time left on standard error where that is a terminal; `paths` tell how many."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield from items
        return
    columns = (TextColumn(verb), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(verb, total=None if paths is None else expected(paths))
        for item in items:
            progress.advance(task)
            yield item


def expected(paths: Iterable[str]) -> int | None:
    """About how many reports the paths hold: lines of .jsonl, else files; None for standard input."""
    total = 0
    for path in paths:
        if path == "-":
            return None
        found = Path(path)
        total += sum(map(_reports, found.rglob("*"))) if found.is_dir() else _reports(found)
    return total


def _reports(path: Path) -> int:
    if not path.is_file():
        return 0
    if path.suffix.lower() != ".jsonl":
        return 1
    with path.open("rb") as handle:
        return sum(block.count(b"\n") for block in iter(lambda: handle.read(_BLOCK), b""))
