"""Numbers in a sentence, in figures or words, as plain integers: they are told alike in every language."""

import re
from collections.abc import Iterator
from functools import cache

from tumen.packs.links import NumberWords

_FIGURES = r"\d{1,3}(?:,\d{3}){1,4}|\d{1,12}"
_LARGEST = 10**13
_DOZEN = 12
"""A larger unit alone ("hundreds", "thousands") is no number."""


@cache
def _grammar(words: NumberWords) -> re.Pattern[str]:
    def one_of(names: object) -> str:
        return "|".join(re.escape(str(name)) for name in sorted(names, key=lambda name: (-len(str(name)), str(name))))  # type: ignore[call-overload]

    times = one_of(words.times)
    if words.open:
        counted = one_of(words.counted)
        told = f"(?P<tens>{one_of(words.tens)})?(?P<ones>{one_of(words.ones)})?"
        return re.compile(rf"(?<![\d.,])(?:(?P<figures>{_FIGURES})(?P<scale>(?:{times}){{0,2}})|(?<![^\W\d_]){told}(?= ?(?:{counted})))")
    told = rf"(?P<tens>{one_of(words.tens)})?(?:-| )?(?P<ones>{one_of(words.ones)})?"
    return re.compile(rf"(?<![\w.,-])(?:(?P<figures>{_FIGURES})|{told})(?P<scale>(?: ?(?:a )?(?:{times})\b){{0,2}})(?![\w])", re.IGNORECASE)


def numbers_in(text: str, words: NumberWords) -> Iterator[tuple[int, int, int]]:
    """Start, end and value of each number above one."""
    for found in _grammar(words).finditer(text):
        value = _value(found, words)
        if 1 < value < _LARGEST:
            yield found.start(), found.end(), value


def _value(found: re.Match[str], words: NumberWords) -> int:
    if found["figures"]:
        value = int(found["figures"].replace(",", ""))
    else:
        value = words.tens.get((found["tens"] or "").lower(), 0) + words.ones.get((found["ones"] or "").lower(), 0)
    scale = (found["scale"] or "").lower()
    if not value and not scale:
        return 0
    if not value and words.times.get(scale.split()[-1] if scale.split() else "", 0) > _DOZEN:
        return 0
    for word, times in words.times.items():
        if word in scale:
            value = max(value, 1) * times
    return value
