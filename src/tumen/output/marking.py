"""What every working record says first, and how a report's words are made safe to show."""

INTERNAL = "INTERNAL"
NOTICE = "INTERNAL - working record, not for release: it may hold what endangers sources and residents."

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_VISIBLE = dict.fromkeys((*_CONTROLS, *_BIDI), "\N{REPLACEMENT CHARACTER}")
_ON_ONE_LINE = _VISIBLE | dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " ")


def shown(text: str) -> str:
    """The text with each character that could steer a terminal or turn the direction of writing made visible; its length stays."""
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The same on one line, without tabs."""
    return text.translate(_ON_ONE_LINE)
