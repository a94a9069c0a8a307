"""The tree through time: founding, renaming, moving, ending; nothing of it is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.actions import close, found, reshape
from chibo.roll.organizations.models import Form, Kind, Level, Organization
from chibo.roll.organizations.queries import (
    body_at,
    form_of,
    history_of,
    ids_on,
    last_form_of,
    lineage,
    names_on,
    organizations_under,
)
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree

MERGER = date(2024, 12, 1)
PAPER = {"document": "12-QĐ/TU", "document_on": date(2024, 11, 25)}


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def test_a_cell_stands_under_its_ward_city_and_province(tree: Tree) -> None:
    assert [form.name for form in lineage(tree.cell, TODAY)] == [
        "Đảng bộ tỉnh An Bình",
        "Đảng bộ thành phố Bình Minh",
        "Đảng bộ phường Hoa Sen",
        "Chi bộ tổ dân phố 1",
    ]
    assert body_at(tree.cell, Level.BASE, TODAY) == tree.ward
    assert body_at(tree.cell, Level.CELL, TODAY) == tree.cell
    assert body_at(tree.cell, Level.DIVISION, TODAY) is None
    assert Entry.objects.filter(action="organizations.found", subject=f"organization:{tree.cell.code}").count() == 1


def test_below_a_ward_are_its_own_cells_only(tree: Tree) -> None:
    assert [form.organization for form in organizations_under(tree.ward, TODAY)] == [
        tree.ward,
        tree.cell,
        tree.other_cell,
    ]


def test_a_name_changes_and_the_old_one_stays_in_its_days(tree: Tree) -> None:
    reshape(organization=tree.ward, name="Đảng bộ  phường Hoa Sen Mới", by=None, on=MERGER, **PAPER)

    assert form_of(tree.ward, MERGER - timedelta(days=1)).name == "Đảng bộ phường Hoa Sen"
    assert form_of(tree.ward, MERGER).name == "Đảng bộ phường Hoa Sen Mới"
    assert names_on([tree.ward.pk], TODAY) == {tree.ward.pk: "Đảng bộ phường Hoa Sen"}
    assert [form.document for form in history_of(tree.ward)] == ["12-QĐ/TU", "1-QĐ/TU"]
    assert form_of(tree.cell, MERGER).starts_on == FOUNDED, "a new name moves nobody"


def test_what_stands_below_moves_along(tree: Tree) -> None:
    """A ward goes to another city: its cells keep their names and change their place, on the same day."""
    city = builders.organization("TU-KHAC", "Đảng bộ thị xã Khác", Level.SUPERIOR, tree.province)

    reshape(organization=tree.ward, parent=city, by=None, on=MERGER, **PAPER)

    assert [form.organization for form in lineage(tree.cell, MERGER)] == [tree.province, city, tree.ward, tree.cell]
    assert body_at(tree.cell, Level.SUPERIOR, MERGER - timedelta(days=1)) == tree.city
    assert len(organizations_under(tree.city, MERGER)) == 3  # itself, the neighbouring ward and its cell
    assert len(organizations_under(tree.city, MERGER - timedelta(days=1))) == 6


def test_a_whole_subtree_moves_in_a_few_statements(tree: Tree) -> None:
    city = builders.organization("TU-KHAC", "Đảng bộ thị xã Khác", Level.SUPERIOR, tree.province)
    for _ in range(30):
        builders.cell(tree.ward)

    with CaptureQueriesContext(connection) as asked:
        reshape(organization=tree.ward, parent=city, by=None, on=MERGER, **PAPER)

    assert len(asked) <= 20
    assert len(organizations_under(city, MERGER)) == 34


def test_two_changes_on_one_day_make_one_form(tree: Tree) -> None:
    """1 July: the ward moves with its cells, and a cell takes a new name, all on the day."""
    city = builders.organization("TU-KHAC", "Đảng bộ thị xã Khác", Level.SUPERIOR, tree.province)
    reshape(organization=tree.ward, parent=city, by=None, on=MERGER, **PAPER)
    reshape(organization=tree.cell, name="Chi bộ tổ dân phố 7", by=None, on=MERGER, **PAPER)
    reshape(organization=tree.ward, parent=tree.city, by=None, on=MERGER, **PAPER)

    assert [form.name for form in history_of(tree.cell)] == ["Chi bộ tổ dân phố 7", "Chi bộ tổ dân phố 1"]
    assert lineage(tree.cell, MERGER)[1].organization == tree.city
    assert Entry.objects.filter(action="organizations.reshape").count() == 3


def test_an_ended_organization_keeps_its_last_form(tree: Tree) -> None:
    close(organization=tree.other_cell, by=None, on=MERGER, ground="Nhập vào chi bộ 1", **PAPER)

    with pytest.raises(Form.DoesNotExist):
        form_of(tree.other_cell, MERGER)
    assert last_form_of(tree.other_cell).name == "Chi bộ tổ dân phố 2"
    assert Organization.objects.get(pk=tree.other_cell.pk).ended_on == MERGER


def test_an_old_cell_is_entered_with_its_real_founding_day(tree: Tree) -> None:
    old = found(
        code="CB-CU",
        name="Chi bộ cũ",
        level=Level.CELL,
        kind=Kind.RESIDENTIAL,
        parent=tree.ward,
        founded_on=date(1968, 2, 3),
        by=None,
        on=MERGER,
        **PAPER,
    )
    assert (old.founded_on, form_of(old, MERGER).starts_on) == (date(1968, 2, 3), MERGER)


# Refused


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def test_a_cell_does_not_stand_under_a_cell(tree: Tree) -> None:
    with refused("không trực thuộc"):
        builders.cell(tree.cell)


def test_a_cell_stood_under_a_city_committee_only_after_the_districts_were_gone(tree: Tree) -> None:
    """A ward's own cells came directly under it when wards took the district's place."""
    with refused("không trực thuộc"):
        builders.cell(tree.city, on=TODAY)
    assert builders.cell(tree.city, on=date(2025, 7, 1))


def test_nothing_stands_under_itself(tree: Tree) -> None:
    for parent in (tree.ward, tree.cell):
        with refused("chính mình"):
            reshape(organization=tree.ward, parent=parent, by=None, on=MERGER, **PAPER)


def test_history_is_written_forwards(tree: Tree) -> None:
    reshape(organization=tree.ward, name="Đảng bộ phường Mới", by=None, on=MERGER, **PAPER)
    with refused("trước lần thay đổi gần nhất"):
        reshape(
            organization=tree.ward,
            name="Khác",
            by=None,
            on=MERGER - timedelta(days=1),
            document="2",
            document_on=FOUNDED,
        )


def test_a_parent_does_not_move_before_the_last_change_below(tree: Tree) -> None:
    city = builders.organization("TU-KHAC", "Đảng bộ thị xã Khác", Level.SUPERIOR, tree.province)
    reshape(organization=tree.cell, name="Chi bộ đổi tên", by=None, on=MERGER, **PAPER)
    with refused("Chi bộ đổi tên"):
        reshape(
            organization=tree.ward, parent=city, by=None, on=TODAY, document="2-QĐ/TU", document_on=date(2020, 1, 1)
        )


def test_no_change_without_a_document_signed_before(tree: Tree) -> None:
    with refused("Chưa ghi số văn bản"):
        reshape(organization=tree.ward, name="Mới", by=None, on=MERGER, document=" ", document_on=MERGER)
    with refused("trước ngày ký"):
        reshape(
            organization=tree.ward,
            name="Mới",
            by=None,
            on=MERGER,
            document="2",
            document_on=MERGER + timedelta(days=1),
        )


@pytest.mark.parametrize("code", ["du-thuong", "ĐU-CÓ-DẤU", "DU_GACH", "DU--HAI", ""])
def test_a_code_is_plain(tree: Tree, code: str) -> None:
    with refused("chỉ gồm chữ in hoa"):
        builders.organization(code, "Đảng bộ phường Khác", Level.BASE, tree.city)


def test_a_code_is_given_once(tree: Tree) -> None:
    with refused("đã dùng"):
        builders.organization("DU-HOASEN", "Đảng bộ phường Khác", Level.BASE, tree.city)


def test_a_committee_with_cells_does_not_end(tree: Tree) -> None:
    with refused("Chi bộ tổ dân phố 1, Chi bộ tổ dân phố 2"):
        close(organization=tree.ward, by=None, on=MERGER, ground="Sáp nhập", **PAPER)


def test_what_has_ended_does_not_change(tree: Tree) -> None:
    close(organization=tree.cell, by=None, on=MERGER, ground="Giải thể", **PAPER)
    with refused("đã kết thúc"):
        reshape(organization=tree.cell, name="Mới", by=None, on=MERGER, **PAPER)
    with refused("đã kết thúc"):
        close(organization=tree.cell, by=None, on=MERGER, ground="Giải thể", **PAPER)


def test_a_refusal_leaves_nothing_behind(tree: Tree) -> None:
    before = (Form.objects.count(), Organization.objects.count(), Entry.objects.count())
    with refused("không trực thuộc"):
        reshape(organization=tree.ward, level=Level.CELL, by=None, on=MERGER, **PAPER)
    assert (Form.objects.count(), Organization.objects.count(), Entry.objects.count()) == before


class AnyTreeAnyMoves(TestCase):
    """Whatever is moved where: every path is the chain of parents, and no two forms share a day."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        moves=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 2)), max_size=8),
        shape=st.lists(st.integers(0, 7), min_size=3, max_size=7),
    )
    def test_every_path_is_its_chain(self, moves: list[tuple[int, int, int]], shape: list[int]) -> None:
        # Divisions stand under bases and cells under divisions, so that moves go two levels down.
        city = builders.organization("TU-GOC", "Gốc", Level.SUPERIOR, None)
        bases = [builders.organization(f"DU-{n}", f"Cơ sở {n}", Level.BASE, city) for n in range(3)]
        divisions = [
            builders.organization(f"DB-{n}", f"Bộ phận {n}", Level.DIVISION, bases[n % 3]) for n in range(len(shape))
        ]
        cells = [builders.cell(divisions[under % len(divisions)]) for under in shape]
        day = FOUNDED
        for child, parent, later in moves:
            day += timedelta(days=later)
            for movable, parents in ((divisions, bases), (cells, divisions)):
                reshape(
                    organization=movable[child % len(movable)],
                    parent=parents[parent % len(parents)],
                    by=None,
                    on=day,
                    document="2-QĐ/TU",
                    document_on=FOUNDED,
                )
        for on in {FOUNDED, day, day + timedelta(days=1)}:
            forms = {form.organization_id: form for form in Form.objects.on(on)}
            assert len(forms) == Form.objects.on(on).count() == 4 + 2 * len(shape)
            for form in forms.values():
                chain = [form.organization_id]
                while parent_id := forms[chain[0]].parent_id:
                    chain.insert(0, parent_id)
                assert ids_on(form.path) == chain
