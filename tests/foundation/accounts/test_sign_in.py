"""Signing in and out."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from chibo.foundation.accounts.models import User
from tests.foundation.accounts.conftest import PASSWORD, is_signed_in, sign_in


def test_signing_in_opens_the_home_page(client: Client, clerk: User) -> None:
    answer = sign_in(client, "le.van.phong")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_signing_in_returns_to_the_page_that_was_asked_for(client: Client, clerk: User) -> None:
    asked = client.get("/tai-khoan/phien/?trang=2")
    assert asked["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2Fphien%2F%3Ftrang%3D2"

    answer = client.post(asked["Location"], {"login": "le.van.phong", "password": PASSWORD})
    assert answer["Location"] == "/tai-khoan/phien/?trang=2"


def test_another_site_is_no_page_to_return_to(client: Client, clerk: User) -> None:
    answer = client.post("/dang-nhap/?next=https://example.org/", {"login": "le.van.phong", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_capitals_in_the_sign_in_name_do_not_matter(client: Client, clerk: User) -> None:
    sign_in(client, " Le.Van.Phong ")
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client, clerk: User) -> None:
    wrong = sign_in(client, "le.van.phong", "sai")
    unknown = sign_in(client, "khong.co.ai", "sai")

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in unknown.content.decode()
    assert not is_signed_in(client)


def test_an_empty_form_says_which_field(client: Client, db: None) -> None:
    page = sign_in(client, "", "").content.decode()
    assert "Tên đăng nhập: Chưa ghi" in page
    assert "Mật khẩu: Chưa ghi" in page


def test_five_wrong_passwords_pause_the_account_from_every_address(client: Client, clerk: User) -> None:
    for attempt in range(5):
        client.post("/dang-nhap/", {"login": "le.van.phong", "password": "sai"}, REMOTE_ADDR=f"10.0.0.{attempt}")

    answer = client.post("/dang-nhap/", {"login": "le.van.phong", "password": PASSWORD}, REMOTE_ADDR="10.0.0.99")
    assert "Sai quá nhiều lần nên tạm dừng nhận đăng nhập." in answer.content.decode()
    assert not is_signed_in(client)


def test_the_pause_of_one_account_is_not_the_pause_of_another(client: Client, clerk: User, keeper: User) -> None:
    for _ in range(6):
        sign_in(client, "le.van.phong", "sai")
    sign_in(client, "tran.quan.tri")
    assert is_signed_in(client)


def test_the_pause_ends(client: Client, clerk: User) -> None:
    for _ in range(6):
        sign_in(client, "le.van.phong", "sai")
    cache.clear()  # what a quarter of an hour does
    sign_in(client, "le.van.phong")
    assert is_signed_in(client)


def test_an_address_that_tries_many_names_is_told_to_wait(client: Client, db: None) -> None:
    answers = [sign_in(client, f"ten.thu.{number}", "sai") for number in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert "Quá nhiều lần" in answers[-1].content.decode()


def test_a_deactivated_account_cannot_sign_in(client: Client, clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)

    page = client.post("/dang-nhap/", {"login": "le.van.phong", "password": PASSWORD}, follow=True)
    assert "Tài khoản đang khóa" in page.content.decode()
    assert not is_signed_in(client)


def test_signing_out_asks_and_then_ends_the_session(client: Client, clerk: User) -> None:
    sign_in(client, "le.van.phong")
    client.get("/dang-xuat/")
    assert is_signed_in(client)

    page = client.post("/dang-xuat/", follow=True)
    assert "Đã đăng xuất." in page.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_set_password"])
def test_pages_that_nobody_needs_have_no_name(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize(
    "path", ["signup/", "dang-ky/", "accounts/signup/", "tai-khoan/signup/", "tai-khoan/email/", "tai-khoan/2fa/"]
)
def test_pages_that_nobody_needs_have_no_address(path: str) -> None:
    with pytest.raises(Resolver404):
        resolve(f"/{path}")
