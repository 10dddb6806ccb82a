"""The shared language of all rooms: immutable values, and nothing that does work. Read this first.

A `Report` (text and parts) is surveyed for `Mention`s (places, times, organs, people), read into `Event`s whose
`Claim`s point at `Span`s of the text. A `Judgement` says whether two reports or events tell the same; `Telling`s of one happening make an
`Incident`, incidents of one wave a `Campaign`. Trouble on the way is a `Problem`, a value like the others.
"""

from tumen.model.count import Count
from tumen.model.entry import Entry, EntryKind, Json
from tumen.model.errors import InputError, LedgerError, PackError, TumenError
from tumen.model.event import Basis, Claim, Event, Party, Source, Status
from tumen.model.incident import Campaign, Incident, Said, Step, Telling
from tumen.model.judgement import About, Judgement, LinkKind, Reason, Verdict
from tumen.model.mention import GroupMention, Mentions, PlaceMention, PlaceRole, TimeMention, TimeRole
from tumen.model.problem import Problem
from tumen.model.report import Part, PartKind, Published, PublishedBasis, Report
from tumen.model.span import Span
from tumen.model.time import Anchor, Grain, TimeExpr

__all__ = [
    "About",
    "Anchor",
    "Basis",
    "Campaign",
    "Claim",
    "Count",
    "Entry",
    "EntryKind",
    "Event",
    "Grain",
    "GroupMention",
    "Incident",
    "InputError",
    "Json",
    "Judgement",
    "LedgerError",
    "LinkKind",
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
    "Reason",
    "Report",
    "Said",
    "Source",
    "Span",
    "Status",
    "Step",
    "Telling",
    "TimeExpr",
    "TimeMention",
    "TimeRole",
    "TumenError",
    "Verdict",
]
