"""A web page to text, with a map back to the markup.

Read by a scanner of our own, since no parser at hand keeps offsets: one pass over the tags, no tree. Malformed markup loses
structure, never text: a region counts only where its own end tag closes it.
"""

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tumen.intake.parts import Mark
from tumen.model import PartKind

Offset = tuple[int, int, int]
"""A segment of the text: where it starts, and the start and end of its markup. Segments follow each other without overlap."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_TAG_STOP = re.compile(r"[\"'>]")
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]{0,40})[ \t\r\n]{0,8}=[ \t\r\n]{0,8}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_CHUNK = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|[ \t\n\r\f]+|(?:[^ \t\n\r\f&]+ ?)+|&")
_LONGEST_TAG = 20_000
_DEEPEST = 200
_RAW = {"script", "style"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
_PARAGRAPHS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "ul", "ol", "dl", "table", "section", "article", "header", "footer",
    "nav", "aside", "main", "pre", "form", "title", "hr", "body", "noscript", "details",
}
_LINES = {"div", "li", "tr", "dt", "dd", "figcaption", "caption", "option", "address", "br", "legend", "summary", "time"}
_CELLS = {"td", "th"}
_KINDS = {
    "nav": PartKind.FURNITURE, "aside": PartKind.FURNITURE, "footer": PartKind.FURNITURE, "menu": PartKind.FURNITURE,
    "form": PartKind.FURNITURE, "button": PartKind.FURNITURE, "select": PartKind.FURNITURE, "dialog": PartKind.FURNITURE,
    "noscript": PartKind.FURNITURE, "template": PartKind.FURNITURE, "svg": PartKind.FURNITURE, "iframe": PartKind.FURNITURE,
    "title": PartKind.FURNITURE, "h1": PartKind.HEADLINE, "h2": PartKind.SUBHEAD, "h3": PartKind.SUBHEAD, "h4": PartKind.SUBHEAD,
    "figcaption": PartKind.CAPTION,
}
_ROLES = {"navigation", "complementary", "contentinfo", "search", "menu", "menubar", "alertdialog", "dialog"}
_FURNITURE_WORDS = {
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "share", "sharing", "social", "related", "sidebar", "footer",
    "cookie", "cookies", "newsletter", "subscribe", "advert", "advertisement", "ads", "adsbygoogle", "comments", "popup", "modal",
    "pagination", "promo",
}
_CAPTION_WORDS = {"caption"}
_MOST_FURNITURE = 0.6
_MOST_BY_CLASS = 0.4
_DATE_NAMES = ("article:published_time", "datepublished", "pubdate", "publishdate", "dc.date.issued", "dc.date", "date")


@dataclass(frozen=True, slots=True)
class Page:
    """The visible text of a page with block breaks as blank lines, what its markup says of the parts, and its metadata."""

    text: str
    marks: tuple[Mark, ...]
    offsets: tuple[Offset, ...]
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    lang: str | None


@dataclass(slots=True)
class _Element:
    name: str
    kind: PartKind | None
    by_class: bool
    start: int


@dataclass(slots=True)
class _Scan:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    offsets: list[Offset] = field(default_factory=list)
    breaks: int = 0
    space: tuple[int, int] | None = None
    stack: list[_Element] = field(default_factory=list)
    marks: list[tuple[Mark, bool]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    linked: list[str] = field(default_factory=list)
    time: str | None = None
    title: tuple[int, int] | None = None
    absent: set[str] = field(default_factory=set)


def read_page(markup: str) -> Page:
    """The page that `markup` writes. Scripts and styles are dropped; menus, asides, footers and hidden matter are kept, as furniture."""
    scan = _Scan()
    _scan(markup, scan)
    text = "".join(scan.pieces)
    linked = list(_linked_values(scan.linked))
    meta = scan.meta
    published = next((meta[name] for name in _DATE_NAMES if name in meta), None)
    if "article:published_time" not in meta:
        published = next((value for key, value in linked if key == "datePublished"), published)
    title = meta.get("og:title") or (text[scan.title[0] : scan.title[1]].strip() if scan.title else None)
    return Page(
        text=text,
        marks=_trusted(scan.marks, len(text)),
        offsets=tuple(scan.offsets),
        title=title or None,
        outlet=meta.get("og:site_name") or next((value for key, value in linked if key == "publisher"), None),
        published=published or scan.time,
        url=meta.get("canonical") or meta.get("og:url"),
        lang=meta.get("lang"),
    )


def markup_span(offsets: Sequence[Offset], start: int, end: int) -> tuple[int, int]:
    """Where in the markup the text from `start` to `end` was written; `offsets` as in a page report's `extra["html_offsets"]`."""
    first, last = _segment(offsets, start), _segment(offsets, max(start, end - 1))
    length = (offsets[last + 1][0] if last + 1 < len(offsets) else end) - offsets[last][0]
    straight = offsets[last][2] - offsets[last][1] >= length and length > 1
    text, begin, stop = offsets[first]
    until = min(offsets[last][1] + end - offsets[last][0], offsets[last][2]) if straight else offsets[last][2]
    return min(begin + start - text, stop), until


def _segment(offsets: Sequence[Offset], position: int) -> int:
    return max(0, bisect_right(offsets, position, key=lambda one: one[0]) - 1)


def _scan(markup: str, scan: _Scan) -> None:
    at = 0
    while at < len(markup):
        tag = markup.find("<", at)
        if tag < 0:
            tag = len(markup)
        if tag > at:
            _text(markup, at, tag, scan)
        if tag == len(markup):
            return
        at = _markup(markup, tag, scan)


def _markup(markup: str, at: int, scan: _Scan) -> int:
    """Takes in the tag, comment or declaration at `at`, and says where it ends."""
    if markup.startswith("<!--", at):
        end = _find(markup, "-->", at + 4, scan)
        return end + 3 if end >= 0 else at + 4
    match = _TAG.match(markup, at)
    close = _find(markup, ">", at, scan)
    if close < 0 or (match is None and markup[at + 1 : at + 2] not in {"!", "?"}):
        _text(markup, at, at + 1, scan)
        return at + 1
    if match is None:
        return close + 1
    end = _tag_end(markup, match.end())
    name = match.group(2).lower()
    if match.group(1):
        _close(name, scan)
        return end
    attributes = _attributes(markup, match.end(), end) if end - at <= _LONGEST_TAG and "=" in markup[match.end() : end] else {}
    if name in _RAW:
        raw_end = re.compile(f"</{name}", re.IGNORECASE).search(markup, end)
        if name == "script" and attributes.get("type", "").lower() == "application/ld+json" and raw_end:
            scan.linked.append(markup[end : raw_end.start()])
        return raw_end.start() if raw_end else len(markup)
    hidden = re.search(r"\shidden(?=[\s/>=])", markup[match.end() : min(end, match.end() + 400)]) is not None
    _open(name, attributes, hidden, scan)
    return end


def _find(markup: str, words: str, at: int, scan: _Scan) -> int:
    """`markup.find`, which looks only once for what does not come any more."""
    if words in scan.absent:
        return -1
    found = markup.find(words, at)
    if found < 0:
        scan.absent.add(words)
    return found


def _tag_end(markup: str, at: int) -> int:
    while (stop := _TAG_STOP.search(markup, at)) is not None:
        if stop.group() == ">":
            return stop.end()
        close = markup.find(stop.group(), stop.end(), stop.end() + _LONGEST_TAG)
        if close < 0:
            end = markup.find(">", stop.end())
            return end + 1 if end >= 0 else len(markup)
        at = close + 1
    return len(markup)


def _attributes(markup: str, start: int, end: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(markup, start, end):
        found.setdefault(match.group(1).lower(), html.unescape(match.group(2) or match.group(3) or match.group(4) or ""))
    return found


def _open(name: str, attributes: Mapping[str, str], hidden: bool, scan: _Scan) -> None:
    _break(name, scan)
    if name == "meta":
        key = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if key and attributes.get("content"):
            scan.meta.setdefault(key, attributes["content"].strip())
    elif name == "link" and attributes.get("rel", "").lower() == "canonical" and attributes.get("href"):
        scan.meta.setdefault("canonical", attributes["href"].strip())
    elif name == "html" and attributes.get("lang"):
        scan.meta.setdefault("lang", attributes["lang"].strip())
    elif name == "time" and attributes.get("datetime") and scan.time is None and not _in_furniture(scan):
        scan.time = attributes["datetime"].strip()
    if name in _VOID:
        return
    kind = _KINDS.get(name)
    by_class = kind is None
    if kind is None and name not in {"html", "body"}:
        kind = PartKind.FURNITURE if hidden else _kind_by_words(attributes)
    scan.stack.append(_Element(name, kind, by_class, scan.length))


def _kind_by_words(attributes: Mapping[str, str]) -> PartKind | None:
    """The kind that an element's role, style, class or id gives it, or None."""
    if not attributes:
        return None
    if attributes.get("role") in _ROLES or "display:none" in attributes.get("style", "").replace(" ", "").lower():
        return PartKind.FURNITURE
    words = set(re.split(r"[^a-z]+", f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()))
    if words & _FURNITURE_WORDS:
        return PartKind.FURNITURE
    return PartKind.CAPTION if words & _CAPTION_WORDS else None


def _in_furniture(scan: _Scan) -> bool:
    return any(element.kind is PartKind.FURNITURE for element in scan.stack[-_DEEPEST:])


def _close(name: str, scan: _Scan) -> None:
    for back in range(1, min(len(scan.stack), _DEEPEST) + 1):
        if scan.stack[-back].name == name:
            element = scan.stack[-back]
            del scan.stack[-back:]
            if element.kind is not None and scan.length > element.start:
                scan.marks.append((Mark(element.kind, element.start, scan.length), element.by_class))
            if name == "title" and scan.title is None:
                scan.title = (element.start, scan.length)
            break
    _break(name, scan)


def _break(name: str, scan: _Scan) -> None:
    if name in _PARAGRAPHS:
        scan.breaks = 2
    elif name == "br":
        scan.breaks = min(2, scan.breaks + 1)
    elif name in _LINES:
        scan.breaks = max(1, scan.breaks)
    elif name in _CELLS and scan.space is None:
        scan.space = (-1, -1)


def _text(markup: str, start: int, end: int, scan: _Scan) -> None:
    for match in _CHUNK.finditer(markup, start, end):
        words = match.group()
        if words[0] in " \t\n\r\f":
            if scan.space is None or scan.space[0] < 0:
                scan.space = match.span()
            continue
        _gap(match.start(), scan)
        if words[0] == "&":
            _emit(html.unescape(words), match.start(), match.end(), scan)
        elif words[-1] == " ":
            _emit(words[:-1], match.start(), match.end() - 1, scan)
            scan.space = (match.end() - 1, match.end())
        else:
            _emit(words, match.start(), match.end(), scan)


def _gap(at: int, scan: _Scan) -> None:
    if scan.breaks and scan.length:
        _emit("\n" * scan.breaks, at, at, scan)
    elif scan.space is not None and scan.length:
        _emit(" ", *(scan.space if scan.space[0] >= 0 else (at, at)), scan)
    scan.breaks, scan.space = 0, None


def _emit(words: str, start: int, end: int, scan: _Scan) -> None:
    last = scan.offsets[-1] if scan.offsets else None
    straight = last is not None and last[2] == start and last[2] - last[1] == scan.length - last[0] and end - start == len(words)
    if last is not None and straight:
        scan.offsets[-1] = (last[0], last[1], end)
    else:
        scan.offsets.append((scan.length, start, end))
    scan.pieces.append(words)
    scan.length += len(words)


def _trusted(marks: Sequence[tuple[Mark, bool]], length: int) -> tuple[Mark, ...]:
    """The outermost marks, without furniture so large that it must hold the report itself."""
    kept: list[Mark] = []
    for mark, by_class in sorted(marks, key=lambda one: (one[0].start, -one[0].end)):
        share = (mark.end - mark.start) / max(1, length)
        if mark.kind is PartKind.FURNITURE and share > (_MOST_BY_CLASS if by_class else _MOST_FURNITURE):
            continue
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _linked_values(blocks: Sequence[str]) -> Iterator[tuple[str, str]]:
    """`datePublished` and the publisher's name from the page's linked data (schema.org)."""
    for block in blocks:
        try:
            queue: list[object] = [json.loads(block)]
        except (ValueError, RecursionError):
            continue
        for _ in range(1000):
            if not queue:
                break
            node = queue.pop(0)
            if isinstance(node, list):
                queue.extend(node)
            elif isinstance(node, dict):
                date = node.get("datePublished")
                publisher = node.get("publisher")
                if isinstance(date, str):
                    yield "datePublished", date
                if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
                    yield "publisher", publisher["name"]
                queue.extend(value for value in node.values() if isinstance(value, dict | list))
