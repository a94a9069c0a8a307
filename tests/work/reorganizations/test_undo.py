"""Undone before the next act everything is as it was, row by row; later acts stand in the way and are named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.engine.cases.models import Event
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.actions import place as place_person
from chibo.roll.members.models import Role
from chibo.roll.organizations.models import Kind, Level, Organization
from chibo.work.reorganizations.actions import Paper, undo
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.rules.moves import Found, Merge, Move, Rename, Reparent, Split
from tests import builders
from tests.cast import crowd
from tests.work.reorganizations.stage import DAY, NOW, Stage, cells_become_one, done, rows, stage, wards_become_one

LATER = DAY + timedelta(days=20)


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def undone(act: Reorganization, place: Stage) -> Reorganization:
    by = place.organizer if act.decider == place.tree.city else place.office
    return undo(plan=act, by=by, today=LATER, at=NOW, ground="Văn bản thu hồi")


def every_kind(place: Stage) -> list[tuple[list[Move], Organization]]:
    tree = place.tree
    new = Found("CB-3", "Chi bộ mới", Level.CELL, Kind.RESIDENTIAL, tree.ward.code)
    some = tuple(person.pk for person in place.people[:3])
    return [
        (wards_become_one(tree), tree.city),
        (cells_become_one(tree), tree.ward),
        ([new, Split(tree.cell.code, "CB-3", some)], tree.ward),
        ([new, Split(tree.cell.code, "CB-3", some), Merge(tree.cell.code, tree.other_cell.code)], tree.ward),
        ([Reparent(tree.cell.code, tree.neighbour_ward.code)], tree.city),
        ([new, Merge(tree.cell.code, "CB-3"), Merge(tree.other_cell.code, "CB-3")], tree.ward),
    ]


@pytest.mark.parametrize("number", range(6))
def test_every_row_is_as_it_was(place: Stage, number: int) -> None:
    moves, decider = every_kind(place)[number]
    before = rows()
    act = done(moves, decider, place.organizer if decider == place.tree.city else place.office)
    assert rows() != before

    act = undone(act, place)
    assert rows() == before
    assert (act.state, act.undone_ground) == (Reorganization.State.UNDONE, "Văn bản thu hồi")
    assert verify().faults == []


def test_a_case_goes_home_with_an_event(place: Stage) -> None:
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)
    undone(act, place)
    place.case.refresh_from_db()
    assert place.case.organization == place.tree.cell
    moved = place.case.events.filter(kind=Event.Kind.MOVED).order_by("seq")
    assert [event.data["to"] for event in moved] == [place.tree.other_cell.pk, place.tree.cell.pk]
    assert moved[1].ground.startswith("Hoàn tác: Sắp xếp")


def test_it_can_be_carried_out_again(place: Stage) -> None:
    undone(done(wards_become_one(place.tree), place.tree.city, place.organizer), place)
    again = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    assert again.state == Reorganization.State.DONE
    assert verify().faults == []


# Refused


def refused(act: Reorganization, place: Stage, sentence: str) -> None:
    before = rows()
    with pytest.raises(Refusal, match=sentence):
        undone(act, place)
    assert rows() == before


def test_a_move_of_a_member_since_stands_in_the_way(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    cell = place.tree.other_cell
    place_person(person=place.people[2], organization=cell, by=None, on=LATER, ground="Giấy giới thiệu")
    refused(act, place, r"đã ghi 1 việc khác liên quan \(mục \d+ sổ cái ngày 22/11/2020")


def test_an_office_given_since_stands_in_the_way(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    builders.appointed(place.people[0], Role.SECRETARY, Organization.objects.get(code="DU-MOI"), on=LATER)
    refused(act, place, "đã ghi 1 việc khác liên quan")


def test_the_next_reorganization_stands_in_the_way(place: Stage) -> None:
    first = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    paper = Paper(on=LATER, document="13-QĐ/TU", document_on=LATER)
    renamed: list[Move] = [Rename("DU-MOI", "Đảng bộ phường Khác")]
    second = done(renamed, place.tree.city, place.organizer, paper=paper, today=LATER)
    refused(first, place, "“Sắp xếp”")
    undone(second, place)
    undone(first, place)


def test_what_happens_elsewhere_does_not(place: Stage) -> None:
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)
    builders.official(crowd(1, 900)[0], place.tree.neighbour_cell)
    assert undone(act, place).state == Reorganization.State.UNDONE


def test_a_leaving_stands_in_the_way_until_it_is_taken_back(place: Stage) -> None:
    before = rows()
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)
    told = Left("DEATH", DAY + timedelta(days=2), ground="Giấy báo")
    who = place.people[0]
    leaving = record_leaving(person=who, told=told, by=place.office, on=LATER)
    with pytest.raises(Refusal, match="đã ghi 2 việc khác liên quan"):
        undone(act, place)
    undo_leaving(leaving=leaving, ground="Nhầm", by=place.office, on=LATER)
    undone(act, place)
    assert rows() == before and verify().faults == []


def test_an_undone_act_is_not_undone_again(place: Stage) -> None:
    act = undone(done(wards_become_one(place.tree), place.tree.city, place.organizer), place)
    refused(act, place, "đã hoàn tác")


def test_a_ground_is_said(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    with pytest.raises(Refusal, match="lý do"):
        undo(plan=act, by=place.organizer, today=LATER, at=NOW, ground=" ")


def test_the_ward_does_not_undo_what_the_city_decided(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    with pytest.raises(PermissionDenied):
        undo(plan=act, by=place.pen, today=LATER, at=NOW, ground="Văn bản thu hồi")
