"""Dated circumstances that bear on voting and on party life."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.intervals import Interval
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Membership, Person, Standing
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import enter, hold
from chibo.roll.organizations.models import in_force


@transaction.atomic
def set_standing(
    *,
    person: Person,
    kind: str,
    by: User | None,
    on: date,
    document: str,
    document_on: date,
    until: date | None = None,
) -> Standing:
    """Exempt, suspended, prosecuted or detained from ``on``, by a document; ``until`` when it names its end."""
    what = "Không ghi nhận"
    person = hold(person)
    if kind not in Standing.Kind.values:
        raise Refusal(f"{what}: chưa chọn đúng trường hợp.")
    label = Standing.Kind(kind).label.lower()
    if not Membership.objects.filter(in_force(on), person=person).exists():
        raise Refusal(f"{what} {label}: người này không phải là đảng viên vào ngày này.")
    same = person.standings.filter(kind=kind).exclude(ends_on__lte=on)
    refuse_if_any(
        f"{what} {label}",
        dates.check_document(document, document_on, on, "document")
        + (
            dates.check_until(on, until)
            or dates.check_no_overlap(
                [Interval(row.starts_on, row.ends_on) for row in same],
                on,
                until,
                f"Trong thời gian này người này đã được ghi là {label}.",
            )
        ),
    )
    standing = Standing.objects.create(
        person=person,
        kind=kind,
        starts_on=on,
        ends_on=until,
        document=nfc(document),
        document_on=document_on,
    )
    enter("set_standing", person, by=by, on=on, kind=kind, document=document, document_on=document_on, until=until)
    return standing


@transaction.atomic
def lift_standing(*, standing: Standing, by: User | None, on: date, ground: str = "") -> None:
    what = f"Không ghi nhận việc kết thúc {standing.get_kind_display().lower()}"
    person = hold(standing.person)
    row = Standing.objects.get(pk=standing.pk)
    if row.ends_on is not None and row.ends_on <= on:
        raise Refusal(f"{what}: đã kết thúc trước ngày này.")
    refuse_if_any(what, dates.check_follows(on, row.starts_on, row.get_kind_display().lower()))
    Standing.objects.filter(pk=row.pk).update(ends_on=on)
    enter("lift_standing", person, by=by, on=on, kind=row.kind, ground=nfc(ground))
