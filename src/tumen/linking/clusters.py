"""Sentences of many reports grouped by the happening they tell: the likeliest pairs first, and never two of one report."""

from collections.abc import Collection, Hashable, Iterable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class Clusters(Generic[K]):
    """Groups that grow by links. Two members of one `home` are kept apart, and so are those that a person told apart."""

    def __init__(self, apart: Iterable[tuple[K, K]] = ()) -> None:
        self._group: dict[K, int] = {}
        self._members: dict[int, list[K]] = {}
        self._homes: dict[int, set[str]] = {}
        self._least: dict[int, float] = {}
        self._apart: dict[K, set[K]] = {}
        for one, other in apart:
            self._apart.setdefault(one, set()).add(other)
            self._apart.setdefault(other, set()).add(one)

    def add(self, key: K, home: str) -> None:
        """A member of its own."""
        if key not in self._group:
            number = len(self._group)
            self._group[key], self._members[number], self._homes[number], self._least[number] = number, [key], {home}, 1.0

    def join(self, one: K, other: K, chance: float, *, decided: bool = False) -> bool:
        """Join the groups of two members where nothing stands against it; a person's decision joins even two of one report."""
        a, b = self._group[one], self._group[other]
        if a == b:
            return True
        if not decided and self._homes[a] & self._homes[b]:
            return False
        if self._kept_apart(self._members[a], self._members[b]):
            return False
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        for key in self._members[b]:
            self._group[key] = a
        self._members[a] += self._members.pop(b)
        self._homes[a] |= self._homes.pop(b)
        self._least[a] = min(self._least[a], self._least.pop(b), chance)
        return True

    def groups(self) -> list[tuple[list[K], float]]:
        """All groups, with the least chance that holds each together."""
        return [(members, self._least[number]) for number, members in self._members.items()]

    def _kept_apart(self, members: Collection[K], others: Collection[K]) -> bool:
        return bool(self._apart) and any(self._apart.get(key, set()).intersection(others) for key in members)
