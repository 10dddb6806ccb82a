"""Rules for expressions that count from publication (“three days ago”) or from the event told before (“the next day”)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from tumen.grounding import stretch as st
from tumen.grounding.calendar_context import Context, Found, Rule, Slots, masked
from tumen.grounding.stretch import Stretch
from tumen.model import Anchor

_FEW = 9
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12, "decade": 120}
_FARTHEST = 1200
_APPROXIMATE = 5


def _today(context: Context) -> date | None:
    now = context.now
    return now.high if now is not None and now.unit == "day" else None


def _weekday(slots: Slots, context: Context) -> Found:
    """“On Thursday” is the last Thursday up to the day of publication, “last Thursday” one before it; others count from the event."""
    weekday, reference = int(slots["weekday"]), slots.get("ref", "")
    if reference in ("following", "previous", "same"):
        base = context.event
        if base is None or base.masked:
            return None
        if reference == "same":
            return _only(st.week(base.low).low + timedelta(weekday)), Anchor.PREVIOUS_EVENT
        day = _after(base.high, weekday) if reference == "following" else _before(base.low, weekday)
        return _only(day), Anchor.PREVIOUS_EVENT
    today = _today(context)
    if today is None or context.now is None or context.now.masked:
        return None
    last = today if today.weekday() == weekday else _before(today, weekday)
    coming = _after(today, weekday)
    told = slots.get("tense", "")
    if reference == "last":
        day = _before(today, weekday)
    elif reference == "next" or told == "future":
        day = coming
    elif reference == "this":
        day = st.week(today).low + timedelta(weekday)
    else:
        day = coming if told == "near" and (coming - today) < (today - last) else last
    return _only(day), Anchor.PUBLICATION


def _only(day: date) -> Stretch:
    return Stretch(day, day)


def _before(day: date, weekday: int) -> date:
    return day - timedelta((day.weekday() - weekday - 1) % 7 + 1)


def _after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday() - 1) % 7 + 1)


def _week(slots: Slots, context: Context) -> Found:
    today = _today(context)
    if today is None or context.now is None or context.now.masked:
        return None
    reference = slots.get("ref", "this")
    whole = st.week(today, {"last": -1, "next": 1}.get(reference, 0))
    part = slots.get("part", "")
    if part in ("elapsed", "rest") or (reference == "this" and not part and slots.get("tense") != "future"):
        whole = replace(whole, low=min(today + timedelta(1), whole.high)) if part == "rest" else replace(whole, high=today)
    elif part:
        first, last = {"early": (0, 2), "mid": (2, 4), "late": (3, 6)}[part]
        whole = Stretch(whole.low + timedelta(first), whole.low + timedelta(last))
    return whole, Anchor.PUBLICATION


def _weekend(slots: Slots, context: Context) -> Found:
    today = _today(context)
    reference = slots.get("ref", "this")
    base = context.event if reference in ("following", "previous", "same") else None
    if base is not None:
        today = base.high
    if today is None or (context.now is None and base is None) or (base or context.now) is None:
        return None
    saturday = st.week(today).low + timedelta(5)
    if reference in ("last", "previous") or (reference == "this" and today < saturday and slots.get("tense") != "future"):
        saturday -= timedelta(7) if today < saturday + timedelta(2) else timedelta(0)
    elif reference == "next":
        saturday += timedelta(7) if today >= saturday else timedelta(0)
    found = Stretch(saturday, saturday + timedelta(1))
    return masked(found, base or context.now), Anchor.PREVIOUS_EVENT if base else Anchor.PUBLICATION


def _deictic(slots: Slots, context: Context) -> Found:
    today = _today(context)
    if today is None or context.now is None:
        return None
    return masked(_only(today + timedelta(int(slots["days"]))), context.now), Anchor.PUBLICATION


def _count(slots: Slots) -> tuple[int, int] | None:
    """The least and the greatest number of units, or None where it is too great to count days with."""
    if slots.get("count") == "few":
        return 2, _FEW
    low = int(slots.get("count", "1"))
    high = int(slots.get("count2", str(low)))
    return (low, high) if low <= high <= _FARTHEST else None


def _ago(slots: Slots, context: Context) -> Found:
    now, counts, unit = context.now, _count(slots), slots["unit"]
    if now is None or counts is None or "half" in slots:
        return None
    least, most = counts
    if unit == "day":
        today = _today(context)
        if today is None:
            return None
        spread = 2 if "approx" in slots and least >= _APPROXIMATE else 0
        found = Stretch(today - timedelta(most + spread), today - timedelta(max(least - spread, 0)))
    elif unit == "week":
        today = _today(context)
        if today is None:
            return None
        found = Stretch(st.week(today, -most).low, st.week(today, -least).high)
    elif unit == "month" and now.unit != "year":
        found = st.months(st.month(now.high.year, now.high.month - most), st.month(now.high.year, now.high.month - least))
    elif unit == "year" and not now.masked:
        found = replace(st.year(now.high.year - most), high=st.year(now.high.year - least).high)
    else:
        return None
    return masked(found, now), Anchor.PUBLICATION


def _span_past(slots: Slots, context: Context) -> Found:
    """“In the past two weeks” ends with publication; “in recent weeks” is nothing."""
    now, counts, unit = context.now, _count(slots), slots.get("unit", "")
    if now is None or counts is None or (slots.get("count", "1") == "few" and slots.get("ref") != "last") or slots.get("ref") != "last":
        return None
    most = counts[1]
    if unit in _DAYS and now.unit == "day":
        return masked(Stretch(now.high - timedelta(most * _DAYS[unit]), now.high), now), Anchor.PUBLICATION
    if unit == "month" and now.unit != "year":
        return masked(
            st.months(st.month(now.high.year, now.high.month - most), st.month(now.high.year, now.high.month)), now
        ), Anchor.PUBLICATION
    if unit == "year" and not now.masked:
        return replace(st.year(now.high.year - most), high=st.year(now.high.year).high), Anchor.PUBLICATION
    return None


def offset_by(base: Stretch, slots: Slots) -> Stretch | None:
    """The base moved by `count` units in the direction of `sign`; a single week beside a date is the seven days beside it."""
    counts, unit, sign = _count(slots), slots["unit"], int(slots.get("sign", "1"))
    if counts is None or "half" in slots:
        return None
    least, most = counts
    if unit in _DAYS:
        if unit == "week" and slots.get("open") and most == 1:
            return (
                Stretch(base.high + timedelta(1), base.high + timedelta(7), "day", base.masked)
                if sign > 0
                else Stretch(base.low - timedelta(7), base.low - timedelta(1), "day", base.masked)
            )
        days = _DAYS[unit]
        spread = 2 if "approx" in slots and least * days >= _APPROXIMATE else 0
        ends = sorted((sign * (least * days - spread), sign * (most * days + spread)))
        return Stretch(base.low + timedelta(ends[0]), base.high + timedelta(ends[1]), "day", base.masked)
    if unit in _MONTHS:
        ends = sorted((sign * least * _MONTHS[unit], sign * most * _MONTHS[unit]))
        low, high = st.month(base.low.year, base.low.month + ends[0]), st.month(base.high.year, base.high.month + ends[1])
        if unit != "month":
            return replace(st.year(low.low.year), high=st.year(high.low.year).high, masked=base.masked)
        return replace(st.months(low, high), masked=base.masked)
    return base


def _offset(slots: Slots, context: Context) -> Found:
    if context.event is None:
        return None
    moved = offset_by(context.event, {key: value for key, value in slots.items() if key != "open"})
    return (moved, Anchor.PREVIOUS_EVENT) if moved else None


def _next(slots: Slots, context: Context) -> Found:
    base, unit = context.event, slots.get("unit", "day")
    if base is None:
        return None
    sign = -1 if slots.get("ref") == "previous" else 1
    counts = _count(slots)
    if counts is None:
        return None
    most = counts[1]
    if unit == "day":
        if "count" in slots:
            return Stretch(base.high + timedelta(1), base.high + timedelta(most), "day", base.masked), Anchor.PREVIOUS_EVENT
        return base.moved(sign), Anchor.PREVIOUS_EVENT
    if unit == "week":
        low, high = (
            (base.high + timedelta(1), base.high + timedelta(7 * most)) if sign > 0 else (base.low - timedelta(7), base.low - timedelta(1))
        )
        return Stretch(low, high, "day", base.masked), Anchor.PREVIOUS_EVENT
    if unit == "month":
        first = st.month(base.high.year, base.high.month + sign)
        found = st.months(first, st.month(base.high.year, base.high.month + most)) if "count" in slots else first
        return masked(found, base), Anchor.PREVIOUS_EVENT
    if unit == "year" and not base.masked:
        return st.year(base.high.year + sign), Anchor.PREVIOUS_EVENT
    return None


def _same(slots: Slots, context: Context) -> Found:
    base, unit = context.event, slots.get("unit", "day")
    if base is None:
        return None
    if unit == "week" and not base.masked:
        return st.week(base.low), Anchor.PREVIOUS_EVENT
    if unit == "week":
        return Stretch(base.low, max(base.high, base.low + timedelta(6)), "day", True), Anchor.PREVIOUS_EVENT
    if unit == "month":
        return masked(st.month(base.low.year, base.low.month), base), Anchor.PREVIOUS_EVENT
    if unit == "year":
        return masked(st.year(base.low.year), base), Anchor.PREVIOUS_EVENT
    return base, Anchor.PREVIOUS_EVENT


def _within(slots: Slots, context: Context) -> Found:
    base, unit, counts = context.event, slots["unit"], _count(slots)
    if base is None or counts is None:
        return None
    most = counts[1]
    if unit in _DAYS:
        return Stretch(base.low, base.high + timedelta(most * _DAYS[unit]), "day", base.masked), Anchor.PREVIOUS_EVENT
    if unit in _MONTHS:
        last = st.month(base.high.year, base.high.month + most * _MONTHS[unit])
        return masked(st.months(st.month(base.low.year, base.low.month), last), base), Anchor.PREVIOUS_EVENT
    return base, Anchor.PREVIOUS_EVENT


def _event_itself(slots: Slots, context: Context) -> Found:
    return (context.event, Anchor.PREVIOUS_EVENT) if context.event is not None else None


STORY_RULES: Mapping[str, Rule] = {
    "weekday": _weekday,
    "week": _week,
    "part-of-week": _week,
    "weekend": _weekend,
    "deictic": _deictic,
    "ago": _ago,
    "span-past": _span_past,
    "offset": _offset,
    "next": _next,
    "same": _same,
    "within": _within,
    "since-then": _event_itself,
    "clock": _event_itself,
}
