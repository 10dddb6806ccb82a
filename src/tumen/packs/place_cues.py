"""Words that tell how a place name is used: those of a language, and those a country adds."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from ahocorasick_rs import AhoCorasick, MatchKind

from tumen.model import PackError
from tumen.packs.places import PlaceLevel, PlaceTable, fold

_LANGUAGE_LISTS = frozenset({
    "small_nouns", "locatives", "lead_words", "source_nouns", "person_nouns", "source_gap", "place_prepositions", "speech_verbs",
    "speech_adverbs", "quoting", "articles", "organ_nouns", "organ_modifiers", "organ_sites", "outlet_after", "outlet_before",
    "title_after", "natural_after", "natural_before", "river_next", "river_before", "metonym_verbs", "metonym_auxiliaries",
    "metonym_nouns", "metonym_before", "order_nouns", "border_before", "coordinators", "alternatives", "one_of", "list_words",
})
_COUNTRY_KEYS = {
    "demonyms": dict, "definite": dict, "joint_names": dict, "suffixes": dict, "capitals": list, "river_names": list, "persons": list,
    "surnames": list, "organ_nouns": list,
}


@dataclass(frozen=True, slots=True)
class PlaceCues:
    """Compiled cue words.

    `nouns` maps an administrative noun to the levels it admits, `suffixes` a hyphenated suffix. Patterns named `*_after` are matched at the
    end of a name, those named `*_before` are searched in the words up to it and reach its start. `child_gap` and `parent_gap` match
    what may stand between a place and the larger one around it, `joined` what joins two places of a list. `terms` finds the folded forms of
    `term_list`, the country's own words, in that order; `persons` and `surnames` are folded.
    """

    nouns: Mapping[str, frozenset[PlaceLevel]]
    suffixes: Mapping[str, frozenset[PlaceLevel]]
    small_nouns: frozenset[str]
    noun_after: re.Pattern[str] = field(repr=False)
    noun_before: re.Pattern[str] = field(repr=False)
    suffix_after: re.Pattern[str] = field(repr=False)
    locative_before: re.Pattern[str] = field(repr=False)
    source_before: re.Pattern[str] = field(repr=False)
    person_before: re.Pattern[str] = field(repr=False)
    quoted_person_before: re.Pattern[str] = field(repr=False)
    source_after: re.Pattern[str] = field(repr=False)
    person_after: re.Pattern[str] = field(repr=False)
    speech_after: re.Pattern[str] = field(repr=False)
    quoting_before: re.Pattern[str] = field(repr=False)
    organ_after: re.Pattern[str] = field(repr=False)
    outlet_after: re.Pattern[str] = field(repr=False)
    outlet_before: re.Pattern[str] = field(repr=False)
    natural_after: re.Pattern[str] = field(repr=False)
    natural_before: re.Pattern[str] = field(repr=False)
    river_after: re.Pattern[str] = field(repr=False)
    river_before: re.Pattern[str] = field(repr=False)
    metonym_after: re.Pattern[str] = field(repr=False)
    metonym_before: re.Pattern[str] = field(repr=False)
    border_before: re.Pattern[str] = field(repr=False)
    child_gap: re.Pattern[str] = field(repr=False)
    parent_gap: re.Pattern[str] = field(repr=False)
    joined: re.Pattern[str] = field(repr=False)
    alternatives: frozenset[str]
    one_of_before: re.Pattern[str] = field(repr=False)
    term_list: tuple["PlaceTerm", ...]
    terms: AhoCorasick = field(repr=False)
    capitals: frozenset[str]
    river_names: frozenset[str]
    persons: frozenset[str]
    surnames: frozenset[str]


@dataclass(frozen=True, slots=True)
class PlaceTerm:
    """A word of the country that points to places: a demonym, a word for a country with the article, or a joint name."""

    form: str
    places: tuple[str, ...]
    demonym: bool = False
    definite: bool = False


def load_place_cues(language: Traversable, country: Traversable, table: PlaceTable) -> PlaceCues:
    """Read and check `place_cues.yaml` of a language and `places_terms.yaml` of a country.

    Raises PackError where a key is unknown or missing, an entry is no text, or a place id is not in the table.
    """
    words = _read(language, "place_cues.yaml")
    wanted = _LANGUAGE_LISTS | {"version", "admin_nouns"}
    if set(words) != wanted:
        raise PackError(f"{language.name}/place_cues.yaml: missing {sorted(wanted - set(words))}, unknown {sorted(set(words) - wanted)}.")
    for key in _LANGUAGE_LISTS:
        _check_texts(words[key], f"{language.name}/place_cues.yaml, {key}")
    terms = _read(country, "places_terms.yaml")
    if set(terms) != set(_COUNTRY_KEYS) | {"version"}:
        raise PackError(f"{country.name}/places_terms.yaml must hold exactly version, {', '.join(_COUNTRY_KEYS)}.")
    for key, kind in _COUNTRY_KEYS.items():
        if not isinstance(terms[key], kind):
            raise PackError(f"{country.name}/places_terms.yaml: {key} must be a {kind.__name__}.")
        _check_texts(terms[key], f"{country.name}/places_terms.yaml, {key}")
    forms = _terms(terms, table, country.name)
    nouns = _levels(words["admin_nouns"], f"{language.name}/place_cues.yaml, admin_nouns")
    suffixes = _levels(terms["suffixes"], f"{country.name}/places_terms.yaml, suffixes")
    return _cues(words, terms, forms, nouns, suffixes)


def _read(folder: Traversable, name: str) -> dict[str, Any]:
    path = folder.joinpath(name)
    if not path.is_file():
        raise PackError(f"{folder.name}/{name} is missing.")
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(data, dict):
        raise PackError(f"{folder.name}/{name} must be a mapping.")
    return data


def _check_texts(entries: Iterable[object], where: str) -> None:
    wrong = [entry for entry in entries if not isinstance(entry, str)]
    if wrong:
        raise PackError(f"{where}: {wrong} is no text; quote it.")


def _terms(terms: Mapping[str, Any], table: PlaceTable, country: str) -> dict[str, PlaceTerm]:
    forms: dict[str, PlaceTerm] = {}
    for form, place in terms["demonyms"].items():
        forms[fold(form)] = PlaceTerm(form, (place,), demonym=True)
    for form, place in terms["definite"].items():
        forms[fold(form)] = PlaceTerm(form, (place,), definite=True)
    for form, places in terms["joint_names"].items():
        forms[fold(form)] = PlaceTerm(form, tuple(places))
    named = {place for term in forms.values() for place in term.places} | set(terms["capitals"]) | set(terms["river_names"])
    unknown = sorted(named - set(table.places))
    if unknown:
        raise PackError(f"{country}/places_terms.yaml: no places with the ids {unknown}.")
    return forms


def _levels(entries: Mapping[str, list[str]], where: str) -> dict[str, frozenset[PlaceLevel]]:
    try:
        return {noun: frozenset(PlaceLevel(level) for level in levels) for noun, levels in entries.items()}
    except ValueError as error:
        raise PackError(f"{where}: {error}.") from error


def _any(words: Iterable[str]) -> str:
    """An alternation of words, longest first, any apostrophe and one white space for each space."""
    parts = (re.escape(word).replace("'", "['’]").replace("\\ ", r"\s") for word in sorted(set(words), key=lambda word: (-len(word), word)))
    return f"(?:{'|'.join(parts)})"


def _cues(
    words: Mapping[str, Any], terms: Mapping[str, Any], forms: Mapping[str, PlaceTerm], nouns: Mapping[str, frozenset[PlaceLevel]],
    suffixes: Mapping[str, frozenset[PlaceLevel]],
) -> PlaceCues:
    alt = {key: _any(words[key]) for key in _LANGUAGE_LISTS}
    alt["organ_nouns"] = _any([*words["organ_nouns"], *terms["organ_nouns"]])
    alt["lead_words"] = _any([*words["lead_words"], *(form.lower() for form in terms["demonyms"])])
    shouted = _any(word.upper() for word in words["outlet_after"])
    noun = _any(nouns)
    lead = rf"(?:{alt['lead_words']}\s){{0,6}}"
    gap = rf"(?:,?\s{alt['source_gap']}\b){{0,6}}"
    inside = rf"{gap},?\s{alt['place_prepositions']}\s{lead}$"
    some = rf"(?:{alt['articles']}\s)(?:[\w’'-]{{1,20}}\s){{0,3}}"
    speech = rf"(?:,[^,.;!?\n]{{1,60}},)?(?:\s{alt['speech_adverbs']}\b){{0,3}}\s{alt['speech_verbs']}\b"
    small = re.IGNORECASE
    return PlaceCues(
        nouns=nouns,
        suffixes=suffixes,
        small_nouns=frozenset(words["small_nouns"]),
        noun_after=re.compile(rf"[\"”]?\s({noun})(?![\w-])", small),
        noun_before=re.compile(rf"\b({noun})\sof\s(?:the\s)?$", small),
        suffix_after=re.compile(rf"-({_any(suffixes)})(?![\w-])", small),
        locative_before=re.compile(rf"\b{alt['locatives']}\s{lead}$", small),
        source_before=re.compile(rf"\b{alt['source_nouns']}{inside}", small),
        person_before=re.compile(rf"\b{alt['person_nouns']}{inside}", small),
        quoted_person_before=re.compile(rf"\b{alt['quoting']}\s{some}{alt['person_nouns']}{inside}", small),
        source_after=re.compile(rf"(?:['’]s)?(?:\s[a-z]{{1,16}}(?:-[a-z]{{1,16}})?){{0,2}}\s{alt['source_nouns']}\b"),
        person_after=re.compile(rf"(?:['’]s)?(?:\s[a-z]{{1,16}}){{0,1}}\s{alt['person_nouns']}\b"),
        speech_after=re.compile(speech),
        quoting_before=re.compile(rf"\b{alt['quoting']}\s(?:{some})?$", small),
        organ_after=re.compile(
            rf"(?:['’]s)?(?!\s{alt['coordinators']}\b)(?:\s{alt['organ_modifiers']}(?=\s)){{0,6}}\s{alt['organ_nouns']}(?![\w-])"
            rf"(?!(?:\s{alt['organ_modifiers']})?\s{alt['organ_sites']}\b)",
            small,
        ),
        outlet_after=re.compile(rf"\s(?:{alt['outlet_after']}|{shouted}|(?:[A-Z]\w{{1,20}}\s(?:and\s)?){{0,4}}{alt['title_after']})(?!\w)"),
        outlet_before=re.compile(rf"(?<!\w){alt['outlet_before']}\s$"),
        natural_after=re.compile(rf"(?:['’]s)?\s{alt['natural_after']}(?!\w)"),
        natural_before=re.compile(rf"(?<!\w){alt['natural_before']}\s$"),
        river_after=re.compile(rf"\s{alt['river_next']}(?!\w)|\s?(?:[^\w\s'’-]|$)"),
        river_before=re.compile(rf"\b{alt['river_before']}\sthe\s$", small),
        metonym_after=re.compile(
            rf"(?:(?:\s{alt['metonym_auxiliaries']}(?=\s)){{0,4}}\s{alt['metonym_verbs']}(?![\w-])|['’]s\s(?:[\w-]{{1,20}}\s){{0,1}}{alt['metonym_nouns']}(?!\w))"
        ),
        metonym_before=re.compile(rf"\b(?:{alt['metonym_before']}\s|{alt['order_nouns']}(?:\s[a-z]{{1,12}}){{0,2}}\sfrom\s)$", small),
        border_before=re.compile(rf"\b{alt['border_before']}\s(?:the\s)?$", small),
        child_gap=re.compile(rf",?\s(?:{alt['place_prepositions']}\s)?{lead}|,?\s\("),
        parent_gap=re.compile(rf"(?:['’]s)?,?\s{lead}|\s\("),
        joined=re.compile(rf"(?:['’]s)?\s?(?:[,;/]\s?)?({alt['coordinators']}\s)?(?:{alt['list_words']}\s){{0,3}}", small),
        alternatives=frozenset(words["alternatives"]),
        one_of_before=re.compile(rf"\b{alt['one_of']}\s(?:\w{{1,20}}\s){{0,5}}$", small),
        term_list=tuple(forms[form] for form in sorted(forms)),
        terms=AhoCorasick(sorted(forms), matchkind=MatchKind.LeftmostLongest),
        capitals=frozenset(terms["capitals"]),
        river_names=frozenset(terms["river_names"]),
        persons=frozenset(fold(name) for name in terms["persons"]),
        surnames=frozenset(fold(name) for name in terms["surnames"]),
    )
