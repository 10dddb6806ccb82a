"""Words cut into the pieces that the encoder knows, each with its place in the text.

The method is WordPiece as BERT's uncased vocabulary wants it (Devlin et al. 2019, section 3): lower case, no accents, punctuation apart,
then the longest known piece from the left.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

TOKEN = re.compile(r"\w+|[^\w\s]")
UNKNOWN, START, END = "[UNK]", "<s>", "</s>"
LONGEST_WORD = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its number in the vocabulary, and `text[start:end]`, the word it comes from."""

    id: int
    start: int
    end: int


class WordPiece:
    """Cuts text by a vocabulary (one piece a line, its line number its id)."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self.unknown = self._ids[UNKNOWN]
        self.start = self._ids[START]
        self.end = self._ids[END]

    def special(self, number: int) -> int:
        """The id of one of the vocabulary's unused pieces, by which we mark the kind of a sentence."""
        return self._ids[f"[unused{number}]"]

    def cut(self, text: str, start: int, end: int) -> list[Piece]:
        """The pieces of `text[start:end]`; time grows with its length alone."""
        ids = self._ids
        pieces: list[Piece] = []
        for match in TOKEN.finditer(text, start, end):
            first, last = match.span()
            word = match.group().lower()
            known = ids.get(word)
            if known is None and not word.isascii():
                word = _plain(word)
                known = ids.get(word)
            if known is not None:
                pieces.append(Piece(known, first, last))
            else:
                pieces.extend(Piece(number, first, last) for number in self._longest(word))
        return pieces

    def _longest(self, word: str) -> list[int]:
        if not word or len(word) > LONGEST_WORD:
            return [self.unknown]
        found: list[int] = []
        begin = 0
        while begin < len(word):
            for stop in range(len(word), begin, -1):
                number = self._ids.get(("##" if begin else "") + word[begin:stop])
                if number is not None:
                    found.append(number)
                    begin = stop
                    break
            else:
                return [self.unknown]
        return found


def _plain(word: str) -> str:
    """Typographic quotes and dashes as ASCII, accents dropped."""
    word = word.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})
    return "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
