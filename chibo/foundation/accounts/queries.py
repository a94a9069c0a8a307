"""Reads of accounts, their acts, their sessions, and of who looked at whom."""

from __future__ import annotations

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


def sessions_of(user: User) -> list[UserSession]:
    """The open sessions, newest use first; what has ended meanwhile is cleared away."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.last_seen_at, reverse=True)


def signed_in(request: HttpRequest) -> User:
    """Who asks; LoginRequiredMiddleware has let nobody else come this far."""
    return cast(User, request.user)
