"""What an expression may count from, and the choice among things that come every year."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tumen.grounding import stretch as st
from tumen.grounding.stretch import Stretch
from tumen.model import Anchor

_LONG_AGO = 400
SOON = 200
_CLOSE = 150
_AHEAD = 31


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression may count from: publication, the last date named, the last event told. None is not known."""

    now: Stretch | None
    date: Stretch | None
    event: Stretch | None


Slots = Mapping[str, str]
Found = tuple[Stretch, Anchor] | str | None
Rule = Callable[[Slots, Context], Found]


def valid(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def masked(stretch: Stretch, by: Stretch | None) -> Stretch:
    """The stretch, its year unknown where that of `by` is."""
    return replace(stretch, masked=True) if by is not None and by.masked else stretch


def _choose(candidates: Iterable[Stretch], slots: Slots, context: Context) -> tuple[Stretch, Anchor] | None:
    """Of a thing that comes every year, the one that is meant: the last that had begun at publication, or the next, or the nearest.

    A date named before in the text that lies long before publication sets the year instead.
    """
    options = sorted(candidates, key=lambda one: one.low)
    now, named = context.now, context.date
    if named is not None and _sets_year(named, now):
        same = [one for one in options if one.low.year == named.low.year]
        later = [one for one in options if one.high >= named.low and (one.low - named.high).days <= _CLOSE]
        fits = same[:1] if same and same[0].high >= named.low else later[:1] or same[:1]
        return (fits[0], Anchor.PREVIOUS_DATE) if fits else None
    if now is None or not options:
        return None
    past = [one for one in options if one.low <= now.high]
    coming = [one for one in options if one.low > now.high]
    if not past or (coming and _is_next(past[-1], coming[0], now, slots)):
        return masked(coming[0], now), Anchor.PUBLICATION
    return masked(past[-1], now), Anchor.PUBLICATION


def _is_next(past: Stretch, coming: Stretch, now: Stretch, slots: Slots) -> bool:
    """Whether the one to come is meant: the words say so, or it lies ahead by a month at most and the one before was in another year."""
    ahead = (coming.low - now.high).days
    told = slots.get("tense", "")
    if told == "future":
        return ahead < SOON
    if told == "near":
        return ahead < (now.low - past.high).days
    return ahead <= _AHEAD and coming.low.year == now.high.year != past.low.year


def _sets_year(named: Stretch, now: Stretch | None) -> bool:
    """Whether a date named before, and not publication, gives the year."""
    return not named.masked and (now is None or now.masked or (now.low - named.high).days > _LONG_AGO)


def _around(context: Context) -> int:
    named, now = context.date, context.now
    if named is not None and _sets_year(named, now):
        return named.low.year
    return now.high.year if now else st.NOMINAL_YEAR


def year_told(slots: Slots, context: Context) -> tuple[int, Anchor] | None:
    """The year where the words give it: “2021”, “last year”, “the same year”."""
    if "year" in slots:
        return int(slots["year"]), Anchor.NONE
    reference = slots.get("year_ref")
    if reference in ("last", "this", "next"):
        if context.now is None or context.now.masked:
            return None
        return context.now.high.year + {"last": -1, "this": 0, "next": 1}[reference], Anchor.PUBLICATION
    if reference in ("same", "previous", "following"):
        base = context.event or context.date
        if base is None or base.masked:
            return None
        return base.low.year + {"same": 0, "previous": -1, "following": 1}[reference], Anchor.PREVIOUS_EVENT
    return None


def yearly(make: Callable[[int], Stretch | None], slots: Slots, context: Context) -> Found:
    """What `make` gives for the year that is told or meant; with an unknown year where nothing tells it."""
    told = year_told(slots, context)
    if told is not None:
        made = make(told[0])
        return (made, told[1]) if made else None
    if "year_ref" not in slots:
        options = [made for made in map(make, st.years_around(_around(context))) if made is not None]
        chosen = _choose(options, slots, context)
        if chosen is not None:
            return chosen
    made = make(st.NOMINAL_YEAR) or make(st.NOMINAL_LEAP_YEAR)
    return (replace(made, masked=True), Anchor.NONE) if made else None
