"""Every component in a real browser: phone and desktop, keyboard, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from chibo.foundation.accounts.models import User

TEMPLATES = Path(__file__).parents[1] / "web/templates"
PAGES = ["/", "/mau/ho-so/", "/mau/danh-sach/", "/mau/bieu-mau/", "/mau/cam/", "/mau/trang/500/", "/khong-co/"]


@pytest.fixture(autouse=True)
def gallery(settings: Any, page: Page, sign_in: Callable[[Page, Any], None]) -> Iterator[None]:
    settings.ROOT_URLCONF = "tests.web.gallery"
    [engine] = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]
    settings.MODE = "demo"
    sign_in(page, User.objects.create_user("hung", full_name="Trần Quốc Hùng"))
    yield


@pytest.mark.parametrize("address", PAGES)
def test_it_is_legible_and_fits(page: Page, address: str, axe: Callable, fits: Callable) -> None:
    page.goto(address)
    axe(page)
    fits(page)
    assert page.locator("h1").count() == 1


def test_errors_lead_to_their_fields(page: Page, axe: Callable) -> None:
    page.goto("/mau/bieu-mau/")
    page.get_by_label("Ngày chi bộ họp", exact=True).fill("31/02/2026")
    page.get_by_role("button", name="Ghi nhận nghị quyết").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    axe(page)
    alert.get_by_role("link", name="Ngày 31/02/2026 không có trong lịch").click()
    expect(page).to_have_url("/mau/bieu-mau/#id_meeting_on")
    expect(page.get_by_label("Ngày chi bộ họp", exact=True)).to_have_value("31/02/2026")


def test_a_day_is_picked(page: Page) -> None:
    page.goto("/mau/bieu-mau/")
    expect(page.get_by_role("button", name="Chọn ngày: Ngày chi bộ họp")).to_be_visible()
    picker = page.locator("[data-day] input[type=date]").first
    picker.evaluate("e => { e.value = '2026-09-05'; e.dispatchEvent(new Event('change')) }")
    expect(page.get_by_label("Ngày chi bộ họp", exact=True)).to_have_value("05/09/2026")


def test_a_clause_opens_by_keyboard(page: Page) -> None:
    page.goto("/mau/ho-so/")
    clause = page.locator(".steps details").first
    clause.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(clause.get_by_text("Quy định 294-QĐ/TW")).to_be_visible()


def test_escape_closes_the_own_menu(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Tài khoản của tôi").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_hidden()


def test_a_form_is_sent_once(page: Page) -> None:
    page.goto("/mau/bieu-mau/")
    sent = page.evaluate(
        """() => { const form = document.querySelector('main form'); let sent = 0;
            form.addEventListener('submit', () => { sent += 1 });
            window.addEventListener('submit', e => { if (!e.defaultPrevented) sent += 10; e.preventDefault() });
            form.requestSubmit(); form.requestSubmit(); return sent }"""
    )
    assert sent == 12  # pressed twice, let through once
    expect(page.get_by_text("Đang ghi…")).to_be_visible()


def test_the_skip_link_is_first(page: Page) -> None:
    page.goto("/mau/danh-sach/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_paper_has_page_numbers_and_open_clauses_but_no_frame(page: Page) -> None:
    page.goto("/mau/ho-so/")
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = "".join("".join(sheet.extract_text().split()) for sheet in paper.pages)
    width, height = (round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)
    assert f"Trang1/{len(paper.pages)}" in text
    assert "Hướngdẫn12-HD/BTCTW" in text
    assert "hưcấu" in text
    assert "Việccủatôi" not in text
