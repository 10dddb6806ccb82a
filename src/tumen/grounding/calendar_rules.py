"""All rules by name: `stretch_for`, and the rules that are made of others."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from tumen.grounding.calendar_context import SOON, Context, Found, Rule, Slots
from tumen.grounding.calendar_days import CALENDAR_RULES
from tumen.grounding.calendar_story import STORY_RULES, offset_by
from tumen.grounding.stretch import Stretch


def stretch_for(rule: str, slots: Slots, context: Context) -> Found:
    """The days an expression means and what they were counted from; text where the month is unknown; None where nothing is known."""
    found = _RULES[rule](slots, context) if rule in _RULES else None
    if isinstance(found, tuple) and slots.get("approx") and found[0].low == found[0].high and rule not in _OWN_APPROXIMATION:
        day, anchor = found
        return Stretch(day.low - timedelta(2), day.high + timedelta(2), "day", day.masked), anchor
    return found


def _range(slots: Slots, context: Context) -> Found:
    shared = {"tense": slots["tense"]} if "tense" in slots else {}
    start = {key[5:]: value for key, value in slots.items() if key.startswith("from.")} | shared
    end = {key[3:]: value for key, value in slots.items() if key.startswith("to.")} | shared
    if ("year" in end or "year_ref" in end) and "year" not in start and "year_ref" not in start:
        start |= {key: value for key, value in end.items() if key in ("year", "year_ref")}
    first = stretch_for(start["rule"], start, context)
    if isinstance(first, str) and start["rule"] == "day" and "month" in end:
        start = {**start, "month": end["month"], "rule": "month-day"}
        first = stretch_for("month-day", start, context)
    if not isinstance(first, tuple):
        last = stretch_for(end["rule"], end, context)
        return f"{first}/{last}" if first and isinstance(first, str) and isinstance(last, str) and "/" not in first + last else None
    last = stretch_for(end["rule"], end, replace(context, date=first[0]))
    if not isinstance(last, tuple):
        return None
    if last[0].high < first[0].low:
        later = stretch_for(end["rule"], {**end, "tense": "future"}, Context(first[0], None, context.event))
        earlier = stretch_for(start["rule"], start, Context(last[0], None, context.event))
        if isinstance(later, tuple) and first[0].low <= later[0].high and (later[0].low - first[0].low).days < SOON:
            last = later
        elif isinstance(earlier, tuple) and earlier[0].low <= last[0].high:
            first = earlier
        else:
            return None
    low, high = first[0].edge(first[0].low), last[0].edge(last[0].high)
    if "XXXX" in (low, high):
        return None
    if first[0].unit == last[0].unit:
        return replace(first[0], high=last[0].high, masked=first[0].masked or last[0].masked), last[1]
    return f"{low}/{high}"


def _offset_from(slots: Slots, context: Context) -> Found:
    """“The week before the 16th”, “two days after the holiday”: counted from the date that follows."""
    base = {key[5:]: value for key, value in slots.items() if key.startswith("base.")} | (
        {"tense": slots["tense"]} if "tense" in slots else {}
    )
    found = stretch_for(base["rule"], base, context)
    if not isinstance(found, tuple):
        return None
    moved = offset_by(found[0], slots)
    return (moved, found[1]) if moved else None


_OWN_APPROXIMATION = frozenset({"ago", "offset", "offset-from", "duration", "clock", "within"})
_RULES: Mapping[str, Rule] = {**CALENDAR_RULES, **STORY_RULES, "range": _range, "offset-from": _offset_from}
