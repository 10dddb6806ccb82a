"""Searches: whose homes, by whom, where and when."""

from collections.abc import Callable

from tumen.model import Event


def test_police_search_homes(told: Callable[[str], Event]) -> None:
    """Police search homes in Hoeryong

    On July 8, 2022, police searched the homes of twelve residents in Hoeryong and confiscated mobile phones, a source in North Hamgyong
    province said.
    """
    search = told("search")
    assert [actor.cls for actor in search.actors] == ["social_security"]
    assert [target.cls for target in search.targets] == ["resident"]
    assert [place.value for place in search.places] == ["KP/North Hamgyong/Hoeryong"]
    assert search.when is not None
    assert search.when.value == "2022-07-08"
