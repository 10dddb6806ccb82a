"""Rules for expressions of the calendar: days, months, years, seasons and holidays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from tumen.grounding import stretch as st
from tumen.grounding.calendar_context import Context, Found, Rule, Slots, masked, valid, year_told, yearly
from tumen.grounding.stretch import Stretch
from tumen.model import Anchor

_LONGEST_MONTH = 31
_TURN = 20
_AHEAD = 10


def _days(slots: Slots) -> tuple[int, int]:
    first = int(slots["day"])
    return first, int(slots.get("day2", first))


def _month_day(slots: Slots, context: Context) -> Found:
    month = int(slots["month"])
    first, last = _days(slots)

    def make(year: int) -> Stretch | None:
        low, high = valid(year, month, first), valid(year, month, last)
        return Stretch(low, high) if low and high and low <= high else None

    return yearly(make, slots, context)


def _month(slots: Slots, context: Context) -> Found:
    number = int(slots["month"])
    reference = slots.get("ref")
    if reference in ("last", "next", "this") and context.now is not None:
        year = context.now.high.year
        options = [st.month(year + more, number) for more in (-1, 0, 1)]
        fits = {
            "last": [one for one in options if one.high < context.now.low][-1:],
            "next": [one for one in options if one.low > context.now.high][:1],
            "this": options[1:2],
        }
        return (masked(fits[reference][0], context.now), Anchor.PUBLICATION) if fits[reference] else None
    return yearly(lambda year: st.month(year, number), slots, context)


def _named_month(slots: Slots, context: Context) -> tuple[Stretch, Anchor] | None:
    """The month of “last month”, “the month”, “the following month”."""
    reference = slots.get("month_ref", "same")
    if reference in ("last", "this", "next"):
        if context.now is None or context.now.unit == "year":
            return None
        low = context.now.high
        return masked(st.month(low.year, low.month + {"last": -1, "this": 0, "next": 1}[reference]), context.now), Anchor.PUBLICATION
    bases = [(context.event, Anchor.PREVIOUS_EVENT), (context.date, Anchor.PREVIOUS_DATE), (context.now, Anchor.PUBLICATION)]
    if slots.get("tense") and reference == "same":
        bases.insert(0, bases.pop())
    for base, anchor in bases:
        if base is not None and base.unit != "year":
            return masked(st.month(base.low.year, base.low.month + {"same": 0, "previous": -1, "following": 1}[reference]), base), anchor
    return None


def _day_of_month(slots: Slots, context: Context) -> Found:
    first, last = _days(slots)
    named = _named_month(slots, context)
    if named is None:
        return f"XXXX-XX-{first:02d}" if first == last else f"XXXX-XX-{first:02d}/XXXX-XX-{last:02d}"
    low, high = valid(named[0].low.year, named[0].low.month, first), valid(named[0].low.year, named[0].low.month, last)
    return (Stretch(low, high, "day", named[0].masked), named[1]) if low and high and low <= high else None


def _part_of_month(slots: Slots, context: Context) -> Found:
    part, until = slots["part"], slots.get("part2", "")

    def cut(whole: Stretch) -> Stretch:
        first = st.part_of_month(whole, part)
        return replace(first, high=st.part_of_month(whole, until).high) if until else first

    if "month" in slots:
        return yearly(lambda year: cut(st.month(year, int(slots["month"]))), slots, context)
    named = _named_month(slots, context)
    if named is None:
        return "" if part in ("elapsed", "rest") else _cut_unknown(part)
    whole, anchor = named
    if part in ("elapsed", "rest"):
        if context.now is None or context.now.unit != "day":
            return whole, anchor
        now = context.now.high
        low, high = (whole.low, min(now, whole.high)) if part == "elapsed" else (max(now + timedelta(1), whole.low), whole.high)
        return (Stretch(low, high, "day", whole.masked), anchor) if low <= high else (whole, anchor)
    return cut(whole), anchor


def _cut_unknown(part: str) -> str:
    """A part of a month of which nothing is known; the last days are counted as in a month of 31."""
    days = st.part_of_month(st.month(st.NOMINAL_YEAR, 1), part)
    return f"XXXX-XX-{days.low.day:02d}/XXXX-XX-{days.high.day:02d}"


def _weekday_of_month(slots: Slots, context: Context) -> Found:
    nth, weekday = int(slots["nth"]), int(slots["weekday"])

    def pick(whole: Stretch) -> Stretch | None:
        days = [whole.low.replace(day=day) for day in range(1, whole.high.day + 1)]
        fits = [day for day in days if day.weekday() == weekday]
        at = nth - 1 if nth > 0 else nth
        return Stretch(fits[at], fits[at]) if at < len(fits) else None

    if "month" in slots:
        if year_told(slots, context) is None and context.now is None and context.date is None:
            return _month(slots, context)
        found = yearly(lambda year: pick(st.month(year, int(slots["month"]))), slots, context)
        return _month(slots, context) if isinstance(found, tuple) and found[0].masked else found
    named = _named_month(slots, context)
    if named is None or named[0].masked:
        return named
    day = pick(named[0])
    return (day, named[1]) if day else None


def _last_day(slots: Slots, context: Context) -> Found:
    nth = int(slots["nth"])
    return _part_of_month({**slots, "part": "days--1"}, context) if nth < 0 else _part_single(slots, context, nth)


def _part_single(slots: Slots, context: Context, nth: int) -> Found:
    found = _part_of_month({**slots, "part": f"days-{nth}"}, context)
    if isinstance(found, tuple):
        return replace(found[0], low=found[0].high), found[1]
    return found


def _day(slots: Slots, context: Context) -> Found:
    """“The 7th”: in the month of the last date named, unless that day had not come; else the last one before publication."""
    first, last = _days(slots)
    now, named = context.now, context.date or context.event
    told = slots.get("tense", "")
    named = named if named is not None and (named.high - named.low).days <= _LONGEST_MONTH else None
    base = named if named is not None else now if now is not None and now.unit != "year" else None
    if base is None:
        return f"XXXX-XX-{first:02d}" if first == last else f"XXXX-XX-{first:02d}/XXXX-XX-{last:02d}"
    anchor = Anchor.PREVIOUS_DATE if base is named else Anchor.PUBLICATION
    options: list[Stretch] = []
    for step in range(-3, 4):
        whole = st.month(base.low.year if base is named else base.high.year, (base.low if base is named else base.high).month + step)
        low, high = valid(whole.low.year, whole.low.month, first), valid(whole.low.year, whole.low.month, last)
        if low and high and low <= high:
            options.append(Stretch(low, high, "day", base.masked))
    return (
        (_nearest_day(options, base, base is named, None if now is None or now.masked != base.masked else now, told), anchor)
        if options
        else None
    )


def _nearest_day(options: list[Stretch], base: Stretch, is_named: bool, now: Stretch | None, told: str) -> Stretch:
    if is_named:
        return _beside_named(options, base, now, told)
    past = [one for one in options if one.low <= base.high]
    coming = [one for one in options if one.low > base.high]
    if coming and (told == "future" or (told == "near" and past and (coming[0].low - base.high).days < (base.low - past[-1].high).days)):
        return coming[0]
    return past[-1] if past else coming[0]


def _beside_named(options: list[Stretch], named: Stretch, now: Stretch | None, told: str) -> Stretch:
    """The day in the month of the date named before; in the next month where the named day lies well after it and the next had come."""
    today = now.high if now is not None and now.unit == "day" else None
    later = [one for one in options if one.high >= named.low]
    own = [one for one in options if (one.low.year, one.low.month) == (named.low.year, named.low.month)]
    if told == "future" and today is not None:
        coming = [one for one in options if one.high >= today]
        if coming and (coming[0].low - today).days <= _LONGEST_MONTH:
            return coming[0]
    if told and later:
        return later[0]
    if own and today is not None and own[0].low > today and not told and (named.low > today or (own[0].low - today).days > _AHEAD):
        past = [one for one in options if one.low <= today]
        return past[-1] if past else own[0]
    had_come = bool(later) and (today is None or later[0].low <= today)
    if own and (own[0].low >= named.low or (named.low - own[0].low).days < _TURN or not had_come):
        return own[0]
    return later[0] if had_come else options[len(options) // 2]


def _part_of_year(slots: Slots, context: Context) -> Found:
    if "decade" in slots:
        return _decade(slots, context)
    told = year_told(slots, context)
    part = slots["part"]
    if told is None:
        return None
    number, anchor = told
    if part in ("elapsed", "rest"):
        if context.now is None:
            return None
        now = st.month(context.now.high.year, context.now.high.month)
        if number != now.low.year:
            return st.year(number), anchor
        return (st.months(st.month(number, 1), now) if part == "elapsed" else st.months(now, st.month(number, 12))), anchor
    made = st.part_of_year(number, f"edge-{part}" if "edge" in slots else part)
    if "part2" in slots:
        made = replace(made, high=st.part_of_year(number, slots["part2"]).high)
    return made, anchor


def _season(slots: Slots, context: Context) -> Found:
    name, part, reference = slots["season"], slots.get("part", ""), slots.get("ref", "")

    def make(year: int) -> Stretch:
        return st.season(year, name, part)

    if "year" in slots or "year_ref" in slots:
        return yearly(make, slots, context) if year_told(slots, context) else None
    if reference in ("following", "previous", "same"):
        base = context.event or context.date
        if base is None:
            return None
        options = [make(year) for year in range(base.low.year - 2, base.low.year + 3)]
        fits = {
            "following": [one for one in options if one.low > base.low][:1],
            "previous": [one for one in options if one.high < base.low][-1:],
            "same": [one for one in options if one.low <= base.high][-1:],
        }[reference]
        return (masked(fits[0], base), Anchor.PREVIOUS_EVENT) if fits else None
    if reference in ("last", "this", "next"):
        now = context.now
        if now is None or now.unit == "year":
            return None
        options = [make(year) for year in range(now.low.year - 3, now.low.year + 3)]
        past, begun, coming = (
            [one for one in options if one.high < now.low],
            [one for one in options if one.low <= now.high],
            [one for one in options if one.low > now.high],
        )
        chosen = past[-1] if reference == "last" else coming[0]
        if reference == "this":
            recent = (now.low - begun[-1].high).days < 100
            ahead = (coming[0].low - now.high).days < 150
            chosen = begun[-1] if (recent and slots.get("tense") != "future") or not ahead else coming[0]
        return masked(chosen, now), Anchor.PUBLICATION
    return yearly(make, slots, context)


def _year_only(slots: Slots, context: Context) -> Found:
    told = year_told(slots, context)
    if told is None:
        return None
    first = st.year(told[0])
    return (replace(first, high=st.year(int(slots["year2"])).high) if "year2" in slots else first), told[1]


def _year_relative(slots: Slots, context: Context) -> Found:
    return _year_only({"year_ref": slots["ref"]}, context)


def _decade(slots: Slots, context: Context) -> Found:
    first = int(slots["decade"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(slots.get("part", ""), (0, 9))
    return Stretch(date(first + low, 1, 1), date(first + high, 12, 31), "year"), Anchor.NONE


def _holiday(slots: Slots, context: Context) -> Found:
    days = slots["days"].split()
    back = 1 if "eve" in slots else 0
    if len(days) == 2 and len(days[0]) == 4:
        return Stretch(date(int(days[0]), 1, 1), date(int(days[1]), 12, 31), "year"), Anchor.NONE
    if len(days[0]) == 5:
        month, day = map(int, days[0].split("-"))
        found = _month_day({**slots, "month": str(month), "day": str(day)}, context)
        return (found[0].moved(-back), found[1]) if isinstance(found, tuple) else found
    table = {int(day[:4]): date.fromisoformat(day) for day in days}
    found = yearly(lambda year: Stretch(table[year], table[year]) if year in table else None, slots, context)
    return (found[0].moved(-back), found[1]) if isinstance(found, tuple) and not found[0].masked else None


CALENDAR_RULES: Mapping[str, Rule] = {
    "date": _month_day,
    "month-day": _month_day,
    "day-month": _month_day,
    "month-day-range": _month_day,
    "day-month-range": _month_day,
    "month": _month,
    "day-of-month": _day_of_month,
    "day-range-of-month": _day_of_month,
    "part-of-month": _part_of_month,
    "weekday-of-month": _weekday_of_month,
    "last-day": _last_day,
    "day": _day,
    "day-range": _day,
    "part-of-year": _part_of_year,
    "season": _season,
    "year": _year_only,
    "year-relative": _year_relative,
    "decade": _decade,
    "holiday": _holiday,
    "month-relative": lambda slots, context: _named_month({"month_ref": slots["ref"]}, context),
}
