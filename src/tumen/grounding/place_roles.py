"""How a place name is used: where something happened, where a source is, part of an organ's name, a government that speaks."""

from tumen.grounding.place_names import WINDOW
from tumen.model import PlaceRole
from tumen.packs.place_cues import PlaceCues
from tumen.packs.places import Place, PlaceLevel

_LINE_AHEAD = 60
_DASHES = ("—", "–", "--", "- ")


def role_of(text: str, start: int, name_end: int, end: int, place: Place, cues: PlaceCues) -> PlaceRole:
    """The role of the name at `start`; `name_end` is where the bare name ends, `end` where its noun or the larger place after it does."""
    back = max(0, start - WINDOW)
    if cues.outlet_after.match(text, name_end) or cues.outlet_before.search(text, back, start) or _is_masthead(text, start, end):
        return PlaceRole.FURNITURE
    if _is_dateline(text, start, end):
        return PlaceRole.DATELINE
    if _is_source(text, start, end, back, cues):
        return PlaceRole.SOURCE
    if place.level is PlaceLevel.COUNTRY and _is_border(text, start, end, back, cues):
        return PlaceRole.DEMONYM
    if place.id in cues.capitals or place.level is PlaceLevel.COUNTRY:
        speaks = cues.metonym_after.match(text, end) and not cues.locative_before.search(text, back, start)
        addressed = place.id in cues.capitals and cues.metonym_before.search(text, back, start) and not cues.person_after.match(text, end)
        if speaks or addressed:
            return PlaceRole.METONYM
    if place.level is not PlaceLevel.LANDMARK and (cues.organ_after.match(text, end) or cues.organ_after.match(text, name_end)):
        return PlaceRole.ORGAN
    return PlaceRole.PLAIN


def _heads_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1:start].strip()


def _is_masthead(text: str, start: int, end: int) -> bool:
    """A name in capitals at the head of a line that leads on to another word in capitals: the name of an outlet or a column."""
    following = text[end:end + 3]
    capitals = following[:1] == " " and len(following) > 2 and following[1:].isupper() and following[1:].isalpha()
    return capitals and text[start:end].isupper() and _heads_line(text, start)


def _is_dateline(text: str, start: int, end: int) -> bool:
    """A name at the head of a line that a dash follows, with at most a country, a date or an agency between."""
    if not _heads_line(text, start):
        return False
    ahead = text[end:end + _LINE_AHEAD].split("\n", 1)[0]
    rest = ahead.lstrip()
    if rest.startswith(_DASHES):
        return True
    if not text[start:end].split(",")[0].isupper() and not rest.startswith((",", "(")):
        return False
    cut = min((found for dash in ("—", "–", " -- ", " - ") if (found := ahead.find(dash)) >= 0), default=-1)
    return cut >= 0 and text[start:start + 2].isupper() and not any(mark in ahead[:cut].rstrip(".") for mark in ".!?;")


def _is_source(text: str, start: int, end: int, back: int, cues: PlaceCues) -> bool:
    if cues.source_before.search(text, back, start) or cues.source_after.match(text, end):
        return True
    if cues.quoted_person_before.search(text, back, start):
        return True
    if cues.person_before.search(text, back, start):
        return cues.speech_after.match(text, end) is not None
    person = cues.person_after.match(text, end)
    if person is None:
        return False
    return cues.speech_after.match(text, person.end()) is not None or cues.quoting_before.search(text, back, start) is not None


def _is_border(text: str, start: int, end: int, back: int, cues: PlaceCues) -> bool:
    """Two countries joined by a hyphen or dash, or "the border with" one."""
    joined = text[end:end + 1] in ("-", "–") and text[end + 1:end + 2].isupper()
    joined_before = text[start - 1:start] in ("-", "–") and start > 1 and text[start - 2].isalpha()
    return joined or joined_before or cues.border_before.search(text, back, start) is not None
