"""Places named in a report: which place each name means, and how it is used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tumen.grounding.place_choice import ChosenName, choose
from tumen.grounding.place_names import WINDOW, read_names
from tumen.grounding.place_roles import role_of
from tumen.model import PlaceMention, PlaceRole, Span
from tumen.packs.place_cues import PlaceCues
from tumen.packs.places import Place, PlaceTable

_SPREADING_ON = (PlaceRole.SOURCE,)
_SPREADING_BACK = (PlaceRole.ORGAN, PlaceRole.SOURCE)


@dataclass(frozen=True, slots=True)
class PlaceList:
    """Places joined by commas, "and" or "or": positions in the mentions; `alternative` where it is one of them and not all."""

    indices: tuple[int, ...]
    alternative: bool


def find_places(text: str, table: PlaceTable, cues: PlaceCues) -> tuple[PlaceMention, ...]:
    """All mentions of places, in order and without overlaps.

    A name with the larger place beside it ("Town, Province") is one mention of the smaller place. Rivers, mountains, persons and
    names that the table does not hold are no mentions; names of outlets and laws come as `FURNITURE`, peoples as `DEMONYM`.
    """
    chosen = choose(text, read_names(text, table, cues), cues)
    mentions: list[PlaceMention] = []
    position = 0
    while position < len(chosen):
        last, smallest = _chain(chosen, position)
        mentions.append(_mention(text, chosen, position, last, smallest, cues))
        position = last + 1
    return tuple(_spread(text, mentions, cues))


def _chain(chosen: Sequence[ChosenName], first: int) -> tuple[int, int]:
    """The last name of a run of names inside one another, and the one that names the smallest place."""
    last = smallest = first
    while last + 1 < len(chosen) and (chosen[last].within_next or chosen[last].holds_next):
        if chosen[last].holds_next:
            if smallest != last:
                break
            smallest = last + 1
        last += 1
    return last, smallest


def _mention(text: str, chosen: Sequence[ChosenName], first: int, last: int, smallest: int, cues: PlaceCues) -> PlaceMention:
    head = chosen[smallest]
    start, end = chosen[first].name.start, chosen[last].name.end
    name_end = head.name.name_end if smallest == last else end
    if text.count("(", start, end) > text.count(")", start, end) and text[end:end + 1] == ")":
        end += 1
    role = PlaceRole.DEMONYM if head.name.demonym else role_of(text, start, name_end, end, head.place, cues)
    rivals = tuple(dict.fromkeys(place.path for place in head.rivals if place.path != head.place.path))
    return PlaceMention(Span.of(text, start, end), head.place.id, head.place.path, rivals, role, _depth(head.place))


def _depth(place: Place) -> int:
    return place.level.depth


def _spread(text: str, mentions: Sequence[PlaceMention], cues: PlaceCues) -> list[PlaceMention]:
    """In a list the places share their role: "sources in A and B", "the A and B branches"."""
    spread = list(mentions)
    for index, (before, after) in enumerate(pairwise(mentions)):
        if spread[index].role in _SPREADING_ON and after.role is PlaceRole.PLAIN and _joins(text, before, after, cues):
            spread[index + 1] = replace(after, role=spread[index].role)
    for index in range(len(spread) - 2, -1, -1):
        before, after = spread[index], spread[index + 1]
        if after.role in _SPREADING_BACK and before.role is PlaceRole.PLAIN and _joins(text, before, after, cues):
            spread[index] = replace(before, role=after.role)
    return spread


def _joins(text: str, before: PlaceMention, after: PlaceMention, cues: PlaceCues) -> bool:
    gap = text[before.span.end:after.span.start]
    return bool(gap.strip()) and "\n" not in gap and len(gap) < WINDOW and cues.joined.fullmatch(gap) is not None


def coordinated(mentions: Sequence[PlaceMention], text: str, cues: PlaceCues) -> tuple[PlaceList, ...]:
    """The lists of two and more plain mentions joined in one phrase; positions count in `mentions`."""
    lists: list[PlaceList] = []
    run: list[int] = []
    for index, mention in enumerate(mentions):
        if mention.role is not PlaceRole.PLAIN:
            continue
        if run and run[-1] == index - 1 and _joins(text, mentions[index - 1], mention, cues):
            run.append(index)
            continue
        lists.extend(_place_list(run, mentions, text, cues))
        run = [index]
    lists.extend(_place_list(run, mentions, text, cues))
    return tuple(lists)


def _place_list(run: Sequence[int], mentions: Sequence[PlaceMention], text: str, cues: PlaceCues) -> Iterable[PlaceList]:
    if len(run) < 2:
        return
    words = [text[mentions[a].span.end:mentions[b].span.start].strip(" ,;").lower().split(" ")[0] for a, b in pairwise(run)]
    start = mentions[run[0]].span.start
    one_of = cues.one_of_before.search(text, max(0, start - WINDOW), start)
    yield PlaceList(tuple(run), one_of is not None or any(word in cues.alternatives for word in words))


def lowest_common_parent(paths: Iterable[str]) -> str:
    """The deepest path that holds all the given paths, or an empty string where they share none."""
    parts = [path.split("/") for path in paths]
    shared: list[str] = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return "/".join(shared)
