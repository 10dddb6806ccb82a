"""A story is told in a test's docstring; the desk reads it."""

from collections.abc import Callable
from inspect import cleandoc

import pytest

from tumen.desk import Desk, Reading, World
from tumen.intake import read_bytes
from tumen.model import Event, Report

WORLD = World("kp")


@pytest.fixture(scope="session")
def desk() -> Desk:
    return Desk(WORLD)


@pytest.fixture
def events(request: pytest.FixtureRequest, desk: Desk) -> tuple[Event, ...]:
    """Everything the report in the test's docstring tells."""
    story = cleandoc(request.function.__doc__) + "\n"
    (report,) = (one for one in read_bytes(story.encode(), "story.txt", outlets=WORLD.outlets()) if isinstance(one, Report))
    reading = desk.read(report)
    assert isinstance(reading, Reading)
    return reading.events


@pytest.fixture
def told(events: tuple[Event, ...]) -> Callable[[str], Event]:
    """The one event of a type that the report tells."""

    def one(kind: str) -> Event:
        (found,) = (event for event in events if event.type.value == kind)
        return found

    return one
