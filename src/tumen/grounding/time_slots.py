"""What a rule takes from its tokens: `fill` gives an atom its slots, or says that it is no time after all."""

import re
from collections.abc import Callable, Sequence

from tumen.grounding.time_grammar import Atom
from tumen.grounding.time_tokens import Token
from tumen.packs.times import TimeWords

_REFERENCES = {
    "last": "last",
    "past": "last",
    "this": "this",
    "next": "next",
    "that": "same",
    "same": "same",
    "previous": "previous",
    "following": "following",
}
_DAYS = frozenset({"day", "nth", "ordinal"})
_UNITS = {"days": "day", "weeks": "week", "months": "month", "years": "year", "hours": "hour", "decades": "decade", "daypart": "day"}
_FEW = (2, 9)


def fill(atom: Atom, tokens: Sequence[Token], words: TimeWords) -> bool:
    """Fill `atom.slots` and `atom.time_of_day`; False where the values make no date (a 32nd, a month 13)."""
    own = tokens[atom.first : atom.last]
    special = _SPECIAL.get(atom.rule)
    if special is not None:
        return special(atom, own, words)
    _references(atom, own)
    days = [token.value for token in own if token.cls in _DAYS]
    if days and atom.rule not in ("weekday-of-month",):
        if any(not 1 <= int(day) <= 31 for day in days):
            return False
        atom.slots["day"] = days[0]
        if len(days) > 1:
            atom.slots["day2"] = days[1]
    return True


def _references(atom: Atom, own: Sequence[Token]) -> None:
    """Month, year, season and weekday by number, and “last”, “this”, “the same” with the unit they stand before."""
    slots = atom.slots
    reference = ""
    for token in own:
        cls = token.cls
        if cls in _REFERENCES:
            reference = _REFERENCES[cls]
        elif cls == "month":
            slots["month"] = token.value
            if reference:
                slots["ref"] = reference
            reference = ""
        elif cls == "year":
            slots["year2" if "year" in slots else "year"] = token.value
        elif cls == "yearmonth":
            slots["year"], slots["month"] = token.value[:4], str(int(token.value[5:7]))
        elif cls in ("season", "weekday", "shortday"):
            slots["season" if cls == "season" else "weekday"] = token.value
            if reference:
                slots["ref"] = reference
            reference = ""
        elif cls == "months":
            slots["month_ref"] = reference or "same"
            reference = ""
        elif cls == "years":
            slots["year_ref"] = reference or "this"
            reference = ""


def _date(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    token = own[0]
    numbers = [int(number) for number in re.findall(r"\d+", token.value)]
    if len(str(numbers[0])) == 4:
        year, month, day = numbers
    elif "/" in token.value and numbers[0] <= 12:
        month, day, year = numbers
    else:
        day, month, year = numbers
    atom.slots.update(year=str(year), month=str(month), day=str(day))
    return 1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31


def _part(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    """`part` is early, mid, late, half-1, week-2, week--1, days-10, days--3, quarter-1, months-5, elapsed or rest; `part2` ends a span."""
    slots = atom.slots
    nth, count = "", ""
    for i, token in enumerate(own):
        cls = token.cls
        if cls in ("early", "start"):
            slots["part2" if "part" in slots else "part"] = token.value
            if cls == "start":
                slots["edge"] = "1"
        elif cls == "ordinal" or (cls == "nth" and "part" not in slots):
            nth = token.value
        elif (
            cls == "last"
            and "part" not in slots
            and i + 1 < len(own)
            and own[i + 1].cls in ("half", "weeks", "days", "number", "day", "few", "quarter", "months")
        ):
            nth = "-1"
        elif cls == "other":
            nth = "2"
        elif cls in ("number", "day", "few") and "part" not in slots:
            count = token.value or "5"
        elif cls == "half":
            slots["part"] = "half-2" if nth == "-1" else f"half-{nth}"
        elif cls == "quarter":
            slots["part"] = f"quarter-{'4' if nth == '-1' else nth}"
        elif cls in ("weeks", "days", "months") and nth and "part" not in slots:
            slots["part"] = f"{cls}-{nth}" if cls == "weeks" else f"{cls}-{'-' if nth == '-1' else ''}{count or 1}"
        elif cls == "earlier":
            slots["part"] = "elapsed"
        elif cls == "late":
            slots["part"] = "rest"
        elif cls == "decade":
            slots["decade"] = _decade_of(token)
        if "part" in slots and cls in ("half", "quarter", "weeks", "days", "months") and nth:
            _references(atom, own[i + 1 :])
            break
    else:
        _references(atom, own)
    if atom.rule == "part-of-week":
        slots["ref"] = next((_REFERENCES[token.cls] for token in own if token.cls in _REFERENCES), "this")
    return "part" in slots and slots["part"] not in ("half-", "quarter-")


def _season(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    _references(atom, own)
    part = next((token.value for token in own if token.cls in ("early", "start")), "")
    if part:
        atom.slots["part"] = part
    span = next((token for token in own if token.cls == "yearmonth"), None)
    if span is not None:
        del atom.slots["month"]
    atom.slots.pop("year2", None)
    return True


def _month(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    span = next((token for token in own if token.cls == "yearmonth"), None)
    if span is not None and not 1 <= int(span.value[5:7]) <= 12:
        atom.rule, atom.slots = "year", {"year": span.value[:4], "year2": span.value[:2] + span.value[5:7]}
        return int(atom.slots["year2"]) == int(atom.slots["year"]) + 1
    _references(atom, own)
    return True


def _relative(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    """`ref` and `unit` of “last week”, “the next day”, “that night”; `count` of “the next three days”."""
    slots = atom.slots
    for token in own:
        if token.cls in _REFERENCES:
            slots["ref"] = _REFERENCES[token.cls]
        elif token.cls in ("number", "day", "few"):
            slots["count"] = token.value or "few"
        elif token.cls in _UNITS:
            slots["unit"] = _UNITS[token.cls]
            if token.cls == "daypart":
                atom.time_of_day = token.value
            if (
                token.low.endswith("s")
                and "count" not in slots
                and slots["unit"] != "hour"
                and token.low != "hours"
                and token.cls != "daypart"
            ):
                slots["count"] = "few"
        elif token.cls == "weekend":
            slots["unit"] = "weekend"
    slots.setdefault("ref", "this" if atom.rule in ("weekend", "span-past") else "same")
    return not (atom.rule == "same" and slots.get("count") == "few")


def _amount(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    """`count`, `count2` and `unit` of “about two weeks ago”; `sign` of offsets; `of` where a date may follow (“two days before”)."""
    slots = atom.slots
    half = 1.0
    for token in own:
        cls = token.cls
        if cls in ("number", "day", "figure"):
            if not token.value:
                return False
            slots["count2" if "count" in slots else "count"] = token.value
        elif cls == "few":
            slots["count"], slots["count2"] = map(str, _FEW) if token.low not in ("couple of", "couple") else ("2", "2")
        elif cls == "half":
            half = 0.5
        elif cls == "about":
            slots["approx"] = "1"
        elif cls == "over":
            slots["over"] = "1"
        elif cls in _UNITS:
            slots["unit"] = _UNITS[cls]
            slots["of_unit"] = token.value if cls != "daypart" else "1"
            if cls == "daypart":
                atom.time_of_day = token.value
        elif cls == "eve":
            slots.update(unit="day", sign="-1", open="1")
        elif cls in ("before", "earlier"):
            slots["sign"] = "-1"
        elif cls in ("after", "afterwards", "late", "on"):
            slots["sign"] = "1"
        elif cls in _REFERENCES:
            slots["ref"] = _REFERENCES[cls]
    if own[0].cls == "after":
        slots["sign"] = "1"
    times = int(slots.pop("of_unit", "1") or "1")
    slots.setdefault("count", "1")
    if half == 0.5:
        slots["half"] = "1"
    for name in ("count", "count2"):
        if name in slots:
            slots[name] = str(int(slots[name]) * times)
    if atom.rule == "offset" and own[-1].cls in ("before", "after"):
        slots["open"] = "1"
    return True


def _deictic(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    atom.slots["days"] = own[0].value
    last = own[0].low.split()[-1]
    meaning = words.lexicon.get(last)
    if meaning is not None and meaning.cls == "daypart":
        atom.time_of_day = meaning.value
    elif last == "tonight":
        atom.time_of_day = "night"
    return True


def _holiday(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    _references(atom, own)
    named = next(token for token in own if token.cls == "holiday")
    atom.slots["days"] = " ".join(words.holidays[named.value].days)
    if any(token.cls == "eve" for token in own):
        atom.slots["eve"] = "1"
    return True


def _year(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    _references(atom, own)
    return "year2" not in atom.slots or int(atom.slots["year2"]) > int(atom.slots["year"])


def _decade_of(token: Token) -> str:
    digits = re.sub(r"\D", "", token.value)
    return digits if len(digits) == 4 else f"{19 if int(digits) >= 40 else 20}{digits}"


def _decade(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    token = own[-1]
    atom.slots["decade"] = _decade_of(token)
    part = next((token.value for token in own if token.cls in ("early", "start")), "")
    if part:
        atom.slots["part"] = part
    return len(re.sub(r"\D", "", token.value)) == 4 or not token.value[0].isdigit()


def _clock(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    times = [token for token in own if token.cls == "clock"]
    if any(token.cls == "about" for token in own):
        atom.slots["approx"] = "1"
    if times:
        atom.time_of_day = "/".join(filter(None, (_hour(token.value) for token in times)))
        return bool(atom.time_of_day)
    number = next((int(token.value) for token in own if token.cls in ("number", "day")), 0)
    half = any(token.cls == "half" for token in own)
    part = next((token.value for token in own if token.cls in ("daypart", "ampm")), "")
    late = part in ("afternoon", "evening", "night", "pm", "dusk") and number < 12 and not (part == "night" and number < 6)
    if not 1 <= number <= 24:
        return False
    atom.time_of_day = f"{(number + 12 * late) % 24:02d}:{'30' if half else '00'}"
    return True


def _hour(words: str) -> str:
    numbers = re.findall(r"\d+", words)
    hour, minute = int(numbers[0]), int(numbers[1]) if len(numbers) > 1 else 0
    letters = "".join(re.findall(r"[a-z]", words.lower()))
    if letters == "pm" and hour < 12:
        hour += 12
    elif letters == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


def _daypart(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    atom.time_of_day = own[-1].value
    return True


def _weekday_of_month(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    at = next(i for i, token in enumerate(own) if token.cls == "weekday")
    atom.slots["nth"] = next((token.value for token in own[:at] if token.cls in ("ordinal", "nth")), "-1")
    _references(atom, own[at:])
    return True


def _last_day(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    at = next(i for i, token in enumerate(own) if token.cls == "days")
    nth = next((token.value for token in own[:at] if token.cls in ("ordinal", "nth")), "-1")
    _references(atom, own[at:])
    atom.slots["nth"] = nth
    return True


def _nothing(atom: Atom, own: Sequence[Token], words: TimeWords) -> bool:
    return True


_SPECIAL: dict[str, Callable[[Atom, Sequence[Token], TimeWords], bool]] = {
    "date": _date,
    "part-of-month": _part,
    "part-of-year": _part,
    "part-of-week": _part,
    "season": _season,
    "month": _month,
    "span-past": _relative,
    "week": _relative,
    "weekend": _relative,
    "month-relative": _relative,
    "year-relative": _relative,
    "next": _relative,
    "same": _relative,
    "ago": _amount,
    "offset": _amount,
    "within": _amount,
    "duration": _amount,
    "deictic": _deictic,
    "holiday": _holiday,
    "year": _year,
    "decade": _decade,
    "clock": _clock,
    "daypart": _daypart,
    "weekday-of-month": _weekday_of_month,
    "last-day": _last_day,
    "every": _nothing,
    "vague": _nothing,
    "since-then": _nothing,
}
