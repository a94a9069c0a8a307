"""What every request passes: the age of the session, the sign-in, and what a sign-in still owes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from chibo.foundation.accounts import policy
from chibo.foundation.accounts.models import User

Answer = Callable[[HttpRequest], HttpResponseBase]

_SIGNED_IN = "signed_in_at"
_SEEN = "seen_at"
_NOTE_EVERY = 60  # seconds: a session's last use is written down once a minute, not on every page


class PageHeaders:
    """No camera, no location, no copy of a signed-in page on the way or on the disk."""

    PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = self.PERMISSIONS
        if hasattr(request, "user") and request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        return response


class SessionLimits:
    """A session ends when nobody uses it for a while, and in any case when it is old."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            reason = self._note_use(request, int(timezone.now().timestamp()))
            if reason:
                logout(request)
                messages.info(request, reason)
                return _send(request, settings.LOGIN_URL, come_back=True)
        return self.get_response(request)

    def _note_use(self, request: HttpRequest, now: int) -> str:
        """Why the session is over; empty while it is not."""
        session = request.session
        seen = session.get(_SEEN, now)
        if now - session.setdefault(_SIGNED_IN, now) >= settings.SESSION_HOURS * 3600:
            return "Phiên làm việc đã hết hạn. Đồng chí đăng nhập lại để tiếp tục."
        if now - seen >= settings.IDLE_MINUTES * 60:
            return "Đồng chí đã ngừng thao tác một thời gian nên phiên làm việc được đóng để giữ an toàn."
        if _SEEN not in session or now - seen >= _NOTE_EVERY:
            session[_SEEN] = now
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
        return ""


class RequireSignIn(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless its view says otherwise; a fragment sends the whole page there."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]
        return _send(request, self.get_login_url(view_func), come_back=True)


class _Duty(ABC):
    """Something that the signed-in person must do first; until then only the pages for doing it open."""

    page: str
    open_pages: frozenset[str]

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or not getattr(view_func, "login_required", True):
            return None
        match = request.resolver_match
        if (match and match.view_name in self.open_pages) or not self.is_owed(user, timezone.localdate()):
            return None
        return _send(request, self.page)

    @abstractmethod
    def is_owed(self, user: User, on: date) -> bool: ...


class RequireOwnPassword(_Duty):
    """A password that the keeper made is good for one thing: choosing one's own."""

    page = "account_change_password"
    open_pages = frozenset({"account_change_password", "account_logout"})

    def is_owed(self, user: User, on: date) -> bool:
        return user.must_change_password


class RequireSecondFactor(_Duty):
    """In production, offices and committees sign in with two layers."""

    page = "mfa_activate_totp"
    open_pages = RequireOwnPassword.open_pages | {"account_reauthenticate", "mfa_activate_totp"}

    def is_owed(self, user: User, on: date) -> bool:
        return (
            policy.needs_second_factor(user, on)
            and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
        )


def _send(request: HttpRequest, page: str, *, come_back: bool = False) -> HttpResponse:
    """To another page; a fragment moves the window, and only what can be asked for again is come back to."""
    url = resolve_url(page)
    htmx = getattr(request, "htmx", None)
    if come_back and request.method == "GET":
        back = htmx.current_url_abs_path if htmx else request.get_full_path()
        url = f"{url}?{urlencode({REDIRECT_FIELD_NAME: back or '/'})}"
    return HttpResponseClientRedirect(url) if htmx else HttpResponseRedirect(url)
