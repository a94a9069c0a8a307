"""Party life beyond the register: a member leaves the system, stays out for a time, or comes from outside.

The spell of membership runs on while somebody is outside; an organization here keeps the record, and nobody here
counts them. Coming in is :func:`chibo.roll.members.actions.place` at a cell, from the day of receipt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.roll.members.actions.placements import check_free_for_a_time
from chibo.roll.members.models import Membership, Person, Placement
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import (
    build_person,
    cell_or_refuse,
    check_person,
    enter,
    form_or_refuse,
    hold,
    open_home,
)
from chibo.roll.organizations.models import Organization, in_force

_KIND = Placement.Kind


@dataclass(frozen=True, slots=True)
class EarlierSpell:
    """A spell of membership lived outside the system, as the papers that came along state it.

    A spell that is followed by another ends by ``ends_by`` on ``ends_on``; the last one runs on.
    """

    kind: str  # Membership.Kind
    starts_on: date
    ends_on: date | None = None
    ends_by: str = ""  # Membership.End
    decision: str = ""
    decided_on: date | None = None


@transaction.atomic
def move_out(*, person: Person, by: User | None, on: date, outside: str, ground: str = "") -> Placement:
    """Party life moves to ``outside`` for good: the home keeps the record, every office held here ends on ``on``.

    Raises:
        Refusal: no party life in a cell here, no name of the place, or a day before a running fact began.
    """
    what = "Không ghi nhận việc chuyển sinh hoạt ra ngoài hệ thống"
    person = hold(person)
    outside = _named(outside, what)
    home = _home_or_refuse(person, on, what)
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    beside = person.placements.filter(running, kind__in=Placement.FOR_A_TIME)
    facts = (beside, person.appointments.filter(running), person.seats.filter(running))
    starts = [day for rows in facts for day in rows.values_list("starts_on", flat=True)]
    if starts:
        refuse_if_any(what, dates.check_follows(on, max(starts), "nhiệm vụ hoặc nơi sinh hoạt đang ghi"))
    for rows in facts:
        rows.update(ends_on=on)
    placement = open_home(person, home.organization, _KIND.MOVED_OUT, on, nfc(ground), what, outside=outside)
    enter("move_out", person, by=by, on=on, organization=home.organization, outside=outside, ground=nfc(ground))
    return placement


@transaction.atomic
def go_away(
    *, person: Person, by: User | None, on: date, outside: str, until: date | None = None, ground: str = ""
) -> Placement:
    """For a time the party life is outside the system; the home stays the home, with its strength and its vote."""
    what = "Không ghi nhận việc chuyển sinh hoạt tạm thời ra ngoài hệ thống"
    person = hold(person)
    outside = _named(outside, what)
    home = _home_or_refuse(person, on, what)
    check_free_for_a_time(person, on, until, what)
    placement = Placement.objects.create(
        person=person,
        organization=home.organization,
        kind=_KIND.AWAY,
        starts_on=on,
        ends_on=until,
        ground=nfc(ground),
        outside=outside,
    )
    enter(
        "go_away",
        person,
        by=by,
        on=on,
        organization=home.organization,
        outside=outside,
        ground=nfc(ground),
        until=until,
    )
    return placement


@transaction.atomic
def register_member_outside(
    *,
    family_name: str,
    given_name: str,
    spells: Sequence[EarlierSpell],
    organization: Organization,
    outside: str,
    by: User | None,
    on: date,
    sex: str = "",
    born_on: str = "",
    identity: str = "",
    ground: str = "",
    invented: bool = False,
    **details: str,
) -> Person:
    """Enter a member whose party life is outside: the spells that the papers state, the record kept here from ``on``.

    Raises:
        Refusal: the person is known already, no spell runs on ``on``, or the spells do not follow each other.
    """
    what = "Không ghi nhận đảng viên từ ngoài hệ thống"
    outside = _named(outside, what)
    person = build_person(
        family_name, given_name, sex=sex, born_on=born_on, identity=identity, invented=invented, details=details
    )
    refuse_if_any(what, [*check_person(person, identity, on), *_check_spells(spells, born_on, on)])
    if identity and Person.objects.filter(identity_index=person.identity_index).exists():
        raise Refusal(f"{what}: số định danh này đã thuộc về một người trong sổ; chọn người đó từ hồ sơ của họ.")
    form_or_refuse(organization, on, what)
    person.save()
    memberships = Membership.objects.bulk_create(
        Membership(
            person=person,
            kind=spell.kind,
            starts_on=spell.starts_on,
            ends_on=spell.ends_on,
            ends_by=spell.ends_by,
            decision=nfc(spell.decision),
            decided_on=spell.decided_on,
        )
        for spell in spells
    )
    open_home(person, organization, _KIND.MOVED_OUT, on, nfc(ground), what, outside=outside)
    enter(
        "register_member_outside",
        person,
        by=by,
        on=on,
        organization=organization,
        memberships=memberships,
        personal={"name": person.name, "sex": sex, "born_on": born_on, **{k: nfc(v) for k, v in details.items()}},
        outside=outside,
        ground=nfc(ground),
    )
    return person


@transaction.atomic
def arrive_for_a_time(
    *,
    person: Person,
    organization: Organization,
    by: User | None,
    on: date,
    until: date | None = None,
    ground: str = "",
) -> Placement:
    """Somebody whose home is outside the system is a guest of the cell: they meet there, and count nowhere here."""
    what = "Không ghi nhận việc đến sinh hoạt tạm thời"
    person = hold(person)
    cell_or_refuse(organization, on, what)
    if not person.placements.filter(in_force(on), kind=_KIND.MOVED_OUT).exists():
        raise Refusal(f"{what}: người này không phải là đảng viên đang sinh hoạt chính thức ngoài hệ thống.")
    check_free_for_a_time(person, on, until, what)
    placement = Placement.objects.create(
        person=person,
        organization=organization,
        kind=_KIND.TEMPORARY,
        starts_on=on,
        ends_on=until,
        ground=nfc(ground),
    )
    enter("arrive_for_a_time", person, by=by, on=on, organization=organization, ground=nfc(ground), until=until)
    return placement


def _named(outside: str, what: str) -> str:
    outside = nfc(outside).strip()
    if not outside:
        raise Refusal(f"{what}: chưa ghi tên tổ chức đảng ngoài hệ thống.")
    return outside


def _home_or_refuse(person: Person, on: date, what: str) -> Placement:
    home = person.placements.filter(ends_on__isnull=True, kind=_KIND.OFFICIAL).select_related("organization").first()
    if home is None or not Membership.objects.filter(in_force(on), person=person).exists():
        raise Refusal(f"{what}: người này không phải là đảng viên đang sinh hoạt chính thức ở một chi bộ.")
    return home


def _check_spells(spells: Sequence[EarlierSpell], born_on: str, on: date) -> list[Finding]:
    """They follow each other, each with its ground of ending, and the last one runs."""
    if not spells or spells[-1].ends_on is not None or spells[-1].starts_on > on:
        return [
            dates.failed("SPELL-NONE", "Theo giấy tờ, người này không đang là đảng viên vào ngày này.", "admitted_on")
        ]
    found = list(dates.check_born(born_on, spells[0].starts_on))
    before = None
    for spell in spells:
        if (spell.ends_on is None) is not (spell.ends_by == ""):
            found.append(dates.failed("SPELL-END", "Thời gian là đảng viên trước đây chưa ghi lý do kết thúc."))
        if (spell.ends_on and spell.ends_on <= spell.starts_on) or (before and before > spell.starts_on):
            found.append(
                dates.failed(
                    "SPELL-ORDER", "Ngày vào Đảng, ngày chính thức không theo thứ tự thời gian.", "official_on"
                )
            )
        before = spell.ends_on
    return found
