"""Stating an earlier event again: another event with its ground; what was first said stays readable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from django.test import TestCase

from chibo.demo.walk import Walk
from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Event
from chibo.engine.cases.queries import pasts_of
from chibo.engine.cases.rules.history import History
from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from tests.cast import HA
from tests.journeys.stage import Stage, neighbour, stage
from tests.journeys.witness import forbidden, named, refused

BEGIN = date(2025, 8, 4)
DAY = timedelta(days=1)


class Correct(TestCase):
    place: ClassVar[Stage]
    walk: Walk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R3")
        cls.walk = cls.place.ready_to_vote(BEGIN)

    def event(self, step: str) -> Event:
        return self.walk.case.events.filter(step=step, kind="done").earliest("seq")

    def correct(self, step: str, **changes: Any) -> Event:
        event = self.event(step)
        self.walk.day += DAY
        body = changes.pop("at", event.organization)
        stroke = changes.pop("stroke", None) or self.place.stroke(body, self.walk.day, self.walk.case.events.count())
        said = {"on": event.on, "data": event.data, "number": event.number, "ground": "Ghi nhầm"} | changes
        return cases.correct(case=self.walk.case, event=event, stroke=stroke, **said)

    def test_the_last_statement_counts_and_the_first_stays(self) -> None:
        first = self.event("A14")
        restated = self.correct("A14", data={**first.data, "agree": 7, "disagree": 2}, ground="Đếm lại phiếu")
        assert (restated.kind, restated.corrects, restated.ground) == ("corrected", first, "Đếm lại phiếu")
        first.refresh_from_db()
        assert first.data["agree"] == 9
        standing = History.of(pasts_of(self.walk.case)).done("A14")
        assert standing is not None
        assert (standing.seq, standing.data["agree"]) == (first.seq, 7)
        assert Entry.objects.latest("seq").action == "cases.corrected"
        assert verify().faults == []

    def test_a_correction_can_be_corrected_by_stating_the_event_again(self) -> None:
        data = self.event("A14").data
        self.correct("A14", data={**data, "agree": 7})
        self.correct("A14", data={**data, "agree": 8})
        standing = History.of(pasts_of(self.walk.case)).done("A14")
        assert standing is not None
        assert standing.data["agree"] == 8

    def test_the_rules_judge_the_new_statement(self) -> None:
        with refused("nhiều hơn số người được hỏi"):
            self.correct("A14", data={**self.event("A14").data, "agree": 10})
        with refused("Còn thiếu: số tán thành"):
            self.correct("A14", data={**self.event("A14").data, "agree": None})

    def test_the_rules_see_the_case_as_it_would_then_be(self) -> None:
        probationary = self.place.cell.placements.exclude(person__in=self.place.members).get(kind="OFFICIAL").person
        with refused("phải là đảng viên chính thức"):
            self.correct("A14B", data={**self.event("A14B").data, "introducer": probationary.pk})

    def test_a_day_stays_between_what_it_rests_on_and_what_rests_on_it(self) -> None:
        certified = self.event("A12")
        with refused(f"trước ngày của bước {named('A11')}"):
            self.correct("A12", on=self.event("A11").on - DAY)
        self.walk.until("A15")
        with refused(f"sau ngày của bước {named('A15')}"):
            self.correct("A12", on=self.event("A15").on + DAY)
        self.correct("A12", on=certified.on + DAY)

    def test_without_a_ground(self) -> None:
        with refused("phải ghi căn cứ"):
            self.correct("A14", ground=" ")

    def test_a_vote_keeps_its_day_and_its_count(self) -> None:
        self.walk.until("A15")
        with refused("ngày biểu quyết là ngày của cuộc họp"):
            self.correct("A15", on=self.event("A15").on + DAY)
        with refused("không có mục votes_for"):
            self.correct("A15", data={"votes_for": 9})
        restated = self.correct("A15", number="16-NQ/CB")
        assert restated.vote is None
        assert self.event("A15").vote is not None

    def test_an_event_of_another_case_or_a_note(self) -> None:
        other = self.place.walk(BEGIN, self.place.case(BEGIN, self.place.newcomer(HA, BEGIN, identity="")))
        event = other.case.events.get(step="A02")
        stroke = self.place.stroke(self.place.cell, self.walk.day, self.walk.case.events.count())
        with refused("không thể đính chính"):
            cases.correct(case=self.walk.case, event=event, on=event.on, data={}, number="", ground="x", stroke=stroke)

    def test_by_a_stranger(self) -> None:
        stroke = self.place.stroke(self.place.cell, self.walk.day + DAY, self.walk.case.events.count())
        stranger = type(stroke)(by=neighbour(self.place), today=stroke.today, at=stroke.at, seen=stroke.seen)
        with forbidden("chưa được phân công"):
            self.correct("A14", stroke=stranger)

    def test_from_a_page_that_others_have_moved_on_from(self) -> None:
        stale = self.place.stroke(self.place.cell, self.walk.day + DAY, self.walk.case.events.count() - 1)
        with refused("Hồ sơ đã thay đổi"):
            self.correct("A14", stroke=stale)

    def test_what_the_register_was_written_from_is_not_restated_in_the_case_alone(self) -> None:
        """The spell of membership would keep the old day: the decision is looked at again in its own procedure."""
        self.walk.until("A19")
        self.correct("A19", number="20-QĐ/ĐU")
        self.walk.until("A20")
        for step in ("A19", "A20"):
            with refused("đã vào sổ đảng viên"):
                self.correct(step, number="21-QĐ/ĐU")
