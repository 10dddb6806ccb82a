"""Trouble as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a room could not understand; the run goes on and the desk shows it.

    `code` is a short word with hyphens (`damaged-encoding`, `broken-json-line`, `no-language-pack`), `where` a file, line or
    report id, `start` and `end` the characters of the report's text concerned, where there are any.
    """

    code: str
    where: str
    message: str
    start: int | None = None
    end: int | None = None
