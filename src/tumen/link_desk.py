"""The second corridor: reports are read, then linked. Called by the command line and by whoever keeps reports and events.

In: Reports, or Reports with the events kept of them. Out: what linking proposes, and a Problem for each report that no language pack knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tumen.desk import Reading, World, read_all
from tumen.grounding import survey, walk
from tumen.linking import Linked, Linker, Told
from tumen.model import Event, Judgement, Problem, Report
from tumen.packs.links import has_link_words
from tumen.packs.pack import load_pack

__all__ = ["LinkDesk", "Linked", "Told", "tell"]

_BASE = "en"
"""The language whose pack is loaded where none of the reports has one; a country's places and organs are the same in each."""


@dataclass(frozen=True, slots=True)
class LinkDesk:
    """Links reports with a world's packs; the models are loaded once, when the first call comes."""

    world: World

    def told(self, report: Report, events: Iterable[Event]) -> Told:
        """A report and its kept events as linking takes them; its names and days are surveyed again, which needs no reader."""
        if not self.world.speaks(report.lang):
            return Told(report, tuple(events))
        pack = load_pack(self.world.country, report.lang, self.world.root)
        mentions = survey(report, pack)
        values = tuple(resolved.value for resolved in walk(mentions.times, report.published.value))
        return Told(report, tuple(events), mentions, values)

    def link(self, told: Iterable[Told], decided: Iterable[Judgement] = ()) -> Linked:
        """Judgements, incidents and campaigns; `decided` are judgements of people, which outrank what is found."""
        pack = load_pack(self.world.country, _BASE, self.world.root)
        return Linker.load(pack, self.world.root).link(told, decided)


def tell(reports: Iterable[Report | Problem], world: World, workers: int = 1) -> Iterator[Told | Problem]:
    """Each report read and surveyed; one whose language has no reader but has link words takes part without events."""
    desk = LinkDesk(world)
    unread: list[Report] = []

    def readable() -> Iterator[Report | Problem]:
        for one in reports:
            if isinstance(one, Report) and not world.speaks(one.lang) and has_link_words(one.lang, world.root):
                unread.append(one)
                continue
            yield one

    for found in read_all(readable(), world, workers):
        if isinstance(found, Reading):
            yield desk.told(found.report, found.events)
            continue
        yield found
    for report in unread:
        yield desk.told(report, ())
