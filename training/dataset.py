"""Coded reports as the numbers that the reader learns from: rooms do the reading, gold says what is right."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tumen.grounding import survey, walk
from tumen.grounding.dates import bounds, is_legal
from tumen.intake import divide, find_published
from tumen.model import GroupMention, Part, PartKind, Report, Source, Status
from tumen.packs.pack import Pack
from tumen.packs.parts import part_cues
from tumen.reading.scene import Scene, SceneMaker
from tumen.reading.sentences import Sentence

STATUSES, SOURCES = [s.value for s in Status], [s.value for s in Source]
QUOTE_SHARE = 0.4
OPEN_DAYS = 365
TIME_SHARE = 0.1


@dataclass
class Example:
    """A gold event in one of the sentences that tell it."""

    event: int
    sentence: int
    type: int
    status: int
    source: int
    actors: np.ndarray
    targets: np.ndarray
    actor_mentions: np.ndarray
    target_mentions: np.ndarray
    object: tuple[int, int]
    reason: tuple[int, int]
    first: bool


@dataclass
class Trigger:
    """An event of a sentence of the bank, with the place in the text of the words that tell it."""

    sentence: int
    type: int
    status: int
    start: int
    end: int


@dataclass
class Document:
    """One report, made ready as in reading, and what gold says of it."""

    scene: Scene
    gold: list[dict]
    labels: np.ndarray = field(default_factory=lambda: np.zeros(0))
    weights: np.ndarray = field(default_factory=lambda: np.zeros(0))
    examples: list[Example] = field(default_factory=list)
    triggers: list[Trigger] = field(default_factory=list)


def read_lines(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def prepare(row: dict, gold: list[dict], maker: SceneMaker) -> Document:
    report = report_of(row, maker.pack)
    mentions = survey(report, maker.pack)
    values = [resolved.value for resolved in walk(mentions.times, report.published.value)]
    doc = Document(maker.scene(report, mentions, values), gold)
    _label(doc, maker.pack)
    return doc


def prepare_bank(number: int, rows: list[dict], maker: SceneMaker) -> Document:
    """Sentences of the bank as one document in which none sees another."""
    text = "\n".join(row["text"] for row in rows)
    report = Report(id=f"bank-{number}", text=text, parts=(Part(PartKind.BODY, 0, len(text)),))
    scene = maker.apart(report, survey(report, maker.pack))
    types = [one.id for one in maker.pack.codebook.types]
    doc = Document(scene, [])
    doc.labels = np.zeros((len(scene.sentences), len(types)), np.float32)
    doc.weights = np.ones_like(doc.labels)
    offset = 0
    for row in rows:
        for kind, status, words in row["events"]:
            start = offset + row["text"].find(words)
            sentence = next(s.index for s in scene.sentences if s.end > start)
            doc.labels[sentence, types.index(kind)] = 1
            doc.triggers.append(Trigger(sentence, types.index(kind), STATUSES.index(status), start, start + len(words)))
        offset += len(row["text"]) + 1
    return doc


def report_of(row: dict, pack: Pack) -> Report:
    cues = part_cues("en")
    parts = divide(row["text"], cues, outlet=row.get("outlet"))
    published = find_published(row["text"], parts, row.get("url"), row.get("published"), cues=cues, outlets=pack.outlets)
    return Report(id=row["id"], text=row["text"], parts=parts, outlet=row.get("outlet"), published=published)


def _label(doc: Document, pack: Pack) -> None:
    types = [one.id for one in pack.codebook.types]
    classes = [one.id for one in pack.codebook.classes]
    text = doc.scene.report.text
    doc.labels = np.zeros((len(doc.scene.sentences), len(types)), np.float32)
    doc.weights = np.ones((len(doc.scene.sentences), len(types)), np.float32)
    for number, event in enumerate(doc.gold):
        kind = types.index(event["type"])
        for order, quote in enumerate(event["evidence"]):
            start = text.find(quote)
            if start < 0:
                continue
            for sentence in _told_in(doc.scene.sentences, start, start + len(quote)):
                if order == 0:
                    doc.labels[sentence.index, kind] = doc.weights[sentence.index, kind] = 1
                elif not doc.labels[sentence.index, kind]:
                    doc.labels[sentence.index, kind] = 1
                    doc.weights[sentence.index, kind] = 0.5
                doc.examples.append(_example(doc, number, event, sentence, kind, classes, order == 0, pack))


def _told_in(found: tuple[Sentence, ...], start: int, end: int) -> list[Sentence]:
    shared = [(min(s.end, end) - max(s.start, start), s) for s in found]
    return [s for share, s in shared if share > 0 and share >= QUOTE_SHARE * min(s.end - s.start, end - start)]


def _example(doc: Document, number: int, event: dict, sentence: Sentence, kind: int, classes: list[str], first: bool, pack: Pack) -> Example:
    text = doc.scene.report.text
    parties = {role: np.zeros(len(classes), np.float32) for role in ("actors", "targets")}
    pointed = {role: np.zeros(len(doc.scene.mentions.groups), np.float32) for role in ("actors", "targets")}
    for role in parties:
        for party in event.get(role) or []:
            parties[role][classes.index(party["class"])] = 1
            for at in _named(text, party["name"], sentence, doc.scene.mentions.groups):
                pointed[role][at] = 1
    return Example(
        number, sentence.index, kind, STATUSES.index(event["status"]), SOURCES.index(event["source"]),
        parties["actors"], parties["targets"], pointed["actors"], pointed["targets"],
        _words(text, event.get("object", ""), sentence), _words(text, event.get("reason", ""), sentence), first,
    )


def _named(text: str, name: str, sentence: Sentence, groups: tuple[GroupMention, ...]) -> list[int]:
    """The mention that bears a gold name: in the sentence if it stands there, else the nearest one."""
    if not name:
        return []
    spots = []
    at = text.find(name)
    while at >= 0:
        spots.append(at)
        at = text.find(name, at + 1)
    if not spots:
        return []
    spot = min(spots, key=lambda s: 0 if sentence.start <= s < sentence.end else abs(s - sentence.start) + 1)
    hits = [n for n, g in enumerate(groups) if g.span.start < spot + len(name) and spot < g.span.end]
    if not hits:
        return []
    return hits[:1]


def _words(text: str, words: str, sentence: Sentence) -> tuple[int, int]:
    at = text.find(words, sentence.start, sentence.end) if words else -1
    return (at, at + len(words)) if at >= 0 else (-1, -1)


def agree(gold: str, value: str) -> bool:
    """Whether two times share a tenth of the days of both, as the scorer counts them."""
    if not is_legal(gold) or not is_legal(value):
        return False
    if gold == value:
        return True
    if "XXXX" in gold + value:
        years = [part[:4] for part in (gold + "/" + value).split("/") if part[:4].isdigit()]
        year = years[0] if years else "2000"
        gold, value = gold.replace("XXXX", year), value.replace("XXXX", year)
    if "XX" in gold + value or not is_legal(gold) or not is_legal(value):
        return False
    (a, b), (c, d) = (_closed(*bounds(one)) for one in (gold, value))
    shared = min(b, d) - max(a, c) + 1
    return shared > 0 and shared / (max(b, d) - min(a, c) + 1) >= TIME_SHARE


def _closed(low: int | None, high: int | None) -> tuple[int, int]:
    if low is None:
        assert high is not None
        return high - OPEN_DAYS, high
    return low, low + OPEN_DAYS if high is None else high
