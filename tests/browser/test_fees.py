"""A fee month on a phone and a desktop: say the day, tap, see the ledger, close the month."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.work.fees.stage import stage

Check = Callable[[Page], None]


def test_a_fee_month_is_collected_and_closed(
    page: Page, sign_in: Callable[[Page, Any], None], axe: Check, fits: Check, shot: Callable[..., None]
) -> None:
    here = stage()
    sign_in(page, here.secretary)
    code, who = here.cell.code, here.members[0]

    page.goto(f"/dang-phi/so/{code}/2026-02/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thu đảng phí tháng 02/2026")
    expect(page.get_by_role("button", name="Thu 120.000")).to_have_count(0)
    axe(page)
    fits(page)
    page.get_by_role("textbox", name="Ngày thu").fill("10/02/2026")
    page.get_by_role("button", name="Bắt đầu thu").click()
    page.get_by_role("button", name=f"của {who.name}").click()
    expect(page.get_by_role("status").first).to_contain_text("phiếu thu số 1")
    expect(page.locator(f"#p{who.pk}")).to_contain_text("Đã thu")
    axe(page)
    fits(page)
    shot(page, "fees-month", whole=False)

    page.locator(f"#p{who.pk}").get_by_role("link", name=who.name).click()
    expect(page.get_by_role("heading", name="Phiếu thu")).to_be_visible()
    axe(page)
    fits(page)

    page.goto(f"/dang-phi/so/{code}/2026-02/so-thu/")
    expect(page.locator("tr.sum")).to_contain_text("240.000")
    axe(page)
    fits(page)
    page.goto(f"/dang-phi/so/{code}/2026-02/khoa-so/")
    page.get_by_role("textbox", name="Ngày khóa sổ").fill("01/03/2026")
    axe(page)
    fits(page)
    page.get_by_role("button", name="Khóa sổ", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Đã khóa sổ đảng phí tháng 02/2026")
    page.goto(f"/dang-phi/so/{code}/?nam=2026")
    expect(page.locator("tr.sum").last).to_contain_text("84.000")
    axe(page)
    fits(page)
    page.goto("/dang-phi/cua-toi/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đảng phí của tôi")
    axe(page)
    fits(page)
