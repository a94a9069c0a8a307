"""A register taken over at once: one act, one entry, and the first nonsense refuses it all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import Enrolment, enroll_many
from chibo.roll.members.models import MemberCard, Membership, Person
from chibo.roll.members.queries import home_of, status_of
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree
from tests.cast import crowd, identity


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def lines(count: int, tree: Tree) -> list[Enrolment]:
    return [
        Enrolment(
            family_name=who.family_name,
            given_name=who.given_name,
            organization=(tree.cell, tree.other_cell)[number % 2],
            decision="15-QĐ/TU",
            decided_on=date(1995, 5, 3),
            admitted_on=date(1995, 5, 19),
            recognized_on=date(1996, 5, 19) if number % 10 else None,
            recognition_decision="20-QĐ/TU",
            recognition_decided_on=date(1996, 6, 1),
            sex=who.sex,
            identity=identity(number),
            card_number=identity(number) if number % 10 else "",
            invented=True,
        )
        for number, who in enumerate(crowd(count))
    ]


def test_a_register_is_taken_over(tree: Tree) -> None:
    people = enroll_many(rows=lines(20, tree), by=None, on=TODAY, subject="register:2020", organization=tree.ward)

    assert [person.name for person in people] == [who.name for who in crowd(20)]
    assert (Membership.objects.count(), MemberCard.objects.count()) == (38, 18)
    assert str(status_of(people[1], TODAY)) == "Đảng viên chính thức"
    assert str(status_of(people[0], TODAY)) == "Đảng viên dự bị"
    assert home_of(people[0], TODAY).starts_on == FOUNDED, "as long as the cell exists"
    assert Entry.objects.get(action="members.enroll_many").payload["batch"]["count"] == 38
    assert verify().ok


def test_many_people_in_few_statements(tree: Tree) -> None:
    """The register, the ledger, and the facts derived from both."""
    with CaptureQueriesContext(connection) as asked:
        enroll_many(rows=lines(200, tree), by=None, on=TODAY, subject="register:2020")
    # On SQLite the rows of a table go in some forty at a time.
    assert len(asked) <= (23 if connection.vendor == "postgresql" else 33)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"recognized_on": date(1995, 5, 19)}, "không sau ngày kết nạp"),
        ({"decided_on": date(1995, 5, 20)}, "sau ngày thực hiện"),
        ({"recognition_decided_on": None}, "Chưa ghi ngày quyết định"),
        ({"identity": "12"}, "cần đúng 12 chữ số"),
        ({"identity": identity(0)}, "ghi hai lần"),
        ({"family_name": ""}, "Chưa ghi đủ họ và tên"),
        ({"placed_on": date(2021, 1, 1)}, "sau ngày của danh sách"),
        ({"card_number": "12"}, "phải có 8 chữ số"),
    ],
)
def test_one_wrong_line_refuses_the_whole(tree: Tree, change: dict[str, object], sentence: str) -> None:
    rows = lines(5, tree)
    rows[3] = replace(rows[3], **change)
    with pytest.raises(Refusal, match=sentence) as refusal:
        enroll_many(rows=rows, by=None, on=TODAY, subject="register:2020")
    assert "dòng 4" in str(refusal.value) or "hai lần" in sentence
    assert not Person.objects.exists()


def test_a_register_is_of_cells(tree: Tree) -> None:
    rows = [replace(lines(1, tree)[0], organization=tree.ward)]
    with pytest.raises(Refusal, match="không phải là chi bộ"):
        enroll_many(rows=rows, by=None, on=TODAY, subject="register:2020")


def test_who_is_known_already_is_not_entered_again(tree: Tree) -> None:
    enroll_many(rows=lines(3, tree), by=None, on=TODAY, subject="register:2020")
    with pytest.raises(Refusal, match="một người khác trong sổ"):
        enroll_many(rows=lines(1, tree), by=None, on=TODAY, subject="register:2020")


def test_the_ledger_sees_a_spell_that_was_changed_or_slipped_in(tree: Tree) -> None:
    people = enroll_many(rows=lines(4, tree), by=None, on=TODAY, subject="register:2020")
    Membership.objects.filter(person=people[1], kind="OFFICIAL").update(starts_on=date(1996, 6, 1))
    assert not verify().ok

    Membership.objects.filter(person=people[1], kind="OFFICIAL").update(starts_on=date(1996, 5, 19))
    assert verify().ok
    Membership.objects.filter(person=people[0]).update(ends_on=TODAY, ends_by="DEATH")
    Membership.objects.create(person=people[0], kind="OFFICIAL", starts_on=TODAY, decision="1", decided_on=TODAY)
    assert {fault.kind for fault in verify().faults}
