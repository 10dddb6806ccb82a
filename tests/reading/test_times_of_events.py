"""The values that one time expression may give an event."""

import pytest

from tumen.grounding import is_legal
from tumen.reading.times import variants


@pytest.mark.parametrize(("value", "wanted"), [
    ("", ("", "", "", "")),
    ("2024-03-07", ("2024-03-07", "2024-03-07/..", "../2024-03-07", "")),
    ("XXXX-07-01/XXXX-07-07", ("XXXX-07-01/XXXX-07-07", "XXXX-07-01/..", "../XXXX-07-07", "")),
    ("../2024-03-07", ("../2024-03-07", "", "", "2024-03-07")),
    ("2024-03/..", ("2024-03/..", "", "", "2024-03")),
])
def test_variants(value: str, wanted: tuple[str, ...]) -> None:
    assert variants(value) == wanted
    assert all(is_legal(one) for one in wanted)
