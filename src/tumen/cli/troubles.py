"""Problems as they are told: one sentence each on standard error, many of a kind only counted."""

from collections import Counter

import click

from tumen.desk import is_unread
from tumen.model import Problem
from tumen.output.marking import one_line

_TOLD_OF_EACH = 10
_INPUT_STATUS = 3


class Troubles:
    """Counts Problems by code and tells the first of each."""

    def __init__(self) -> None:
        self._count: Counter[str] = Counter()
        self._unread = False

    def tell(self, problem: Problem) -> None:
        """Takes note of a Problem, and says it if not too many like it were said."""
        self._count[problem.code] += 1
        self._unread = self._unread or is_unread(problem)
        if self._count[problem.code] <= _TOLD_OF_EACH:
            click.echo(f"tumen: {problem.code}: {one_line(problem.message)}", err=True)

    def close(self) -> None:
        """Says how many were not said one by one."""
        for code, count in self._count.items():
            if count > _TOLD_OF_EACH:
                click.echo(f"tumen: {code}: {count - _TOLD_OF_EACH} more.", err=True)

    @property
    def total(self) -> int:
        """How many Problems there were."""
        return self._count.total()

    def status(self, *, strict: bool) -> int:
        """The exit status they come to."""
        return _INPUT_STATUS if self._unread or (strict and self._count) else 0
