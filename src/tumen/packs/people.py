"""A language's words for people: head nouns and their classes, kin, staff, modifiers, pronouns and number words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from tumen.model import PackError
from tumen.packs.organs import ORGAN_CLASSES, name_words, plural

PRECEDENCE = (
    "believer",
    "family_of_accused",
    "defector_family",
    "smuggler_broker",
    "defector",
    "soldier",
    "official",
    "trader",
    "student_youth",
    "child",
    "detainee",
    "foreigner",
    "woman",
    "resident",
)
PEOPLE_CLASSES = frozenset({*PRECEDENCE, "organisation_other"})
_COUNTRY_KEYS = frozenset({"version", "nationality", "demonyms", "metonyms", "foreign_places", "heads", "surnames"})
_NUMBER_LISTS = (
    "about",
    "nearly",
    "from",
    "upto",
    "below",
    "or_more",
    "or_so",
    "not_after",
    "others",
    "self",
    "dozen",
    "groups",
    "fractions",
    "singular",
)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words that say how many persons (codebook, section 5)."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    multiples: Mapping[str, int]
    dozen: frozenset[str]
    about: frozenset[str]
    nearly: frozenset[str]
    at_least: frozenset[str]
    upto: frozenset[str]
    below: frozenset[str]
    or_more: frozenset[str]
    or_so: frozenset[str]
    vague: Mapping[str, tuple[int, int | None]]
    pairs: Mapping[str, int]
    self_words: frozenset[str]
    others: frozenset[str]
    not_after: frozenset[str]
    singular: frozenset[str]
    groups: frozenset[str]
    fractions: frozenset[str]
    open_ended: frozenset[str]
    small: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class HeadWord:
    """A noun for people as it stands in a text.

    `kind` is `person`, `kin` or `role`; `fit` the organ classes a role may serve, likeliest first; `rest` the words after the first.
    """

    lemma: str
    kind: str
    cls: str
    first: str
    rest: tuple[str, ...]
    plural: bool
    gender: str | None = None
    fit: tuple[str, ...] = ()
    generic: bool = False
    collective: bool = False
    pair: bool = False


@dataclass(frozen=True, slots=True)
class PeopleLexicon:
    """All words for people of a language, with those of one country added."""

    heads: Mapping[str, tuple[HeadWord, ...]] = field(repr=False)
    units: frozenset[str] = field(repr=False)
    levels: frozenset[str] = field(repr=False)
    areas: frozenset[str] = field(repr=False)
    determiners: frozenset[str] = field(repr=False)
    possessives: frozenset[str] = field(repr=False)
    negative: frozenset[str] = field(repr=False)
    modifiers: Mapping[str, str] = field(repr=False)
    foreign: frozenset[str] = field(repr=False)
    nationality: frozenset[str] = field(repr=False)
    demonyms: Mapping[str, str] = field(repr=False)
    metonyms: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(repr=False)
    foreign_places: frozenset[str] = field(repr=False)
    surnames: frozenset[str] = field(repr=False)
    staffing: frozenset[str] = field(repr=False)
    sets: Mapping[str, frozenset[str]] = field(repr=False)
    genders: Mapping[str, str] = field(repr=False)
    generic: frozenset[str] = field(repr=False)
    quantities: frozenset[str] = field(repr=False)
    cues: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(repr=False)
    cue_weights: Mapping[str, float] = field(repr=False)
    topical: frozenset[str] = field(repr=False)
    vague: frozenset[str] = field(repr=False)
    pronouns: Mapping[str, tuple[bool, str | None]] = field(repr=False)
    indefinite_one: frozenset[str] = field(repr=False)
    indefinite_many: frozenset[str] = field(repr=False)
    indefinite_definite: frozenset[str] = field(repr=False)
    sources: frozenset[str] = field(repr=False)
    say: frozenset[str] = field(repr=False)
    told_to: frozenset[str] = field(repr=False)
    titles: frozenset[str] = field(repr=False)
    naming: frozenset[str] = field(repr=False)
    number_follows: frozenset[str] = field(repr=False)
    acts: frozenset[str] = field(repr=False)
    before_numbers: frozenset[str] = field(repr=False)
    also: Mapping[str, tuple[str, ...]] = field(repr=False)
    clause_openers: frozenset[str] = field(repr=False)
    stops: frozenset[str] = field(repr=False)
    decades: frozenset[str] = field(repr=False)
    decade_parts: frozenset[str] = field(repr=False)
    predeterminers: frozenset[str] = field(repr=False)
    approximators: frozenset[str] = field(repr=False)
    calendar: frozenset[str] = field(repr=False)
    numbers: NumberWords = field(repr=False)
    bare: frozenset[str] = field(repr=False)
    plurals: Mapping[str, str] = field(repr=False)


def load_people(language: Traversable, country: Traversable | None) -> PeopleLexicon:
    """Read and check `people.yaml` of a language pack's folder, and a country's `people_terms.yaml`; None reads the language alone.

    Raises PackError where a file is missing, a class is unknown or a key is not expected.
    """
    data = _read(language, "people.yaml")
    where = f"{language.name}/people.yaml"
    terms: dict[str, Any] = {"nationality": [], "demonyms": [], "metonyms": {}, "foreign_places": [], "heads": {}, "surnames": []}
    if country is not None:
        terms = _read(country, "people_terms.yaml")
        if set(terms) != _COUNTRY_KEYS:
            raise PackError(f"{country.name}/people_terms.yaml must hold exactly {sorted(_COUNTRY_KEYS)}.")
    try:
        return _lexicon(data, terms, where)
    except KeyError as missing:
        raise PackError(f"{where} lacks the key {missing}.") from missing


def _read(folder: Traversable, name: str) -> dict[str, Any]:
    path = folder.joinpath(name)
    if not path.is_file():
        raise PackError(f"{folder.name}/{name} is missing.")
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(data, dict):
        raise PackError(f"{folder.name}/{name} must be a mapping.")
    return data


def _lexicon(data: dict[str, Any], terms: dict[str, Any], where: str) -> PeopleLexicon:
    irregular: dict[str, str] = data["plurals"]
    numbers = _numbers(data["numbers"])
    demonyms = dict.fromkeys(data["foreign_demonyms"], "foreigner") | dict.fromkeys(terms["demonyms"], "resident")
    modifiers: dict[str, str] = {}
    for cls, words in data["modifiers"].items():
        if cls not in PEOPLE_CLASSES and cls not in ("plain", "noun"):
            raise PackError(f"{where}: modifiers of the unknown class {cls}.")
        for word in words:
            if cls not in ("plain", "noun") or word not in modifiers:
                modifiers[word] = "" if cls in ("plain", "noun") else cls
    metonyms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cls, names in terms["metonyms"].items():
        if cls not in ORGAN_CLASSES:
            raise PackError(f"people_terms.yaml: metonyms of the unknown class {cls}.")
        for name in names:
            words = name_words(name)
            metonyms.setdefault(words[0], []).append((words, cls))
    words_of = {
        key: frozenset(data[key])
        for key in (
            "units",
            "levels",
            "areas",
            "determiners",
            "possessives",
            "negative",
            "titles",
            "naming",
            "number_follows",
            "acts",
            "before_numbers",
            "clause_openers",
            "stops",
            "say_verbs",
            "told_to",
            "source_words",
        )
    }
    return PeopleLexicon(
        heads=_heads(data, terms, irregular, where),
        units=words_of["units"] | {plural(word, irregular) for word in words_of["units"]},
        levels=words_of["levels"],
        areas=words_of["areas"],
        determiners=words_of["determiners"],
        possessives=words_of["possessives"],
        negative=words_of["negative"],
        modifiers=modifiers,
        foreign=frozenset(data["foreign_nationalities"]),
        nationality=frozenset(terms["nationality"]),
        demonyms=demonyms,
        metonyms={first: tuple(sorted(found, key=lambda entry: -len(entry[0]))) for first, found in metonyms.items()},
        foreign_places=frozenset(name.lower() for name in terms["foreign_places"]),
        surnames=frozenset(terms["surnames"]),
        staffing=frozenset(data["staffing"]),
        sets={name: frozenset(words) for name, words in data["sets"].items()},
        generic=frozenset(data["generic"]),
        genders=dict.fromkeys(data["female"], "female") | dict.fromkeys(data["male"], "male"),
        quantities=frozenset(data["quantities"]),
        cue_weights={cls: float(data["cue_weights"].get(cls, 1)) for cls in data["cues"]},
        topical=frozenset(data["topical"]),
        vague=frozenset(data["vague_heads"]),
        cues=_cues(data["cues"], where),
        pronouns={word: (entry["number"] == "many", entry.get("gender")) for word, entry in data["pronouns"].items()},
        indefinite_one=frozenset(data["indefinites"]["one"]),
        indefinite_many=frozenset(data["indefinites"]["many"]),
        indefinite_definite=frozenset(data["indefinites"]["definite"]),
        sources=words_of["source_words"],
        say=words_of["say_verbs"],
        told_to=words_of["told_to"],
        titles=words_of["titles"],
        naming=words_of["naming"],
        number_follows=words_of["number_follows"],
        before_numbers=words_of["before_numbers"],
        also=_also(data["also"], where),
        acts=words_of["acts"],
        clause_openers=words_of["clause_openers"],
        stops=words_of["stops"],
        decades=frozenset(data["numbers"]["decades"]),
        decade_parts=frozenset(data["numbers"]["parts"]),
        predeterminers=frozenset(data["predeterminers"]),
        approximators=frozenset(data["approximators"]),
        calendar=frozenset(data["calendar"]),
        numbers=numbers,
        bare=frozenset(word for group in data["indefinites"].values() for word in group)
        | frozenset(data["pronouns"])
        | numbers.small
        | numbers.open_ended
        | words_of["negative"],
        plurals=irregular,
    )


def _numbers(data: dict[str, Any]) -> NumberWords:
    lists = {key: frozenset(data[key]) for key in _NUMBER_LISTS}
    vague = {words: (bounds[0], bounds[1]) for words, bounds in data["vague"].items()}
    small = frozenset(data["units"]) | frozenset(data["tens"]) | frozenset(data["multiples"]) | lists["dozen"]
    return NumberWords(
        units=data["units"],
        tens=data["tens"],
        multiples=data["multiples"],
        dozen=lists["dozen"],
        about=lists["about"],
        nearly=lists["nearly"],
        at_least=lists["from"],
        upto=lists["upto"],
        below=lists["below"],
        or_more=lists["or_more"],
        or_so=lists["or_so"],
        vague=vague,
        pairs=data["pairs"],
        self_words=lists["self"],
        others=lists["others"],
        not_after=lists["not_after"],
        singular=lists["singular"],
        groups=lists["groups"],
        fractions=lists["fractions"],
        open_ended=frozenset(word for word, bounds in vague.items() if bounds[1] is None and " " not in word),
        small=small,
    )


def _also(data: Mapping[str, list[str]], where: str) -> dict[str, tuple[str, ...]]:
    unknown = set(data) - PEOPLE_CLASSES - ORGAN_CLASSES
    if unknown:
        raise PackError(f"{where}: `also` names the unknown classes {sorted(unknown)}.")
    nouns = dict.fromkeys(noun for found in data.values() for noun in found)
    return {noun: tuple(cls for cls, found in data.items() if noun in found) for noun in nouns}


def _cues(data: Mapping[str, list[str]], where: str) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for cls, cues in data.items():
        if cls not in PEOPLE_CLASSES:
            raise PackError(f"{where}: cues of the unknown class {cls}.")
        for cue in cues:
            words = tuple(word.lower() for word in name_words(cue))
            index.setdefault(words[0], []).append((words[1:], cls))
    return {first: tuple(found) for first, found in index.items()}


def _heads(data: dict[str, Any], terms: dict[str, Any], irregular: Mapping[str, str], where: str) -> dict[str, tuple[HeadWord, ...]]:
    found: dict[tuple[str, ...], HeadWord] = {}
    gender = dict.fromkeys(data["female"], "female") | dict.fromkeys(data["male"], "male")
    generic, collective, pairs = frozenset(data["generic"]), frozenset(data["collective"]), frozenset(data["pairs"])
    always_plural = frozenset(data["always_plural"])

    def add(noun: str, kind: str, cls: str, fit: tuple[str, ...], sex: str | None) -> None:
        for form, many in ((noun, noun in always_plural), (plural(noun, irregular), True)):
            words = tuple(word.lower() for word in name_words(form))
            found[words] = HeadWord(
                noun,
                kind,
                cls,
                words[0],
                words[1:],
                many,
                sex or gender.get(words[-1]),
                fit,
                noun in generic,
                noun in collective and not (many and form != noun),
                noun in pairs,
            )

    for cls, nouns in _classed(data["heads"], terms["heads"], where):
        for noun in nouns:
            add(noun, "person", cls, (), None)
    for sex, nouns in data["kin"].items():
        for noun in nouns:
            add(noun, "kin", "family_of_accused", (), None if sex == "any" else sex)
    for role in data["roles"]:
        unknown = {*role["fit"], role["alone"]} - ORGAN_CLASSES - PEOPLE_CLASSES
        if unknown:
            raise PackError(f"{where}: roles of unknown classes {sorted(unknown)}.")
        for noun in role["words"]:
            add(noun, "role", role["alone"], tuple(role["fit"]), None)
    index: dict[str, list[HeadWord]] = {}
    for words, head in found.items():
        index.setdefault(words[0], []).append(head)
    return {first: tuple(sorted(heads, key=lambda head: -len(head.rest))) for first, heads in index.items()}


def _classed(language: Mapping[str, list[str]], country: Mapping[str, list[str]], where: str) -> Iterable[tuple[str, list[str]]]:
    for groups in (language, country):
        for cls, nouns in groups.items():
            if cls not in PEOPLE_CLASSES:
                raise PackError(f"{where}: heads of the unknown class {cls}.")
            yield cls, nouns
