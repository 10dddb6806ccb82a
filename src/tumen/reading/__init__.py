"""Reports into events.

In: a `Surveyed` report (text, parts, mentions with their values). Out: `Event`s, each field with its words and its chance. Refused: nothing;
a report without an event gives none. Two fronts: `Gate(pack).passes(text)` says cheaply whether a report may be about the pack's
country; `Reader(pack).read(surveyed)` reads it.
"""

from tumen.reading.gate import Gate
from tumen.reading.reader import Reader, Surveyed

__all__ = ["Gate", "Reader", "Surveyed"]
