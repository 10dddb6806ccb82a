"""Noun phrases grown from their head words outward, without a parser."""

from dataclasses import dataclass, field

from tumen.grounding.segments import Segment, SegmentFinder

_REACH = 10
_LONGEST_NUMBER = 7
_OWNERS = 3
_BEFORE_PLACE = frozenset({"in", "of", "from", "at", "along", "near", "on"})


@dataclass(slots=True)
class Chunk:
    """A noun phrase while it is built, in tokens. `head` is its head segment; `inside` the segments it took in on its left or after `of`;
    `prefix` is where the words that count end; `modifiers` the words that may narrow the class."""

    start: int
    end: int
    head: Segment
    inside: list[Segment] = field(default_factory=list)
    modifiers: list[str] = field(default_factory=list)
    complements: list["Chunk"] = field(default_factory=list)
    owner: "Chunk | None" = None
    joined: list["Chunk"] = field(default_factory=list)
    apposed: "Chunk | None" = None
    owned: bool = False
    determiner: str = ""
    quantity: str = ""
    numbered: bool = False


class Grower:
    """Grows the chunks of one text; it knows all segments, for one phrase may take in others."""

    def __init__(self, finder: SegmentFinder, segments: list[Segment]) -> None:
        self._finder = finder
        self.tokens = finder.tokens
        self.people = finder.people
        self._ends = {segment.end: segment for segment in segments}
        self._starts = {segment.start: segment for segment in segments}

    def grow(self, segment: Segment) -> Chunk:
        """The chunk round a head segment: determiners, numbers and modifiers on its left, ages, names and places on its right."""
        chunk = Chunk(segment.start, segment.end, segment)
        if segment.kind == "number":
            chunk.numbered = True
            self._approximate(chunk)
        if segment.kind == "indefinite":
            self._grow_indefinite(chunk)
        elif segment.kind not in ("pronoun", "named", "metonym"):
            self._grow_left(chunk)
        if segment.kind not in ("pronoun", "metonym"):
            self._grow_right(chunk)
        return chunk

    def _grow_indefinite(self, chunk: Chunk) -> None:
        tokens, people = self.tokens, self.people
        limit = max(0, chunk.start - _REACH)
        while chunk.start > limit and not tokens.barrier[chunk.start]:
            place = chunk.start - 1
            word = tokens.full[place]
            if self._finder.is_number(place):
                chunk.numbered = True
            elif not (
                (word in people.determiners and word not in ("that", "this", "no"))
                or word in people.predeterminers
                or word in ("nearly", "almost", "other")
            ):
                break
            chunk.start = place
        if chunk.numbered:
            self._approximate(chunk)
        self._quantify(chunk)

    def _grow_left(self, chunk: Chunk, owners: int = 0) -> None:
        tokens, people = self.tokens, self.people
        place = chunk.start - 1
        limit = max(0, chunk.start - _REACH)
        unknown = 0
        while place >= limit and not tokens.barrier[place + 1]:
            word, full = tokens.low[place], tokens.full[place]
            segment = self._ends.get(place + 1)
            if tokens.owner[place]:
                if owners == _OWNERS:
                    break
                chunk.owned = True
                chunk.determiner = "'s"
                owner = Chunk(place, place + 1, segment or Segment(place, place + 1, "word"))
                if segment is not None:
                    owner.start = segment.start
                self._grow_left(owner, owners + 1)
                chunk.owner, chunk.start = owner, owner.start
                return
            if not tokens.word[place]:
                break
            if full in people.possessives:
                chunk.start, chunk.owned, chunk.determiner = place, True, full
                break
            if full in people.determiners:
                if full == "that" and chunk.head.many:
                    break
                chunk.start, chunk.determiner = place, full
                if chunk.numbered:
                    self._approximate(chunk)
                break
            if full == "so" and place > 1 and tokens.full[place - 1] == "or" and self._finder.is_number(place - 2) and not chunk.numbered:
                place -= 2
                chunk.start = place + 1
            if self._finder.is_number(place):
                if chunk.numbered or self._is_date(place):
                    break
                chunk.start, chunk.numbered = place, True
                self._approximate(chunk)
                place = chunk.start - 1
                continue
            if segment is not None and segment.kind not in ("pronoun", "number", "indefinite", "named"):
                if chunk.numbered:
                    break
                if segment.head is not None and segment.head.plural and segment.head.gender is None:
                    break
                if segment.organ is not None and segment.organ.staff and segment.organ.plural:
                    break
                chunk.inside.append(segment)
                chunk.start = segment.start
                place = segment.start - 1
                continue
            if chunk.numbered and word not in people.before_numbers:
                break
            if (
                word in people.modifiers
                or word in people.levels
                or word in people.areas
                or word in people.foreign
                or word in people.nationality
            ):
                chunk.modifiers.append(word)
                chunk.start = place
                place -= 1
                continue
            if tokens.capital[place] and word not in people.stops and word not in people.calendar:
                chunk.modifiers.append(word)
                if place > 0 and f"{tokens.low[place - 1]} {word}" in people.nationality | people.foreign:
                    chunk.modifiers.append(f"{tokens.low[place - 1]} {word}")
                chunk.start = place
                place -= 1
                continue
            if full == "and" and self._joins_modifiers(place, chunk.start):
                chunk.start = place
                place -= 1
                continue
            if ("-" in word and word not in people.stops) or (word[0].isdigit() and not word.isdigit() and tokens.capital[place + 1]):
                chunk.start = place
                place -= 1
                continue
            if unknown >= 2 or word in people.stops or not self._noun_phrase_before(place, unknown):
                break
            unknown += 1
            chunk.start = place
            place -= 1
        before = tokens.full[chunk.start - 1] if chunk.start > 0 and not tokens.barrier[chunk.start] else ""
        if before in people.predeterminers and (before not in ("both", "all") or chunk.head.many or chunk.head.head is None):
            chunk.start -= 1
        self._quantify(chunk)

    def _is_date(self, place: int) -> bool:
        """Whether the number belongs to a date ("on May 3 officers came") or a range of days ("between 4 and 6 April")."""
        tokens, calendar = self.tokens, self.people.calendar
        before = tokens.low[place - 1] if place else ""
        if before == "." and place > 1:
            before = tokens.low[place - 2]
        return (
            before in calendar
            or (tokens.low[place + 1 : place + 2] != [] and tokens.low[place + 1] in calendar)
            or (tokens.low[place].startswith(("19", "20")) and len(tokens.low[place]) == 4)
        )

    def _joins_modifiers(self, place: int, start: int) -> bool:
        """Whether "and" joins two modifiers of one noun ("trade and customs officials")."""
        tokens, people = self.tokens, self.people
        if place < 1 or tokens.barrier[place] or tokens.low[start] in people.determiners or self._finder.is_number(start):
            return False
        before = tokens.low[place - 1]
        segment = self._ends.get(place)
        if before in people.modifiers and segment is None:
            return tokens.barrier[place - 1] or tokens.full[place - 2] in people.determiners or self._finder.is_number(place - 2)
        return (
            segment is not None
            and segment.kind == "organ"
            and segment.organ is not None
            and not segment.organ.staff
            and not segment.organ.rest
            and (
                tokens.full[segment.start - 1] in people.levels
                or tokens.full[segment.start - 1] in people.determiners
                or self._finder.is_number(segment.start - 1)
            )
            and segment.start > 0
        )

    def _noun_phrase_before(self, place: int, unknown: int) -> bool:
        """Whether an unknown word at `place` can belong to the noun phrase that goes on to its right."""
        tokens, people = self.tokens, self.people
        if place == 0 or tokens.barrier[place]:
            return False
        before, word = tokens.full[place - 1], tokens.low[place]
        if before in people.determiners or before in people.possessives or tokens.owner[place - 1]:
            return True
        if self._finder.is_number(place - 1):
            return True
        if word.endswith(("s", "ed", "ing", "ly")):
            return False
        if before in people.modifiers or before in people.nationality:
            return place > 1 and (
                tokens.full[place - 2] in people.determiners
                or tokens.full[place - 2] in people.possessives
                or self._finder.is_number(place - 2)
            )
        return (
            unknown == 0
            and place > 1
            and before not in people.stops
            and tokens.word[place - 1]
            and not tokens.barrier[place - 1]
            and self._ends.get(place) is None
            and (tokens.full[place - 2] in ("a", "an") or tokens.full[place - 2] in people.possessives)
        )

    def _approximate(self, chunk: Chunk, again: bool = True) -> None:
        """Take in the rest of a number on the left, and what makes it vague: "at least", "two or"."""
        tokens, numbers = self.tokens, self.people.numbers
        limit = max(0, chunk.start - _LONGEST_NUMBER)
        while chunk.start > limit and not tokens.barrier[chunk.start]:
            place, word = chunk.start - 1, tokens.low[chunk.start]
            joined = tokens.full[place] == "and" and place > 0 and tokens.low[place - 1] in numbers.multiples
            if not joined and not (
                (
                    (word in numbers.multiples or word in numbers.dozen)
                    and (self._finder.is_number(place) or tokens.full[place] in ("a", "half", "several"))
                )
                or (word in numbers.units and tokens.low[place] in numbers.tens)
                or (tokens.low[place] in numbers.multiples and self._finder.is_number(chunk.start))
            ):
                break
            chunk.start = place - 1 if joined else place
        for size in (3, 2, 1):
            place = chunk.start - size
            if (
                place >= 0
                and " ".join(tokens.full[place : chunk.start]) in self.people.approximators
                and not any(tokens.barrier[place + 1 : chunk.start + 1])
            ):
                chunk.start = place
                return
        place = chunk.start
        if (
            again
            and place > 1
            and tokens.full[place - 1] in ("or", "to", "and")
            and self._finder.is_number(place - 2)
            and not tokens.barrier[place]
        ):
            if tokens.full[place - 1] == "and" and tokens.full[place - 3 : place - 2] != ["between"]:
                return
            chunk.start = place - (3 if tokens.full[place - 1] == "and" else 2)
            self._approximate(chunk, again=False)

    def _quantify(self, chunk: Chunk) -> None:
        """Take in "two of", "a group of", "dozens of" on the left."""
        tokens, people = self.tokens, self.people
        place = chunk.start - 2
        if place < 0 or tokens.full[chunk.start - 1] != "of" or tokens.barrier[chunk.start] or tokens.barrier[place + 1]:
            return
        word = tokens.low[place]
        if not (
            word in people.quantities
            or self._finder.is_number(place)
            or word in people.indefinite_many
            or word in ("one", "other", "another")
        ):
            return
        chunk.quantity = word
        chunk.start = place
        if self._finder.is_number(place):
            chunk.numbered = True
            self._approximate(chunk)
        place = chunk.start - 1
        while place >= max(0, chunk.start - 4) and not tokens.barrier[place + 1]:
            if tokens.full[place] in people.determiners:
                chunk.start = place
                break
            if tokens.low[place] not in people.modifiers and not (
                self._finder.is_number(place) and not self._is_date(place) and not chunk.numbered
            ):
                break
            chunk.start = place
            place -= 1
        if chunk.start > 0 and not tokens.barrier[chunk.start]:
            self._approximate(chunk)

    def _grow_right(self, chunk: Chunk) -> None:
        tokens, people = self.tokens, self.people
        for _ in range(3):
            place = chunk.end
            if place >= len(tokens) or tokens.barrier[place] or tokens.owner[place - 1]:
                return
            word = tokens.full[place]
            end = place
            if word in ("in", "of", "aged"):
                end = self._age(place)
            if end == place and (
                word in people.naming or (word == "," and place + 1 < len(tokens) and tokens.full[place + 1] in people.naming)
            ):
                end = self._name(place + (word == ","), place)
            if (
                end == place
                and chunk.head.kind in ("person", "kin", "role")
                and word == "("
                and tokens.low[place + 1 : place + 2] == ["pseudonym"]
            ):
                end = place + 3
            if end == place and word in _BEFORE_PLACE:
                end = self._place(place)
            if end == place:
                return
            chunk.end = end

    def _age(self, place: int) -> int:
        """The end of "in her late twenties", "of 34", "of about fifty", "aged 24"; `place` itself where there is none."""
        tokens, people = self.tokens, self.people
        at = place + 1
        word = tokens.full[place]
        if word == "in":
            while at < min(len(tokens), place + 4) and (tokens.full[at] in people.possessives or tokens.full[at] in people.decade_parts):
                at += 1
            return at + 1 if at < len(tokens) and tokens.low[at] in people.decades else place
        while at < min(len(tokens), place + 3) and tokens.full[at] in ("about", "around", "some", "over", "nearly"):
            at += 1
        if at < len(tokens) and self._finder.is_number(at) and not tokens.barrier[at]:
            following = tokens.low[at + 1] if at + 1 < len(tokens) and not tokens.barrier[at + 1] else "."
            if word == "aged" or (at not in self._starts and not self._finder.noun_follows(at)) or following in ("or", "and"):
                return at + 1
        return place

    def _name(self, place: int, otherwise: int) -> int:
        tokens = self.tokens
        at = place + 1
        if at < len(tokens) and tokens.capital[at]:
            while at < min(len(tokens), place + 4) and tokens.capital[at] and not tokens.barrier[at]:
                at += 1
            return at
        return otherwise

    def _place(self, place: int) -> int:
        """The end of "in the border counties", "of Dorvik"; `place` itself where no place follows."""
        tokens, people = self.tokens, self.people
        at, end = place + 1, place
        if at < len(tokens) and (tokens.full[at] in people.determiners or tokens.full[at] in people.possessives):
            at += 1
        while at < min(len(tokens), place + 7) and not tokens.barrier[at] and tokens.word[at]:
            if not self._may_name_place(at):
                break
            word = tokens.low[at]
            if (tokens.capital[at] and word not in people.calendar and word not in people.stops) or word in people.areas:
                at += 1
                end = at
            elif word in people.modifiers or word in people.levels:
                at += 1
            else:
                break
            if tokens.owner[at - 1]:
                return place if at in self._starts else end
        if at in self._starts and not tokens.barrier[at] and at == end:
            return place
        return end

    def _may_name_place(self, place: int) -> bool:
        segment = self._starts.get(place)
        return segment is None or segment.kind == "unit" or (segment.organ is not None and segment.organ.organ.cls == "workplace_school")
