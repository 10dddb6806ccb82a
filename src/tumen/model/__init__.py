"""The shared language of all rooms: immutable values, and nothing that does work. Read this first.

A `Report` (text and parts) is surveyed for `Mention`s (places, times, organs, people), read into `Event`s whose
`Claim`s point at `Span`s of the text, and trouble on the way is a `Problem`, a value like the others.
"""

from tumen.model.count import Count
from tumen.model.entry import Entry, EntryKind, Json
from tumen.model.errors import InputError, LedgerError, PackError, TumenError
from tumen.model.event import Basis, Claim, Event, Party, Source, Status
from tumen.model.mention import GroupMention, Mentions, PlaceMention, PlaceRole, TimeMention, TimeRole
from tumen.model.problem import Problem
from tumen.model.report import Part, PartKind, Published, PublishedBasis, Report
from tumen.model.span import Span
from tumen.model.time import Anchor, Grain, TimeExpr

__all__ = [
    "Anchor",
    "Basis",
    "Claim",
    "Count",
    "Entry",
    "EntryKind",
    "Event",
    "Grain",
    "GroupMention",
    "InputError",
    "Json",
    "LedgerError",
    "Mentions",
    "PackError",
    "Part",
    "PartKind",
    "Party",
    "PlaceMention",
    "PlaceRole",
    "Problem",
    "Published",
    "PublishedBasis",
    "Report",
    "Source",
    "Span",
    "Status",
    "TimeExpr",
    "TimeMention",
    "TimeRole",
    "TumenError",
]
