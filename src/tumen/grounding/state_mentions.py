"""Mentions of the state: organs, their branches and their staff."""

from tumen.grounding.frame import Frame
from tumen.grounding.phrases import Chunk
from tumen.model import Count, GroupMention
from tumen.packs.organs import OrganPhrase

_POLICING = frozenset({"social_security", "border_guard", "military", "customs_trade", "authorities", "state_security"})
_UNIFORMED = frozenset({"border_guard", "military"})
_PLACED_AT = frozenset({"at", "in", "to", "from", "near", "into", "outside", "inside", "of", "around", "by", "past"})
_DEFINITE = frozenset({"the", "'s", "its", "their", "this", "her", "his"})


class StateReader:
    """Reads the chunks of one text whose head is an organ, a branch or a staff noun."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def organ(self, chunk: Chunk) -> GroupMention | None:
        """The mention of an organ by name, or of its staff; None where the words only stand beside something else ("party dress")."""
        frame, phrase = self._frame, chunk.head.organ
        if phrase is None:
            return None
        organ = phrase.organ
        inner = frame.organ_inside(chunk)
        if inner is not None and (phrase.name.weak or inner.organ.cls == "joint_command"):
            organ = inner.organ
        elif not self._counts(chunk, phrase):
            return None
        for complement in chunk.complements:
            if complement.head.organ is not None and not phrase.staff and (phrase.name.weak or organ.cls == "local_government"):
                organ = complement.head.organ.organ
        cls = "foreign_state" if frame.foreign(chunk) and organ.cls not in ("organisation_other", "leader") else organ.cls
        rivals = frame.rivals_of(phrase)
        if frame.abroad and cls in _POLICING and not frame.tokens.capital[chunk.head.end - 1]:
            rivals.append("foreign_state")
        frame.remember(organ, cls)
        if phrase.staff:
            rivals += ["official", *(["soldier", *sorted(_UNIFORMED)] if organ.cls in _UNIFORMED else [])]
            count, plural = frame.count(chunk, phrase.plural), phrase.plural
        else:
            rivals += ["authorities"] if organ.cls == "prison_staff" else []
            plural = frame.tokens.low[chunk.head.end - 1].endswith("s") or chunk.numbered
            count = frame.count(chunk, True) if chunk.numbered else (Count(1, 1) if organ.cls == "leader" else None)
        return frame.made(chunk, cls, phrase.name.name, organ=organ.id, rivals=rivals, count=count, plural=plural)

    def _counts(self, chunk: Chunk, phrase: OrganPhrase) -> bool:
        tokens, people = self._frame.tokens, self._frame.people
        start, after = chunk.head.start, chunk.end
        before = tokens.full[chunk.start - 1] if chunk.start > 0 and not tokens.barrier[chunk.start] else ""
        if phrase.organ.cls == "workplace_school" and not phrase.staff and (before in _PLACED_AT or tokens.owner[chunk.end - 1]):
            return False
        if phrase.name.weak and (tokens.barrier[start] or not tokens.capital[start]):
            level = any(word in people.levels for word in chunk.modifiers)
            if not level and chunk.determiner != "the":
                return False
        if (
            phrase.rest
            or phrase.staff
            or after >= len(tokens)
            or after != chunk.head.end
            or tokens.barrier[after]
            or not tokens.word[after]
        ):
            return True
        word = tokens.low[after]
        verb = word in people.stops or word in people.number_follows or word in people.say or word.endswith(("ed", "ly", "ing"))
        if tokens.owner[after - 1] or verb or tokens.capital[after]:
            return True
        name = phrase.name.name
        return (name.endswith("s") and name != "customs") or (word.endswith("s") and phrase.organ.cls != "party")

    def unit(self, chunk: Chunk) -> GroupMention | None:
        """The mention of a branch, office or team: it needs an organ in the phrase, or one named before."""
        frame = self._frame
        inner = frame.organ_inside(chunk)
        word = frame.tokens.low[chunk.head.start]
        plural = word.endswith("s") and word != "headquarters"
        count = frame.count(chunk, True) if chunk.numbered else None
        if inner is not None:
            cls = "foreign_state" if frame.foreign(chunk) else inner.organ.cls
            frame.remember(inner.organ, cls)
            return frame.made(chunk, cls, word, organ=inner.organ.id, rivals=frame.rivals_of(inner), count=count, plural=plural)
        level = any(modifier in frame.people.levels for modifier in chunk.modifiers)
        if chunk.determiner not in _DEFINITE and not level:
            return None
        single = word.removesuffix("s") if plural else word
        for organ_id, cls in reversed(frame.named):
            organ = frame.organs.organs[organ_id]
            if any(single in name.name.lower().split() for name in organ.names.get(frame.language, ())) or (organ.branches and level):
                rivals = [other for _, other in reversed(frame.named)]
                return frame.made(chunk, cls, word, organ=organ_id, rivals=rivals, count=count, plural=plural)
        return None

    def role(self, chunk: Chunk) -> GroupMention | None:
        """The mention of staff: of the organ in the phrase, else of the latest one named that they may serve, else of none."""
        frame, head = self._frame, chunk.head.head
        if head is None:
            return None
        plural = head.plural or head.collective
        count = frame.count(chunk, plural)
        inner = frame.organ_inside(chunk)
        if inner is not None:
            cls = "foreign_state" if frame.foreign(chunk) else inner.organ.cls
            frame.remember(inner.organ, cls)
            rivals = [*frame.rivals_of(inner), "official", *(["soldier"] if cls in _UNIFORMED else [])]
            return frame.made(chunk, cls, head.lemma, organ=inner.organ.id, rivals=rivals, count=count, plural=plural)
        if frame.foreign(chunk):
            return frame.made(chunk, "foreign_state", head.lemma, rivals=("foreigner", head.cls), count=count, plural=plural)
        fitting = [(organ_id, cls) for organ_id, cls in reversed(frame.named) if cls in head.fit]
        rivals = list(dict.fromkeys(cls for _, cls in fitting))[:3]
        if fitting and head.lemma not in frame.people.sets["loose_roles"]:
            organ_id, cls = fitting[0]
            rivals += [head.cls, "official", "authorities"]
            return frame.made(chunk, cls, head.lemma, organ=organ_id, rivals=rivals, count=count, plural=plural)
        rivals += [*head.fit[:3], "authorities", "official"]
        return frame.made(chunk, head.cls, head.lemma, rivals=rivals, count=count, plural=plural)

    def metonym(self, chunk: Chunk) -> GroupMention | None:
        """The mention of a state by its country's or capital's name."""
        tokens = self._frame.tokens
        words = tuple(tokens.text[tokens.start[place] : tokens.end[place]] for place in range(chunk.head.start, chunk.head.end))
        for name, cls in self._frame.people.metonyms[words[0]]:
            if name == words:
                return self._frame.made(chunk, cls, " ".join(words), rivals=("authorities",))
        return None
