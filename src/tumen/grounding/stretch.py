"""Stretches of whole days, and how they are written: the arithmetic under `tumen.grounding.calendar`."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tumen.grounding.dates import PartialDate, parse

NOMINAL_YEAR = 2001
NOMINAL_LEAP_YEAR = 2000
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `low` to `high`, told in days, months or years (`unit`). `masked` holds where the year is a nominal one."""

    low: date
    high: date
    unit: str = "day"
    masked: bool = False

    def edge(self, day: date) -> str:
        """One end in the codebook's grammar, at the stretch's precision."""
        words = day.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.unit]]
        return f"XXXX{words[4:]}" if self.masked else words

    def text(self) -> str:
        """The stretch in the codebook's grammar; empty where only an unknown year would be left."""
        low, high = self.edge(self.low), self.edge(self.high)
        if low == "XXXX" or high == "XXXX":
            return ""
        return low if low == high else f"{low}/{high}"

    def moved(self, days: int) -> "Stretch":
        """The stretch so many days later, in days."""
        return Stretch(self.low + timedelta(days), self.high + timedelta(days), "day", self.masked)


def stretch_of(value: str) -> Stretch | None:
    """A value's known days; an open end is taken as the other one; None where a month is unknown or the value is empty."""
    if not value:
        return None
    first, last = parse(value)
    first, last = first or last, last or first
    if first is None or last is None or (first.day and not first.month) or (last.day and not last.month):
        return None
    masked = first.year is None or last.year is None
    leap = any((end.month, end.day) == (2, 29) for end in (first, last))
    nominal = first.year or last.year or (NOMINAL_LEAP_YEAR if leap else NOMINAL_YEAR)
    low, high = first.first(nominal), last.last(nominal)
    if low > high:
        high = last.last(nominal + 1) if (last.month, last.day) != (2, 29) else last.last(nominal + 4)
    return Stretch(low, high, min(_unit(first), _unit(last), key=("day", "month", "year").index), masked)


def _unit(partial: PartialDate) -> str:
    return "day" if partial.day else "month" if partial.month else "year"


def month(year: int, number: int) -> Stretch:
    """A month; `number` may lie outside 1 to 12 and then counts into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Stretch(date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def months(first: Stretch, last: Stretch) -> Stretch:
    """From one month to another."""
    return Stretch(first.low, last.high, "month")


def year(number: int) -> Stretch:
    """A year."""
    return Stretch(date(number, 1, 1), date(number, 12, 31), "year")


def season(number: int, name: str, part: str = "") -> Stretch:
    """A season as months; winter is that which begins in December of the year; early, mid and late are its single months."""
    first = SEASONS[name]
    if part in ("early", "mid", "late"):
        return month(number, first + ("early", "mid", "late").index(part))
    return months(month(number, first), month(number, first + 2))


def part_of_month(whole: Stretch, part: str) -> Stretch:
    """Days 1-10, 11-20, 21-end; halves; weeks from the first, `weeks--1` the last seven days; the first or last days."""
    start, end = whole.low, whole.high
    kind, _, number = part.partition("-")
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, end.day)}.get(kind, (1, end.day))
    if kind == "half":
        low, high = (1, 15) if number == "1" else (16, end.day)
    elif kind == "weeks":
        low, high = (end.day - 6, end.day) if number == "-1" else (7 * int(number) - 6, min(7 * int(number), end.day))
    elif kind == "days":
        low, high = (end.day + 1 + int(number), end.day) if number.startswith("-") else (1, int(number))
    return Stretch(start.replace(day=min(max(low, 1), end.day)), start.replace(day=min(max(high, 1), end.day)), "day", whole.masked)


def part_of_year(number: int, part: str) -> Stretch:
    """January to March, May to August, October to December; halves; quarters; the first or last months; `edge-` parts one month."""
    kind, _, count = part.partition("-")
    low, high = {"early": (1, 3), "mid": (5, 8), "late": (10, 12)}.get(kind, (1, 12))
    if kind == "edge":
        low = high = {"early": 1, "mid": 6, "late": 12}[count]
    elif kind == "half":
        low, high = (1, 6) if count == "1" else (7, 12)
    elif kind == "quarter":
        low, high = 3 * min(int(count), 4) - 2, 3 * min(int(count), 4)
    elif kind == "months":
        low, high = (13 + max(int(count), -12), 12) if count.startswith("-") else (1, min(max(int(count), 1), 12))
    return months(month(number, low), month(number, high))


def week(day: date, weeks: int = 0) -> Stretch:
    """Monday to Sunday of the week of `day`, or of one so many weeks later."""
    monday = day - timedelta(days=day.weekday() - 7 * weeks)
    return Stretch(monday, monday + timedelta(days=6))


def years_around(number: int) -> Iterator[int]:
    """Years in which to look for the nearest day, earlier ones first; wide enough for a leap day."""
    return iter(range(max(number - 8, 1), number + 9))
