"""The Merkle root of a batch, beside the recursive definition of RFC 6962."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from chibo.foundation.ledger.chain import Row, merkle_root


def defined(leaves: list[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\1" + defined(leaves[:half]) + defined(leaves[half:])).digest()


@given(st.lists(st.integers(0, 9), max_size=40))
def test_the_root_is_that_of_the_definition(ids: list[int]) -> None:
    rows = [Row(kind="vote", id=number, digest="d") for number in ids]
    leaves = [f'{{"digest":"d","id":{number},"kind":"vote"}}'.encode() for number in ids]
    assert merkle_root(rows) == (len(ids), defined(leaves).hex())
