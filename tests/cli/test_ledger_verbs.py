"""Reports through the ledger, by the verbs that a person types."""

import json
from pathlib import Path

import pytest
from click.testing import Result

DEMO = "src/tumen/demo"
SEARCH = "HYESAN - Agents of the state security department searched the homes of two phone users in Hyesan on March 4, 2023, a resident said."
TRADERS = "Police arrested four traders at the market of Hoeryong, North Hamgyong Province, on May 2, 2024, a source in the province said."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    (place / "search.txt").write_text(SEARCH, encoding="utf-8")
    rows = [{"id": "traders", "text": TRADERS, "outlet": "Invented Post"}, {"id": "weather", "text": "It rained in Pyongyang on Monday."}]
    (place / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return place


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "t.db"


def said(result: Result, status: int = 0) -> str:
    assert result.exit_code == status, result.output
    return result.output


def test_a_folder_is_run_and_run_again_does_nothing_new(run, folder, ledger) -> None:
    first = said(run("run", folder, "--ledger", ledger))
    assert "3 reports taken, 0 known already." in first
    assert "3 reports read" in first
    size = len(said(run("prove", 0, "--ledger", ledger)))
    again = said(run("run", folder, "--ledger", ledger))
    assert "no reports taken, 3 known already." in again
    assert "no reports read" in again
    assert abs(len(said(run("prove", 0, "--ledger", ledger))) - size) < 40


def test_taking_and_reading_by_their_own_verbs(run, folder, ledger) -> None:
    said(run("init", "--ledger", ledger))
    said(run("take", folder, "--ledger", ledger))
    assert "3 reports read" in said(run("read", "--ledger", ledger))
    assert "is not overwritten" in said(run("init", "--ledger", ledger), 3)


def test_filters_of_the_list(run, folder, ledger) -> None:
    said(run("run", folder, "--ledger", ledger))

    def listed(*words: str) -> list[tuple[str, str]]:
        rows = map(json.loads, run("list", "--json", *words, "--ledger", ledger).stdout.splitlines())
        return [(row["report"], row["type"]["value"]) for row in rows]

    assert ("search", "search") in listed()
    assert listed("--type", "arrest") == [("traders", "arrest")]
    assert {report for report, _ in listed("--place", "KP/North Hamgyong")} == {"traders"}
    assert listed("--place", "KP/North") == []
    assert {report for report, _ in listed("--since", "2024")} == {"traders"}
    assert {report for report, _ in listed("--until", "2023-12")} == {"search"}
    assert {report for report, _ in listed("--outlet", "Invented Post")} == {"traders"}
    assert "is no date" in said(run("list", "--since", "spring", "--ledger", ledger), 2)


def test_the_list_and_a_report_are_marked_internal(run, folder, ledger) -> None:
    said(run("run", folder, "--ledger", ledger))
    assert run("list", "--ledger", ledger).stdout.startswith("INTERNAL")
    shown = said(run("show", "traders", "--ledger", ledger))
    assert shown.startswith("INTERNAL")
    assert "entry 0" in shown or "entry 1" in shown
    told = json.loads(said(run("show", "traders", "--json", "--ledger", ledger)))
    assert told["marking"] == "INTERNAL"
    assert [entry["kind"] for entry in told["entries"]] == ["report", "events"]


def test_verify_prove_and_erase(run, folder, ledger, tmp_path) -> None:
    said(run("run", folder, "--ledger", ledger))
    kept = tmp_path / "kept.checkpoint"
    kept.write_text(Path(f"{ledger}.checkpoint").read_text())
    assert "The ledger is as it was written." in said(run("verify", "--deep", "--against", kept, "--ledger", ledger))
    assert json.loads(said(run("prove", 0, "--ledger", ledger)))["seq"] == 0
    said(run("erase", "traders", "--why", "a person asked", "--ledger", ledger))
    assert "holds no report or event 'traders'" in said(run("show", "traders", "--ledger", ledger), 3)
    assert "The ledger is as it was written." in said(run("verify", "--deep", "--against", kept, "--ledger", ledger))
    assert "3 known already" in said(run("take", folder, "--ledger", ledger))


def test_a_changed_ledger_ends_with_three(run, folder, ledger) -> None:
    import apsw

    said(run("run", folder, "--ledger", ledger))
    db = apsw.Connection(str(ledger))
    db.execute("DELETE FROM entries WHERE seq = 1")
    db.close()
    assert "is NOT as it was written" in said(run("verify", "--ledger", ledger), 3)


def test_bad_input_is_one_sentence(run, folder, ledger, tmp_path) -> None:
    assert "There is no ledger" in said(run("list", "--ledger", ledger), 3)
    said(run("init", "--ledger", ledger))
    assert "is an address" in said(run("take", "https://invented.example/report", "--ledger", ledger), 3)
    assert "does not exist" in said(run("take", tmp_path / "none.txt", "--ledger", ledger), 3)
    assert "There is no entry 5" in said(run("prove", 5, "--ledger", ledger), 3)
    assert "cannot be read as a checkpoint" in said(run("verify", "--against", tmp_path / "none", "--ledger", ledger), 3)
    (tmp_path / "foreign.db").write_bytes(b"not a database" * 100)
    assert "is no ledger" in said(run("list", "--ledger", tmp_path / "foreign.db"), 3)
    assert "Name either" in said(run("read"), 2)


def test_nobody_is_searched_for(run) -> None:
    """No option of any verb takes a resident, a source or words of a report."""
    for verb in ("list", "show"):
        text = said(run(verb, "--help")).lower()
        assert not any(f"--{word}" in text for word in ("resident", "source", "person", "name ", "victim", "trader", "words", "search"))


def test_a_judgement_of_a_person_outranks_linking_and_a_new_reading(run, folder, ledger) -> None:
    (folder / "copy.txt").write_text(TRADERS + " The four had sold shoes.", encoding="utf-8")
    said(run("run", folder, "--ledger", ledger))

    def linked() -> dict[frozenset[str], str]:
        rows = (line.split("\t") for line in run("link", "--ledger", ledger, "--quiet").stdout.splitlines())
        return {frozenset(row[:2]): row[2] for row in rows}

    pair = frozenset(("copy", "traders"))
    assert linked().get(pair) in ("copy", "same_incident", "update")
    said(run("judge", "copy", "traders", "different", "--why", "another market", "--ledger", ledger))
    assert linked().get(pair) in (None, "look_alike")
    said(run("judge", "traders", "copy", "same", "--why", "looked again", "--ledger", ledger))
    assert linked().get(pair) == "same_incident"
    assert "cannot be judged" in said(run("judge", "copy", "copy", "same", "--why", "x", "--ledger", ledger), 3)
    said(run("erase", "copy", "--why", "a person asked", "--ledger", ledger))
    assert linked().get(pair) is None
    assert "as it was written" in said(run("verify", "--deep", "--ledger", ledger))
