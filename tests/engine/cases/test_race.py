"""Two people decide the same case at the same moment: one of them writes, the other is told."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from chibo.engine.cases import actions as cases
from chibo.engine.cases.actions import Act, Stroke
from chibo.engine.cases.models import Case
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from tests.journeys.stage import stage


def at_once(case: Case, pens: list[tuple[Act, Stroke]]) -> Counter[str]:
    """Each pen on a connection of its own, all let go together; what became of them."""
    gate, answers = Barrier(len(pens)), Counter[str]()

    def write(act: Act, stroke: Stroke) -> None:
        try:
            gate.wait(10)
            cases.perform(case=case, act=act, stroke=stroke)
            answers["written"] += 1
        except Refusal as refusal:
            answers["told" if "Hồ sơ đã thay đổi" in str(refusal) else str(refusal)] += 1
        finally:
            connection.close()

    hands = [Thread(target=write, args=pen) for pen in pens]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)
    return answers


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_hands_on_one_decision() -> None:
    place = stage("R3")
    walk = place.ready_to_vote(date(2025, 8, 4))
    walk.until("A19V")
    act, stroke = walk.prepared("A19")
    answers = at_once(walk.case, [(act, stroke), (replace(act, number="77-QĐ/ĐU"), stroke)])
    assert answers == Counter(written=1, told=1)
    assert walk.case.events.filter(step="A19").count() == 1
    assert verify().faults == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_four_hands_on_one_ceremony_make_one_member() -> None:
    place = stage("R3")
    walk = place.ready_to_vote(date(2025, 8, 4))
    walk.until("A19T")
    answers = at_once(walk.case, [walk.prepared("A20", on=walk.day)] * 4)
    assert answers == Counter(written=1, told=3)
    assert walk.case.person.memberships.count() == 1
    assert Case.objects.filter(origin=walk.case).count() == 1
