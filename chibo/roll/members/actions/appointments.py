"""Power is an appointment: a role at an organization from a day, by a document."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.intervals import Interval
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Appointment, Person, Role
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import enter, form_or_refuse, hold
from chibo.roll.organizations.models import Organization


@transaction.atomic
def appoint(
    *,
    person: Person,
    organization: Organization,
    role: str,
    by: User | None,
    on: date,
    document: str,
    document_on: date,
    until: date | None = None,
) -> Appointment:
    what = "Không ghi nhận phân công"
    if role not in Role.values:
        raise Refusal(f"{what}: chưa chọn đúng nhiệm vụ.")
    person = hold(person)
    form = form_or_refuse(organization, on, what)
    label = Role(role).label.lower()
    findings = [*dates.check_document(document, document_on, on, "document"), *dates.check_until(on, until)]
    if not findings:
        same = Appointment.objects.filter(organization=organization, role=role).exclude(ends_on__lte=on)
        findings = dates.check_no_overlap(
            [Interval(row.starts_on, row.ends_on) for row in same if row.person_id == person.pk],
            on,
            until,
            f"Người này đã là {label} của {form.name} trong thời gian này.",
        )
        if role == Role.SECRETARY:
            findings += dates.check_no_overlap(
                [Interval(row.starts_on, row.ends_on) for row in same if row.person_id != person.pk],
                on,
                until,
                f"{form.name} đang có bí thư trong thời gian này.",
            )
    refuse_if_any(what, findings)
    appointment = Appointment.objects.create(
        person=person,
        organization=organization,
        role=role,
        starts_on=on,
        ends_on=until,
        document=nfc(document),
        document_on=document_on,
    )
    enter(
        "appoint",
        person,
        by=by,
        on=on,
        organization=organization,
        role=role,
        document=document,
        document_on=document_on,
        until=until,
    )
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, by: User | None, on: date, ground: str = "") -> None:
    what = "Không ghi nhận việc thôi phân công"
    person = hold(appointment.person)
    row = Appointment.objects.select_related("organization").get(pk=appointment.pk)
    if row.ends_on is not None and row.ends_on <= on:
        raise Refusal(f"{what}: phân công này đã kết thúc trước ngày này.")
    refuse_if_any(what, dates.check_follows(on, row.starts_on, "phân công"))
    Appointment.objects.filter(pk=row.pk).update(ends_on=on)
    enter("end_appointment", person, by=by, on=on, organization=row.organization, role=row.role, ground=nfc(ground))
