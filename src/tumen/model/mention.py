"""What stands in a report before anyone says what happened: names of places and organs, groups of people, time expressions."""

from dataclasses import dataclass
from enum import StrEnum

from tumen.model.count import Count
from tumen.model.span import Span
from tumen.model.time import TimeExpr


class PlaceRole(StrEnum):
    """How a place name is used. Only `PLAIN` and `DATELINE` can say where an event happened."""

    PLAIN = "plain"
    DATELINE = "dateline"
    SOURCE = "source"
    ORGAN = "organ"
    METONYM = "metonym"
    DEMONYM = "demonym"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name and the places it may mean.

    `path` is the best place's codebook path (`XX/North Reach/Dorvik`); `rivals` are further paths the name may mean, best first;
    `id` is the place's id in the pack. `role` tells a source's whereabouts ("a source in North Reach province"), part of an organ's name
    ("the Dorvik branch"), a metonym ("Arvelle ordered") or a demonym from a place where things happen.
    """

    span: Span
    id: str
    path: str
    rivals: tuple[str, ...] = ()
    role: PlaceRole = PlaceRole.PLAIN
    level: int = 0


@dataclass(frozen=True, slots=True)
class GroupMention:
    """An organ, or a group of people, or a single person told of.

    `cls` is a class of the codebook's section 4; `organ` the organ's id in the pack, or None for people; `head` the noun that decided
    the class; `rivals` further classes the same words may bear; `count` how many, where told; `antecedent` the start of the
    earlier mention that a pronoun or short definite phrase ("the woman", "the four") goes back to.
    """

    span: Span
    cls: str
    head: str
    organ: str | None = None
    rivals: tuple[str, ...] = ()
    count: Count | None = None
    plural: bool = False
    pronoun: bool = False
    antecedent: int | None = None


class TimeRole(StrEnum):
    """What a time expression dates. Only `PLAIN` can date an event."""

    PLAIN = "plain"
    TELLING = "telling"
    STAMP = "stamp"
    DURATION = "duration"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression; `TELLING` is the time at which the source spoke ("told Daily Post on Thursday")."""

    span: Span
    expr: TimeExpr
    role: TimeRole = TimeRole.PLAIN


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of one report, each list in the order of the text, without overlaps inside a list."""

    places: tuple[PlaceMention, ...] = ()
    groups: tuple[GroupMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
