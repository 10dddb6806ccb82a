"""Time expressions made dates: `resolve` for one, `walk` for a whole report; and the arithmetic of their values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tumen.grounding.calendar_context import Context
from tumen.grounding.calendar_rules import stretch_for
from tumen.grounding.dates import PartialDate, bounds, is_legal, parse, shift
from tumen.grounding.stretch import Stretch, stretch_of
from tumen.model import Anchor, TimeExpr, TimeMention, TimeRole

__all__ = [
    "PartialDate",
    "Resolved",
    "bounds",
    "is_legal",
    "parse",
    "resolve",
    "shift",
    "since",
    "source_now",
    "unbounded",
    "until",
    "walk",
]

_EXPLICIT = frozenset(
    {
        "date",
        "month-day",
        "day-month",
        "month-day-range",
        "day-month-range",
        "day-range-of-month",
        "day-of-month",
        "last-day",
        "weekday-of-month",
        "part-of-month",
        "month",
        "month-relative",
        "day",
        "day-range",
        "range",
        "holiday",
        "part-of-year",
        "season",
        "year",
    }
)

_NO_EVENT = frozenset({"clock", "daypart", "since-then", "vague", "span-past"})
_FINE = frozenset({"clock", "since-then", "weekday", "weekend"})
_FINE_DAYS = 31
_LONG_AGO = 400
_REACH = 250
_SHORT_REACH = 100
_YEAR_REACH = 180


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an expression comes to: a value of the codebook's grammar, empty where it cannot be known; its rule and anchor."""

    value: str
    rule: str
    anchor: Anchor


def resolve(expr: TimeExpr, published: str | None, previous_date: str | None, previous_event: str | None) -> Resolved:
    """The value of one expression.

    `published` is the day, month or year of publication; `previous_date` the last date named before in the text, which gives a bare day its
    month and a month its year; `previous_event` the time of the event told before, from which “the next day” counts. The day of publication
    is only ever counted from: no expression falls back on it.
    """
    context = Context(stretch_of(published or ""), stretch_of(previous_date or ""), stretch_of(previous_event or ""))
    found = stretch_for(expr.rule, dict(expr.slots), context)
    if isinstance(found, str):
        return Resolved(_bounded_text(found, expr.slot("bound")), expr.rule, Anchor.NONE if found else expr.anchor)
    if found is None:
        return Resolved("", expr.rule, expr.anchor)
    return Resolved(_written(found[0], expr), expr.rule, found[1])


def _written(stretch: Stretch, expr: TimeExpr) -> str:
    bound = expr.slot("bound")
    if expr.rule == "since-then" or bound == "since":
        return _open(stretch.edge(stretch.low), "after")
    if bound in ("until", "by"):
        return _open(stretch.edge(stretch.high), "before")
    if bound == "before":
        day = replace(stretch, unit="day")
        return _open(day.moved(-1).edge(day.moved(-1).low), "before")
    if bound == "after":
        day = replace(stretch, unit="day")
        return _open(day.moved(1).edge(day.moved(1).high), "after")
    return stretch.text()


def _open(edge: str, side: str) -> str:
    if edge == "XXXX":
        return ""
    return f"{edge}/.." if side == "after" else f"../{edge}"


def _bounded_text(value: str, bound: str) -> str:
    """A value whose month is unknown, with its bound."""
    if not value or not bound:
        return value
    low, _, high = value.partition("/")
    if bound in ("since", "after"):
        moved = shift(low, 1) if bound == "after" else low
        return f"{moved}/.." if moved else ""
    moved = shift(low, -1) if bound == "before" else high or low
    return f"../{moved}" if moved else ""


def source_now(mentions: Sequence[TimeMention], published: str | None) -> str | None:
    """From when the report looks at things: `published`, else a publication stamp in the text, else the day on which the source spoke.

    The last has no year unless the text gives one (`XXXX-01-17`). None where the text says nothing of the kind.
    """
    if published:
        return published
    for role in (TimeRole.STAMP, TimeRole.TELLING):
        days = [
            resolve(mention.expr, None, None, None).value
            for mention in mentions
            if mention.role is role and mention.expr.rule in ("date", "month-day", "day-month")
        ]
        told = [day for day in days if day and "/" not in day]
        if told:
            return max((day for day in told if "X" not in day), default=told[0])
    return None


def since(value: str) -> str:
    """`DATE/..` from the day on which the value begins: a state that has held since; empty where the value has no beginning."""
    low = value.split("/")[0]
    return f"{low}/.." if low and low != ".." else ""


def until(value: str) -> str:
    """`../DATE` up to the day on which the value ends; empty where it has no end."""
    high = value.split("/")[-1]
    return f"../{high}" if high and high != ".." else ""


def unbounded(expr: TimeExpr) -> TimeExpr:
    """The expression without “since”, “by”, “before”: for “by Tuesday” told of something done on Tuesday."""
    return replace(expr, slots=tuple(slot for slot in expr.slots if slot[0] != "bound"))


def walk(mentions: Sequence[TimeMention], published: str | None) -> tuple[Resolved, ...]:
    """All mentions of a report in the order of the text, each counted from the ones before it.

    The last plain date stands for the last event. A month, a season, a year and a date of long ago give their month and year to what is
    told close by; further on the last day of the story itself does again.
    """
    now = source_now(mentions, published)
    thread = _Thread(stretch_of(now or ""))
    found: list[Resolved] = []
    for mention in mentions:
        plain = mention.role is TimeRole.PLAIN
        date = thread.date(mention) if plain or mention.role is TimeRole.DEADLINE else None
        resolved = resolve(mention.expr, now, date, thread.event(mention))
        found.append(resolved)
        if resolved.value and plain:
            thread.told(mention, resolved.value)
        elif resolved.value and mention.role is TimeRole.TELLING:
            thread.telling, thread.telling_end = resolved.value, mention.span.end
    return tuple(found)


@dataclass(slots=True)
class _Thread:
    """What has been told so far: the last day of the story, the last date beside it, the last event, the last one told to the day."""

    now: Stretch | None
    strong: str | None = None
    weak: str | None = None
    weak_end: int = 0
    weak_fine: bool = True
    weak_year: bool = False
    telling: str | None = None
    telling_end: int = 0
    last: str | None = None
    fine: str | None = None

    def date(self, mention: TimeMention) -> str | None:
        """The date that gives its month and year to a mention."""
        reach = _SHORT_REACH if mention.expr.rule in ("day", "day-range") and self.strong is not None else _REACH
        reach = _YEAR_REACH if self.weak_year else reach
        bare = mention.expr.rule in ("day", "day-range", "day-of-month")
        if self.weak is not None and mention.span.start - self.weak_end <= reach and (self.weak_fine or not bare):
            return self.weak
        return self.strong

    def event(self, mention: TimeMention) -> str | None:
        """The event from which a mention counts: for days, weeks and hours one told as finely; for “two days before” also the telling."""
        expr = mention.expr
        back = expr.slot("sign") == "-1" or expr.slot("ref") == "previous"
        if back and self.telling is not None and mention.span.start - self.telling_end <= _REACH:
            return self.telling
        return self.fine if expr.rule in _FINE or expr.slot("unit") in ("day", "week", "hour") else self.last

    def told(self, mention: TimeMention, value: str) -> None:
        """Remember a plain date."""
        rule = mention.expr.rule
        known = stretch_of(value)
        fine = known is None or (known.high - known.low).days <= _FINE_DAYS
        if rule in _EXPLICIT and not (rule == "year" and mention.expr.slot("bound")):
            near = known is None or self.now is None or known.masked or self.now.masked or (self.now.low - known.high).days <= _LONG_AGO
            to_come = known is not None and self.now is not None and known.low > self.now.high
            if near and not to_come and known is not None and known.unit == "day" and fine and rule != "holiday":
                self.strong, self.weak = value, None
            else:
                self.weak, self.weak_end, self.weak_fine = value, mention.span.end, fine
                self.weak_year = rule == "year"
                if self.strong is None and (near or rule == "date" or mention.expr.slot("year")) and fine:
                    self.strong = value
        if rule not in _NO_EVENT and (".." not in value or (known is not None and known.unit == "day")):
            self.last, self.telling = value, None
            if fine:
                self.fine = value
