"""What a language pack says of sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from tumen.model import PackError


@dataclass(frozen=True, slots=True)
class SentenceRules:
    """Abbreviations (lower case, without the last full stop) after which a full stop ends no sentence; those of `may_end` may end one
    where a capital follows ("at 11 p.m. The")."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]

    @classmethod
    def load(cls, data: Mapping[str, object]) -> "SentenceRules":
        """From the mapping of `sentences.yaml`; raises PackError where a list is missing or holds something else than words."""
        lists: list[frozenset[str]] = []
        for key in ("abbreviations", "may_end"):
            words = data.get(key)
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                raise PackError(f"sentences.yaml: `{key}` must be a list of words")
            lists.append(frozenset(word.lower() for word in words))
        abbreviations, may_end = lists
        if stray := may_end - abbreviations:
            raise PackError(f"sentences.yaml: `may_end` names {', '.join(sorted(stray))}, which `abbreviations` lacks")
        return cls(abbreviations, may_end)
