"""Arrests: who took whom, where and when."""

from collections.abc import Callable

from tumen.model import Event, Status


def test_agents_arrest_traders(told: Callable[[str], Event]) -> None:
    """Agents of the Ministry of State Security arrested four traders in Hyesan on March 3, 2021."""
    arrest = told("arrest")
    assert arrest.status.value == Status.ACTUAL
    assert [(actor.cls, actor.organ) for actor in arrest.actors] == [("state_security", "state-security")]
    assert [(target.cls, target.count and target.count.as_list()) for target in arrest.targets] == [("trader", [4, 4])]
    assert [place.value for place in arrest.places] == ["KP/Ryanggang/Hyesan"]
    assert arrest.when is not None
    assert arrest.when.value == "2021-03-03"
    assert [quote.words for quote in arrest.evidence] == [
        "Agents of the Ministry of State Security arrested four traders in Hyesan on March 3, 2021."
    ]


def test_a_headline_and_its_story_are_one_arrest(told: Callable[[str], Event]) -> None:
    """Four traders arrested in Hyesan

    Agents of the Ministry of State Security arrested four traders in Hyesan on March 3, 2021, a source in Ryanggang province said.

    The four had sold radios at the market.
    """
    arrest = told("arrest")
    assert len(arrest.evidence) == 2
    assert [place.value for place in arrest.places] == ["KP/Ryanggang/Hyesan"]
    assert [target.count.as_list() for target in arrest.targets if target.count] == [[4, 4]]
