"""The head words of noun phrases: names of organs, nouns for people, pronouns, bare numbers."""

from dataclasses import dataclass

from tumen.grounding.tokens import Tokens
from tumen.packs.organs import OrganFile, OrganPhrase
from tumen.packs.people import HeadWord, PeopleLexicon


@dataclass(slots=True)
class Segment:
    """Tokens `start` to `end` that name an organ (`organ`), people (`head`), or a part of an organ or a bare number (`kind` alone)."""

    start: int
    end: int
    kind: str
    organ: OrganPhrase | None = None
    head: HeadWord | None = None

    @property
    def many(self) -> bool:
        """Whether the noun is a plural of persons."""
        return (self.head is not None and self.head.plural) or (self.organ is not None and self.organ.staff and self.organ.plural)


class SegmentFinder:
    """Finds the segments of one text, and answers what kind of word stands where."""

    def __init__(self, tokens: Tokens, organs: OrganFile, people: PeopleLexicon, language: str) -> None:
        self.tokens = tokens
        self.people = people
        self._phrases = organs.phrases.get(language, {})

    def segments(self) -> list[Segment]:
        """All segments in order, the longest where several begin at a word."""
        tokens, people = self.tokens, self.people
        heads, phrases, units = people.heads, self._phrases, people.units
        found: list[Segment] = []
        place, size = 0, len(tokens)
        low = tokens.low
        while place < size:
            word = low[place]
            organ = self._organ_at(place, phrases[word]) if word in phrases else None
            if organ is None and tokens.full[place] in phrases:
                organ = self._organ_at(place, phrases[tokens.full[place]])
            head = self._head_at(place, heads[word]) if word in heads else None
            if organ is not None and (head is None or len(organ.rest) >= len(head.rest)):
                found.append(Segment(place, place + 1 + len(organ.rest), "organ", organ=organ))
            elif head is not None:
                found.append(Segment(place, place + 1 + len(head.rest), head.kind, head=head))
            elif tokens.capital[place] and (state := self._metonym(place)):
                found.append(state)
            elif word in units:
                found.append(Segment(place, place + 1, "unit"))
            elif word in people.demonyms and tokens.capital[place]:
                found.append(Segment(place, place + 1, "demonym"))
            elif place + 1 < size and f"{word} {low[place + 1]}" in people.demonyms:
                found.append(Segment(place, place + 2, "demonym"))
            elif word in people.bare or tokens.capital[place] or word[0].isdigit() or "-" in word:
                other = self._bare(place)
                if other is not None:
                    found.append(other)
            place = found[-1].end if found and found[-1].end > place else place + 1
        return found

    def _organ_at(self, place: int, phrases: tuple[OrganPhrase, ...]) -> OrganPhrase | None:
        tokens = self.tokens
        for phrase in phrases:
            end = place + len(phrase.rest)
            if end >= len(tokens):
                continue
            if phrase.name.cased:
                words = tokens.text[tokens.start[place] : tokens.end[end]].replace("’", "'").split()
                if [word.removesuffix("'s") for word in words] != [phrase.first, *phrase.rest]:
                    continue
            elif (phrase.rest and not self._matches(place + 1, phrase.rest)) or (
                not phrase.rest and tokens.full[place] != phrase.first and tokens.low[place] != phrase.first
            ):
                continue
            return phrase
        return None

    def _matches(self, place: int, words: tuple[str, ...]) -> bool:
        tokens, last = self.tokens, len(words) - 1
        for offset, word in enumerate(words):
            at = place + offset
            if tokens.barrier[at] or (tokens.full[at] != word and (offset != last or tokens.low[at] != word)):
                return False
        return True

    def _head_at(self, place: int, heads: tuple[HeadWord, ...]) -> HeadWord | None:
        for head in heads:
            if place + len(head.rest) < len(self.tokens) and (not head.rest or self._matches(place + 1, head.rest)):
                return head
        return None

    def _metonym(self, place: int) -> Segment | None:
        """A country or capital that acts: it opens a clause and a verb follows."""
        tokens, people = self.tokens, self.people
        raw = tokens.text[tokens.start[place] : tokens.end[place]]
        for words, _ in people.metonyms.get(raw, ()):
            end = place + len(words)
            if (
                tokens.full[place - 1] == "by"
                and place
                and not tokens.barrier[place]
                and (end >= len(tokens) or not tokens.word[end] or tokens.low[end] in people.stops)
            ):
                return Segment(place, end, "metonym")
            if (
                end < len(tokens)
                and tokens.text[tokens.start[place] : tokens.end[end - 1]] == " ".join(words)
                and not tokens.barrier[end]
                and self._opens(place - 1 if place and tokens.full[place - 1] == "the" and not tokens.barrier[place] else place)
            ):
                word = tokens.low[end]
                if word.endswith("ed") or word in people.acts:
                    return Segment(place, end, "metonym")
        return None

    def _bare(self, place: int) -> Segment | None:
        """A number, `others`, `those who`, a title with a name, or a pronoun that stands for persons."""
        tokens, people = self.tokens, self.people
        word = tokens.low[place]
        if word in people.pronouns:
            if word == "her" and self._owns(place):
                return None
            return Segment(place, place + 1, "pronoun")
        before = "" if tokens.barrier[place] else tokens.full[place - 1]
        after = tokens.full[place + 1] if place + 1 < len(tokens) and not tokens.barrier[place + 1] else "."
        if word in people.titles and tokens.capital[place]:
            return self._titled(place)
        if word in people.indefinite_one and word != "one":
            return Segment(place, place + 1, "indefinite")
        if word in ("no",) and after == "one":
            return Segment(place, place + 2, "indefinite")
        if (
            word in people.indefinite_definite
            and before in ("the", "those", "these", "a")
            and (not self.noun_follows(place) or (word in ("accused", "condemned", "deceased") and after not in people.heads))
        ):
            return Segment(place, place + 1, "indefinite")
        if word in people.indefinite_many:
            if word in ("everyone", "everybody"):
                return Segment(place, place + 1, "indefinite")
            if word == "those" and (
                after in ("who", "whose", "with", "in", "without", "whom", "left", "caught", "held", "taken", "found")
                or after.endswith("ed")
            ):
                return Segment(place, place + 1, "indefinite")
            if (
                word in ("others", "both", "many", "some", "several", "most", "all", "another", "few")
                and self._opens(place)
                and self._verb_follows(place)
            ):
                return Segment(place, place + 1, "indefinite")
            if word == "others":
                return Segment(place, place + 1, "indefinite")
        if word.endswith(("-year-old", "-year-olds")) and not self.noun_follows(place):
            return Segment(place, place + 1, "indefinite")
        if word in people.surnames and tokens.capital[place] and before not in ("of", "the", "in", "at"):
            return Segment(place, self._name_end(place + 1), "named")
        if self.is_number(place):
            definite = before in ("the", "other", "remaining", "these", "those", "all", "last", "next", "another")
            if after == "or" and place + 3 < len(tokens) and self.is_number(place + 2) and not self.noun_follows(place + 2):
                return Segment(place, place + 3, "number")
            if after == "of" and place + 2 < len(tokens) and tokens.low[place + 2] in ("them", "those", "us", "whom"):
                return Segment(place, place + 3 if tokens.low[place + 2] in ("them", "us", "whom") else place + 1, "number")
            if (definite and not self.noun_follows(place)) or (self._opens(place) and self._verb_follows(place)):
                return Segment(place, place + 1, "number")
        return None

    def _titled(self, place: int) -> Segment | None:
        tokens = self.tokens
        at = place + 1
        if at < len(tokens) and tokens.full[at] == ".":
            at += 1
        if at < len(tokens) and tokens.capital[at]:
            return Segment(place, self._name_end(at + 1), "named")
        return None

    def _name_end(self, place: int) -> int:
        tokens, end = self.tokens, place
        while end < min(len(tokens), place + 2) and tokens.capital[end] and not tokens.barrier[end] and not tokens.owner[end - 1]:
            end += 1
        return end

    def is_number(self, place: int) -> bool:
        """Whether the token is a number that may count people."""
        word = self.tokens.low[place]
        if word[0].isdigit():
            return (word.isdigit() and len(word) < 4) or "," in word
        numbers = self.people.numbers
        if "-" in word:
            first, _, second = word.partition("-")
            return first in numbers.small and (second in numbers.units or second in numbers.about)
        return word in numbers.small or word in numbers.open_ended

    def _opens(self, place: int) -> bool:
        """Whether a subject may begin here: at a sentence or clause start."""
        tokens = self.tokens
        return (
            tokens.barrier[place]
            or tokens.full[place - 1] in self.people.clause_openers
            or tokens.full[place - 1] in {",", "“", '"', "–", "—", "("}
            or (" ".join(tokens.full[max(0, place - 2) : place]) in self.people.approximators)
        )

    def _verb_follows(self, place: int) -> bool:
        after = place + 1
        tokens = self.tokens
        if after >= len(tokens) or tokens.barrier[after]:
            return False
        word = tokens.low[after]
        if word == ",":
            return place > 0 and not tokens.barrier[place] and tokens.full[place - 1] in self.people.approximators
        if word in ("of",):
            return after + 1 < len(tokens) and tokens.low[after + 1] in ("them", "us", "whom")
        if tokens.low[place][0].isdigit() and word in ("in", "at", "by", "to", "on", "from", "and", "-", "or"):
            return False
        return word in self.people.number_follows or word.endswith("ed") or (word in ("others", "more") and not tokens.capital[after])

    def noun_follows(self, place: int) -> bool:
        """Whether the word after the token looks like a noun, so that the token only narrows it."""
        after = place + 1
        tokens = self.tokens
        if after >= len(tokens) or tokens.barrier[after] or not tokens.word[after]:
            return False
        word = tokens.low[after]
        return not (word in self.people.stops or word in self.people.number_follows or word.endswith("ed") or word.endswith("ly"))

    def _owns(self, place: int) -> bool:
        after = place + 1
        tokens = self.tokens
        if after >= len(tokens) or tokens.barrier[after] or not tokens.word[after]:
            return False
        word = tokens.low[after]
        return word not in self.people.stops or word in ("own", "lead", "search", "arrest", "order", "orders")
