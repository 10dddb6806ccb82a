"""One publication, as received."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PartKind(StrEnum):
    """What a stretch of a report is. Only the kinds for which `Part.codable` holds are read for events."""

    HEADLINE = "headline"
    BYLINE = "byline"
    CAPTION = "caption"
    BODY = "body"
    SUBHEAD = "subhead"
    QUOTATION = "quotation"
    NOTICE = "notice"
    LIST_ITEM = "list_item"
    QUESTION = "question"
    ANSWER = "answer"
    FURNITURE = "furniture"
    BOILERPLATE = "boilerplate"
    STAMP = "stamp"
    CREDIT = "credit"
    DATELINE = "dateline"


CODABLE = frozenset({
    PartKind.HEADLINE, PartKind.BODY, PartKind.SUBHEAD, PartKind.QUOTATION, PartKind.NOTICE, PartKind.LIST_ITEM,
    PartKind.QUESTION, PartKind.ANSWER, PartKind.CAPTION,
})


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text, never overlapping another: `report.text[start:end]`; blank lines belong to no part."""

    kind: PartKind
    start: int
    end: int

    @property
    def codable(self) -> bool:
        """Whether events may be read from it. Furniture is kept and never coded."""
        return self.kind in CODABLE


class PublishedBasis(StrEnum):
    """How the day of publication is known."""

    GIVEN = "given"
    TEXT = "text"
    STAMP = "stamp"
    METADATA = "metadata"
    ADDRESS = "address"
    HEADER = "header"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published: an ISO day, month (`2023-07`) or year, or None; and how that is known."""

    value: str | None = None
    basis: PublishedBasis = PublishedBasis.UNKNOWN
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One publication: its text exactly as received (decoded), divided into parts.

    `id` comes from the JSON line or the file's stem; `lang` is `en`, `ko` or another ISO 639-1 code; `extra` keeps the JSON line's
    other keys.
    """

    id: str
    text: str
    parts: tuple[Part, ...] = ()
    lang: str = "en"
    outlet: str | None = None
    url: str | None = None
    published: Published = Published()
    extra: Mapping[str, object] = field(default_factory=dict)

    def codable_parts(self) -> Iterator[Part]:
        """The parts that may tell events, in order."""
        return (part for part in self.parts if part.codable)

    def part_at(self, position: int) -> Part | None:
        """The part that holds the character at `position`, or None (blank lines)."""
        return next((part for part in self.parts if part.start <= position < part.end), None)
