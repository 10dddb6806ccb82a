"""Laws of the parts: the order of what is given does not matter, and no group holds two of one home."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tumen.linking.clusters import Clusters
from tumen.linking.days import days_of, gap, iso
from tumen.linking.origins import origins

DAYS = st.tuples(st.integers(700_000, 740_000), st.integers(0, 100)).map(lambda pair: (pair[0], pair[0] + pair[1]))
LINKS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1)), max_size=30)


@given(DAYS, DAYS)
def test_a_gap_is_symmetric(one: tuple[int, int], other: tuple[int, int]) -> None:
    assert gap(one, other) == gap(other, one) >= 0


@given(DAYS)
def test_an_interval_is_written_and_read_again(days: tuple[int, int]) -> None:
    assert days_of(iso(days)) == days


@given(st.dates(date(1, 1, 1)), st.text(max_size=12))
def test_any_text_is_a_day_or_none(day: date, text: str) -> None:
    assert days_of(text) is None or days_of(text) == days_of(text.strip())
    assert days_of(day.isoformat()) == (day.toordinal(), day.toordinal())


@given(LINKS)
def test_no_group_holds_two_of_one_home(links: list[tuple[int, int, float]]) -> None:
    clusters = Clusters[int]()
    for key in range(10):
        clusters.add(key, f"report {key % 4}")
    for one, other, chance in links:
        clusters.join(one, other, chance)
    groups = [members for members, _ in clusters.groups()]
    assert sorted(key for members in groups for key in members) == list(range(10))
    assert all(len({key % 4 for key in members}) == len(members) for members in groups)


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6, unique=True))
def test_origins_do_not_hang_on_the_order(reports: list[str]) -> None:
    families = {report: report.upper() for report in "abcdef"} | {"b": "A"}
    pairs = [(one, other) for one, other in (("c", "d"), ("e", "c")) if one in reports and other in reports]
    assert origins(reports, families, {}, pairs) == origins(reports[::-1], families, {}, pairs[::-1])
