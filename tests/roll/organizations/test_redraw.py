"""Many changes of the tree in one act, and taking them back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from chibo.foundation.ledger.traces import Changed, snapshot
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.actions import Drawn, redraw, reshape, undraw
from chibo.roll.organizations.drawing import Closing, Node, Redrawing, Reshaping
from chibo.roll.organizations.models import Form, Kind, Level, Organization, Succession
from chibo.roll.organizations.queries import form_of, lineage, organizations_under
from tests import builders
from tests.builders import Tree

DAY = date(2025, 7, 1)
NEW = Node("DU-MOI", "Đảng bộ phường Mới", Level.BASE, Kind.TERRITORY, "TU-BINHMINH")


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def draw(plan: Redrawing, on: date = DAY) -> Drawn:
    return redraw(
        plan=plan,
        by=None,
        on=on,
        document="12-QĐ/TU",
        document_on=date(2025, 6, 20),
        subject="reorganization:1",
        organization="TU-BINHMINH",
    )


def merger(tree: Tree) -> Redrawing:
    """Both wards become one; the cells move as they are."""
    cells = (tree.cell, tree.other_cell, tree.neighbour_cell)
    wards = (tree.ward, tree.neighbour_ward)
    return Redrawing(
        founded=(NEW,),
        reshaped=tuple(Reshaping(cell.code, parent=NEW.code) for cell in cells),
        closed=tuple(Closing(ward.code, "Hợp nhất thành Đảng bộ phường Mới") for ward in wards),
        successions=tuple((ward.code, NEW.code) for ward in wards),
    )


def rows() -> list[dict[str, Any]]:
    tables: list[type[Any]] = [Organization, Form, Succession]
    return [snapshot(row) for table in tables for row in table.objects.order_by("pk")]


def test_two_wards_become_one(tree: Tree) -> None:
    drawn = draw(merger(tree))
    new = drawn.organizations[NEW.code]

    assert [form.organization for form in organizations_under(new, DAY)][1:] == [
        tree.cell,
        tree.other_cell,
        tree.neighbour_cell,
    ]
    assert [form.name for form in lineage(tree.cell, DAY - timedelta(days=1))][2] == "Đảng bộ phường Hoa Sen"
    assert form_of(tree.cell, DAY).document == "12-QĐ/TU"
    assert Organization.objects.get(pk=tree.ward.pk).ended_on == DAY
    assert set(drawn.moved) == {
        new.pk,
        *(o.pk for o in (tree.ward, tree.neighbour_ward, tree.cell, tree.other_cell)),
    } | {tree.neighbour_cell.pk}
    assert [row.successor for row in Succession.objects.filter(organization=tree.ward)] == [new]
    entry = Entry.objects.get(action="organizations.redraw")
    assert entry.payload["batch"]["count"] == len(drawn.trace)
    assert verify().faults == []


def test_a_ward_moves_with_all_that_stands_below(tree: Tree) -> None:
    """What only follows keeps the paper of its own last change."""
    other = builders.organization("TU-KHAC", "Đảng bộ thị xã Khác", Level.SUPERIOR, tree.province)
    draw(Redrawing(reshaped=(Reshaping(tree.ward.code, parent=other.code),)))
    assert [form.organization for form in lineage(tree.cell, DAY)] == [tree.province, other, tree.ward, tree.cell]
    assert form_of(tree.cell, DAY).document == "1-QĐ/TU"
    assert form_of(tree.ward, DAY).document == "12-QĐ/TU"


def test_hundreds_move_in_as_many_statements_as_three(tree: Tree) -> None:
    for _ in range(120):
        builders.cell(tree.ward)
    plan = merger(tree)
    more = [f.organization for f in organizations_under(tree.ward, DAY) if f.organization.code.startswith("CB-")]
    named = {change.code for change in plan.reshaped}
    plan = Redrawing(
        plan.founded,
        (*plan.reshaped, *(Reshaping(o.code, parent=NEW.code) for o in more if o.code not in named)),
        plan.closed,
        plan.successions,
    )
    with CaptureQueriesContext(connection) as asked:
        draw(plan)
    assert len(asked) <= 20, [q["sql"][:90] for q in asked]


def test_two_redrawings_on_one_day_make_one_form(tree: Tree) -> None:
    draw(Redrawing(reshaped=(Reshaping(tree.cell.code, name="Chi bộ  tổ dân phố 7"),)))
    draw(Redrawing(reshaped=(Reshaping(tree.cell.code, name="Chi bộ tổ dân phố 8"),)))
    assert [form.name for form in Form.objects.filter(organization=tree.cell).order_by("starts_on")] == [
        "Chi bộ tổ dân phố 1",
        "Chi bộ tổ dân phố 8",
    ]


def test_a_level_changes_with_what_stands_below(tree: Tree) -> None:
    """Under a ward that becomes a base committee its own bases become parts of it, in one act."""
    day = date(2026, 7, 26)
    province = builders.organization("TU-MOI", "Đảng bộ tỉnh Mới", Level.PROVINCE, None, on=DAY)
    ward = builders.organization("DU-PHUONG", "Đảng bộ phường", Level.SUPERIOR, province, on=DAY)
    unit = builders.organization("DU-DONVI", "Đảng bộ đơn vị", Level.BASE, ward, on=DAY)
    alone = builders.organization("CB-COQUAN", "Chi bộ cơ quan", Level.BASE_CELL, ward, on=DAY)
    with pytest.raises(Refusal, match="không trực thuộc"):
        draw(Redrawing(reshaped=(Reshaping(ward.code, level=Level.BASE),)), day)
    draw(
        Redrawing(
            reshaped=(
                Reshaping(ward.code, level=Level.BASE),
                Reshaping(unit.code, level=Level.DIVISION),
                Reshaping(alone.code, level=Level.CELL),
            )
        ),
        day,
    )
    assert [form_of(o, day).level for o in (ward, unit, alone)] == [Level.BASE, Level.DIVISION, Level.CELL]


def test_taken_back_every_row_is_as_it_was(tree: Tree) -> None:
    before = rows()
    drawn = draw(merger(tree))
    assert rows() != before
    undraw(trace=drawn.trace, by=None, on=DAY, subject="reorganization:1", organization="TU-BINHMINH")
    assert rows() == before
    assert verify().faults == []


def test_what_was_touched_since_is_not_taken_back(tree: Tree) -> None:
    drawn = draw(merger(tree))
    reshape(organization=tree.cell, name="Khác", by=None, on=DAY, document="13-QĐ", document_on=DAY)
    with pytest.raises(Changed, match="form: 1"):
        undraw(trace=drawn.trace, by=None, on=DAY, subject="reorganization:1", organization="TU-BINHMINH")


def test_an_organization_on_which_something_rests_is_not_taken_back(tree: Tree) -> None:
    drawn = draw(merger(tree))
    builders.committee(drawn.organizations[NEW.code], [], on=DAY)
    with pytest.raises(ProtectedError):
        undraw(trace=drawn.trace, by=None, on=DAY, subject="reorganization:1", organization="TU-BINHMINH")


# Refused


def refused(plan: Redrawing, sentence: str, on: date = DAY) -> None:
    before = rows()
    with pytest.raises(Refusal, match=sentence):
        draw(plan, on)
    assert rows() == before


def test_nothing_is_left_under_what_ends(tree: Tree) -> None:
    refused(Redrawing(closed=(Closing(tree.ward.code, "Giải thể"),)), "Còn tổ chức trực thuộc")


def test_nothing_stands_under_itself(tree: Tree) -> None:
    refused(Redrawing(reshaped=(Reshaping(tree.city.code, parent=tree.ward.code),)), "chính mình")


def test_two_do_not_stand_under_each_other(tree: Tree) -> None:
    changes = (
        Reshaping(tree.ward.code, parent=tree.neighbour_ward.code),
        Reshaping(tree.neighbour_ward.code, parent=tree.ward.code),
    )
    refused(Redrawing(reshaped=changes), "chính mình")


def test_an_ended_organization_takes_no_part(tree: Tree) -> None:
    draw(Redrawing(closed=(Closing(tree.neighbour_cell.code, "Giải thể"),)))
    refused(Redrawing(reshaped=(Reshaping(tree.neighbour_cell.code, name="Lại"),)), "không có tổ chức")


def test_history_is_written_forwards(tree: Tree) -> None:
    later = DAY + timedelta(days=30)
    draw(Redrawing(reshaped=(Reshaping(tree.cell.code, name="Chi bộ mới"),)), later)
    refused(Redrawing(reshaped=(Reshaping(tree.cell.code, name="Sớm"),)), "lần thay đổi gần nhất")
    refused(Redrawing(closed=(Closing(tree.cell.code, "Giải thể"),)), "sau ngày thay đổi gần nhất", later)


def test_one_organization_is_changed_once(tree: Tree) -> None:
    twice = (Reshaping(tree.cell.code, name="Một"), Reshaping(tree.cell.code, name="Hai"))
    refused(Redrawing(reshaped=twice), "hai lần")


def test_codes_are_used_once_and_have_their_pattern(tree: Tree) -> None:
    refused(Redrawing(founded=(Node(tree.cell.code, "X", Level.CELL, Kind.AGENCY, tree.ward.code),)), "đã dùng")
    odd = Node("CB-9", "X", Level.CELL, Kind.AGENCY, tree.ward.code, registry_code="38.168")
    refused(Redrawing(founded=(odd,)), "Mã 14 số")
