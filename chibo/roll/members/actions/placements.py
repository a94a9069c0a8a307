"""Where a person's record and party life are: one home at a time, and perhaps a temporary place beside it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from chibo.common.dates import display
from chibo.common.intervals import Interval
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.facts import refresh
from chibo.roll.members.models import Membership, Person, Placement
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import cell_or_refuse, enter, form_or_refuse, hold, open_home
from chibo.roll.organizations.models import Organization, in_force

_KIND = Placement.Kind


@transaction.atomic
def place(
    *,
    person: Person,
    organization: Organization,
    by: User | None,
    on: date,
    kind: str = _KIND.OFFICIAL,
    ground: str = "",
    until: date | None = None,
) -> Placement:
    """Move the person's party life to the organization; TEMPORARY leaves the official place as it is.

    APPLICANT is for somebody who is not a member: the organization follows and helps them from ``on``.
    """
    what = "Không ghi nhận nơi sinh hoạt"
    person = hold(person)
    if kind == _KIND.TEMPORARY:
        placement = _place_for_a_time(person, organization, on, until, nfc(ground), what)
    elif kind in {_KIND.OFFICIAL, _KIND.APPLICANT}:
        _check_home(person, organization, kind, on, what)
        came_by = Placement.CameBy.MOVED if kind == _KIND.OFFICIAL else ""
        placement = open_home(person, organization, kind, on, nfc(ground), what, came_by=came_by)
    else:
        raise Refusal(f"{what}: hồ sơ người ra khỏi Đảng do quyết định cho ra khỏi Đảng chuyển, không chuyển riêng.")
    enter("place", person, by=by, on=on, organization=organization, kind=kind, ground=nfc(ground), until=until)
    return placement


@transaction.atomic
def end_temporary(*, person: Person, by: User | None, on: date, ground: str = "") -> None:
    """The person comes back from the temporary place."""
    what = "Không ghi nhận việc kết thúc sinh hoạt tạm thời"
    person = hold(person)
    row = person.placements.filter(in_force(on) | Q(starts_on=on), kind__in=Placement.FOR_A_TIME).first()
    if row is None:
        raise Refusal(f"{what}: người này không sinh hoạt tạm thời ở nơi khác vào ngày này.")
    refuse_if_any(what, dates.check_follows(on, row.starts_on, "sinh hoạt tạm thời"))
    Placement.objects.filter(pk=row.pk).update(ends_on=on)
    enter("end_temporary", person, by=by, on=on, organization=row.organization, ground=nfc(ground))


@transaction.atomic
def extend_temporary(*, person: Person, by: User | None, on: date, until: date, ground: str = "") -> Placement:
    """The time at the temporary place runs on until ``until``; ``on`` is the day on which it was granted."""
    what = "Không ghi nhận việc gia hạn sinh hoạt tạm thời"
    person = hold(person)
    row = person.placements.filter(in_force(on), kind__in=Placement.FOR_A_TIME).first()
    if row is None:
        raise Refusal(f"{what}: người này không sinh hoạt tạm thời ở nơi khác vào ngày này.")
    if row.ends_on is not None and until <= row.ends_on:
        raise Refusal(f"{what}: ngày mới {display(until)} không sau ngày đang ghi {display(row.ends_on)}.")
    refuse_if_any(what, dates.check_until(on, until))
    others = person.placements.filter(kind__in=Placement.FOR_A_TIME).exclude(pk=row.pk)
    if others.filter(starts_on__gte=row.starts_on, starts_on__lt=until).exists():
        raise Refusal(f"{what}: đã ghi một nơi sinh hoạt tạm thời khác trước ngày {display(until)}.")
    before = row.ends_on
    Placement.objects.filter(pk=row.pk).update(ends_on=until)
    enter(
        "extend_temporary",
        person,
        by=by,
        on=on,
        organization=row.organization,
        before=before,
        until=until,
        ground=nfc(ground),
    )
    row.ends_on = until
    return row


@transaction.atomic
def move_everybody(*, origin: Organization, destination: Organization, by: User | None, on: date, ground: str) -> int:
    """Hand over a whole organization (merger, division, end): every running placement moves, as it is.

    Who was there for a time and has the destination as home simply comes home.
    """
    what = "Không ghi nhận việc chuyển giao đảng viên"
    cell_or_refuse(destination, on, what)
    running = Placement.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    rows = list(running.filter(organization=origin).select_for_update())
    late = next((row for row in rows if row.starts_on >= on), None)
    if late:
        refuse_if_any(what, dates.check_follows(on, late.starts_on, "sinh hoạt của một người trong danh sách"))
    Placement.objects.filter(pk__in=[row.pk for row in rows]).update(ends_on=on)
    people = [row.person_id for row in rows]
    at_home = set(running.filter(organization=destination, kind__in=Placement.HOMES).values_list("person", flat=True))
    coming = {row.person_id for row in rows if row.kind in Placement.HOMES}
    guests = running.filter(organization=destination, kind=_KIND.TEMPORARY, person__in=coming)
    guests.filter(starts_on__lt=on).update(ends_on=on)
    moved = [row for row in rows if row.person_id not in at_home]
    for row in moved:
        row.pk, row.organization, row.starts_on, row.ground = None, destination, on, nfc(ground)
        row.came_by = Placement.CameBy.REORGANIZED
    Placement.objects.bulk_create(moved, batch_size=500)
    record(
        action="members.move_everybody",
        by=by,
        on=on,
        subject=f"organization:{origin.code}",
        organization=destination.code,
        payload={"people": people, "to": destination.code, "ground": nfc(ground)},
    )
    refresh(people)
    return len(rows)


def check_free_for_a_time(person: Person, on: date, until: date | None, what: str) -> None:
    """Nobody is away in two places on one day.

    Raises:
        Refusal: the days are out of order, or another place for a time shares one of them.
    """
    others = person.placements.filter(kind__in=Placement.FOR_A_TIME).exclude(ends_on__lte=on)
    findings = dates.check_until(on, until) or dates.check_no_overlap(
        [Interval(row.starts_on, row.ends_on) for row in others],
        on,
        until,
        "Người này đang sinh hoạt tạm thời ở một chi bộ khác trong thời gian này.",
    )
    refuse_if_any(what, findings)


def _check_home(person: Person, organization: Organization, kind: str, on: date, what: str) -> None:
    member = Membership.objects.filter(person=person, ends_on__isnull=True).first()
    if kind == _KIND.APPLICANT:
        form_or_refuse(organization, on, what)
        if member:
            raise Refusal(f"{what}: người này đang là đảng viên.")
        return
    cell_or_refuse(organization, on, what)
    if member is None or member.starts_on > on:
        raise Refusal(f"{what}: người này không phải là đảng viên vào ngày này.")
    home = person.placements.filter(ends_on__isnull=True, kind=_KIND.OFFICIAL).first()
    if home and home.organization_id == organization.pk:
        raise Refusal(f"{what}: người này đang sinh hoạt chính thức ở chính nơi đó.")


def _place_for_a_time(
    person: Person, organization: Organization, on: date, until: date | None, ground: str, what: str
) -> Placement:
    cell_or_refuse(organization, on, what)
    home = person.placements.filter(in_force(on), kind=_KIND.OFFICIAL).first()
    if home is None:
        raise Refusal(f"{what}: chỉ đảng viên đang sinh hoạt chính thức ở một chi bộ mới chuyển tạm thời.")
    if home.organization_id == organization.pk:
        raise Refusal(f"{what}: nơi sinh hoạt tạm thời phải khác nơi sinh hoạt chính thức.")
    check_free_for_a_time(person, on, until, what)
    return Placement.objects.create(
        person=person,
        organization=organization,
        kind=_KIND.TEMPORARY,
        starts_on=on,
        ends_on=until,
        ground=ground,
    )
