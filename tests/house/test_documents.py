"""The documents keep up with the house: they link to what exists, name what is there, credit what is used, and promise only what holds."""

import ast
import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tumen import __version__

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tumen"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
WRITTEN = [
    *(ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "NOTICE")),
    *(ROOT / "docs" / name for name in ("house.md", "threat-model.md", "codebook.md")),
    *DECISIONS,
]
LINK = re.compile(r"\]\(([^()\s]{1,200})\)")
HEADING = re.compile(r"(?m)^#{1,6} (.{1,200})$")
ONE_PAGE = 60
NETWORK = ("socket", "ssl", "urllib.request", "http", "ftplib", "smtplib", "xmlrpc", "asyncio", "requests", "httpx", "aiohttp")
UNSAFE = ("pickle", "marshal", "shelve", "dill", "joblib")
TRAINING = ("torch", "transformers", "tensorflow", "sentence_transformers")


def anchors(path: Path) -> set[str]:
    found = HEADING.findall(path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in found}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_documents_read_well(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert "\t" not in text
    assert not re.search(r"TODO|FIXME|/(?:home|root|tmp)/", text)


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_one_numbered_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(path.name[:4])}. ")
    assert [int(other.name[:4]) for other in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert "\nStatus: " in text
    assert len(text.splitlines()) <= ONE_PAGE
    for heading in ("The question", "What we do", "What it costs"):
        assert f"\n## {heading}\n" in text


def test_the_house_names_every_room_and_every_decision() -> None:
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    rooms = {entry.stem for entry in SOURCE.iterdir() if entry.is_dir() or entry.suffix == ".py"} - {"__init__", "__main__", "__pycache__"}
    assert all(f"**{room}**" in text for room in rooms), rooms
    assert all(f"decisions/{path.name}" in text for path in DECISIONS)


def test_the_changelog_holds_this_version() -> None:
    assert f"\n## {__version__} - " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_notice_credits_every_source_of_the_places() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    for path in SOURCE.glob("packs/*/places.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            sources = {row["source"] for row in csv.DictReader(file)}
        licensed = {source for source in sources if not source.startswith("own knowledge")}
        for source in licensed:
            assert ("GeoNames" in source and "Who's On First" in source) or "open-admin-data" in source, source
        assert all(name in notice for name in ("GeoNames", "Who's On First", "open-admin-data", "Creative Commons Attribution 4.0"))


def imported(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{name.name}" for name in node.names))


def test_no_module_opens_a_network_a_pickle_or_a_training_library() -> None:
    """What the threat model and decision 1 promise."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for name in imported(text):
            assert not any(name == closed or name.startswith(f"{closed}.") for closed in (*NETWORK, *UNSAFE, *TRAINING)), (path.name, name)
        assert "allow_pickle=True" not in text, path.name
        assert "yaml.load(" not in text or "SafeLoader" in text, path.name


def test_reading_installs_no_training_library() -> None:
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert not any(line.replace("-", "_").startswith(name) for line in wanted for name in TRAINING)
