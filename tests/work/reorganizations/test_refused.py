"""Every way in which a reorganization is refused: nothing is written and the sentence says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import place as place_person
from chibo.roll.members.models import Role
from chibo.roll.organizations.models import Kind, Level, Organization
from chibo.work.reorganizations.actions import Paper, carry_out, draft, drop, revise
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries.preview import preview
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Move, Relevel, Rename, Reparent, Split
from tests import builders
from tests.work.reorganizations.stage import DAY, NOW, PAPER, Stage, done, plan, rows, stage, wards_become_one


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def refused(
    place: Stage, moves: list[Move], sentence: str, decider: Organization | None = None, paper: Paper = PAPER
) -> None:
    before = rows()
    with pytest.raises(Refusal, match=sentence):
        done(moves, decider or place.tree.city, place.organizer, paper=paper)
    assert rows() == before


def test_the_ward_does_not_decide_between_wards(place: Stage) -> None:
    """The committee above hands over; the refusal names it."""
    moves: list[Move] = [Reparent(place.tree.cell.code, place.tree.neighbour_ward.code)]
    made = plan(moves, place.tree.ward, place.office)
    with pytest.raises(Refusal, match="thuộc thẩm quyền của Đảng bộ thành phố Bình Minh") as caught:
        carry_out(plan=made, by=place.office, today=DAY, at=NOW, seen=1)
    assert caught.value.findings[0].citation is not None


def test_under_a_guidance_that_was_not_read_the_level_only_warns(place: Stage) -> None:
    day = date(2023, 3, 1)
    moves: list[Move] = [Reparent(place.tree.cell.code, place.tree.neighbour_ward.code)]
    made = plan(moves, place.tree.ward, place.office, paper=Paper(day, "1-QĐ/ĐU", day), today=day)
    finding = next(f for f in preview(made, day).findings if f.code == "REORG-COMPETENCE")
    assert finding.warns and not finding.refuses


def test_a_level_that_the_day_does_not_allow(place: Stage) -> None:
    refused(place, [Reparent(place.tree.cell.code, place.tree.city.code)], "không trực thuộc")
    refused(place, [Relevel(place.tree.ward.code, Level.SUPERIOR)], "không trực thuộc")


def test_an_organization_that_has_ended(place: Stage) -> None:
    done(wards_become_one(place.tree), place.tree.city, place.organizer)
    refused(place, [Rename(place.tree.ward.code, "Lại")], "Không có tổ chức DU-HOASEN đang hoạt động")


def test_before_the_last_change(place: Stage) -> None:
    done([Rename(place.tree.cell.code, "Chi bộ Một")], place.tree.city, place.organizer)
    early = replace(PAPER, on=DAY - timedelta(days=3))
    refused(place, [Rename(place.tree.cell.code, "Chi bộ Hai")], "lần thay đổi gần nhất", paper=early)


def test_before_its_day_or_its_document(place: Stage) -> None:
    moves: list[Move] = [Rename(place.tree.cell.code, "Chi bộ Một")]
    refused(place, moves, "chưa đến", paper=replace(PAPER, on=DAY + timedelta(days=1)))
    refused(place, moves, "Chưa ghi ngày có hiệu lực", paper=replace(PAPER, on=None))
    refused(place, moves, "số và ngày của văn bản", paper=replace(PAPER, document=""))
    refused(place, moves, "trước ngày ký", paper=replace(PAPER, document_on=DAY + timedelta(days=1)))


def test_nobody_is_left_behind(place: Stage) -> None:
    tree = place.tree
    some = tuple(person.pk for person in place.people)
    refused(place, [Close(tree.cell.code)], "còn 8 người chưa có nơi chuyển đến")
    new = Found("CB-3", "Chi bộ mới", Level.CELL, Kind.RESIDENTIAL, tree.ward.code)
    refused(place, [new, Split(tree.cell.code, "CB-3", some), Close(tree.cell.code)], "còn 4 người chưa có nơi")
    refused(place, [Close(tree.ward.code)], "Còn tổ chức trực thuộc")


def test_who_is_named_in_a_split_is_there(place: Stage) -> None:
    stranger = builders.official(builders.crowd(1, 700)[0], place.tree.neighbour_cell)
    moves: list[Move] = [Split(place.tree.cell.code, place.tree.other_cell.code, (stranger.pk,))]
    refused(place, moves, "1 người không sinh hoạt ở đó")


def test_facts_dated_later(place: Stage) -> None:
    tree = place.tree
    merge: list[Move] = [Merge(tree.cell.code, tree.other_cell.code)]
    builders.appointed(place.people[1], Role.DEPUTY_SECRETARY, tree.cell, on=DAY + timedelta(days=1))
    refused(place, merge, "được phân công ở Chi bộ tổ dân phố 1 từ 03/11/2020")
    place_person(
        person=builders.official(builders.crowd(1, 700)[0], tree.neighbour_cell),
        organization=tree.cell,
        by=None,
        on=DAY + timedelta(days=2),
        ground="Giấy",
    )
    refused(place, merge, "chuyển đến Chi bộ tổ dân phố 1 từ 04/11/2020")


def test_members_do_not_go_into_a_committee(place: Stage) -> None:
    refused(place, [Merge(place.tree.cell.code, place.tree.ward.code)], "không phải là chi bộ")


def test_nothing_goes_into_itself_or_into_what_ends(place: Stage) -> None:
    tree = place.tree
    refused(place, [Merge(tree.cell.code, tree.cell.code)], "nhập vào chính mình")
    chain: list[Move] = [
        Merge(tree.cell.code, tree.other_cell.code),
        Merge(tree.other_cell.code, tree.neighbour_cell.code),
    ]
    refused(place, chain, "không thể là nơi nhận")


def test_an_empty_plan_is_not_carried_out(place: Stage) -> None:
    refused(place, [], "Chưa có nội dung")


def test_somebody_else_was_faster(place: Stage) -> None:
    made = plan(wards_become_one(place.tree), place.tree.city, place.organizer)
    revise(plan=made, by=place.organizer, today=DAY, seen=1, paper=replace(PAPER, document="14-QĐ/TU"))
    with pytest.raises(Refusal, match="đã thay đổi từ khi đồng chí mở trang"):
        revise(plan=made, by=place.organizer, today=DAY, seen=1, moves=[])
    with pytest.raises(Refusal, match="đã thay đổi từ khi đồng chí mở trang"):
        carry_out(plan=made, by=place.organizer, today=DAY, at=NOW, seen=1)
    carry_out(plan=made, by=place.organizer, today=DAY, at=NOW, seen=2)
    with pytest.raises(Refusal, match="đã thực hiện"):
        carry_out(plan=made, by=place.organizer, today=DAY, at=NOW, seen=2)


def test_a_dropped_draft_is_gone(place: Stage) -> None:
    made = plan([], place.tree.city, place.organizer)
    drop(plan=made, by=place.organizer, today=DAY)
    assert not Reorganization.objects.exists()
    with pytest.raises(Refusal, match="đã bị bỏ"):
        revise(plan=made, by=place.organizer, today=DAY, seen=1, moves=[])


def test_only_those_who_change_organizations_there(place: Stage) -> None:
    with pytest.raises(PermissionDenied):
        plan([], place.tree.city, place.office)
    with pytest.raises(PermissionDenied):
        plan([], place.tree.ward, place.pen)
    made = plan(wards_become_one(place.tree), place.tree.city, place.organizer)
    with pytest.raises(PermissionDenied):
        carry_out(plan=made, by=place.office, today=DAY, at=NOW, seen=1)
    with pytest.raises(Refusal, match="chưa ghi tên"):
        draft(kind="MERGE", title=" ", decider=place.tree.city, by=place.organizer, today=DAY, at=NOW)
