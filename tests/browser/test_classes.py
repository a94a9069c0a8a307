"""The people of a list are sent to a class by hand, and its results are written with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.common.dates import display
from chibo.foundation.ledger.queries import verify
from chibo.roll.files.models import Attendee, FileEntry, PartyClass
from tests import builders
from tests.cast import BINH, KHOA, MINH


def test_from_a_list_to_the_certificate_in_the_file(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    today = timezone.localdate()
    tree = builders.tree()
    office = builders.clerk(tree.ward, tree.other_cell)
    binh, minh = (builders.official(who, tree.cell) for who in (BINH, MINH))
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=today - timedelta(days=366))

    def looked_at(name: str = "") -> None:
        axe(page)
        fits(page)
        if name:
            shot(page, name)

    sign_in(page, office)
    page.goto("/dang-vien/")
    page.get_by_role("link", name="Ghi danh vào lớp").click()
    looked_at("class-enrol")
    page.get_by_role("button", name="Ghi danh", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Tên lớp")
    looked_at()
    page.get_by_label("Tên lớp").fill("Lớp đảng viên mới khóa 3")
    page.get_by_label("Bồi dưỡng đảng viên mới").check()
    page.get_by_label("Cơ quan mở lớp").fill("Trường chính trị tỉnh")
    page.get_by_label("Ngày khai giảng", exact=True).fill(display(today))
    page.get_by_label("Ngày bế giảng", exact=True).fill(display(today))
    page.get_by_label("Lê Thị Kim Chi").uncheck()
    page.get_by_role("button", name="Ghi danh", exact=True).click()
    expect(page.get_by_text("Hoàng Đăng Khoa: hết thời kỳ dự bị")).to_be_visible()
    expect(page.get_by_label("Lê Thị Kim Chi")).not_to_be_checked()
    looked_at("class-warning")
    page.get_by_label("Đã xem các lưu ý").check()
    page.get_by_role("button", name="Ghi danh", exact=True).click()
    expect(page.locator("h1")).to_have_text("Lớp đảng viên mới khóa 3")
    looked_at("class-page")

    # The class ended today: results by keyboard, one of them with what is missing first.
    page.get_by_label("Số giấy chứng nhận: Trần Thị Bình").fill("12/CN")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.get_by_label("Lý do không hoàn thành: Bùi Quang Minh").fill("Nghỉ ốm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").first).to_contain_text("Chưa ghi ngày cấp")
    expect(page.get_by_label("Số giấy chứng nhận: Trần Thị Bình")).to_have_value("12/CN")
    looked_at("class-results-refused")
    page.get_by_label("Ngày cấp giấy chứng nhận").first.fill(display(today))
    page.get_by_label("Nơi cấp").fill("Trường chính trị tỉnh")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Giấy chứng nhận số 12/CN")).to_be_visible()
    page.get_by_role("link", name="Rút khỏi danh sách: Hoàng Đăng Khoa").click()
    looked_at()
    page.get_by_label("Lý do rút").fill("Đã dự lớp trước")
    page.get_by_role("button", name="Rút khỏi danh sách").click()
    expect(page.get_by_text("Đã dự lớp trước")).to_be_visible()
    looked_at()
    page.get_by_role("link", name="Lớp bồi dưỡng").first.click()
    expect(page.get_by_text("Hoàn thành 1 người")).to_be_visible()
    looked_at("class-list")
    page.goto("/dang-vien/?ten=binh")
    page.get_by_role("link", name="Ghi danh vào lớp").click()
    expect(page.get_by_text("Vào lớp nào")).to_be_visible()
    looked_at()
    page.get_by_role("link", name="Lớp đảng viên mới khóa 3").click()
    expect(page.get_by_text("đã có trong danh sách lớp này")).to_be_visible()
    looked_at()
    page.goto(f"/dang-vien/{binh.pk}/")
    expect(page.get_by_role("heading", name="Lớp bồi dưỡng được cử học")).to_be_visible()

    assert PartyClass.objects.count() == 1 and FileEntry.objects.get().person == binh
    outcomes = {row.person_id: row.outcome for row in Attendee.objects.all()}
    assert outcomes == {binh.pk: "FINISHED", minh.pk: "NOT_FINISHED", khoa.pk: "WITHDRAWN"}
    assert verify().ok
