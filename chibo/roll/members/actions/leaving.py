"""The end of a membership with its trace, and the taking back of one that was recorded by mistake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from chibo.common.dates import display
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.traces import Changed, Touch, snapshot, take_back, touches
from chibo.foundation.rulebook.findings import Finding, Refusal
from chibo.roll.members.actions.memberships import end_membership
from chibo.roll.members.models import (
    Appointment,
    Committee,
    CommitteeSeat,
    MemberCard,
    Membership,
    Person,
    Placement,
    Role,
    Standing,
)
from chibo.roll.members.queries.later import cards_to_hold_again, later_acts, moves_since
from chibo.roll.members.rules.dates import failed
from chibo.roll.members.witness import card_row
from chibo.roll.members.writing import enter, hold
from chibo.roll.organizations.models import Form

#: Kinds of rows in the trace, in the order in which they are put back.
TABLES: Mapping[str, Any] = {
    "placement": Placement,
    "standing": Standing,
    "appointment": Appointment,
    "seat": CommitteeSeat,
    "membership": Membership,
}
_PERSON = "person"  # of whom only the day of death is written


@transaction.atomic
def end_with_trace(
    *, person: Person, ends_by: str, by: User | None, on: date, decision: str = "", decided_on: date | None = None
) -> list[Touch]:
    """End the membership as :func:`end_membership` does; each row that it touched, as it was and as it is now."""
    person = hold(person)
    before = {kind: _rows(model, person) for kind, model in TABLES.items()}
    end_membership(person=person, ends_by=ends_by, by=by, on=on, decision=decision, decided_on=decided_on)
    trace: list[Touch] = []
    for kind, model in TABLES.items():
        now = touches(kind, before[kind], model.objects.filter(person=person).order_by("pk"))
        trace += [touch for touch in now if touch.before != touch.after]
    died_on = Person.objects.values_list("died_on", flat=True).get(pk=person.pk)
    if died_on != person.died_on:
        trace.append(Touch(_PERSON, person.pk, {"died_on": person.died_on}, {"died_on": died_on}))
    return trace


def _rows(model: Any, person: Person) -> dict[int, dict[str, Any]]:
    return {row.pk: snapshot(row) for row in model.objects.filter(person=person)}


@transaction.atomic
def take_back_end(
    *, person: Person, trace: Sequence[Touch], seq: int, by: User | None, on: date, ground: str
) -> Membership:
    """Every row as it was before the end of membership was recorded; a card given back because of it is held again.

    Args:
        seq: the number, in the ledger, of the entry that recorded the end.

    Raises:
        Refusal: a later act rests on it, an office was given to somebody else, or an organization is no more.
    """
    what = "Không hoàn tác được: sau đó đã có việc khác"
    person = hold(person)
    if found := [*_later(person, seq), *_places_gone(trace, on), *_offices_taken(trace)]:
        raise Refusal(what, found)
    left_on = date.fromisoformat(next(t.after["ends_on"] for t in trace if t.kind == "membership" and t.after))
    try:
        for kind, model in {**TABLES, _PERSON: Person}.items():
            take_back(model, [touch for touch in trace if touch.kind == kind])
    except Changed:
        told = "Diện đảng viên, nơi sinh hoạt hoặc nhiệm vụ đã được ghi khác đi từ khi ghi việc này."
        moves = [failed("LATER-ACT", f"{act.words}.") for act in moves_since(person, seq)]
        raise Refusal(what, moves or [failed("LATER-ACT", told)]) from None
    cards = _hold_again(person, left_on)
    membership = Membership.objects.get(pk=next(touch.row for touch in trace if touch.kind == "membership"))
    home = person.placements.filter(ends_on__isnull=True, kind__in=Placement.HOMES).first()
    enter(
        "take_back_end",
        person,
        by=by,
        on=on,
        organization=home.organization if home else None,
        memberships=[membership],
        also=[card_row(card) for card in cards],
        entry=seq,
        ground=ground,
    )
    return membership


def _hold_again(person: Person, left_on: date) -> list[MemberCard]:
    cards = cards_to_hold_again(person, left_on)
    for card in cards:
        card.ends_on, card.ended_by, card.end_document, card.end_ground = None, "", "", ""
        card.save(update_fields=["ends_on", "ended_by", "end_document", "end_ground"])
    return cards


def _later(person: Person, seq: int) -> list[Finding]:
    return [failed("LATER-ACT", f"{act.words}.") for act in later_acts(person, seq)]


def _reopened(trace: Sequence[Touch], kind: str, on: date) -> list[Mapping[str, Any]]:
    """The rows of a kind that would run again on the day."""
    rows = [touch.before for touch in trace if touch.kind == kind and touch.before is not None]
    return [row for row in rows if row["ends_on"] is None or row["ends_on"] > on.isoformat()]


def _places_gone(trace: Sequence[Touch], on: date) -> list[Finding]:
    """A place or an office does not run again at an organization that has ended since."""
    wanted = {row["organization_id"] for kind in ("placement", "appointment") for row in _reopened(trace, kind, on)}
    there = set(Form.objects.on(on).filter(organization__in=wanted).values_list("organization", flat=True))
    names = Form.objects.filter(organization__in=wanted - there).order_by("organization", "starts_on")
    last = dict(names.values_list("organization", "name"))
    return [
        failed("PLACE-GONE", f"{name} đã kết thúc hoạt động từ khi ghi việc này.") for _, name in sorted(last.items())
    ]


def _offices_taken(trace: Sequence[Touch]) -> list[Finding]:
    """There is one secretary at a time, and a seat is on a committee that serves."""
    found = []
    for kind, was, is_now in ((touch.kind, touch.before, touch.after) for touch in trace):
        if was is None or is_now is None:
            continue
        if kind == "appointment" and was["role"] == Role.SECRETARY:
            others = Appointment.objects.filter(
                Q(ends_on__isnull=True) | Q(ends_on__gt=is_now["ends_on"]),
                organization=was["organization_id"],
                role=Role.SECRETARY,
                starts_on__lt=was["ends_on"] or date.max,
            )
            if (other := others.exclude(pk=was["id"]).select_related("person").first()) is not None:
                told = f"{other.person} đã được phân công làm bí thư thay từ ngày {display(other.starts_on)}."
                found.append(failed("OFFICE-TAKEN", told))
        if kind == "seat":
            ended = Committee.objects.filter(pk=was["committee_id"], ends_on__lt=was["ends_on"] or date.max)
            if ended.exists():
                found.append(failed("OFFICE-TAKEN", "Nhiệm kỳ cấp ủy của đồng chí này đã kết thúc từ khi đó."))
    return found
