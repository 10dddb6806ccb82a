"""The Merkle tree over the entries' leaves, as RFC 6962 section 2.1 defines it, and its proofs (RFC 9162 section 2.1)."""

import hashlib
from collections.abc import Sequence

EMPTY = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """A tree that leaves are added to: each costs a few hashes, however many there are."""

    def __init__(self) -> None:
        self.size = 0
        self._whole: list[tuple[int, bytes]] = []

    def add(self, value: bytes) -> None:
        """Adds a leaf's hash."""
        level = 0
        while self._whole and self._whole[-1][0] == level:
            value = node_hash(self._whole.pop()[1], value)
            level += 1
        self._whole.append((level, value))
        self.size += 1

    def root(self) -> bytes:
        """The root over all that was added."""
        if not self._whole:
            return EMPTY
        value = self._whole[-1][1]
        for _, left in reversed(self._whole[:-1]):
            value = node_hash(left, value)
        return value


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes; linear in their number."""
    tree = Growing()
    for value in hashes:
        tree.add(value)
    return tree.root()


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def inclusion(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root over `hashes`; IndexError where there is no such leaf."""
    if not 0 <= index < len(hashes):
        raise IndexError(index)
    path: list[bytes] = []
    low, high = 0, len(hashes)
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(root(hashes[middle:high]))
            high = middle
        else:
            path.append(root(hashes[low:middle]))
            low = middle
    return path[::-1]


def consistency(hashes: Sequence[bytes], old: int) -> list[bytes]:
    """The hashes that show that the tree of the first `old` leaves was continued, not changed; ValueError unless 0 < old <= size."""
    if not 0 < old <= len(hashes):
        raise ValueError(old)
    return _subproof(hashes, 0, len(hashes), old, whole=True)


def _subproof(hashes: Sequence[bytes], low: int, high: int, old: int, *, whole: bool) -> list[bytes]:
    if old == high - low:
        return [] if whole else [root(hashes[low:high])]
    middle = _split(high - low)
    if old <= middle:
        return [*_subproof(hashes, low, low + middle, old, whole=whole), root(hashes[low + middle : high])]
    return [*_subproof(hashes, low + middle, high, old - middle, whole=False), root(hashes[low : low + middle])]


def root_of_inclusion(value: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that a path leads to; ValueError where its length fits no such leaf."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    at, last = index, size - 1
    for step in path:
        if last == 0:
            raise ValueError("the path is too long")
        if at & 1 or at == last:
            value = node_hash(step, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, step)
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("the path is too short")
    return value


def consistent(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether a consistency proof holds between two trees (RFC 9162 section 2.1.4.2)."""
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or (not path and old & (old - 1)):
        return False
    steps = list(path) if old & (old - 1) else [old_root, *path]
    if not steps:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            first, second = node_hash(step, first), node_hash(step, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, step)
        at, last = at >> 1, last >> 1
    return last == 0 and first == old_root and second == new_root
