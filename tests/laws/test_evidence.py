"""No words, no field: what the desk tells of any report stands in its text, in the codebook's grammar, the same in every run."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.desk import Desk, Reading, World
from tumen.grounding import is_legal
from tumen.intake import read_bytes
from tumen.model import Basis, Claim, Event, Party, Problem, Report, Source, Span, Status
from tumen.packs.pack import Pack, load_pack

FRESH = Path(__file__).parents[2] / "score" / "fresh" / "reports.jsonl"
REPORTS = 8
WORLD = World("kp")
MOST_QUOTES, LONGEST_QUOTE = 4, 100
CLOCK = re.compile(r"\d{2}:\d{2}(?:/\d{2}:\d{2})?|[a-z]+")
SCRAPS = st.lists(
    st.sampled_from([
        "Police", "State security agents", "arrested", "beat", "searched the homes of", "publicly executed", "were sentenced to five years",
        "three traders", "a woman in her 30s", "some 40 families", "nobody", "they", "in Hyesan", "near Sinuiju or Hoeryong", "from China",
        "on March 3, 2021", "the next day", "at 11 p.m.", "since last winter", "because they sold radios", "a source said", "was told to",
        "“", "”", ",", ".", "\n\n", "\u00a0", "  ", "é", "\u200b", "북한", "😀", "-", "1,000,000,000", "0",
    ]) | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8),
    max_size=24,
).map(" ".join)


@cache
def desk() -> Desk:
    return Desk(WORLD)


@cache
def pack() -> Pack:
    return load_pack(WORLD.country, "en")


def fresh() -> dict[str, Report]:
    lines = FRESH.read_bytes().splitlines(keepends=True)[:REPORTS]
    found = read_bytes(b"".join(lines), "fresh.jsonl", outlets=WORLD.outlets())
    return {one.id: one for one in found if isinstance(one, Report)}


FOUND = fresh()


@cache
def first_reading(name: str) -> Reading | Problem:
    return desk().read(FOUND[name])


def claims(event: Event) -> Iterator[Claim]:
    yield from (event.type, event.status, *event.places, *event.one_of)
    single = (event.when, event.time_of_day, event.object, event.reason, event.source, event.basis)
    yield from (claim for claim in single if claim is not None)


def parties(event: Event) -> tuple[Party, ...]:
    return (*event.actors, *event.targets)


def spans(event: Event) -> Iterator[Span]:
    yield from event.evidence
    yield from (claim.span for claim in claims(event) if claim.span is not None)
    yield from (party.span for party in parties(event))


def check_words(report: Report, event: Event) -> None:
    for span in spans(event):
        assert report.text[span.start : span.end] == span.words
        assert span.words.strip()
    assert 1 <= len(event.evidence) <= MOST_QUOTES
    assert all(len(quote.words.split()) <= LONGEST_QUOTE for quote in event.evidence)
    assert event.report == report.id


def check_values(event: Event) -> None:
    assert event.type.value in pack().codebook.type_ids
    assert event.status.value in set(Status)
    assert event.source is not None
    assert event.source.value in set(Source)
    assert event.basis is not None
    assert event.basis.value in set(Basis)
    assert {claim.value for claim in (*event.places, *event.one_of)} <= {place.path for place in pack().places if place.path}
    assert event.when is None or (event.when.value and is_legal(event.when.value))
    assert event.time_of_day is None or CLOCK.fullmatch(event.time_of_day.value)
    for party in parties(event):
        assert party.cls in pack().codebook.class_ids
        assert party.organ is None or party.organ in pack().organs.organs
        assert party.count is None or (party.count.low >= 0 and (party.count.high is None or party.count.high >= party.count.low))
    assert all(0 <= one.probability <= 1 for one in (*claims(event), *parties(event)))


def check(reading: Reading | Problem) -> tuple[str, ...]:
    assert isinstance(reading, Reading)
    for event in reading.events:
        check_words(reading.report, event)
        check_values(event)
    ids = tuple(event.id for event in reading.events)
    assert len(set(ids)) == len(ids)
    return ids


@pytest.mark.parametrize("name", FOUND)
def test_every_field_of_a_report_has_its_words(name: str) -> None:
    first, again = first_reading(name), desk().read(FOUND[name])
    assert check(first) == check(again)
    assert first == again


def test_the_reports_tell_events() -> None:
    """Otherwise the laws above would hold of nothing."""
    readings = [first_reading(name) for name in FOUND]
    assert len(readings) == REPORTS
    assert sum(len(reading.events) for reading in readings if isinstance(reading, Reading)) >= REPORTS


@settings(max_examples=25, deadline=None)
@given(SCRAPS)
def test_scraps_of_text_break_no_law(text: str) -> None:
    line = json.dumps({"id": "scrap", "lang": "en", "published": "2021-03-09", "text": f"Hyesan. {text}"})
    (report,) = (one for one in read_bytes(line.encode(), "scraps.jsonl", outlets=WORLD.outlets()) if isinstance(one, Report))
    assert check(desk().read(report)) == check(desk().read(report))
