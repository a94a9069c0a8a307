"""Rows of higher floors are compared with what the ledger recorded of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from chibo.foundation.ledger.actions import record, record_batch
from chibo.foundation.ledger.chain import WITHDRAWN, Row
from chibo.foundation.ledger.queries import verify
from chibo.foundation.ledger.witnesses import witness
from tests.foundation.ledger.conftest import Attacker

DAY = date(2026, 11, 20)


@pytest.fixture
def votes(db: None) -> dict[int, str]:
    """The rows as they stand now, by id."""
    standing = {1: "aye", 2: "nay"}

    def digests(ids: Iterable[int]) -> dict[int, str]:
        return {pk: standing[pk] for pk in ids if pk in standing}

    witness("vote", digests=digests, ids=lambda: list(standing))
    for pk, digest in standing.items():
        vouch(pk, digest)
    return standing


def vouch(pk: int, digest: str) -> None:
    record(
        action="take_vote",
        by=None,
        on=DAY,
        subject=f"vote:{pk}",
        payload={"row": Row(kind="vote", id=pk, digest=digest)},
    )


def faults() -> list[tuple[str, int]]:
    return [(fault.kind, fault.seq) for fault in verify().faults]


def test_rows_that_are_as_recorded(votes: dict[int, str]) -> None:
    report = verify()
    assert (report.ok, report.rows) == (True, 2)


def test_a_row_that_was_changed(votes: dict[int, str]) -> None:
    votes[2] = "aye"
    [fault] = verify().faults
    assert (fault.kind, fault.seq) == ("row_changed", 2)
    assert fault.sentence == "vote 2 khác với khi mục 2 ghi nhận"


def test_a_row_that_was_changed_by_an_act(votes: dict[int, str]) -> None:
    votes[2] = "blank"
    vouch(2, "blank")
    assert verify().ok


def test_a_row_that_is_gone(votes: dict[int, str]) -> None:
    del votes[1]
    assert faults() == [("row_missing", 1)]


def test_a_row_that_was_taken_back(votes: dict[int, str]) -> None:
    del votes[2]
    vouch(2, WITHDRAWN)
    assert verify().ok


def test_a_row_that_was_taken_back_and_stands_again(votes: dict[int, str]) -> None:
    vouch(2, WITHDRAWN)
    assert faults() == [("row_returned", 3)]


def test_a_row_that_nobody_recorded(votes: dict[int, str]) -> None:
    votes[3] = "aye"
    assert faults() == [("row_unvouched", 0)]


def test_a_batch_vouches_for_its_rows(votes: dict[int, str]) -> None:
    votes |= {3: "aye", 4: "nay"}
    rows = [Row(kind="vote", id=3, digest="aye"), Row(kind="vote", id=4, digest="nay")]
    record_batch(action="demo", by=None, on=DAY, subject="demo", rows=rows)
    assert verify().ok
    votes[4] = "aye"
    assert faults() == [("row_changed", 3)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_batchrow SET digest = 'aye' WHERE row = 4",
        "DELETE FROM ledger_batchrow WHERE row = 4",
        "UPDATE ledger_batchrow SET position = 9 WHERE row = 3",
    ],
)
def test_a_batch_that_was_touched(attacker: Attacker, statement: str) -> None:
    rows = [Row(kind="vote", id=3, digest="aye"), Row(kind="vote", id=4, digest="nay")]
    record_batch(action="demo", by=None, on=DAY, subject="demo", rows=rows)
    attacker.run(statement)
    assert faults() == [("batch", 21)]


def test_a_payload_may_vouch_for_several_rows(votes: dict[int, str]) -> None:
    votes |= {3: "aye", 4: "nay"}
    rows = [Row(kind="vote", id=3, digest="aye"), Row(kind="vote", id=4, digest="nay")]
    record(action="demo", by=None, on=DAY, subject="demo", payload={"rows": rows})
    assert verify().ok


def test_a_kind_has_one_witness(votes: dict[int, str]) -> None:
    with pytest.raises(ValueError, match="has a witness"):
        witness("vote", digests=lambda ids: {})
