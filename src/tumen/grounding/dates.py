"""Values of time in the codebook's grammar: `DATE`, `DATE/DATE`, `../DATE`, `DATE/..`, with XXXX or XX for what is not known."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4}|XXXX)(?:-(\d{2}|XX)(?:-(\d{2}))?)?")
_LEAP_YEAR, _LONG_MONTH = 2000, 1
_PLAIN_YEAR = 2001
_OPEN = ".."


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A DATE: None stands for what is not known (XXXX, XX) or not told (a month without its day)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    @property
    def known(self) -> bool:
        """Whether year and, where a day is told, month are known."""
        return self.year is not None and (self.day is None or self.month is not None)

    def first(self, nominal: int = _LEAP_YEAR) -> date:
        """Its first day; an unknown year counts as `nominal`, an unknown month as January."""
        return date(self.year or nominal, self.month or _LONG_MONTH, self.day or 1)

    def last(self, nominal: int = _LEAP_YEAR) -> date:
        """Its last day."""
        year = self.year or nominal
        if self.day is not None:
            return date(year, self.month or _LONG_MONTH, self.day)
        month = self.month or 12
        return date(year, month, monthrange(year, month)[1])


def is_legal(value: str) -> bool:
    """Whether `value` is in the grammar, its days exist, and it does not end before it begins; the empty value is legal."""
    if not value:
        return True
    try:
        parse(value)
    except ValueError:
        return False
    return True


def parse(value: str) -> tuple[PartialDate | None, PartialDate | None]:
    """The two ends of a value; None is an open end, and a single DATE is both ends.

    Raises ValueError for what the grammar does not allow.
    """
    low, mark, high = value.partition("/")
    if not mark:
        only = _partial(value)
        return only, only
    first = None if low == _OPEN else _partial(low)
    last = None if high == _OPEN else _partial(high)
    if first is None and last is None:
        raise ValueError(f"{value!r} is open on both sides")
    if first and last and first.known and last.known and first.first() > last.last():
        raise ValueError(f"{value!r} ends before it begins")
    return first, last


def _partial(words: str) -> PartialDate:
    match = _DATE.fullmatch(words)
    if match is None:
        raise ValueError(f"{words!r} is no date of the codebook")
    year, month, day = match.groups()
    if (month == "XX" and day is None) or (year == "XXXX" and month is None):
        raise ValueError(f"{words!r} tells nothing")
    found = PartialDate(_number(year), _number(month), _number(day))
    if found.year == 0:
        raise ValueError(f"{words!r} has no such year")
    if found.month is not None and not 1 <= found.month <= 12:
        raise ValueError(f"{words!r} has no such month")
    found.first()
    return found


def _number(words: str | None) -> int | None:
    return None if words is None or "X" in words else int(words)


def bounds(value: str) -> tuple[int | None, int | None]:
    """First and last day as day numbers that can be compared; None is an open end.

    Unknown years count as one and the same (leap) year, unknown months as January; where the last day then comes before the first, the
    year has turned. Raises ValueError for values that `is_legal` refuses and for the empty one.
    """
    first, last = parse(value)
    low = None if first is None else first.first().toordinal()
    high = None if last is None else last.last().toordinal()
    if low is not None and high is not None and low > high:
        high += 366
    return low, high


def shift(value: str, days: int) -> str:
    """The value moved by so many days, at the precision of days; open ends stay open and an unknown year unknown.

    Empty where it cannot be known: an unknown month that is left. Raises ValueError for values that `is_legal` refuses.
    """
    if not value:
        return ""
    first, last = parse(value)
    low = _OPEN if first is None else _moved(first, days, end=False)
    high = _OPEN if last is None else _moved(last, days, end=True)
    if not low or not high:
        return ""
    return low if low == high else f"{low}/{high}"


def _moved(partial: PartialDate, days: int, *, end: bool) -> str:
    if partial.day is not None and partial.month is None:
        day = partial.day + days
        year = "XXXX" if partial.year is None else f"{partial.year:04d}"
        return f"{year}-XX-{day:02d}" if 1 <= day <= 28 or (days == 0 and day <= 31) else ""
    nominal = _LEAP_YEAR if (partial.month, partial.day) == (2, 29) else _PLAIN_YEAR
    try:
        day_told = (partial.last(nominal) if end else partial.first(nominal)) + timedelta(days=days)
    except OverflowError:
        return ""
    return day_told.isoformat() if partial.year is not None else f"XXXX{day_told.isoformat()[4:]}"
