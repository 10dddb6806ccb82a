"""What a time expression dates: an event, the source's telling, the publication, a deadline, or nothing but a length."""

from collections.abc import Iterator, Sequence

from tumen.grounding.time_merge import CALENDAR, Whole
from tumen.grounding.time_tokens import Token
from tumen.model import Grain, TimeRole
from tumen.packs.times import TimeWords

_TELLING_REACH = 14
_TELLER_REACH = 16
_TENSE_REACH = 16
_DEADLINE_REACH = 30
_STAMP_WORDS = 14
_STAMP_REACH = 24
_CUE_REACH = 4
_MARKS = frozenset({"comma", "mark", "dash", "stop", "clock", "day", "figure"})
_FREE = frozenset({"word", "mark", "dash", "stop", "comma", "newline", "clock"})
_CAPTION_REACH = 60
_OPEN_BOUNDS = frozenset({"by", "until", "before"})
_LENGTHS = frozenset({"duration", "every"})
_FOR = frozenset({"for", "on", "in", "at", "by", "from"})
_FULL = frozenset({"date", "month-day", "day-month"})


def roles(wholes: Sequence[Whole], tokens: Sequence[Token], words: TimeWords) -> list[TimeRole]:
    """The role of each expression, in order."""
    return [_role(whole, tokens, words) for whole in wholes]


def _role(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> TimeRole:
    rule = whole.atom.rule
    if rule in _LENGTHS:
        return TimeRole.DURATION
    if rule not in CALENDAR and rule not in ("next", "same", "range", "clock"):
        return TimeRole.DEADLINE if rule == "within" and _deadline(whole, tokens, words) else TimeRole.PLAIN
    if (rule in _FULL and _stamp(whole, tokens, words)) or ("year" in whole.atom.slots and _captioned(whole, tokens, words)):
        return TimeRole.STAMP
    if _told_before(whole, tokens, words) or _told_after(whole, tokens, words):
        return TimeRole.TELLING
    if whole.bound in _OPEN_BOUNDS and _deadline(whole, tokens, words):
        return TimeRole.DEADLINE
    return TimeRole.PLAIN


def tense(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> str:
    """`future` where the words around say that it is still to come, `near` where a bound leaves that open, else empty."""
    if tokens[whole.first].cls == "since":
        return ""
    if whole.atom.grain is Grain.DAY and whole.first and tokens[whole.first - 1].cls == "for":
        return "future"
    for i in _back(tokens, whole.first, _TENSE_REACH):
        if _to_come(tokens, i, words):
            return "future"
    for i in _ahead(tokens, whole.last, _TENSE_REACH - 9):
        if tokens[i].cls in ("and", "comma"):
            break
        if _to_come(tokens, i, words):
            return "future"
    return "near" if whole.bound in _OPEN_BOUNDS else ""


def _to_come(tokens: Sequence[Token], i: int, words: TimeWords) -> bool:
    """Whether token `i` tells of the future: “will”, “is to”, “set for”."""
    low = tokens[i].low
    if low in words.cues["future"]:
        return tokens[i].cls != "month"
    after = tokens[i + 1].cls if i + 1 < len(tokens) else ""
    return (low in words.cues["future_to"] and after == "to") or (low in words.cues["future_for"] and after in _FOR)


def _back(tokens: Sequence[Token], first: int, reach: int) -> Iterator[int]:
    """Token places before `first` in the same sentence, nearest first."""
    for i in range(first - 1, max(-1, first - 1 - reach), -1):
        if tokens[i].cls in ("stop", "newline"):
            return
        yield i


def _ahead(tokens: Sequence[Token], last: int, reach: int) -> Iterator[int]:
    for i in range(last, min(len(tokens), last + reach)):
        if tokens[i].cls in ("stop", "newline"):
            return
        yield i


def _told_before(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> bool:
    """“told Yalu Press by telephone on Thursday”: only names and the words of telling between the verb and the time."""
    telling, between = words.cues["telling"], words.cues["told_to"]
    if whole.bound in ("since", "until", "before", "after"):
        return False
    for i in _back(tokens, whole.first, _TELLING_REACH):
        token = tokens[i]
        if token.low in telling and not (token.low == "interview" and i == 0):
            return True
        if not (
            token.capital
            or token.low in between
            or token.low in words.cues["teller"]
            or token.cls in ("dash", "on", "a", "the", "in", "at")
        ):
            return False
    return False


def _told_after(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> bool:
    """“On the 17th a source in the province said”: the time opens the sentence and a teller tells in it."""
    first = whole.first
    before = tokens[first - 1] if first else None
    if before is not None and before.cls in ("on", "in", "at"):
        first -= 1
        before = tokens[first - 1] if first else None
    if whole.bound or (before is not None and before.cls not in ("stop", "newline") and before.low not in ("”", '"', "“")):
        return False
    teller = False
    for i in _ahead(tokens, whole.last, _TELLER_REACH):
        token = tokens[i]
        if token.low in words.cues["teller"]:
            teller = True
        elif token.low in words.cues["telling"]:
            return teller
        elif token.cls == "comma" and i > whole.last:
            return False
    return False


def _deadline(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> bool:
    cues = words.cues["deadline"]
    return any(tokens[i].low in cues for i in _back(tokens, whole.first, _DEADLINE_REACH))


def _stamp(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> bool:
    """The day of publication: a date with its year on a short line or after “Posted”, or a date between a town and a dash."""
    first, last = whole.first, whole.last
    while first > 0 and tokens[first - 1].cls != "newline" and whole.first - first <= _STAMP_REACH:
        first -= 1
    while last < len(tokens) and tokens[last].cls != "newline" and last - whole.last <= _STAMP_REACH:
        last += 1
    head, tail = tokens[first : whole.first], tokens[whole.last : last]
    if "year" in whole.atom.slots:
        if any(token.low in words.cues["stamp"] for token in head[-_CUE_REACH:]):
            return True
        free = whole.bound == "" and (not head or head[-1].cls in _FREE)
        if free and sum(token.cls not in _MARKS for token in (*head, *tail)) <= _STAMP_WORDS:
            return True
    at_start = first == 0 or tokens[first - 1].cls == "newline"
    closes = [token.low for token in tail[:5]]
    if not at_start or not head or "-" not in closes:
        return False
    return all(token.capital or token.cls in _MARKS for token in head) and not any(
        token.cls == "word" and not token.capital for token in tail[: closes.index("-")]
    )


def _captioned(whole: Whole, tokens: Sequence[Token], words: TimeWords) -> bool:
    """Whether the line begins as that of a picture: its date is when the picture was taken."""
    first = whole.first
    while first > 0 and tokens[first - 1].cls != "newline" and whole.first - first <= _CAPTION_REACH:
        first -= 1
    return any(token.low in words.cues["caption"] for token in tokens[first : min(first + 3, whole.first)]) and (
        first == 0 or tokens[first - 1].cls == "newline"
    )
