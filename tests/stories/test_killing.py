"""Executions: who was killed, where and when."""

from collections.abc import Callable

from tumen.model import Event, Status


def test_two_men_are_executed_in_public(told: Callable[[str], Event]) -> None:
    """Two men publicly executed in Chongjin

    Authorities publicly executed two men in Chongjin on October 9, 2020, a source in North Hamgyong province said. The men had been
    convicted of selling foreign films.
    """
    killing = told("killing")
    assert killing.status.value == Status.ACTUAL
    assert [target.count.as_list() for target in killing.targets if target.count] == [[2, 2]]
    assert [place.value for place in killing.places] == ["KP/North Hamgyong/Chongjin"]
    assert killing.when is not None
    assert killing.when.value == "2020-10-09"
