"""The happening itself, as several reports tell it, and the wave of happenings it belongs to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from tumen.model.span import Span


@dataclass(frozen=True, slots=True)
class Telling:
    """The words in which one report tells a happening, and the ids of the events read in them (none where no reader knows the language)."""

    report: str
    evidence: Span
    events: tuple[str, ...] = ()
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """The id comes from the report, the words and the events."""
        object.__setattr__(self, "id", _id("te", (self.report, str(self.evidence.start), self.evidence.words, *self.events)))


@dataclass(frozen=True, slots=True)
class Said:
    """One field's value as one report tells it. `origin` is who it comes from in the end; `source` who told the outlet.

    Of people it holds class and number alone, never their words: an incident joins what is said of an act, not of a resident.
    """

    role: str
    value: str
    report: str
    origin: str
    source: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Tellings judged to be of one happening, with every value that is told of it and who says so; nothing is averaged.

    `type` is the type that most tellings bear, empty where no event was read; `origins` are the independent ones: copies, translations and
    updates never add one; `score` is the least chance that holds the tellings together.
    """

    type: str
    tellings: tuple[Telling, ...]
    said: tuple[Said, ...] = ()
    origins: tuple[str, ...] = ()
    score: float = 1.0
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """The id comes from the first telling, so an incident keeps it while later reports join."""
        object.__setattr__(self, "id", _id("in", (self.tellings[0].id,)))

    @property
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that tell it, each once."""
        return tuple(dict.fromkeys(telling.report for telling in self.tellings))

    @property
    def independent(self) -> int:
        """How many origins tell it."""
        return len(self.origins)

    def values(self, role: str) -> dict[str, tuple[str, ...]]:
        """Each value told for a role, with the origins that tell it; more than one value is a disagreement to be shown."""
        found: dict[str, list[str]] = {}
        for said in self.said:
            if said.role == role and said.value and said.origin not in found.setdefault(said.value, []):
                found[said.value].append(said.origin)
        return {value: tuple(origins) for value, origins in found.items()}

    def disagreements(self) -> tuple[str, ...]:
        """The roles for which more than one value is told."""
        return tuple(role for role in dict.fromkeys(said.role for said in self.said) if len(self.values(role)) > 1)


@dataclass(frozen=True, slots=True)
class Step:
    """One incident's part in a campaign: `order`, `deployment`, `control`, `arrest`, `trial` or `punishment`."""

    stage: str
    incident: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """Incidents of one wave, in the order of its stages: proposed by rule, and nothing more until a person confirms it by a judgement.

    `area` is the place they share, `organ` the class of the acting organ that most name (may be empty), `first` and `last` the days.
    """

    steps: tuple[Step, ...]
    area: str
    organ: str
    about: tuple[str, ...]
    first: str
    last: str
    id: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """The id comes from the incidents."""
        object.__setattr__(self, "id", _id("ca", sorted(step.incident for step in self.steps)))


def _id(kind: str, parts: Iterable[str]) -> str:
    return f"{kind}-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
