"""What holds for every time expression, whatever is written around it."""

from datetime import date, timedelta
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from tumen.grounding.calendar import bounds, is_legal, resolve, shift, walk
from tumen.grounding.times import find_times
from tumen.packs.times import load_time_words

SHIPPED = files("tumen.packs")
WORDS = load_time_words(SHIPPED.joinpath("en"), SHIPPED.joinpath("kp"))
PIECES = [word for word in WORDS.lexicon if " " not in word] + [
    "Jan.",
    "May",
    "March",
    "4",
    "the 7th",
    "31st",
    "2021",
    "Juche 109",
    "11 p.m.",
    "23:15",
    "2021-11-09",
    "3/4/2022",
    "2017-18",
    "-",
    ",",
    ".",
    "\n",
    "–",
    "told",
    "must",
    "carts",
    "Sunday",
    "Friday",
    "the",
    "of",
    "in the",
    "last",
    "first",
    "day",
    "weeks",
    "1990s",
    "will",
    "since",
    "from",
    "to",
]
VAGUE = ["recently", "lately", "these days", "now", "at present", "in recent weeks", "of late", "so far", "every day", "for three days"]
days = st.dates(date(1950, 1, 1), date(2060, 12, 31))
published = st.none() | days.map(date.isoformat) | days.map(lambda day: day.isoformat()[:7]) | days.map(lambda day: day.isoformat()[:4])
texts = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)
earlier = (
    st.none()
    | days.map(date.isoformat)
    | st.sampled_from(["XXXX-07-01/XXXX-07-07", "XXXX-XX-07", "../2020", "2019/..", "XXXX-02-29", "2011-09/2016-08", "XXXX-05"])
)


@given(texts, published, earlier, earlier)
def test_values_are_always_legal(text: str, told: str | None, date_before: str | None, event_before: str | None) -> None:
    mentions = find_times(text, WORDS)
    for mention in mentions:
        assert is_legal(resolve(mention.expr, told, date_before, event_before).value)
    assert all(is_legal(resolved.value) for resolved in walk(mentions, told))


@given(texts | st.text(max_size=60))
def test_spans_are_the_words_and_never_overlap(text: str) -> None:
    last = 0
    for mention in find_times(text, WORDS):
        assert text[mention.span.start : mention.span.end] == mention.span.words
        assert last <= mention.span.start < mention.span.end
        last = mention.span.end


@given(days, days, st.integers(-4000, 4000))
def test_shift_has_an_inverse(one: date, other: date, by: int) -> None:
    low, high = sorted((one, other))
    value = low.isoformat() if low == high else f"{low.isoformat()}/{high.isoformat()}"
    assert shift(shift(value, by), -by) == value
    assert bounds(shift(value, by)) == (low.toordinal() + by, high.toordinal() + by)


@given(st.sampled_from(VAGUE), days)
def test_vague_words_never_take_the_day_of_publication(words: str, day: date) -> None:
    assert [resolved.value for resolved in walk(find_times(f"Carts stood still {words} there.", WORDS), day.isoformat())] in ([""], [])


@given(days, st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_lies_in_the_week_up_to_publication(day: date, weekday: str) -> None:
    (resolved,) = walk(find_times(f"Carts burned on {weekday} there.", WORDS), day.isoformat())
    assert day - timedelta(6) <= date.fromisoformat(resolved.value) <= day


@given(
    st.sampled_from(
        ["Jan. 4, 2021", "the last week of February", "Thursday night", "from mid-June through early July", "Juche 109", "two days later"]
    ),
    st.integers(0, 6),
    st.integers(0, 6),
)
def test_other_sentences_change_nothing(words: str, before: int, after: int) -> None:
    alone = f"Carts burned on {words} there."
    around = "Reeds grew tall.\n\n" * before + alone + "\n\nReeds grew tall." * after
    assert [(m.span.words, m.expr, m.role) for m in find_times(around, WORDS)] == [
        (m.span.words, m.expr, m.role) for m in find_times(alone, WORDS)
    ]
