"""Who a report comes from in the end: outlets of one family, and reports carried on from another, are one origin."""

import re
from urllib.parse import urlsplit

from tumen.model import Report
from tumen.packs.outlets import Outlets

_SIGNS = re.compile(r"[^\w]+")
_GENERIC = frozenset({"www", "en", "ko", "kr", "news", "m", "english", "korean", "korea", "com", "org", "net", "co", "or", "go", "example", "info", "amp"})


def family(report: Report, outlets: Outlets) -> str:
    """The family of the report's outlet: as the pack knows it, else by what stays of the address without its language, else by the name.

    Where nothing is known, the report's own id, so that unknown outlets are never taken for one.
    """
    known = outlets.of_address(report.url) if report.url else None
    if known is None and report.outlet:
        known = outlets.named(report.outlet)
    if known is not None:
        return known.family
    if report.url and (host := _house(report.url)):
        return host
    if report.outlet and (name := _SIGNS.sub("", report.outlet.casefold())):
        return name
    return f"?{report.id}"


def _house(url: str) -> str:
    """The part of an address that names the house: the longest label that is no language and no ending, without a language at its end."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    labels = [label for label in host.lower().split(".") if label not in _GENERIC]
    if not labels:
        return ""
    pieces = [piece for piece in max(labels, key=len).split("-") if piece not in _GENERIC]
    return "".join(pieces)


def credits(report: Report, outlets: Outlets) -> frozenset[str]:
    """The families of other outlets that the report names: it may be theirs."""
    own = family(report, outlets)
    text = report.text.casefold()
    return frozenset(
        outlet.family
        for outlet in outlets.by_id.values()
        if outlet.family != own
        for names in outlet.names.values()
        for name in names
        if len(name) > 3 and re.search(rf"(?<!\w){re.escape(name.casefold())}(?![a-z0-9])", text)
    )
