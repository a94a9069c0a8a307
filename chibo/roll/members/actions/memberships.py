"""Spells of membership: probation from the ceremony, official from the day recognition takes effect, and the end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Membership, Person, Placement
from chibo.roll.members.rules import dates
from chibo.roll.members.rules.dates import Spell
from chibo.roll.members.writing import cell_or_refuse, enter, hold, open_home
from chibo.roll.organizations.models import Organization

_KIND, _END = Membership.Kind, Membership.End


@transaction.atomic
def enroll(
    *, person: Person, organization: Organization, by: User | None, on: date, decision: str, decided_on: date | None
) -> Membership:
    """Probation begins with the ceremony in the cell on ``on``, by the decision to admit."""
    return _begin("enroll", _KIND.PROBATIONARY, person, organization, by, on, decision, decided_on)


@transaction.atomic
def restore(
    *,
    person: Person,
    organization: Organization,
    by: User | None,
    on: date,
    decision: str,
    decided_on: date | None,
    kind: str = _KIND.OFFICIAL,
) -> Membership:
    """Membership restored by a decision (a removal set aside): another spell, the earlier one stays."""
    return _begin("restore", kind, person, organization, by, on, decision, decided_on)


def _begin(
    act: str,
    kind: str,
    person: Person,
    organization: Organization,
    by: User | None,
    on: date,
    decision: str,
    decided_on: date | None,
) -> Membership:
    what = "Không ghi nhận đảng viên"
    person = hold(person)
    cell_or_refuse(organization, on, what)
    refuse_if_any(
        what,
        [
            *dates.check_document(decision, decided_on, on),
            *dates.check_born(person.born_on, on),
            *dates.check_new_spell(_spells_of(person), on),
        ],
    )
    membership = Membership.objects.create(
        person=person,
        kind=kind,
        starts_on=on,
        decision=nfc(decision),
        decided_on=decided_on,
        restored=act == "restore",
    )
    open_home(person, organization, Placement.Kind.OFFICIAL, on, f"Quyết định {nfc(decision)}", what)
    enter(
        act,
        person,
        by=by,
        on=on,
        organization=organization,
        memberships=[membership],
        kind=kind,
        decision=decision,
        decided_on=decided_on,
    )
    return membership


@transaction.atomic
def recognize(
    *, person: Person, by: User | None, on: date, effective_on: date, decision: str, decided_on: date | None
) -> Membership:
    """Official from ``effective_on``, by a decision made on or after it; ``on`` is the day of this act."""
    what = "Không ghi nhận đảng viên chính thức"
    person = hold(person)
    row = _open_spell(person)
    refuse_if_any(
        what,
        [
            *dates.check_document(decision, decided_on, on),
            *dates.check_recognition(_as_spell(row), effective_on, decided_on),
        ],
    )
    probation = _end_spell(row, effective_on, _END.RECOGNIZED, decision, decided_on)
    official = Membership.objects.create(
        person=person,
        kind=_KIND.OFFICIAL,
        starts_on=effective_on,
        decision=nfc(decision),
        decided_on=decided_on,
    )
    enter(
        "recognize",
        person,
        by=by,
        on=on,
        organization=_home(person),
        memberships=[probation, official],
        effective_on=effective_on,
        decision=decision,
        decided_on=decided_on,
    )
    return official


@transaction.atomic
def end_membership(
    *, person: Person, ends_by: str, by: User | None, on: date, decision: str = "", decided_on: date | None = None
) -> Membership:
    """The spell ends on ``on``, and with it every place, office and circumstance; the home keeps the file."""
    what = "Không ghi nhận việc ra khỏi Đảng"
    if ends_by not in _END.values or ends_by == _END.RECOGNIZED:
        raise Refusal(f"{what}: chưa chọn đúng lý do.")
    person = hold(person)
    row = _open_spell(person)
    findings = dates.check_end(_as_spell(row), on, _last_change(person, on))
    if ends_by != _END.DEATH:
        findings = [*dates.check_document(decision, decided_on, on), *findings]
    refuse_if_any(what, findings)
    home = _home(person)
    ended = _end_spell(row, on, ends_by, decision, decided_on)
    for rows in _dated_facts(person):
        rows.filter(_running(on)).update(ends_on=on)
    if home:
        Placement.objects.create(
            person=person,
            organization=home,
            kind=Placement.Kind.FORMER,
            starts_on=on,
            ground=_END(ends_by).label,
        )
    if ends_by == _END.DEATH and not person.died_on:
        Person.objects.filter(pk=person.pk).update(died_on=on.isoformat())
    enter(
        "end_membership",
        person,
        by=by,
        on=on,
        organization=home,
        memberships=[ended],
        ends_by=ends_by,
        decision=decision,
        decided_on=decided_on,
    )
    return ended


@transaction.atomic
def annul(
    *,
    person: Person,
    by: User | None,
    on: date,
    decision: str,
    decided_on: date,
    recognition_only: bool = False,
) -> Membership:
    """A decision made against the rules is annulled: the admission, or the recognition alone (probation reopens)."""
    if not recognition_only:
        return end_membership(
            person=person, ends_by=_END.ANNULMENT, by=by, on=on, decision=decision, decided_on=decided_on
        )
    what = "Không ghi nhận việc hủy quyết định công nhận chính thức"
    person = hold(person)
    row = _open_spell(person)
    refuse_if_any(what, [*dates.check_document(decision, decided_on, on), *dates.check_end(_as_spell(row), on)])
    if row is None or row.kind != _KIND.OFFICIAL:
        raise Refusal(f"{what}: người này chưa là đảng viên chính thức.")
    official = _end_spell(row, on, _END.ANNULMENT, decision, decided_on)
    probation = Membership.objects.create(
        person=person, kind=_KIND.PROBATIONARY, starts_on=on, decision=nfc(decision), decided_on=decided_on
    )
    enter(
        "annul_recognition",
        person,
        by=by,
        on=on,
        organization=_home(person),
        memberships=[official, probation],
        decision=decision,
        decided_on=decided_on,
    )
    return probation


@transaction.atomic
def decide_again(
    *, person: Person, by: User | None, on: date, reset_on: date, decision: str, decided_on: date
) -> Membership:
    """What was decided by the wrong body or in the wrong way is decided again: membership counts from ``reset_on``.

    The earlier spell stays in the register, annulled as of that day; what it was (on probation, official) goes on.
    """
    what = "Không ghi nhận việc xác định lại ngày kết nạp hoặc công nhận"
    person = hold(person)
    row = _open_spell(person)
    findings = [*dates.check_document(decision, decided_on, on), *dates.check_end(_as_spell(row), reset_on)]
    if reset_on > on:
        findings.append(dates.failed("ORDER", f"Ngày xác định lại {display(reset_on)} chưa đến.", "reset_on"))
    refuse_if_any(what, findings)
    assert row is not None  # the rules have refused before
    annulled = _end_spell(row, reset_on, _END.ANNULMENT, decision, decided_on)
    again = Membership.objects.create(
        person=person, kind=annulled.kind, starts_on=reset_on, decision=nfc(decision), decided_on=decided_on
    )
    enter(
        "decide_again",
        person,
        by=by,
        on=on,
        organization=_home(person),
        memberships=[annulled, again],
        reset_on=reset_on,
        decision=decision,
        decided_on=decided_on,
    )
    return again


def _spells_of(person: Person) -> list[Spell]:
    rows = person.memberships.order_by("starts_on")
    return [Spell(row.kind, row.starts_on, row.ends_on) for row in rows]


def _open_spell(person: Person) -> Membership | None:
    return person.memberships.filter(ends_on__isnull=True).first()


def _as_spell(row: Membership | None) -> Spell | None:
    return Spell(row.kind, row.starts_on, row.ends_on) if row else None


def _end_spell(row: Membership | None, on: date, ground: str, decision: str, decided_on: date | None) -> Membership:
    assert row is not None  # the rules have refused before
    row.ends_on, row.ends_by = on, ground
    row.end_decision, row.end_decided_on = nfc(decision), decided_on
    row.save(update_fields=["ends_on", "ends_by", "end_decision", "end_decided_on"])
    return row


def _home(person: Person) -> Organization | None:
    kept = (Placement.Kind.OFFICIAL, Placement.Kind.MOVED_OUT)
    row = person.placements.filter(ends_on__isnull=True, kind__in=kept).first()
    return row.organization if row else None


def _dated_facts(person: Person) -> tuple[Any, ...]:
    return (person.placements, person.standings, person.appointments, person.seats)


def _running(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gt=on)


def _last_change(person: Person, on: date) -> date | None:
    """The latest beginning of anything still running: nothing can end before it began."""
    starts = [
        day for rows in _dated_facts(person) for day in rows.filter(_running(on)).values_list("starts_on", flat=True)
    ]
    return max(starts, default=None)
