"""People and offices in a reorganization: moved and ended in bulk, and put back row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.foundation.ledger.queries import verify
from chibo.foundation.ledger.traces import Changed, snapshot
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import Moving, end_offices, move_back, move_people, place
from chibo.roll.members.models import Appointment, Committee, CommitteeSeat, Placement, Role
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import HA, KHOA, LAN, MINH, crowd

DAY = date(2024, 11, 1)
SIGNED: dict[str, Any] = {"by": None, "on": DAY, "subject": "reorganization:1", "organization": "DU-HOASEN"}


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def rows() -> list[dict[str, Any]]:
    tables: list[type[Any]] = [Placement, Appointment, CommitteeSeat, Committee]
    return [snapshot(row) for table in tables for row in table.objects.order_by("pk")]


def move(tree: Tree, moving: Moving | None = None) -> list[Any]:
    whole = Moving(everybody={tree.cell.pk: tree.other_cell.pk})
    return move_people(moving=moving or whole, ground="12-QĐ/ĐU", **SIGNED)


def test_everybody_moves_as_they_are(tree: Tree) -> None:
    members, follower = builders.officials(4, tree.cell), builders.person(HA, at=tree.cell)
    guest, host = builders.official(LAN, tree.cell), builders.official(MINH, tree.other_cell)
    builders.away(guest, tree.other_cell, on=TODAY)
    builders.away(host, tree.cell, on=TODAY)
    move(tree)
    there = Placement.objects.filter(organization=tree.other_cell, ends_on__isnull=True)
    assert set(there.filter(kind="OFFICIAL").values_list("person", flat=True)) == {
        *(member.pk for member in members),
        guest.pk,
        host.pk,
    }
    assert there.get(kind="APPLICANT").person == follower
    assert not Placement.objects.filter(organization=tree.cell, ends_on__isnull=True).exists()
    assert not there.filter(kind="TEMPORARY", person=host).exists(), "who was there for a time comes home"
    assert verify().faults == []


def test_single_people_go_another_way(tree: Tree) -> None:
    stays, goes = builders.officials(2, tree.cell)
    move(tree, Moving(people={goes.pk: tree.other_cell.pk}, of=frozenset({tree.cell.pk})))
    homes = dict(Placement.objects.filter(ends_on__isnull=True).values_list("person", "organization"))
    assert homes == {stays.pk: tree.cell.pk, goes.pk: tree.other_cell.pk}


def test_the_number_of_statements_does_not_grow(tree: Tree) -> None:
    builders.officials(3, tree.cell)
    with CaptureQueriesContext(connection) as few:
        move(tree)
    builders.officials(40, tree.neighbour_cell, start=100)
    with CaptureQueriesContext(connection) as many:
        move(tree, Moving(everybody={tree.neighbour_cell.pk: tree.cell.pk}))
    assert len(many) <= len(few) + 1


def test_offices_end_with_their_organization(tree: Tree) -> None:
    people = builders.officials(3, tree.cell)
    builders.appointed(people[0], Role.SECRETARY, tree.cell)
    builders.appointed(people[1], Role.SECRETARY, tree.other_cell)
    builders.committee(tree.cell, people)
    end_offices(organizations=[tree.cell.pk], **SIGNED)
    assert set(Appointment.objects.values_list("organization", "ends_on")) == {
        (tree.cell.pk, DAY),
        (tree.other_cell.pk, None),
    }
    assert {*CommitteeSeat.objects.values_list("ends_on", flat=True)} == {DAY}
    assert Committee.objects.get().ends_on == DAY


def test_put_back_row_by_row(tree: Tree) -> None:
    people = builders.officials(3, tree.cell)
    builders.appointed(people[0], Role.SECRETARY, tree.cell)
    builders.committee(tree.cell, people)
    before = rows()
    trace = [*move(tree), *end_offices(organizations=[tree.cell.pk], **SIGNED)]
    assert rows() != before
    move_back(trace=trace, **SIGNED)
    assert rows() == before
    assert verify().faults == []


def test_who_moved_on_since_is_not_put_back(tree: Tree) -> None:
    member = builders.official(KHOA, tree.cell)
    trace = move(tree)
    place(person=member, organization=tree.neighbour_cell, by=None, on=DAY + timedelta(days=9), ground="Giấy")
    with pytest.raises(Changed, match="placement: 1"):
        move_back(trace=trace, **SIGNED)


# Refused


def test_members_do_not_move_into_a_committee(tree: Tree) -> None:
    builders.officials(1, tree.cell)
    with pytest.raises(Refusal, match="không phải là chi bộ"):
        move(tree, Moving(everybody={tree.cell.pk: tree.ward.pk}))


def test_nobody_moves_before_they_came(tree: Tree) -> None:
    member = builders.official(crowd(1)[0], tree.other_cell)
    place(person=member, organization=tree.cell, by=None, on=DAY + timedelta(days=1), ground="Giấy")
    with pytest.raises(Refusal, match="sinh hoạt của một người"):
        move(tree)


def test_an_office_that_began_later_is_not_ended_before(tree: Tree) -> None:
    member = builders.official(crowd(1)[0], tree.cell)
    builders.appointed(member, Role.SECRETARY, tree.cell, on=DAY + timedelta(days=1))
    with pytest.raises(Refusal, match="nhiệm vụ"):
        end_offices(organizations=[tree.cell.pk], **SIGNED)
