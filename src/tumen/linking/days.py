"""Days as numbers: a value of the codebook's grammar for time, or a day of publication, as an interval of ordinal days."""

import calendar
import re
from datetime import date

Days = tuple[int, int]
"""First and last day, as `date.toordinal` counts them."""

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
LONGEST = 130
"""An interval of more days than this (a year, a decade) tells no two happenings apart."""


def days_of(value: str | None) -> Days | None:
    """The days that a value covers; None for one that is empty, open at an end, without a year, or longer than a season."""
    if not value:
        return None
    first, _, last = value.partition("/")
    start, end = _ends(first), _ends(last or first)
    if start is None or end is None or end[1] < start[0] or end[1] - start[0] > LONGEST:
        return None
    return start[0], end[1]


def _ends(text: str) -> Days | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is None:
            return None
        if month is None:
            return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        if day is None:
            return date(year, month, 1).toordinal(), date(year, month, calendar.monthrange(year, month)[1]).toordinal()
        return date(year, month, day).toordinal(), date(year, month, day).toordinal()
    except ValueError:
        return None


def gap(one: Days, other: Days) -> int:
    """How many days lie between two intervals; 0 where they meet."""
    return max(0, one[0] - other[1], other[0] - one[1])


def month_before(day: date, back: int) -> tuple[int, int]:
    """Year and month `back` months before a day's own (negative: after it)."""
    number = day.year * 12 + day.month - 1 - back
    return number // 12, number % 12 + 1


def last_day_numbered(number: int, until: date) -> date | None:
    """The last day with that number in its month, not after `until`."""
    for back in range(3):
        year, month = month_before(until, back)
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if found <= until:
            return found
    return None


def ordinal(value: str | None) -> int | None:
    """A day of publication as a number; the middle of a month where only that is known."""
    span = days_of(value)
    return None if span is None else (span[0] + span[1]) // 2


def iso(days: Days) -> str:
    """An interval in the codebook's grammar."""
    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first}/{last}"
