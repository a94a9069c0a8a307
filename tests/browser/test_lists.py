"""Narrowing the list of members, keeping the conditions under a name, printing: on a phone and on a desktop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests import builders
from tests.cast import AN, BINH


def test_a_list_is_narrowed_kept_and_printed(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
) -> None:
    tree = builders.tree()
    builders.official(builders.person(AN, ethnicity="Tày"), tree.cell)
    builders.official(BINH, tree.other_cell)
    sign_in(page, builders.clerk(tree.ward, tree.other_cell))

    page.goto("/dang-vien/")
    expect(page.get_by_role("link", name=BINH.name)).to_be_visible()
    page.get_by_text("Thêm điều kiện").click()
    page.get_by_label("Dân tộc").fill("Tày")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.get_by_role("link", name=AN.name)).to_be_visible()
    expect(page.get_by_role("link", name=BINH.name)).to_have_count(0)
    expect(page.get_by_label("Dân tộc")).to_have_value("Tày")
    fits(page)

    page.get_by_role("link", name="Lưu điều kiện này").click()
    page.get_by_label("Tên danh sách").fill("Đảng viên người Tày")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Đảng viên người Tày").click()
    expect(page.get_by_role("link", name=AN.name)).to_be_visible()

    page.get_by_role("link", name="In trên giấy A4").click()
    expect(page.get_by_role("cell", name=AN.name)).to_be_visible()
    expect(page.get_by_text("Dân tộc: Tày", exact=False)).to_be_visible()
    axe(page)
    fits(page)

    page.goto("/dang-vien/?dan_toc=Tày")
    page.get_by_role("link", name="In thông báo cho từng chi bộ").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Lập thông báo").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Về việc").fill("họp mặt")
    page.get_by_label("Nội dung").fill("Đề nghị đồng chí có mặt.")
    page.fill("input[name=on]", "20/11/2026")
    page.get_by_role("button", name="Lập thông báo").click()
    expect(page.get_by_role("heading", name="Kính gửi: Chi bộ tổ dân phố 1")).to_be_visible()
    expect(page.get_by_text(AN.name)).to_be_visible()
    expect(page.get_by_text(BINH.name)).to_have_count(0)
    axe(page)
    fits(page)
