"""Reads of accounts, their acts, their sessions, and of who looked at whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from chibo.foundation.accounts.models import AccountAct, Look, User


def looks_at_person(person_id: int, limit: int) -> QuerySet[Look]:
    """The newest looks at a person's record, for that person to read."""
    return Look.objects.filter(person_id=person_id).select_related("user").order_by("-at", "-id")[:limit]


def accounts(words: str) -> QuerySet[User]:
    """All accounts, or those whose name or sign-in contains the words."""
    has_second_factor = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))
    found = User.objects.annotate(has_second_factor=has_second_factor).order_by("-is_active", "username")
    return found.filter(Q(username__icontains=words) | Q(full_name__icontains=words)) if words else found


def acts_on(account: User) -> QuerySet[AccountAct]:
    return AccountAct.objects.filter(account=account).select_related("by").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class OpenSession:
    pk: int
    device: str  # "Chrome trên Android"
    address: str
    opened_at: datetime
    used_at: datetime
    is_this: bool


def sessions_of(user: User, this: str) -> list[OpenSession]:
    """The open sessions, newest use first, one's own marked; what has ended meanwhile is cleared away."""
    found = [
        OpenSession(
            row.pk, device_name(row.user_agent), row.ip, row.created_at, row.last_seen_at, row.session_key == this
        )
        for row in UserSession.objects.purge_and_list(user)
    ]
    return sorted(found, key=lambda session: session.used_at, reverse=True)


#: What stands in the line that a browser sends, most telling first (Edge also says Chrome, Chrome also says Safari).
_BROWSERS = {"Edg": "Edge", "coc_coc": "Cốc Cốc", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


def device_name(user_agent: str) -> str:
    """In words a person recognizes their own machine by; what is unknown is shown as it was sent."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS.items() if sign in user_agent), "")
    return f"{browser} trên {system}" if browser and system else user_agent or "Không rõ trình duyệt"


def signed_in(request: HttpRequest) -> User:
    """Who asks; LoginRequiredMiddleware has let nobody else come this far."""
    return cast(User, request.user)
