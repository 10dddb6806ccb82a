"""Reports made of a few lines, read and linked by the shipped packs and models."""

import json
from collections.abc import Callable, Sequence

import pytest

from tumen.desk import World, gather
from tumen.link_desk import LinkDesk, Linked, Told, tell
from tumen.model import Judgement

WORLD = World("kp")
Link = Callable[..., Linked]


def told(rows: Sequence[dict[str, str]]) -> list[Told]:
    given = "".join(json.dumps(row) + "\n" for row in rows).encode()
    return [one for one in tell(gather(["-"], WORLD, given), WORLD) if isinstance(one, Told)]


@pytest.fixture(scope="session")
def link() -> Link:
    def run(rows: Sequence[dict[str, str]], decided: Sequence[Judgement] = ()) -> Linked:
        return LinkDesk(WORLD).link(told(rows), decided)

    return run
