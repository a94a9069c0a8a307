"""Signing in, as the person at the telephone or at the desk does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect

from tests.browser.conftest import Keyboard

PASSWORD = "Ba-con-trau-trang-7"


@pytest.fixture
def secretary() -> str:
    user = get_user_model().objects.create_user("bt.to3", password=PASSWORD, full_name="Nguyễn Thị Minh Họa")
    return str(user.username)


def test_the_page_is_legible_and_fits(page: Page, axe: Callable, fits: Callable, shot: Callable) -> None:
    page.goto("/dang-nhap/")
    axe(page)
    fits(page)
    shot(page, "sign-in")


def test_a_secretary_signs_in(page: Page, secretary: str, axe: Callable) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(secretary)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page).to_have_url("/")
    axe(page)


def test_a_wrong_password_is_said_at_its_place(page: Page, secretary: str, axe: Callable) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(secretary)
    page.get_by_label("Mật khẩu", exact=True).fill("sai-mat-khau")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value(secretary)
    axe(page)


def test_without_a_mouse(desktop: Page, secretary: str, keyboard: Callable[[Page], Keyboard]) -> None:
    desktop.goto("/dang-nhap/")
    hands = keyboard(desktop)
    hands.reach("Tên đăng nhập")
    hands.type(secretary)
    hands.reach("Mật khẩu")
    hands.type(PASSWORD)
    hands.press("Enter")
    expect(desktop).to_have_url("/")
