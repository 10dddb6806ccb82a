"""Places and organs in a report whose language has no reader, found by the pack's names in that script."""

from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, MatchKind

from tumen.packs.links import LinkWords
from tumen.packs.organs import OrganFile
from tumen.packs.places import Place, PlaceTable

_SHORTEST = 2


class NativeNames:
    """Looks up the names of a pack's places and organs as they are written on the spot."""

    def __init__(self, places: PlaceTable, organs: OrganFile, words: LinkWords) -> None:
        by_name: dict[str, list[Place]] = {}
        for place in places:
            for name in place.hangul:
                if len(name) >= _SHORTEST:
                    by_name.setdefault(name, []).append(place)
        self._after = words.after_places
        self._meant = [by_name[name] for name in sorted(by_name)]
        self._places = AhoCorasick(sorted(by_name), matchkind=MatchKind.LeftmostLongest)
        classes: dict[str, str] = {}
        for organ in organs:
            for name in (*(found.name for found in organ.names.get(words.lang, ())), *organ.staff.get(words.lang, ())):
                classes.setdefault(name, organ.cls)
        self._classes = [classes[name] for name in sorted(classes)]
        self._organs = AhoCorasick(sorted(classes), matchkind=MatchKind.LeftmostLongest)

    def places_in(self, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Start and the paths that a name may mean, for each name at the start of a word with nothing foreign written on to it."""
        for index, start, end in self._places.find_matches_as_indexes(text):
            if start and text[start - 1].isalpha():
                continue
            if end < len(text) and text[end].isalpha() and not text.startswith(self._after, end):
                continue
            paths = tuple(place.path for place in self._meant[index] if place.path)
            if paths:
                yield start, paths

    def classes_in(self, text: str) -> frozenset[str]:
        """The classes of the organs that a text names."""
        return frozenset(self._classes[index] for index, _, _ in self._organs.find_matches_as_indexes(text))

