"""One way to run a verb: inside this process, which has loaded the packs once."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from tumen.cli import main

Run = Callable[..., Result]


@pytest.fixture(scope="session")
def run() -> Run:
    """`run("read", path, given=b"...")`: the result of `tumen read PATH` with those bytes on standard input."""

    def invoke(*words: object, given: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=given)

    return invoke
