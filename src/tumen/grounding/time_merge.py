"""From single expressions to whole ones: `whole_expressions` joins dates with clocks, ends of ranges, and the words that bound them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tumen.grounding.time_grammar import Atom, find_atoms
from tumen.grounding.time_slots import fill
from tumen.grounding.time_tokens import Token
from tumen.model import Grain
from tumen.packs.times import TimeWords

CALENDAR = frozenset(
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
        "part-of-year",
        "part-of-week",
        "season",
        "month",
        "month-relative",
        "year",
        "year-relative",
        "week",
        "weekend",
        "weekday",
        "deictic",
        "ago",
        "holiday",
        "day",
        "day-range",
        "decade",
    }
)
STORY = frozenset({"offset", "next", "same"})
CLOCKS = frozenset({"clock", "daypart"})
_WITHIN_DAY = frozenset({Grain.DAY})
_CLOCK_TO_DATE = frozenset({"of", "on", "in", "the", "comma", "at", "from", "to"})
_DATE_TO_CLOCK = frozenset({"at", "in", "on", "the", "comma", "about"})
_RANGE = frozenset({"to", "through", "until", "dash"})
_NO_END = frozenset({"range", "deictic", "ago"})
_BOUNDS = {"since": "since", "from": "since", "until": "until", "through": "until", "by": "by", "before": "before", "after": "after"}
_BETWEEN = frozenset({"the", "on", "in", "about", "at", "mark", "very", "over"})
_BEFORE_YEAR = frozenset(
    {
        "in",
        "of",
        "by",
        "since",
        "until",
        "from",
        "to",
        "between",
        "and",
        "through",
        "before",
        "after",
        "dash",
        "about",
        "over",
        "for",
        "than",
    }
)
_BEFORE_SEASON = frozenset(
    {"in", "by", "since", "until", "from", "to", "through", "and", "before", "after", "over", "between", "of", "for"}
)
_BEFORE_DAYPART = frozenset({"at", "by", "until", "from", "to", "and", "about", "over", "before", "since", "the", "through", "between"})
_MAX_GAP = 3


@dataclass(slots=True)
class Whole:
    """One whole expression: tokens `first` to `last` (excluded) and what they say."""

    first: int
    last: int
    atom: Atom
    bound: str = ""


def whole_expressions(tokens: Sequence[Token], words: TimeWords) -> list[Whole]:
    """The time expressions of `tokens` in order, without overlaps; words that only look like times are left out."""
    wholes: list[Whole] = []
    for atom in _joined(tokens, words):
        if not _stands(atom, tokens, words):
            continue
        whole = _bounded(atom, tokens, wholes[-1].last if wholes else 0)
        wholes.append(whole)
    return wholes


def _joined(tokens: Sequence[Token], words: TimeWords) -> list[Atom]:
    out: list[Atom] = []
    for atom in find_atoms(tokens):
        if not fill(atom, tokens, words):
            continue
        if out and out[-1].last <= atom.first <= out[-1].last + _MAX_GAP:
            gap = [token.cls for token in tokens[out[-1].last : atom.first]]
            joined = _join(out[-1], atom, gap, tokens)
            if joined is not None:
                out[-1] = joined
                if len(out) > 1 and joined.rule != "range":
                    again = _rejoin(out, tokens)
                    if again is not None:
                        out[-2:] = [again]
                continue
        out.append(atom)
    return out


def _rejoin(out: list[Atom], tokens: Sequence[Token]) -> Atom | None:
    before, atom = out[-2:]
    if atom.first - before.last > _MAX_GAP:
        return None
    return _join(before, atom, [token.cls for token in tokens[before.last : atom.first]], tokens)


def _join(a: Atom, b: Atom, gap: list[str], tokens: Sequence[Token]) -> Atom | None:
    """The two as one expression, or None where the words between do not join them."""
    a_clock, b_clock = a.rule in CLOCKS, b.rule in CLOCKS
    if a_clock and b_clock:
        return _clocks(a, b, gap, tokens)
    if (
        a_clock
        and b.grain in _WITHIN_DAY
        and (b.rule in CALENDAR or b.rule in STORY or b.rule == "range")
        and gap
        and _CLOCK_TO_DATE.issuperset(gap)
    ):
        return Atom(a.first, b.last, b.rule, b.grain, b.anchor, b.slots, _finer(a.time_of_day, b.time_of_day))
    if b_clock and a.grain in _WITHIN_DAY and (a.rule in CALENDAR or a.rule in STORY) and _DATE_TO_CLOCK.issuperset(gap):
        return Atom(a.first, b.last, a.rule, a.grain, a.anchor, a.slots, _finer(b.time_of_day, a.time_of_day))
    if a.rule == "weekday" and b.rule in ("month-day", "day-month", "date") and set(gap) <= {"comma", "the"}:
        return Atom(a.first, b.last, b.rule, b.grain, b.anchor, b.slots, b.time_of_day or a.time_of_day)
    if a.rule == "offset" and "open" in a.slots and b.rule in CALENDAR and set(gap) <= {"the"}:
        slots = {**a.slots, **_prefixed("base", b)}
        return Atom(a.first, b.last, "offset-from", a.grain, b.anchor, slots, a.time_of_day)
    if a.rule in CALENDAR and b.rule in CALENDAR:
        return _range(a, b, gap, tokens)
    return None


def _finer(first: str, second: str) -> str:
    """The one told by the clock, else the first that says anything."""
    return next((one for one in (first, second) if one[:1].isdigit()), first or second)


def _clocks(a: Atom, b: Atom, gap: list[str], tokens: Sequence[Token]) -> Atom | None:
    before = tokens[a.first - 1].cls if a.first else ""
    if (gap in (["to"], ["until"], ["dash"]) and before in ("from", "between")) or (gap == ["and"] and before == "between"):
        return Atom(a.first - 1, b.last, "clock", Grain.HOUR, a.anchor, {}, f"{a.time_of_day}/{b.time_of_day}")
    if gap and {"on", "the", "at", "in", "comma", "that"}.issuperset(gap):
        return Atom(a.first, b.last, "clock", Grain.HOUR, a.anchor, a.slots, _finer(a.time_of_day, b.time_of_day))
    return None


def _range(a: Atom, b: Atom, gap: list[str], tokens: Sequence[Token]) -> Atom | None:
    before = _licence(tokens, a.first)
    links = [cls for cls in gap if cls not in ("the", "on", "in")]
    if len(links) != 1 or not {a.rule, b.rule}.isdisjoint(_NO_END):
        return None
    link = links[0]
    if not ((link == "and" and before == "between") or (link in _RANGE and (before == "from" or link != "until"))):
        return None
    first = a.first - 1 if before in ("from", "between") and tokens[a.first - 1].cls == before else a.first
    slots = {**_prefixed("from", a), **_prefixed("to", b)}
    return Atom(first, b.last, "range", a.grain if a.grain == b.grain else Grain.DURATION, b.anchor, slots, a.time_of_day or b.time_of_day)


def _licence(tokens: Sequence[Token], first: int) -> str:
    return tokens[first - 1].cls if first else ""


def _prefixed(name: str, atom: Atom) -> dict[str, str]:
    return {f"{name}.rule": atom.rule} | {f"{name}.{slot}": value for slot, value in atom.slots.items()}


def _bounded(atom: Atom, tokens: Sequence[Token], floor: int) -> Whole:
    """The expression with the word that bounds it (“since about the 10th”), looked for a few words back."""
    if atom.rule in ("range", "clock", "daypart", "duration", "every", "vague", "since-then", "within"):
        return Whole(atom.first, atom.last, atom)
    i = atom.first - 1
    approx = -1
    while i >= max(floor, atom.first - 4) and (tokens[i].cls in _BETWEEN or tokens[i].low in ("early", "as")):
        if tokens[i].cls == "about" and atom.grain is Grain.DAY and atom.rule != "deictic":
            atom.slots["approx"] = "1"
            approx = i
        i -= 1
    if i >= max(floor, 0) and tokens[i].cls == "between" and atom.rule.endswith("-range"):
        return Whole(i, atom.last, atom)
    if i >= max(floor, 0) and tokens[i].cls == "by" and any(token.cls in ("on", "in", "mark") for token in tokens[i + 1 : atom.first]):
        return Whole(approx if approx >= 0 else atom.first, atom.last, atom)
    if i >= max(floor, 0) and tokens[i].cls in _BOUNDS:
        if (tokens[i].cls == "after" and atom.rule in STORY) or (tokens[i].cls == "from" and atom.rule.endswith("-range")):
            return Whole(i if tokens[i].cls == "from" else atom.first, atom.last, atom)
        return Whole(i, atom.last, atom, _BOUNDS[tokens[i].cls])
    return Whole(approx if approx >= 0 else atom.first, atom.last, atom)


def _stands(atom: Atom, tokens: Sequence[Token], words: TimeWords) -> bool:
    """Whether the words around allow a time: not “the 3rd floor”, “2000 won”, “may”, “hot spring”."""
    before = tokens[atom.first - 1] if atom.first else None
    after = tokens[atom.last] if atom.last < len(tokens) else None
    cls = before.cls if before else ""
    rule, only = atom.rule, tokens[atom.first]
    if rule in ("age",):
        return False
    if after is not None and (
        after.cls == "old" or (after.cls == "dash" and atom.last + 1 < len(tokens) and tokens[atom.last + 1].cls == "old")
    ):
        return False
    if rule == "month" and atom.last == atom.first + 1 and only.low in words.capital:
        return cls in _BEFORE_YEAR or cls == "early" or (cls == "comma" and after is not None and after.cls in ("and", "comma"))
    if rule == "year" and atom.last == atom.first + 1 and " " not in only.low:
        return _stands_year(before, after)
    if (
        rule == "season"
        and "ref" not in atom.slots
        and "year" not in atom.slots
        and "year_ref" not in atom.slots
        and "part" not in atom.slots
    ):
        bare = tokens[atom.first].cls == "season"
        fits = cls in _BEFORE_SEASON and (
            after is None or after.cls not in ("word", "of", "month", "days") or (after.low in words.after_day and after.cls == "word")
        )
        return fits and not (bare and cls == "of")
    if rule == "weekday" and (tokens[atom.last - 1].cls == "shortday" or (tokens[atom.last - 1].cls == "weekday" and cls == "a")):
        return False
    if rule in ("day", "day-range"):
        return _stands_day(atom, tokens, words)
    if rule == "since-then" and atom.last == atom.first + 1:
        return (cls == "has") or after is None or after.cls in ("stop", "comma", "newline")
    if rule == "daypart" and ":" not in atom.time_of_day and " " not in atom.time_of_day and atom.last == atom.first + 1:
        if cls not in _BEFORE_DAYPART and not (before is not None and before.low == "in"):
            return False
        return after is None or after.cls != "word" or after.low in words.after_day or cls == "at" or after.low.endswith("ed")
    return rule != "offset" or tokens[atom.last - 1].cls != "on" or after is None or after.cls in ("comma", "stop", "newline")


def _stands_year(before: Token | None, after: Token | None) -> bool:
    if before is None or before.cls not in _BEFORE_YEAR:
        named = before is not None and (before.cls == "comma" or (before.cls == "word" and before.capital))
        return named and (after is None or after.cls in ("stop", "newline") or after.low in (":", ")"))
    plain = after is None or after.cls != "word" or after.capital
    return plain or before.cls in ("in", "since", "by", "until", "before", "after")


def _stands_day(atom: Atom, tokens: Sequence[Token], words: TimeWords) -> bool:
    after = tokens[atom.last] if atom.last < len(tokens) else None
    own = tokens[atom.first : atom.last]
    day = next(i for i in range(atom.first, atom.last) if tokens[i].cls in ("nth", "ordinal"))
    before = _licence(tokens, day - 1)
    if (
        after is not None
        and (
            after.cls
            in (
                "word",
                "number",
                "days",
                "weeks",
                "months",
                "years",
                "few",
                "half",
                "season",
                "daypart",
                "quarter",
                "day",
                "dash",
                "decades",
                "old",
                "last",
                "year",
                "month",
            )
            and after.low not in words.after_day
        )
        and (
            after.low in words.not_days
            or after.capital
            or after.cls != "word"
            or before not in ("on", "since", "from", "until", "by", "of")
        )
    ):
        return False
    if after is not None and after.low in words.not_days:
        return False
    if own[-1].cls == "ordinal":
        small = int(own[-1].value) <= 10
        closed = after is None or after.cls in ("stop", "comma", "newline", "and", "of", "mark")
        return before == "on" and closed if small else before in ("on", "since", "from", "until", "by", "of", "before", "after")
    return True
