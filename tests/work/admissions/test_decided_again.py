"""A decision made in the wrong way is decided again: the member stays, counted from the day stated again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import actions as members
from chibo.roll.members.models import Membership, Person
from chibo.work.admissions.actions import open_revocation
from tests.builders import probationary
from tests.cast import HA
from tests.journeys.stage import Stage, stage

pytestmark = pytest.mark.django_db

ADMITTED = date(2025, 9, 1)
FOUND = date(2025, 11, 3)


def cured(place: Stage, newcomer: Person, reset_on: date) -> Membership:
    case = open_revocation(
        person=newcomer, organization=place.cell, on=FOUND, stroke=place.stroke(place.cell, FOUND + timedelta(days=60))
    )
    says = {
        "revocation_kind": "REV-2",
        "wrong_decision": "admission",
        "wrong_decision_number": "15-QĐ/TU",
        "wrong_decided_on": (ADMITTED - timedelta(days=10)).isoformat(),
        "considered_on": (ADMITTED - timedelta(days=40)).isoformat(),
        "defect": "Chi bộ biểu quyết khi chưa đủ tỷ lệ",
        "reception_done": True,
        "issuer_gone": False,
        "redone_step": "A15",
        "redone_on": FOUND.isoformat(),
        "reset_on": reset_on.isoformat(),
    }
    place.walk(FOUND, case, **says).until("V09B")
    case.refresh_from_db()
    assert case.result == "cured"
    return Membership.objects.get(person=newcomer, ends_on__isnull=True)


def test_the_member_stays_and_is_counted_from_the_day_stated_again() -> None:
    place = stage()
    newcomer = probationary(HA, place.cell, admitted_on=ADMITTED)
    again = cured(place, newcomer, FOUND)
    first = Membership.objects.get(person=newcomer, ends_on__isnull=False)
    assert (again.kind, again.starts_on) == (Membership.Kind.PROBATIONARY, FOUND)
    assert (first.starts_on, first.ends_on, first.ends_by) == (ADMITTED, FOUND, Membership.End.ANNULMENT)
    assert newcomer.placements.get(ends_on__isnull=True).organization == place.cell
    assert verify().ok


def test_the_day_stated_again_does_not_lie_ahead() -> None:
    newcomer = probationary(HA, stage().cell, admitted_on=ADMITTED)
    with pytest.raises(Refusal, match="chưa đến"):
        members.decide_again(
            person=newcomer,
            by=None,
            on=FOUND,
            reset_on=FOUND + timedelta(days=1),
            decision="9-QĐ/TU",
            decided_on=FOUND,
        )


def test_nor_before_the_admission_that_it_replaces() -> None:
    newcomer = probationary(HA, stage().cell, admitted_on=ADMITTED)
    with pytest.raises(Refusal, match="không sau ngày thay đổi gần nhất"):
        members.decide_again(
            person=newcomer, by=None, on=FOUND, reset_on=ADMITTED, decision="9-QĐ/TU", decided_on=FOUND
        )
    assert Membership.objects.get(person=newcomer).ends_on is None
