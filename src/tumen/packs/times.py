"""The words by which a language tells time, with the days and eras of a country: `load_time_words`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from tumen.model import PackError


@dataclass(frozen=True, slots=True)
class TimeWord:
    """What a word or phrase is in the grammar of time: its class, and the value it bears in it (`month`, `3`)."""

    cls: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day by name: `MM-DD` in every year, or the days on which it fell, or the first and last year of a period."""

    name: str
    days: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class TimeWords:
    """Everything the grammar of time asks of a language and a country.

    `lexicon` holds words and, joined by single spaces, phrases, in small letters and without a possessive ending; `starts` how many
    words the longest phrase that begins with a word has; `capital` the words that are times only with a capital letter; `abbreviations`
    those that take a full stop; `eras` the year before the first of each era; `holidays` the days by the value of their `holiday` words;
    `cues` sets of words around an expression that tell its use.
    """

    lexicon: Mapping[str, TimeWord]
    starts: Mapping[str, int]
    capital: frozenset[str]
    abbreviations: frozenset[str]
    eras: Mapping[str, int]
    holidays: Mapping[str, Holiday]
    cues: Mapping[str, frozenset[str]]
    not_days: frozenset[str]
    after_day: frozenset[str]
    classes: frozenset[str] = field(default=frozenset())


def load_time_words(language: Traversable, country: Traversable | None = None) -> TimeWords:
    """The time words of a language folder (`times.yaml`) and of a country folder (`holidays.yaml`, where there is one).

    Raises PackError where a file is missing, is no YAML, lacks a section, or names a word twice with different meanings.
    """
    path = language.joinpath("times.yaml")
    data = _mapping(_read(path), path)
    lexicon: dict[str, TimeWord] = {}
    for word, meaning in _words(data, path):
        if lexicon.setdefault(word, meaning) != meaning:
            raise PackError(f"{path}: “{word}” is both {lexicon[word].cls} and {meaning.cls}; keep one of them.")
    entries = list(_section(data, "holidays", list, path))
    eras: dict[str, int] = {}
    if country is not None and country.joinpath("holidays.yaml").is_file():
        own = country.joinpath("holidays.yaml")
        more = _mapping(_read(own), own)
        entries += _section(more, "holidays", list, own)
        entries += more.get("periods", [])
        eras = {str(era["name"]): int(era["offset"]) for era in more.get("eras", [])}
        path = own
    holidays: dict[str, Holiday] = {}
    for entry in entries:
        holiday = _holiday(entry, path)
        holidays[holiday.name] = holiday
        lexicon.update((str(name), TimeWord("holiday", holiday.name)) for name in entry["names"])
    lexicon.update((era, TimeWord("era", era)) for era in eras)
    starts: dict[str, int] = {}
    for phrase in lexicon:
        first, *others = phrase.replace("-", " - ").split()
        starts[first] = max(starts.get(first, 0), 1 + len(others))
    return TimeWords(
        lexicon=lexicon,
        starts=starts,
        capital=_set(data, "capital", path),
        abbreviations=_set(data, "abbreviations", path),
        eras=eras,
        holidays=holidays,
        cues={str(cue): frozenset(_word(word, path) for word in words) for cue, words in _section(data, "cues", dict, path).items()},
        not_days=_set(data, "not_days", path),
        after_day=_set(data, "after_day", path),
        classes=frozenset(word.cls for word in lexicon.values()),
    )


def _words(data: Mapping[str, Any], path: Traversable) -> Iterator[tuple[str, TimeWord]]:
    for cls, words in _section(data, "words", dict, path).items():
        for word in words:
            yield _word(word, path), TimeWord(_word(cls, path))
    for cls, values in _section(data, "values", dict, path).items():
        for value, words in values.items():
            for word in words:
                yield _word(word, path), TimeWord(_word(cls, path), str(value))


def _word(word: object, path: Traversable) -> str:
    if not isinstance(word, str):
        raise PackError(f"{path}: {word!r} is not text; put it in quotation marks.")
    return word


def _holiday(entry: Mapping[str, Any], path: Traversable) -> Holiday:
    name = str(entry.get("name", ""))
    if not name or not entry.get("names"):
        raise PackError(f"{path}: a holiday lacks its `name` or `names`.")
    if "dates" in entry:
        days = tuple(str(day) for day in entry["dates"])
        if any(date.fromisoformat(day).year < 1900 for day in days):
            raise PackError(f"{path}: {name} has a day before 1900.")
        return Holiday(name, days)
    if "month" in entry and "day" in entry:
        return Holiday(name, (date(2000, int(entry["month"]), int(entry["day"])).isoformat()[5:],))
    if "from" in entry and "to" in entry:
        return Holiday(name, (str(entry["from"]), str(entry["to"])))
    raise PackError(f"{path}: {name} has neither `month` and `day`, nor `dates`, nor `from` and `to`.")


def _read(path: Traversable) -> object:
    try:
        loaded: object = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise PackError(f"{path} is missing; a pack with time words needs it.") from missing
    except yaml.YAMLError as broken:
        raise PackError(f"{path} is no readable YAML: {broken}") from broken
    return loaded


def _mapping(loaded: object, path: Traversable) -> Mapping[str, Any]:
    if not isinstance(loaded, dict):
        raise PackError(f"{path} should be a mapping of sections.")
    return loaded


def _section(data: Mapping[str, Any], name: str, kind: type, path: Traversable) -> Any:
    section = data.get(name)
    if not isinstance(section, kind):
        raise PackError(f"{path} lacks the section `{name}`, or it is no {kind.__name__}.")
    return section


def _set(data: Mapping[str, Any], name: str, path: Traversable) -> frozenset[str]:
    return frozenset(_word(word, path) for word in _section(data, name, list, path))
