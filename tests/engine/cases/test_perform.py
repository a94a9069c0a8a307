"""Recording a step: first the act done right, then one story for each way of being refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

import pytest
from django.test import TestCase

from chibo.common.dates import add_months
from chibo.demo.walk import Walk
from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Event
from chibo.engine.cases.queries import event_digest
from chibo.engine.meetings import actions as meetings
from chibo.engine.meetings.models import Meeting
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.model import Confidence
from chibo.roll.members.actions import end_appointment
from chibo.roll.members.models import Appointment
from chibo.roll.organizations.actions import confirm_value
from tests.builders import probationary
from tests.journeys.stage import Stage, inspector, neighbour, stage
from tests.journeys.witness import forbidden, named, nothing_written, refused, refuses

BEGIN = date(2025, 8, 4)
TOMORROW = timedelta(days=1)


class BeforeTheCellVotes(TestCase):
    """The dossier is complete; the cell is about to meet."""

    place: ClassVar[Stage]
    walk: Walk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R1")
        cls.walk = cls.place.ready_to_vote(BEGIN)

    def attempt(self, code: str, **how: Any) -> Event:
        return self.walk.step(code, **how)

    def refuses(self, code: str, match: str, **how: Any) -> Refusal:
        return refuses(self.walk, code, match, **how)

    def meeting(self, body: str = "cell", at: int | None = None, on: date | None = None) -> Meeting:
        """A meeting with everybody there: of the cell, or of a body above it."""
        organization = self.place.cell if at is None else self.place.above[at]
        held_on = on or self.walk.day + TOMORROW
        stroke = self.place.stroke(organization, held_on)
        roll = meetings.queries.summoned(organization, body, held_on, ())
        return meetings.hold(
            organization=organization,
            body=body,
            held_on=held_on,
            title="Sinh hoạt",
            present={voter.person_id for voter in roll},
            reasons={},
            chair=None,
            minute_taker=None,
            by=stroke.by,
            today=stroke.today,
            at=stroke.at,
        )

    def test_a_step_leaves_its_event_its_vote_and_its_entry(self) -> None:
        event = self.attempt("A15", number="15-NQ/CB")
        assert (event.step, event.on, event.number, event.route) == ("A15", self.walk.day, "15-NQ/CB", "R1")
        assert event.organization == self.place.cell
        assert (event.by, event.capacity) == (self.place.secretary, "Bí thư · Chi bộ tổ dân phố 1")
        assert event.vote is not None
        assert (event.vote.passed, event.vote.denominator, event.vote.votes_for) == (True, 8, 8)
        assert any("294-QĐ/TW" in label for label in event.law)
        assert {"ELIG-AGE", "INTRO-1", "CLASS-VAL", "DOS-VAL"} <= {finding["code"] for finding in event.findings}

        entry = Entry.objects.latest("seq")
        assert (entry.action, entry.actor, entry.on) == ("cases.done", "bithu", event.on)
        assert entry.subject == f"case:{event.case_id}/A15"
        assert entry.payload["row"] == {"kind": "event", "id": event.pk, "digest": event_digest(event)}

    def test_the_next_work_goes_to_the_body_that_acts_next(self) -> None:
        assert [w.step for w in self.walk.case.waiting.all()] == ["A15"]
        self.attempt("A15")
        (waiting,) = self.walk.case.waiting.all()
        assert (waiting.step, waiting.organization) == ("A17", self.place.above[-1])

    # ------------------------------------------------------------ order

    def test_a_step_out_of_order_names_what_is_missing(self) -> None:
        refusal = self.refuses("A17", ballot=(5, 0, 0), match="Còn thiếu bước chi bộ xét và biểu quyết")
        (finding,) = refusal.findings
        assert (finding.code, finding.asks, finding.who) == ("STEP-ORDER", "A15", "cell")

    def test_a_step_once_recorded_is_not_recorded_again(self) -> None:
        self.refuses("A05P", match="sửa bằng đính chính")

    def test_a_step_of_another_route_is_not_one_of_this_case(self) -> None:
        act, stroke = self.walk.prepared("A15")
        for code in ("A19C", "A99"):
            with refused(f"không có bước {code}"):
                cases.perform(case=self.walk.case, act=replace(act, step=code), stroke=stroke)

    def test_a_step_for_another_kind_of_person_is_refused(self) -> None:
        self.refuses("A13O", match="không thuộc diện làm bước xác nhận điều kiện đối với người trên tuổi")

    # ------------------------------------------------------------ days

    def test_a_day_that_has_not_come(self) -> None:
        act, stroke = self.walk.prepared("A15")
        with refused("chưa đến"):
            cases.perform(case=self.walk.case, act=act, stroke=replace(stroke, today=act.on - TOMORROW))

    def test_a_day_before_the_case_was_opened(self) -> None:
        self.refuses("A14", on=BEGIN - TOMORROW, match="trước ngày mở hồ sơ 04/08/2025")

    def test_a_vote_before_the_papers_that_it_rests_on(self) -> None:
        introduced = self.walk.case.events.filter(step="A14B").latest("seq")
        self.refuses("A15", on=introduced.on - TOMORROW, match=f"trước ngày của bước {named('A14B')}")

    def test_a_decision_before_the_vote_of_the_cell(self) -> None:
        voted = self.walk.until("A18")
        assert voted is not None
        cell = self.walk.case.events.get(step="A15")
        self.refuses("A19V", on=cell.on - TOMORROW, match=f"trước ngày của bước {named('A15')}")

    # ------------------------------------------------------------ facts, papers, numbers

    def test_every_missing_fact_is_named_at_its_field(self) -> None:
        act, stroke = self.walk.prepared("A12")
        with refused("Còn thiếu: lý lịch khai đúng sự thật") as caught:
            cases.perform(case=self.walk.case, act=replace(act, data={}), stroke=stroke)
        asks = {finding.asks for finding in caught.value.findings}
        assert asks == {"cv_true", "political_issue", "cv_eligible", "undeclared_matter"}

    def test_a_fact_that_the_step_does_not_ask_for(self) -> None:
        act, stroke = self.walk.prepared("A12")
        with refused("Bước này không có mục target"):
            cases.perform(case=self.walk.case, act=replace(act, data={**act.data, "target": 20}), stroke=stroke)

    def test_a_paper_that_is_not_in_hand(self) -> None:
        missing = [{"form": "CN-NTVĐ", "present": False, "where": ""}]
        for papers in ([], missing):
            self.refuses("A04", papers=papers, match=r"Còn thiếu giấy tờ: Giấy chứng nhận .* \(CN-NTVĐ\)")

    def test_a_resolution_without_its_number(self) -> None:
        self.refuses("A15", number=" ", match="Còn thiếu: số văn bản")

    def test_a_vote_that_missed_makes_no_paper_and_needs_no_number(self) -> None:
        event = self.attempt("A15", number="", ballot=(5, 3, 0))
        assert event.vote is not None
        assert not event.vote.passed

    # ------------------------------------------------------------ votes

    def test_a_vote_without_a_meeting(self) -> None:
        act, stroke = self.walk.prepared("A15")
        for bare in (replace(act, meeting=None), replace(act, ballot=None)):
            with refused("phải có cuộc họp và kết quả biểu quyết"):
                cases.perform(case=self.walk.case, act=bare, stroke=stroke)

    def test_a_meeting_of_another_organization(self) -> None:
        act, stroke = self.walk.prepared("A15")
        elsewhere = self.meeting("committee", at=-1, on=act.on)
        with refused("không phải của CB-HOASEN-1"):
            cases.perform(case=self.walk.case, act=replace(act, meeting=elsewhere), stroke=stroke)

    def test_a_meeting_of_another_day(self) -> None:
        act, stroke = self.walk.prepared("A15")
        with refused("ngày ghi phải là ngày họp"):
            later = replace(act, on=act.on + TOMORROW)
            cases.perform(case=self.walk.case, act=later, stroke=replace(stroke, today=later.on))

    def test_a_meeting_of_another_body_of_the_same_committee(self) -> None:
        self.walk.until("A15")
        act, stroke = self.walk.prepared("A17")
        standing = self.meeting("standing_committee", at=-1, on=act.on)
        with refused("không đúng tập thể phải biểu quyết"):
            cases.perform(case=self.walk.case, act=replace(act, meeting=standing), stroke=stroke)

    def test_more_votes_than_people_who_may_vote(self) -> None:
        self.refuses("A15", ballot=(9, 0, 0), match=r"Tổng số phiếu là 9, nhiều hơn 8 .*Đăng Khoa \(đảng viên dự bị")

    # ------------------------------------------------------------ hands

    def test_an_appointment_that_ended_yesterday_writes_nothing_today(self) -> None:
        act, stroke = self.walk.prepared("A15")
        held = Appointment.objects.get(organization=self.place.cell)
        end_appointment(appointment=held, by=None, on=act.on)
        with forbidden("chưa được phân công để ghi công việc của tập thể .* Chi bộ tổ dân phố 1"):
            cases.perform(case=self.walk.case, act=act, stroke=stroke)

    def test_the_last_day_of_an_appointment_still_counts(self) -> None:
        act, stroke = self.walk.prepared("A15")
        held = Appointment.objects.get(organization=self.place.cell)
        end_appointment(appointment=held, by=None, on=act.on + TOMORROW)
        cases.perform(case=self.walk.case, act=act, stroke=stroke)

    def test_a_secretary_of_another_cell_or_an_inspector(self) -> None:
        act, stroke = self.walk.prepared("A15")
        for user in (neighbour(self.place), inspector(self.place)):
            with forbidden("chưa được phân công"):
                cases.perform(case=self.walk.case, act=act, stroke=replace(stroke, by=user))

    def test_the_cell_does_not_write_for_the_committee_above(self) -> None:
        self.walk.until("A15")
        act, stroke = self.walk.prepared("A17")
        with forbidden("Đảng bộ phường Hoa Sen"):
            cases.perform(case=self.walk.case, act=act, stroke=replace(stroke, by=self.place.secretary))

    def test_the_office_above_writes_for_the_cell_and_says_so(self) -> None:
        act, stroke = self.walk.prepared("A15")
        office = self.place.pen(self.place.above[-1])
        event = cases.perform(case=self.walk.case, act=act, stroke=replace(stroke, by=office))
        assert event.capacity == "Ghi thay: Cán bộ văn phòng · Đảng bộ phường Hoa Sen"
        assert event.organization == self.place.cell

    # ------------------------------------------------------------ two hands, one page

    def test_the_second_of_two_hands_is_told_what_the_first_has_done(self) -> None:
        act, stroke = self.walk.prepared("A15")
        cases.perform(case=self.walk.case, act=act, stroke=stroke)
        office = replace(stroke, by=self.place.pen(self.place.above[-1]))
        with refused(f"Hồ sơ đã thay đổi .* đã ghi bước {named('A15')}"):
            cases.perform(case=self.walk.case, act=act, stroke=office)

    def test_a_form_sent_twice_is_kept_once(self) -> None:
        act, stroke = self.walk.prepared("A14")
        cases.perform(case=self.walk.case, act=act, stroke=stroke)
        with refused("Hồ sơ đã thay đổi"):
            cases.perform(case=self.walk.case, act=act, stroke=stroke)

    # ------------------------------------------------------------ the end of a case

    def test_nothing_is_added_to_a_case_that_has_ended(self) -> None:
        self.walk.until()
        assert self.walk.case.result == "admitted"
        for code in ("A02M", "A14", "A19R", "A20"):
            self.refuses(code, match="Hồ sơ đã kết thúc")

    def test_an_effect_that_fails_takes_its_step_with_it(self) -> None:
        """The register refuses the ceremony: the person has become a member elsewhere meanwhile."""
        self.walk.until("A19T")
        probationary(self.walk.case.person, self.place.cell, admitted_on=self.walk.day)
        self.refuses("A20", match="Không ghi nhận đảng viên")


class PapersGrowOld(TestCase):
    """Good to the last day: a certificate to that of its sixtieth month, opinions to that of the twelfth."""

    place: ClassVar[Stage]
    walk: Walk
    certified_on: ClassVar[date]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R1")
        cls.walk = cls.place.walk(date(2018, 3, 1))
        cls.walk.until("A12")
        cls.certified_on = cls.walk.case.events.get(step="A04").on

    def test_the_certificate_on_its_last_day_and_on_the_next(self) -> None:
        last = add_months(self.certified_on, 60)
        self.walk.day = last - timedelta(days=10)
        self.walk.until("A14B")
        self.walk.step("A14B")
        assert self.walk.day <= last
        refuses(self.walk, "A15", f"Giấy chứng nhận .* đến hết {last:%d/%m/%Y}; đã quá hạn", on=last + TOMORROW)
        self.walk.step("A15", on=last)

    def test_opinions_on_their_last_day_and_on_the_next(self) -> None:
        self.walk.until("A14B")
        self.walk.step("A14B")
        last = add_months(self.walk.case.events.get(step="A14").on, 12)
        refuses(self.walk, "A15", "Ý kiến của tổ chức .* đã quá 12 tháng, phải làm lại", on=last + TOMORROW)
        self.walk.step("A15", on=last)

    def test_introductions_on_their_last_day_and_on_the_next(self) -> None:
        self.walk.until("A14B")
        first = self.walk.day
        self.walk.step("A14B", on=first + timedelta(days=30))
        last = add_months(first, 12)
        for code in ("A14", "A14R", "A14S"):
            self.walk.step(code, on=last)
        refuses(self.walk, "A15", "Có 1 đảng viên chính thức giới thiệu còn giá trị, cần 2", on=last + TOMORROW)
        self.walk.step("A15", on=last)

    def test_what_is_made_again_is_good_again(self) -> None:
        self.walk.until("A14B")
        self.walk.day = add_months(self.walk.day, 13)
        for code in ("A14", "A14R", "A14S", "A14B", "A14B"):
            self.walk.step(code)
        event = self.walk.step("A15")
        assert event.vote is not None
        assert event.vote.passed


class ValuesWhoseSourceNobodyHasRead(TestCase):
    """Under 208 the term of a dossier is not read yet: it warns, until a committee confirms it by its own document."""

    place: ClassVar[Stage]
    walk: Walk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R6")
        cls.walk = cls.place.ready_to_vote(date(2026, 8, 3))

    def test_it_warns_and_does_not_refuse(self) -> None:
        event = self.walk.step("A15", on=add_months(self.walk.day, 13))
        stale = [f for f in event.findings if f["code"] == "DOS-VAL" and f["outcome"] == "failed"]
        assert stale
        assert {f["confidence"] for f in stale} == {"unverified"}

    def test_a_confirmed_value_refuses(self) -> None:
        confirm_value(
            organization=self.place.above[0],
            parameter="admission.dossier_validity_months",
            value=12,
            document="31-QĐ/TU",
            document_on=self.walk.day,
            by=None,
            on=self.walk.day,
        )
        refusal = refuses(self.walk, "A15", "đã quá 12 tháng", on=add_months(self.walk.day, 13))
        assert {f.confidence for f in refusal.findings if f.code == "DOS-VAL"} == {Confidence.CONFIRMED}

    def test_the_order_of_steps_binds_whatever_the_source(self) -> None:
        refuses(self.walk, "A19", "Còn thiếu bước")
        refuses(self.walk, "A20", "Còn thiếu bước")


@pytest.mark.django_db
def test_nothing_is_written_by_looking() -> None:
    place = stage("R1")
    walk = place.walk(BEGIN)
    with nothing_written():
        walk.prepared("A03")
