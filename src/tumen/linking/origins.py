"""Who a report comes from in the end: outlets of one family, and reports carried on from another, are one origin."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from ahocorasick_rs import AhoCorasick, MatchKind

from tumen.model import Report
from tumen.packs.outlets import Outlets

_SIGNS = re.compile(r"[^\w]+")
_NO_HOUSE = frozenset({"www", "m", "amp", "news", "english", "com", "org", "net", "info", "co", "or", "go", "ac", "example"})
_SHORT = 2
_SHORTEST_NAME = 5


class Network:
    """What is known of outlets: the families that a pack lists, and the names under which the reports at hand were published."""

    def __init__(self, outlets: Outlets, reports: Iterable[Report] = ()) -> None:
        self._outlets = outlets
        names = {name.casefold(): outlet.family for outlet in outlets.by_id.values() for found in outlet.names.values() for name in found}
        for report in reports:
            if report.outlet:
                names.setdefault(report.outlet.casefold(), self.family(report))
        self._names = sorted(name for name in names if len(name) >= _SHORTEST_NAME)
        self._families = [names[name] for name in self._names]
        self._automaton = AhoCorasick(self._names, matchkind=MatchKind.LeftmostLongest)

    def family(self, report: Report) -> str:
        """The family of a report's outlet: as the pack knows it, else what stays of the address without language and ending, else the name.

        Where nothing is known, the report's own id, so that two unknown outlets are never taken for one.
        """
        known = self._outlets.of_address(report.url) if report.url else None
        if known is None and report.outlet:
            known = self._outlets.named(report.outlet)
        if known is not None:
            return known.family
        if report.url and (house := _house(report.url)):
            return house
        if report.outlet and (name := _SIGNS.sub("", report.outlet.casefold())):
            return name
        return f"?{report.id}"

    def named_in(self, report: Report) -> frozenset[str]:
        """The families of other outlets that a report names: what it tells may be theirs."""
        text = report.text.casefold()
        found = {
            self._families[index]
            for index, start, end in self._automaton.find_matches_as_indexes(text)
            if not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isascii() and text[end].isalnum())
        }
        return frozenset(found - {self.family(report)})


def _house(url: str) -> str:
    """The part of an address that names the house: its longest label, without pieces of two letters, which tell a language or a country."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    labels = [label for label in host.lower().split(".") if label not in _NO_HOUSE and len(label) > _SHORT]
    if not labels:
        return ""
    pieces = [piece for piece in max(labels, key=len).split("-") if len(piece) > _SHORT]
    return "".join(pieces)


def origins(
    reports: Iterable[str], families: Mapping[str, str], named: Mapping[str, frozenset[str]], same_words: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """The origin of each report: joined are those of one family, those that name another's outlet, and copies, translations and updates."""
    parent: dict[str, str] = {}

    def top(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(one: str, other: str) -> None:
        low, high = sorted((top(one), top(other)))
        parent[high] = low

    known = sorted(set(reports))
    for report in known:
        join(f"r:{report}", f"f:{families[report]}")
        for family in sorted(named.get(report, ())):
            join(f"r:{report}", f"f:{family}")
    for one, other in same_words:
        join(f"r:{one}", f"r:{other}")
    return {report: top(f"r:{report}").removeprefix("f:") for report in known}
