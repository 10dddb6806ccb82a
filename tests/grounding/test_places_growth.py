"""The work of finding places grows with the text and no faster, also on texts made to hurt."""

from pathlib import Path
from time import process_time

import pytest

from tumen.grounding.places import coordinated, find_places
from tumen.packs.place_cues import load_place_cues
from tumen.packs.places import load_places

PACKS = Path(__file__).parents[2] / "src" / "tumen" / "packs"
TABLE = load_places(PACKS / "kp")
CUES = load_place_cues(PACKS / "en", PACKS / "kp", TABLE)

WORST = [
    "Hyesan ", "Hyesan, ", "Hyesan and ", "a source who lives ", "sources in the the the ", "the city of ", "North ", "-si",
    "Pyongyang has ", "Hyesan provincial party ", "Unsan ", "Hyesan Unsan Anak ", "((((", "North Hamgyong's ", "A-",
]


def seconds(text: str) -> float:
    started = process_time()
    coordinated(find_places(text, TABLE, CUES), text, CUES)
    return process_time() - started


@pytest.mark.parametrize("token", WORST)
def test_work_grows_in_step_with_the_text(token: str) -> None:
    short, long = token * (6_000 // len(token)), token * (60_000 // len(token))
    find_places(short, TABLE, CUES)
    assert seconds(long) < 40 * max(seconds(short), 0.01)
