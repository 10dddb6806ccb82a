"""Finding time expressions in a report: `find_times`."""

from tumen.grounding.time_merge import CALENDAR, CLOCKS, Whole, whole_expressions
from tumen.grounding.time_roles import roles, tense
from tumen.grounding.time_tokens import tokenize
from tumen.model import Span, TimeExpr, TimeMention, TimeRole
from tumen.packs.times import TimeWords

_TENSED = frozenset({TimeRole.PLAIN, TimeRole.DEADLINE})


def find_times(text: str, words: TimeWords) -> tuple[TimeMention, ...]:
    """Every time expression of `text` in order, without overlaps, each with what it says and what it dates.

    A word that bounds it (“since”, “by”, “from … to”) belongs to the expression; “on”, “in” and “at” do not.
    """
    tokens = tokenize(text, words)
    wholes = whole_expressions(tokens, words)
    mentions: list[TimeMention] = []
    for whole, role in zip(wholes, roles(wholes, tokens, words), strict=True):
        start, end = tokens[whole.first].start, tokens[whole.last - 1].end
        mentions.append(
            TimeMention(Span(start, end, text[start:end]), _expr(whole, tense(whole, tokens, words) if role in _TENSED else ""), role)
        )
    return tuple(mentions)


def _expr(whole: Whole, told: str) -> TimeExpr:
    atom = whole.atom
    slots = dict(atom.slots)
    if whole.bound:
        slots["bound"] = whole.bound
    if told and (atom.rule in CALENDAR or atom.rule in ("range", "offset-from")):
        slots["tense"] = told
    if atom.rule in CLOCKS and "/" in atom.time_of_day:
        slots["span"] = "1"
    return TimeExpr(atom.rule, atom.grain, atom.anchor, tuple(sorted(slots.items())), atom.time_of_day)
