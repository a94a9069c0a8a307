"""A list as the office of a ward brings it: upload, columns, preview, an answer, into the register, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.foundation.ledger.queries import verify
from chibo.roll.members.models import Person
from chibo.roll.rosters import actions
from tests import builders
from tests.cast import crowd
from tests.roll.rosters.lists import HEAD, row, xlsx

Check = Callable[[Page], None]


@pytest.fixture
def ward(live_server: Any) -> builders.Tree:
    place = builders.tree()
    builders.clerk(place.ward, place.other_cell)
    return place


def work(page: Page) -> None:
    """The worker does what waits; the page notices by itself."""
    expect(page.locator("#work")).to_be_visible()
    while actions.work(clock=timezone.now):
        pass
    expect(page.locator("#work")).to_have_count(0)


def test_a_list_goes_in_and_out(
    page: Page, ward: builders.Tree, sign_in: Callable[[Page, Any], None], axe: Check, fits: Check
) -> None:
    people = crowd(6, 300)
    lines = [row(who, number) for number, who in enumerate(people, 1)]
    lines[5] = row(people[5], 6, cell="Chi bộ tổ dân số 2")
    sign_in(page, "vanphong")
    page.goto("/nhap-danh-sach/")
    axe(page)
    page.locator(".page-act a").click()
    page.get_by_role("textbox", name="Ngày của danh sách").fill(f"{timezone.localdate():%d/%m/%Y}")
    told = xlsx([[*line, "0912 000 111"] for line in lines], [*HEAD, "Số điện thoại"])
    file = {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": told}
    page.get_by_label("Tệp danh sách").set_input_files(file)
    axe(page)
    fits(page)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xác nhận các cột")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Đối chiếu với sổ").click()
    expect(page.locator("#work")).to_be_visible()
    axe(page)
    work(page)
    expect(page.get_by_role("link", name="Mới: 5")).to_be_visible()
    expect(page.get_by_role("link", name="Cần xem lại: 1")).to_be_visible()
    expect(page.get_by_role("rowheader", name="K: Số điện thoại")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Xem và trả lời").click()
    expect(page.get_by_label("Chi bộ tổ dân phố 2")).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_label("Chi bộ tổ dân phố 2").check()
    page.get_by_role("button", name="Ghi ý kiến").click()
    expect(page.get_by_role("link", name="Mới: 6")).to_be_visible()
    page.get_by_role("button", name="Ghi vào sổ").click()
    work(page)
    expect(page.get_by_text("Đã ghi vào sổ").first).to_be_visible()
    assert Person.objects.count() == 7
    axe(page)
    page.get_by_role("button", name="Hoàn tác cả đợt").click()
    work(page)
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible()
    assert Person.objects.count() == 1
    assert verify().ok


def test_a_file_that_cannot_be_read_is_refused_with_words(
    page: Page, ward: builders.Tree, sign_in: Callable[[Page, Any], None], axe: Check
) -> None:
    sign_in(page, "vanphong")
    page.goto(f"/nhap-danh-sach/tai-len/{ward.ward.code}/")
    page.get_by_role("textbox", name="Ngày của danh sách").fill("26/10/2020")
    page.get_by_label("Tệp danh sách").set_input_files(
        {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": b"%PDF-1.4 khong phai bang tinh"}
    )
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_role("alert")).to_contain_text("tệp PDF")
    axe(page)
