"""The words of a text with their places, as the noun phrase chunker reads them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3}){1,6}|[^\W_][\w'’-]*|[^\w\s]")
_CONTRACTIONS = ("'d", "'ll", "'ve", "'re", "'m", "n't")
_CLOSING = frozenset("?!;:")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token.

    `full` is the word in small letters with straight apostrophes; `low` the same without a possessive ending; `owner` whether it had
    one; `barrier` whether a phrase cannot reach across from the token before (a sentence or line starts here).
    """

    text: str
    start: list[int]
    end: list[int]
    full: list[str]
    low: list[str]
    owner: list[bool]
    capital: list[bool]
    word: list[bool]
    barrier: list[bool]

    def __len__(self) -> int:
        return len(self.low)


def tokenize(text: str, sentences: Sequence[tuple[int, int]] | None) -> Tokens:
    """The tokens of a text; sentence starts, where given, are barriers beside line ends and closing marks."""
    begins = sorted(begin for begin, _ in sentences) if sentences is not None else []
    begins.append(len(text) + 1)
    starts: list[int] = []
    ends: list[int] = []
    fulls: list[str] = []
    lows: list[str] = []
    owners: list[bool] = []
    capitals: list[bool] = []
    words: list[bool] = []
    barriers: list[bool] = []
    pending, last_end, cursor = True, 0, 0
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        raw = found.group()
        if start > last_end + 1 or (start > last_end and text[last_end] == "\n"):
            lines = text.count("\n", last_end, start)
            pending = pending or lines > 1 or (lines == 1 and not raw[0].islower())
        last_end = end
        if begins[cursor] <= start:
            pending = True
            while begins[cursor] <= start:
                cursor += 1
        low = full = raw.lower()
        owner = False
        is_word = True
        if not raw.isalpha():
            is_word = raw[0].isalnum()
            if is_word:
                full, low, end, owner = _trimmed(text, start, end, full)
        starts.append(start)
        ends.append(end)
        fulls.append(full)
        lows.append(low)
        owners.append(owner)
        capitals.append(raw[0].isupper())
        words.append(is_word)
        barriers.append(pending)
        pending = not is_word and (raw in _CLOSING or (raw == "." and not (len(lows) > 1 and capitals[-2] and len(lows[-2]) <= 3)))
    return Tokens(text, starts, ends, fulls, lows, owners, capitals, words, barriers)


def _trimmed(text: str, start: int, end: int, full: str) -> tuple[str, str, int, bool]:
    """A word with marks in it: its form, the form without a possessive ending, its end in the text, and whether it owns what follows."""
    full = full.replace("’", "'")
    trimmed = full.rstrip("'-")
    owner = False
    if len(trimmed) < len(full):
        owner = full[len(trimmed) :] == "'" and trimmed.endswith("s") and text[end : end + 1].isspace()
        end, full = start + len(trimmed), trimmed
    for ending in _CONTRACTIONS:
        if full.endswith(ending) and len(full) > len(ending) + 1:
            full = full[: -len(ending)]
            return full, full, start + len(full), False
    if full.endswith("'s"):
        return full, full[:-2], end, True
    return full, full, end, owner
