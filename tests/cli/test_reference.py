"""`docs/cli.md` is what the verbs say of themselves, and what they say works."""

import shlex
from pathlib import Path

import pytest

from tumen.cli.reference import example, page, verbs

ROOT = Path(__file__).parents[2]
VERBS = dict(verbs())


def test_the_page_is_fresh():
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("name", VERBS)
def test_the_example_of_a_verb_runs(run, monkeypatch, name):
    monkeypatch.chdir(ROOT)
    program, *words = shlex.split(example(VERBS[name]))
    assert [program, *words][: len(name.split())] == name.split()
    result = run(*words)
    assert result.exit_code == 0, result.stderr
    assert result.stdout


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_has_help_and_every_option_says_what_it_does(run, name):
    result = run(*name.split()[1:], "--help")
    assert result.exit_code == 0
    assert "Example: tumen " in result.stdout
    section = page().split(f"## `{name}`")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows
    assert all(row.rsplit(" | ", 1)[1].strip(" |") for row in rows)
