"""The tree gives the published roots, and its proofs hold for what is in it and for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumen.ledger.merkle import EMPTY, consistency, consistent, inclusion, leaf_hash, root, root_of_inclusion

LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4", "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c", "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The test tree of the certificate transparency reference implementation."""

trees = st.lists(st.binary(max_size=4), min_size=1, max_size=40).map(lambda leaves: [leaf_hash(leaf) for leaf in leaves])


@pytest.mark.parametrize(("size", "wanted"), list(enumerate(ROOTS, 1)))
def test_published_roots(size: int, wanted: str) -> None:
    assert root([leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]).hex() == wanted


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY


@given(trees, st.data())
def test_a_leaf_is_proved_and_another_is_not(hashes: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(hashes) - 1))
    path = inclusion(hashes, index)
    assert root_of_inclusion(hashes[index], index, len(hashes), path) == root(hashes)
    assert root_of_inclusion(leaf_hash(b"not in the tree"), index, len(hashes), path) != root(hashes)


@given(trees, st.data())
def test_a_tree_that_grew_is_consistent_and_one_that_changed_is_not(hashes: list[bytes], data: st.DataObject) -> None:
    old = data.draw(st.integers(1, len(hashes)))
    path = consistency(hashes, old)
    assert consistent(old, root(hashes[:old]), len(hashes), root(hashes), path)
    changed = [leaf_hash(b"changed"), *hashes[1:old]]
    if changed != hashes[:old]:
        assert not consistent(old, root(changed), len(hashes), root(hashes), path)
