"""A round of badges by hand: declared and considered in the cell, then the ward's list, decision and ceremony."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.common.dates import add_months, add_years, display
from chibo.foundation.rulebook.law import law_on
from chibo.work.honours.models import Award
from chibo.work.honours.rules.badges import round_from
from tests import builders
from tests.cast import extra


def test_a_round_of_badges(
    page: Page, sign_in: Callable[[Page, Any], None], axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    today = timezone.localdate()
    tree = builders.tree()
    pen, office = builders.secretary(tree.cell), builders.clerk(tree.ward, tree.other_cell)
    coming = round_from(law_on(today), today)
    assert coming is not None
    who = builders.veteran(extra(700), tree.cell, decided_on=add_years(coming, -30) - timedelta(days=3))
    long_ago = today - timedelta(days=9)

    def looked_at() -> None:
        axe(page)
        fits(page)

    sign_in(page, pen)
    page.goto("/khen-thuong/")
    expect(page.locator("h1")).to_contain_text(f"Huy hiệu Đảng, đợt {display(coming)}")
    looked_at()
    page.get_by_role("link", name=who.name).click()
    expect(page.locator("h1")).to_have_text(who.name)
    looked_at()
    page.get_by_role("link", name="Ghi tờ khai").click()
    page.get_by_label("Mốc Huy hiệu Đảng").select_option("30")
    page.get_by_label("Đợt trao tặng").select_option(coming.isoformat())
    page.get_by_label("Đủ tuổi đảng").check()
    page.get_by_role("button", name="Ghi tờ khai").click()
    expect(page.get_by_role("alert")).to_contain_text("Ngày tờ khai")
    looked_at()
    _typed(page, "Ngày tờ khai", long_ago)
    page.get_by_role("button", name="Ghi tờ khai").click()
    expect(page.locator("h1")).to_contain_text("Huy hiệu 30 năm tuổi đảng")
    looked_at()
    page.get_by_role("link", name="Ghi việc chi bộ xét").click()
    page.get_by_label("Đề nghị tặng", exact=True).check()
    _typed(page, "Ngày nghị quyết của chi bộ", long_ago + timedelta(days=2))
    page.get_by_label("Số nghị quyết").fill("9-NQ/CB")
    looked_at()
    page.get_by_role("button", name="Ghi nghị quyết của chi bộ").click()
    expect(page.get_by_text("Đã ghi ý kiến của chi bộ")).to_be_visible()

    sign_in(page, office)
    page.goto(f"/khen-thuong/dot/{tree.ward.code}/{coming.isoformat()}/?muc=dang-de-nghi")
    expect(page.get_by_text("Chờ lập tờ trình")).to_be_visible()
    page.get_by_role("link", name="Lập tờ trình").click()
    page.get_by_label("Số tờ trình").fill("7-TTr/ĐU")
    _typed(page, "Ngày tờ trình", long_ago + timedelta(days=4))
    looked_at()
    page.get_by_role("button", name="Ghi tờ trình").click()
    page.get_by_role("link", name="Ghi quyết định").click()
    page.get_by_label("Nơi quyết định").select_option(label="Đảng bộ tỉnh An Bình")
    page.get_by_label("Số quyết định").fill("70-QĐ/TU")
    _typed(page, "Ngày quyết định", long_ago + timedelta(days=6))
    looked_at()
    page.get_by_role("button", name="Ghi quyết định").click()
    looked_at()
    page.get_by_role("link", name="Ghi việc trao tặng").click()
    _typed(page, "Ngày trao", today)
    page.get_by_label("Nơi trao").fill("Hội trường phường")
    looked_at()
    page.get_by_role("button", name="Ghi việc trao tặng").click()
    expect(page.get_by_text(f"Đã trao {display(today)}")).to_be_visible()
    assert Award.objects.get().place == "Hội trường phường"

    page.goto(f"/khen-thuong/the/{tree.ward.code}/")
    expect(page.locator("h1")).to_have_text("Thẻ đảng viên")
    looked_at()


def _typed(page: Page, label: str, day: date) -> None:
    page.get_by_role("textbox", name=label).fill(display(day))


def test_a_bar_after_discipline_is_shown_with_its_day_and_its_source(
    page: Page, sign_in: Callable[[Page, Any], None], axe: Callable[[Page], None], fits: Callable[[Page], None]
) -> None:
    today = timezone.localdate()
    tree = builders.tree()
    office = builders.clerk(tree.ward, tree.other_cell)
    coming = round_from(law_on(today), today)
    assert coming is not None
    who = builders.veteran(extra(701), tree.cell, decided_on=add_years(coming, -30) - timedelta(days=3))
    decided = today - timedelta(days=20)
    sign_in(page, office)
    page.goto(f"/ho-so-dang-vien/{who.pk}/cac-muc/ghi/?loai=DISCIPLINE")
    page.get_by_label("Hình thức kỷ luật").select_option(label="Cảnh cáo")
    page.get_by_label("Số quyết định").fill("5-QĐ/ĐU")
    for label in ("Ngày của văn bản", "Có hiệu lực từ"):
        _typed(page, label, decided)
    page.get_by_label("Nơi ban hành").fill("Đảng ủy phường")
    page.get_by_role("button", name="Ghi vào hồ sơ").click()

    until = f"đến trước {display(add_months(decided, 9))}"
    page.goto(f"/khen-thuong/dot/{tree.ward.code}/{coming.isoformat()}/?muc=chua-duoc-xet")
    expect(page.get_by_role("link", name=who.name)).to_be_visible()
    expect(page.get_by_text(f"Chưa xét {until}")).to_be_visible()
    page.locator("main details.cite summary").click()
    expect(page.locator("main details.cite")).to_contain_text("01-HD/TW")
    axe(page)
    fits(page)
    page.get_by_role("link", name=who.name).click()
    expect(page.get_by_text(f"Bị kỷ luật cảnh cáo chưa đủ 9 tháng: chưa xét tặng {until}")).to_be_visible()
    axe(page)
    fits(page)
