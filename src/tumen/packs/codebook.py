"""The codebook: what an event is, its types and fields and every value they may take, as data that a documenter can read and correct."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any, Literal, TypeVar

import yaml

from tumen.model import Basis, PackError, Source, Status

_MARKED = re.compile(r"\[\[([^\[\]]{1,200})\]\]")
_ID = re.compile(r"[a-z][a-z_]{1,40}")
_VERSION = re.compile(r"\d{1,3}\.\d{1,3}")
_HURIDOCS_CODE = re.compile(r"\d{12}")
_UDHR_ARTICLES = range(1, 31)
_LEAST_EXAMPLES = 2
_PARTS = (
    "version", "principles", "types", "fields", "statuses", "sources", "bases", "classes", "precedence", "class_notes",
    "counts", "count_notes", "times", "time_notes", "report_fields", "decisions",
)
_TYPE_KEYS = ("id", "definition", "takes_in", "leaves_out", "examples", "plover", "huridocs", "acled", "udhr")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Term:
    """A value or a field, and what it means."""

    id: str
    definition: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a type does not take in, and the type that does, where there is one."""

    what: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """An invented sentence; `triggers` are the words in it that state the event, `also` further types that it states."""

    text: str
    triggers: tuple[str, ...]
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plover:
    """The nearest PLOVER event, its mode (None where no mode fits) and its contexts."""

    event: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Huridocs:
    """A term of a HURIDOCS micro-thesaurus: the number of the list, the twelve-digit code, and a label of our own."""

    list: int
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Acled:
    """The nearest ACLED event type and sub-event type."""

    event: str
    sub_event: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the types of section 2.

    `plover` and `acled` are None where those have nothing that comes near; `huridocs` holds the codes found so far, and may be empty.
    """

    id: str
    definition: str
    takes_in: tuple[str, ...]
    leaves_out: tuple[LeftOut, ...]
    examples: tuple[Example, ...]
    plover: Plover | None
    huridocs: tuple[Huridocs, ...]
    acled: Acled | None
    udhr: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ActorClass:
    """One of the classes of section 4: an organ of a state, or people."""

    id: str
    definition: str
    kind: Literal["organ", "people"]


@dataclass(frozen=True, slots=True)
class Rule:
    """How words become a value: what the report says, in general; an instance of it; the value of that instance.

    For times, `published` is the report's day of publication in the instance, or None where the value does not hang on it.
    """

    says: str
    example: str
    value: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to a common doubt of coders."""

    about: str
    answer: str


@dataclass(frozen=True, slots=True)
class Codebook:
    """The whole codebook; `version` is what every event record names.

    `classes` holds the organs first, then the people; `precedence` the classes of people, the most telling first.
    """

    version: str
    principles: tuple[Decision, ...]
    types: tuple[EventType, ...]
    fields: tuple[Term, ...]
    statuses: tuple[Term, ...]
    sources: tuple[Term, ...]
    bases: tuple[Term, ...]
    classes: tuple[ActorClass, ...]
    precedence: tuple[str, ...]
    class_notes: tuple[Decision, ...]
    counts: tuple[Rule, ...]
    count_notes: tuple[Decision, ...]
    times: tuple[Rule, ...]
    time_notes: tuple[Decision, ...]
    report_fields: tuple[Term, ...]
    decisions: tuple[Decision, ...]

    @property
    def type_ids(self) -> tuple[str, ...]:
        """The ids of the types, in order."""
        return tuple(entry.id for entry in self.types)

    @property
    def class_ids(self) -> tuple[str, ...]:
        """The ids of the classes, in order: organs, then people."""
        return tuple(entry.id for entry in self.classes)


def load_codebook(path: Traversable) -> Codebook:
    """Read `codebook.yaml` and check all of it.

    Raises PackError, in one sentence, where the file is missing, a key is unknown or lacking, an id stands twice, or an entry names a type,
    class, code or article that does not exist.
    """
    name = path.name
    if not path.is_file():
        raise PackError(f"{name} is missing; the packs need a codebook.")
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise PackError(f"{name} is no YAML: {str(error).splitlines()[0]}.") from error
    data = _mapping(data, _PARTS, name)
    if not isinstance(data["version"], str) or not _VERSION.fullmatch(data["version"]):
        raise PackError(f"{name}: `version` must be a quoted number such as \"1.0\".")
    types = _each(data["types"], _event_type, f"{name}, types")
    classes = _each(data["classes"], _actor_class, f"{name}, classes")
    codebook = Codebook(
        version=data["version"],
        principles=_each(data["principles"], _decision, f"{name}, principles"),
        types=types,
        fields=_each(data["fields"], _term, f"{name}, fields"),
        statuses=_each(data["statuses"], _term, f"{name}, statuses"),
        sources=_each(data["sources"], _term, f"{name}, sources"),
        bases=_each(data["bases"], _term, f"{name}, bases"),
        classes=classes,
        precedence=_texts(data["precedence"], f"{name}, precedence"),
        class_notes=_each(data["class_notes"], _decision, f"{name}, class_notes"),
        counts=_each(data["counts"], _rule, f"{name}, counts"),
        count_notes=_each(data["count_notes"], _decision, f"{name}, count_notes"),
        times=_each(data["times"], _rule, f"{name}, times"),
        time_notes=_each(data["time_notes"], _decision, f"{name}, time_notes"),
        report_fields=_each(data["report_fields"], _term, f"{name}, report_fields"),
        decisions=_each(data["decisions"], _decision, f"{name}, decisions"),
    )
    _check_ids(codebook, name)
    _check_references(codebook, name)
    return codebook


def _event_type(data: Any, where: str) -> EventType:
    entry = _mapping(data, _TYPE_KEYS, where)
    where = f"{where}, {entry['id']}"
    return EventType(
        id=_text(entry["id"], where),
        definition=_text(entry["definition"], where),
        takes_in=_texts(entry["takes_in"], f"{where}, takes_in"),
        leaves_out=_each(entry["leaves_out"], _left_out, f"{where}, leaves_out"),
        examples=_each(entry["examples"], _example, f"{where}, examples"),
        plover=None if entry["plover"] is None else _plover(entry["plover"], f"{where}, plover"),
        huridocs=_each(entry["huridocs"], _huridocs, f"{where}, huridocs"),
        acled=None if entry["acled"] is None else _acled(entry["acled"], f"{where}, acled"),
        udhr=tuple(_article(number, where) for number in _list(entry["udhr"], f"{where}, udhr")),
    )


def _plover(data: Any, where: str) -> Plover:
    entry = _mapping(data, ("event", "mode", "contexts"), where)
    mode = None if entry["mode"] is None else _text(entry["mode"], where)
    return Plover(_text(entry["event"], where), mode, _texts(entry["contexts"], where))


def _acled(data: Any, where: str) -> Acled:
    entry = _mapping(data, ("event", "sub_event"), where)
    return Acled(_text(entry["event"], where), _text(entry["sub_event"], where))


def _left_out(data: Any, where: str) -> LeftOut:
    entry = _mapping(data, ("what", "instead"), where)
    return LeftOut(_text(entry["what"], where), None if entry["instead"] is None else _text(entry["instead"], where))


def _example(data: Any, where: str) -> Example:
    entry = _mapping({"also": []} | data if isinstance(data, dict) else data, ("text", "also"), where)
    marked = _text(entry["text"], where)
    triggers = tuple(_MARKED.findall(marked))
    if not triggers:
        raise PackError(f"{where}: the example {marked!r} marks no words with [[ ]].")
    return Example(_MARKED.sub(r"\1", marked), triggers, _texts(entry["also"], where))


def _huridocs(data: Any, where: str) -> Huridocs:
    entry = _mapping(data, ("list", "code", "label"), where)
    code = _text(entry["code"], where)
    if not isinstance(entry["list"], int) or not _HURIDOCS_CODE.fullmatch(code):
        raise PackError(f"{where}: a HURIDOCS term has the number of its list and a quoted code of twelve digits, not {code!r}.")
    return Huridocs(entry["list"], code, _text(entry["label"], where))


def _actor_class(data: Any, where: str) -> ActorClass:
    entry = _mapping(data, ("id", "kind", "definition"), where)
    if entry["kind"] not in ("organ", "people"):
        raise PackError(f"{where}, {entry['id']}: `kind` must be organ or people.")
    return ActorClass(_text(entry["id"], where), _text(entry["definition"], where), entry["kind"])


def _term(data: Any, where: str) -> Term:
    entry = _mapping(data, ("id", "definition"), where)
    return Term(_text(entry["id"], where), _text(entry["definition"], where))


def _rule(data: Any, where: str) -> Rule:
    entry = _mapping({"published": None} | data if isinstance(data, dict) else data, ("says", "example", "value", "published"), where)
    value, published = entry["value"], entry["published"]
    if not isinstance(value, str) or not (published is None or isinstance(published, str)):
        raise PackError(f"{where}: the value and the day of publication of {entry['example']!r} must be quoted.")
    return Rule(_text(entry["says"], where), _text(entry["example"], where), value, published)


def _decision(data: Any, where: str) -> Decision:
    entry = _mapping(data, ("about", "answer"), where)
    return Decision(_text(entry["about"], where), _text(entry["answer"], where))


def _check_ids(codebook: Codebook, name: str) -> None:
    lists: dict[str, Iterable[Term | EventType | ActorClass]] = {
        "types": codebook.types, "classes": codebook.classes, "fields": codebook.fields, "report_fields": codebook.report_fields,
        "statuses": codebook.statuses, "sources": codebook.sources, "bases": codebook.bases,
    }
    for part, entries in lists.items():
        seen: set[str] = set()
        for entry in entries:
            if not _ID.fullmatch(entry.id):
                raise PackError(f"{name}, {part}: {entry.id!r} is no id; ids are small letters and underscores.")
            if entry.id in seen:
                raise PackError(f"{name}, {part}: the id {entry.id} stands twice.")
            seen.add(entry.id)
    for part, enum in (("statuses", Status), ("sources", Source), ("bases", Basis)):
        values = [value.value for value in enum]
        if [entry.id for entry in lists[part]] != values:
            raise PackError(f"{name}: `{part}` must be {', '.join(values)}, in this order.")


def _check_references(codebook: Codebook, name: str) -> None:
    types = set(codebook.type_ids)
    for entry in codebook.types:
        named = {left.instead for left in entry.leaves_out if left.instead} | {key for example in entry.examples for key in example.also}
        if wrong := (named - types) | (named & {entry.id}):
            raise PackError(f"{name}, types, {entry.id}: it cannot name {', '.join(sorted(wrong))} as another type.")
        if len(entry.examples) < _LEAST_EXAMPLES:
            raise PackError(f"{name}, types, {entry.id}: a type needs {_LEAST_EXAMPLES} examples.")
    kinds = [entry.kind for entry in codebook.classes]
    if kinds != sorted(kinds):
        raise PackError(f"{name}, classes: the organs must stand before the people.")
    people = {entry.id for entry in codebook.classes if entry.kind == "people"}
    if len(set(codebook.precedence)) != len(codebook.precedence) or not people.issuperset(codebook.precedence):
        raise PackError(f"{name}: `precedence` must name classes of people, each once.")


def _mapping(value: Any, keys: tuple[str, ...], where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PackError(f"{where}: {value!r} must be a mapping with the keys {', '.join(keys)}.")
    if strange := {str(key) for key in value} ^ set(keys):
        raise PackError(f"{where}: the keys must be exactly {', '.join(keys)}; {', '.join(sorted(strange))} is unknown or lacking.")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise PackError(f"{where}: this must be a list.")
    return value


def _each(value: Any, read: Callable[[Any, str], T], where: str) -> tuple[T, ...]:
    return tuple(read(entry, where) for entry in _list(value, where))


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise PackError(f"{where}: {value!r} must be words.")
    return value


def _texts(value: Any, where: str) -> tuple[str, ...]:
    return _each(value, _text, where)


def _article(value: Any, where: str) -> int:
    if not isinstance(value, int) or value not in _UDHR_ARTICLES:
        raise PackError(f"{where}: {value!r} is no article of the Universal Declaration.")
    return value
