"""The report as the encoder sees it: windows of whole sentences, with what the packs know of each piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from tumen.model import Mentions, PartKind, PlaceRole, Report
from tumen.reading.sentences import Sentence
from tumen.reading.wordpiece import Piece, WordPiece

ROOM = 224
"""Pieces of a window's own sentences, and at most this many of one sentence."""
CONTEXT = 48
"""Pieces of the sentence before that are repeated in front, to be seen and not read."""

KINDS = tuple(PartKind)
PLACE_ROLES = tuple(PlaceRole)
PIECES_OF_SENTENCE = 160


@dataclass(frozen=True, slots=True)
class Window:
    """Parallel lists, one item a piece: its id, knowledge code, sentence (-1 for context and marks), and its place in the text."""

    ids: tuple[int, ...]
    knowledge: tuple[int, ...]
    sentence: tuple[int, ...]
    start: tuple[int, ...]
    end: tuple[int, ...]


class Knowledge:
    """Numbers for what the packs say of a piece: the class of a group, the level and role of a place, the role of a time.

    0 is nothing known. The order of classes is the codebook's, so that a pack with other names of the same classes reads alike.
    """

    def __init__(self, classes: Sequence[str]) -> None:
        names = ["nothing"]
        names += [f"group:{cls}" for cls in classes] + [f"pronoun:{cls}" for cls in classes]
        names += [f"place:{role.value}:{level}" for role in PLACE_ROLES for level in range(6)]
        names += [f"time:{role}" for role in ("plain", "telling", "stamp", "duration", "deadline")]
        self.names = tuple(names)
        self._number = {name: number for number, name in enumerate(names)}

    def of_text(self, length: int, mentions: Mentions) -> bytearray:
        """One code a character of a text of that length."""
        codes = bytearray(length)
        for time in mentions.times:
            self._paint(codes, time.span.start, time.span.end, f"time:{time.role.value}")
        for place in mentions.places:
            self._paint(codes, place.span.start, place.span.end, f"place:{place.role.value}:{min(place.level, 5)}")
        for group in mentions.groups:
            self._paint(codes, group.span.start, group.span.end, f"{'pronoun' if group.pronoun else 'group'}:{group.cls}")
        return codes

    def _paint(self, codes: bytearray, start: int, end: int, name: str) -> None:
        number = self._number[name]
        for at in range(start, min(end, len(codes))):
            if not codes[at]:
                codes[at] = number


def windows(report: Report, found: Sequence[Sentence], mentions: Mentions, cutter: WordPiece, knowledge: Knowledge) -> list[Window]:
    """Windows that together hold every sentence once; a sentence begins with the mark of its part's kind."""
    codes = knowledge.of_text(len(report.text), mentions)
    cut = [cutter.cut(report.text, one.start, one.end)[:PIECES_OF_SENTENCE] for one in found]
    result: list[Window] = []
    first = 0
    while first < len(found):
        last, room = first, 0
        while last < len(found) and (last == first or room + len(cut[last]) < ROOM):
            room += len(cut[last]) + 1
            last += 1
        result.append(_window(found, cut, first, last, cutter, codes))
        first = last
    return result


def apart(report: Report, found: Sequence[Sentence], mentions: Mentions, cutter: WordPiece, knowledge: Knowledge) -> list[Window]:
    """A window for each sentence, without its neighbours."""
    codes = knowledge.of_text(len(report.text), mentions)
    cut = [cutter.cut(report.text, one.start, one.end)[:PIECES_OF_SENTENCE] for one in found]
    return [_window(found, cut, at, at + 1, cutter, codes, context=0) for at in range(len(found))]


def _window(
    found: Sequence[Sentence], cut: Sequence[list[Piece]], first: int, last: int, cutter: WordPiece, codes: Sequence[int],
    context: int = CONTEXT,
) -> Window:
    rows: list[tuple[int, int, int, int, int]] = [(cutter.start, 0, -1, -1, -1)]
    if first > 0 and context:
        rows += [(piece.id, codes[piece.start], -1, piece.start, piece.end) for piece in cut[first - 1][-context:]]
    for sentence in found[first:last]:
        rows.append((cutter.special(KINDS.index(sentence.kind)), 0, -1, -1, -1))
        rows += [(piece.id, codes[piece.start], sentence.index, piece.start, piece.end) for piece in cut[sentence.index]]
    rows.append((cutter.end, 0, -1, -1, -1))
    ids, known, owner, start, end = zip(*rows, strict=True)
    return Window(ids, known, owner, start, end)
