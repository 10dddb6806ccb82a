"""Events as one page for the browser: each report as published beside its events; a field lights up its words.

The page is one file, fetches nothing, and its policy lets nothing run but the one script it holds, named by its hash.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import pairwise
from string import Template
from typing import TextIO

from tumen.desk import Reading
from tumen.model import Event, Report
from tumen.output.facts import Fact, counted, facts, heading
from tumen.output.marking import NOTICE, shown
from tumen.packs.codebook import Codebook, load_codebook
from tumen.packs.pack import SHIPPED

_HERE = files("tumen.output")
_SHAPES = 4
_BY_EVIDENCE = ("status", "source", "basis")
_REPORTS = "<!-- reports -->"


def write_html(readings: Iterable[Reading], out: TextIO) -> None:
    """One self-contained page, written report by report."""
    codebook = load_codebook(SHIPPED.joinpath("codebook.yaml"))
    head, tail = _page(codebook)
    out.write(head)
    numbers = {name: number for number, name in enumerate(codebook.type_ids)}
    total = reports = 0
    for reports, reading in enumerate(readings, 1):
        total += len(reading.events)
        out.write("\n".join(_article(reading, reports, numbers)) + "\n")
    out.write(f'<p class="how">{counted(reports, "report")}, {counted(total, "event")}, codebook {codebook.version}.</p>\n')
    out.write(tail)


def _page(codebook: Codebook) -> tuple[str, str]:
    """What stands before and after the reports."""
    page, style, script = (_HERE.joinpath(name).read_text(encoding="utf-8") for name in ("page.html", "page.css", "page.js"))
    style += "".join(f".t{number} {{ --hue: {number * 137 % 360}; }}\n" for number in range(len(codebook.types)))
    filled = Template(page).substitute(
        notice=NOTICE, style=style, style_hash=_hash(style), script=script, script_hash=_hash(script), count=len(codebook.types),
        legend="\n".join(_legend(codebook)),
    )
    head, _, tail = filled.partition(_REPORTS)
    return head, tail


def _hash(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def _legend(codebook: Codebook) -> Iterator[str]:
    for number, kind in enumerate(codebook.types):
        yield f'<div><dt class="{_kind(number)}"><span class="tag">{escape(kind.id)}</span></dt><dd>{escape(kind.definition)}</dd></div>'


def _kind(number: int) -> str:
    """The classes that give a type its colour and the shape of its line."""
    return f"t{number} shape{number % _SHAPES}"


def _article(reading: Reading, number: int, kinds: dict[str, int]) -> Iterator[str]:
    report, rows = reading.report, [list(facts(event)) for event in reading.events]
    title = escape(shown(heading(report, len(reading.events))))
    yield f'<article class="report" aria-labelledby="r{number}"><h2 id="r{number}">{title}</h2>'
    yield '<div class="pair">'
    text = "".join(_text(report, reading.events, rows, kinds))
    yield f'<section class="text" aria-label="The report as published" lang="{escape(report.lang)}" dir="auto">{text}</section>'
    yield f'<section class="events" aria-label="Its events">{"" if rows else "<p>No event was read in this report.</p>"}'
    for order, (event, row) in enumerate(zip(reading.events, rows, strict=True), 1):
        yield from _event(event, row, order, kinds)
    yield "</section></div></article>"


def _event(event: Event, row: list[Fact], order: int, kinds: dict[str, int]) -> Iterator[str]:
    yield f'<section class="event {_kind(kinds[event.type.value])}" data-event="e{order}">'
    name = _button(f"e{order}", f'<span class="tag">{order} {escape(event.type.value)}</span>')
    yield f'<h3>{name} <span class="status">{escape(event.status.value)}</span> <span class="chance">{row[0].chance}</span></h3><dl>'
    empty: list[str] = []
    for number, fact in enumerate(row):
        if not fact.value:
            empty.append(fact.field)
        elif fact.field != "type":
            yield f"<div><dt>{escape(fact.field)}</dt><dd>{_field(fact, f'e{order}f{number}')}</dd></div>"
    yield "</dl>"
    if empty:
        yield f'<p class="empty">Not told: {escape(", ".join(empty))}.</p>'
    yield "</section>"


def _field(fact: Fact, key: str) -> str:
    value = escape(shown(fact.value))
    why = f'<span class="why">{escape(fact.rule)}</span> <span class="chance">{fact.chance}</span>'
    if not fact.spans:
        return f'<span class="wordless">{value}</span> {why}'
    words = escape(shown(fact.spans[0].words))
    said = "" if words == value or fact.field in _BY_EVIDENCE else f' <q class="said">{words}</q>'
    return f"{_button(key, value + said)} {why}"


def _button(key: str, inside: str) -> str:
    return f'<button type="button" class="field" data-key="{key}" aria-pressed="false">{inside}</button>'


def _text(report: Report, events: tuple[Event, ...], rows: list[list[Fact]], kinds: dict[str, int]) -> Iterator[str]:
    """The report's text, cut wherever a field's words begin or end; time grows with the text and the fields."""
    opens: dict[int, list[str]] = {}
    closes: dict[int, list[str]] = {}
    labels: dict[int, list[str]] = {}
    of_event: dict[str, str] = {}
    for order, (event, row) in enumerate(zip(events, rows, strict=True), 1):
        of_event[f"e{order}"] = _kind(kinds[event.type.value])
        for span in event.evidence:
            opens.setdefault(span.start, []).append(f"e{order}")
            closes.setdefault(span.end, []).append(f"e{order}")
        labels.setdefault(event.evidence[0].start, []).append(f"{order} {event.type.value}")
        for number, fact in enumerate(row):
            for span in fact.spans:
                opens.setdefault(span.start, []).append(f"e{order}f{number}")
                closes.setdefault(span.end, []).append(f"e{order}f{number}")
    aside = [(part.start, part.end) for part in report.parts if not part.codable]
    cuts = sorted({0, len(report.text), *opens, *closes, *(edge for pair in aside for edge in pair)})
    begins, ends = {start for start, _ in aside}, {end for _, end in aside}
    live: dict[str, int] = {}
    outside = False
    for start, end in pairwise(cuts):
        for key in closes.get(start, ()):
            live[key] -= 1
            if not live[key]:
                del live[key]
        for key in opens.get(start, ()):
            live[key] = live.get(key, 0) + 1
        outside = (outside and start not in ends) or start in begins
        yield _segment(shown(report.text[start:end]), live, labels.get(start, []), of_event, outside=outside)


def _segment(words: str, live: dict[str, int], labels: list[str], of_event: dict[str, str], *, outside: bool) -> str:
    if not live:
        return f'<span class="aside">{escape(words)}</span>' if outside else escape(words)
    told = next((of_event[key] for key in live if key in of_event), "")
    label = f' data-label="{escape(", ".join(labels))}"' if labels else ""
    classes = " ".join(filter(None, ("s", "told" if told else "", told, "aside" if outside else "")))
    return f'<span class="{classes}" data-keys="{" ".join(live)}"{label}>{escape(words)}</span>'
