"""The page of a case: who finds it, what it shows, and what becomes of a form that cannot be recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse

from chibo.common.dates import display
from chibo.demo.walk import Walk
from chibo.engine.cases.models import Case
from chibo.foundation.accounts.models import Look, User
from chibo.roll.members.actions import end_appointment
from chibo.roll.members.models import Appointment, Role
from tests import builders
from tests.cast import HA
from tests.journeys.desk import Desk
from tests.journeys.stage import Stage, inspector, neighbour, stage
from tests.journeys.witness import named, nothing_written

BEGIN = date(2025, 8, 4)
DAY = timedelta(days=1)


class OnThePage(TestCase):
    """The dossier is complete and the cell may vote; the office is open on the day after."""

    place: ClassVar[Stage]
    walk: Walk

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R3")
        cls.walk = cls.place.ready_to_vote(BEGIN)

    @property
    def case(self) -> Case:
        return self.walk.case

    @property
    def today(self) -> date:
        return self.walk.day + DAY

    @property
    def page(self) -> str:
        return reverse("cases:page", args=[self.case.pk])

    def sit(self, user: User | None = None) -> Desk:
        return Desk(user or self.place.secretary, self.today)

    def address(self, step: str) -> str:
        return reverse("cases:perform", args=[self.case.pk, step])

    def opinion(self, desk: Desk, **said: Any) -> dict[str, Any]:
        """The form of the step that collects an opinion, filled as the page has it."""
        return desk.filled(desk.form(f"{self.page}?buoc=A14", self.address("A14")), said)

    def refused(self, desk: Desk, step: str, data: dict[str, Any], expect: int = 422) -> Any:
        with nothing_written():
            return desk.post(self.address(step), data, expect)

    # ------------------------------------------------------------ doors

    def test_the_neighbour_with_the_same_right_finds_nothing(self) -> None:
        desk = self.sit(neighbour(self.place))
        desk.get(self.page, 404)
        for address in (self.address("A14"), reverse("cases:annotate", args=[self.case.pk, "A15", "stopped"])):
            with nothing_written():
                desk.post(address, {"seen": self.case.events.count()}, 404)
        desk.get(reverse("cases:correct", args=[self.case.pk, 2]), 404)

    def test_the_keeper_of_the_system_finds_nothing(self) -> None:
        desk = self.sit(builders.keeper())
        desk.get(self.page, 404)
        self.refused(desk, "A14", {}, 404)

    def test_the_inspector_reads_and_does_not_write(self) -> None:
        desk = self.sit(inspector(self.place))
        answer = desk.get(f"{self.page}?buoc=A14")
        assert answer.context["form"] is None
        assert "Ghi vào hồ sơ" not in answer.content.decode()
        said = self.refused(desk, "A14", self.opinion(self.sit()), 403)
        assert "hôm nay đồng chí không có phân công để ghi ở đó" in said.content.decode()

    def test_whoever_lost_the_appointment_yesterday_may_look_and_no_longer_write(self) -> None:
        """The secretary stays in charge of the cell for the ward; as secretary they wrote until yesterday."""
        desk = self.sit()
        form = self.opinion(desk)
        builders.appointed(self.place.members[0], Role.CELL_GUIDE, self.place.cell)
        end_appointment(appointment=Appointment.objects.get(role=Role.SECRETARY), by=None, on=self.today)
        answer = self.refused(desk, "A14", form, 403)
        assert "Chi bộ tổ dân phố 1" in answer.content.decode()

    def test_whoever_lost_the_only_appointment_finds_nothing_any_more(self) -> None:
        end_appointment(appointment=Appointment.objects.get(role=Role.SECRETARY), by=None, on=self.today)
        self.sit().get(self.page, 404)

    def test_opening_leaves_a_line_in_the_access_log(self) -> None:
        before = Look.objects.count()
        self.sit(self.place.pen(self.place.above[-1])).get(self.page)
        assert Look.objects.count() == before + 1
        line = Look.objects.latest("pk")
        assert (line.subject, line.person_id) == (f"case:{self.case.pk}", self.case.person_id)

    # ------------------------------------------------------------ what it shows

    def test_after_a_missed_vote_it_asks_for_the_report_before_another_vote(self) -> None:
        assert self.sit().get(self.page).context["page"].current.spec.code == "A15"
        self.walk.step("A15", ballot=(1, 7, 0))
        assert self.sit().get(self.page).context["page"].current.spec.code == "A15X"

    def test_it_says_what_is_missing_for_the_next_decision(self) -> None:
        """The steps that are not done, and a standard that today would not be met."""
        young = self.place.newcomer(replace(HA, born_on="2008-05-17"), BEGIN, identity="")
        case = self.place.case(BEGIN, young)
        page = self.sit().get(reverse("cases:page", args=[case.pk])).context["page"]
        words = " ".join(lack["what"] for lack in page.missing)
        assert page.blocked.spec.code == "A15"
        assert "Còn thiếu bước đơn xin vào đảng" in words
        assert "chưa đủ 18 tuổi" in words

    def test_it_shows_the_vote_as_a_sum_with_those_left_out(self) -> None:
        self.walk.until("A15")
        words = self.sit().get(self.page).content.decode()
        assert "9 đảng viên chính thức − 1 đã giới thiệu sinh hoạt tạm thời nơi khác = 8" in words
        assert str(self.place.away) in words

    def test_it_shows_the_texts_that_the_case_ran_under(self) -> None:
        assert "Quy định 294-QĐ/TW ngày 26/5/2025" in self.sit().get(self.page).content.decode()

    # ------------------------------------------------------------ forms that cannot be recorded

    def test_a_day_that_no_calendar_has(self) -> None:
        desk = self.sit()
        for typed, said in (("31/02/2025", "31/02/2025"), ("12.13.2025", ""), ("hôm qua", ""), ("", "Chưa ghi ngày")):
            answer = self.refused(desk, "A14", self.opinion(desk) | {"on": typed})
            assert "on" in answer.context["form"].errors, typed
            assert said in " ".join(answer.context["form"].errors["on"])

    def test_a_day_that_has_not_come(self) -> None:
        desk = self.sit()
        answer = self.refused(desk, "A14", self.opinion(desk, on=display(self.today + DAY)))
        assert "chưa đến" in answer.content.decode()

    def test_no_date_is_filled_in_by_the_page(self) -> None:
        assert self.sit().form(f"{self.page}?buoc=A14", self.address("A14")).fields["on"].value == ""

    def test_a_count_that_is_not_one_or_was_left_blank(self) -> None:
        desk = self.sit()
        for typed in ("chín", "-1", "9,5", ""):
            answer = self.refused(desk, "A14", self.opinion(desk) | {"agree": typed})
            assert "agree" in answer.context["form"].errors, typed

    def test_a_choice_that_the_page_does_not_offer(self) -> None:
        desk = self.sit()
        form = desk.filled(desk.form(f"{self.page}?buoc=A14R", self.address("A14R")), {})
        answer = self.refused(desk, "A14R", form | {"residence_opinion": "never_mind"})
        assert "residence_opinion" in answer.context["form"].errors

    def test_an_introducer_from_another_cell(self) -> None:
        desk = self.sit()
        form = desk.filled(desk.form(f"{self.page}?buoc=A14B", self.address("A14B")), {})
        stranger = self.place.other_cell.placements.earliest("pk").person_id
        answer = self.refused(desk, "A14B", form | {"introducer": stranger})
        assert "introducer" in answer.context["form"].errors

    def test_a_rule_of_the_law_is_said_with_its_clause(self) -> None:
        desk = self.sit()
        form = desk.filled(desk.form(f"{self.page}?buoc=A14B", self.address("A14B")), {})
        answer = self.refused(desk, "A14B", form | {"common_from": display(self.today - 300 * DAY)})
        (finding,) = answer.context["refusal"].findings
        assert finding.citation is not None
        assert "294-QĐ/TW" in finding.citation.label
        words = answer.content.decode()
        assert "Mới cùng nhau 9 tháng, cần ít nhất 12 tháng" in words
        assert finding.citation.clause in words

    def test_a_missing_paper_stands_at_its_own_field(self) -> None:
        desk = self.sit()
        form = desk.filled(desk.form(f"{self.page}?buoc=A04", self.address("A04")), {"paper_0": "missing"})
        answer = self.refused(desk, "A04", form)
        assert "Còn thiếu giấy tờ" in " ".join(answer.context["form"].errors["paper_0"])

    def test_what_was_typed_is_still_there(self) -> None:
        desk = self.sit()
        answer = self.refused(desk, "A14", self.opinion(desk, opinion_of="Chi đoàn khu phố 1") | {"on": "31/02/2025"})
        assert 'value="Chi đoàn khu phố 1"' in answer.content.decode()
        assert 'value="31/02/2025"' in answer.content.decode()

    def test_a_step_whose_time_has_not_come(self) -> None:
        office = self.sit(self.place.pen(self.place.above[-1]))
        answer = self.refused(office, "A18", {"seen": self.case.events.count()}, 409)
        assert "Còn thiếu bước chi bộ xét và biểu quyết" in answer.content.decode()

    def test_an_upload_where_none_is_asked_for_is_left_aside(self) -> None:
        desk = self.sit()
        form = self.opinion(desk) | {"scan": SimpleUploadedFile("quyet-dinh.pdf", b"%PDF-1.7 ...")}
        desk.post(self.address("A14"), form)
        kept = self.case.events.latest("seq")
        assert "scan" not in kept.data
        assert set(kept.data) == {"opinion_of", "asked", "agree", "disagree"}

    def test_an_upload_in_place_of_an_answer_is_no_answer(self) -> None:
        desk = self.sit()
        form = self.opinion(desk) | {"opinion_of": SimpleUploadedFile("y-kien.docx", b"PK...")}
        answer = self.refused(desk, "A14", form)
        assert "opinion_of" in answer.context["form"].errors

    def test_fields_that_the_form_does_not_have_are_left_aside(self) -> None:
        desk = self.sit()
        desk.post(self.address("A14"), self.opinion(desk) | {"organization": "1", "by": "1", "route": "R9"})
        kept = self.case.events.latest("seq")
        assert (kept.route, kept.by, kept.organization) == ("R3", self.place.secretary, self.place.cell)

    # ------------------------------------------------------------ twice, or two at once

    def test_the_same_form_sent_again(self) -> None:
        desk = self.sit()
        form = self.opinion(desk)
        desk.post(self.address("A14"), form)
        answer = self.refused(desk, "A14", form)
        assert "Hồ sơ đã thay đổi" in answer.content.decode()

    def test_the_same_vote_sent_again(self) -> None:
        desk = self.sit()
        meeting = desk.meet(self.place.cell, "cell", {self.place.away.pk: "ở nơi khác"})
        counts = {"meeting": str(meeting), "votes_for": "8", "votes_against": "0", "votes_blank": "0"}
        form = desk.filled(desk.form(f"{self.page}?buoc=A15", self.address("A15")), counts)
        desk.post(self.address("A15"), form)
        self.refused(desk, "A15", form)
        assert self.case.events.filter(step="A15").count() == 1

    def test_two_people_with_the_same_page(self) -> None:
        """The secretary and the ward's office both opened it; the office sends first."""
        secretary, office = self.sit(), self.sit(self.place.pen(self.place.above[-1]))
        theirs, mine = self.opinion(office), self.opinion(secretary)
        office.post(self.address("A14"), theirs)
        answer = self.refused(secretary, "A14", mine)
        assert f"đã ghi bước {named('A14')}" in answer.content.decode()

    def test_a_page_count_that_was_tampered_with(self) -> None:
        desk = self.sit()
        for seen in ("0", "999", "x", ""):
            self.refused(desk, "A14", self.opinion(desk) | {"seen": seen})

    # ------------------------------------------------------------ beside the steps

    def test_a_note_and_a_correction_by_their_forms(self) -> None:
        desk = self.sit()
        stop = reverse("cases:annotate", args=[self.case.pk, "A15", "stopped"])
        desk.send(self.page, stop, on=display(self.today), ground="Người xin vào Đảng đi học xa")
        assert self.case.events.latest("seq").kind == "stopped"
        event = self.case.events.get(step="A14")
        correct = reverse("cases:correct", args=[self.case.pk, event.seq])
        form = desk.form(correct)
        assert form.fields["agree"].value == "9", "what was said stands in the form"
        said = {"agree": "8", "disagree": "1", "asked": "9", "opinion_of": "Chi đoàn", "on": display(event.on)}
        desk.send(correct, **said, ground="Đếm lại")
        restated = self.case.events.latest("seq")
        assert (restated.kind, restated.corrects, restated.data["agree"]) == ("corrected", event, 8)

    def test_a_note_without_a_ground_or_a_day(self) -> None:
        desk = self.sit()
        stop = reverse("cases:annotate", args=[self.case.pk, "A15", "stopped"])
        seen = str(self.case.events.count())
        for data in ({"on": display(self.today), "ground": " "}, {"on": "31/02/2025", "ground": "x"}):
            with nothing_written():
                desk.post(stop, data | {"seen": seen}, 422)

    def test_a_vote_cannot_be_restated_by_the_form(self) -> None:
        self.walk.until("A15")
        vote = self.case.events.get(step="A15")
        fields = self.sit().form(reverse("cases:correct", args=[self.case.pk, vote.seq])).fields
        assert not {"votes_for", "votes_against", "votes_blank", "meeting", "method"} & set(fields)
