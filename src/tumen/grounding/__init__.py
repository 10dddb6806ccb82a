"""What the names and numbers of a report mean.

In: a report's text and a pack. Out: `survey` gives the `Mentions` that stand in it, each with the values it may have; `walk`, `resolve` and
`lowest_common_parent` give values that hang on the story. Refused: nothing; what cannot be grounded keeps an empty value.
"""

from tumen.grounding.calendar import Resolved, is_legal, resolve, walk
from tumen.grounding.groups import find_groups
from tumen.grounding.places import coordinated, find_places, lowest_common_parent
from tumen.grounding.times import find_times
from tumen.model import Mentions, Report
from tumen.packs.pack import Pack

__all__ = ["Resolved", "coordinated", "is_legal", "lowest_common_parent", "resolve", "survey", "walk"]


def survey(report: Report, pack: Pack) -> Mentions:
    """All places, organs, people and times that the report names."""
    text = report.text
    return Mentions(
        places=find_places(text, pack.places, pack.place_cues),
        groups=find_groups(text, pack.organs, pack.people),
        times=find_times(text, pack.times),
    )
