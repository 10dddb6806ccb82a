"""Time expressions made dates."""

from importlib.resources import files

import pytest

from tumen.grounding.calendar import bounds, is_legal, parse, resolve, shift, since, source_now, unbounded, until, walk
from tumen.grounding.times import find_times
from tumen.model import Anchor
from tumen.packs.times import load_time_words

SHIPPED = files("tumen.packs")
WORDS = load_time_words(SHIPPED.joinpath("en"), SHIPPED.joinpath("kp"))


def value(text: str, published: str | None = None, date: str | None = None, event: str | None = None) -> str:
    (mention,) = find_times(text, WORDS)
    return resolve(mention.expr, published, date, event).value


def values(text: str, published: str | None = None) -> list[str]:
    return [resolved.value for resolved in walk(find_times(text, WORDS), published)]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Carts burned on Jan. 4.", "2025-01-21", "2025-01-04"),
        ("Carts burned on Dec. 4.", "2025-01-21", "2024-12-04"),
        ("Carts burned on Jan. 4.", None, "XXXX-01-04"),
        ("Carts will burn on March 4.", "2025-01-21", "2025-03-04"),
        ("Carts burned in early December.", "2025-01-21", "2024-12-01/2024-12-10"),
        ("Carts burned in early December.", None, "XXXX-12-01/XXXX-12-10"),
        ("Carts burned in the first week of July.", None, "XXXX-07-01/XXXX-07-07"),
        ("Carts burned in the last week of February.", "2024-03-12", "2024-02-23/2024-02-29"),
        ("Carts burned on Thursday.", "2024-03-12", "2024-03-07"),
        ("Carts burned on Tuesday.", "2024-03-12", "2024-03-12"),
        ("Carts burned last Tuesday.", "2024-03-12", "2024-03-05"),
        ("Carts burned on Thursday.", None, ""),
        ("Carts burned last week.", "2024-03-12", "2024-03-04/2024-03-10"),
        ("Carts burned last month.", "2024-01-12", "2023-12"),
        ("Carts burned late last month.", "2024-03-12", "2024-02-21/2024-02-29"),
        ("Carts burned late last month.", None, "XXXX-XX-21/XXXX-XX-31"),
        ("Carts burned last year.", "2024-03", "2023"),
        ("Carts burned this winter.", "2025-01-21", "2024-12/2025-02"),
        ("Carts burned last autumn.", "2024-03-12", "2023-09/2023-11"),
        ("Carts burned in the autumn of 2011.", None, "2011-09/2011-11"),
        ("Carts burned since the middle of January.", "2023-02-16", "2023-01-11/.."),
        ("Carts burned since 2019.", None, "2019/.."),
        ("Carts were gone by the 10th.", "2024-03-12", "../2024-03-10"),
        ("Carts are to burn before the Day of the Sun.", "2025-03-11", "../2025-04-14"),
        ("Carts burned on the 7th.", None, "XXXX-XX-07"),
        ("Carts burned on the 27th.", "2024-03-12", "2024-02-27"),
        ("Carts burned about the 10th.", "2024-03-12", "2024-03-08/2024-03-12"),
        ("Carts burned in Juche 112.", None, "2023"),
        ("Carts burned at Chuseok.", "2024-11-01", "2024-09-17"),
        ("Carts burned at Chuseok.", None, ""),
        ("Carts burned in the 1990s.", None, "1990/1999"),
        ("Carts burned three days ago.", "2024-03-01", "2024-02-27"),
        ("Carts burned yesterday.", "2024-03-01", "2024-02-29"),
        ("Carts burned recently.", "2024-03-01", ""),
        ("Carts burn these days.", "2024-03-01", ""),
        ("Carts burned from mid-June through early July.", "2024-08-01", "2024-06-11/2024-07-10"),
        ("Carts burned from Dec. 30 to Jan. 2.", "2024-03-01", "2023-12-30/2024-01-02"),
        ("Carts burned between 2014 and 2019.", None, "2014/2019"),
        ("Carts burned on the last Sunday of August 2022.", None, "2022-08-28"),
        ("Carts burn the week before the Feb. 16 holiday.", "2022-02-20", "2022-02-09/2022-02-15"),
        ("Carts burned in the first half of 2020.", None, "2020-01/2020-06"),
        ("Carts burned on Feb. 29.", "2023-05-01", "2020-02-29"),
    ],
)
def test_counted_from_publication(text: str, published: str | None, expected: str) -> None:
    assert value(text, published) == expected


@pytest.mark.parametrize(
    ("text", "event", "expected"),
    [
        ("The very next day carts burned.", "XXXX-07-01/XXXX-07-07", "XXXX-07-02/XXXX-07-08"),
        ("The next morning carts burned.", "2024-02-28", "2024-02-29"),
        ("Two days later carts burned.", "2024-12-31", "2025-01-02"),
        ("A week later carts burned.", "2024-12-31", "2025-01-07"),
        ("Two months later carts burned.", "2011-12-14", "2012-02"),
        ("The following week carts burned.", "2015-07-17", "2015-07-18/2015-07-24"),
        ("The same week carts burned.", "2018-03-01", "2018-02-26/2018-03-04"),
        ("That night carts burned.", "2018-03-01", "2018-03-01"),
        ("The day before carts burned.", "2018-03-01", "2018-02-28"),
        ("The following spring carts burned.", "2012-03/2012-05", "2013-03/2013-05"),
        ("Within three days carts burned.", "2018-03-01", "2018-03-01/2018-03-04"),
        ("Since then carts burned.", "2018-03-01", "2018-03-01/.."),
        ("The next day carts burned.", None, ""),
    ],
)
def test_counted_from_the_event_before(text: str, event: str | None, expected: str) -> None:
    assert value(text, event=event) == expected


def test_a_bare_day_takes_its_month_from_the_date_before() -> None:
    assert value("Carts burned from the 4th.", "2021-12-20", date="2021-11-03") == "2021-11-04/.."
    assert value("Carts burned on the 2nd.", "2021-12-20", date="2021-11-29") == "2021-12-02"


def test_a_date_of_long_ago_gives_its_year() -> None:
    assert value("Carts burned in August.", "2019-03-02", date="2011-06") == "2011-08"
    assert value("Carts burned in August.", "2019-03-02", date="2018-12-01") == "2018-08"


def test_the_anchor_is_told() -> None:
    (mention,) = find_times("Carts burned on Thursday.", WORDS)
    resolved = resolve(mention.expr, "2024-03-12", None, None)
    assert (resolved.rule, resolved.anchor) == ("weekday", Anchor.PUBLICATION)


def test_a_story_is_walked_in_order() -> None:
    """Six men broke down a gate on Nov. 2. The following evening they were moved, and from the 4th the road was closed."""
    text = str(test_a_story_is_walked_in_order.__doc__)
    assert values(text, "2021-11-09") == ["2021-11-02", "2021-11-03", "2021-11-04/.."]


def test_a_recalled_case_does_not_carry_the_story_away() -> None:
    """Gates were closed on May 3. A like thing had happened in the summer of 2009, when a flood took the upper mill and half of the dam
    with it, and the people of that valley had to be fed from boats by the army, as the older ones among the residents of the upper farm
    still remember and now and then tell to the children who ask them. On the 6th the gates were opened."""
    assert values(str(test_a_recalled_case_does_not_carry_the_story_away.__doc__), "2021-05-20")[-1] == "2021-05-06"


def test_the_source_gives_a_now_where_publication_is_unknown() -> None:
    mentions = find_times("A miner told Reed Weekly on Jan. 17 that carts burned in early December.", WORDS)
    assert source_now(mentions, None) == "XXXX-01-17"
    assert [resolved.value for resolved in walk(mentions, None)] == ["XXXX-01-17", "XXXX-12-01/XXXX-12-10"]


def test_a_stamp_in_the_text_is_publication() -> None:
    assert values("Carts burned on Dec. 4.\nJanuary 21, 2025 at 02:04PM\nby Reed Weekly", None)[0] == "2024-12-04"


@pytest.mark.parametrize(
    "legal", ["", "2024", "2024-02", "2024-02-29", "XXXX-02-29", "XXXX-XX-31", "2024/..", "../2024-02", "XXXX-12-30/XXXX-01-02"]
)
def test_legal_values(legal: str) -> None:
    assert is_legal(legal)


@pytest.mark.parametrize(
    "illegal", ["XXXX", "XXXX-XX", "2023-02-29", "2024-13", "../..", "2024-02-02/2024-02-01", "2024-1-1", "yesterday", "2024/"]
)
def test_illegal_values(illegal: str) -> None:
    assert not is_legal(illegal)
    with pytest.raises(ValueError, match=r".+"):
        parse(illegal)


def test_shift_and_bounds() -> None:
    assert shift("2024-02-28", 1) == "2024-02-29"
    assert shift("XXXX-12-31", 1) == "XXXX-01-01"
    assert shift("2023-07", 1) == "2023-07-02/2023-08-01"
    assert shift("2023-07-01/..", -1) == "2023-06-30/.."
    assert shift("XXXX-XX-07", 1) == "XXXX-XX-08"
    assert shift("XXXX-XX-30", 1) == ""
    assert bounds("2024-02-01/..")[1] is None
    low, high = bounds("XXXX-12-30/XXXX-01-02")
    assert low is not None
    assert high is not None
    assert high - low == 3


def test_values_as_states() -> None:
    assert since("2024-02-01/2024-02-10") == "2024-02-01/.."
    assert until("2024-02-01/2024-02-10") == "../2024-02-10"
    assert (since("../2024"), until("2024/.."), since("")) == ("", "", "")
    (mention,) = find_times("By Tuesday evening carts burned.", WORDS)
    assert resolve(unbounded(mention.expr), "2019-03-14", None, None).value == "2019-03-12"
