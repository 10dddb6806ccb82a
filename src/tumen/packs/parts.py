"""The cues by which the parts of a report are told apart, as a language's pack lists them (`packs/<language>/parts.yaml`).

Each cue is a pattern with the example that proves it. Patterns are case-insensitive and may use the macros of `_MACROS`,
written `<DATE>`, `<NAME>` and so on; they hold no capturing groups, so that all cues of one place compile into one expression.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import yaml

from tumen.model import PackError, PartKind

_PACKS = Path(__file__).parent

_MACROS = {
    "NAME": r"(?-i:[A-Z][\w.'’&-]{0,30}(?: (?:[A-Z][\w.'’&-]{0,30}|of|and|the|for)){0,6})",
    "DAY": r"\d{1,2}(?:st|nd|rd|th)?",
    "TIME": r"(?:at )?[\[(]?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: [A-Z]{3,4}\b)?[\])]?",
    "END": r"(?=[\s.,;:!?|)\]>»”\"-]|\Z)",
    "SPACE": r"[ \t\u00a0]",
}


class Where(StrEnum):
    """Where on a line a cue stands: the line whole, its start, its end, or a whole line that also opens a block of its kind."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    OPENS = "opens"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: the kind it tells, where it stands, its pattern, lines that show it, and look-alikes that are none."""

    kind: PartKind
    where: Where
    pattern: str
    examples: tuple[str, ...]
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CueSet:
    """All cues of one place as one expression; `kind_of` tells which kind a match bears."""

    expression: re.Pattern[str]
    kinds: tuple[PartKind, ...]

    def kind_of(self, match: re.Match[str]) -> PartKind:
        """The kind of the cue that matched."""
        return self.kinds[(match.lastindex or 1) - 1]


@dataclass(frozen=True, slots=True)
class PartCues:
    """What a language's pack says about the parts of a report.

    `whole`, `start`, `end`, `opens` are the cues by place; `labels` the kind that a label such as `Caption:` gives what follows it;
    `speakers` who asks and who answers; `label` and `speaker` find such words (group 1). `expressions` (all of `NEEDED_EXPRESSIONS`):
    `date` a day with its year and `month_year`, both with named groups; `time` of the clock; `issue` the name of a numbered issue;
    `posted` and `updated`, words that end right before a date; `temperature`; the start of a `byline`; a feed's `stamp`; a wire
    `dateline`; words that announce a quoted `notice`; a line with `caption_end`, an outlet in brackets.
    """

    lang: str
    cues: tuple[Cue, ...]
    whole: CueSet
    start: CueSet
    end: CueSet
    opens: CueSet
    months: Mapping[str, int]
    labels: Mapping[str, PartKind]
    speakers: Mapping[str, PartKind]
    label: re.Pattern[str]
    speaker: re.Pattern[str]
    expressions: Mapping[str, re.Pattern[str]]


NEEDED_EXPRESSIONS = (
    "date", "month_year", "time", "issue", "posted", "updated", "temperature", "byline", "stamp", "dateline", "notice", "caption_end",
)
NO_MATCH = re.compile(r"(?!)")


def cue_languages() -> tuple[str, ...]:
    """The languages whose packs have cues, sorted."""
    return tuple(sorted(path.parent.name for path in _PACKS.glob("*/parts.yaml")))


@lru_cache(maxsize=64)
def part_cues(lang: str) -> PartCues:
    """The cues of a language; of a language without a pack, cues that match nothing, so that its reports keep their text as body.

    Raises PackError where the pack's file breaks the rules.
    """
    path = _PACKS / lang / "parts.yaml"
    if not (lang.isascii() and lang.isalpha()) or not path.is_file():
        return _bare(lang)
    return read_part_cues(path.read_text(encoding="utf-8"), lang)


def read_part_cues(source: str, lang: str) -> PartCues:
    """Checks and compiles the text of a `parts.yaml`. Raises PackError with the faulty entry named."""
    data = yaml.safe_load(source)
    if not isinstance(data, dict):
        raise PackError(f"{lang}/parts.yaml is not a mapping; see the shipped English one for its form.")
    months = _months(data.get("months"), lang)
    macros = _macros(data, months, lang)
    cues = tuple(_cue(entry, lang) for entry in _listed(data, "cues", lang))
    expressions = dict.fromkeys(NEEDED_EXPRESSIONS, NO_MATCH)
    for name, pattern in _mapped(data, "expressions", lang).items():
        if name not in expressions:
            raise PackError(f"{lang}/parts.yaml names an unknown expression '{name}'; known are {', '.join(NEEDED_EXPRESSIONS)}.")
        expressions[name] = _compile(pattern, macros, lang, groups=True)
    labels = {word: _kind(kind, lang) for word, kind in _mapped(data, "labels", lang).items()}
    speakers = {word: _kind(kind, lang) for word, kind in _mapped(data, "speakers", lang).items()}
    return PartCues(
        lang=lang,
        cues=cues,
        whole=_cue_set(cues, Where.WHOLE, macros, lang),
        start=_cue_set(cues, Where.START, macros, lang),
        end=_cue_set(cues, Where.END, macros, lang),
        opens=_cue_set(cues, Where.OPENS, macros, lang),
        months=months,
        labels=labels,
        speakers=speakers,
        label=re.compile(rf"(?:(?<=[.!?)”\"] )|(?<![^\n]))({_any(labels)})(?: ?: )", re.IGNORECASE),
        speaker=re.compile(rf"\[?({_any(speakers)})(?:\]|[.:])\s", re.IGNORECASE),
        expressions=expressions,
    )


def _bare(lang: str) -> PartCues:
    none = CueSet(NO_MATCH, ())
    return PartCues(lang, (), none, none, none, none, {}, {}, {}, NO_MATCH, NO_MATCH, dict.fromkeys(NEEDED_EXPRESSIONS, NO_MATCH))


def _any(words: Mapping[str, object]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or "(?!)"


def _macros(data: Mapping[str, object], months: Mapping[str, int], lang: str) -> dict[str, str]:
    macros = dict(_MACROS)
    macros["MONTH"] = "(?:" + "|".join(sorted(map(re.escape, months), key=len, reverse=True)) + r")\b\.?"
    for name, pattern in _mapped(data, "macros", lang).items():
        macros[name] = "(?:" + _expand(pattern, macros, lang) + ")"
    return macros


def _expand(pattern: str, macros: Mapping[str, str], lang: str) -> str:
    def of(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in macros:
            raise PackError(f"{lang}/parts.yaml uses the unknown macro <{name}>.")
        return macros[name]

    return re.sub(r"(?<!\?P)<([A-Z_]{2,})>", of, pattern)


def _compile(pattern: str, macros: Mapping[str, str], lang: str, *, groups: bool = False) -> re.Pattern[str]:
    try:
        compiled = re.compile(_expand(pattern, macros, lang), re.IGNORECASE)
    except re.error as error:
        raise PackError(f"{lang}/parts.yaml holds a broken pattern '{pattern}': {error}.") from error
    if compiled.groups and not groups:
        raise PackError(f"{lang}/parts.yaml holds a capturing group in '{pattern}'; write (?:...) instead.")
    return compiled


def _cue_set(cues: Sequence[Cue], where: Where, macros: Mapping[str, str], lang: str) -> CueSet:
    chosen = [cue for cue in cues if cue.where is where]
    if not chosen:
        return CueSet(NO_MATCH, ())
    head = r"(?<!\w)" if where is Where.END else ""
    tail = r"(?![\s.]{0,9}(?-i:[a-z]))" if where is Where.START else r"\s*\Z"
    for cue in chosen:
        _compile(cue.pattern, macros, lang)
    joined = head + "(?:" + "|".join(f"({_expand(cue.pattern, macros, lang)})" for cue in chosen) + ")" + tail
    return CueSet(re.compile(joined, re.IGNORECASE), tuple(cue.kind for cue in chosen))


def _cue(entry: object, lang: str) -> Cue:
    if not isinstance(entry, dict) or not {"kind", "where", "pattern", "examples"} <= entry.keys():
        raise PackError(f"{lang}/parts.yaml has a cue without kind, where, pattern and examples: {entry}.")
    where = str(entry["where"])
    if where not in set(Where):
        raise PackError(f"{lang}/parts.yaml has a cue at the unknown place '{where}'.")
    examples, never = entry["examples"], entry.get("never", [])
    if not examples or not all(isinstance(line, str) for line in [*examples, *never]):
        raise PackError(f"{lang}/parts.yaml has a cue whose examples are no list of lines: {entry['pattern']}.")
    return Cue(_kind(str(entry["kind"]), lang), Where(where), str(entry["pattern"]), tuple(examples), tuple(never))


def _kind(word: str, lang: str) -> PartKind:
    if word not in set(PartKind):
        raise PackError(f"{lang}/parts.yaml names the unknown kind of part '{word}'.")
    return PartKind(word)


def _months(data: object, lang: str) -> dict[str, int]:
    if not isinstance(data, dict) or not all(isinstance(name, str) and number in range(1, 13) for name, number in data.items()):
        raise PackError(f"{lang}/parts.yaml must map each name of a month to its number under 'months'.")
    return {name.lower(): int(number) for name, number in data.items()}


def _listed(data: Mapping[str, object], key: str, lang: str) -> list[object]:
    value = data.get(key)
    if not isinstance(value, list):
        raise PackError(f"{lang}/parts.yaml must hold a list under '{key}'.")
    return value


def _mapped(data: Mapping[str, object], key: str, lang: str) -> dict[str, str]:
    value = data.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(item, str) for pair in value.items() for item in pair):
        raise PackError(f"{lang}/parts.yaml must map words to words under '{key}'.")
    return value
