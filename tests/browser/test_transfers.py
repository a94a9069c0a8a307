"""A transfer as two cells do it in the browser: asked for at one, received at the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.engine.cases.models import Case
from chibo.roll.members.queries import home_of
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.cast import MINH
from tests.work.transfers.stage import Stage, stage


@pytest.fixture
def place(live_server: Any) -> Stage:
    return stage()


def test_asked_for_here_and_received_there(
    page: Page, place: Stage, sign_in: Callable, axe: Callable, fits: Callable, shot: Callable
) -> None:
    tree, today = place.tree, timezone.localdate()
    minh = builders.official(MINH, tree.cell)
    day = today - timedelta(days=6)
    sign_in(page, place.pen(tree.cell))

    page.goto(f"/dang-vien/{minh.pk}/")
    page.get_by_role("link", name="Mở việc chuyển sinh hoạt").click()
    axe(page)
    fits(page)
    page.get_by_role("link", name="Chuyển sinh hoạt chính thức").click()
    page.get_by_label("Tìm chi bộ nơi đến").fill("to dan pho 2")
    page.get_by_role("button", name="Tìm chi bộ").click()
    axe(page)
    fits(page)
    shot(page, "transfer-choose")
    page.get_by_role("link", name="Chi bộ tổ dân phố 2").click()
    page.get_by_label("Ngày chi bộ nhận đề nghị", exact=True).fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Lý do chuyển").select_option("residence")
    page.get_by_label("Ngày quyết định có hiệu lực hoặc ngày chuyển", exact=True).fill(f"{day:%d/%m/%Y}")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Mở việc chuyển sinh hoạt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MINH.name)
    case = Case.objects.get(procedure="transfer-internal")

    def record(code: str, at: Organization, after: int, **said: str) -> None:
        sign_in(page, place.pen(at))
        page.goto(f"/ho-so/{case.pk}/?buoc={code}")
        page.fill("#viec input[name=on]", f"{day + timedelta(days=after):%d/%m/%Y}")
        for name, value in said.items():
            if value in {"yes", "no"}:
                page.check(f"#viec input[name={name}][value={value}]")
            else:
                page.fill(f"#viec input[name={name}]", value)
        page.get_by_role("button", name="Ghi vào hồ sơ").click()
        expect(page.locator(".said")).to_be_visible()

    record("I02", tree.cell, 1, under_inspection="no", pending_complaint="no", fees_until=f"{day:%m/%Y}")
    record("I03", tree.ward, 2, number="12-GT")

    sign_in(page, place.pen(tree.other_cell))
    page.goto("/")
    expect(
        page.get_by_role("link", name=f"Chi bộ tiếp nhận, ghi vào danh sách đảng viên: {MINH.name}")
    ).to_be_visible()
    page.goto("/chuyen-sinh-hoat/?muc=den")
    axe(page)
    fits(page)
    shot(page, "transfers")
    page.get_by_role("link", name=MINH.name).click()
    axe(page)
    fits(page)
    assert "Đang được kiểm tra" not in page.content()
    record("I04", tree.other_cell, 3)
    assert home_of(minh, today).organization == tree.other_cell
    with page.expect_download() as paper:
        page.goto(f"/ho-so/{case.pk}/giay-to/")
        page.get_by_role("link", name="PDF").first.click()
    assert paper.value.suggested_filename.endswith(".pdf")


def test_a_letter_from_outside(page: Page, place: Stage, sign_in: Callable, axe: Callable, fits: Callable) -> None:
    sign_in(page, place.pen(place.tree.cell))
    page.goto("/chuyen-sinh-hoat/")
    page.get_by_role("link", name="Nhận người từ ngoài hệ thống").click()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Ghi giấy giới thiệu").click()
    expect(page.get_by_role("alert")).to_be_visible()
    axe(page)


def test_the_keeper_goes_through_the_notices(
    page: Page, place: Stage, sign_in: Callable, axe: Callable, fits: Callable
) -> None:
    today = timezone.localdate()
    began = today - timedelta(days=130)
    walk = place.open(
        "transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell, on=began, effective_on=began
    )
    walk.until("T07")
    sign_in(page, place.pen(place.tree.ward))
    page.goto("/chuyen-sinh-hoat/")
    page.get_by_role("link", name="Kiểm tra phiếu báo, hồ sơ chuyển sinh hoạt").click()
    expect(page.get_by_text("Phải báo cáo").first).to_be_visible()
    axe(page)
    fits(page)
    page.get_by_role("button", name="Ghi đã kiểm tra").click()
    axe(page)
    page.fill("input[name=on]", f"{today:%d/%m/%Y}")
    page.get_by_role("button", name="Ghi đã kiểm tra").click()
    expect(page.get_by_text("Lần kiểm tiếp theo trước ngày")).to_be_visible()
    axe(page)
