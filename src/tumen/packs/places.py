"""The gazetteer of a country: its places and the foreign places its reports name, with every spelling they go by."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.resources.abc import Traversable

from ahocorasick_rs import AhoCorasick, MatchKind

from tumen.model import PackError

_COLUMNS = (
    "id", "path", "level", "parent", "name", "names_en", "bare_en", "hangul", "hanja", "lat", "lon", "guard", "source",
)
_QUOTES = {"‘": "'", "’": "'", "ʼ": "'", "ʻ": "'", "`": "'", "‐": "-", "‑": "-", "\u00a0": " ", "\n": " ", "\t": " ", "\r": " "}


class PlaceLevel(StrEnum):
    """What kind of place a row is; the kinds without ground of their own (`RIVER` and below) never say where something happened."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    CITY = "city"
    COUNTY = "county"
    DISTRICT = "district"
    TOWN = "town"
    WORKER_DISTRICT = "worker_district"
    LOCALITY = "locality"
    LANDMARK = "landmark"
    RIVER = "river"
    MOUNTAIN = "mountain"
    SEA = "sea"

    @property
    def depth(self) -> int:
        """0 for a country, 1 province, 2 city or county, 3 district, 4 smaller settlement, 5 landmark, 9 no place to act in."""
        return _DEPTH[self]


_DEPTH = {
    PlaceLevel.COUNTRY: 0, PlaceLevel.REGION: 1, PlaceLevel.PROVINCE: 1, PlaceLevel.PREFECTURE: 1, PlaceLevel.CITY: 2, PlaceLevel.COUNTY: 2,
    PlaceLevel.DISTRICT: 3, PlaceLevel.TOWN: 4, PlaceLevel.WORKER_DISTRICT: 4, PlaceLevel.LOCALITY: 4, PlaceLevel.LANDMARK: 5,
    PlaceLevel.RIVER: 9, PlaceLevel.MOUNTAIN: 9, PlaceLevel.SEA: 9,
}
_GROUNDLESS = 9


class Guard(StrEnum):
    """What a spelling needs beside it before it is taken for the place.

    `NOUN`: an administrative noun, the parent beside it, a word of place before it or another place in the same list; `ADMIN`: the
    noun or the parent, nothing less; `PARENT`: the city it belongs to is named in the report.
    """

    FREE = ""
    NOUN = "noun"
    ADMIN = "admin"
    PARENT = "parent"


@dataclass(frozen=True, slots=True)
class Place:
    """One row of `places.csv`.

    `path` is the codebook path an event there counts to, empty for rivers and mountains; `parent` the id of the place it lies in;
    `names` all spellings in English reports, `bare` those that need the parent named in the report; `source` where the row comes from.
    """

    id: str
    path: str
    level: PlaceLevel
    parent: str | None
    name: str
    names: tuple[str, ...]
    bare: tuple[str, ...]
    hangul: tuple[str, ...]
    hanja: str
    lat: float | None
    lon: float | None
    guard: Guard
    source: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling as it is looked up: the place it may mean, and what it needs beside it."""

    place: Place
    guard: Guard


@dataclass(frozen=True, slots=True)
class PlaceTable:
    """All places of a pack by id, and a compiled index of their folded spellings."""

    places: Mapping[str, Place]
    spellings: tuple[tuple[Spelling, ...], ...] = field(repr=False)
    automaton: AhoCorasick = field(repr=False)

    def __iter__(self) -> Iterator[Place]:
        return iter(self.places.values())

    def lookup(self, folded: str) -> Iterator[tuple[int, int, tuple[Spelling, ...]]]:
        """Start, end and meanings of each spelling in a folded text, leftmost and longest first, whole words or not."""
        for index, start, end in self.automaton.find_matches_as_indexes(folded):
            yield start, end, self.spellings[index]


def _fold_map() -> dict[int, str]:
    folded = {ord(char): plain for char, plain in _QUOTES.items()}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        if len(plain) == 1:
            folded[code] = plain
    return folded


_FOLD = _fold_map()


def fold(text: str) -> str:
    """The text in small letters without diacritics, with straight apostrophes; every character keeps its position."""
    return text.translate(_FOLD)


def load_places(country: Traversable) -> PlaceTable:
    """Read and check `places.csv` of a country pack's folder.

    Raises PackError, naming the line, where a column is missing, an id stands twice, a level, guard or coordinate is not legal, a parent is
    unknown, a path does not lie under its parent's, or a place has no source.
    """
    where = f"{country.name}/places.csv"
    path = country.joinpath("places.csv")
    if not path.is_file():
        raise PackError(f"{where} is missing; a country pack needs a table of places.")
    reader = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    if tuple(reader.fieldnames or ()) != _COLUMNS:
        raise PackError(f"{where} must have the columns {', '.join(_COLUMNS)}.")
    places: dict[str, Place] = {}
    for row in reader:
        line = f"{where}, line {reader.line_num}"
        place = _place(row, line)
        if place.id in places:
            raise PackError(f"{line}: the id {place.id} stands twice.")
        _check_parent(place, places, line)
        places[place.id] = place
    return _table(places)


def _place(row: Mapping[str, str | None], line: str) -> Place:
    cells = {key: value for key, value in row.items() if value is not None}
    if set(cells) != set(_COLUMNS):
        raise PackError(f"{line}: {len(cells)} cells, {len(_COLUMNS)} wanted.")
    try:
        level, guard = PlaceLevel(cells["level"]), Guard(cells["guard"])
        lat, lon = _degrees(cells["lat"], 90), _degrees(cells["lon"], 180)
    except ValueError as error:
        raise PackError(f"{line}: {error}.") from error
    if not cells["id"] or not cells["name"] or not cells["source"]:
        raise PackError(f"{line}: a place needs an id, a name and a source.")
    if (level.depth == _GROUNDLESS) != (not cells["path"]):
        raise PackError(f"{line}: {cells['id']} is a {level} and its path is {cells['path']!r}; only rivers, mountains and seas have none.")
    if (lat is None) != (lon is None) or (lat is None and cells["path"]):
        raise PackError(f"{line}: {cells['id']} lacks a coordinate.")
    return Place(
        cells["id"], cells["path"], level, cells["parent"] or None, cells["name"], _cells(cells["names_en"]), _cells(cells["bare_en"]),
        _cells(cells["hangul"]), cells["hanja"], lat, lon, guard, cells["source"],
    )


def _degrees(cell: str, limit: int) -> float | None:
    if not cell:
        return None
    value = float(cell)
    if abs(value) > limit:
        raise ValueError(f"{cell} is no coordinate")
    return value


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _check_parent(place: Place, places: Mapping[str, Place], line: str) -> None:
    if place.level is PlaceLevel.COUNTRY:
        if place.parent is not None:
            raise PackError(f"{line}: the country {place.id} has a parent.")
        return
    if place.parent is None or place.parent not in places:
        raise PackError(f"{line}: the parent {place.parent!r} of {place.id} does not stand above it.")
    above = places[place.parent].path
    if place.path and place.path != above and not place.path.startswith(f"{above}/"):
        raise PackError(f"{line}: the path {place.path} of {place.id} does not lie under {above}.")


def _table(places: Mapping[str, Place]) -> PlaceTable:
    index: dict[str, list[Spelling]] = {}
    for place in places.values():
        for names, guard in ((place.names, place.guard), (place.bare, Guard.PARENT)):
            for name in names:
                for form in {fold(name), fold(name).replace("-", " ")}:
                    known = index.setdefault(form, [])
                    if all(other.place is not place for other in known):
                        known.append(Spelling(place, guard))
    forms = sorted(index)
    automaton = AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest)
    return PlaceTable(places, tuple(tuple(index[form]) for form in forms), automaton)
