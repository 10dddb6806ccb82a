"""All coded reports of `training/`, and which of them tell one story (and so stay on one side of a split)."""

import json
import zlib
from pathlib import Path

from dataset import Document, prepare, read_lines
from tumen.reading.scene import SceneMaker

HERE = Path(__file__).parent


def documents(maker: SceneMaker, folder: Path = HERE) -> list[Document]:
    """Every English report that has a coding, prepared; reports without a sentence are left out."""
    gold: dict[str, list[dict]] = {}
    for path in sorted((folder / "gold").glob("*.jsonl")):
        gold |= {row["id"]: row["events"] for row in read_lines(path)}
    found = []
    for path in sorted((folder / "reports").glob("*.jsonl")):
        for row in read_lines(path):
            if row.get("lang", "en") == "en" and row["id"] in gold:
                document = prepare(row, gold[row["id"]], maker)
                if document.scene.sentences:
                    found.append(document)
    return found


def bank(folder: Path = HERE) -> list[dict]:
    """The sentence bank: {"text", "events": [[type, status, words]]}."""
    path = folder / "bank.jsonl"
    return list(read_lines(path)) if path.exists() else []


def folds(ids: list[str], count: int, folder: Path = HERE) -> dict[str, int]:
    """A fold for each report; reports joined in `stories.tsv` share theirs."""
    leader: dict[str, str] = {}

    def head(one: str) -> str:
        while leader.get(one, one) != one:
            one = leader[one]
        return one

    for line in (folder / "stories.tsv").read_text(encoding="utf-8").splitlines():
        one, other = line.split("\t")
        leader[head(one)] = head(other)
    return {one: zlib.crc32(head(one).encode()) % count for one in ids}


def dump(path: Path, rows: list[dict]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
