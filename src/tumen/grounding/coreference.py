"""What pronouns and short definite phrases ("the woman", "the four", "one of them") go back to."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tumen.model import Count, GroupMention
from tumen.packs.people import PRECEDENCE, PeopleLexicon

_RANK = {cls: place for place, cls in enumerate(PRECEDENCE)}
_WORD = re.compile(r"[^\W_][\w'’-]*")
_WINDOW = 14
_ENDS = '.!?\n”"'


def resolve(text: str, mentions: Sequence[GroupMention], people: PeopleLexicon) -> tuple[GroupMention, ...]:
    """The mentions with their antecedents; those that go back to one take over its class and, where they tell none, its count.

    A pronoun without a fitting antecedent is kept as it is.
    """
    done: list[GroupMention] = []
    names: dict[str, int] = {}
    for mention in mentions:
        resolved = _Search(text, done, people, names).resolve(mention)
        for word in _names(resolved, people):
            names.setdefault(word, len(done))
        done.append(resolved)
    return tuple(done)


def _names(mention: GroupMention, people: PeopleLexicon) -> list[str]:
    words = [found.group() for found in _WORD.finditer(mention.span.words)]
    marks = people.naming | people.titles
    named = [word.lower() for before, word in pairwise(words) if before.lower() in marks and word[0].isupper()]
    return [*named, mention.head] if mention.organ is None and mention.head in people.surnames else named


class _Search:
    """Looks back over the mentions before one."""

    def __init__(self, text: str, before: Sequence[GroupMention], people: PeopleLexicon, names: dict[str, int]) -> None:
        self._text = text
        self._before = before
        self._people = people
        self._names = names

    def resolve(self, mention: GroupMention) -> GroupMention:
        found = self._antecedent(mention)
        if found is None:
            return mention
        cls, rivals = mention.cls, mention.rivals
        if mention.pronoun or cls == "resident" or (cls in _RANK and found.cls in _RANK and _RANK[found.cls] < _RANK[cls]):
            rivals = (cls, *found.rivals, *rivals)
            cls = found.cls
        else:
            rivals = (*rivals, found.cls)
        count = mention.count
        if count is None and self._same_persons(mention):
            count = found.count
        kept = tuple(dict.fromkeys(rival for rival in rivals if rival != cls))[:6]
        organ = found.organ if mention.organ is None and (mention.pronoun or mention.head in self._people.sets["vague"]) else mention.organ
        return replace(mention, cls=cls, rivals=kept, count=count, organ=organ, antecedent=found.span.start)

    def _same_persons(self, mention: GroupMention) -> bool:
        first = mention.span.words.split(" ", 1)[0].lower()
        vague = mention.head in self._people.sets["vague"] and mention.head not in ("others", "rest", "other")
        return mention.pronoun or first == "these" or (first in ("the", "those", "both") and vague and " of " not in mention.span.words)

    def _antecedent(self, mention: GroupMention) -> GroupMention | None:
        if mention.pronoun:
            return self._for_pronoun(mention)
        named = [self._names[word] for word in (*_names(mention, self._people),) if word in self._names]
        if named:
            return self._before[named[0]]
        words = mention.span.words.lower().split()
        if mention.head == "number" or mention.head in self._people.sets["vague"]:
            return self._for_number(mention, words)
        if mention.organ is None and words[0] in self._people.sets["definite"] and len(words) <= 3:
            return self._for_noun(mention, words)
        if mention.organ is None and ("of" in words and words[-1] in ("them", "men", "women")):
            return self._latest(plural=True)
        return None

    def _persons(self) -> list[GroupMention]:
        """The latest mentions that may be persons, nearest first."""
        return [m for m in reversed(self._before[-_WINDOW:]) if m.organ is None or m.count is not None or m.plural]

    def _gender(self, mention: GroupMention) -> str | None:
        if mention.head in self._people.genders:
            return self._people.genders[mention.head]
        found = {
            self._people.genders[word]
            for word in mention.span.words.lower().split()[:4]
            if word in self._people.genders and word not in ("his", "her")
        }
        return found.pop() if len(found) == 1 else None

    def _starts_sentence(self, mention: GroupMention) -> bool:
        head = self._text[max(0, mention.span.start - 3) : mention.span.start].rstrip(' “"(')
        return not head or head[-1] in _ENDS

    def _for_pronoun(self, mention: GroupMention) -> GroupMention | None:
        gender = self._people.genders.get(mention.head)
        best, score = None, -100
        for distance, other in enumerate(self._persons()):
            if other.plural is not mention.plural or (not mention.plural and other.count is not None and other.count.high != 1):
                continue
            if not mention.plural and other.count is None and other.organ is not None:
                continue
            sex = self._gender(other)
            if gender is not None and sex is not None and sex != gender:
                continue
            value = (
                -distance
                + (2 if self._starts_sentence(other) else 0)
                + (3 if other.pronoun and other.head == mention.head else 0)
                + (2 if gender and sex == gender else 0)
            )
            if value > score:
                best, score = other, value
        return self._origin(best)

    def _origin(self, found: GroupMention | None) -> GroupMention | None:
        """The mention itself, or what it already goes back to if it is a pronoun."""
        if found is not None and found.pronoun and found.antecedent is not None:
            return next((m for m in self._before if m.span.start == found.antecedent), found)
        return found

    def _latest(self, *, plural: bool) -> GroupMention | None:
        return next((self._origin(m) for m in self._persons() if m.plural is plural), None)

    def _for_number(self, mention: GroupMention, words: Sequence[str]) -> GroupMention | None:
        definite = words[0] in self._people.sets["definite"]
        part = (
            "of" in words or "other" in words or "others" in words or "remaining" in words or mention.head in self._people.sets["remainder"]
        )
        plurals = [m for m in self._persons() if m.plural or (m.count is not None and m.count.low > 1)]
        if not part and definite and mention.count is not None:
            return next((m for m in plurals if m.count == mention.count), plurals[0] if plurals else None)
        if mention.head in ("group", "pair", "couple", "trio"):
            wanted = {"pair": Count(2, 2), "couple": Count(2, 2), "trio": Count(3, 3)}.get(mention.head)
            if not definite:
                return None
            return next(
                (m for m in plurals if m.count is not None and (wanted is None or m.count == wanted)),
                plurals[0] if plurals and wanted is None else None,
            )
        larger = [m for m in plurals if m.count is not None and mention.count is not None and m.count.low > mention.count.low]
        pronounless = [m for m in plurals if m.organ is None]
        return next(iter(larger or pronounless or plurals), None)

    def _for_noun(self, mention: GroupMention, words: Sequence[str]) -> GroupMention | None:
        lemma, gender = mention.head, self._people.genders.get(mention.head)
        general = lemma in self._people.generic
        for other in self._persons():
            if other.plural is not mention.plural or (
                mention.count is not None and other.count is not None and not mention.plural and other.count != mention.count
            ):
                continue
            if mention.count is not None and other.count is not None and mention.plural and mention.count != other.count:
                continue
            if other.head == lemma and not other.pronoun:
                return other
            sex = self._gender(other)
            if (
                general
                and other.organ is None
                and (gender is None or sex == gender or (sex is None and other.head in self._people.generic))
            ):
                return self._origin(other)
        return None
