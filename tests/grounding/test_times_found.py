"""Finding time expressions: what is one, what it says, what it dates."""

from importlib.resources import files
from time import process_time

import pytest

from tumen.grounding.times import find_times
from tumen.model import Anchor, TimeMention, TimeRole
from tumen.packs.times import load_time_words

SHIPPED = files("tumen.packs")
WORDS = load_time_words(SHIPPED.joinpath("en"), SHIPPED.joinpath("kp"))


def only(text: str) -> TimeMention:
    (mention,) = find_times(text, WORDS)
    return mention


def words(text: str) -> list[str]:
    return [mention.span.words for mention in find_times(text, WORDS)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two carts were stopped on Jan. 4 near the mill.", "Jan. 4"),
        ("It began on January 4th, they said.", "January 4th"),
        ("The list of 4 January was longer.", "4 January"),
        ("Guards changed on the 3rd of May 2019.", "the 3rd of May 2019"),
        ("Work lasted Jan 4-6 without pay.", "Jan 4-6"),
        ("They dug from Jan. 3 to 5 in the frost.", "from Jan. 3 to 5"),
        ("It rained between the 3rd and the 7th.", "between the 3rd and the 7th"),
        ("A count was made on 2021-11-09 in the yard.", "2021-11-09"),
        ("Roads were dug from mid-June through early July.", "from mid-June through early July"),
        ("He left in the last week of February.", "the last week of February"),
        ("In the first ten days of March grain ran out.", "the first ten days of March"),
        ("Wells froze in the second half of last month.", "the second half of last month"),
        ("He has been gone since the 3rd, she said.", "since the 3rd"),
        ("They came back by the 10th.", "by the 10th"),
        ("He crossed in the late summer of 2020.", "the late summer of 2020"),
        ("In the winter of 2017-18 three froze.", "the winter of 2017-18"),
        ("The very next day the stalls were gone.", "The very next day"),
        ("Two days later the cart came back.", "Two days later"),
        ("About two weeks ago the bridge was shut.", "About two weeks ago"),
        ("They fled before dawn on Nov. 2, all four.", "before dawn on Nov. 2"),
        ("The gate shut at 5 p.m. on Nov. 3, he adds.", "5 p.m. on Nov. 3"),
        ("Lamps went out on the night of Feb. 28 there.", "night of Feb. 28"),
        ("On the eve of the Day of the Sun rice came.", "the eve of the Day of the Sun"),
        ("Trade stopped in Juche 109 for good.", "Juche 109"),
        ("Old men recall the hunger of the 1990s.", "the 1990s"),
        ("He was moved the week before the Feb. 16 holiday.", "the week before the Feb. 16"),
        ("They cut reeds on the last Sunday of August.", "the last Sunday of August"),
        (
            "A line wrapped after many words that makes the reader go on in the last week of\nFebruary without a stop.",
            "the last week of\nFebruary",
        ),
    ],
)
def test_the_whole_expression_is_found(text: str, found: str) -> None:
    mention = only(text)
    assert mention.span.words == found
    assert text[mention.span.start : mention.span.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "A woman in her twenties sold eggs.",
        "A man in his 40s and a 12-year-old boy walked.",
        "The Daily Lantern prints daily.",
        "They may march if the sun shines.",
        "He paid 2,000 won and fled to room 7.",
        "Article 27 names the 25th Border Brigade.",
        "They live on the 3rd floor of block 12.",
        "The 8th Party Congress praised the first volunteers.",
        "He drinks spring water and owns winter coats.",
    ],
)
def test_what_only_looks_like_a_time_is_left(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "time_of_day"),
    [
        ("They knocked around 11 p.m. that Jan. 4", "23:00"),
        ("At four in the morning on the 9th a truck came.", "04:00"),
        ("He was seen at 10:15 a.m. on May 2.", "10:15"),
        ("They sang on Thursday night in the cellar.", "night"),
        ("In the early hours of October 3 a shot fell.", "early hours"),
        ("The following evening she was moved.", "evening"),
        ("At noon on the 26th work began.", "12:00"),
    ],
)
def test_the_hour_belongs_to_the_day(text: str, time_of_day: str) -> None:
    assert find_times(text, WORDS)[0].expr.time_of_day == time_of_day


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A miner told Reed Weekly on Thursday that carts stood still.", TimeRole.TELLING),
        ("On the 17th, a source in the county said that carts stood still.", TimeRole.TELLING),
        ("By Moon | 2021.11.09 11:20am\nCarts stood still.", TimeRole.STAMP),
        ("January 21, 2025 at 02:04PM\nby Reed Weekly", TimeRole.STAMP),
        ("MANPO, Jan. 5 -- Carts stood still.", TimeRole.STAMP),
        ("(Photo) Carts at a river crossing. Reed Weekly, September 2014.", TimeRole.STAMP),
        ("Households must hand in their radios by the 10th.", TimeRole.DEADLINE),
        ("They dug for three days without bread.", TimeRole.DURATION),
        ("Carts were burned on the 10th.", TimeRole.PLAIN),
        ("She said that on May 4 carts were burned.", TimeRole.PLAIN),
    ],
)
def test_roles(text: str, role: TimeRole) -> None:
    assert find_times(text, WORDS)[0].role is role


def test_bounds_and_ends_are_slots() -> None:
    assert only("Gone since the 3rd.").expr.slot("bound") == "since"
    assert only("Gone until the 22nd.").expr.slot("bound") == "until"
    span = only("They dug from mid-June through early July.").expr
    assert (span.slot("from.part"), span.slot("to.month")) == ("mid", "7")


def test_what_an_expression_counts_from() -> None:
    assert only("On Thursday carts burned.").expr.anchor is Anchor.PUBLICATION
    assert only("The next day carts burned.").expr.anchor is Anchor.PREVIOUS_EVENT
    assert only("On the 7th carts burned.").expr.anchor is Anchor.PREVIOUS_DATE


def test_without_a_country_pack_its_days_are_unknown() -> None:
    plain = load_time_words(SHIPPED.joinpath("en"))
    assert [mention.expr.rule for mention in find_times("On the Day of the Sun rice came; on May Day none.", plain)] == ["holiday"]


@pytest.mark.parametrize(
    "piece",
    ["the ", "about ", "last ", "Jan. ", "4 to ", "of the first ", "1 and a half ", "on ", "2021-", "a few ", "\n", "the eve ", "since "],
)
def test_work_grows_with_the_text_only(piece: str) -> None:
    def cost(size: int) -> float:
        text = piece * (size // len(piece))
        started = process_time()
        find_times(text, WORDS)
        return process_time() - started

    small = min(cost(20_000) for _ in range(3))
    assert cost(200_000) < 60 * max(small, 0.005)
