"""What linking is given of a report."""

from dataclasses import dataclass

from tumen.model import Event, Mentions, Report

_NONE = Mentions()


@dataclass(frozen=True, slots=True)
class Told:
    """A report, the events read in it and what was surveyed; the last two stay empty where its language has no reader.

    `values` are the resolved times of `mentions.times`, in their order, empty where one could not be resolved.
    """

    report: Report
    events: tuple[Event, ...] = ()
    mentions: Mentions = _NONE
    values: tuple[str, ...] = ()
