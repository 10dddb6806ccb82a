"""A report's text as tokens that the grammar of time can read: `tokenize`."""

import re
from dataclasses import dataclass

from tumen.packs.times import TimeWords

_PIECE = re.compile(
    r"""
    (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    |(?P<iso>\d{4}(?P<sep>[-./])\s?\d{1,2}(?P=sep)\s?\d{1,2}(?!\d)|\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d))
    |(?P<clock>\d{1,2}(?::\d{2}){1,2}(?:\s?[AaPp]\.?[Mm]\b\.?)?|\d{1,2}(?:\.\d{2})?\s?(?:[ap]\.\s?m\b\.?|[AaPp][Mm]\b|[AP]\.\s?M\b\.?))
    |(?P<yearmonth>\d{4}[-/.]\d{2}(?![\d,]|[-/.]\d))
    |(?P<decade>(?:\d{2}|['’])\d0['’]?s\b)
    |(?P<nth>\d{1,2}(?:st|nd|rd|th)\b)
    |(?P<figure>\d+(?:[,.]\d+)*)
    |(?P<newline>[^\S\n]*\n\s*)
    |(?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)
_DASHES = frozenset("-‐‑–—~/")
_MARKS = {",": "comma"} | dict.fromkeys(_DASHES, "dash") | dict.fromkeys(".!?;", "stop")


_LINE_ENDS = tuple(".!?:;)")
_WRAPPED = 55
_CLOSED = frozenset(
    {
        "word",
        "mark",
        "stop",
        "newline",
        "year",
        "figure",
        "iso",
        "clock",
        "nth",
        "day",
        "holiday",
        "weekday",
        "vague",
        "that",
        "season",
        "daypart",
    }
)


@dataclass(slots=True)
class Token:
    """A word, number or mark: `text[start:end]`, small in `low`; `cls` its class in the grammar and `value` what it bears there.

    Classes that no pack word has: `day` (1 to 31), `nth` (7th), `year`, `figure`, `iso`, `clock`, `yearmonth`, `decade`, `comma`,
    `dash`, `stop`, `newline`, `mark` and `word`.
    """

    start: int
    end: int
    low: str
    cls: str
    value: str = ""
    capital: bool = False


def tokenize(text: str, words: TimeWords) -> list[Token]:
    """The tokens of `text` in order; phrases of the pack are one token each, and a possessive ending is left out."""
    tokens: list[Token] = []
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup
        start, end = piece.span()
        if kind == "word":
            word = piece.group()
            low = word.lower()
            if "'" in low or "’" in low:
                low = low.replace("’", "'")
                if low.endswith("'s"):
                    low, end = low[:-2], end - 2
            tokens.append(Token(start, end, low, "word", "", word[0] != low[0]))
        elif kind == "mark":
            mark = piece.group()
            if (
                mark == "."
                and tokens
                and tokens[-1].end == start
                and tokens[-1].low in words.abbreviations
                and _closes_abbreviation(text, tokens[-1], end)
            ):
                tokens[-1].end = end
            else:
                tokens.append(Token(start, end, "-" if mark in _DASHES else mark, _MARKS.get(mark, "mark")))
        elif kind == "newline":
            tokens.append(Token(start, end, "\n", _newline(text, start, end)))
        elif kind == "figure":
            tokens.append(_figure(piece.group(), start, end))
        else:
            tokens.append(Token(start, end, piece.group().lower(), str(kind), _digits(str(kind), piece.group())))
    return _classify(tokens, words)


def _closes_abbreviation(text: str, token: Token, end: int) -> bool:
    """Whether the full stop at `end - 1` belongs to the abbreviation, and does not end a sentence after it."""
    return token.capital or text[end : end + 2].strip().isdigit()


def _newline(text: str, start: int, end: int) -> str:
    """`wrap` after a long line that may go on in the next one, else `newline`, which ends a sentence."""
    if text.count("\n", start, end) > 1 or end >= len(text) or text[start - 1 : start] in _LINE_ENDS:
        return "newline"
    if start < _WRAPPED or "\n" in text[start - _WRAPPED : start]:
        return "newline"
    return "wrap"


def _figure(digits: str, start: int, end: int) -> Token:
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return Token(start, end, digits, "day", str(int(digits)))
    if len(digits) == 4 and digits.isdigit() and 1900 <= int(digits) <= 2099:
        return Token(start, end, digits, "year", digits)
    whole = digits.replace(",", "")
    return Token(start, end, digits, "figure", whole if whole.isdigit() and len(whole) < 6 else "")


def _digits(kind: str, words: str) -> str:
    return re.sub(r"\D", "", words) if kind == "nth" else words


def _classify(tokens: list[Token], words: TimeWords) -> list[Token]:
    """Tokens with the classes of the pack; phrases, hyphenated numbers and years of an era are joined."""
    lexicon, starts = words.lexicon, words.starts
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.cls != "word":
            if token.cls == "wrap":
                token.cls = "space" if found and _goes_on(found[-1], tokens[i], words) else "newline"
            if token.cls != "space":
                found.append(token)
            continue
        longest = starts.get(token.low)
        if longest is None:
            found.append(token)
            continue
        joined = _phrase(tokens, i - 1, longest, words) if longest > 1 else None
        if joined is not None:
            phrase, i = joined
            found.append(phrase)
            continue
        meaning = lexicon.get(token.low)
        if meaning is not None and (token.capital or token.low not in words.capital):
            token.cls, token.value = meaning.cls, meaning.value
            if meaning.cls in ("number", "ordinal"):
                _join_number(found, token)
        found.append(token)
        if token.cls == "era" and i < len(tokens) and tokens[i].cls in ("day", "figure") and tokens[i].value:
            number = tokens[i]
            found[-1] = Token(
                token.start, number.end, f"{token.low} {number.low}", "year", str(words.eras[token.value] + int(number.value))
            )
            i += 1
    return found


def _goes_on(last: Token, after: Token, words: TimeWords) -> bool:
    """Whether a sentence runs over the end of a line: it breaks off after a word that wants more, or goes on in small letters."""
    meaning = words.lexicon.get(after.low)
    small = after.cls == "word" and not after.capital and (meaning is None or meaning.cls != "by")
    if after.cls in ("iso", "clock"):
        return False
    return last.cls not in _CLOSED or (small and last.cls not in ("year", "clock", "iso"))


def _phrase(tokens: list[Token], i: int, longest: int, words: TimeWords) -> tuple[Token, int] | None:
    """The longest phrase of the pack that begins at token `i`, and the index after it."""
    lows: list[str] = []
    ends: list[int] = []
    for j in range(i, min(i + 2 * longest, len(tokens))):
        if tokens[j].cls in ("space",):
            continue
        if tokens[j].cls not in ("word", "day") and tokens[j].low != "-":
            break
        lows.append(tokens[j].low)
        ends.append(j)
        if len(lows) == longest:
            break
    for size in range(len(lows), 1, -1):
        phrase = " ".join(lows[:size]).replace(" - ", "-")
        meaning = words.lexicon.get(phrase)
        if meaning is not None:
            last = ends[size - 1]
            return Token(tokens[i].start, tokens[last].end, phrase, meaning.cls, meaning.value, tokens[i].capital), last + 1
    return None


def _join_number(found: list[Token], token: Token) -> None:
    """Make one token of “twenty-fifth” and “thirty-one”; the parts before are dropped from `found`."""
    back = 2 if len(found) >= 2 and found[-1].low == "-" else 1
    if len(found) < back:
        return
    tens = found[-back]
    if tens.cls == "number" and int(tens.value) % 10 == 0 and 20 <= int(tens.value) <= 90 and 0 < int(token.value) < 10:
        token.value = str(int(tens.value) + int(token.value))
        token.start, token.low = tens.start, f"{tens.low}-{token.low}"
        del found[-back:]
