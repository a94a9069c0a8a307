"""The second layer: a code on the telephone, recovery codes for a lost one, required of offices in production."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from chibo.foundation.accounts import policy
from chibo.foundation.accounts.models import User
from tests.foundation.accounts.conftest import code_of, enrol, is_signed_in, sign_in, wrong_code


@pytest.fixture
def production(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office where everyone needs the second layer."""
    settings.PRODUCTION = True
    monkeypatch.setattr(policy, "SECOND_FACTOR_REQUIRED", policy.everyone)


@pytest.fixture
def telephone(client: Client, clerk: User) -> tuple[str, list[str]]:
    """The clerk has enrolled and signed out."""
    sign_in(client, "le.van.phong")
    found = enrol(client)
    client.post("/dang-xuat/")
    cache.clear()  # the code that enrolled could not be used again for half a minute
    return found


def test_signing_in_asks_for_the_code(client: Client, telephone: tuple[str, list[str]]) -> None:
    secret, _ = telephone

    assert sign_in(client, "le.van.phong")["Location"] == "/tai-khoan/hai-lop/nhap-ma/"
    assert not is_signed_in(client)

    client.post("/tai-khoan/hai-lop/nhap-ma/", {"code": code_of(secret)})
    assert is_signed_in(client)


def test_a_wrong_code_does_not_sign_in(client: Client, telephone: tuple[str, list[str]]) -> None:
    sign_in(client, "le.van.phong")
    page = client.post("/tai-khoan/hai-lop/nhap-ma/", {"code": wrong_code(telephone[0])})

    assert "Mã không đúng hoặc đã dùng." in page.content.decode()
    assert not is_signed_in(client)


def test_guessing_codes_is_paused(client: Client, telephone: tuple[str, list[str]]) -> None:
    secret, _ = telephone
    sign_in(client, "le.van.phong")
    for _ in range(5):
        client.post("/tai-khoan/hai-lop/nhap-ma/", {"code": wrong_code(secret)})

    page = client.post("/tai-khoan/hai-lop/nhap-ma/", {"code": code_of(secret)})
    assert "Sai quá nhiều lần" in page.content.decode()
    assert not is_signed_in(client)


def test_a_code_works_once(client: Client, telephone: tuple[str, list[str]]) -> None:
    code = code_of(telephone[0])
    sign_in(client, "le.van.phong")
    client.post("/tai-khoan/hai-lop/nhap-ma/", {"code": code})

    overheard = Client()
    sign_in(overheard, "le.van.phong")
    overheard.post("/tai-khoan/hai-lop/nhap-ma/", {"code": code})
    assert not is_signed_in(overheard)


def test_a_recovery_code_stands_in_for_the_telephone_once(client: Client, telephone: tuple[str, list[str]]) -> None:
    _, codes = telephone
    assert len(codes) == 10

    sign_in(client, "le.van.phong")
    client.post("/tai-khoan/hai-lop/nhap-ma/", {"code": codes[0]})
    assert is_signed_in(client)

    again = Client()
    sign_in(again, "le.van.phong")
    again.post("/tai-khoan/hai-lop/nhap-ma/", {"code": codes[0]})
    assert not is_signed_in(again)


def test_the_secret_is_sealed_in_the_database(telephone: tuple[str, list[str]]) -> None:
    secret, codes = telephone
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not [code for code in codes if code in stored]


def test_changing_the_layers_asks_for_the_password_again(client: Client, clerk: User) -> None:
    sign_in(client, "le.van.phong")
    assert client.get("/tai-khoan/hai-lop/bat/")["Location"].startswith("/tai-khoan/xac-nhan/")

    page = client.post("/tai-khoan/xac-nhan/", {"password": "sai"}).content.decode()
    assert "Mật khẩu không đúng." in page


def test_outside_production_nobody_needs_it(client: Client, keeper: User) -> None:
    sign_in(client, "tran.quan.tri")
    assert is_signed_in(client)


def test_in_production_every_page_leads_to_it(client: Client, clerk: User, production: None) -> None:
    sign_in(client, "le.van.phong")

    for path in ["/", "/tai-khoan/", "/tai-khoan/phien/", "/tai-khoan/hai-lop/"]:
        assert client.get(path)["Location"] == "/tai-khoan/hai-lop/bat/"
    fragment = client.get("/tai-khoan/", headers={"HX-Request": "true"})
    assert fragment["HX-Redirect"] == "/tai-khoan/hai-lop/bat/"

    enrol(client)
    assert is_signed_in(client)


def test_in_production_it_cannot_be_turned_off(client: Client, clerk: User, production: None) -> None:
    sign_in(client, "le.van.phong")
    enrol(client)

    page = client.post("/tai-khoan/hai-lop/tat/").content.decode()
    assert "Nhiệm vụ của đồng chí yêu cầu bảo mật hai lớp" in page
    assert Authenticator.objects.filter(user=clerk, type="totp").exists()


def test_where_it_is_not_needed_it_can_be_turned_off(client: Client, clerk: User) -> None:
    sign_in(client, "le.van.phong")
    enrol(client)

    page = client.post("/tai-khoan/hai-lop/tat/", follow=True).content.decode()
    assert "Đã tắt bảo mật hai lớp." in page
    assert not Authenticator.objects.filter(user=clerk).exists()


def test_a_new_set_of_recovery_codes_replaces_the_old(client: Client, clerk: User) -> None:
    sign_in(client, "le.van.phong")
    _, old = enrol(client)

    page = client.post("/tai-khoan/hai-lop/ma-du-phong/moi/", follow=True).content.decode()
    assert not [code for code in old if code in page]
    paper = client.get("/tai-khoan/hai-lop/ma-du-phong/tai-ve/").content.decode()
    assert paper.startswith("Mã dự phòng của le.van.phong")


def test_who_needs_it_is_said_by_the_floor_above(
    client: Client, clerk: User, keeper: User, production: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(user: User, on: date) -> bool:
        return False

    monkeypatch.setattr(policy, "SECOND_FACTOR_REQUIRED", nobody)

    sign_in(client, "le.van.phong")
    assert is_signed_in(client)

    other = Client()
    sign_in(other, "tran.quan.tri")
    assert not is_signed_in(other)  # the keeper needs it whatever the offices say
