"""One country and one language, read and checked once."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from tumen.model import PackError
from tumen.packs.codebook import Codebook, load_codebook
from tumen.packs.language import SentenceRules
from tumen.packs.organs import OrganFile, load_organs
from tumen.packs.outlets import Outlets, read_outlets
from tumen.packs.people import PeopleLexicon, load_people
from tumen.packs.place_cues import PlaceCues, load_place_cues
from tumen.packs.places import PlaceTable, load_places
from tumen.packs.times import TimeWords, load_time_words

SHIPPED = files("tumen.packs")


@dataclass(frozen=True, eq=False)
class Pack:
    """What the rooms must know of the world: the codebook, a country's places, organs and outlets, and a language's words."""

    country: str
    language: str
    codebook: Codebook
    places: PlaceTable
    place_cues: PlaceCues
    organs: OrganFile
    people: PeopleLexicon
    times: TimeWords
    outlets: Outlets
    sentences: SentenceRules
    gate: tuple[str, ...]
    prepositions: tuple[str, ...]
    doubt: tuple[tuple[str, ...], ...]
    """Lists of words that cast an act as foreseen, instructed, usual or not done; in the order the reader learned them."""
    thread: tuple[tuple[str, ...], ...]
    """Lists of words that tell how a sentence follows on what was told before it; likewise."""


@cache
def load_pack(country: str = "kp", language: str = "en", root: Traversable = SHIPPED) -> Pack:
    """The pack of a country and a language. `root` is the folder that holds both, and is the package's own unless told.

    Raises PackError where a folder is missing or a file breaks its rules.
    """
    land = folder(root, country, "country", "places.csv")
    words = root.joinpath(language)
    if not words.joinpath("sentences.yaml").is_file():
        words = folder(SHIPPED, language, "language", "sentences.yaml")
    told = yaml.safe_load(words.joinpath("sentences.yaml").read_text(encoding="utf-8"))
    people = load_people(words, land)
    places = load_places(land)
    return Pack(
        country=country,
        language=language,
        codebook=load_codebook(SHIPPED.joinpath("codebook.yaml")),
        places=places,
        place_cues=load_place_cues(words, land, places),
        organs=load_organs(land, people.plurals),
        people=people,
        times=load_time_words(words, land),
        outlets=read_outlets(land.joinpath("outlets.yaml").read_text(encoding="utf-8"), country),
        sentences=SentenceRules.load(told),
        prepositions=tuple(told["prepositions"]),
        doubt=tuple(tuple(map(str, words)) for words in told["doubt"].values()),
        thread=tuple(tuple(map(str, words)) for words in told["thread"].values()),
        gate=_gate(land),
    )


def _gate(land: Traversable) -> tuple[str, ...]:
    path = land.joinpath("terms.yaml")
    if not path.is_file():
        return ()
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    words = data.get("gate") if isinstance(data, dict) else None
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
        raise PackError(f"{land.name}/terms.yaml must hold a list of words under `gate`.")
    return tuple(words)


def folder(root: Traversable, name: str, kind: str, needed: str) -> Traversable:
    """The pack's folder `name` under `root`; PackError names those there are."""
    found = root.joinpath(name)
    if not found.joinpath(needed).is_file():
        known = sorted(entry.name for entry in root.iterdir() if entry.is_dir() and entry.joinpath(needed).is_file())
        raise PackError(f"There is no {kind} pack '{name}'; known: {', '.join(known) or 'none'}.")
    return found
