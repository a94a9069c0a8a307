"""Party age as the register knows it: gaps, readmission, restoration, interruptions settled by a decision."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.common.dates import add_months
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import facts
from chibo.roll.members.actions import end_membership, enroll, leave_out, restore
from chibo.roll.members.models import Interruption, Membership, Person, Stay
from chibo.roll.members.queries import party_age_of, services_of
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree
from tests.cast import AN, BINH, KHOA

pytestmark = pytest.mark.django_db
DECIDED = FOUNDED + timedelta(days=20)  # ten days before the ceremony
LEFT, BACK = date(2018, 9, 1), date(2020, 9, 1)


@pytest.fixture
def tree() -> Tree:
    return builders.tree()


def out(person: Person) -> None:
    end_membership(person=person, ends_by="STRIKE_OFF", by=None, on=LEFT, decision="8-QĐ/TU", decided_on=LEFT)


def test_it_runs_from_the_decision(tree: Tree) -> None:
    told = party_age_of(builders.official(AN, tree.cell), TODAY)
    assert (told.starts_on, told.years) == (DECIDED, 4)


def test_a_probationary_member_has_none_yet(tree: Tree) -> None:
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=date(2020, 3, 1))
    assert party_age_of(khoa, TODAY).months is None


def test_without_the_day_of_the_decision_the_day_of_joining_stands_in(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    Membership.objects.filter(person=an).update(decided_on=None)
    told = party_age_of(an, TODAY)
    assert told.starts_on == FOUNDED + timedelta(days=30)
    assert "chưa có ngày quyết định" in told.findings[0].sentence


def test_the_readmitted_lose_the_time_between(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    out(an)
    enroll(person=an, organization=tree.cell, by=None, on=BACK, decision="9-QĐ/TU", decided_on=BACK)
    told = party_age_of(an, TODAY)
    assert (told.taken_off, told.years) == (24, 2)


def test_the_restored_lose_nothing(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    out(an)
    restore(person=an, organization=tree.cell, by=None, on=BACK, decision="9-QĐ/TU", decided_on=BACK)
    assert (party_age_of(an, TODAY).taken_off, party_age_of(an, TODAY).years) == (0, 4)
    assert Stay.objects.filter(person=an).latest("starts_on").aged_from == DECIDED


def test_it_stands_still_outside_the_party(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    out(an)
    assert party_age_of(an, TODAY).months == party_age_of(an, LEFT).months == 24


def test_an_interruption_is_taken_off_by_exactly_itself(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    decision = {"by": None, "on": TODAY, "document": "7-QĐ/TU", "document_on": TODAY}
    leave_out(
        person=an,
        kind="TRANSFER",
        starts_on=date(2018, 1, 1),
        ends_on=date(2019, 1, 1),
        **decision,  # type: ignore[arg-type]  # one decision
    )
    leave_out(person=binh, kind="LOST_CONTACT", months=5, days=3, **decision)  # type: ignore[arg-type]  # one decision
    assert party_age_of(an, TODAY).counted_from == add_months(DECIDED, 12)
    assert party_age_of(binh, TODAY).counted_from == add_months(DECIDED, 5) + timedelta(days=3)
    aged = dict(Stay.objects.filter(ends_on__isnull=True).values_list("person", "aged_from"))
    assert aged == {an.pk: add_months(DECIDED, 12), binh.pk: add_months(DECIDED, 5) + timedelta(days=3)}
    assert all(difference.none for difference in facts.compare())


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "ghi hai ngày"),
        ({"starts_on": date(2018, 1, 1)}, "ghi hai ngày"),
        ({"starts_on": date(2018, 1, 1), "ends_on": date(2018, 2, 1), "months": 3}, "ghi hai ngày"),
        ({"starts_on": date(2018, 2, 1), "ends_on": date(2018, 1, 1)}, "sau ngày bắt đầu"),
        ({"starts_on": date(2015, 1, 1), "ends_on": date(2018, 1, 1)}, "trước khi vào Đảng"),
        ({"months": 3, "kind": "HOLIDAY"}, "chưa chọn loại"),
        ({"months": 3, "document": " "}, "số quyết định"),
        ({"starts_on": date(2017, 6, 1), "ends_on": date(2018, 1, 1)}, "trùng với"),
    ],
)
def test_an_interruption_makes_sense_or_is_refused(tree: Tree, more: dict[str, object], words: str) -> None:
    an = builders.official(AN, tree.cell)
    usual = {"person": an, "kind": "TRANSFER", "by": None, "on": TODAY, "document": "7-QĐ/TU", "document_on": TODAY}
    leave_out(**usual, starts_on=date(2017, 9, 1), ends_on=date(2017, 12, 1))  # type: ignore[arg-type]  # test facts
    with pytest.raises(Refusal, match=words):
        leave_out(**usual | more)  # type: ignore[arg-type]  # test facts
    assert Interruption.objects.count() == 1


def test_many_are_read_in_two_questions(tree: Tree, django_assert_num_queries: object) -> None:
    people = builders.officials(30, tree.cell)
    with django_assert_num_queries(2):  # type: ignore[operator]  # the fixture of pytest-django
        services = services_of([person.pk for person in people], TODAY)
    assert {service.decided_on for service in services.values()} == {DECIDED}
