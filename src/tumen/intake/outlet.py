"""Which outlet published a report, where neither its line nor its page says so."""

import re
from collections.abc import Iterator, Sequence

from tumen.model import Part, PartKind
from tumen.packs.outlets import Outlets

_MOST_WORDS = 7
_IN_BRACKETS = re.compile(r"\(([^(),]{2,50})[^()]{0,40}\)\.?\Z")
_WORD = re.compile(r"[^\s(]+")
_ORDER = (PartKind.STAMP, PartKind.BOILERPLATE, PartKind.FURNITURE, PartKind.HEADLINE, PartKind.DATELINE, PartKind.BYLINE, PartKind.CAPTION)


def find_outlet(text: str, parts: Sequence[Part], url: str | None, lang: str, outlets: Outlets) -> str | None:
    """The name of the outlet that the address, the feed's stamp, the notice on sources, the masthead or a caption names; or None.

    What the report cites is not looked at: only parts that an outlet writes about itself.
    """
    known = outlets.of_address(url) if url else None
    if known is None:
        names = (name for kind in _ORDER for part in parts if part.kind is kind for name in _names(text, part))
        known = next((outlet for name in names if (outlet := outlets.named(name))), None)
    return known.name(lang) if known else None


def _names(text: str, part: Part) -> Iterator[str]:
    """The words of a part that may be an outlet's name: those in its closing brackets, or its first ones, longest first."""
    if part.kind is PartKind.CAPTION:
        match = _IN_BRACKETS.search(text, max(part.start, part.end - 100), part.end)
        if match:
            yield match.group(1)
        return
    words = [match.span() for match, _ in zip(_WORD.finditer(text, part.start, part.end), range(_MOST_WORDS + 1), strict=False)]
    if part.kind is PartKind.HEADLINE:
        yield text[part.start : part.end]
        return
    begin = 1 if part.kind in {PartKind.STAMP, PartKind.BYLINE} else 0
    for stop in range(len(words), begin, -1):
        yield text[words[begin][0] : words[stop - 1][1]].rstrip("’'s,.:|")
