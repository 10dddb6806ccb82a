"""One happening as one report tells it."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

from tumen.model.count import Count
from tumen.model.span import Span


class Status(StrEnum):
    """Whether the event is told as real (codebook, section 3)."""

    ACTUAL = "actual"
    ORDERED = "ordered"
    EXPECTED = "expected"
    HABITUAL = "habitual"
    DENIED = "denied"


class Source(StrEnum):
    """Who says so."""

    OUTLET = "outlet"
    ANONYMOUS_SOURCE = "anonymous_source"
    NAMED_PERSON = "named_person"
    OFFICIAL_DOCUMENT = "official_document"
    STATE_MEDIA = "state_media"
    OTHER_MEDIA = "other_media"
    ORGANISATION = "organisation"


class Basis(StrEnum):
    """How the source knows."""

    SAW = "saw"
    HEARD = "heard"
    DOCUMENT = "document"
    ANNOUNCED = "announced"
    RUMOUR = "rumour"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Claim:
    """One field's value as told.

    `role` is the field (`place`, `time`, `time_of_day`, `object`, `reason`, `source`, `basis`, `status`, `type`); `value` what it comes to, empty
    where the words could not be grounded; `span` the words that back it; `rule` how the value was derived from the words; `probability` the
    calibrated chance that the value is right.
    """

    role: str
    value: str
    span: Span | None
    rule: str = ""
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or a target: the words, the class of section 4, and how many. `organ` is an organ's id in the pack."""

    role: str
    span: Span
    cls: str
    count: Count | None = None
    organ: str | None = None
    rule: str = ""
    probability: float = 1.0


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one report tells it: a type, a status, and claims with their words.

    `evidence` holds one to four spans, each at most a sentence, the first the one that states the event best. `places` are the
    claims of role `place`; `one_of` the candidates where the report says it was one of several; `when` the claim of role `time` or None.
    `codebook` is the version of the codebook it was coded by.
    """

    report: str
    type: Claim
    status: Claim
    evidence: tuple[Span, ...]
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    places: tuple[Claim, ...] = ()
    one_of: tuple[Claim, ...] = ()
    when: Claim | None = None
    time_of_day: Claim | None = None
    object: Claim | None = None
    reason: Claim | None = None
    source: Claim | None = None
    basis: Claim | None = None
    codebook: str = ""
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """The id comes from report, type and first evidence: the same words give the same id in every run."""
        first = self.evidence[0]
        key = f"{self.report}\x1f{self.type.value}\x1f{self.status.value}\x1f{first.start}\x1f{first.words}"
        object.__setattr__(self, "id", "ev-" + hashlib.sha256(key.encode()).hexdigest()[:16])
