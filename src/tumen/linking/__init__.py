"""Which reports tell the same, and which happenings they tell: reports and their events in, judgements, incidents and campaigns out.

In: `Told`, a report with the events read in it and what was surveyed; a language without a reader takes part by the names, numbers and days its
link words know. Out: `Linked`. Each judgement bears its features by name and weight, each incident every value with who says so and its count of
independent origins: a copy, a translation and an update never add one. Refused: comparing all with all, and anything that would follow a
resident from one incident to another: of people only class and number are compared.
"""

from tumen.linking.campaigns import campaigns
from tumen.linking.link import Linked, Linker
from tumen.linking.told import Told

__all__ = ["Linked", "Linker", "Told", "campaigns"]
