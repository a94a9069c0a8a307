"""Committees for a term, and who sits on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from chibo.common.dates import display
from chibo.common.intervals import Interval
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Committee, CommitteeSeat, Person
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import enter, form_or_refuse, hold
from chibo.roll.organizations.models import Organization


@transaction.atomic
def constitute(
    *,
    organization: Organization,
    body: str,
    term: str,
    by: User | None,
    on: date,
    people: Iterable[Person] = (),
    until: date | None = None,
    document: str = "",
    document_on: date | None = None,
) -> Committee:
    """A committee begins its term with these people; the one before it ends the same day, with its seats."""
    what = "Không ghi nhận cấp ủy"
    if body not in Committee.Body.values:
        raise Refusal(f"{what}: chưa chọn cấp ủy hay ban thường vụ.")
    form_or_refuse(organization, on, what)
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    before = Committee.objects.filter(running, organization=organization, body=body)
    for committee in before:
        refuse_if_any(what, dates.check_follows(on, committee.starts_on, f"nhiệm kỳ {committee.term}"))
    refuse_if_any(what, dates.check_until(on, until))
    CommitteeSeat.objects.filter(running, committee__in=before, starts_on__lt=on).update(ends_on=on)
    before.update(ends_on=on)
    committee = Committee.objects.create(
        organization=organization,
        body=body,
        term=nfc(term),
        starts_on=on,
        ends_on=until,
        document=nfc(document),
        document_on=document_on,
    )
    members = list(people)
    CommitteeSeat.objects.bulk_create(
        CommitteeSeat(committee=committee, person=person, starts_on=on, ends_on=until) for person in members
    )
    record(
        action="members.constitute",
        by=by,
        on=on,
        subject=f"committee:{committee.pk}",
        organization=organization.code,
        payload={"body": body, "term": nfc(term), "people": [person.pk for person in members], "document": document},
    )
    return committee


@transaction.atomic
def seat(*, committee: Committee, person: Person, by: User | None, on: date) -> CommitteeSeat:
    """Somebody joins a committee during its term."""
    what = "Không ghi nhận ủy viên"
    person = hold(person)
    committee = Committee.objects.select_related("organization").get(pk=committee.pk)
    if not Interval(committee.starts_on, committee.ends_on).contains(on):
        raise Refusal(f"{what}: ngày {display(on)} nằm ngoài nhiệm kỳ {committee.term}.")
    rows = CommitteeSeat.objects.filter(committee=committee, person=person).exclude(ends_on__lte=on)
    refuse_if_any(
        what,
        dates.check_no_overlap(
            [Interval(row.starts_on, row.ends_on) for row in rows],
            on,
            committee.ends_on,
            "Người này đã là ủy viên trong thời gian này.",
        ),
    )
    row = CommitteeSeat.objects.create(committee=committee, person=person, starts_on=on, ends_on=committee.ends_on)
    enter("seat", person, by=by, on=on, organization=committee.organization, committee=committee.pk)
    return row


@transaction.atomic
def unseat(*, seat: CommitteeSeat, by: User | None, on: date, ground: str = "") -> None:
    """Somebody leaves a committee before its term is over."""
    what = "Không ghi nhận việc thôi tham gia cấp ủy"
    person = hold(seat.person)
    row = CommitteeSeat.objects.select_related("committee__organization").get(pk=seat.pk)
    if row.ends_on is not None and row.ends_on <= on:
        raise Refusal(f"{what}: đã thôi tham gia trước ngày này.")
    refuse_if_any(what, dates.check_follows(on, row.starts_on, "tham gia cấp ủy"))
    CommitteeSeat.objects.filter(pk=row.pk).update(ends_on=on)
    committee = row.committee
    enter(
        "unseat",
        person,
        by=by,
        on=on,
        organization=committee.organization,
        committee=committee.pk,
        ground=nfc(ground),
    )
