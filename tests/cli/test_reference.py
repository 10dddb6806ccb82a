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
def test_the_example_of_a_verb_runs(run, monkeypatch, tmp_path, name):
    """In a folder that has Tumen's source and, but for the verbs that make one, a ledger with a checkpoint kept elsewhere."""
    monkeypatch.chdir(tmp_path)
    Path("src").symlink_to(ROOT / "src")
    if "demo.db" in example(VERBS[name]) and name not in ("tumen init", "tumen run"):
        run("run", "src/tumen/demo", "--ledger", "demo.db")
        Path("kept-elsewhere.checkpoint").write_text(Path("demo.db.checkpoint").read_text(encoding="utf-8"), encoding="utf-8")
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
