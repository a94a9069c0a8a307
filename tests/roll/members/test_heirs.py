"""Organizations that ended are found by those who took them over, and tell what became of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Role
from chibo.roll.members.queries import authority_of
from chibo.roll.members.queries.heirs import named
from chibo.roll.members.queries.tree import tree_page
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.builders import Tree
from tests.cast import PHUC

DAY, TODAY = date(2025, 7, 1), date(2026, 3, 2)


@pytest.fixture
def tree(db: None) -> Tree:
    """The ward goes to another province under a new name: nobody reaches where it stood."""
    tree = builders.tree()
    builders.handed_to_another_province(tree, DAY)
    member = builders.official(PHUC, tree.cell)
    builders.appointed(member, Role.SECRETARY, Organization.objects.get(code="DU-MOI"), on=DAY)
    builders.account(member, "bithu.moi")
    builders.neighbour_secretary(tree.neighbour_cell)
    return tree


def read(username: str, address: str) -> tuple[int, str]:
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_its_page_says_what_became_of_it(tree: Tree) -> None:
    status, text = read("bithu.moi", f"/to-chuc/{tree.ward.code}/")
    assert status == 200
    assert "Chuyển về" in text and "Đảng bộ phường Mới" in text and "12-QĐ/TU" in text
    _, text = read("bithu.moi", "/to-chuc/DU-MOI/")
    assert "Tiếp nhận từ" in text and "Đảng bộ phường Hoa Sen" in text


def test_it_is_found_by_its_old_name(tree: Tree) -> None:
    status, text = read("bithu.moi", "/to-chuc/?ten=hoa sen")
    assert status == 200 and f"/to-chuc/{tree.ward.code}/" in text
    _, text = read("bithu.moi", "/to-chuc/?ten=hoa mai")
    assert "Không có tổ chức nào mang tên này" in text


def test_others_do_not_see_it(tree: Tree) -> None:
    assert read("bithu.langgieng", f"/to-chuc/{tree.ward.code}/")[0] == 404


def test_it_stands_among_those_that_ended(tree: Tree) -> None:
    authority = authority_of(User.objects.get(username="bithu.moi"), TODAY)
    assert [form.organization for form in tree_page(authority, TODAY).closed] == [tree.ward]
    assert [form.name for form in named(authority, "HOA SEN")] == ["Đảng bộ phường Hoa Sen"]
    assert named(authority, " ") == []
