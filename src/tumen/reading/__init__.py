"""Reports into events.

In: a `Surveyed` report (text, parts, mentions with their values). Out: `Event`s, each field with its words and its chance. Refused: nothing;
a report without an event gives none. One front: `Reader(pack).read(surveyed)`.
"""

from tumen.reading.reader import Reader, Surveyed

__all__ = ["Reader", "Surveyed"]
