"""What every answer carries, what production insists on, and what the log does not say."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from chibo.foundation.accounts.logs import WithoutValues
from chibo.foundation.accounts.models import User
from tests.foundation.accounts.conftest import sign_in

PRODUCTION = {
    "CHIBO_MODE": "production",
    "CHIBO_SECRET_KEY": "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "CHIBO_FIELD_KEYS": "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "CHIBO_LEDGER_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "CHIBO_HOSTS": "chibo.example",
}


def chibo(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("CHIBO_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "chibo", *words],
        env={**inherited, "CHIBO_DATA": str(folder), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("path", ["/dang-nhap/", "/tai-khoan/", "/", "/khong-co-trang-nay/", "/tai-khoan/nguoi-dung/"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_every_answer_carries_the_headers(client: Client, clerk: User, path: str, signed_in: bool) -> None:
    if signed_in:
        sign_in(client, "le.van.phong")
    headers = client.get(path).headers

    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    for part in ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'self'"]:
        assert part in policy


def test_a_signed_in_page_is_kept_nowhere(client: Client, clerk: User) -> None:
    sign_in(client, "le.van.phong")
    assert client.get("/tai-khoan/")["Cache-Control"] == "no-store"
    assert client.get("/khong-co-trang-nay/")["Cache-Control"] == "no-store"


def test_every_page_asks_for_a_sign_in_but_these(client: Client, db: None) -> None:
    from django.urls import get_resolver

    named = {name: entry for name, entry in get_resolver().reverse_dict.items() if isinstance(name, str)}
    open_pages = {"account_login", "account_inactive", "account_logout", "mfa_authenticate"}
    for name, (possibilities, *_) in named.items():
        path, parameters = possibilities[0]
        answer = client.get("/" + path % dict.fromkeys(parameters, 1))
        if name not in open_pages:
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/dang-nhap/"), name


def test_a_form_without_its_token_is_refused(clerk: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, "le.van.phong").status_code == 403


def test_cookies_are_out_of_reach_of_scripts(client: Client, clerk: User) -> None:
    sign_in(client, "le.van.phong")
    for cookie in (client.cookies["sessionid"], client.cookies["csrftoken"]):
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert not client.cookies["sessionid"]["max-age"]  # it goes with the browser


def test_production_passes_the_deployment_check(tmp_path: Path) -> None:
    checked = chibo(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert checked.returncode == 0, checked.stderr
    assert "no issues (0 silenced)" in checked.stdout


def test_production_cookies_carry_the_host_prefix(tmp_path: Path) -> None:
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "IDLE_MINUTES"]
    script = f"from django.conf import settings; print([getattr(settings, name) for name in {names}])"
    shown = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **PRODUCTION, "CHIBO_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "chibo.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "['__Host-sessionid', '__Host-csrftoken', True, True, 30]"


@pytest.mark.parametrize("missing", ["CHIBO_SECRET_KEY", "CHIBO_FIELD_KEYS", "CHIBO_LEDGER_KEY"])
def test_production_starts_with_no_secret_of_the_demonstration(tmp_path: Path, missing: str) -> None:
    refused = chibo(tmp_path, "check", **{key: value for key, value in PRODUCTION.items() if key != missing})
    assert refused.returncode == 1
    assert refused.stderr.strip() == f"chibo: {missing} must be set in production"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CHIBO_MODE", "prod"),
        ("CHIBO_IDLE_MINUTES", "0"),
        ("CHIBO_IDLE_MINUTES", "thirty"),
        ("CHIBO_SESSION_HOURS", "9999"),
        ("CHIBO_BEHIND_PROXY", "true"),
        ("CHIBO_DATABASE", "mysql://somewhere/chibo"),
    ],
)
def test_an_unknown_value_in_the_environment_is_refused(tmp_path: Path, name: str, value: str) -> None:
    refused = chibo(tmp_path, "check", **{name: value})
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"chibo: {name}={value!r}")


def test_there_is_no_admin_site_and_no_stored_permission() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not {"is_superuser", "is_staff", "groups"} & {field.name for field in User._meta.get_fields()}


def test_the_log_tells_the_place_and_not_the_row() -> None:
    row = "Key (identity_index)=(001099012345) already exists"
    try:
        raise ValueError(row)
    except ValueError:
        record = logging.LogRecord("django", logging.ERROR, __file__, 1, "Error: %s", ("/x/",), sys.exc_info())

    line = WithoutValues("%(message)s").format(record)
    assert line.startswith("Error: /x/")
    assert "test_security.py" in line
    assert line.endswith("ValueError")
    assert "001099012345" not in line
