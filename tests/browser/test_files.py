"""A member's file by hand: papers checked on a phone, an entry corrected, a proposal made and answered, a round."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from chibo.roll.members.models import Person
from tests import builders
from tests.cast import BINH

Story = Callable[[Page], None]


@pytest.fixture
def place() -> builders.Tree:
    return builders.tree()


@pytest.fixture
def binh(place: builders.Tree) -> Person:
    return builders.official(BINH, place.cell)


@pytest.fixture
def office(place: builders.Tree) -> Any:
    return builders.clerk(place.ward, place.other_cell)


def pressed(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_papers_are_checked_entries_corrected_and_a_round_walked(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    axe: Story,
    fits: Story,
    shot: Callable[..., None],
    place: builders.Tree,
    binh: Person,
    office: Any,
) -> None:
    sign_in(page, office)
    page.goto(f"/ho-so-dang-vien/to-chuc/{place.ward.code}/")
    expect(page.get_by_role("heading", name="Còn thiếu")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "files-organization")
    page.get_by_role("link", name=binh.name).click()

    # many papers at once; a secret one without its place is sent back with what was typed
    page.get_by_role("textbox", name="Ngày kiểm").fill("01/11/2020")
    first = page.get_by_role("group", name="Giấy tờ số 1", exact=True)
    first.get_by_label("Có", exact=True).check()
    fifth = page.get_by_role("group", name="Giấy tờ số 5", exact=True)
    fifth.get_by_label("Thiếu", exact=True).check()
    paper = page.locator("li.paper", has=page.get_by_role("group", name="Giấy tờ số 5", exact=True))
    paper.locator("summary").last.click()
    page.locator("#n5").fill("đang xin sao lục")
    axe(page)
    fits(page)
    shot(page, "files-papers")
    pressed(page, "Ghi kết quả kiểm")
    expect(page.get_by_text("Đã ghi kết quả kiểm.")).to_be_visible()
    expect(page.get_by_text("đang xin sao lục")).to_be_visible()

    # an entry, then its correction with ground and document
    page.goto(f"/ho-so-dang-vien/{binh.pk}/cac-muc/")
    page.get_by_role("link", name="Ghi thêm mục").click()
    page.get_by_label("Loại mục").select_option(label="Chuyên môn, nghiệp vụ")
    pressed(page, "Tiếp tục")
    page.get_by_label("Nội dung").fill("Đại học")
    page.get_by_label("Từ ngày").first.fill("9/2010")
    axe(page)
    pressed(page, "Ghi vào hồ sơ")
    page.get_by_role("link", name="Sửa: Đại học").click()
    page.get_by_label("Nơi, đơn vị, trường").fill("Trường B")
    pressed(page, "Ghi mục đúng")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Căn cứ", exact=True).fill("Bằng gốc")
    page.get_by_label("Số văn bản cho sửa").fill("12/ĐH")
    page.get_by_role("textbox", name="Ngày văn bản cho sửa").fill("01/06/2014")
    pressed(page, "Ghi mục đúng")
    expect(page.get_by_text("Đại học, Trường B (từ 09/2010)")).to_be_visible()
    axe(page)
    fits(page)
    shot(page, "files-entries")

    # the half-yearly round
    page.goto(f"/ho-so-dang-vien/to-chuc/{place.ward.code}/doi-chieu/")
    page.get_by_label("Ngày", exact=True).fill("02/11/2020")
    pressed(page, "Mở đợt đối chiếu")
    page.get_by_role("link", name="Đợt từ 02/11/2020").click()
    page.get_by_role("textbox", name="Ngày đối chiếu").fill("03/11/2020")
    page.get_by_label(f"Khác điều gì: {binh.name}").fill("thiếu quyết định")
    axe(page)
    fits(page)
    shot(page, "files-round")
    pressed(page, "Ghi kết quả đối chiếu")
    expect(page.get_by_text("Khác, chưa xử lý")).to_be_visible()


def test_a_member_proposes_and_the_office_answers(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    axe: Story,
    fits: Story,
    shot: Callable[..., None],
    binh: Person,
    office: Any,
) -> None:
    sign_in(page, builders.account(binh, "binh"))
    page.goto("/dang-vien/cua-toi/")
    axe(page)
    page.get_by_role("link", name="Đề nghị sửa hồ sơ của tôi").click()
    page.get_by_label("Mục muốn sửa").select_option(label="Nơi thường trú")
    pressed(page, "Tiếp tục")
    page.get_by_label("Ghi đúng là").fill("Số 5, tổ 1")
    page.get_by_label("Căn cứ", exact=True).fill("Thẻ căn cước")
    axe(page)
    fits(page)
    pressed(page, "Gửi đề nghị")
    expect(page.get_by_text("Chờ trả lời")).to_be_visible()

    sign_in(page, office)
    page.goto("/")
    page.get_by_role("link", name=f"Trả lời đề nghị sửa “nơi thường trú”: {binh.name}").click()
    expect(page.get_by_text("Số 5, tổ 1")).to_be_visible()
    page.get_by_label("Thay đổi mới phát sinh").check()
    page.get_by_label("Căn cứ", exact=True).fill("Phiếu bổ sung")
    page.get_by_label("Số văn bản làm căn cứ").fill("PBS-1")
    page.get_by_role("textbox", name="Ngày văn bản làm căn cứ").fill("01/10/2020")
    axe(page)
    fits(page)
    shot(page, "files-answer")
    pressed(page, "Sửa theo đề nghị")
    expect(page.get_by_text("theo đề nghị.")).to_be_visible()


def test_the_page_of_a_person_is_whole(
    page: Page,
    sign_in: Callable[[Page, Any], None],
    axe: Story,
    fits: Story,
    shot: Callable[..., None],
    binh: Person,
    office: Any,
) -> None:
    sign_in(page, office)
    for address in (f"/dang-vien/{binh.pk}/", f"/ho-so-dang-vien/{binh.pk}/sua/born_on/"):
        page.goto(address)
        axe(page)
        fits(page)
    page.goto(f"/dang-vien/{binh.pk}/")
    expect(page.get_by_role("heading", name="Giấy tờ trong hồ sơ")).to_be_visible()
    shot(page, "files-person")
