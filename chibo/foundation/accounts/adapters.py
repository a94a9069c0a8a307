"""Where allauth asks us: nobody signs up, the secret is sealed, and every sentence is Vietnamese."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.utils import timezone

from chibo.common.secrets import open_sealed, seal
from chibo.foundation.accounts import policy
from chibo.foundation.accounts.models import User

_WRONG_CODE = "Mã không đúng hoặc đã dùng. Đồng chí chờ mã mới trên ứng dụng rồi nhập lại."
_WAYS = {
    "reauthenticate": "Dùng mật khẩu",
    "mfa_reauthenticate": "Dùng mã trên ứng dụng xác thực hoặc mã dự phòng",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Tài khoản này đang khóa.",
        "enter_current_password": "Mật khẩu hiện tại không đúng.",
        "incorrect_password": "Mật khẩu không đúng.",
        "incorrect_code": _WRONG_CODE,
        "invalid_login": "Không đăng nhập được.",
        "rate_limited": "Thao tác quá nhanh. Đồng chí chờ ít phút rồi làm lại.",
        "too_many_login_attempts": (
            "Sai quá nhiều lần nên tạm dừng nhận đăng nhập. "
            f"Đồng chí thử lại sau {settings.LOGIN_PAUSE_MINUTES} phút, "
            "hoặc liên hệ quản trị hệ thống để được cấp lại mật khẩu."
        ),
        "username_password_mismatch": (
            "Tên đăng nhập hoặc mật khẩu không đúng. Đồng chí kiểm tra phím Caps Lock và bộ gõ tiếng Việt."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponseBase | None:
        """An account outlives its person; nobody signs in with it any more."""
        if policy.CLOSED(user):
            return self.respond_user_inactive(request, user)  # type: ignore[no-any-return]
        return super().pre_login(request, user, **more)  # type: ignore[no-any-return]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        return [{**way, "description": _WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Nhiệm vụ của đồng chí yêu cầu bảo mật hai lớp nên không tắt được.",
        "cannot_generate_recovery_codes": "Cần bật bảo mật hai lớp trước khi lấy mã dự phòng.",
        "incorrect_code": _WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(base64.b64decode(encrypted_text))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not policy.needs_second_factor(authenticator.user, timezone.localdate())
