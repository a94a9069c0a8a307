"""What the frame of every page needs to know, asked once per page and only when a template asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from chibo.foundation.accounts.models import User
from chibo.roll.members.permissions import Authority, Held
from chibo.roll.members.queries import authority_here
from chibo.roll.organizations.models import Form
from chibo.roll.organizations.queries import ids_on
from chibo.web.navigation import Entry, entries_for
from chibo.web.tasks import NOTICE_SOURCES

DOCKED: Final = 5  # entries in the bar of a phone
SEAT: Final = "seat"  # key in the session: in which of the own appointments the person works now


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the person's appointments on this day."""

    key: str
    role: str
    organization: str
    path: str


@dataclass(frozen=True, slots=True)
class Shell:
    today: date
    demonstration: bool
    signed_in: bool = False
    name: str = ""
    seat: Seat | None = None
    seats: tuple[Seat, ...] = ()
    seat_path: str = ""
    sections: tuple[Entry, ...] = ()
    search_url: str = ""
    notices: int | None = None
    own_menu: tuple[Link, ...] = ()

    @property
    def path(self) -> tuple[dict[str, str], ...]:
        """The organization path of the seat, root first; asked only by pages that have no path of their own."""
        return organization_path(self.seat_path, self.today) if self.seat_path else ()

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
    if not isinstance(user, User):
        return Shell(today, demonstration)
    authority = authority_here(request, today)
    seats = seats_of(authority)
    seat = next((one for one in seats if one.key == request.session.get(SEAT)), seats[0] if seats else None)
    return Shell(
        today,
        demonstration,
        signed_in=True,
        name=str(user),
        seat=seat,
        seats=seats,
        seat_path=seat.path if seat else "",
        sections=tuple(entries_for(authority, request.path)),
        search_url=reverse("members:search"),
        notices=sum(count(user, today) for count in NOTICE_SOURCES) if NOTICE_SOURCES else None,
        own_menu=own_menu(),
    )


def seats_of(authority: Authority) -> tuple[Seat, ...]:
    return tuple(_seat(held) for held in authority.appointments)


def _seat(held: Held) -> Seat:
    return Seat(f"{held.role}.{held.organization_id}", held.role.label, held.organization, held.path)


def organization_path(path: str, on: date) -> tuple[dict[str, str], ...]:
    """The breadcrumb of an organization: everything above it, and itself with its page, with names as of the day."""
    forms = Form.objects.on(on).filter(organization__in=ids_on(path)).order_by("path")
    return tuple(
        {"name": name, "url": _url("organizations:page", code) if place == path else ""}
        for name, code, place in forms.values_list("name", "organization__code", "path")
    )


def _url(name: str, *args: object) -> str:
    """The address of a page that another floor may leave out; then the frame does without it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def own_menu() -> tuple[Link, ...]:
    return (
        Link("Hồ sơ của tôi", reverse("members:mine")),
        Link("Tài khoản của tôi", reverse("account")),
        Link("Đăng nhập hai lớp", reverse("mfa_index")),
        Link("Phiên đăng nhập", reverse("usersessions_list")),
        Link("Đổi mật khẩu", reverse("account_change_password")),
    )
