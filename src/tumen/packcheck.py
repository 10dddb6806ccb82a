"""Packs put to the proof: every file loaded, every example of a record run through the room that reads such words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tumen.grounding import survey
from tumen.model import PackError, Report
from tumen.packs.pack import SHIPPED, Pack, load_pack


@dataclass(frozen=True, slots=True)
class PackCheck:
    """What was found of a country read in a language: what the pack holds, or its faults."""

    country: str
    language: str
    holds: str = ""
    faults: tuple[str, ...] = ()


def check_packs(root: Path) -> Iterator[PackCheck]:
    """Every country pack of a folder with every language pack of it, or with those that Tumen ships where it has none.

    Raises PackError where the folder holds no country pack.
    """
    countries = _folders(root, "places.csv")
    if not countries:
        raise PackError(f"{root} holds no country pack; one is a folder with a places.csv.")
    for country in countries:
        for language in _folders(root, "sentences.yaml") or _folders(Path(str(SHIPPED)), "sentences.yaml"):
            yield _check(country, language, root)


def _folders(root: Path, needed: str) -> list[str]:
    return sorted(entry.name for entry in root.iterdir() if entry.is_dir() and entry.joinpath(needed).is_file())


def _check(country: str, language: str, root: Path) -> PackCheck:
    try:
        pack = load_pack(country, language, root)
    except PackError as error:
        return PackCheck(country, language, faults=(str(error),))
    except yaml.YAMLError as error:
        return PackCheck(country, language, faults=(f"a file is no YAML: {' '.join(str(error).split())}",))
    faults = tuple(_unfound(pack))
    examples = sum(len(organ.examples) for organ in pack.organs)
    places, organs = sum(1 for _ in pack.places), sum(1 for _ in pack.organs)
    return PackCheck(country, language, f"sound, {places} places, {organs} organs, {examples} examples found.", faults)


def _unfound(pack: Pack) -> Iterator[str]:
    for organ in pack.organs:
        for example in organ.examples:
            found = [(mention.span.words, mention.organ) for mention in survey(Report(organ.id, example.text), pack).groups]
            if (example.words, organ.id) not in found:
                yield f"organs.yaml, {organ.id}: “{example.words}” is not found in its example “{example.text}”"
