"""Mentions of people: residents of all kinds, kin, and those named only by a number, a name or a pronoun."""

from tumen.grounding.counts import parse_count
from tumen.grounding.frame import Frame
from tumen.grounding.phrases import Chunk
from tumen.model import Count, GroupMention
from tumen.packs.people import PRECEDENCE, HeadWord

_RANK = {cls: place for place, cls in enumerate(PRECEDENCE)}
_ONE = Count(1, 1)
_NO_EMPLOYER = frozenset({"workplace_school", "organisation_other", "leader"})
_UNKNOWN = frozenset({"a", "an", "one", "some", "many"})


class PeopleReader:
    """Reads the chunks of one text whose head is a noun, a number, a name or a pronoun for people."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def pronoun(self, chunk: Chunk) -> GroupMention | None:
        """The mention of a pronoun; its class comes with its antecedent."""
        word = self._frame.tokens.low[chunk.head.start]
        many, _ = self._frame.people.pronouns[word]
        return self._frame.made(chunk, "resident", word, plural=many, count=None if many else _ONE, pronoun=True)

    def named(self, chunk: Chunk) -> GroupMention | None:
        """The mention of a person by name."""
        word = self._frame.tokens.low[chunk.head.end - 1]
        return self._frame.made(chunk, "resident", word, count=_ONE)

    def number(self, chunk: Chunk) -> GroupMention | None:
        """The mention of persons by a number alone ("the four")."""
        count = parse_count(self._frame.words(chunk), self._frame.people.numbers, True)
        return self._frame.made(chunk, "resident", "number", count=count, plural=count is None or count.high != 1)

    def indefinite(self, chunk: Chunk) -> GroupMention | None:
        """The mention of `anyone`, `those who`, `the others`, `a 17-year-old`."""
        frame, sets = self._frame, self._frame.people.sets
        word = frame.tokens.low[chunk.head.start]
        if "-year-old" in word:
            many = word.endswith("s")
            age = word.split("-", 1)[0]
            young = ("student_youth", "child") if age in sets["young_ages"] or (age.isdigit() and int(age) < 20) else ()
            return frame.made(chunk, "resident", "year-old", rivals=young, count=None if many else _ONE, plural=many)
        many = word in frame.people.indefinite_many or word in sets["group"]
        count = frame.count(chunk, True)
        if count is None and word in sets["single"]:
            count = _ONE
        rivals = ("detainee",) if word in sets["charged"] else ()
        return frame.made(chunk, "resident", word, rivals=rivals, count=count, plural=many)

    def person(self, chunk: Chunk) -> GroupMention | None:
        """The mention of people by a noun; its class is the most telling of those that noun, modifiers and apposition say."""
        frame, head = self._frame, chunk.head.head
        if head is None:
            return None
        several = head.plural or (head.collective and not head.pair and not self._home_of_one(chunk, head))
        plural = (several or bool(chunk.joined)) and chunk.quantity not in ("one", "each")
        count = frame.count(chunk, several)
        if head.pair and count == _ONE:
            count = Count(2, 2)
        classes = self._classes(chunk, head)
        employer = frame.organ_inside(chunk) if head.lemma in frame.people.staffing or head.collective or head.cls == "soldier" else None
        if employer is not None and employer.organ.cls not in _NO_EMPLOYER:
            organ = employer.organ
            frame.remember(organ, organ.cls)
            return frame.made(chunk, organ.cls, head.lemma, organ=organ.id, rivals=[*classes, "official"], count=count, plural=plural)
        if any(frame.tokens.low[place] in frame.people.sets["young"] for place in range(chunk.head.end, chunk.end)):
            classes.append("student_youth")
        if frame.foreign(chunk):
            classes.insert(0, "foreigner")
        cls = classes[0] if head.cls in _RANK else head.cls
        if head.cls == "soldier":
            classes += ["military", "border_guard"]
        if head.cls == "official":
            classes += ["authorities"]
        return frame.made(chunk, cls, head.lemma, rivals=classes, count=count, plural=plural)

    def _home_of_one(self, chunk: Chunk, head: HeadWord) -> bool:
        """Whether it is the dwelling of one person ("the home of a woman"), who is then meant."""
        if head.lemma not in self._frame.people.sets["dwelling"] or not chunk.complements:
            return False
        return all(part.head.head is not None and not part.head.head.plural and not part.joined for part in chunk.complements)

    def _classes(self, chunk: Chunk, head: HeadWord) -> list[str]:
        """The classes of people that the phrase's own words say, the most telling first."""
        people = self._frame.people
        found = {head.cls, *(people.modifiers.get(word, "") for word in chunk.modifiers)}
        if chunk.apposed is not None and chunk.apposed.head.head is not None:
            found.add(chunk.apposed.head.head.cls)
        if head.gender == "female" or any(segment.head is not None and segment.head.gender == "female" for segment in chunk.inside):
            found.add("woman")
        return sorted(found & set(_RANK), key=_RANK.__getitem__) or ["resident"]

    def demonym(self, chunk: Chunk) -> GroupMention | None:
        """The mention of people by their nation."""
        word = " ".join(self._frame.tokens.low[chunk.head.start : chunk.head.end])
        cls = self._frame.people.demonyms[word]
        rivals = ("defector",) if cls == "resident" else ()
        return self._frame.made(chunk, cls, word, rivals=rivals, count=self._frame.count(chunk, True), plural=True)

    def kin(self, chunk: Chunk) -> GroupMention | None:
        """The mention of relatives; whose they are decides between the two classes of families."""
        frame, head = self._frame, chunk.head.head
        if head is None:
            return None
        sets = frame.people.sets
        plural = (head.plural or bool(chunk.joined) or head.collective) and chunk.quantity not in ("one", "each")
        count = frame.count(chunk, head.plural or head.collective)
        if count is None and head.lemma == "parent" and head.plural and chunk.owned and not chunk.numbered and chunk.determiner != "their":
            count = Count(2, 2)
        others = self._classes(chunk, head)
        related = chunk.owned or chunk.complements or chunk.joined or head.lemma in sets["wide_kin"]
        if not related and (chunk.determiner in _UNKNOWN or (not chunk.determiner and head.lemma in sets["bare_kin"])):
            own = "child" if head.lemma in ("child", "grandchild") else "woman" if head.gender == "female" else "resident"
            return frame.made(
                chunk, own, head.lemma, rivals=("family_of_accused", "defector_family", "resident"), count=count, plural=plural
            )
        cls = "defector_family" if self._of_defector(chunk) else "family_of_accused"
        rivals = ["family_of_accused", "defector_family", *others, "resident"]
        return frame.made(chunk, cls, head.lemma, rivals=rivals, count=count, plural=plural)

    def _of_defector(self, chunk: Chunk) -> bool:
        modifiers = self._frame.people.modifiers
        owners = [*chunk.complements, *([chunk.owner] if chunk.owner is not None else [])]
        return any(
            (part.head.head is not None and part.head.head.cls == "defector")
            or any(modifiers.get(word) == "defector" for word in part.modifiers)
            for part in owners
        )
