"""What every reading of a noun phrase needs: its span, its count, whether it only tells the report, the organ inside it."""

from collections.abc import Sequence

from tumen.grounding.counts import parse_count
from tumen.grounding.phrases import Chunk
from tumen.grounding.tokens import Tokens
from tumen.model import Count, GroupMention, Span
from tumen.packs.organs import Organ, OrganFile, OrganPhrase
from tumen.packs.people import PeopleLexicon

_ARMED = frozenset({"military", "border_guard"})
_UTTERED = frozenset({"in", "under", "before", "to", "out", "at", "during", "aloud", "openly", "loudly"})
_PASSING = frozenset({"workplace_school", "organisation_other", "authorities", "leader"})


class Frame:
    """One text, its words and the organs named in it so far (`named`: id and class); `abroad` tells whether it names places abroad."""

    def __init__(self, tokens: Tokens, organs: OrganFile, people: PeopleLexicon, language: str) -> None:
        self.tokens = tokens
        self.organs = organs
        self.language = language
        self.people = people
        self.named: list[tuple[str, str]] = []
        places = people.foreign_places
        self.abroad = sum(1 for place, word in enumerate(tokens.low) if word in places and tokens.capital[place]) > 1

    def remember(self, organ: Organ, cls: str) -> None:
        """Keep an organ for later words such as "the branch" or "officers"."""
        if cls not in _PASSING:
            self.named.append((organ.id, cls))

    def made(
        self,
        chunk: Chunk,
        cls: str,
        head: str,
        *,
        organ: str | None = None,
        rivals: Sequence[str] = (),
        count: Count | None = None,
        plural: bool = False,
        pronoun: bool = False,
    ) -> GroupMention:
        """The mention of a chunk, with the further classes that the pack gives its noun."""
        tokens = self.tokens
        end = tokens.end[chunk.end - 1]
        if tokens.full[chunk.end - 1].endswith("'s") and tokens.owner[chunk.end - 1]:
            end -= 2
        start = tokens.start[chunk.start]
        also = self.people.also.get(head, ()) if organ is None or cls in _ARMED else ()
        kept = tuple(dict.fromkeys(rival for rival in (*rivals, *also) if rival != cls))
        return GroupMention(Span(start, end, tokens.text[start:end]), cls, head, organ, kept, count, plural, pronoun)

    def words(self, chunk: Chunk) -> str:
        """The chunk's words."""
        tokens = self.tokens
        return tokens.text[tokens.start[chunk.start] : tokens.end[chunk.end - 1]]

    def count(self, chunk: Chunk, plural: bool) -> Count | None:
        """How many the chunk names; `plural` tells whether its noun is plural."""
        if chunk.joined:
            return self._sum(chunk)
        if chunk.determiner in ("each", "every", "any", "no") and not chunk.numbered:
            return None
        tokens = self.tokens
        end = chunk.end if chunk.apposed is None else chunk.apposed.start
        if chunk.quantity:
            end = min(chunk.head.start, end)
        words = tokens.text[tokens.start[chunk.start] : tokens.end[end - 1]]
        return parse_count(words, self.people.numbers, plural or bool(chunk.quantity))

    def _sum(self, chunk: Chunk) -> Count | None:
        low, high = 0, 0
        joined, end = chunk.joined, chunk.end
        chunk.joined, chunk.end = [], joined[0].start - 1
        counts = [self._one(part) for part in (chunk, *joined)]
        chunk.joined, chunk.end = joined, end
        for count in counts:
            if count is None:
                return None
            low += count.low
            high = high + count.high if count.high is not None and high >= 0 else -1
        return Count(low, None if high < 0 else high)

    def _one(self, chunk: Chunk) -> Count | None:
        head = chunk.head.head
        count = self.count(chunk, head.plural if head is not None else chunk.head.kind == "number")
        if count is None and head is not None and head.kind == "kin" and head.lemma == "parent":
            return Count(2, 2)
        return count

    def tells(self, chunk: Chunk) -> bool:
        """Whether the chunk is a source or someone who only tells the report."""
        tokens, people = self.tokens, self.people
        inside = tokens.low[chunk.start : chunk.end]
        if any(word in people.sources for word in inside[: chunk.head.end - chunk.start]) or (
            chunk.head.kind != "organ" and chunk.head.head is None and any(word in people.sources for word in inside)
        ):
            return True
        if chunk.head.kind in ("organ", "role", "unit"):
            return False
        if chunk.head.head is not None and chunk.head.head.plural:
            return False
        if chunk.start > 1 and tokens.full[chunk.start - 1] == "to" and tokens.full[chunk.start - 2] == "according":
            return True
        after = chunk.end
        stopped = after >= len(tokens) or tokens.barrier[after] or not tokens.word[after] or tokens.full[after] in ("who", "whose")
        if stopped and chunk.start > 0 and not tokens.barrier[chunk.start] and tokens.low[chunk.start - 1] in people.say:
            return tokens.full[chunk.start - 1] not in ("told", "tells")
        if after < len(tokens) and tokens.full[after] == "," and after + 1 < len(tokens) and tokens.low[after + 1] in people.say:
            after += 1
        while after < min(len(tokens), chunk.end + 3) and tokens.full[after] in ("also", "later", "has", "then", "had", "further"):
            after += 1
        if after >= len(tokens) or tokens.barrier[after] or tokens.low[after] not in people.say:
            return False
        if tokens.full[after] in ("told", "tells"):
            return after + 1 < len(tokens) and (tokens.capital[after + 1] or tokens.full[after + 1] in people.told_to)
        return not (after + 1 < len(tokens) and tokens.full[after + 1] in _UTTERED)

    def rivals_of(self, phrase: OrganPhrase) -> list[str]:
        """The classes of the organs that an ambiguous name may also mean."""
        return [self.organs.organs[rival].cls for rival in phrase.name.rivals]

    def foreign(self, chunk: Chunk) -> bool:
        """Whether the phrase says that it is a foreign state's, or foreign."""
        low, people = self.tokens.low, self.people
        return any(low[place] in people.foreign and self.tokens.capital[place] for place in range(chunk.start, chunk.head.start)) or any(
            low[place] in people.foreign_places for place in range(chunk.head.end, chunk.end)
        )

    def organ_inside(self, chunk: Chunk) -> OrganPhrase | None:
        """The organ that a staff or branch noun belongs to, in the same phrase."""
        for segment in chunk.inside:
            if segment.organ is not None:
                return segment.organ
        if chunk.owner is not None:
            if chunk.owner.head.organ is not None:
                return chunk.owner.head.organ
            inner = self.organ_inside(chunk.owner)
            if inner is not None:
                return inner
        for complement in chunk.complements:
            if complement.head.organ is not None:
                return complement.head.organ
            inner = self.organ_inside(complement)
            if inner is not None:
                return inner
        return None
