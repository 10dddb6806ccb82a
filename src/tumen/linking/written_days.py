"""Days as a language without a reader writes them: "the 26th of last month", "January 8", "early this month"."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from tumen.linking.days import Days, days_of, last_day_numbered, month_before
from tumen.packs.links import DateWords


@cache
def _grammar(words: DateWords) -> re.Pattern[str]:
    def one_of(names: object) -> str:
        return "|".join(re.escape(str(name)) for name in sorted(names, key=lambda name: (-len(str(name)), str(name))))  # type: ignore[call-overload]

    return re.compile(
        rf"(?:(?:(?P<year>\d{{4}}){words.year}|(?P<year_word>{one_of(words.years)})) ?)?"
        rf"(?:(?:(?P<month>\d{{1,2}}){words.month}|(?P<month_word>{one_of(words.months)})) ?(?P<part>{one_of(words.parts)})?)?"
        rf"(?: ?(?:(?P<past>{one_of(words.past)}) )?(?P<day>\d{{1,2}}){words.day}(?!{one_of(words.lasting)}|\d))?"
    )


class DayReader:
    """Goes through a text in order; a bare day takes its month from the month named last, else it is the last such day before publication."""

    def __init__(self, words: DateWords, published: str | None) -> None:
        span = days_of(published)
        self._words = words
        self._today = None if span is None else date.fromordinal(span[1])
        self._named: tuple[int, int] | None = None

    def days_in(self, text: str) -> Iterator[tuple[int, int, Days]]:
        """Start, end and days of each expression; nothing where the day of publication is unknown and the words count from it."""
        telling = "|".join(map(re.escape, self._words.telling))
        told = re.compile(rf"(?: ?[^\s“”\"]{{1,20}})?(?: ?[“\"]| (?:{telling}))")
        for found in _grammar(self._words).finditer(text):
            if not found.group() or (found["day"] and not found["month"] and not found["past"] and told.match(text, found.end())):
                continue
            if (days := self._value(found)) is not None:
                yield found.start(), found.end(), days

    def _value(self, found: re.Match[str]) -> Days | None:
        year = self._year(found)
        month = self._month(found, year)
        day = int(found["day"]) if found["day"] else None
        if month is not None:
            self._named = month
            if day is not None:
                return days_of(f"{month[0]:04}-{month[1]:02}-{day:02}")
            whole = days_of(f"{month[0]:04}-{month[1]:02}")
            if whole is None or not found["part"]:
                return whole
            first, last = self._words.parts[found["part"]]
            return whole[0] + first - 1, min(whole[0] + last - 1, whole[1])
        if day is None or self._today is None:
            return None
        if not found["past"] and self._named is not None:
            near = days_of(f"{self._named[0]:04}-{self._named[1]:02}-{day:02}")
            if near is not None and near[0] <= self._today.toordinal():
                return near
        last_such = last_day_numbered(day, self._today)
        return None if last_such is None else (last_such.toordinal(), last_such.toordinal())

    def _year(self, found: re.Match[str]) -> int | None:
        if found["year"]:
            return int(found["year"])
        if found["year_word"] and self._today is not None:
            return self._today.year + self._words.years[found["year_word"]]
        return None

    def _month(self, found: re.Match[str], year: int | None) -> tuple[int, int] | None:
        if found["month_word"] and self._today is not None:
            return month_before(self._today, -self._words.months[found["month_word"]])
        if not found["month"]:
            return None
        month = int(found["month"])
        if not 1 <= month <= 12:
            return None
        if year is not None:
            return year, month
        if self._today is None:
            return None
        return (self._today.year, month) if month <= self._today.month else (self._today.year - 1, month)
