"""A country is data: no place and no organ of a real country is named in Python."""

import re
from pathlib import Path

import pytest

from tumen.packs.organs import OrganFile, load_organs
from tumen.packs.places import PlaceLevel, PlaceTable, load_places

SOURCE = Path(__file__).parents[2] / "src" / "tumen"
COUNTRIES = sorted(path.parent for path in (SOURCE / "packs").glob("*/places.csv"))
LEVELS = {PlaceLevel.COUNTRY, PlaceLevel.PROVINCE, PlaceLevel.CITY}
SHORTEST = 5
OUR_OWN = {"Tumen"}
ORDINARY = {
    "Group", "NGO", "authorities", "court", "customs", "government", "informant", "military", "party", "police", "prosecution", "state",
}


def names_of_places(table: PlaceTable) -> set[str]:
    return {name for place in table if place.level in LEVELS for name in place.names if len(name) >= SHORTEST}


def names_of_organs(organs: OrganFile) -> set[str]:
    return {name.name for organ in organs for names in organ.names.values() for name in names}


def named(text: str, names: set[str]) -> set[str]:
    """The names that stand in the text as whole words, spelt as in the pack."""
    return {name for name in names if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)}


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda path: path.name)
def test_no_name_of_a_country_stands_in_python(country: Path) -> None:
    names = (names_of_places(load_places(country)) | names_of_organs(load_organs(country, {}))) - ORDINARY - OUR_OWN
    found = {str(path.relative_to(SOURCE)): named(path.read_text(encoding="utf-8"), names) for path in sorted(SOURCE.rglob("*.py"))}
    assert {path: words for path, words in found.items() if words} == {}


def test_the_search_finds_a_name() -> None:
    assert named("if path == 'Dorvik':", {"Dorvik", "Pellmar"}) == {"Dorvik"}
    assert named("Dorvikan", {"Dorvik"}) == set()
