"""A death is written down by hand, seen everywhere, and a mistake is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.common.dates import display
from chibo.roll.members.facts import compare
from chibo.roll.members.models import Person
from tests import builders
from tests.cast import BINH


def test_a_death_and_a_mistake(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    axe: Callable[[Page], None],
    fits: Callable[[Page], None],
    shot: Callable[..., None],
) -> None:
    today = timezone.localdate()
    tree = builders.tree()
    builders.secretary(tree.cell)
    office = builders.clerk(tree.ward, tree.other_cell)
    binh = builders.official(BINH, tree.cell)
    who = Person.objects.get(user__username="bithu")
    died = today - timedelta(days=4)

    def looked_at() -> None:
        axe(page)
        fits(page)

    sign_in(page, office)
    page.goto(f"/ho-so-dang-vien/to-chuc/{tree.ward.code}/ra-khoi-dang/")
    looked_at()
    page.get_by_label("Họ và tên").fill(who.name)
    page.get_by_role("button", name="Tìm").last.click()
    page.get_by_role("link", name=who.name).click()
    expect(page.locator("h1")).to_have_text("Ghi từ trần, ra khỏi Đảng")
    looked_at()
    page.get_by_label("Đảng viên từ trần").check()
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("Bí thư, Chi bộ tổ dân phố 1")).to_be_visible()
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("Ngày từ trần")
    looked_at()
    shot(page, "leaving-death")
    _typed(page, "Ngày từ trần", died)
    page.get_by_label("Căn cứ").first.fill("Trích lục khai tử")
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_text("Đã từ trần", exact=False).first).to_be_visible()
    looked_at()

    page.goto("/dang-vien/?loai=ra-khoi-dang")
    expect(page.get_by_role("link", name=who.name)).to_be_visible()
    page.goto(f"/dang-vien/{who.pk}/")
    page.get_by_role("link", name=f"Từ trần ngày {display(died)}").click()
    looked_at()
    shot(page, "leaving-recorded")
    page.get_by_role("link", name="Ghi nhầm: hoàn tác").click()
    page.get_by_label("Lý do hoàn tác").fill("Nhầm người cùng tên")
    looked_at()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Đã hoàn tác").first).to_be_visible()
    looked_at()
    page.goto(f"/dang-vien/{who.pk}/")
    expect(page.locator(".lead")).to_contain_text("Đảng viên chính thức")

    # A decision made elsewhere; while its form lies open another hand gives the member an office.
    page.goto(f"/ho-so-dang-vien/{binh.pk}/ra-khoi-dang/?loai=khai-tru")
    page.get_by_label("Số quyết định").fill("9-QĐ/UBKT")
    _typed(page, "Ngày quyết định", died)
    page.get_by_label("ra quyết định").fill("Ủy ban kiểm tra Thành ủy")
    _typed(page, "Có hiệu lực từ ngày", died)
    builders.appointed(binh, "DEPUTY_SECRETARY", tree.cell)  # type: ignore[arg-type]
    page.get_by_role("button", name="Ghi vào sổ").click()
    expect(page.get_by_role("alert")).to_contain_text("Mới ghi: Phó bí thư")
    looked_at()
    page.get_by_role("button", name="Ghi vào sổ").click()  # seen now, and still so
    expect(page.locator(".lead")).to_contain_text("Đã ra khỏi Đảng · khai trừ")
    assert all(difference.none for difference in compare())


def _typed(page: Page, label: str, day: date) -> None:
    page.get_by_role("textbox", name=label).fill(display(day))
