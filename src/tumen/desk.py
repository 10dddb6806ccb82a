"""The corridor: runs the rooms in order, over many reports and on several cores. Read this second.

In: paths, or Reports from intake. Out: a `Reading` of each report that could be read, a `Problem` for each trouble on the way, in the order
of the input. Refused: nothing that can be passed over; a pack that is missing or broken raises PackError.
"""

import multiprocessing
import re
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from tumen.grounding import coordinated, survey, walk
from tumen.intake import read_bytes, read_path
from tumen.model import Event, InputError, Problem, Report, TumenError
from tumen.packs.outlets import Outlets, read_outlets
from tumen.packs.pack import SHIPPED, Pack, folder, load_pack
from tumen.reading import Reader, Surveyed
from tumen.reading.gate import Gate

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_WAITING_A_WORKER = 8
_UNREAD = "unread-input"


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and the events that were read in it, in the order of the text."""

    report: Report
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class World:
    """Which country's pack to read with; `packs` is a folder of packs, None for those that Tumen ships."""

    country: str
    packs: str | None = None

    @property
    def root(self) -> Path:
        """The folder that holds the packs."""
        return Path(str(SHIPPED)) if self.packs is None else Path(self.packs)

    def outlets(self) -> Outlets:
        """The country's outlets; raises PackError where there is no such country."""
        source = folder(self.root, self.country, "country", "places.csv").joinpath("outlets.yaml")
        return read_outlets(source.read_text(encoding="utf-8"), self.country)

    def speaks(self, language: str) -> bool:
        """Whether there is a pack of a language."""
        if not _LANGUAGE.fullmatch(language):
            return False
        return any(root.joinpath(language, "sentences.yaml").is_file() for root in (self.root, SHIPPED))


def read_report(report: Report, pack: Pack, reader: Reader) -> Reading:
    """One report through the rooms: surveyed, its times resolved, its events read."""
    mentions = survey(report, pack)
    values = tuple(resolved.value for resolved in walk(mentions.times, report.published.value))
    lists = tuple((found.indices, found.alternative) for found in coordinated(mentions.places, report.text, pack.place_cues))
    return Reading(report, reader.read(Surveyed(report, mentions, values, lists)))


class Desk:
    """Reads reports of every language that has a pack; makes the reader of a language when the first report in it comes."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rooms: dict[str, tuple[Pack, Gate, Reader]] = {}

    def read(self, report: Report) -> Reading | Problem:
        """The report's events; a Problem `no-language-pack` where its language cannot be read."""
        if report.lang not in self._rooms:
            if not self._world.speaks(report.lang):
                message = f"There is no language pack for '{report.lang}', so '{report.id}' was not read."
                return Problem("no-language-pack", report.id, message)
            pack = load_pack(self._world.country, report.lang, self._world.root)
            self._rooms[report.lang] = pack, Gate(pack), Reader(pack)
        pack, gate, reader = self._rooms[report.lang]
        if not gate.passes(report.text, report.outlet):
            return Reading(report, ())
        return read_report(report, pack, reader)


def gather(paths: Iterable[str], world: World, standard_input: bytes | None = None) -> Iterator[Report | Problem]:
    """The reports of files, folders and, for `-`, of `standard_input`; each id once.

    A path that cannot be read at all is a Problem for which `is_unread` holds, and the next is read.
    """
    outlets = world.outlets()
    seen: set[str] = set()
    for path in paths:
        try:
            found = read_bytes(standard_input or b"", "-", outlets=outlets) if path == "-" else read_path(path, outlets=outlets)
            for one in found:
                if isinstance(one, Report) and one.id in seen:
                    yield Problem("duplicate-id", path, f"The id '{one.id}' has come before; this report was left out.")
                    continue
                if isinstance(one, Report):
                    seen.add(one.id)
                yield one
        except InputError as error:
            yield unread(path, error)


def unread(path: str, error: InputError) -> Problem:
    """The Problem that a whole input was not read."""
    return Problem(_UNREAD, path, str(error))


def is_unread(problem: Problem) -> bool:
    """Whether the Problem says that a whole input was not read."""
    return problem.code == _UNREAD


def read_all(reports: Iterable[Report | Problem], world: World, workers: int = 1) -> Iterator[Reading | Problem]:
    """Each report read and each Problem handed on, in the order they come; with several workers on as many cores.

    Raises PackError for the packs, TumenError where a worker dies.
    """
    if workers == 1:
        desk = Desk(world)
        yield from (one if isinstance(one, Problem) else desk.read(one) for one in reports)
        return
    start = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=start, initializer=_seat, initargs=(world,))
    try:
        yield from _in_order(pool, reports, workers * _WAITING_A_WORKER)
    except BrokenProcessPool as error:
        raise TumenError("A worker ended before its work was done, perhaps for want of memory; try fewer --workers.") from error
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, reports: Iterable[Report | Problem], most: int) -> Iterator[Reading | Problem]:
    waiting: deque[Problem | Future[Reading | Problem]] = deque()
    for one in reports:
        waiting.append(one if isinstance(one, Problem) else pool.submit(_read_seated, one))
        while len(waiting) > most:
            yield _result(waiting.popleft())
    while waiting:
        yield _result(waiting.popleft())


def _result(one: Problem | Future[Reading | Problem]) -> Reading | Problem:
    return one if isinstance(one, Problem) else one.result()


_SEAT: list[Desk] = []
"""The desk of a worker process, made once when the process starts."""


def _seat(world: World) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _SEAT[:] = [Desk(world)]


def _read_seated(report: Report) -> Reading | Problem:
    return _SEAT[0].read(report)
