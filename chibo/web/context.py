"""What the frame of every page needs to know, asked once per page and only when a template asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from chibo.foundation.accounts.models import User
from chibo.web.navigation import Entry, entries_for
from chibo.web.tasks import NOTICE_SOURCES

DOCKED: Final = 5  # entries in the bar of a phone


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Seat:
    """An appointment on this day, as the top bar shows it."""

    pk: int
    organization: str
    role: str


@dataclass(frozen=True, slots=True)
class Shell:
    today: date
    demonstration: bool
    signed_in: bool = False
    name: str = ""
    capacity: str = ""
    seat: Seat | None = None
    seats: tuple[Seat, ...] = ()
    path: tuple[dict[str, str], ...] = ()
    sections: tuple[Entry, ...] = ()
    search_url: str = ""
    notices: int | None = None
    own_menu: tuple[Link, ...] = ()

    @property
    def docked(self) -> tuple[Entry, ...]:
        return self.sections if len(self.sections) <= DOCKED else self.sections[: DOCKED - 1]

    @property
    def undocked(self) -> tuple[Entry, ...]:
        return self.sections[len(self.docked) :]


def shell(request: HttpRequest) -> dict[str, object]:
    return {"shell": SimpleLazyObject(lambda: build_shell(request, timezone.localdate()))}


def build_shell(request: HttpRequest, today: date) -> Shell:
    demonstration = settings.MODE == "demo"
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_authenticated:
        return Shell(today, demonstration)
    return Shell(
        today,
        demonstration,
        signed_in=True,
        name=str(user),
        sections=tuple(entries_for(None, request.path)),
        notices=sum(count(user, today) for count in NOTICE_SOURCES) if NOTICE_SOURCES else None,
        own_menu=own_menu(),
    )


def own_menu() -> tuple[Link, ...]:
    return (
        Link("Bảo mật đăng nhập", reverse("mfa_index")),
        Link("Các phiên đăng nhập", reverse("usersessions_list")),
        Link("Đổi mật khẩu", reverse("account_change_password")),
    )
