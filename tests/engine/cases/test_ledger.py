"""The ledger vouches for every event and vote of a case; whoever changes one beside the acts is found."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import connection
from django.test import TestCase

from chibo.demo.walk import Walk
from chibo.engine.cases.models import Event
from chibo.engine.meetings.models import Vote
from chibo.foundation.ledger.audit import Fault
from chibo.foundation.ledger.queries import verify
from tests.journeys.stage import Stage, stage


def by_hand(statement: str, *values: object) -> None:
    """What somebody with the database and without the acts would do."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


class TheLedgerOfACase(TestCase):
    place: ClassVar[Stage]
    walk: Walk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R3")
        cls.walk = cls.place.walk(date(2025, 8, 4))
        cls.walk.until("A20")

    def event(self, step: str) -> Event:
        return self.walk.case.events.get(step=step)

    def fault(self) -> Fault:
        (fault,) = verify().faults
        return fault

    def test_after_the_acts_there_is_no_fault(self) -> None:
        report = verify()
        assert report.ok
        assert report.rows >= self.walk.case.events.count() + 2

    def test_a_changed_number_of_a_decision_is_named(self) -> None:
        event = self.event("A19")
        by_hand("UPDATE cases_event SET number = %s WHERE id = %s", "99-QĐ/ĐU", event.pk)
        fault = self.fault()
        assert fault.kind == "row_changed"
        assert str(event.pk) in fault.sentence

    def test_a_moved_day_is_named(self) -> None:
        by_hand('UPDATE cases_event SET "on" = %s WHERE id = %s', "2025-08-05", self.event("A15").pk)
        assert self.fault().kind == "row_changed"

    def test_a_changed_count_of_a_vote_is_named(self) -> None:
        vote = self.event("A15").vote
        assert vote is not None
        by_hand("UPDATE meetings_vote SET votes_for = %s WHERE id = %s", 3, vote.pk)
        fault = self.fault()
        assert fault.kind == "row_changed"
        assert str(vote.pk) in fault.sentence

    def test_a_dropped_event_is_named(self) -> None:
        by_hand("DELETE FROM cases_event WHERE id = %s", self.event("A12").pk)
        assert self.fault().kind == "row_missing"

    def test_an_event_that_no_act_has_recorded_is_named(self) -> None:
        first = self.event("A12")
        first.pk, first.seq = None, 99
        first.save(force_insert=True)
        fault = self.fault()
        assert fault.kind == "row_unvouched"
        assert str(first.pk) in fault.sentence

    def test_a_vote_that_no_act_has_recorded_is_named(self) -> None:
        vote = Vote.objects.order_by("pk")[0]
        vote.pk = None
        vote.save(force_insert=True)
        assert self.fault().kind == "row_unvouched"
