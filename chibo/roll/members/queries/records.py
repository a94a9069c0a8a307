"""The door to one person's record, and what stands on its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404

from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import (
    Appointment,
    CommitteeSeat,
    Interruption,
    MemberCard,
    Membership,
    Person,
    Placement,
    Role,
    Standing,
)
from chibo.roll.members.permissions import Authority, Held, Right, check_can
from chibo.roll.members.queries.authority import authority_of
from chibo.roll.members.queries.status import MemberRow, rows_for
from chibo.roll.organizations.models import Form, Level, in_force
from chibo.roll.organizations.queries import last_form_of, lineage_of


def get_person(authority: Authority, pk: int, on: date, right: Right = Right.VIEW_MEMBERS) -> Person:
    """Outside the asker's scope nobody exists (404); inside, without the right, a sentence (403)."""
    person = Person.objects.visible_to(authority, on).filter(pk=pk).first()
    if person is None:
        raise Http404("Không tìm thấy hồ sơ này trong phạm vi của đồng chí.")
    if right is not Right.VIEW_MEMBERS:
        check_can(authority, right, place_of(person, on))
    return person


def get_person_for(user: User, pk: int, on: date, right: Right = Right.VIEW_MEMBERS) -> Person:
    return get_person(authority_of(user, on), pk, on, right)


def open_person_for(
    user: User,
    pk: int,
    on: date,
    *,
    page: str,
    at: datetime,
    right: Right = Right.VIEW_MEMBERS,
    authority: Authority | None = None,
) -> Person:
    """The door to a record: whoever passes leaves a look."""
    authority = authority or authority_of(user, on)
    person = get_person(authority, pk, on, right)
    capacity = authority.capacity_for(right, place_of(person, on).path) or authority.capacity
    record_look(user=user, subject=f"person:{pk}", person_id=pk, capacity=capacity, page=page, at=at)
    return person


def home_of(person: Person, on: date) -> Placement | None:
    """Where the record lies on the day: not the temporary place."""
    homes = person.placements.filter(in_force(on), kind__in=Placement.HOMES)
    return homes.select_related("organization").first()


def place_of(person: Person, on: date) -> Form:
    """The form of the home on the day (or the form in which it ended)."""
    home = home_of(person, on)
    if home is None:
        raise Http404("Hồ sơ này không thuộc tổ chức nào vào ngày đang xem.")
    form = Form.objects.on(on).filter(organization=home.organization_id).select_related("organization").first()
    return form or last_form_of(home.organization)


@dataclass(frozen=True, slots=True)
class Placed:
    """A dated fact with the name that its organization had when it began."""

    fact: Placement | Appointment | CommitteeSeat
    where: str


@dataclass(frozen=True, slots=True)
class PersonRecord:
    person: Person
    row: MemberRow
    path: Sequence[Form]
    spells: Sequence[Membership]
    placements: Sequence[Placed]
    appointments: Sequence[Placed]
    seats: Sequence[Placed]
    standings: Sequence[Standing]
    cards: Sequence[MemberCard]
    interruptions: Sequence[Interruption]
    viewers: Sequence[tuple[str, str]]  # who may see it: name, capacity


def person_record(person: Person, on: date) -> PersonRecord:
    """Everything dated about a person, whole; ``on`` decides the status, the path and who may see it."""
    placements = list(person.placements.order_by("-starts_on", "kind"))
    appointments = list(person.appointments.order_by("-starts_on"))
    seats = list(person.seats.select_related("committee").order_by("-starts_on"))
    names = _names_when(
        [
            *((row.organization_id, row.starts_on) for row in placements),
            *((row.organization_id, row.starts_on) for row in appointments),
            *((row.committee.organization_id, row.starts_on) for row in seats),
        ]
    )
    home = home_of(person, on)
    form = place_of(person, on) if home else None
    path = lineage_of(form, on) if form else []
    return PersonRecord(
        person=person,
        row=rows_for([person], on)[0],
        path=path,
        spells=list(person.memberships.order_by("-starts_on")),
        placements=[Placed(row, names[row.organization_id, row.starts_on]) for row in placements],
        appointments=[Placed(row, names[row.organization_id, row.starts_on]) for row in appointments],
        seats=[Placed(row, names[row.committee.organization_id, row.starts_on]) for row in seats],
        standings=list(person.standings.order_by("-starts_on")),
        cards=list(person.cards.order_by("-issued_on", "-pk")),
        interruptions=list(person.interruptions.order_by("pk")),
        viewers=viewers_of(path, on),
    )


def viewers_of(path: Sequence[Form], on: date) -> list[tuple[str, str]]:
    """Who may open a record that lies at the end of this path on the day: name and capacity, nearest first."""
    if not path:
        return []
    forms = {form.organization_id: form for form in path}
    rows = Appointment.objects.filter(in_force(on), organization__in=forms).select_related("person")
    seen = []
    for row in rows:
        form = forms[row.organization_id]
        held = Held(Role(row.role), form.organization_id, form.name, Level(form.level), form.path)
        if held.gives(Right.VIEW_MEMBERS, path[-1].path):
            seen.append((-len(form.path), row.role, row.person.name, held.capacity))
    return [(name, capacity) for _, _, name, capacity in sorted(seen)]


def _names_when(wanted: Sequence[tuple[int, date]]) -> dict[tuple[int, date], str]:
    """The name that each organization had on each of these days, in one query."""
    forms: dict[int, list[Form]] = {}
    for form in Form.objects.filter(organization__in={pk for pk, _ in wanted}).order_by("starts_on"):
        forms.setdefault(form.organization_id, []).append(form)
    names = {}
    for pk, day in wanted:
        before = [form for form in forms[pk] if form.starts_on <= day]
        names[pk, day] = (before or forms[pk])[-1 if before else 0].name
    return names
