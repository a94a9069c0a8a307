"""Who is asking, and what their appointments give them on the day."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q
from django.http import HttpRequest

from chibo.foundation.accounts.models import User
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.ledger.permissions import Reader
from chibo.roll.members.models import Appointment, Membership, Person, Role
from chibo.roll.members.permissions import Authority, Held, Right
from chibo.roll.organizations.models import Level, in_force


def person_of(user: User) -> Person | None:
    return Person.objects.filter(user=user).first() if user.is_authenticated else None


def authority_of(user: User, on: date) -> Authority:
    """One query for those in office, two for others; an appointment at an ended organization gives nothing."""
    if user.is_keeper:
        return Authority(user=user, person=person_of(user), on=on, appointments=())
    rows = list(
        Appointment.objects.filter(in_force(on), in_force(on, "organization__forms__"), person__user=user)
        .select_related("person")
        .annotate(
            name=F("organization__forms__name"),
            level=F("organization__forms__level"),
            path=F("organization__forms__path"),
        )
        .order_by("path", "role")
    )
    held = tuple(Held(Role(row.role), row.organization_id, row.name, Level(row.level), row.path) for row in rows)
    person = rows[0].person if rows else person_of(user)
    return Authority(user=user, person=person, on=on, appointments=held)


def authority_here(request: HttpRequest, on: date) -> Authority:
    """The authority of who asks, looked up once for a request however many of its parts want it."""
    known: dict[date, Authority] = request.__dict__.setdefault("authorities", {})
    if on not in known:
        known[on] = authority_of(signed_in(request), on)
    return known[on]


def holds_office(user: User, on: date) -> bool:
    """Whether sign-in needs a second factor: anybody with an appointment on the day."""
    return Appointment.objects.filter(in_force(on), person__user=user).exists()


def has_died(user: User) -> bool:
    """Whether the person of the account died: a sign-in is nobody's then."""
    return Membership.objects.filter(person__user=user, ends_by=Membership.End.DEATH).exists()


def entries_inspected(user: Reader, on: date) -> Q | None:
    """The ledger's entries of the organizations that somebody inspects on the day; None when they inspect none."""
    if not isinstance(user, User):
        return None
    authority = authority_of(user, on)
    if not any(held.reach(Right.INSPECT) for held in authority.appointments):
        return None
    return Q(organization__in=authority.organizations_in_view(Right.INSPECT).values("code"))
