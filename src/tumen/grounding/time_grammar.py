"""The grammar of single time expressions: patterns over the classes of tokens, and the slots each pattern fills.

A pattern is written in class names (`the? nth of month`) and compiled to a regular expression over one character a token, so that a
report costs one scan. Of the patterns that begin at a token the first in `RULES` wins.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tumen.grounding.time_tokens import Token
from tumen.model import Anchor, Grain


@dataclass(slots=True)
class Atom:
    """Tokens `first` up to `last` (excluded) read by one rule."""

    first: int
    last: int
    rule: str
    grain: Grain
    anchor: Anchor
    slots: dict[str, str] = field(default_factory=dict)
    time_of_day: str = ""


_DAY = "(?:day|nth)"
_ORD = "(?:nth|ordinal)"
_TO = "(?:dash|to|until|through|and)"
_OTHER_YEAR = "(?:last|this|next|that|the? same|the previous|the following|the next)"
_YEAR_OF = f"(?: comma? year | of? comma? {_OTHER_YEAR} very? years | of year | dash year)"
_MONTH_REL = "(?:(?:last|this|next|that|the? same|the previous|the following|the next|the past) very? months | the months)"
_MONTH = f"(?: month {_YEAR_OF}? | {_MONTH_REL} | yearmonth)"
_YEAR = "(?: year | decade | (?:last|this|next|that|the same|the previous|the following|the next|the past) years | the years)"
_COUNT = "(?:number|day|figure|ordinal)"
_MANY = "(?:few of?|number number?|day|figure|half a?)"
_AMOUNT = f"(?:(?:about|over){{0,2}} a? {_MANY} (?:{_TO} (?:few|number|day|figure))? | (?:about|over){{0,2}} a very?)"
_UNIT = "(?:days|weeks|months|years|hours|decades)"
_SPAN = "(?:days|weeks|months|years|daypart)"
_EDGE = (
    f"(?: the? early {_TO} dash? early dash? | the? very? early (?:dash|of|in|the|by)? | the? very? start of "
    "| the? (?:ordinal|last|other) half (?:of|in) "
)
_PART = f"{_EDGE} | the? (?:ordinal|last) few? weeks (?:of|in) | the? (?:ordinal|last) (?:number|day|few) days (?:of|in) )"
_YEAR_PART = f"{_EDGE} | the? (?:ordinal|last) quarter (?:of|in) | the? (?:ordinal|last) (?:number|day|few) months (?:of|in) )"

_SEASON_PART = "(?:the? very? (?:early|start of the?) dash?)"
_WHICH = "(?:the? (?:last|this|next|following|previous|same|past)|that)"

_NONE, _PUB, _EVENT, _DATE = Anchor.NONE, Anchor.PUBLICATION, Anchor.PREVIOUS_EVENT, Anchor.PREVIOUS_DATE

RULES: Sequence[tuple[str, Grain, Anchor, str]] = (
    ("date", Grain.DAY, _NONE, "iso"),
    (
        "day-month-range",
        Grain.DAY,
        _PUB,
        f"the? {_ORD} {_TO} the? {_ORD} of month {_YEAR_OF}? | {_DAY} (?:dash|to) {_DAY} of? month {_YEAR_OF}?",
    ),
    ("month-day-range", Grain.DAY, _PUB, f"month the? {_DAY} {_TO} the? {_DAY} {_YEAR_OF}?"),
    ("day-range-of-month", Grain.DAY, _PUB, f"the? {_ORD} {_TO} the? {_ORD} of {_MONTH_REL}"),
    ("month-day", Grain.DAY, _PUB, f"month the? (?:{_DAY}|ordinal) {_YEAR_OF}?"),
    ("day-month", Grain.DAY, _PUB, f"the? {_DAY} of? month {_YEAR_OF}? | the? ordinal of month {_YEAR_OF}?"),
    ("weekday-of-month", Grain.DAY, _PUB, f"the? (?:ordinal|last) weekday (?:of|in) {_MONTH}"),
    ("day-of-month", Grain.DAY, _PUB, f"the? {_ORD} (?:of|comma)? {_MONTH_REL}"),
    ("last-day", Grain.DAY, _PUB, f"the? (?:ordinal|last) days of {_MONTH}"),
    ("part-of-month", Grain.MONTH, _PUB, f"{_PART} {_MONTH}"),
    ("part-of-year", Grain.YEAR, _PUB, f"{_YEAR_PART} {_YEAR}"),
    (
        "season",
        Grain.SEASON,
        _PUB,
        f"{_SEASON_PART}? (?:{_WHICH}|the)? very? season of? (?:year dash year|yearmonth|year|{_OTHER_YEAR} years)",
    ),
    (
        "season",
        Grain.SEASON,
        _PUB,
        "(?:the? (?:early|start of the?) dash?)? (?:the? (?:last|this|next|following|previous|same|past)|that) very? season",
    ),
    ("season", Grain.SEASON, _PUB, "(?:the? (?:early|start of the?) dash?) season | the season | season"),
    ("part-of-month", Grain.MONTH, _PUB, "(?:earlier|late) (?:this|last|next) months"),
    ("part-of-week", Grain.WEEK, _PUB, "(?:earlier|late|early|start of) (?:this|last|next|the) weeks"),
    ("part-of-year", Grain.YEAR, _PUB, "(?:earlier|late) (?:this|last|next) years"),
    ("month", Grain.MONTH, _PUB, f"(?:last|this|next)? month {_YEAR_OF}? | yearmonth"),
    (
        "span-past",
        Grain.VAGUE,
        _PUB,
        f"the? (?:last|past|recent) {_COUNT} {_UNIT} | the? (?:last|past) few {_UNIT} | the? past {_UNIT} | recent {_UNIT}",
    ),
    ("week", Grain.WEEK, _PUB, "(?:last|this|next) weeks"),
    ("weekend", Grain.WEEK, _PUB, "(?:the? (?:last|this|next|past|following|previous))? weekend | the weekend"),
    ("month-relative", Grain.MONTH, _PUB, "(?:last|this|next) months"),
    ("year-relative", Grain.YEAR, _PUB, "(?:last|this|next) years"),
    ("weekday", Grain.DAY, _PUB, "(?:the? (?:last|this|next|following|previous|same|very|past)|that|the)? (?:weekday|shortday)"),
    ("deictic", Grain.DAY, _PUB, "deictic"),
    ("ago", Grain.VAGUE, _PUB, f"{_AMOUNT} {_UNIT} ago"),
    ("offset", Grain.DAY, _EVENT, f"{_AMOUNT} {_UNIT} (?:late|afterwards|earlier|after that|before that|after|before)"),
    ("offset", Grain.DAY, _EVENT, f"the {_SPAN} (?:afterwards|after|before|earlier)"),
    ("offset", Grain.DAY, _EVENT, f"after {_AMOUNT} {_UNIT}"),
    ("offset", Grain.DAY, _EVENT, f"(?:number|few of?) {_UNIT} on"),
    ("next", Grain.DAY, _EVENT, f"the? very? (?:next|following) very? (?:few|number|day)? {_SPAN} | the previous {_SPAN}"),
    ("within", Grain.DURATION, _EVENT, f"within {_AMOUNT} {_UNIT} | within (?:the|that|this)? {_UNIT} | in a of {_UNIT}"),
    ("same", Grain.DAY, _EVENT, f"(?:that|the? very? same) very? {_SPAN} | that very {_SPAN}"),
    ("every", Grain.VAGUE, _NONE, "every (?:other)? (?:days|weeks|months|years|daypart|weekday|hours|season|weekend)"),
    ("every", Grain.VAGUE, _NONE, f"{_COUNT} {_UNIT} (?:in )? every {_SPAN}"),
    ("age", Grain.VAGUE, _NONE, f"(?:number|day|figure) dash? {_UNIT} dash? old"),
    (
        "duration",
        Grain.DURATION,
        _NONE,
        f"(?:about|over){{0,2}} a? (?:number and a half|{_MANY}) (?:{_TO} (?:few|number|day|figure))? dash? {_UNIT}",
    ),
    (
        "duration",
        Grain.DURATION,
        _NONE,
        f"(?:for|over|about|in){{1,2}} (?:a|the) {_UNIT} | (?:over|for) (?:days|weeks|months|years|decades)",
    ),
    ("decade", Grain.DECADE, _NONE, "(?:the? (?:early|start of the?) dash?)? the? decade"),
    ("holiday", Grain.DAY, _PUB, f"(?:the? eve)? the? holiday eve? {_YEAR_OF}?"),
    ("offset", Grain.DAY, _EVENT, "the? eve"),
    (
        "clock",
        Grain.HOUR,
        _EVENT,
        "(?:day|number) (?:and|to|dash) clock | about? clock (?:dash clock)? | about? (?:number|day) oclock | about? (?:number|day) ampm",
    ),
    ("clock", Grain.HOUR, _EVENT, "about? (?:number|day|half past? number) in the daypart | at about? half past number"),
    ("daypart", Grain.HOUR, _EVENT, "(?:the? very? (?:early|start of the?|late)|late at|late in the)? daypart"),
    ("year", Grain.YEAR, _NONE, "year dash year | year"),
    ("day-range", Grain.DAY, _DATE, f"the {_ORD} {_TO} the? {_ORD}"),
    ("day", Grain.DAY, _DATE, f"the {_ORD}"),
    ("since-then", Grain.VAGUE, _EVENT, "since then?"),
    ("vague", Grain.VAGUE, _NONE, "vague | recent (?:days|weeks|months|years)"),
)

_CORES = (
    "month",
    "weekday",
    "shortday",
    "season",
    "days",
    "weeks",
    "months",
    "years",
    "hours",
    "decades",
    "weekend",
    "daypart",
    "deictic",
    "holiday",
    "iso",
    "clock",
    "yearmonth",
    "decade",
    "year",
    "nth",
    "ordinal",
    "vague",
    "since",
    "oclock",
    "ampm",
    "eve",
)
_NAMES = sorted(set(re.findall(r"[a-z]+", " ".join(pattern for *_, pattern in RULES))))
_CODES = {name: chr(0x100 + i) for i, name in enumerate(_NAMES)}
_NO_TIME = " "
_RUN = re.compile(f"[^{_NO_TIME}]+")
_CORE = re.compile(f"[{''.join(_CODES[name] for name in _CORES)}]")
_SCAN = re.compile(
    "|".join(
        f"(?P<r{i}>{re.sub('[a-z]+', lambda name: _CODES[name.group()], pattern).replace(' ', '')})"
        for i, (*_, pattern) in enumerate(RULES)
    )
)


def find_atoms(tokens: Sequence[Token]) -> Iterator[Atom]:
    """The single expressions of `tokens`, in order and without overlaps. Slots hold the tokens' values by class."""
    codes = "".join([_CODES.get(token.cls, _NO_TIME) for token in tokens])
    for run in _RUN.finditer(codes):
        if not _CORE.search(codes, run.start(), run.end()):
            continue
        for match in _SCAN.finditer(codes, run.start(), run.end()):
            rule, grain, anchor, _ = RULES[int(str(match.lastgroup)[1:])]
            yield Atom(match.start(), match.end(), rule, grain, anchor)
