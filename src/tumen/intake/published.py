"""When a report was published, and how that is known. Never a guess: what the page does not say stays unknown."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tumen.model import Part, PartKind, Published, PublishedBasis
from tumen.packs.outlets import Outlets
from tumen.packs.parts import PartCues

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Years outside this range are numbers of another sort (article ids, prices); online news begins with the first."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?=$|[T\s])")
_BESIDE = 25
_DATE_LINES = {
    PartKind.STAMP: PublishedBasis.STAMP,
    PartKind.BYLINE: PublishedBasis.HEADER,
    PartKind.DATELINE: PublishedBasis.TEXT,
    PartKind.CREDIT: PublishedBasis.TEXT,
    PartKind.BOILERPLATE: PublishedBasis.TEXT,
    PartKind.FURNITURE: PublishedBasis.TEXT,
}
_ONLY_WHEN_POSTED = {PartKind.BOILERPLATE, PartKind.FURNITURE}
_ADDRESS_RULES = {
    "day-number": re.compile(r"/(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})-\d{1,4}(?=/|\Z)"),
    "month-day-year-clock": re.compile(r"(?<!\d)(?P<m>\d{2})(?P<d>\d{2})(?P<y>\d{4})\d{6}(?=\.html?\Z|/?\Z)"),
    "year-month-day": re.compile(r"/(?P<y>\d{4})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?=[/-]|\Z)"),
    "year-month": re.compile(r"/(?P<y>\d{4})[/-](?P<m>\d{2})(?=/|\Z)"),
    "letters-day-serial": re.compile(r"/[A-Z]{2,4}(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})\d{3,12}(?=/|\Z)"),
}
ADDRESS_RULES = tuple(_ADDRESS_RULES)
"""Names that `address_date` in a pack's `outlets.yaml` may list."""


def find_published(
    text: str,
    parts: Sequence[Part],
    url: str | None,
    given: str | None,
    *,
    cues: PartCues,
    metadata: str | None = None,
    outlets: Outlets | None = None,
) -> Published:
    """The day, month or year of publication with its basis.

    `given` (the JSON line's) wins; then page metadata, feed stamp, header line, dateline and address, the first that tells a day,
    else the first that tells a month or a year. A date beside a temperature is the crawler's clock and is left out, and so is a date
    of which it is not known whether day or month stands first. `given` and `metadata` are ISO dates or date-times, or dates as written.
    """
    if given is not None:
        value = iso_day(given) or _written(given, cues)
        if value is not None:
            return Published(value, PublishedBasis.GIVEN)
    found = list(_candidates(text, parts, url, cues, metadata, outlets))
    order = (PublishedBasis.METADATA, PublishedBasis.STAMP, PublishedBasis.HEADER, PublishedBasis.TEXT, PublishedBasis.ADDRESS)
    found.sort(key=lambda one: (-len(one.value or ""), order.index(one.basis)))
    return found[0] if found else Published()


def iso_day(words: str) -> str | None:
    """The day, month or year of an ISO 8601 date or date-time, or None."""
    match = _ISO.match(words.strip())
    if match is None:
        return None
    year, month, day = (int(group) if group else None for group in match.groups())
    return _value(year, month, day)


def _candidates(
    text: str, parts: Sequence[Part], url: str | None, cues: PartCues, metadata: str | None, outlets: Outlets | None
) -> Iterator[Published]:
    if metadata is not None and (value := iso_day(metadata) or _written(metadata, cues)):
        yield Published(value, PublishedBasis.METADATA)
    updated: list[Published] = []
    for part in parts:
        basis = _DATE_LINES.get(part.kind)
        if basis is not None:
            for published, is_update in _in_part(text, part, basis, cues):
                if is_update:
                    updated.append(published)
                else:
                    yield published
    yield from updated
    if url is not None and (value := _in_address(url, outlets)):
        yield Published(value, PublishedBasis.ADDRESS)


def _in_part(text: str, part: Part, basis: PublishedBasis, cues: PartCues) -> Iterator[tuple[Published, bool]]:
    for match in cues.expressions["date"].finditer(text, part.start, part.end):
        before = text[max(part.start, match.start() - _BESIDE) : match.start()]
        after = text[match.end() : min(part.end, match.end() + _BESIDE)]
        if cues.expressions["temperature"].search(before) or cues.expressions["temperature"].search(after):
            continue
        if part.kind in _ONLY_WHEN_POSTED and not cues.expressions["posted"].search(before):
            continue
        value = _date_of(match, cues)
        if value:
            is_update = bool(cues.expressions["updated"].search(before))
            yield Published(value, basis, match.start(), match.end()), is_update
            if not is_update:
                return
    if part.kind in _ONLY_WHEN_POSTED:
        return
    month = cues.expressions["month_year"].search(text, part.start, part.end)
    if month and (value := _month_of(month, cues)):
        yield Published(value, basis, month.start(), month.end()), False


def _written(words: str, cues: PartCues) -> str | None:
    match = cues.expressions["date"].search(words)
    return _date_of(match, cues) if match else None


def _date_of(match: re.Match[str], cues: PartCues) -> str | None:
    """The day that a match of the pack's `date` tells; only its year where day and month cannot be told apart."""
    group = match.groupdict()
    if group["year"]:
        return _value(int(group["year"]), _month(group["month"], cues), int(group["day"]))
    if group["year2"]:
        return _value(int(group["year2"]), _month(group["month2"], cues), int(group["day2"]))
    if group["year3"]:
        return _value(int(group["year3"]), int(group["month3"]), int(group["day3"]))
    first, second, year = int(group["first"]), int(group["second"]), int(group["year4"])
    if first > 12 or group["mark"] == ".":
        return _value(year, second, first)
    if second > 12 or first == second:
        return _value(year, first, second)
    return _value(year, None, None)


def _month_of(match: re.Match[str], cues: PartCues) -> str | None:
    month = match.group("month")
    return _value(int(match.group("year")), _month(month, cues) if month else None, None)


def _month(name: str, cues: PartCues) -> int | None:
    return cues.months.get(name.rstrip(".").lower())


def _value(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None:
        return f"{year:04d}" if day is None else None
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _in_address(url: str, outlets: Outlets | None) -> str | None:
    path = url.split("#", 1)[0].split("?", 1)[0]
    outlet = outlets.of_address(url) if outlets else None
    for name in outlet.address_date if outlet else ADDRESS_RULES:
        match = _ADDRESS_RULES[name].search(path)
        if match:
            day = match.groupdict().get("d")
            value = _value(int(match["y"]), int(match["m"]), int(day) if day else None)
            if value:
                return value
    return None
