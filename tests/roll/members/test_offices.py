"""Appointments, committees, circumstances and cards: each from a day, by a document."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import end_appointment, lift_standing, seat
from chibo.roll.members.models import Appointment, Committee, CommitteeSeat, Role, Standing
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree
from tests.cast import AN, BINH, DUNG, HA, LAN

TERM = date(2020, 6, 1)


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def test_one_secretary_follows_another(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    first = builders.appointed(an, Role.SECRETARY, tree.cell)
    end_appointment(appointment=first, by=None, on=TERM, ground="Hết nhiệm kỳ")
    builders.appointed(binh, Role.SECRETARY, tree.cell, on=TERM)

    assert list(Appointment.objects.order_by("starts_on").values_list("person", "ends_on")) == [
        (an.pk, TERM),
        (binh.pk, None),
    ]


def test_a_cell_has_one_secretary(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell, until=date(2022, 6, 1))
    with refused("đang có bí thư"):
        builders.appointed(binh, Role.SECRETARY, tree.cell, on=date(2022, 5, 31))
    builders.appointed(binh, Role.DEPUTY_SECRETARY, tree.cell)
    builders.appointed(binh, Role.SECRETARY, tree.cell, on=date(2022, 6, 1))


def test_the_same_appointment_is_not_given_twice(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.OFFICE, tree.ward)
    with refused("đã là cán bộ văn phòng"):
        builders.appointed(an, Role.OFFICE, tree.ward, on=TODAY)
    builders.appointed(an, Role.OFFICE, tree.city, on=TODAY)


def test_an_appointment_ends_after_it_began_and_once(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    post = builders.appointed(an, Role.OFFICE, tree.ward, on=TERM)
    with refused("không sau ngày bắt đầu"):
        end_appointment(appointment=post, by=None, on=TERM)
    end_appointment(appointment=post, by=None, on=TODAY)
    with refused("đã kết thúc"):
        end_appointment(appointment=post, by=None, on=TODAY + timedelta(days=1))


def test_no_appointment_where_nothing_stands_yet(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    with refused("chưa thành lập"):
        builders.appointed(an, Role.OFFICE, tree.ward, on=FOUNDED - timedelta(days=1))


def test_a_new_term_ends_the_one_before(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    builders.committee(tree.ward, [an])
    builders.committee(tree.ward, [an, binh], on=TERM, term="2020-2025")

    old, new = Committee.objects.order_by("starts_on")
    assert (old.ends_on, new.ends_on) == (TERM, None)
    assert list(old.seats.values_list("ends_on", flat=True)) == [TERM]
    assert new.seats.count() == 2


def test_somebody_joins_during_a_term(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    term = builders.committee(tree.ward, [], on=TERM, until=date(2025, 6, 1))
    assert seat(committee=term, person=an, by=None, on=TODAY).ends_on == date(2025, 6, 1)
    with refused("đã là ủy viên"):
        seat(committee=term, person=an, by=None, on=TODAY)
    with refused("ngoài nhiệm kỳ"):
        seat(committee=term, person=builders.official(DUNG, tree.cell), by=None, on=date(2025, 6, 1))
    assert CommitteeSeat.objects.count() == 1


def test_a_circumstance_begins_and_ends(tree: Tree) -> None:
    lan = builders.official(LAN, tree.cell)
    exempt = builders.standing(lan, Standing.Kind.EXEMPT, on=TERM)
    with refused("đã được ghi là miễn công tác"):
        builders.standing(lan, Standing.Kind.EXEMPT, on=TODAY)
    lift_standing(standing=exempt, by=None, on=TODAY)
    with refused("đã kết thúc"):
        lift_standing(standing=exempt, by=None, on=TODAY)
    builders.standing(lan, Standing.Kind.EXEMPT, on=TODAY)


def test_circumstances_are_of_members(tree: Tree) -> None:
    with refused("không phải là đảng viên"):
        builders.standing(builders.person(HA, at=tree.cell), Standing.Kind.EXEMPT, on=TODAY)
