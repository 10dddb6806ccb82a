"""Names of places in a text, before it is decided which place each means."""

from dataclasses import dataclass

from tumen.packs.place_cues import PlaceCues, PlaceTerm
from tumen.packs.places import Guard, PlaceLevel, PlaceTable, Spelling, fold

WINDOW = 110
_SHORTEST_SMALL = 6
_SMALL_DEPTHS = (1, 2)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name as it stands in the text.

    `start` and `end` include an administrative noun or suffix that belongs to it, `name_end` does not; `form` is the folded name;
    `options` the places it may mean; `levels` those its noun admits, None without a noun; `noun` the noun in small letters.
    """

    start: int
    end: int
    name_end: int
    form: str
    options: tuple[Spelling, ...]
    levels: frozenset[PlaceLevel] | None = None
    noun: str = ""
    demonym: bool = False

    @property
    def groundless(self) -> bool:
        """Whether it can only be a river, a mountain or a sea."""
        return all(not option.place.path for option in self.options)


def read_names(text: str, table: PlaceTable, cues: PlaceCues) -> list[PlaceName]:
    """All names of places in the text, in order and without overlaps; rivers, mountains and persons are left out."""
    folded = fold(text)
    terms = _read_terms(text, folded, table, cues)
    names = list(terms)
    taken = [(name.start, name.name_end) for name in terms]
    cursor = 0
    for start, end, options in table.lookup(folded):
        if not _is_word(text, start, end):
            continue
        while cursor < len(taken) and taken[cursor][1] <= start:
            cursor += 1
        if cursor < len(taken) and taken[cursor][0] < end:
            continue
        if text[start].islower() and not _small_letters_will_do(options, end - start):
            continue
        name = _with_noun(text, start, end, folded[start:end], options, cues)
        if name is not None and not _is_nature(text, name, cues) and not _is_person(text, folded, name, cues):
            names.append(name)
    names.sort(key=lambda name: name.start)
    return _without_overlaps(names)


def _without_overlaps(names: list[PlaceName]) -> list[PlaceName]:
    kept: list[PlaceName] = []
    for name in names:
        if not kept or kept[-1].end <= name.start:
            kept.append(name)
    return kept


def _is_word(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if before.isalnum() or before in "_@#/." or after.isalnum() or after in "_@":
        return False
    return not (after == "-" and end + 1 < len(text) and text[end + 1].isdigit())


def _small_letters_will_do(options: tuple[Spelling, ...], length: int) -> bool:
    only = options[0]
    return (
        length >= _SHORTEST_SMALL and len(options) == 1 and only.guard is Guard.FREE and only.place.level.depth in _SMALL_DEPTHS
    )


def _read_terms(text: str, folded: str, table: PlaceTable, cues: PlaceCues) -> list[PlaceName]:
    """Demonyms, "the North" and joint names ("North and South ..."); the last gives one name for each place."""
    found: list[PlaceName] = []
    for index, start, end in cues.terms.find_matches_as_indexes(folded):
        if not _is_word(text, start, end) or text[start].islower():
            continue
        term = cues.term_list[index]
        form = folded[start:end]
        if term.definite:
            if _stands_alone(text, start, end):
                found.append(_term_name(start, end, end, form, table, term.places[0]))
        elif term.demonym:
            found.append(_term_name(start, end, end, form, table, term.places[0], demonym=True))
        else:
            found.extend(_joint(text, start, end, form, table, cues, term))
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    if text[max(0, start - 4):start].lower() != "the ":
        return False
    return not text[end:end + 2].strip()[:1].isalnum() or (text[end:end + 1] == " " and text[end + 1:end + 2].islower())


def _term_name(start: int, end: int, name_end: int, form: str, table: PlaceTable, place: str, *, demonym: bool = False) -> PlaceName:
    return PlaceName(start, end, name_end, form, (Spelling(table.places[place], Guard.FREE),), demonym=demonym)


def _joint(text: str, start: int, end: int, form: str, table: PlaceTable, cues: PlaceCues, term: PlaceTerm) -> list[PlaceName]:
    first_end = start + form.index(" ")
    second_start = start + form.index(" ", first_end - start + 1) + 1
    noun = cues.noun_after.match(text, end)
    last = noun.end() if noun else end
    return [
        _term_name(start, first_end, first_end, form, table, term.places[0]),
        _term_name(second_start, last, end, form, table, term.places[1]),
    ]


def _with_noun(text: str, start: int, end: int, form: str, options: tuple[Spelling, ...], cues: PlaceCues) -> PlaceName | None:
    """The name with its suffix or noun; None where the suffix makes it the name of something smaller that the table does not hold."""
    suffix = cues.suffix_after.match(text, end)
    if suffix:
        levels = cues.suffixes[suffix.group(1).lower()]
        fitting = tuple(option for option in options if option.place.level in levels)
        if not fitting and PlaceLevel.LOCALITY in levels:
            return None
        return PlaceName(start, suffix.end(), end, form, fitting or options, levels if fitting else None, suffix.group(1).lower())
    if text[end:end + 1] == "-" and text[end + 1:end + 2].islower() and _joined_to_locality(text, end):
        return None
    noun = cues.noun_after.match(text, end)
    if noun:
        word = _noun_word(noun.group(1))
        if not noun.group(1)[0].isupper() or text[start].isupper():
            return PlaceName(start, noun.end(), end, form, options, cues.nouns[word], word)
    before = cues.noun_before.search(text, max(0, start - WINDOW), start)
    if before:
        word = _noun_word(before.group(1))
        return PlaceName(start, end, end, form, options, cues.nouns[word], word)
    return PlaceName(start, end, end, form, options)


def _joined_to_locality(text: str, end: int) -> bool:
    """Whether a hyphen leads on to a longer romanised name rather than to an English participle ("-based") of four letters and more."""
    stop = end + 1
    while stop < len(text) and text[stop].isalpha():
        stop += 1
    return stop - end - 1 <= 2


def _noun_word(words: str) -> str:
    return " ".join(words.lower().replace("’", "'").split())


def _is_nature(text: str, name: PlaceName, cues: PlaceCues) -> bool:
    if name.groundless:
        return True
    if cues.natural_after.match(text, name.name_end) or cues.natural_before.search(text, max(0, name.start - 12), name.start):
        return True
    if name.levels is not None or not any(option.place.id in cues.river_names for option in name.options):
        return False
    if cues.river_before.search(text, max(0, name.start - WINDOW), name.start):
        return True
    article = text[max(0, name.start - 4):name.start].lower() == "the "
    return article and cues.river_after.match(text, name.end) is not None


def _is_person(text: str, folded: str, name: PlaceName, cues: PlaceCues) -> bool:
    """Whether a family name stands right before it ("Surname Town")."""
    if text[name.start - 1:name.start] != " " or name.levels is not None:
        return False
    head = folded.rfind(" ", max(0, name.start - 12), name.start - 1) + 1
    word = folded[head:name.start - 1]
    return head > 0 and word in cues.surnames and text[head].isupper()
