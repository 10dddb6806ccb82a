"""A report as linking sees it: its sentences, each with the days, places, numbers, organs, ideas and words that two reports can share."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tumen.linking.days import Days, days_of, ordinal
from tumen.linking.native_names import NativeNames
from tumen.linking.numbers import numbers_in
from tumen.linking.origins import Network
from tumen.linking.passages import sentences
from tumen.linking.told import Told
from tumen.linking.written_days import DayReader
from tumen.model import Event, PlaceRole, Report, Span, TimeRole
from tumen.packs.links import AGAIN, LinkWords, has_link_words, load_link_words
from tumen.packs.pack import Pack

_ABROAD = "/"
_RUN = 3
_NOTHING = frozenset[str]()


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence. `days` are the days it names; `near` those of its events or, where it names none, of the sentence before; `terms` all that
    is the same in every language (acts, things, numbers, organs, places); `stems` its words; `runs` its runs of three words."""

    index: int
    span: Span
    headline: bool
    events: tuple[Event, ...]
    days: tuple[Days, ...]
    near: tuple[Days, ...]
    places: frozenset[str]
    numbers: frozenset[int]
    organs: frozenset[str]
    terms: frozenset[str]
    stems: frozenset[str]
    runs: frozenset[str]

    @property
    def bare(self) -> "Passage":
        """What an incident keeps of it: not its words, and of its terms acts and things alone."""
        return replace(self, stems=_NOTHING, runs=_NOTHING, terms=frozenset(term for term in self.terms if term.startswith(("a:", "t:"))))

    @property
    def types(self) -> frozenset[str]:
        """The types of the events that were read in it."""
        return frozenset(event.type.value for event in self.events)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One report."""

    report: Report
    family: str
    published: int | None
    passages: tuple[Passage, ...]
    terms: frozenset[str] = field(repr=False)
    stems: frozenset[str] = field(repr=False)
    runs: frozenset[str] = field(repr=False)
    again: bool
    places: frozenset[str] = field(repr=False)

    @property
    def id(self) -> str:
        """The report's id."""
        return self.report.id

    @property
    def bare(self) -> "Profile":
        """What incidents keep of it."""
        passages = tuple(passage.bare for passage in self.passages)
        return replace(self, passages=passages, terms=_NOTHING, stems=_NOTHING, runs=_NOTHING)


class Profiler:
    """Makes profiles by the words of a pack; keeps what it loaded for each language."""

    def __init__(self, pack: Pack, root: Path) -> None:
        self._pack = pack
        self._root = root
        self._loaded: dict[str, tuple[LinkWords, NativeNames] | None] = {}

    def profile(self, told: Told, network: Network) -> Profile:
        """What can be compared of a report; for a language without link words, only its runs of words."""
        loaded = self._language(told.report.lang)
        passages = tuple(self._passages(told, loaded))
        return Profile(
            told.report, network.family(told.report), ordinal(told.report.published.value), passages,
            terms=_union(passage.terms for passage in passages),
            stems=_union(passage.stems for passage in passages),
            runs=_union(passage.runs for passage in passages),
            again=loaded is not None and AGAIN in loaded[0].ideas_in(told.report.text),
            places=_union(passage.places for passage in passages),
        )

    def _language(self, lang: str) -> tuple[LinkWords, NativeNames] | None:
        if lang not in self._loaded:
            words = load_link_words(self._pack.country, lang, self._root) if has_link_words(lang, self._root) else None
            self._loaded[lang] = None if words is None else (words, NativeNames(self._pack.places, self._pack.organs, words))
        return self._loaded[lang]

    def _passages(self, told: Told, loaded: tuple[LinkWords, NativeNames] | None) -> Iterable[Passage]:
        words, names = loaded or (None, None)
        report = told.report
        days = DayReader(words.dates, report.published.value) if words is not None and words.dates is not None else None
        before: tuple[Days, ...] = ()
        named: set[str] = set()
        for index, (span, headline) in enumerate(sentences(report, words, self._pack.sentences)):
            events = tuple(event for event in told.events if any(found.overlaps(span) for found in event.evidence))
            own = _surveyed_days(told, span) if days is None else tuple(value for _, _, value in days.days_in(span.words))
            told_days = tuple(found for event in events if event.when is not None and (found := days_of(event.when.value)))
            near = own or told_days or before
            before = () if headline else near
            places = _surveyed_places(told, span)
            organs = _surveyed_organs(told, span)
            if names is not None and not told.mentions.places:
                places |= _chosen(names, span.words, named)
                organs |= names.classes_in(span.words)
            numbers, ideas, stems = frozenset[int](), frozenset[str](), list[str]()
            if words is not None:
                told_numbers = numbers_in(span.words, words.numbers)
                numbers = frozenset(value for start, end, value in told_numbers if not _of_time(told, span, start, end, words))
                ideas = words.ideas_in(span.words) - {AGAIN}
                stems = words.words.stems(span.words)
            tokens = span.words.casefold().split()
            yield Passage(
                index, span, headline, events, own, near, places, numbers, organs,
                terms=ideas | {f"n:{value}" for value in numbers} | {f"o:{cls}" for cls in organs} | {f"p:{path}" for path in places},
                stems=frozenset(stems),
                runs=frozenset(" ".join(tokens[at : at + _RUN]) for at in range(max(1, len(tokens) - _RUN + 1))),
            )


def _surveyed_days(told: Told, span: Span) -> tuple[Days, ...]:
    found = (
        days_of(value)
        for mention, value in zip(told.mentions.times, told.values, strict=False)
        if mention.role is TimeRole.PLAIN and mention.span.overlaps(span)
    )
    return tuple(days for days in found if days is not None)


def _surveyed_places(told: Told, span: Span) -> frozenset[str]:
    return frozenset(
        mention.path
        for mention in told.mentions.places
        if mention.role not in (PlaceRole.FURNITURE, PlaceRole.METONYM) and _ABROAD in mention.path and mention.span.overlaps(span)
    )


def _surveyed_organs(told: Told, span: Span) -> frozenset[str]:
    return frozenset(mention.cls for mention in told.mentions.groups if mention.organ is not None and mention.span.overlaps(span))


def _of_time(told: Told, span: Span, start: int, end: int, words: LinkWords) -> bool:
    """Whether a number belongs to a time: inside a surveyed one, or followed by the sign of a day, month or year."""
    first, last = span.start + start, span.start + end
    if any(mention.span.start < last and first < mention.span.end for mention in told.mentions.times):
        return True
    return words.dates is not None and span.words.startswith((words.dates.day, words.dates.month, words.dates.year), end)


def _chosen(names: NativeNames, text: str, named: set[str]) -> frozenset[str]:
    """The places that a text names; of several with one name that which lies in, or holds, a place already named in the report."""
    found: set[str] = set()
    for _, paths in names.places_in(text):
        inner = [path for path in paths if _ABROAD in path]
        if not inner:
            continue
        known = [path for path in inner if any(_akin(path, other) for other in named)]
        best = min(known or inner, key=lambda path: (path.count(_ABROAD), path))
        named.add(best)
        found.add(best)
    return frozenset(found)


def _akin(path: str, other: str) -> bool:
    return path == other or path.startswith(f"{other}/") or other.startswith(f"{path}/")


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)
