"""The cast: an office clerk, a keeper, and the telephone with the authenticator."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.http import HttpResponse
from django.test import Client

from chibo.foundation.accounts.models import User

PASSWORD = "hoa ban nở trắng đồi"


@pytest.fixture
def clerk(db: None) -> User:
    return User.objects.create_user("le.van.phong", PASSWORD, full_name="Lê Văn Phòng")


@pytest.fixture
def keeper(db: None) -> User:
    return User.objects.create_user("tran.quan.tri", PASSWORD, full_name="Trần Quản Trị", is_keeper=True)


def sign_in(client: Client, username: str, password: str = PASSWORD) -> HttpResponse:
    return client.post("/dang-nhap/", {"login": username, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get("/tai-khoan/").status_code == 200


def code_of(secret: str) -> str:
    """What the authenticator shows now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def wrong_code(secret: str) -> str:
    shown = {format_hotp_value(hotp_value(secret, counter)) for counter in yield_hotp_counters_from_time()}
    return next(code for code in ("000000", "111111", "222222", "333333") if code not in shown)


def enrol(client: Client, password: str = PASSWORD) -> tuple[str, list[str]]:
    """Turn the second layer on as a person would; the secret of the telephone and the recovery codes."""
    client.post("/tai-khoan/xac-nhan/", {"password": password})
    page = client.get("/tai-khoan/hai-lop/bat/").content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]{32})</code>", page)[1]
    client.post("/tai-khoan/hai-lop/bat/", {"code": code_of(secret)})
    listed = client.get("/tai-khoan/hai-lop/ma-du-phong/").content.decode()
    return secret, re.findall(r"<code[^>]*>(\d{8})</code>", listed)
