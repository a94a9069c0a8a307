"""The door to one person's record: outside the scope nobody, inside a trace."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from chibo.foundation.accounts.models import Look
from chibo.roll.members.actions import end_membership, place
from chibo.roll.members.models import Role
from chibo.roll.members.permissions import Right
from chibo.roll.members.queries import get_person_for, open_person_for, person_record
from chibo.roll.organizations.actions import reshape
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, HA, MINH, PHUC

AT = datetime(2020, 10, 26, 2, 0, tzinfo=UTC)


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def test_whoever_opens_a_record_leaves_a_look(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    office = builders.clerk(tree.ward, tree.other_cell)

    assert open_person_for(office, ha.pk, TODAY, page="members:page", at=AT) == ha

    look = Look.objects.get()
    assert (look.user, look.person_id, look.subject, look.at) == (office, ha.pk, f"person:{ha.pk}", AT)
    assert look.capacity == "Cán bộ văn phòng · Đảng bộ phường Hoa Sen"


def test_outside_the_scope_nobody_exists(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    for stranger in (
        builders.neighbour_secretary(tree.neighbour_cell),
        builders.keeper(),
        builders.account(builders.official(MINH, tree.cell), "minh"),
    ):
        with pytest.raises(Http404):
            open_person_for(stranger, ha.pk, TODAY, page="members:page", at=AT)
    with pytest.raises(Http404):
        get_person_for(builders.secretary(tree.cell), 999_999, TODAY)
    assert not Look.objects.exists()


def test_inside_without_the_right_is_a_sentence(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    phuc = builders.official(PHUC, tree.other_cell)
    builders.appointed(phuc, Role.INSPECTOR, tree.city)
    inspector = builders.account(phuc, "kiemtra")
    assert get_person_for(inspector, ha.pk, TODAY) == ha
    with pytest.raises(PermissionDenied, match="để xem số định danh cá nhân"):
        open_person_for(inspector, ha.pk, TODAY, page="x", at=AT, right=Right.REVEAL_IDENTITY)
    assert not Look.objects.exists()


def test_who_is_there_for_a_time_is_seen_and_not_revealed(tree: Tree) -> None:
    """The cell of a temporary member sees the record; what belongs to the home stays with the home."""
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1))
    neighbour = builders.neighbour_secretary(tree.neighbour_cell)
    assert get_person_for(neighbour, minh.pk, TODAY) == minh
    with pytest.raises(PermissionDenied):
        get_person_for(neighbour, minh.pk, TODAY, Right.REVEAL_IDENTITY)


def test_the_record_goes_where_the_person_goes(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    office = builders.clerk(tree.ward, tree.other_cell)
    neighbour = builders.neighbour_secretary(tree.neighbour_cell)
    place(person=an, organization=tree.neighbour_cell, by=None, on=date(2020, 10, 1))
    assert get_person_for(neighbour, an.pk, TODAY) == an
    with pytest.raises(Http404):
        get_person_for(office, an.pk, TODAY)


def test_the_file_of_whoever_left_stays_with_the_cell(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    end_membership(
        person=an, ends_by="STRIKE_OFF", by=None, on=date(2020, 5, 4), decision="3", decided_on=date(2020, 5, 4)
    )
    assert get_person_for(builders.clerk(tree.ward, tree.other_cell), an.pk, TODAY) == an


def test_a_record_says_who_may_see_it(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell)
    builders.clerk(tree.ward, tree.other_cell)
    builders.neighbour_secretary(tree.neighbour_cell)
    guide = builders.official(MINH, tree.other_cell)
    builders.appointed(guide, Role.CELL_GUIDE, tree.ward)  # follows the ward, not this cell

    assert person_record(an, TODAY).viewers == [
        (AN.name, "Bí thư · Chi bộ tổ dân phố 1"),
        ("Lê Thị Kim Chi", "Cán bộ văn phòng · Đảng bộ phường Hoa Sen"),
    ]


def test_a_fact_keeps_the_name_of_its_time(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell)
    reshape(
        organization=tree.cell,
        name="Chi bộ tổ dân phố 7",
        by=None,
        on=date(2020, 9, 1),
        document="8",
        document_on=date(2020, 8, 1),
    )
    record = person_record(an, TODAY)
    assert [placed.where for placed in (*record.placements, *record.appointments)] == ["Chi bộ tổ dân phố 1"] * 2
    assert [form.name for form in record.path][-1] == record.row.home == "Chi bộ tổ dân phố 7"
