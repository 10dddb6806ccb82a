"""Which place a name means: homonyms are ranked, and names that need company are dropped where they have none."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tumen.grounding.place_names import WINDOW, PlaceName
from tumen.packs.place_cues import PlaceCues
from tumen.packs.places import Guard, Place, PlaceLevel, Spelling

_FAR = 10**9
_CITY_PARTS = 3


@dataclass(frozen=True, slots=True)
class ChosenName:
    """A name and the place it means, with the rivals best first.

    `within_next` tells that the next name is the larger place around it ("Town, Province"), `holds_next` that the next
    lies in it ("Province's Town").
    """

    name: PlaceName
    place: Place
    rivals: tuple[Place, ...]
    within_next: bool = False
    holds_next: bool = False


def _province(path: str) -> str:
    return "/".join(path.split("/")[:2])


def lies_in(inner: Place, outer: Place) -> bool:
    """Whether the first place is a part of the second, by their paths and levels."""
    if not inner.path or not outer.path or inner.id == outer.id:
        return False
    if inner.path == outer.path:
        return inner.level.depth > outer.level.depth and outer.level is not PlaceLevel.REGION
    return inner.path.startswith(f"{outer.path}/")


def choose(text: str, names: Sequence[PlaceName], cues: PlaceCues) -> list[ChosenName]:
    """The place of each name that has one, in order of the text."""
    choice = _Choice(text, names, cues)
    return choice.made()


class _Choice:
    def __init__(self, text: str, names: Sequence[PlaceName], cues: PlaceCues) -> None:
        self.text, self.names, self.cues = text, names, cues
        self.gaps = [text[a.end:b.start] for a, b in pairwise(names)]
        self.firm: dict[str, set[tuple[str, int]]] = {}
        self.stands: dict[str, list[int]] = {}
        for name in names:
            first = name.options[0]
            if name.demonym or first.guard is not Guard.FREE or len({option.place.path for option in name.options}) > 1:
                continue
            self.firm.setdefault(first.place.path, set()).add((first.place.id, first.place.level.depth))
            self.stands.setdefault(_province(first.place.path), []).append(name.start)

    def made(self) -> list[ChosenName]:
        options: list[tuple[Spelling, ...]] = [self._standing(index) for index in range(len(self.names))]
        settled = {self.names[index].form for index, left in enumerate(options) if left} - self.cues.persons
        for index, name in enumerate(self.names):
            if not options[index] and (name.form in settled or self._in_list(index, options)):
                options[index] = tuple(option for option in name.options if option.guard is Guard.NOUN)
        chosen: list[ChosenName] = []
        last = -1
        for index, name in enumerate(self.names):
            if not options[index]:
                continue
            ranked = self._ranked(index, options[index])
            here = ChosenName(name, ranked[0], tuple(ranked[1:]))
            if chosen and last == index - 1:
                chosen[-1] = self._linked(chosen[-1], here, self.gaps[last])
            chosen.append(here)
            last = index
        return chosen

    def _standing(self, index: int) -> tuple[Spelling, ...]:
        """The options whose guard is satisfied by the words around."""
        return tuple(option for option in self.names[index].options if option.place.path and self._is_free(index, option))

    def _is_free(self, index: int, option: Spelling) -> bool:
        name = self.names[index]
        guard = Guard.ADMIN if name.form in self.cues.persons and option.place.level is not PlaceLevel.LANDMARK else option.guard
        if guard is Guard.FREE or self._beside_parent(index, option.place):
            return True
        noun = self._noun_fits(name, option.place)
        if guard is Guard.PARENT:
            return self._parent_named(option.place) or (noun and self._distance(name, option.place) < _FAR)
        if noun:
            return True
        if option.place.level is PlaceLevel.DISTRICT and option.place.path.count("/") < _CITY_PARTS and self._parent_named(option.place):
            return not self._leads_on(name)
        return guard is Guard.NOUN and (self._after_locative(name) or self._heads_line(name)) and not self._leads_on(name)

    def _noun_fits(self, name: PlaceName, place: Place) -> bool:
        if name.levels is None:
            return False
        return place.level in name.levels or (name.noun in self.cues.small_nouns and place.level.depth >= PlaceLevel.DISTRICT.depth)

    def _after_locative(self, name: PlaceName) -> bool:
        return self.cues.locative_before.search(self.text, max(0, name.start - WINDOW), name.start) is not None

    def _heads_line(self, name: PlaceName) -> bool:
        """Whether it stands at the head of a line or sentence, set off by a mark, as places do in digests."""
        before = self.text[max(0, name.start - 8):name.start].split("\n")[-1].rstrip(" ")
        return self.text[name.end:name.end + 1] in (",", ".", ":", ";") and (not before or not before[-1].isalpha())

    def _leads_on(self, name: PlaceName) -> bool:
        """Whether another word with a capital follows, as in the name of a firm or a band."""
        after = self.text[name.end:name.end + 2]
        return len(after) > 1 and after[0] == " " and after[1].isupper()

    def _parent_named(self, place: Place) -> bool:
        """Whether the report names, beyond doubt, a larger place around it below the country."""
        parts = place.path.split("/")
        above = ("/".join(parts[:length]) for length in range(2, len(parts) + 1))
        return any(other != place.id and depth < place.level.depth for path in above for other, depth in self.firm.get(path, ()))

    def _beside_parent(self, index: int, place: Place) -> bool:
        after = index + 1 < len(self.names) and not self.names[index + 1].demonym and self._child_gap(index)
        if after and any(lies_in(place, option.place) for option in self.names[index + 1].options):
            return True
        before = index > 0 and not self.names[index - 1].demonym and self.cues.parent_gap.fullmatch(self.gaps[index - 1])
        return bool(before) and any(lies_in(place, option.place) for option in self.names[index - 1].options)

    def _child_gap(self, index: int) -> bool:
        return self.cues.child_gap.fullmatch(self.gaps[index]) is not None

    def _in_list(self, index: int, options: Sequence[tuple[Spelling, ...]]) -> bool:
        before = index > 0 and bool(options[index - 1]) and self._joined(index - 1)
        after = index + 1 < len(self.names) and bool(options[index + 1]) and self._joined(index)
        return (before or after) and not self.names[index].demonym and not self._leads_on(self.names[index])

    def _joined(self, index: int) -> bool:
        gap = self.gaps[index]
        return bool(gap.strip()) and not self.names[index].demonym and self.cues.joined.fullmatch(gap) is not None

    def _distance(self, name: PlaceName, place: Place) -> int:
        """How far the nearest other mention of the same province or of a place in it stands."""
        stands = self.stands.get(_province(place.path), [])
        at = bisect_left(stands, name.start)
        return min((abs(start - name.start) for start in stands[max(0, at - 1):at + 1]), default=_FAR)

    def _ranked(self, index: int, options: Sequence[Spelling]) -> list[Place]:
        name = self.names[index]
        if len(options) == 1:
            return [options[0].place]
        order = {option.place.id: position for position, option in enumerate(options)}

        def rank(place: Place) -> tuple[bool, bool, int, int, int]:
            fits = name.levels is None or self._noun_fits(name, place)
            level = place.level.depth if place.path.count("/") or name.levels is None else 0
            return (not fits, not self._beside_parent(index, place), self._distance(name, place), level, order[place.id])

        return sorted((option.place for option in options), key=rank)

    def _linked(self, first: ChosenName, second: ChosenName, gap: str) -> ChosenName:
        if first.name.demonym or second.name.demonym:
            return first
        if lies_in(first.place, second.place) and self.cues.child_gap.fullmatch(gap):
            return ChosenName(first.name, first.place, first.rivals, within_next=True)
        loose = first.place.level is PlaceLevel.COUNTRY and "," in gap
        if lies_in(second.place, first.place) and not loose and self.cues.parent_gap.fullmatch(gap):
            return ChosenName(first.name, first.place, first.rivals, holds_next=True)
        return first
