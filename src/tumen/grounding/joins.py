"""Which noun phrases belong together: "agents of the branch", "his wife and parents", "her husband, a mechanic"."""

from tumen.grounding.phrases import Chunk
from tumen.grounding.tokens import Tokens
from tumen.packs.people import PeopleLexicon

_JOINING = frozenset({"of", "from", "with", "at", "in", "for", "under"})
_BEFORE_PLACE = frozenset({"in", "of", "from", "at", "along", "near", "on"})
_OVERT_STATE = frozenset({"organ", "unit"})


class Joiner:
    """Joins the chunks of one text."""

    def __init__(self, tokens: Tokens, people: PeopleLexicon) -> None:
        self.tokens = tokens
        self.people = people

    def attach(self, found: list[Chunk], chunk: Chunk) -> bool:
        """Join the chunk to the one before it where a preposition or "and" stands between; says whether it did."""
        tokens = self.tokens
        if not found or tokens.barrier[chunk.start] or found[-1].end != chunk.start - 1:
            return False
        last, joint = found[-1], tokens.full[chunk.start - 1]
        if tokens.barrier[chunk.start - 1] or tokens.owner[last.end - 1]:
            return False
        if joint in _JOINING and self._complements(last, chunk, joint):
            last.complements.append(chunk)
            last.end = chunk.end
            return True
        if joint == "and" and self._coordinates(last, chunk):
            if (
                len(found) > 1
                and found[-2].end == last.start - 1
                and tokens.full[last.start - 1] == ","
                and self._coordinates(found[-2], last)
            ):
                found.pop()
                found[-1].joined.append(last)
                last = found[-1]
            last.joined.append(chunk)
            last.end = chunk.end
            return True
        if joint == "," and self._apposes(last, chunk):
            last.apposed = chunk
            last.end = chunk.end
            return True
        return False

    def _complements(self, last: Chunk, chunk: Chunk, joint: str) -> bool:
        head, other = last.head, chunk.head
        if chunk.joined or (other.kind == "pronoun" and joint != "of"):
            return False
        organ = other.kind in _OVERT_STATE or any(segment.kind == "organ" for segment in chunk.inside)
        if (
            head.kind in ("role", "unit", "number")
            or (head.head is not None and head.head.collective)
            or (head.organ is not None and head.organ.staff)
        ):
            return joint in ("of", "from", "at", "in", "with") and (organ or joint == "of")
        if head.kind == "organ":
            return joint == "of" and organ
        if head.kind == "kin":
            return joint in ("of", "with") and not organ
        return (organ and joint in ("of", "from", "at", "with")) or (joint == "of" and other.kind in ("person", "kin", "pronoun"))

    def _coordinates(self, last: Chunk, chunk: Chunk) -> bool:
        kinds = {last.head.kind, chunk.head.kind}
        if last.complements and chunk.head.kind != "kin":
            return False
        if last.head.kind == chunk.head.kind == "kin":
            return last.owned or chunk.owned or last.determiner in ("the", "a")
        if kinds == {"person", "kin"} and chunk.head.kind == "kin":
            return chunk.determiner in self.people.possessives
        if kinds <= {"person", "pronoun", "number"} and ("other" in chunk.modifiers or (last.head.kind == "pronoun" and chunk.numbered)):
            return True
        if (
            kinds == {"role"}
            and last.determiner
            and not chunk.determiner
            and not chunk.numbered
            and not last.head.many
            and not chunk.head.many
        ):
            return True
        if chunk.head.kind in ("person", "number") and last.head.kind == "person" and (last.numbered or last.determiner in ("a", "an")):
            one, two = last.head.head, chunk.head.head
            return (
                (chunk.numbered or chunk.determiner in ("a", "an"))
                and one is not None
                and two is not None
                and (one.cls == two.cls or (one.generic and two.generic))
            )
        return False

    def _apposes(self, last: Chunk, chunk: Chunk) -> bool:
        tokens = self.tokens
        if last.joined or last.apposed is not None or last.head.kind not in ("person", "kin", "role", "named", "organ"):
            return False
        if chunk.head.kind not in ("person", "role", "organ", "kin") or chunk.determiner not in ("a", "an"):
            return False
        if last.head.kind == "organ" and not (last.head.organ is not None and last.head.organ.staff):
            return False
        one = last.head.head
        if one is not None and one.plural:
            return False
        after = tokens.full[chunk.end] if chunk.end < len(tokens) else "."
        if after in ("and", "or"):
            return False
        if after == "," and chunk.end + 1 < len(tokens):
            return tokens.full[chunk.end + 1] not in ("a", "an", "and")
        return after in {",", ".", "”", '"', ")", ";", "who", "–", "—"} or after in self.people.number_follows

    def release(self, last: Chunk, chunk: Chunk) -> None:
        """Give back to `chunk` what the chunk before it had taken in, or end `chunk` where that one ends."""
        for parts in (last.joined, last.complements):
            if parts and parts[-1].start >= chunk.start:
                last.end = parts.pop().start - 1
                return
        if last.apposed is not None and last.apposed.start >= chunk.start:
            last.end, last.apposed = last.apposed.start - 1, None
            return
        if last.head.end <= chunk.start and self.tokens.full[chunk.start - 1] in _BEFORE_PLACE:
            last.end = chunk.start - 1
            return
        chunk.start = last.end
