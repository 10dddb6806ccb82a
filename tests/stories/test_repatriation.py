"""People sent back over the border: by whom, how many and when."""

from collections.abc import Callable

from tumen.model import Event


def test_a_neighbour_sends_people_back(told: Callable[[str], Event]) -> None:
    """China sends back nine defectors

    Chinese police repatriated nine North Korean defectors to Onsong on August 21, 2019, a source in China said.
    """
    repatriation = told("repatriation")
    assert [actor.cls for actor in repatriation.actors] == ["foreign_state"]
    assert [(target.cls, target.count and target.count.as_list()) for target in repatriation.targets] == [("defector", [9, 9])]
    assert repatriation.when is not None
    assert repatriation.when.value == "2019-08-21"
