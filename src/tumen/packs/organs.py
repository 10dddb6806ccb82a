"""The authority file of a country's organs: who may act for the state, by what names, in which years."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from tumen.model import PackError

ORGAN_CLASSES = frozenset(
    {
        "state_security",
        "social_security",
        "prosecution",
        "court",
        "party",
        "leader",
        "joint_command",
        "border_guard",
        "military",
        "neighbourhood_unit",
        "mass_organisation",
        "local_government",
        "quarantine_command",
        "customs_trade",
        "workplace_school",
        "prison_staff",
        "informant",
        "authorities",
        "foreign_state",
        "organisation_other",
    }
)
_RECORD_KEYS = frozenset({"id", "class", "parent", "branches", "names", "staff", "source", "examples"})
_NAME_KEYS = frozenset({"name", "from", "until", "northern", "southern", "cased", "weak", "ambiguous", "rivals"})
_SOURCES = frozenset({"own-knowledge", "public-usage"})
_MARKED = re.compile(r"\[\[([^\[\]]{1,300})\]\]")
_WORD = re.compile(r"\d{1,3}(?:,\d{3}){1,6}|[^\W_][\w'\-]*")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name as they are looked up in a text: straight apostrophes, no marks, letters as written."""
    return tuple(found.group().rstrip("'-") for found in _WORD.finditer(name.replace("’", "'")))


def plural(noun: str, irregular: Mapping[str, str]) -> str:
    """The plural of an English noun phrase, by its last word."""
    if noun in irregular:
        return irregular[noun]
    stem, _, last = noun.rpartition(" ")
    lead = f"{stem} " if stem else ""
    if last in irregular:
        return lead + irregular[last]
    if last.endswith("man"):
        return f"{lead}{last[:-3]}men"
    if last.endswith(("s", "x", "ch", "sh")):
        return f"{lead}{last}es"
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{lead}{last[:-1]}ies"
    return f"{lead}{last}s"


@dataclass(frozen=True, slots=True)
class OrganName:
    """One name of an organ in one language, with the years it was in use.

    `cased` names match only as spelt; `weak` names count only beside another word of an organ; an `ambiguous` name may also mean the
    organs in `rivals`.
    """

    name: str
    since: int | None = None
    until: int | None = None
    northern: bool = False
    southern: bool = False
    cased: bool = False
    weak: bool = False
    ambiguous: bool = False
    rivals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OrganExample:
    """An invented sentence, and the words in it that must be found as one mention of the organ."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class Organ:
    """One record of the authority file."""

    id: str
    cls: str
    parent: str | None
    branches: bool
    names: Mapping[str, tuple[OrganName, ...]]
    staff: Mapping[str, tuple[str, ...]]
    source: str
    examples: tuple[OrganExample, ...]


@dataclass(frozen=True, slots=True)
class OrganPhrase:
    """A name or staff phrase ready to be looked up: its words after the first, in small letters unless `cased`."""

    rest: tuple[str, ...]
    first: str
    organ: Organ
    name: OrganName
    staff: bool
    plural: bool


@dataclass(frozen=True, slots=True)
class OrganFile:
    """All organs of a country, and an index of their phrases by language and first word (longest first)."""

    organs: Mapping[str, Organ]
    phrases: Mapping[str, Mapping[str, tuple[OrganPhrase, ...]]] = field(repr=False)

    def __iter__(self) -> Iterator[Organ]:
        return iter(self.organs.values())

    def ancestors(self, organ_id: str) -> tuple[str, ...]:
        """The ids above an organ, nearest first."""
        found: list[str] = []
        parent = self.organs[organ_id].parent
        while parent is not None:
            found.append(parent)
            parent = self.organs[parent].parent
        return tuple(found)


def load_organs(country: Traversable, irregular_plurals: Mapping[str, str]) -> OrganFile:
    """Read and check `organs.yaml` of a country pack's folder.

    Raises PackError where a key, class, parent, year or rival is not as the file's head says.
    """
    where = f"{country.name}/organs.yaml"
    path = country.joinpath("organs.yaml")
    if not path.is_file():
        raise PackError(f"{where} is missing; a country pack needs an authority file of organs.")
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(data, dict) or set(data) != {"version", "organs"}:
        raise PackError(f"{where} must hold exactly `version` and `organs`.")
    organs: dict[str, Organ] = {}
    for record in data["organs"]:
        organ = _organ(record, where)
        if organ.id in organs:
            raise PackError(f"{where}: the id {organ.id} stands twice.")
        organs[organ.id] = organ
    _check_links(organs, where)
    return OrganFile(organs, _index(organs, irregular_plurals))


def _organ(record: Any, where: str) -> Organ:
    if not isinstance(record, dict) or "id" not in record:
        raise PackError(f"{where}: each organ is a mapping with an id.")
    key = record["id"]
    extra = set(record) - _RECORD_KEYS
    lacking = _RECORD_KEYS - {"branches"} - set(record)
    if extra or lacking:
        raise PackError(f"{where}, {key}: unknown keys {sorted(extra)}, missing keys {sorted(lacking)}.")
    if record["class"] not in ORGAN_CLASSES:
        raise PackError(f"{where}, {key}: {record['class']} is no class of a state organ.")
    if record["source"] not in _SOURCES:
        raise PackError(f"{where}, {key}: source must be one of {sorted(_SOURCES)}.")
    examples = []
    for text in record["examples"]:
        marked = _MARKED.search(text)
        if marked is None:
            raise PackError(f"{where}, {key}: the example {text!r} marks no words with [[ ]].")
        examples.append(OrganExample(_MARKED.sub(r"\1", text), marked.group(1)))
    if not examples:
        raise PackError(f"{where}, {key}: an organ needs an example.")
    return Organ(
        id=key,
        cls=record["class"],
        parent=record["parent"],
        branches=bool(record.get("branches", False)),
        names={lang: tuple(_name(name, where, key) for name in names) for lang, names in record["names"].items()},
        staff={lang: tuple(words) for lang, words in record["staff"].items()},
        source=record["source"],
        examples=tuple(examples),
    )


def _name(entry: Any, where: str, key: str) -> OrganName:
    if isinstance(entry, str):
        return OrganName(entry)
    if not isinstance(entry, dict) or "name" not in entry or set(entry) - _NAME_KEYS:
        raise PackError(f"{where}, {key}: {entry!r} is no name.")
    since, until = entry.get("from"), entry.get("until")
    if since is not None and until is not None and since > until:
        raise PackError(f"{where}, {key}: {entry['name']} ends before it begins.")
    rivals = tuple(entry.get("rivals", ()))
    if bool(rivals) != bool(entry.get("ambiguous", False)):
        raise PackError(f"{where}, {key}: {entry['name']} needs rivals if, and only if, it is ambiguous.")
    flags = {flag: bool(entry.get(flag, False)) for flag in ("northern", "southern", "cased", "weak", "ambiguous")}
    return OrganName(entry["name"], since, until, rivals=rivals, **flags)


def _check_links(organs: Mapping[str, Organ], where: str) -> None:
    for organ in organs.values():
        seen = {organ.id}
        parent = organ.parent
        while parent is not None:
            if parent not in organs:
                raise PackError(f"{where}, {organ.id}: the parent {parent} is not in the file.")
            if parent in seen:
                raise PackError(f"{where}, {organ.id}: is its own ancestor through {parent}.")
            seen.add(parent)
            parent = organs[parent].parent
        for names in organ.names.values():
            for name in names:
                for rival in name.rivals:
                    if rival not in organs:
                        raise PackError(f"{where}, {organ.id}: the rival {rival} of {name.name} is not in the file.")


def _index(organs: Mapping[str, Organ], irregular: Mapping[str, str]) -> dict[str, dict[str, tuple[OrganPhrase, ...]]]:
    index: dict[str, dict[str, list[OrganPhrase]]] = {}
    for organ in organs.values():
        for lang, names in organ.names.items():
            for name in names:
                _add(index.setdefault(lang, {}), organ, name, name.name, staff=False, many=False)
        for lang, words in organ.staff.items():
            for noun in words:
                name = OrganName(noun)
                _add(index.setdefault(lang, {}), organ, name, noun, staff=True, many=plural(noun, irregular) == noun)
                _add(index[lang], organ, name, plural(noun, irregular), staff=True, many=True)
    return {
        lang: {first: tuple(sorted(found, key=lambda phrase: -len(phrase.rest))) for first, found in entries.items()}
        for lang, entries in index.items()
    }


def _add(entries: dict[str, list[OrganPhrase]], organ: Organ, name: OrganName, words: str, *, staff: bool, many: bool) -> None:
    parts = name_words(words)
    if not name.cased:
        parts = tuple(part.lower() for part in parts)
    known = entries.setdefault(parts[0].lower(), [])
    if all((other.first, other.rest) != (parts[0], parts[1:]) or other.staff is not staff for other in known):
        known.append(OrganPhrase(parts[1:], parts[0], organ, name, staff, many))
