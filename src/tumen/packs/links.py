"""What makes sentences of two reports comparable, also across languages: ideas under common names, and how numbers and days are written.

Read from `<language>/links.yaml`, with the country's own words from `<country>/links.yaml`; the head of `en/links.yaml` explains the keys.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from tumen.model import PackError
from tumen.packs.pack import SHIPPED, folder

_FILE = "links.yaml"
_KINDS = {"acts": "a", "things": "t"}
AGAIN = "again"
"""The idea of a report that goes on from an earlier one."""


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """Number words; `open` where endings are written on to them, and then `counted` must follow."""

    open: bool
    ones: Mapping[str, int]
    tens: Mapping[str, int]
    times: Mapping[str, int]
    counted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordForms:
    """How a word is cut to what its forms share; `length` is how many signs are kept, 0 for all but an ending."""

    pattern: re.Pattern[str]
    length: int
    suffixes: tuple[str, ...]
    stem: int
    common: frozenset[str]

    def stems(self, text: str) -> list[str]:
        """The telling words of a text in small letters, each cut down, in order."""
        found = (self._cut(word.group()) for word in self.pattern.finditer(text.lower().replace("’", "'")))
        return [stem for stem in found if stem not in self.common]

    def _cut(self, word: str) -> str:
        if self.length:
            return word[: self.length]
        word = word.removesuffix("'s").rstrip("'-")
        if word in self.common:
            return word
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= self.stem:
                return word[: -len(suffix)]
        return word.rstrip("e") if len(word) > self.stem else word


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """How a language without a reader writes days: signs after numbers, words that count from publication, parts of a month."""

    year: str
    month: str
    day: str
    years: Mapping[str, int]
    months: Mapping[str, int]
    past: tuple[str, ...]
    parts: Mapping[str, tuple[int, int]]
    lasting: tuple[str, ...]
    telling: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class LinkWords:
    """The words of one language. `ideas` are `a:` and `t:` keys, in the order of the automaton's patterns."""

    lang: str
    numbers: NumberWords
    words: WordForms
    dates: DateWords | None
    inner_break: re.Pattern[str] | None
    after_places: tuple[str, ...]
    patterns: tuple[tuple[str, bool], ...] = field(repr=False)
    ideas: tuple[frozenset[str], ...] = field(repr=False)
    automaton: AhoCorasick = field(repr=False)

    def ideas_in(self, text: str) -> frozenset[str]:
        """The names of all acts and things that a text's words may mean."""
        lower = text.lower()
        found: set[str] = set()
        for index, start, end in self.automaton.find_matches_as_indexes(lower, overlapping=True):
            if self.numbers.open or self._whole(lower, start, end, self.patterns[index][1]):
                found |= self.ideas[index]
        return frozenset(found)

    def _whole(self, text: str, start: int, end: int, open_end: bool) -> bool:
        if start and text[start - 1].isalpha():
            return False
        return open_end or end == len(text) or not text[end].isalpha()


def has_link_words(lang: str, root: Traversable = SHIPPED) -> bool:
    """Whether reports of a language can be compared across languages and by ideas."""
    return lang.isalpha() and any(base.joinpath(lang, _FILE).is_file() for base in (root, SHIPPED))


@cache
def load_link_words(country: str, lang: str, root: Traversable = SHIPPED) -> LinkWords:
    """The words of a language and what a country adds. Raises PackError where a file is missing or a key is not as it should be."""
    home = root if root.joinpath(lang, _FILE).is_file() else SHIPPED
    told = _mapping(folder(home, lang, "language of links", _FILE).joinpath(_FILE), f"{lang}/{_FILE}")
    own = folder(root, country, "country", "places.csv").joinpath(_FILE)
    added = _mapping(own, f"{country}/{_FILE}").get(lang, {}) if own.is_file() else {}
    return _checked(told, added, lang)


def _mapping(path: Traversable, name: str) -> dict[str, Any]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(data, dict):
        raise PackError(f"{name} must be a mapping.")
    return data


def _checked(told: Mapping[str, Any], added: Mapping[str, Any], lang: str) -> LinkWords:
    where = f"{lang}/{_FILE}"
    missing = {"acts", "things", "again", "numbers", "words"} - told.keys()
    if missing:
        raise PackError(f"{where} lacks {', '.join(sorted(missing))}.")
    ideas: dict[str, set[str]] = {}
    for source in (told, added):
        for kind, short in _KINDS.items():
            for name, words in source.get(kind, {}).items():
                for word in _words(words, f"{where}, {name}"):
                    ideas.setdefault(word.lower(), set()).add(f"{short}:{name}")
    for word in _words(told["again"], f"{where}, again"):
        ideas.setdefault(word.lower(), set()).add(AGAIN)
    spelt = sorted({word.rstrip("*"): word.endswith("*") for word in sorted(ideas)}.items())
    automaton = AhoCorasick([word for word, _ in spelt], matchkind=MatchKind.Standard)
    merged = tuple(frozenset(ideas.get(word, set()) | ideas.get(f"{word}*", set())) for word, _ in spelt)
    forms, numbers = told["words"], told["numbers"]
    try:
        return LinkWords(
            lang=lang,
            numbers=NumberWords(bool(numbers["open"]), numbers["ones"], numbers["tens"], numbers["times"], tuple(numbers.get("counted", ()))),
            words=WordForms(
                re.compile(forms["pattern"]), int(forms["length"]), tuple(sorted(forms["suffixes"], key=lambda end: (-len(end), end))),
                int(forms["stem"]), frozenset(forms["common"]),
            ),
            dates=_dates(told["dates"]) if "dates" in told else None,
            inner_break=re.compile(told["sentences"]["break"]) if "sentences" in told else None,
            after_places=tuple(told.get("places", {}).get("after", ())),
            patterns=tuple(spelt),
            ideas=merged,
            automaton=automaton,
        )
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise PackError(f"{where}: {type(error).__name__} {error}.") from error


def _words(value: object, where: str) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip("* ") for word in value):
        raise PackError(f"{where} must be a list of words.")
    return value


def _dates(data: Mapping[str, Any]) -> DateWords:
    return DateWords(
        year=str(data["year"]),
        month=str(data["month"]),
        day=str(data["day"]),
        years=dict(data["years"]),
        months=dict(data["months"]),
        past=tuple(data["past"]),
        parts={word: (int(first), int(last)) for word, (first, last) in data["parts"].items()},
        lasting=tuple(data["lasting"]),
        telling=tuple(data["telling"]),
    )
