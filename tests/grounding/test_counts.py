from pathlib import Path

import pytest

from tumen.grounding.counts import parse_count
from tumen.packs.people import load_people

PACKS = Path(__file__).parents[2] / "src" / "tumen" / "packs"
NUMBERS = load_people(PACKS / "en", None).numbers


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("thirty", [30, 30]),
        ("more than 20 carters", [20, None]),
        ("at least 20", [20, None]),
        ("20 or more", [20, None]),
        ("upwards of 20 weavers", [20, None]),
        ("nearly 200 people", [180, 200]),
        ("almost twenty", [18, 20]),
        ("up to 15", [1, 15]),
        ("fewer than ten", [1, 9]),
        ("about 60 families", [54, 66]),
        ("some 4,000 villagers", [3600, 4400]),
        ("ten or so men", [9, 11]),
        ("thirty-some households", [30, 39]),
        ("one or two", [1, 2]),
        ("between 20 and 30", [20, 30]),
        ("20-30 ferrymen", [20, 30]),
        ("five to seven", [5, 7]),
        ("a couple", [2, 2]),
        ("three couples and a widow", [7, 7]),
        ("several carters", [3, 9]),
        ("a few", [3, 9]),
        ("a dozen", [12, 12]),
        ("half a dozen boys", [6, 6]),
        ("two dozen", [24, 24]),
        ("dozens of women", [24, None]),
        ("scores", [24, None]),
        ("hundreds", [200, None]),
        ("several hundred people", [200, None]),
        ("thousands", [2000, None]),
        ("one hundred and twenty men", [120, 120]),
        ("1,200 prisoners", [1200, 1200]),
        ("a family of five", [5, 5]),
        ("a group of about 50", [45, 55]),
        ("three households", [3, 3]),
        ("himself and two others", [3, 3]),
        ("her and five other women", [6, 6]),
        ("four people, three men and one woman", [4, 4]),
        ("two of the six", [2, 2]),
        ("one of them", [1, 1]),
        ("about thirty of some two hundred women", [27, 33]),
        ("a woman of 34", [1, 1]),
        ("a 37-year-old ferryman", [1, 1]),
    ],
)
def test_numbers(words: str, count: list[int | None]) -> None:
    found = parse_count(words, NUMBERS)
    assert found is not None
    assert found.as_list() == count


@pytest.mark.parametrize(
    "words", ["some people", "the women", "40 percent of the women", "Group 109", "a number of carters", "each seller", ""]
)
def test_no_number_is_no_count(words: str) -> None:
    assert parse_count(words, NUMBERS) is None


def test_a_singular_noun_is_one_person() -> None:
    count = parse_count("her husband", NUMBERS, False)
    assert count is not None
    assert count.as_list() == [1, 1]
