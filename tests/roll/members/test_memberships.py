"""Spells of membership: admitted, recognized, ended; never two at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import annul, end_membership, enroll, issue_card, place, recognize, restore
from chibo.roll.members.models import Appointment, CommitteeSeat, Membership, Person, Placement, Role, Standing
from chibo.roll.members.queries import home_of, status_of
from tests import builders
from tests.builders import FOUNDED, Tree
from tests.cast import AN, BINH, HA, KHOA

ADMITTED = date(2019, 6, 1)
PAPER = {"decision": "31-QĐ/TU", "decided_on": date(2019, 5, 20)}
LEFT: dict[str, Any] = {"by": None, "on": date(2021, 3, 1), "decision": "5-QĐ/TU", "decided_on": date(2021, 2, 20)}


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def test_probation_begins_with_the_ceremony(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)

    spell = enroll(person=ha, organization=tree.cell, by=None, on=ADMITTED, **PAPER)

    assert (spell.kind, spell.starts_on, spell.decided_on) == ("PROBATIONARY", ADMITTED, date(2019, 5, 20))
    places = list(ha.placements.order_by("starts_on").values_list("kind", "ends_on"))
    assert places == [("APPLICANT", ADMITTED), ("OFFICIAL", None)]
    assert str(status_of(ha, ADMITTED)) == "Đảng viên dự bị"
    assert Entry.objects.get(action="members.enroll").payload["rows"][0]["id"] == spell.pk


def test_recognition_takes_effect_when_probation_was_over(tree: Tree) -> None:
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=ADMITTED)

    recognize(
        person=khoa,
        by=None,
        on=date(2020, 8, 10),
        effective_on=date(2020, 6, 1),
        decision="88-QĐ/TU",
        decided_on=date(2020, 8, 10),
    )

    probation, official = khoa.memberships.order_by("starts_on")
    assert (probation.ends_on, probation.ends_by) == (date(2020, 6, 1), "RECOGNIZED")
    assert (official.starts_on, official.decided_on, official.ends_on) == (date(2020, 6, 1), date(2020, 8, 10), None)
    assert home_of(khoa, date(2021, 1, 1)).organization == tree.cell


def test_whoever_leaves_the_party_leaves_every_office(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell)
    builders.committee(tree.ward, [an])
    builders.away(an, tree.neighbour_cell, on=date(2020, 6, 1), until=date(2022, 1, 1))
    builders.standing(an, Standing.Kind.SUSPENDED, on=date(2021, 1, 1))

    end_membership(person=an, ends_by="EXPULSION", **LEFT)

    assert str(status_of(an, date(2021, 3, 1))) == "Đã ra khỏi Đảng · khai trừ"
    for table in (Appointment, CommitteeSeat, Standing):
        assert table.objects.get().ends_on == date(2021, 3, 1)
    assert list(an.placements.filter(ends_on__isnull=True).values_list("kind", "organization")) == [
        ("FORMER", tree.cell.pk)
    ]


def test_a_death_needs_no_decision(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    end_membership(person=an, ends_by="DEATH", by=None, on=date(2021, 3, 1))
    an.refresh_from_db()
    assert (an.died_on, str(status_of(an, date(2021, 3, 1)))) == ("2021-03-01", "Đã từ trần")


def test_a_second_spell_leaves_the_first_as_it_was(tree: Tree) -> None:
    """Struck off, then admitted again years later in another cell: both spells stand."""
    an = builders.official(AN, tree.cell)
    end_membership(person=an, ends_by="STRIKE_OFF", **LEFT)
    place(person=an, organization=tree.neighbour_cell, kind="APPLICANT", by=None, on=date(2024, 5, 1))

    enroll(
        person=an,
        organization=tree.neighbour_cell,
        by=None,
        on=date(2025, 2, 3),
        decision="2-QĐ/TU",
        decided_on=date(2025, 1, 20),
    )

    assert [(s.kind, s.ends_by) for s in an.memberships.order_by("starts_on")] == [
        ("PROBATIONARY", "RECOGNIZED"),
        ("OFFICIAL", "STRIKE_OFF"),
        ("PROBATIONARY", ""),
    ]
    assert [p.kind for p in an.placements.order_by("starts_on")] == ["OFFICIAL", "FORMER", "APPLICANT", "OFFICIAL"]


def test_a_removal_set_aside_restores_the_member(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    end_membership(person=an, ends_by="EXPULSION", **LEFT)
    restore(
        person=an,
        organization=tree.cell,
        by=None,
        on=date(2021, 9, 1),
        decision="9-QĐ/UBKT",
        decided_on=date(2021, 8, 30),
    )
    assert str(status_of(an, date(2021, 9, 1))) == "Đảng viên chính thức"


def test_an_admission_against_the_rules_is_annulled(tree: Tree) -> None:
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=ADMITTED)
    annul(person=khoa, **LEFT)
    assert str(status_of(khoa, date(2021, 3, 1))) == "Đã ra khỏi Đảng · hủy quyết định"


def test_a_recognition_against_the_rules_reopens_probation(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    annul(person=an, recognition_only=True, **LEFT)
    assert [(s.kind, s.ends_by) for s in an.memberships.order_by("starts_on")] == [
        ("PROBATIONARY", "RECOGNIZED"),
        ("OFFICIAL", "ANNULMENT"),
        ("PROBATIONARY", ""),
    ]
    assert home_of(an, date(2021, 3, 1)).kind == "OFFICIAL"


# Refused


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def test_nobody_is_admitted_twice(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    with refused("đang là đảng viên"):
        enroll(person=an, organization=tree.cell, by=None, on=date(2021, 1, 1), **PAPER)


def test_nobody_is_admitted_before_the_last_spell_ended(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    end_membership(person=an, ends_by="STRIKE_OFF", **LEFT)
    with refused("trước khi kết thúc"):
        enroll(person=an, organization=tree.cell, by=None, on=date(2021, 2, 28), **PAPER)


def test_the_ceremony_does_not_come_before_the_decision(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    with refused("sau ngày thực hiện"):
        enroll(person=ha, organization=tree.cell, by=None, on=ADMITTED, decision="1", decided_on=date(2019, 6, 2))
    with refused("Chưa ghi số quyết định"):
        enroll(person=ha, organization=tree.cell, by=None, on=ADMITTED, decision="", decided_on=ADMITTED)


def test_a_member_belongs_to_a_cell(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    with refused("không phải là chi bộ"):
        enroll(person=ha, organization=tree.ward, by=None, on=ADMITTED, **PAPER)


def test_no_cell_no_member(tree: Tree) -> None:
    ha = builders.person(HA)
    with refused("chưa thành lập"):
        enroll(
            person=ha,
            organization=tree.cell,
            by=None,
            on=FOUNDED - timedelta(days=1),
            decision="1",
            decided_on=date(2016, 7, 1),
        )


@pytest.mark.parametrize(
    ("effective_on", "decided_on", "sentence"),
    [
        (ADMITTED, date(2020, 8, 10), "không sau ngày kết nạp"),
        (date(2020, 6, 1), date(2020, 5, 31), "trước ngày được công nhận"),
        (date(2020, 6, 1), date(2020, 8, 11), "sau ngày thực hiện"),
    ],
)
def test_official_comes_after_admission(tree: Tree, effective_on: date, decided_on: date, sentence: str) -> None:
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=ADMITTED)
    with refused(sentence):
        recognize(
            person=khoa, by=None, on=date(2020, 8, 10), effective_on=effective_on, decision="1", decided_on=decided_on
        )


def test_only_a_probationary_member_is_recognized(tree: Tree) -> None:
    for somebody in (builders.person(HA, at=tree.cell), builders.official(BINH, tree.cell)):
        with refused("không phải là đảng viên dự bị"):
            recognize(
                person=somebody,
                by=None,
                on=date(2022, 1, 1),
                effective_on=date(2021, 1, 1),
                decision="1",
                decided_on=date(2022, 1, 1),
            )


def test_nobody_leaves_without_a_ground_or_a_decision(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    with refused("chưa chọn đúng lý do"):
        end_membership(person=an, ends_by="RECOGNIZED", **LEFT)
    with refused("Chưa ghi số quyết định"):
        end_membership(person=an, ends_by="EXPULSION", by=None, on=date(2021, 3, 1))
    with refused("không phải là đảng viên"):
        end_membership(person=builders.person(HA, at=tree.cell), ends_by="EXPULSION", **LEFT)


def test_nobody_leaves_before_the_last_fact_of_the_file(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell, on=date(2021, 3, 1))
    with refused("không sau ngày thay đổi gần nhất"):
        end_membership(person=an, ends_by="EXPULSION", **LEFT)
    assert Membership.objects.filter(person=an, ends_on__isnull=True).exists()


def test_a_probationary_member_gets_no_card(tree: Tree) -> None:
    khoa = builders.probationary(KHOA, tree.cell)
    with refused("chưa là đảng viên chính thức"):
        issue_card(
            person=khoa, number="12345678", issued_by=tree.city, by=None, on=date(2018, 1, 1), decision="4-QĐ/TU"
        )


class NeverTwoOpen(TestCase):
    """Whatever acts are tried on whatever days: at most one spell and one home on any day."""

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(tries=st.lists(st.tuples(st.integers(0, 5), st.integers(-40, 500)), max_size=14))
    def test_spells_and_homes_follow_each_other(self, tries: list[tuple[int, int]]) -> None:
        tree = builders.tree()
        khoa = builders.person(KHOA, at=tree.cell)
        day = ADMITTED
        for choice, later in tries:
            day += timedelta(days=later)
            self.attempt(self.acts(khoa, tree, day)[choice])
        spells = sorted(khoa.memberships.values_list("starts_on", "ends_on"))
        homes = sorted(khoa.placements.exclude(kind=Placement.Kind.TEMPORARY).values_list("starts_on", "ends_on"))
        for rows in (spells, homes):
            for (_, ended), (following, _) in pairwise(rows):
                assert ended is not None and ended <= following
        assert len(homes) >= 1 and homes[-1][1] is None, "the record always lies somewhere"

    @staticmethod
    def attempt(act: Callable[[], object]) -> None:
        try:
            act()
        except Refusal:
            return

    @staticmethod
    def acts(khoa: Person, tree: Tree, day: date) -> list[Callable[[], object]]:
        paper: dict[str, Any] = {"decision": "1-QĐ/TU", "decided_on": day}
        return [
            lambda: enroll(person=khoa, organization=tree.cell, by=None, on=day, **paper),
            lambda: recognize(person=khoa, by=None, on=day, effective_on=day - timedelta(days=30), **paper),
            lambda: end_membership(person=khoa, ends_by="STRIKE_OFF", by=None, on=day, **paper),
            lambda: annul(person=khoa, by=None, on=day, recognition_only=True, **paper),
            lambda: place(person=khoa, organization=tree.other_cell, by=None, on=day),
            lambda: place(person=khoa, organization=tree.ward, kind="APPLICANT", by=None, on=day),
        ]
