"""The outlets that report on a country, as its pack lists them (`packs/<country>/outlets.yaml`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from tumen.model import PackError

_PACKS = Path(__file__).parent


class OutletKind(StrEnum):
    """What sort of publisher an outlet is."""

    NEWSROOM = "newsroom"
    HIDDEN_SOURCES = "newsroom_with_hidden_sources"
    STATE_MEDIA = "state_media"
    WIRE = "wire"
    BROADCASTER = "broadcaster"
    NGO = "ngo"
    UN = "un"
    GOVERNMENT = "government"
    THINK_TANK = "think_tank"
    AGGREGATOR = "aggregator"
    BLOG = "blog"


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher.

    `names` by language, the first of each the one to show; `family` is shared by outlets of one house, which count as one origin;
    `hosts` are its web addresses; `address_date` names the rules by which an address tells the day of publication, none where the
    numbers in its addresses are no dates; `reprints` are the ids of outlets whose reports it carries.
    """

    id: str
    names: Mapping[str, tuple[str, ...]]
    kind: OutletKind
    family: str
    langs: tuple[str, ...]
    hosts: tuple[str, ...]
    address_date: tuple[str, ...]
    reprints: tuple[str, ...]
    source: str

    def name(self, lang: str) -> str:
        """The name to show in a language, or the first that there is."""
        names = self.names.get(lang) or next(iter(self.names.values()))
        return names[0]


@dataclass(frozen=True, slots=True)
class Outlets:
    """All outlets of a country pack, found by id, name or address."""

    by_id: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]
    by_host: Mapping[str, Outlet]

    def named(self, name: str) -> Outlet | None:
        """The outlet of that name in any language; case, spaces and dots do not matter."""
        return self.by_name.get(_folded(name))

    def of_address(self, url: str) -> Outlet | None:
        """The outlet at whose address a page lies."""
        try:
            host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
        except ValueError:
            return None
        labels = host.lower().split(".")
        for at in range(len(labels) - 1):
            outlet = self.by_host.get(".".join(labels[at:]))
            if outlet:
                return outlet
        return None

    def family_of(self, name: str) -> str | None:
        """The family of the outlet of that name: reports of one family are one origin."""
        outlet = self.named(name)
        return outlet.family if outlet else None


@cache
def outlets(country: str) -> Outlets:
    """The outlets of a country's pack. Raises PackError where the file is missing or breaks the rules."""
    path = _PACKS / country / "outlets.yaml"
    if not path.is_file():
        raise PackError(f"The pack '{country}' has no outlets.yaml.")
    return read_outlets(path.read_text(encoding="utf-8"), country)


def read_outlets(source: str, country: str) -> Outlets:
    """Checks the text of an `outlets.yaml`. Raises PackError with the faulty entry named."""
    data = yaml.safe_load(source)
    entries = data.get("outlets") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise PackError(f"{country}/outlets.yaml must hold a list under 'outlets'.")
    listed = [_outlet(entry, country) for entry in entries]
    by_id: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    by_host: dict[str, Outlet] = {}
    for outlet in listed:
        names = [name for names in outlet.names.values() for name in names]
        for index, keys in ((by_id, [outlet.id]), (by_name, [_folded(name) for name in names]), (by_host, outlet.hosts)):
            for key in keys:
                if index.setdefault(key, outlet) is not outlet:
                    raise PackError(f"{country}/outlets.yaml gives '{key}' to both {index[key].id} and {outlet.id}.")
    for outlet in listed:
        for other in (*outlet.reprints, outlet.family):
            if other not in by_id:
                raise PackError(f"{country}/outlets.yaml: {outlet.id} names the unknown outlet '{other}'.")
    return Outlets(by_id, by_name, by_host)


def _outlet(entry: object, country: str) -> Outlet:
    needed = {"id", "names", "kind", "langs", "source"}
    known = needed | {"family", "hosts", "address_date", "reprints"}
    if not isinstance(entry, dict) or not needed <= entry.keys() <= known:
        raise PackError(f"{country}/outlets.yaml has an entry without {', '.join(sorted(needed))}, or with unknown keys: {entry}.")
    if entry["kind"] not in set(OutletKind):
        raise PackError(f"{country}/outlets.yaml: {entry['id']} is of the unknown kind '{entry['kind']}'.")
    names = entry["names"]
    if not isinstance(names, dict) or not names or not all(isinstance(listed, list) and listed for listed in names.values()):
        raise PackError(f"{country}/outlets.yaml: {entry['id']} must list its names under each language.")
    return Outlet(
        id=str(entry["id"]),
        names={str(lang): tuple(map(str, listed)) for lang, listed in names.items()},
        kind=OutletKind(entry["kind"]),
        family=str(entry.get("family", entry["id"])),
        langs=tuple(map(str, entry["langs"])),
        hosts=tuple(map(str, entry.get("hosts", ()))),
        address_date=tuple(map(str, entry.get("address_date", ()))),
        reprints=tuple(map(str, entry.get("reprints", ()))),
        source=str(entry["source"]),
    )


def _folded(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
