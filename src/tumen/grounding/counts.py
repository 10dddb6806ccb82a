"""Counts of persons from their words, by the codebook's section 5."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from tumen.model import Count
from tumen.packs.people import NumberWords

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3}){1,6}|\d{1,9}(?:[-–]\d{1,9})?|[^\W\d_][^\W_]*|[,%-]")
_RANGE = re.compile(r"(\d{1,9})[-–](\d{1,9})")
_AGED = re.compile(r"\b[\w-]{1,30}-year-old\b")
_ONE = Count(1, 1)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number read from tokens `start` to `end`; `exact` is its value, or `count` where the words name a range."""

    start: int
    end: int
    exact: int | None
    count: Count | None = None


def parse_count(words: str, numbers: NumberWords, plural: bool | None = None) -> Count | None:
    """How many persons the words of a noun phrase name, or None where they set no number.

    `plural` tells, where the caller knows it, whether the head noun is plural: a singular noun without a number is one person. Several
    phrases joined by "and" are summed where each has a number.
    """
    tokens = _TOKEN.findall(_AGED.sub("aged one", words.lower()))
    parts = _parts(tokens, numbers)
    if len(parts) == 1:
        return _part(parts[0][1], numbers, plural)
    counts = [(joined, _part(part, numbers, None)) for joined, part in parts]
    total = counts[0][1]
    if total is None and parts[0][1] and parts[0][1][0] in numbers.self_words and parts[1][0] == "and":
        total = _ONE
    if total is None:
        if any(joined == "and" for joined, _ in parts):
            return None
        return next((count for _, count in counts if count is not None), None)
    low, high = total.low, total.high
    last = max((place for place, (joined, _) in enumerate(counts) if joined == "and"), default=0)
    rest = counts[1 : last + 1]
    if not rest:
        return total
    listed = [count for _, count in rest]
    if any(count is None for count in listed):
        return None if rest[0][0] == "and" else total
    added = sum(count.low for count in listed if count is not None)
    if low > 1 and added == low and rest[0][0] == ",":
        return total
    tops = [count.high for count in listed if count is not None]
    return Count(low + added, None if high is None or None in tops else high + sum(top for top in tops if top is not None))


def _parts(tokens: Sequence[str], numbers: NumberWords) -> list[tuple[str, list[str]]]:
    """The phrases between commas and "and", each with the joint before it; "between 20 and 30" and "a hundred and five" stay whole."""
    parts: list[tuple[str, list[str]]] = [("", [])]
    for place, word in enumerate(tokens):
        if word == "," or (word == "and" and not _inside_number(tokens, place, numbers)):
            if parts[-1][1]:
                parts.append((word, []))
            else:
                parts[-1] = (word, [])
            continue
        parts[-1][1].append(word)
    return [part for part in parts if part[1]] or [("", [])]


def _inside_number(tokens: Sequence[str], place: int, numbers: NumberWords) -> bool:
    if place + 1 >= len(tokens) or not _is_number(tokens[place + 1], numbers):
        return tokens[place + 1 : place + 2] == ["more"]
    return (place >= 1 and tokens[place - 1] in numbers.multiples) or "between" in tokens[max(0, place - 5) : place]


def _is_number(token: str, numbers: NumberWords) -> bool:
    return token[0].isdigit() or token in numbers.small


def _part(tokens: Sequence[str], numbers: NumberWords, plural: bool | None) -> Count | None:
    number = _first_number(tokens, numbers)
    if number is not None and not _counts_group(tokens, number, numbers):
        number = None
    if number is None:
        one = plural is False or (
            plural is None and bool(tokens) and tokens[0] in numbers.singular and not set(tokens[1:3]) & numbers.groups
        )
        return _ONE if one and tokens and tokens[0] not in ("each", "every", "any") else None
    return _bounded(tokens, number, numbers)


def _counts_group(tokens: Sequence[str], number: _Number, numbers: NumberWords) -> bool:
    """Whether the number counts the phrase: not an age ("a woman of 34"), a share ("40 percent") or a name ("Group 12")."""
    before, after = tokens[: number.start], tokens[number.end :]
    if (before and before[-1] in numbers.not_after) or (after and after[0] in numbers.fractions):
        return False
    if "of" in before and not {" ".join(before[-size:]) for size in (2, 3)} & numbers.at_least:
        return bool(set(before) & numbers.groups)
    return not (
        before
        and before[0] in numbers.singular
        and before[0] != "one"
        and number.exact is not None
        and number.exact > 1
        and not (number.exact % 10 == 0 or number.exact % 12 == 0)
    )


def _first_number(tokens: Sequence[str], numbers: NumberWords) -> _Number | None:
    for place in range(len(tokens)):
        for size in (3, 2, 1):
            vague = numbers.vague.get(" ".join(tokens[place : place + size]))
            if vague is not None and place + size <= len(tokens):
                return _vague(tokens, place, size, vague, numbers)
        if _is_number(tokens[place], numbers) or (
            tokens[place] in ("a", "an", "half")
            and tokens[place + 1 : place + 2]
            and tokens[place + 1] in {*numbers.multiples, *numbers.dozen, "a"}
        ):
            found = _read_number(tokens, place, numbers)
            if found is not None:
                return found
    return None


def _vague(tokens: Sequence[str], place: int, size: int, bounds: tuple[int, int | None], numbers: NumberWords) -> _Number:
    end = place + size
    following = tokens[end] if end < len(tokens) else ""
    scale = 12 if following in numbers.dozen else numbers.multiples.get(following, 0)
    if scale and bounds[0] > 2:
        return _Number(place, end + 1, None, Count(2 * scale, None))
    if scale:
        return _Number(place, end + 1, 2 * scale)
    return _Number(place, end, None, Count(*bounds))


def _read_number(tokens: Sequence[str], place: int, numbers: NumberWords) -> _Number | None:
    span = _RANGE.fullmatch(tokens[place])
    if span:
        low, high = int(span.group(1)), int(span.group(2))
        return _Number(place, place + 1, None, Count(low, high)) if low <= high else None
    if tokens[place][0].isdigit():
        value = int(tokens[place].replace(",", ""))
        end = place + 1
        while end < len(tokens) and tokens[end] in numbers.multiples:
            value, end = value * numbers.multiples[tokens[end]], end + 1
        number = _Number(place, end, value)
    else:
        number = _worded(tokens, place, numbers)
    return _with_second(tokens, number, numbers)


def _worded(tokens: Sequence[str], place: int, numbers: NumberWords) -> _Number:
    total, current, end = 0, 0, place
    half = tokens[place] == "half"
    while end < len(tokens):
        word = tokens[end]
        if word in numbers.units:
            if current % 10 and end > place:
                break
            current += numbers.units[word]
        elif word in numbers.tens:
            if current % 100:
                break
            current += numbers.tens[word]
        elif word in numbers.multiples:
            factor = numbers.multiples[word]
            if factor == 1000:
                total, current = total + max(current, 1) * factor, 0
            else:
                current = max(current, 1) * factor
        elif word in numbers.dozen:
            current = max(current, 1) * 12
        elif not (word in ("a", "an", "half") and end < place + 2) and not (
            word in ("-", "and")
            and end > place
            and end + 1 < len(tokens)
            and _is_number(tokens[end + 1], numbers)
            and (word == "-" or current % 100 == 0)
        ):
            break
        end += 1
    value = total + current
    return _Number(place, end, value // 2 if half else value)


def _with_second(tokens: Sequence[str], first: _Number, numbers: NumberWords) -> _Number:
    """The range that "or 3", "to 30" or "and 30" (after "between") makes of a first number."""
    end = first.end
    if (
        end + 1 < len(tokens)
        and tokens[end] in ("or", "to", "and", "-")
        and _is_number(tokens[end + 1], numbers)
        and first.exact is not None
    ):
        second = _worded(tokens, end + 1, numbers) if not tokens[end + 1][0].isdigit() else _plain_digits(tokens, end + 1)
        if (
            second is not None
            and second.exact is not None
            and second.exact >= first.exact
            and (tokens[end] != "and" or "between" in tokens[max(0, first.start - 2) : first.start])
        ):
            return _Number(first.start, second.end, None, Count(first.exact, second.exact))
    return first


def _plain_digits(tokens: Sequence[str], place: int) -> _Number | None:
    if _RANGE.fullmatch(tokens[place]):
        return None
    return _Number(place, place + 1, int(tokens[place].replace(",", "")))


def _bounded(tokens: Sequence[str], number: _Number, numbers: NumberWords) -> Count | None:
    after = list(tokens[number.end : number.end + 4])
    if number.count is not None or number.exact is None:
        return number.count
    value, end = number.exact, number.start
    if after[:1] and after[0] in numbers.pairs and value > 0:
        value *= numbers.pairs[after[0]]
    if after[:1] == ["-"]:
        after = after[1:]
    if after[:1] == ["some"]:
        return Count(value, value + 9)
    trailing = {" ".join(after[:size]) for size in (1, 2, 3)}
    leading = {" ".join(tokens[max(0, end - size) : end]) for size in (1, 2, 3)}
    if leading & numbers.at_least or trailing & numbers.or_more:
        return Count(value, None)
    if leading & numbers.upto:
        return Count(min(1, value), value)
    if leading & numbers.below:
        return Count(1, value - 1) if value > 1 else None
    if leading & numbers.nearly:
        return Count(ceil(value * 9 / 10), value)
    if leading & numbers.about or trailing & numbers.or_so:
        return Count(ceil(value * 9 / 10), max(floor(value * 11 / 10), value))
    return Count(value, value)
