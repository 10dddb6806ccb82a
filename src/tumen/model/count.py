"""How many persons, as an interval (codebook, section 5)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """From `low` to `high` persons or households; `high` is None where the report sets no upper end."""

    low: int
    high: int | None

    def __post_init__(self) -> None:
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError(f"no count goes from {self.low} to {self.high}")

    def as_list(self) -> list[int | None]:
        """The codebook's form: `[20, None]` for "more than 20"."""
        return [self.low, self.high]
