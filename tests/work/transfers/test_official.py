"""The official transfer: the unit changes with the receipt and with nothing before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Event
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import place as put
from chibo.roll.members.models import Placement, Role
from chibo.roll.members.queries import home_of, voters_of_cell
from tests import builders
from tests.cast import KHOA, MINH, crowd
from tests.work.transfers.stage import Stage, stage, steps


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def test_a_member_moves_to_another_ward(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    builders.appointed(minh, Role.DEPUTY_SECRETARY, place.tree.cell)
    builders.committee(place.tree.cell, [minh])
    builders.committee(place.tree.city, [minh])
    walk = place.open("transfer", minh, place.tree.neighbour_cell)

    walk.until("T06")
    walk.step("T07", letter_number="45-GT")
    walk.until("T09")
    assert home_of(minh, walk.day).organization == place.tree.cell, "introduced, presented, checked: still at home"
    walk.until()

    assert steps(walk) == ["T01", "T02", "T03", "T05", "T06", "T07", "T08", "T09", "T10"]
    assert walk.case.result == "received"
    assert home_of(minh, walk.day).organization == place.tree.neighbour_cell
    assert home_of(minh, walk.day - timedelta(days=1)).organization == place.tree.cell
    assert home_of(minh, walk.day).ground == "Giấy giới thiệu số 45-GT ngày 11/03/2023", "of the city, who issued it"
    assert not minh.appointments.filter(ends_on__isnull=True).exists(), "no office is left in the old cell"
    assert [seat.committee.organization for seat in minh.seats.filter(ends_on__isnull=True)] == [place.tree.city]


def test_out_of_the_system_by_recorded_letters(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh)
    walk.until()

    assert steps(walk) == ["T01", "T02", "T03", "T05", "T06", "T07", "T11"]
    assert walk.case.result == "moved_out"
    home = home_of(minh, walk.day)
    assert (home.kind, home.organization) == ("MOVED_OUT", place.tree.cell)
    assert minh.name not in [voter.name for voter in voters_of_cell(place.tree.cell, walk.day)]
    assert minh.memberships.filter(ends_on__isnull=True).exists()


def test_a_late_letter_needs_an_account(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    walk.until("T07")
    late = walk.day + timedelta(days=60)
    with refused("Quá hạn"):
        walk.step("T08", on=late)
    act, stroke = walk.prepared("T08", on=late)
    event = cases.perform(case=walk.case, act=replace(act, late_ground="Điều trị ở bệnh viện"), stroke=stroke)
    assert event.ground == "Điều trị ở bệnh viện"


def test_not_while_something_is_being_examined(place: Stage) -> None:
    """The text of 2016 says so; of the later ones it is not confirmed, so they warn."""
    minh = builders.official(MINH, place.tree.cell)
    on = date(2019, 3, 4)
    walk = place.open("transfer", minh, place.tree.neighbour_cell, on=on, effective_on=on)
    with refused("đang được kiểm tra, thanh tra; chưa chuyển"):
        walk.step("T02", under_inspection=True)
    with refused("khiếu nại, tố cáo đang được giải quyết; chưa chuyển"):
        walk.step("T02", pending_complaint=True)
    walk.step("T02")

    later = place.open("transfer", builders.official(crowd(1)[0], place.tree.cell), place.tree.neighbour_cell)
    event = later.step("T02", under_inspection=True)
    assert [row["outcome"] for row in event.findings if row["code"] == "TRF-ALLOWED"] == ["failed"]


def test_the_receiver_sends_back_what_is_not_complete(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    on = date(2019, 3, 4)
    walk = place.open("transfer", minh, place.tree.neighbour_cell, on=on, effective_on=on)
    with refused("chưa xác nhận mục lục"):
        walk.until("T02", "T03")
        walk.step("T05", index_confirmed=False)
    walk.until("T08")
    with refused("trả lại để bổ sung"):
        walk.step("T09", index_matches=False)

    cases.annotate(
        case=walk.case,
        kind=Event.Kind.RETURNED,
        step="T09",
        on=walk.day,
        ground="Thiếu quyết định kết nạp trong mục lục",
        reopens=["T05"],
        stroke=place.stroke(walk.day, place.tree.neighbour_ward, walk.case.events.count()),
    )
    assert walk.next_step() == "T05", "the sending keeper completes the dossier"
    walk.until()
    assert walk.case.result == "received"


def test_the_receiver_refuses(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    walk.until("T08")
    walk.step("T10X", refusal_ground="place", ground="Quyết định ghi đơn vị khác")

    assert walk.case.result == "not_received"
    assert home_of(minh, walk.day).organization == place.tree.cell
    place.open("transfer", minh, place.tree.neighbour_cell, on=walk.day)


def test_a_member_who_stays_after_all(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    walk.until("T07")
    walk.step("T90", ground="Quyết định chuyển công tác bị thu hồi")
    assert walk.case.result == "withdrawn"
    assert home_of(minh, walk.day).organization == place.tree.cell


def test_within_one_ward_the_letter_is_an_internal_one(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    with refused("Hai chi bộ cùng một đảng bộ: dùng chuyển sinh hoạt nội bộ"):
        place.open("transfer", minh, place.tree.other_cell)
    with refused("ở ngoài đảng bộ: dùng chuyển sinh hoạt chính thức"):
        place.open("transfer-internal", minh, place.tree.neighbour_cell)
    walk = place.open("transfer-internal", minh, place.tree.other_cell)
    walk.until()
    assert steps(walk) == ["I01", "I02", "I03", "I04"]
    assert home_of(minh, walk.day).organization == place.tree.other_cell


def test_one_way_at_a_time(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    place.open("transfer", minh, place.tree.neighbour_cell)
    with refused("chưa kết thúc"):
        place.open("transfer-internal", minh, place.tree.other_cell)
    with refused("phải khác chi bộ nơi đi"):
        place.open("transfer", builders.official(crowd(1)[0], place.tree.cell), place.tree.cell)


def test_who_came_elsewhere_meanwhile_is_not_received(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    walk.until("T09")
    put(person=minh, organization=place.tree.other_cell, by=None, on=walk.day)
    with refused("không còn sinh hoạt chính thức ở chi bộ nơi đi"):
        walk.step("T10")


def test_a_contract_that_is_too_short_is_for_a_time(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    with refused("dùng chuyển sinh hoạt tạm thời"):
        place.open("transfer", minh, place.tree.neighbour_cell, transfer_ground="contract", months=8)
    place.open("transfer", minh, place.tree.neighbour_cell, transfer_ground="contract", months=12)


def test_what_is_not_said_here_is_kept_outside(place: Stage) -> None:
    """An official transfer ends a stay for a time, and the case of that stay."""
    minh = builders.official(MINH, place.tree.cell)
    away = place.open("transfer-temporary", minh, place.tree.neighbour_cell)
    away.until("P05")
    walk = place.open("transfer", minh, place.tree.neighbour_cell, on=away.day)
    walk.until()
    away.case.refresh_from_db()
    assert away.case.result == "superseded"
    assert not minh.placements.filter(kind=Placement.Kind.TEMPORARY, ends_on__gt=walk.day).exists()
    assert [v.placed for v in voters_of_cell(place.tree.neighbour_cell, walk.day) if v.name == minh.name] == [
        "OFFICIAL"
    ]


def test_what_the_old_cell_was_considering_goes_along(place: Stage) -> None:
    khoa = builders.probationary(KHOA, place.tree.cell, admitted_on=date(2022, 9, 2))
    opened_on = date(2022, 9, 2)
    recognition = cases.open_case(
        procedure="recognition",
        person=khoa,
        organization=place.tree.cell,
        on=opened_on,
        stroke=place.stroke(opened_on, place.tree.cell),
    )
    walk = place.open("transfer", khoa, place.tree.neighbour_cell)
    walk.until()

    recognition.refresh_from_db()
    assert recognition.organization == place.tree.neighbour_cell
    moved = recognition.events.get(kind=Event.Kind.MOVED)
    assert (moved.on, moved.organization) == (walk.day, place.tree.neighbour_cell)
    assert {row.organization for row in recognition.waiting.all()} == {place.tree.neighbour_cell}
    walk.case.refresh_from_db()
    assert walk.case.organization == place.tree.cell, "the transfer itself stays where it was done"
    assert verify().faults == []
