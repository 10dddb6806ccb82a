"""A country is data: an invented one, its whole pack in `tests/data/packs/xx`, is read like the shipped one."""

from pathlib import Path

import pytest

from tumen.desk import Desk, Reading, World
from tumen.intake import read_bytes
from tumen.model import Event, PackError, Report
from tumen.packcheck import check_packs
from tumen.packs.pack import load_pack

PACKS = Path(__file__).parents[1] / "data" / "packs"
WORLD = World("xx", str(PACKS))
REPORT = """Police of the Ministry of Quiet arrested three bakers in Dorvik on March 3, 2021, a source in North Reach province told Dorvik Lantern.

The bakers had sold bread after dark without a permit.
"""


def read(text: str) -> Reading:
    (report,) = read_bytes(text.encode(), "lantern.txt", outlets=WORLD.outlets())
    assert isinstance(report, Report)
    reading = Desk(WORLD).read(report)
    assert isinstance(reading, Reading)
    return reading


@pytest.fixture(scope="module")
def arrest() -> Event:
    (found,) = (event for event in read(REPORT).events if event.type.value == "arrest")
    return found


def test_the_pack_is_sound() -> None:
    assert [(check.country, check.faults) for check in check_packs(PACKS)] == [("xx", ())]


def test_its_places_are_its_own() -> None:
    pack = load_pack("xx", "en", PACKS)
    assert {place.path.split("/")[0] for place in pack.places if place.path} == {"XX", "YY"}
    assert {organ.id for organ in pack.organs} == {"ministry-of-quiet", "chamber-of-echoes", "tide-watch", "council"}


def test_an_arrest_lies_in_the_invented_country(arrest: Event) -> None:
    assert [place.value for place in arrest.places] == ["XX/North Reach/Dorvik"]


def test_its_organ_is_known_by_class_and_id(arrest: Event) -> None:
    assert [(actor.cls, actor.organ) for actor in arrest.actors] == [("social_security", "ministry-of-quiet")]


def test_its_targets_and_day_are_told(arrest: Event) -> None:
    assert [target.count.as_list() for target in arrest.targets if target.count] == [[3, 3]]
    assert arrest.when is not None
    assert arrest.when.value == "2021-03-03"


def test_a_report_about_no_place_of_it_is_not_read() -> None:
    assert read("Police of the Ministry of Silence arrested three bakers in Brannoch on March 3, 2021.\n").events == ()


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(PackError, match="known: xx"):
        load_pack("zz", "en", PACKS)
