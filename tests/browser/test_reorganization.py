"""Two cells become one in the browser: drafted, looked at, carried out, printed, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.roll.organizations.models import Form
from chibo.work.reorganizations.models import Reorganization
from tests import builders
from tests.builders import Tree


@pytest.fixture
def ward() -> Tree:
    tree = builders.tree()
    builders.officials(4, tree.cell)
    builders.officials(3, tree.other_cell, start=20)
    builders.clerk(tree.ward, tree.other_cell)
    return tree


def test_two_cells_become_one(
    page: Page,
    ward: Tree,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    today = f"{timezone.localdate():%d/%m/%Y}"
    sign_in(page, "vanphong")
    page.goto("/sap-xep-to-chuc/")
    expect(page.get_by_text("Chưa có việc sắp xếp nào")).to_be_visible()
    page.get_by_role("link", name="Lập dự thảo").click()
    axe(page)
    page.get_by_label("Hợp nhất, sáp nhập").check()
    page.get_by_label("Tên việc").fill("Hợp nhất chi bộ 1 và 2")
    page.get_by_role("button", name="Tiếp tục").click()

    page.get_by_role("button", name="Đưa vào dự thảo").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa chọn")
    page.get_by_label("Chi bộ tổ dân phố 1", exact=True).check()
    page.get_by_label("Chi bộ tổ dân phố 2", exact=True).check()
    page.get_by_label("Tên tổ chức mới").fill("Chi bộ tổ dân phố Một Hai")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Đưa vào dự thảo").click()

    page.fill("input[name=on]", today)
    page.get_by_role("button", name="Ghi và xem trước").click()
    expect(page.get_by_text("Chưa ghi số và ngày của văn bản quyết định.")).to_be_visible()
    expect(page.get_by_role("button", name="Thực hiện")).to_have_count(0)
    axe(page)
    fits(page)
    page.get_by_role("link", name="Văn bản và ngày có hiệu lực").click()
    page.get_by_label("Số văn bản quyết định").fill("45-QĐ/ĐU")
    page.fill("input[name=document_on]", today)
    page.get_by_role("button", name="Ghi và xem trước").click()
    expect(page.get_by_text("nhập vào Chi bộ tổ dân phố Một Hai").first).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Thực hiện").click()

    expect(page.get_by_text("Đã thực hiện việc sắp xếp, vào sổ cái.")).to_be_visible()
    axe(page)
    fits(page)
    act = Reorganization.objects.get()
    new = Form.objects.open().get(name="Chi bộ tổ dân phố Một Hai")
    assert new.organization.placements.filter(ends_on__isnull=True).count() == 4 + 3 + 1
    minute = page.request.get(f"/sap-xep-to-chuc/{act.pk}/giay-to/bien-ban.pdf")
    assert minute.ok and minute.body().startswith(b"%PDF")

    page.goto(f"/to-chuc/{ward.cell.code}/")
    expect(page.get_by_text("Chi bộ tổ dân phố Một Hai").first).to_be_visible()
    axe(page)

    page.goto(f"/sap-xep-to-chuc/{act.pk}/")
    page.get_by_role("link", name="Hoàn tác").click()
    page.get_by_label("Lý do hoàn tác").fill("Văn bản 46-QĐ/ĐU thu hồi")
    axe(page)
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác, vào sổ cái.")).to_be_visible()
    assert not Form.objects.filter(name="Chi bộ tổ dân phố Một Hai").exists()
    axe(page)
    fits(page)
