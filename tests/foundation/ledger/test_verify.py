"""A chain of twenty, touched in every way that a holder of the database could think of; each is found and named."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F

from chibo.foundation.ledger.models import Entry, Head
from chibo.foundation.ledger.queries import verify
from tests.foundation.ledger.conftest import Attacker


def faults() -> list[tuple[str, int]]:
    return [(fault.kind, fault.seq) for fault in verify().faults]


def digest(seq: int) -> str:
    return Entry.objects.get(seq=seq).digest


def test_an_untouched_chain_is_whole(chain: None) -> None:
    report = verify()
    assert report.ok
    assert (report.entries, report.digest, report.withheld) == (20, digest(20), 0)


@pytest.mark.django_db
def test_an_empty_ledger_is_whole() -> None:
    assert verify().ok


@pytest.mark.parametrize(
    "change",
    [
        "action = 'cases.close'",
        "actor = 'somebody'",
        "subject = 'case:2'",
        "organization = 'CB-9'",
        "software = '9.9'",
        "\"on\" = '2020-01-01'",
        "at = '2020-01-01 00:00:00'",
        'payload = \'{"step": "A99"}\'',
        "payload = '[]'",
        "payload = 'null'",
        f"previous = '{'f' * 64}'",
        f"digest = '{'f' * 64}'",
        f"personal_digest = '{'f' * 64}'",
    ],
)
@pytest.mark.parametrize("seq", [1, 7, 20])
def test_an_edited_entry_is_named(attacker: Attacker, change: str, seq: int) -> None:
    attacker.run(f"UPDATE ledger_entry SET {change} WHERE seq = {seq}")
    found = faults()
    assert ("edited", seq) in found
    assert {number for _, number in found} == {seq}


def test_an_edited_entry_says_which_it_was(attacker: Attacker) -> None:
    attacker.run("UPDATE ledger_entry SET payload = '{}' WHERE seq = 7")
    [fault] = verify().faults
    assert fault.sentence == "Mục 7 (cases.perform, ngày 07/11/2026) đã bị sửa sau khi ghi"


@pytest.mark.sqlite
def test_nonsense_that_only_a_loose_database_keeps_is_named_too(attacker: Attacker) -> None:
    attacker.run(
        "PRAGMA ignore_check_constraints = ON",
        "UPDATE ledger_entry SET payload = '{broken', at = 'yesterday' WHERE seq = 7",
        "UPDATE ledger_entry SET seq = 'eight' WHERE seq = 8",
        "PRAGMA ignore_check_constraints = OFF",
    )
    assert faults() == [("inserted", 0), ("edited", 7), ("deleted", 8)]


@pytest.mark.parametrize("seq", [1, 7])
def test_an_edited_entry_with_a_new_digest_is_named_by_its_successor(attacker: Attacker, seq: int) -> None:
    attacker.run(f"UPDATE ledger_entry SET payload = '{{}}' WHERE seq = {seq}")
    attacker.rewrite_digests(seq, seq)
    assert faults() == [("edited", seq)]


def test_a_rewritten_newest_entry_disagrees_with_the_head(attacker: Attacker) -> None:
    attacker.run("UPDATE ledger_entry SET payload = '{}' WHERE seq = 20")
    attacker.rewrite_digests(20, 20)
    assert faults() == [("head", 20)]


def test_a_tail_rewritten_up_to_the_end_disagrees_with_the_head(attacker: Attacker) -> None:
    attacker.run("UPDATE ledger_entry SET payload = '{}' WHERE seq = 7")
    attacker.rewrite_digests(7, 20, previous=digest(6))
    assert faults() == [("head", 20)]


@pytest.mark.parametrize(
    ("which", "seq"), [("= 1", 1), ("= 7", 7), ("= 20", 20), ("BETWEEN 7 AND 9", 7), ("> 15", 16)]
)
def test_a_deleted_entry_is_named(attacker: Attacker, which: str, seq: int) -> None:
    attacker.run(f"DELETE FROM ledger_entry WHERE seq {which}")
    assert faults() == [("deleted", seq)]


def test_all_entries_deleted(attacker: Attacker) -> None:
    attacker.run("DELETE FROM ledger_entry")
    [fault] = verify().faults
    assert (fault.kind, fault.sentence) == ("deleted", "Các mục 1–20 (mới nhất) đã bị xóa")


def test_a_deleted_entry_whose_gap_was_closed_by_new_numbers(attacker: Attacker) -> None:
    attacker.run("DELETE FROM ledger_entry WHERE seq = 7")
    for seq in range(8, 21):
        attacker.run(f"UPDATE ledger_entry SET seq = {seq - 1} WHERE seq = {seq}")
    attacker.set_head(19, digest(19))
    [fault] = verify().faults
    assert (fault.kind, fault.seq) == ("deleted", 7)
    assert "đánh số lại" in fault.sentence


def test_an_entry_inserted_after_the_newest(attacker: Attacker) -> None:
    attacker.copy(20, to=21, previous=digest(20))
    assert faults() == [("inserted", 21)]


def test_an_entry_inserted_after_the_newest_that_follows_nothing(attacker: Attacker) -> None:
    attacker.copy(20, to=21, previous="e" * 64)
    assert faults() == [("inserted", 21)]


def test_an_entry_inserted_in_the_middle_with_all_others_numbered_anew(attacker: Attacker) -> None:
    for seq in range(20, 6, -1):
        attacker.run(f"UPDATE ledger_entry SET seq = {seq + 1} WHERE seq = {seq}")
    attacker.copy(6, to=7, previous="e" * 64)
    attacker.set_head(21, digest(21))
    assert ("inserted", 7) in faults()
    assert {seq for _, seq in faults()} <= {6, 7}


def test_an_entry_numbered_nought(attacker: Attacker) -> None:
    attacker.copy(6, to=0, previous="e" * 64)
    assert faults() == [("inserted", 0)]


def test_two_entries_that_changed_places(attacker: Attacker) -> None:
    attacker.run(
        "UPDATE ledger_entry SET seq = 99 WHERE seq = 7",
        "UPDATE ledger_entry SET seq = 7 WHERE seq = 8",
        "UPDATE ledger_entry SET seq = 8 WHERE seq = 99",
    )
    report = verify()
    assert [(fault.kind, fault.seq) for fault in report.faults] == [("reordered", 7), ("reordered", 8)]
    assert report.faults[0].sentence == "Mục 7 bị đổi chỗ: vốn là mục 8"


def test_distant_entries_that_changed_places(attacker: Attacker) -> None:
    attacker.run(
        "UPDATE ledger_entry SET seq = 99 WHERE seq = 3",
        "UPDATE ledger_entry SET seq = 3 WHERE seq = 20",
        "UPDATE ledger_entry SET seq = 20 WHERE seq = 99",
    )
    assert {("reordered", 3), ("reordered", 20)} <= set(faults())


def test_two_entries_that_changed_content_but_kept_their_places(attacker: Attacker) -> None:
    columns = ("payload", "subject")
    swap = {
        column: list(Entry.objects.filter(seq__in=(7, 8)).order_by("seq").values_list(column, flat=True))
        for column in columns
    }
    for position, seq in enumerate((8, 7)):
        Entry.objects.filter(seq=seq).update(**{column: swap[column][position] for column in columns})
    assert faults() == [("edited", 7), ("edited", 8)]


def test_two_entries_with_one_number(attacker: Attacker) -> None:
    attacker.forget_uniqueness()
    attacker.copy(8, to=8)
    assert faults() == [("forked", 8)]


def test_two_entries_with_one_predecessor(attacker: Attacker) -> None:
    attacker.forget_uniqueness()
    attacker.copy(8, to=21)
    attacker.set_head(21, digest(21))
    assert faults() == [("forked", 21)]


@pytest.mark.parametrize(("seq", "kind"), [(25, "head"), (15, "head")])
def test_a_head_with_another_length(attacker: Attacker, seq: int, kind: str) -> None:
    attacker.run(f"UPDATE ledger_head SET seq = {seq}")
    assert [kind for kind, _ in faults()] == [kind]


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE ledger_head SET digest = '{'f' * 64}'",
        "DELETE FROM ledger_head",
        "INSERT INTO ledger_head (id, seq, digest) SELECT 2, seq, digest FROM ledger_head",
    ],
)
def test_a_head_that_was_touched(attacker: Attacker, statement: str) -> None:
    attacker.run(statement)
    assert faults() == [("head", 20)]


def test_a_chain_cut_short_together_with_its_head_but_not_its_digest(attacker: Attacker) -> None:
    attacker.run("DELETE FROM ledger_entry WHERE seq > 15")
    Head.objects.update(seq=F("seq") - 5)
    assert faults() == [("head", 15)]


@pytest.mark.parametrize(
    "change", ['personal = \'{"name": "Nguyễn Văn Ân"}\'', "salt = 'known'", "salt = '', personal = '[]'"]
)
def test_personal_data_that_was_changed(attacker: Attacker, change: str) -> None:
    attacker.run(f"UPDATE ledger_entry SET {change} WHERE seq = 5")
    assert faults() == [("personal", 5)]


def test_personal_data_that_was_added(attacker: Attacker) -> None:
    attacker.run("UPDATE ledger_entry SET personal = '{}' WHERE seq = 6")
    assert faults() == [("personal", 6)]


def test_verifying_asks_the_same_few_questions_however_long_the_chain(
    chain: None, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        verify()
    assert connection.vendor in {"sqlite", "postgresql"}
