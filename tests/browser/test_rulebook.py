"""The law's pages in a real browser: on a phone and on a desk, by keyboard, on paper."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from chibo.foundation.accounts.models import User

PAGES = {
    "law-texts": "/quy-dinh/?ngay=27/7/2026",
    "law-text": "/quy-dinh/van-ban/06-hd-tw-2025-06-09/",
    "law-values": "/quy-dinh/gia-tri/?q=le+ket+nap",
    "law-value": "/quy-dinh/gia-tri/admission.decision_working_days/",
    "law-procedure": "/quy-dinh/thu-tuc/recognition/",
    "law-questions": "/quy-dinh/hoi-dap/?q=tuoi",
    "law-question": "/quy-dinh/hoi-dap/adm-age-60y1m/",
}


@pytest.fixture(autouse=True)
def reader(page: Page, sign_in: Callable[[Page, Any], None]) -> None:
    sign_in(page, User.objects.create_user("hoa", full_name="Nguyễn Thị Hoa"))


@pytest.mark.parametrize("name", PAGES)
def test_it_is_legible_and_fits(page: Page, name: str, axe: Callable, fits: Callable, shot: Callable) -> None:
    page.goto(PAGES[name])
    axe(page)
    fits(page)
    assert page.locator("h1").count() == 1
    shot(page, name)


def test_one_of_two_pictures_is_seen(page: Page) -> None:
    page.goto(PAGES["law-procedure"])
    seen = page.get_by_role("img", name="Sơ đồ thủ tục Công nhận đảng viên chính thức")
    expect(seen).to_have_count(1)
    expect(seen).to_be_visible()


def test_a_bad_day_leads_to_its_field(page: Page, axe: Callable) -> None:
    page.goto("/quy-dinh/")
    page.get_by_role("textbox", name="Xem tại ngày").fill("31/02/2026")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    axe(page)
    page.get_by_role("link", name="Ngày 31/02/2026 không có trong lịch").click()
    expect(page.get_by_role("textbox", name="Xem tại ngày")).to_have_value("31/02/2026")


def test_a_link_to_a_step_opens_it(page: Page, axe: Callable) -> None:
    page.goto("/quy-dinh/gia-tri/recognition.cell_threshold/")
    page.get_by_role("link", name="C06 Chi bộ xét và biểu quyết đề nghị công nhận").click()
    expect(page.get_by_text("Nghị quyết của chi bộ đề nghị công nhận đảng viên chính thức")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_question_is_answered_by_keyboard(page: Page, keyboard: Callable) -> None:
    page.goto("/quy-dinh/hoi-dap/")
    keys = keyboard(page)
    keys.reach("Tìm câu hỏi")
    keys.type("tron 18 tuoi")
    keys.press("Enter")
    page.wait_for_url("**/hoi-dap/?q=*")
    keys.reach("Người vào Đảng vừa tròn 18 tuổi")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Quy tắc trả lời")).to_be_visible()
    keys.reach("Căn cứ")
    keys.press("Enter")
    expect(page.locator(".findings").get_by_text("mục 1.1.1 Quy định 24-QĐ/TW", exact=False).first).to_be_visible()


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_paper_has_the_picture_and_every_step_open(page: Page) -> None:
    page.goto(PAGES["law-procedure"])
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    assert f"Trang1/{len(paper.pages)}" in text
    assert "C06Chibộxétvàbiểuquyếtđềnghịcôngnhận" in text
    assert "Nghịquyếtcủachibộđềnghịcôngnhậnđảngviênchínhthức" in text
    assert "Hỏi–đáp" not in text
