"""The gate before the reader."""

import pytest

from tumen.packs.pack import load_pack
from tumen.reading import Gate

GATE = Gate(load_pack())


@pytest.mark.parametrize("text", [
    "Agents in Hoeryong searched eleven homes.", "A North Korean trader was fined.", "Two defectors told of the night.",
])
def test_what_passes(text: str) -> None:
    assert GATE.passes(text)


@pytest.mark.parametrize("text", [
    "", "The council of a Welsh town raised the price of parking.", "Police arrested four men after a raid on a warehouse in Leeds.",
    "Her songwriting won an award.",
])
def test_what_does_not(text: str) -> None:
    assert not GATE.passes(text)


def test_an_outlet_of_the_pack_passes() -> None:
    assert GATE.passes("Nine were held, a source said.", "Daily NK")
