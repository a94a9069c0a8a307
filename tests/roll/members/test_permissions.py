"""Power comes from appointments on the day, and reaches exactly as far as the table says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.foundation.accounts.models import User
from chibo.foundation.accounts.policy import SECOND_FACTOR_REQUIRED
from chibo.roll.members.models import Role
from chibo.roll.members.permissions import OF_COMMITTEES_ONLY, RIGHTS, Authority, Right, check_can
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.actions import close, reshape
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree
from tests.cast import AN, LAN, PHUC


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def holder(role: Role, at: Organization, tree: Tree) -> Authority:
    somebody = builders.official(AN, tree.cell)
    builders.appointed(somebody, role, at)
    return authority_of(builders.account(somebody, "an"), TODAY)


def reached(authority: Authority, right: Right, tree: Tree) -> set[str]:
    places = (tree.province, tree.city, tree.ward, tree.cell, tree.neighbour_ward, tree.neighbour_cell)
    return {place.code for place in places if authority.may(right, builders.form(place).path)}


def test_a_cell_secretary_has_the_cell_and_nothing_else(tree: Tree) -> None:
    authority = holder(Role.SECRETARY, tree.cell, tree)
    for right in (Right.VIEW_MEMBERS, Right.VIEW_CASES, Right.RECORD_ACTS, Right.REVEAL_IDENTITY):
        assert reached(authority, right, tree) == {tree.cell.code}
    for right in OF_COMMITTEES_ONLY | {Right.INSPECT}:
        assert reached(authority, right, tree) == set()
    assert authority.capacity == "Bí thư · Chi bộ tổ dân phố 1"


def test_a_ward_office_sees_and_writes_for_its_cells(tree: Tree) -> None:
    authority = holder(Role.OFFICE, tree.ward, tree)
    below = {tree.ward.code, tree.cell.code}
    for right in (Right.VIEW_MEMBERS, Right.VIEW_CASES, Right.RECORD_FOR_CELLS, Right.APPRAISE):
        assert reached(authority, right, tree) == below
    for right in (Right.RECORD_ACTS, Right.DECIDE_ENTRY, Right.ADOPT_STANDARDS):
        assert reached(authority, right, tree) == {tree.ward.code}
    cell = builders.form(tree.cell).path
    assert authority.capacity_for(Right.RECORD_FOR_CELLS, cell) == "Cán bộ văn phòng · Đảng bộ phường Hoa Sen"
    assert authority.capacity_for(Right.RECORD_ACTS, cell) == ""


def test_an_inspector_sees_and_writes_nothing(tree: Tree) -> None:
    authority = holder(Role.INSPECTOR, tree.city, tree)
    everything = {code.code for code in (tree.city, tree.ward, tree.cell, tree.neighbour_ward, tree.neighbour_cell)}
    for right in Right:
        expected = everything if right in {Right.VIEW_MEMBERS, Right.VIEW_CASES, Right.INSPECT} else set()
        assert reached(authority, right, tree) == expected


def test_whoever_follows_a_cell_sees_that_cell(tree: Tree) -> None:
    authority = holder(Role.CELL_GUIDE, tree.cell, tree)
    assert reached(authority, Right.VIEW_MEMBERS, tree) == {tree.cell.code}
    assert [code.code for code in authority.organizations_in_view()] == [tree.cell.code]
    assert all(reached(authority, right, tree) == set() for right in Right if not right.name.startswith("VIEW"))


def test_two_appointments_add_up(tree: Tree) -> None:
    somebody = builders.official(PHUC, tree.cell)
    builders.appointed(somebody, Role.SECRETARY, tree.cell)
    builders.appointed(somebody, Role.OFFICE, tree.ward)
    authority = authority_of(builders.account(somebody, "phuc"), TODAY)
    assert authority.ranges(Right.VIEW_MEMBERS) == [builders.form(tree.ward).path], "the outer range holds the inner"
    assert reached(authority, Right.RECORD_ACTS, tree) == {tree.ward.code, tree.cell.code}


def test_an_appointment_gives_power_on_its_days_only(tree: Tree) -> None:
    somebody = builders.official(AN, tree.cell)
    builders.appointed(somebody, Role.SECRETARY, tree.cell, on=TODAY, until=date(2021, 1, 1))
    user = builders.account(somebody, "an")
    held = {day: bool(authority_of(user, day).appointments) for day in (TODAY - timedelta(1), TODAY, date(2021, 1, 1))}
    assert list(held.values()) == [False, True, False]


def test_power_follows_the_organization_through_the_tree(tree: Tree) -> None:
    """The cell goes to another ward: the old ward's office sees it no more, the new one's does."""
    user = builders.clerk(tree.ward, tree.other_cell)
    reshape(
        organization=tree.cell,
        parent=tree.neighbour_ward,
        by=None,
        on=date(2024, 12, 1),
        document="12-QĐ/TU",
        document_on=date(2024, 11, 1),
    )
    for day, seen in ((TODAY, True), (date(2024, 12, 1), False)):
        assert (tree.cell in authority_of(user, day).organizations_in_view()) == seen


def test_what_ended_stays_in_view_of_those_above_and_gives_nobody_power(tree: Tree) -> None:
    office = builders.clerk(tree.ward, tree.other_cell)
    secretary = builders.secretary(tree.cell)
    close(
        organization=tree.cell,
        by=None,
        on=date(2024, 12, 1),
        ground="Giải thể",
        document="12-QĐ/TU",
        document_on=date(2024, 11, 1),
    )
    assert tree.cell in authority_of(office, date(2025, 1, 1)).organizations_in_view()
    assert authority_of(secretary, date(2025, 1, 1)).appointments == ()


def test_the_keeper_and_the_stranger_reach_nobody(tree: Tree) -> None:
    somebody = builders.official(AN, tree.cell)
    builders.appointed(somebody, Role.SECRETARY, tree.cell)
    keeper = builders.account(somebody, "an")
    User.objects.filter(pk=keeper.pk).update(is_keeper=True)
    keeper.refresh_from_db()
    plain = builders.account(builders.official(LAN, tree.cell), "lan")
    for user in (keeper, plain, User.objects.create_user("ai", full_name="Chưa rõ")):
        authority = authority_of(user, TODAY)
        assert not authority.organizations_in_view().exists()
        assert not any(reached(authority, right, tree) for right in Right)


def test_a_refusal_names_the_appointment_that_is_needed(tree: Tree) -> None:
    authority = holder(Role.SECRETARY, tree.cell, tree)
    with pytest.raises(PermissionDenied, match=r"để thẩm định hồ sơ ở Đảng bộ phường Hoa Sen.*cán bộ văn phòng"):
        check_can(authority, Right.APPRAISE, builders.form(tree.ward))
    check_can(authority, Right.RECORD_ACTS, builders.form(tree.cell))


def test_two_queries_at_most(tree: Tree) -> None:
    office = builders.clerk(tree.ward, tree.other_cell)
    plain = builders.account(builders.official(LAN, tree.cell), "lan")
    for user in (office, plain):
        with CaptureQueriesContext(connection) as asked:
            authority_of(user, TODAY)
        assert len(asked) <= 2


def test_every_role_is_in_the_table_and_a_second_factor_is_for_office(tree: Tree) -> None:
    assert set(RIGHTS) == set(Role)
    office = builders.clerk(tree.ward, tree.other_cell)
    plain = builders.account(builders.official(LAN, tree.cell), "lan")
    assert (SECOND_FACTOR_REQUIRED(office, TODAY), SECOND_FACTOR_REQUIRED(plain, TODAY)) == (True, False)
    assert not SECOND_FACTOR_REQUIRED(office, FOUNDED)
    assert not AnonymousUser().is_authenticated
