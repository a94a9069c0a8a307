"""A reorganization is one act: it moves organizations, people, offices and cases, and says what it will move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.engine.cases.models import Event, Waiting
from chibo.engine.cases.queries import get_case_for
from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Outcome
from chibo.roll.members.models import Appointment, Committee, Placement, Role
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Form, Kind, Level, Organization, Succession
from chibo.roll.organizations.queries import lineage
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries.preview import preview
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Relevel, Rename, Reparent, Split
from tests import builders
from tests.work.reorganizations.stage import DAY, PAPER, Stage, cells_become_one, done, plan, stage, wards_become_one


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def test_two_wards_become_one(place: Stage) -> None:
    """Cells and people stay together; the wards end under their old names with their offices."""
    tree = place.tree
    act = done(wards_become_one(tree), tree.city, place.organizer)

    new = Organization.objects.get(code="DU-MOI")
    assert [form.organization for form in lineage(tree.cell, DAY)] == [tree.province, tree.city, new, tree.cell]
    assert [form.name for form in lineage(tree.cell, DAY - timedelta(days=1))][2] == "Đảng bộ phường Hoa Sen"
    assert Placement.objects.get(person=place.people[0], ends_on__isnull=True).organization == tree.cell
    assert Appointment.objects.get(organization=tree.ward, role=Role.SECRETARY).ends_on == DAY
    assert Appointment.objects.get(organization=tree.cell, role=Role.SECRETARY).ends_on is None
    assert Committee.objects.get(organization=tree.ward).ends_on == DAY
    assert set(Succession.objects.values_list("organization__code", "successor__code")) == {
        (tree.ward.code, "DU-MOI"),
        (tree.neighbour_ward.code, "DU-MOI"),
    }
    assert (act.state, act.done_by, act.capacity) == (
        Reorganization.State.DONE,
        place.organizer,
        "Ban tổ chức, ban xây dựng đảng · Đảng bộ thành phố Bình Minh",
    )
    assert [cell["to"] for cell in act.summary["handed"]] == ["Đảng bộ phường Mới"] * 3
    place.case.refresh_from_db()
    assert place.case.organization == tree.cell, "the case stays with its cell"
    assert Waiting.objects.filter(case=place.case).exists()
    assert verify().faults == []


def test_two_cells_become_one_with_everybody_in_them(place: Stage) -> None:
    tree = place.tree
    act = done(cells_become_one(tree), tree.ward, place.office)

    here = Placement.objects.filter(ends_on__isnull=True)
    assert not here.filter(organization=tree.cell).exists()
    assert here.filter(organization=tree.other_cell, kind="OFFICIAL").count() == 6 + 7
    assert here.filter(organization=tree.other_cell, kind="APPLICANT").count() == 1
    assert not here.filter(kind="TEMPORARY").exists(), "who was a guest there is at home now"
    assert Placement.objects.get(person=place.people[0], ends_on__isnull=True).ground == "12-QĐ/TU ngày 28/10/2020"
    assert Form.objects.get(organization=tree.cell).ends_on == DAY
    assert act.summary["facts"]["Đảng viên liên quan"] == 6
    assert Organization.objects.get(pk=tree.cell.pk).end_ground == "Nhập vào Chi bộ tổ dân phố 2"


def test_an_open_case_goes_with_an_event(place: Stage) -> None:
    tree = place.tree
    done(cells_become_one(tree), tree.ward, place.office)

    place.case.refresh_from_db()
    assert place.case.organization == tree.other_cell
    event = place.case.events.get(kind=Event.Kind.MOVED)
    assert (event.on, event.organization, event.data) == (
        DAY,
        tree.ward,
        {"from": tree.cell.pk, "to": tree.other_cell.pk},
    )
    assert event.ground == "Sắp xếp, 12-QĐ/TU ngày 28/10/2020: từ Chi bộ tổ dân phố 1 sang Chi bộ tổ dân phố 2"
    assert event.capacity == "Cán bộ văn phòng · Đảng bộ phường Hoa Sen"
    assert set(Waiting.objects.filter(case=place.case).values_list("organization", flat=True)) == {tree.other_cell.pk}
    assert verify().faults == []
    assert get_case_for(authority_of(place.office, DAY), place.case.pk) == place.case


def test_a_cell_is_split_by_names(place: Stage) -> None:
    tree, goes = place.tree, place.people[:3]
    new = Found("CB-3", "Chi bộ tổ dân phố 3", Level.CELL, Kind.RESIDENTIAL, tree.ward.code)
    made = plan([new, Split(tree.cell.code, "CB-3", tuple(p.pk for p in goes))], tree.ward, place.office, kind="SPLIT")
    seen = preview(made, DAY)
    assert seen.named == [("Chi bộ tổ dân phố 1", "Chi bộ tổ dân phố 3", sorted(p.name for p in goes))]
    assert seen.vacant == ["Chi bộ tổ dân phố 3"]
    small = [f for f in seen.findings if f.code == "REORG-SMALL"]
    assert [(f.outcome, f.sentence) for f in small] == [
        (
            Outcome.UNKNOWN,
            "Chi bộ tổ dân phố 1 còn 2 đảng viên chính thức, chi bộ phải có ít nhất 3.",
        )
    ]
    assert small[0].citation is not None and "Điều 24" in small[0].citation.label

    done([new, Split(tree.cell.code, "CB-3", tuple(p.pk for p in goes))], tree.ward, place.office, kind="SPLIT")
    there = Placement.objects.filter(organization__code="CB-3", ends_on__isnull=True)
    assert set(there.values_list("person", flat=True)) == {person.pk for person in goes}
    assert Placement.objects.filter(organization=tree.cell, kind="OFFICIAL", ends_on__isnull=True).count() == 3


def test_a_cell_is_divided_into_two_and_ends(place: Stage) -> None:
    tree = place.tree
    some = tuple(person.pk for person in place.people)
    moves = [
        Found("CB-3", "Chi bộ tổ dân phố 3", Level.CELL, Kind.RESIDENTIAL, tree.ward.code),
        Found("CB-4", "Chi bộ tổ dân phố 4", Level.CELL, Kind.RESIDENTIAL, tree.ward.code),
        Split(tree.cell.code, "CB-3", some),
        Merge(tree.cell.code, "CB-4"),
    ]
    done(moves, tree.ward, place.office, kind="SPLIT")
    counts = {
        code: Placement.objects.filter(organization__code=code, ends_on__isnull=True).count()
        for code in ("CB-3", "CB-4", tree.cell.code)
    }
    assert counts == {"CB-3": 4, "CB-4": 4, tree.cell.code: 0}
    assert Succession.objects.filter(organization=tree.cell).count() == 2


def test_a_cell_is_handed_to_another_base(place: Stage) -> None:
    tree = place.tree
    moves = [Reparent(tree.cell.code, tree.neighbour_ward.code)]
    seen = preview(plan(moves, tree.city, place.organizer, kind="HANDOVER"), DAY)
    assert [(h.name, h.of, h.to, h.tally.members) for h in seen.handed] == [
        ("Chi bộ tổ dân phố 1", "Đảng bộ phường Hoa Sen", "Đảng bộ phường Hoa Mai", 6)
    ]
    assert seen.cases_below == 1
    assert [f.sentence for f in seen.findings if f.code == "REORG-COMPETENCE"] == [
        "Đảng bộ thành phố Bình Minh quyết định: đúng cấp, trùm lên mọi tổ chức liên quan."
    ]
    done(moves, tree.city, place.organizer, kind="HANDOVER")
    assert lineage(tree.cell, DAY)[-2].organization == tree.neighbour_ward


def test_names_levels_and_an_end_in_one_act(place: Stage) -> None:
    tree = place.tree
    empty = builders.cell(tree.ward, "Chi bộ trống")
    moves = [Rename(tree.cell.code, "Chi bộ tổ dân phố Một"), Close(empty.code)]
    done(moves, tree.ward, place.office, kind="RENAME")
    assert Form.objects.open().get(organization=tree.cell).name == "Chi bộ tổ dân phố Một"
    assert Organization.objects.get(pk=empty.pk).ended_on == DAY

    day = date(2026, 7, 26)
    province = builders.organization("TU-MOI", "Đảng bộ tỉnh Mới", Level.PROVINCE, None, on=date(2025, 7, 1))
    ward = builders.organization("DU-PHUONG", "Đảng bộ phường", Level.SUPERIOR, province, on=date(2025, 7, 1))
    alone = builders.cell(ward, "Chi bộ cơ quan", on=date(2025, 7, 1), level=Level.BASE_CELL)
    moves = [Relevel(ward.code, Level.BASE), Relevel(alone.code, Level.CELL)]
    paper = type(PAPER)(on=day, document="3-QĐ/TU", document_on=day)
    done(moves, province, None, kind="LEVEL", paper=paper, today=day)
    assert Form.objects.open().get(organization=alone).level == Level.CELL


def test_a_preview_says_everything_that_moves(place: Stage) -> None:
    seen = preview(plan(cells_become_one(place.tree), place.tree.ward, place.office), DAY)
    assert dict(seen.facts) == {
        "Tổ chức kết thúc": 1,
        "Chi bộ được chuyển giao": 1,
        "Đảng viên liên quan": 6,
        "Trong đó dự bị": 1,
        "Đến sinh hoạt tạm thời": 1,
        "Quần chúng đang theo dõi": 1,
        "Nhiệm vụ kết thúc": 1,
        "Hồ sơ vụ việc chuyển chi bộ": 1,
    }
    assert [(case.pk, old, new) for case, old, new in seen.cases] == [
        (place.case.pk, "Chi bộ tổ dân phố 1", "Chi bộ tổ dân phố 2")
    ]
    assert seen.individual_letters is not None and seen.individual_letters.value is False
    assert not seen.refused


def test_a_preview_asks_as_much_for_many_as_for_few(place: Stage) -> None:
    tree = place.tree
    made = plan(wards_become_one(tree), tree.city, place.organizer)
    with CaptureQueriesContext(connection) as few:
        preview(made, DAY)
    for number in range(25):
        builders.official(builders.crowd(1, 200 + number)[0], builders.cell(tree.ward))
    with CaptureQueriesContext(connection) as many:
        preview(made, DAY)
    assert len(many) <= len(few) <= 16


def test_the_number_of_statements_does_not_grow_with_the_tree(place: Stage) -> None:
    tree = place.tree
    for number in range(25):
        builders.official(builders.crowd(1, 200 + number)[0], builders.cell(tree.ward))
    with CaptureQueriesContext(connection) as asked:
        done(wards_become_one(tree), tree.city, place.organizer)
    assert len(asked) <= 130, len(asked)


def test_one_entry_for_each_part_and_one_for_the_act(place: Stage) -> None:
    last = Entry.objects.order_by("seq").last()
    assert last is not None
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)
    entries = Entry.objects.filter(seq__gt=last.seq).order_by("seq")
    assert [entry.action for entry in entries] == [
        "reorganizations.draft",
        "organizations.redraw",
        "members.move_people",
        "members.end_offices",
        "cases.moved",
        "reorganizations.carry_out",
    ]
    assert {entry.subject for entry in entries} == {f"reorganization:{act.pk}"}
    assert act.done_seq == entries[5].seq
