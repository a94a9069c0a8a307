"""What the acts of a transfer bring about. The unit changes with the receipt and with nothing before it.

Each effect runs inside the transaction of the step that causes it (see ``engine.cases.actions.perform``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.engine.cases import actions as cases
from chibo.engine.cases.actions import Act, Stroke
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.moving import Handing, move_cases, wait_for_nothing
from chibo.engine.cases.queries import history_of
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import KEEPERS
from chibo.roll.members import actions as members
from chibo.roll.members.models import Person, Placement, Role
from chibo.roll.members.permissions import Right, check_can
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Form, Organization, in_force
from chibo.work.transfers.models import NoticeCheck
from chibo.work.transfers.notices import latest
from chibo.work.transfers.queries import PROCEDURES, letter_of

#: The first step of each procedure: opening the case performs it.
FIRST = {
    "transfer": "T01",
    "transfer-internal": "I01",
    "transfer-temporary": "P01",
    "transfer-abroad": "B01",
    "transfer-in": "N01",
}
#: Offices of the cell that somebody who leaves it no longer holds there.
_OF_THE_CELL = (Role.SECRETARY, Role.DEPUTY_SECRETARY)


@transaction.atomic
def open_transfer(
    *,
    procedure: str,
    person: Person,
    organization: Organization,
    counterpart: Organization | None,
    on: date,
    data: Mapping[str, Any],
    stroke: Stroke,
    kind: str = "",
) -> Case:
    """Open the case and record its first step: what the member asked for, or the letter that they brought.

    Args:
        counterpart: the receiving cell when it is in the system; None: outside it.

    Raises:
        Refusal: an open transfer of this kind, or what the first step states breaks a rule.
        PermissionDenied: no appointment that records for the cell.
    """
    what = "Không mở việc chuyển sinh hoạt"
    if counterpart is not None and counterpart.pk == organization.pk:
        raise Refusal(f"{what}: nơi đến phải khác chi bộ nơi đi.")
    if procedure not in {"transfer-temporary", "transfer-in"}:
        others = Case.objects.filter(person=person, procedure__in=("transfer", "transfer-internal", "transfer-abroad"))
        if others.filter(closed_on__isnull=True).exists():
            raise Refusal(f"{what}: {person} đang có một việc chuyển sinh hoạt chưa kết thúc.")
    case = cases.open_case(
        procedure=procedure,
        person=person,
        organization=organization,
        counterpart=counterpart,
        on=on,
        kind=kind,
        stroke=stroke,
    )
    first = Stroke(by=stroke.by, today=stroke.today, at=stroke.at, seen=0)
    cases.perform(case=case, act=Act(step=FIRST[procedure], on=on, data=data), stroke=first)
    return case


@transaction.atomic
def register_arrival(
    *,
    known: Person | None,
    facts: Mapping[str, Any],
    admitted_on: date,
    official_on: date | None,
    organization: Organization,
    on: date,
    kind: str,
    data: Mapping[str, Any],
    stroke: Stroke,
) -> Case:
    """Somebody comes from outside with a letter: entered when not known, in nobody's strength until received.

    Args:
        known: a person whom the register knows already; they must be a member outside the system.
        facts: name, birth, sex, identity of somebody new.

    Raises:
        Refusal: the person is in the system already, or the days do not follow each other.
    """
    what = "Không ghi nhận đảng viên đến"
    if known is None:
        person = members.register_member_outside(
            spells=_spells(admitted_on, official_on),
            organization=organization,
            outside=str(data["origin"]),
            by=stroke.by,
            on=on,
            ground=f"Giấy giới thiệu {data.get('letter_number', '')}".strip(),
            **facts,
        )
    elif not known.placements.filter(in_force(on), kind=Placement.Kind.MOVED_OUT).exists():
        raise Refusal(f"{what}: {known} đã có trong sổ và không sinh hoạt ngoài hệ thống; nơi đi mở việc chuyển.")
    else:
        person = known
    return open_transfer(
        procedure="transfer-in",
        person=person,
        organization=organization,
        counterpart=None,
        on=on,
        data=data,
        stroke=stroke,
        kind=kind,
    )


@transaction.atomic
def record_notice_check(
    *, form: Form, on: date, document: str, found_open: int, found_overdue: int, stroke: Stroke
) -> NoticeCheck:
    """The keeper of files went through the notices that have not come.

    Args:
        found_open, found_overdue: what the page showed, so that the entry says what was gone through.
        document: the report to the competent committee about those that are overdue, if one was made.

    Raises:
        Refusal: a day ahead or before the check before this one, or the organization keeps no files.
        PermissionDenied: no appointment that keeps the files there.
    """
    what = "Không ghi lần kiểm tra"
    check_can(authority_of(stroke.by, stroke.today), Right.KEEP_FILES, form)
    if form.level not in KEEPERS:
        raise Refusal(f"{what}: {form.name} không phải nơi giữ hồ sơ đảng viên.")
    if on > stroke.today:
        raise Refusal(f"{what}: ngày kiểm {display(on)} chưa đến.")
    before = latest(form.organization)
    if before is not None and on < before.checked_on:
        raise Refusal(f"{what}: đã có lần kiểm ngày {display(before.checked_on)}, sau ngày ghi.")
    check = NoticeCheck.objects.create(
        organization=form.organization,
        checked_on=on,
        open=found_open,
        overdue=found_overdue,
        document=nfc(document),
        by=stroke.by,
        at=stroke.at,
    )
    record(
        action="transfers.check_notices",
        by=stroke.by,
        on=on,
        subject=f"notice_check:{check.pk}",
        organization=form.organization.code,
        payload={"open": found_open, "overdue": found_overdue, "document": nfc(document)},
    )
    return check


def _spells(admitted_on: date, official_on: date | None) -> list[members.EarlierSpell]:
    if official_on is None:
        return [members.EarlierSpell("PROBATIONARY", admitted_on)]
    return [
        members.EarlierSpell("PROBATIONARY", admitted_on, official_on, "RECOGNIZED"),
        members.EarlierSpell("OFFICIAL", official_on),
    ]


# -- effects


def receive(*, case: Case, event: Event, stroke: Stroke) -> None:
    """The member belongs to the receiving cell from this day; what was for a time, and the offices left, end."""
    assert case.counterpart is not None  # the step is performed by the other side
    _end_stay(case, event, stroke)
    _end_offices(case, event, stroke)
    members.place(person=case.person, organization=case.counterpart, by=stroke.by, on=event.on, ground=_ground(case))
    _take_cases_along(case, event, stroke)


def receive_from_outside(*, case: Case, event: Event, stroke: Stroke) -> None:
    members.place(person=case.person, organization=case.organization, by=stroke.by, on=event.on, ground=_ground(case))


def leave_the_system(*, case: Case, event: Event, stroke: Stroke) -> None:
    """The place outside has received: the home keeps the record, nobody here counts the member."""
    _end_cases_for_a_time(case, event, stroke)
    members.move_out(
        person=case.person,
        by=stroke.by,
        on=event.on,
        outside=str(event.data["received_by"]),
        ground=_ground(case),
    )


def begin_stay(*, case: Case, event: Event, stroke: Stroke) -> None:
    assert case.counterpart is not None
    members.place(
        person=case.person,
        organization=case.counterpart,
        kind=Placement.Kind.TEMPORARY,
        by=stroke.by,
        on=event.on,
        until=_until(case),
        ground=_ground(case),
    )


def begin_stay_outside(*, case: Case, event: Event, stroke: Stroke) -> None:
    members.go_away(
        person=case.person,
        by=stroke.by,
        on=event.on,
        outside=str(event.data["received_by"]),
        until=_until(case),
        ground=_ground(case),
    )


def begin_stay_here(*, case: Case, event: Event, stroke: Stroke) -> None:
    members.arrive_for_a_time(
        person=case.person,
        organization=case.organization,
        by=stroke.by,
        on=event.on,
        until=_until(case),
        ground=_ground(case),
    )


def extend_stay(*, case: Case, event: Event, stroke: Stroke) -> None:
    until = date.fromisoformat(event.data["until_on"]) + timedelta(days=1)
    members.extend_temporary(person=case.person, by=stroke.by, on=event.on, until=until, ground=_ground(case))


def end_stay(*, case: Case, event: Event, stroke: Stroke) -> None:
    """Home again; where the stay had run out by itself on the stated day, nothing is left to end."""
    if case.person.placements.filter(in_force(event.on), kind__in=Placement.FOR_A_TIME).exists():
        members.end_temporary(person=case.person, by=stroke.by, on=event.on, ground=_ground(case))


EFFECTS: Mapping[str, Mapping[str, Any]] = {
    "transfer": {"T10": receive, "T11": leave_the_system},
    "transfer-internal": {"I04": receive},
    "transfer-temporary": {
        "P05": begin_stay,
        "P05O": begin_stay_outside,
        "P06": extend_stay,
        "P07": end_stay,
        "P07S": end_stay,
    },
    "transfer-abroad": {"B06": leave_the_system},
    "transfer-in": {"N04": receive_from_outside, "N05": begin_stay_here, "N06": end_stay},
}


def _until(case: Case) -> date:
    """The day on which the stay is over: the one after the last that was stated."""
    return date.fromisoformat(history_of(case).answer("until_on")) + timedelta(days=1)


def _ground(case: Case) -> str:
    """The letter that the member carries, by the number and the day of who issued it."""
    letter = letter_of(history_of(case))
    return f"Giấy giới thiệu {letter.label}" if letter else "Giấy giới thiệu sinh hoạt đảng"


def _end_stay(case: Case, event: Event, stroke: Stroke) -> None:
    end_stay(case=case, event=event, stroke=stroke)
    _end_cases_for_a_time(case, event, stroke)


def _end_cases_for_a_time(case: Case, event: Event, stroke: Stroke) -> None:
    """An official transfer ends a temporary one that still runs: there is nowhere to come back to."""
    running = Case.objects.filter(person=case.person_id, procedure="transfer-temporary", closed_on__isnull=True)
    for other in running.select_related("organization"):
        cases.close_case(case=other, on=event.on, result="superseded", by=stroke.by)


def _take_cases_along(case: Case, event: Event, stroke: Stroke) -> None:
    """What the old cell was considering of the member (recognition, say) goes on in the new one, with an event."""

    def goes(other: Case) -> int | None:
        follows = other.person_id == case.person_id and other.procedure not in PROCEDURES
        return case.counterpart_id if follows else None

    handing = Handing(
        on=event.on,
        ground=_ground(case),
        capacity=event.capacity,
        subject=f"case:{case.pk}",
        decider=event.organization,
    )
    for other in move_cases(origins=[case.organization_id], goes=goes, handing=handing, stroke=stroke):
        try:
            cases.refresh(case=other, on=stroke.today)
        except Refusal:  # the tree has no road for it there; it waits until a committee mends that
            wait_for_nothing([other.pk])


def _end_offices(case: Case, event: Event, stroke: Stroke) -> None:
    """Who leaves a cell leaves its committee and its offices; seats of the committees above are decided there."""
    ground, running = "Chuyển sinh hoạt đảng", Q(ends_on__isnull=True) | Q(ends_on__gt=event.on)
    held = case.person.appointments.filter(running, organization=case.organization_id, role__in=_OF_THE_CELL)
    for appointment in held:
        members.end_appointment(appointment=appointment, by=stroke.by, on=event.on, ground=ground)
    for seat in case.person.seats.filter(running, committee__organization=case.organization_id):
        members.unseat(seat=seat, by=stroke.by, on=event.on, ground=ground)
