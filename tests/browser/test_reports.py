"""Reports in a real browser: a figure leads to its people, a table is frozen; on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.cast import KHOA


@pytest.fixture(autouse=True)
def clerk(page: Page, sign_in: Callable[[Page, Any], None]) -> None:
    place = builders.tree()
    builders.officials(8, place.cell)
    builders.probationary(KHOA, place.cell)
    sign_in(page, builders.clerk(place.ward, place.other_cell))


@pytest.mark.parametrize(
    "path", ["", "bieu-1/", "bieu-3/", "bieu-4/", "bieu-1c/", "bieu-7/", "bieu-9/", "bieu-1/danh-sach/?o=D/0"]
)
def test_it_is_legible_and_fits(page: Page, path: str, axe: Callable, fits: Callable) -> None:
    page.goto(f"/bao-cao/DU-HOASEN/{path}")
    axe(page)
    fits(page)
    assert page.locator("h1").count() == 1


def test_a_figure_stands_beside_its_words_on_a_phone_too(page: Page) -> None:
    page.goto("/bao-cao/DU-HOASEN/bieu-1/")
    box = page.locator(".statistics tbody td").first.bounding_box()
    assert box and page.viewport_size and box["x"] + box["width"] <= page.viewport_size["width"]


def test_from_a_figure_to_its_people_and_a_frozen_table(page: Page, axe: Callable, fits: Callable) -> None:
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Biểu 1. Tăng, giảm đảng viên").click()
    page.get_by_role("textbox", name="Từ ngày").fill("01/01/2020")
    page.get_by_role("textbox", name="Đến hết ngày").fill("31/12/2020")
    page.get_by_role("button", name="Xem").click()
    row = page.get_by_role("row", name="D. Đảng viên có đến cuối kỳ")
    row.get_by_role("link").first.click()
    expect(page.get_by_text("1–10 trong 10 người")).to_be_visible()
    page.get_by_role("link", name="Về biểu").click()
    page.get_by_label("Ghi chú").fill("Gửi kèm báo cáo năm 2020")
    page.get_by_role("button", name="Chốt và ký").click()
    expect(page.get_by_text("Không khác")).to_be_visible()
    axe(page)
    fits(page)
