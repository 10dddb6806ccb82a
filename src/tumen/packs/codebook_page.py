"""The codebook as a page for people: `docs/codebook.md` is `python -m tumen.packs.codebook_page`, and a test keeps it fresh."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

import yaml

from tumen.model import PackError
from tumen.packs.codebook import ActorClass, Codebook, Decision, EventType, Rule, Term, load_codebook
from tumen.packs.pack import SHIPPED

_NOTES = "codebook_notes.yaml"
_HEAD = """# Codebook

<!-- Made from src/tumen/packs/codebook.yaml by `make docs`. Do not edit here. -->

How a report becomes event records, so that two coders, or a coder and a program, can be compared. Version {version}; every event record
names the version it was coded by. All examples are invented.
"""


@dataclass(frozen=True, slots=True)
class CountryNotes:
    """What is peculiar to one country in reading the codebook."""

    country: str
    name: str
    notes: tuple[Decision, ...]


def load_country_notes(folder: Traversable) -> CountryNotes:
    """Read `codebook_notes.yaml` of a country pack's folder; PackError where it is not a country, a name and notes."""
    where = f"{folder.name}/{_NOTES}"
    data = yaml.load(folder.joinpath(_NOTES).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if not isinstance(data, dict) or set(data) != {"country", "name", "notes"}:
        raise PackError(f"{where} must hold exactly `country`, `name` and `notes`.")
    if any(not isinstance(note, dict) or set(note) != {"about", "answer"} for note in data["notes"]):
        raise PackError(f"{where}: each note has exactly `about` and `answer`.")
    return CountryNotes(data["country"], data["name"], tuple(Decision(note["about"], note["answer"]) for note in data["notes"]))


def render(codebook: Codebook, countries: Sequence[CountryNotes] = ()) -> str:
    """The page in Markdown: the codebook in eight sections, then the notes of each country."""
    sections = [
        _HEAD.format(version=codebook.version),
        _section("1. What an event is", _decisions(codebook.principles)),
        _section(f"2. Types ({len(codebook.types)})", _types(codebook.types)),
        _section("3. Fields", _fields(codebook)),
        _section("4. Classes of actors and targets", _classes(codebook)),
        _section("5. Counts", [*_rules(codebook.counts), "", *_decisions(codebook.count_notes)]),
        _section("6. Times", [*_rules(codebook.times), "", *_decisions(codebook.time_notes)]),
        _section("7. The report itself", _terms("field", codebook.report_fields)),
        _section("8. Decisions on common doubts", _decisions(codebook.decisions)),
        _section("9. In other schemes", _mappings(codebook.types)),
        *(_section(f"Notes for {notes.name} (`{notes.country}`)", _decisions(notes.notes)) for notes in countries),
    ]
    return "\n".join(sections)


def shipped_page() -> str:
    """The page of the shipped codebook and the notes of every shipped country."""
    names = sorted(entry.name for entry in SHIPPED.iterdir() if entry.is_dir() and entry.joinpath(_NOTES).is_file())
    return render(load_codebook(SHIPPED.joinpath("codebook.yaml")), [load_country_notes(SHIPPED.joinpath(name)) for name in names])


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([f"## {title}", "", *lines, ""])


def _decisions(entries: Iterable[Decision]) -> Iterator[str]:
    return (f"- **{entry.about}.** {entry.answer}" for entry in entries)


def _table(*rows: Sequence[str]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in body:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def _terms(head: str, entries: Iterable[Term]) -> Iterator[str]:
    return _table((head, "meaning"), *((f"`{entry.id}`", entry.definition) for entry in entries))


def _rules(entries: Iterable[Rule]) -> Iterator[str]:
    return _table(
        ("the report says", "for instance", "value"),
        *((rule.says, _instance(rule), f"`{rule.value}`" if rule.value else "empty") for rule in entries),
    )


def _instance(rule: Rule) -> str:
    return rule.example if rule.published is None else f"{rule.example} (published {rule.published})"


def _types(types: Iterable[EventType]) -> Iterator[str]:
    for entry in types:
        yield f"### `{entry.id}`"
        yield ""
        yield entry.definition
        yield ""
        if entry.takes_in:
            yield f"- Takes in: {'; '.join(entry.takes_in)}."
        if entry.leaves_out:
            left = (left.what if left.instead is None else f"{left.what} (`{left.instead}`)" for left in entry.leaves_out)
            yield f"- Leaves out: {'; '.join(left)}."
        for example in entry.examples:
            text = example.text
            for words in example.triggers:
                text = text.replace(words, f"**{words}**", 1)
            also = f" (also {', '.join(f'`{key}`' for key in example.also)})" if example.also else ""
            yield f"- *{text}*{also}"
        yield ""


def _fields(codebook: Codebook) -> Iterator[str]:
    yield from _terms("field", codebook.fields)
    for head, entries in (("status", codebook.statuses), ("source", codebook.sources), ("basis", codebook.bases)):
        yield ""
        yield from _terms(head, entries)


def _classes(codebook: Codebook) -> Iterator[str]:
    for title, kind in (("Organs of a state:", "organ"), ("People:", "people")):
        yield title
        yield ""
        yield from _table(("class", "meaning"), *((f"`{entry.id}`", entry.definition) for entry in _of_kind(codebook.classes, kind)))
        yield ""
    yield f"Order of precedence: {', '.join(f'`{key}`' for key in codebook.precedence)}."
    yield ""
    yield from _decisions(codebook.class_notes)


def _of_kind(classes: Iterable[ActorClass], kind: str) -> Iterator[ActorClass]:
    return (entry for entry in classes if entry.kind == kind)


def _mappings(types: Iterable[EventType]) -> Iterator[str]:
    yield "The nearest value of each scheme; a dash where it has none, or none was found yet. The labels are our own."
    yield ""
    yield from _table(("type", "PLOVER", "HURIDOCS micro-thesauri", "ACLED", "UDHR articles"), *(_mapping_row(entry) for entry in types))


def _mapping_row(entry: EventType) -> tuple[str, ...]:
    plover = "-"
    if entry.plover is not None:
        mode = f"/{entry.plover.mode}" if entry.plover.mode else ""
        contexts = f" ({', '.join(entry.plover.contexts)})" if entry.plover.contexts else ""
        plover = f"{entry.plover.event}{mode}{contexts}"
    huridocs = "; ".join(f"{term.list:02d} {term.code} {term.label}" for term in entry.huridocs) or "-"
    acled = "-" if entry.acled is None else f"{entry.acled.event} / {entry.acled.sub_event}"
    return f"`{entry.id}`", plover, huridocs, acled, ", ".join(str(article) for article in entry.udhr)


if __name__ == "__main__":
    sys.stdout.write(shipped_page())
