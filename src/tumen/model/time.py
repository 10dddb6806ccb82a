"""What a time expression says, before and after it is resolved.

Values are strings in the codebook's grammar: `DATE`, `DATE/DATE`, `../DATE`, `DATE/..`, with
DATE = `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, `XXXX` for an unknown year and `XX` for an unknown month.
"""

from dataclasses import dataclass
from enum import StrEnum


class Anchor(StrEnum):
    """What an expression counts from."""

    NONE = "none"
    PUBLICATION = "publication"
    PREVIOUS_EVENT = "previous_event"
    PREVIOUS_DATE = "previous_date"


class Grain(StrEnum):
    """The unit an expression is told in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    DURATION = "duration"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class TimeExpr:
    """One time expression as the grammar read it.

    `rule` names the rule that matched (`month-day`, `part-of-month`, `weekday`, `next-day`, `ago`, ...); `slots` holds what the rule took
    from the words, as sorted (name, value) pairs; `anchor` says what it counts from; `time_of_day` is `23:00`, `night` or empty.
    """

    rule: str
    grain: Grain
    anchor: Anchor
    slots: tuple[tuple[str, str], ...] = ()
    time_of_day: str = ""

    def slot(self, name: str) -> str:
        """The value of a slot, or an empty string."""
        return next((value for key, value in self.slots if key == name), "")
