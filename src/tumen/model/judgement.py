"""What is thought of two reports or two events: the same or not, by whom, and why."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

_PERSON = "person:"


class Verdict(StrEnum):
    """Whether two tell the same happening."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class LinkKind(StrEnum):
    """What one report is to another. The first three never make a second witness; only `SAME_INCIDENT` may."""

    COPY = "copy"
    TRANSLATION = "translation"
    UPDATE = "update"
    SAME_INCIDENT = "same_incident"
    LOOK_ALIKE = "look_alike"
    UNRELATED = "unrelated"

    @property
    def joins(self) -> bool:
        """Whether the two tell the same happening."""
        return self not in (LinkKind.LOOK_ALIKE, LinkKind.UNRELATED)


class About(StrEnum):
    """What a judgement compares."""

    REPORTS = "reports"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature by name, its number, and the weight it bears; `share` is what it added to the sum that the score comes from."""

    name: str
    value: float
    weight: float

    @property
    def share(self) -> float:
        """How far it moved the sum, up or down."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Judgement:
    """One judgement. `one` and `other` are ids in their order; `by` is `person:NAME` or the name and version of a rule.

    A person's outranks a rule's, and is superseded only by a person's. For events `kind` is `SAME_INCIDENT` or `LOOK_ALIKE`.
    """

    about: About
    one: str
    other: str
    verdict: Verdict
    kind: LinkKind
    score: float
    by: str
    reasons: tuple[Reason, ...] = ()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """The id comes from who judges what and how: the same judgement has the same id in every run. ValueError where the ids are out of order."""
        if self.one >= self.other:
            raise ValueError(f"a judgement names two different ids in their order, not '{self.one}' and '{self.other}'")
        key = "\x1f".join((self.about, self.one, self.other, self.verdict, self.kind, self.by))
        object.__setattr__(self, "id", "ju-" + hashlib.sha256(key.encode()).hexdigest()[:16])

    @property
    def by_person(self) -> bool:
        """Whether a person decided it."""
        return self.by.startswith(_PERSON)
