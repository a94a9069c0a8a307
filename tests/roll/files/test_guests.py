"""Guests by residence stand on a list of their own: never in a strength, never among the voters."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import end_introduction, introduce
from chibo.roll.files.models import Guest
from chibo.roll.files.queries.guests import exempt_kinds, guest_rows
from chibo.roll.members.models import Placement, Strength
from chibo.roll.members.queries import members_of, voters_of_cell
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import form_of
from tests import builders
from tests.builders import Tree

ON = date(2021, 10, 26)


def guest(at: Organization, by: User, **more: object) -> Guest:
    told = {"name": "Lương Minh Thảo", "born_on": "1984", "home": "Chi bộ Trường A", "letter": "12-GT", "exempt": ""}
    return introduce(organization=at, by=by, on=ON, **{**told, **more})  # type: ignore[arg-type]  # any column


def test_a_guest_is_on_the_list_and_in_no_count(tree: Tree, office: User) -> None:
    builders.officials(3, tree.cell)
    before = (
        len(members_of(tree.cell, ON)),
        len(voters_of_cell(tree.cell, ON)),
        Placement.objects.count(),
        list(Strength.objects.values_list("organization", "official", "probationary")),
    )
    guest(tree.cell, office, exempt="barracks")
    (row,) = guest_rows(form_of(tree.ward, ON), ON)
    assert row.exempt == exempt_kinds(ON)[0]["barracks"]
    assert before == (
        len(members_of(tree.cell, ON)),
        len(voters_of_cell(tree.cell, ON)),
        Placement.objects.count(),
        list(Strength.objects.values_list("organization", "official", "probationary")),
    )


def test_who_moves_away_stays_on_the_list_as_gone(tree: Tree, office: User) -> None:
    thao = guest(tree.cell, office)
    with pytest.raises(Refusal, match="chưa ghi lý do"):
        end_introduction(guest=thao, ground=" ", by=office, on=date(2022, 1, 1))
    with pytest.raises(Refusal, match="không trước ngày"):
        end_introduction(guest=thao, ground="chuyển đi", by=office, on=ON)
    end_introduction(guest=thao, ground="chuyển đi", by=office, on=date(2022, 1, 1))
    form = form_of(tree.cell, date(2022, 2, 1))
    assert len(guest_rows(form, date(2022, 2, 1))) == 1
    assert guest_rows(form, date(2022, 2, 1), gone=False) == []
    assert len(guest_rows(form, date(2021, 12, 31), gone=False)) == 1
    guest(tree.cell, office)  # and may come back


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": " "}, "cần họ tên"),
        ({"letter": ""}, "số giấy giới thiệu"),
        ({"born_on": "2031"}, "không trước ngày"),
        ({"exempt": "lazy"}, "không có trong quy định"),
    ],
)
def test_what_is_not_said_or_cannot_be_is_refused(
    tree: Tree, office: User, more: dict[str, object], says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        guest(tree.cell, office, **more)
    assert not Guest.objects.exists()


def test_one_is_introduced_to_a_cell_and_once(tree: Tree, office: User) -> None:
    with pytest.raises(Refusal, match="không phải là chi bộ"):
        guest(tree.ward, office)
    guest(tree.cell, office)
    with pytest.raises(Refusal, match="đang có trong danh sách"):
        guest(tree.cell, office)
