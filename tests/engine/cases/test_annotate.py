"""What is noted beside the steps: a return, an extension, an account of an overrun, a stop, a resumption."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from django.test import TestCase

from chibo.demo.walk import Walk
from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Event
from chibo.engine.cases.queries import progress_of
from chibo.engine.cases.rules.progress import State
from chibo.foundation.ledger.models import Entry
from tests.journeys.stage import Stage, neighbour, stage
from tests.journeys.witness import forbidden, named, refused, refuses

BEGIN = date(2025, 8, 4)
DAY = timedelta(days=1)


def note(
    place: Stage, walk: Walk, kind: str, step: str, *, at: int | None = None, on: date | None = None, **how: Any
) -> Event:
    """By the cell, or by the body ``at`` that place from the province down."""
    body = place.cell if at is None else place.above[at]
    day = on or walk.day + DAY
    today = max(day, walk.day + DAY)
    ground = how.pop("ground", "Công văn 7-CV/ĐU")
    stroke = place.stroke(body, how.pop("today", today), walk.case.events.count())
    event = cases.annotate(case=walk.case, kind=kind, step=step, on=day, ground=ground, stroke=stroke, **how)
    walk.day = today
    return event


class Stories(TestCase):
    place: ClassVar[Stage]
    walk: Walk
    stands_at: ClassVar[str]

    @classmethod
    def prepare(cls, route: str, stop: str) -> None:
        cls.place = stage(route)
        cls.walk = cls.place.ready_to_vote(BEGIN)
        cls.walk.until(stop)

    def note(self, kind: str, step: str, **how: Any) -> Event:
        return note(self.place, self.walk, kind, step, **how)

    def state(self, step: str) -> State:
        found = progress_of(self.walk.case, self.walk.day).step(step)
        assert found is not None
        return found.state


class ReturnForSupplement(Stories):
    """The city has the dossier, appraises, and sends back what is not in order."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.prepare("R1", "A17")

    def back(self, *reopens: str, **how: Any) -> Event:
        return self.note("returned", "A18", at=1, reopens=reopens, ground="Thiếu chữ ký ở mục 25", **how)

    def test_the_step_is_open_again_and_everything_above_waits(self) -> None:
        event = self.back("A12")
        assert (event.kind, event.data, event.ground) == ("returned", {"reopens": ["A12"]}, "Thiếu chữ ký ở mục 25")
        assert [w.step for w in self.walk.case.waiting.all()] == ["A12"]
        assert (self.state("A12"), self.state("A18")) == (State.POSSIBLE, State.NOT_YET)
        refuses(self.walk, "A18", "Còn thiếu bước cấp ủy cơ sở chứng nhận lý lịch")

    def test_once_it_is_done_again_the_way_goes_on_from_where_it_stood(self) -> None:
        self.back("A12")
        self.walk.step("A12")
        assert [w.step for w in self.walk.case.waiting.all()] == ["A18"]
        self.walk.until("A20")
        assert self.walk.case.person.memberships.exists()

    def test_nothing_above_is_dated_before_the_step_was_done_again(self) -> None:
        self.back("A12")
        again = self.walk.step("A12")
        refuses(self.walk, "A18", f"trước ngày của bước {named('A12')}", on=again.on - DAY)

    def test_a_vote_that_is_returned_is_taken_again(self) -> None:
        self.back("A15", "A17")
        refuses(self.walk, "A18", "Chi bộ xét|chi bộ xét")
        self.walk.until("A18")
        assert [e.step for e in self.walk.case.events.filter(step__in=("A15", "A17")).order_by("seq")] == [
            "A15",
            "A17",
        ] * 2

    def test_what_was_not_done_cannot_be_returned(self) -> None:
        for code in ("A18", "A19", "A99"):
            with refused(f"Bước {named(code)} chưa được ghi"):
                self.back(code)

    def test_a_return_is_not_dated_before_what_it_returns(self) -> None:
        voted = self.walk.case.events.get(step="A15")
        with refused(f"trước ngày của bước {named('A15')}"):
            self.back("A15", on=voted.on - DAY)

    def test_what_a_decision_rests_on_is_looked_at_in_its_own_procedure(self) -> None:
        self.walk.until("A19")
        for code in ("A12", "A15", "A19"):
            with refused("xem lại quyết định theo thủ tục riêng"):
                self.back(code)

    def test_only_a_return_names_steps_to_be_done_again(self) -> None:
        with refused("Chỉ việc trả lại"):
            self.note("explained", "A18", at=1, reopens=["A12"])


class StopAndResume(Stories):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.prepare("R1", "A15")

    def test_while_it_is_stopped_nothing_goes_on(self) -> None:
        stopped = self.note("stopped", "A15", ground="Người xin vào Đảng đi chữa bệnh")
        assert self.walk.case.waiting.count() == 0
        refuses(self.walk, "A17", f"tạm dừng từ {stopped.on:%d/%m/%Y}")
        self.note("resumed", "A15")
        self.walk.until("A19")

    def test_each_only_once(self) -> None:
        with refused("không tạm dừng"):
            self.note("resumed", "A15")
        self.note("stopped", "A15")
        with refused("đang tạm dừng"):
            self.note("stopped", "A15")

    def test_it_is_not_resumed_before_it_was_stopped(self) -> None:
        stopped = self.note("stopped", "A15")
        with refused("trước ngày tạm dừng"):
            self.note("resumed", "A15", on=stopped.on - DAY, today=stopped.on)


class Overrun(Stories):
    """The city has 45 working days from the cell's vote, and fifteen more when it extends."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.prepare("R3", "A19V")

    def due_on(self) -> date:
        state = progress_of(self.walk.case, self.walk.day).step("A19")
        assert state is not None
        assert state.deadline is not None
        return state.deadline.due_on

    def test_in_time_the_count_is_kept_with_the_event(self) -> None:
        event = self.walk.step("A19", on=self.due_on())
        (kept,) = [f for f in event.findings if f["code"] == "DEADLINE"]
        assert kept["sentence"].startswith("Đúng hạn: 45 ngày làm việc kể từ")

    def test_a_day_late_it_is_refused_until_the_account_is_given(self) -> None:
        late = self.due_on() + DAY
        refusal = refuses(self.walk, "A19", "Cần ghi giải trình với cấp ủy cấp trên", on=late)
        assert "late_ground" in {finding.asks for finding in refusal.findings}
        self.note("explained", "A19", at=-1, on=late, ground="Báo cáo 12-BC/ĐU")
        event = self.walk.step("A19", on=late)
        (kept,) = [f for f in event.findings if f["code"] == "DEADLINE-LATE"]
        assert f"đã giải trình ngày {late:%d/%m/%Y}" in kept["sentence"]

    def test_an_extension_moves_the_day_once(self) -> None:
        first = self.due_on()
        self.note("extended", "A19", at=-1, ground="Hồ sơ phải xác minh thêm")
        assert self.due_on() > first
        assert [w.due_on for w in self.walk.case.waiting.all()] == [self.due_on()]
        with refused("đã được gia hạn một lần"):
            self.note("extended", "A19", at=-1)
        event = self.walk.step("A19", on=first + DAY)
        assert "gia hạn 15 ngày làm việc" in next(f["sentence"] for f in event.findings if f["code"] == "DEADLINE")

    def test_only_what_the_law_allows_is_extended(self) -> None:
        for step, at in (("A19V", -1), ("A20", None)):
            with refused("không cho gia hạn"):
                self.note("extended", step, at=at)


class AnyNote(Stories):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.prepare("R3", "A15")

    KINDS: Sequence[str] = ("returned", "explained", "stopped")

    def test_it_enters_the_ledger_with_its_ground(self) -> None:
        event = self.note("explained", "A15", ground="Báo cáo 3-BC/CB")
        entry = Entry.objects.latest("seq")
        assert (entry.action, entry.payload["row"]["id"]) == ("cases.explained", event.pk)
        assert event.capacity == "Bí thư · Chi bộ tổ dân phố 1"

    def test_it_has_a_ground_and_a_day_of_the_case(self) -> None:
        for kind in self.KINDS:
            with refused("phải ghi căn cứ|Phải ghi căn cứ"):
                self.note(kind, "A15", ground="  ")
            with refused("chưa đến"):
                self.note(kind, "A15", on=self.walk.day + 9 * DAY, today=self.walk.day)
            with refused("trước ngày mở hồ sơ"):
                self.note(kind, "A15", on=BEGIN - DAY)

    def test_it_is_written_by_the_body_of_the_step(self) -> None:
        stroke = self.place.stroke(self.place.cell, self.walk.day, self.walk.case.events.count())
        stranger = neighbour(self.place)
        for by, step in ((stranger, "A15"), (stroke.by, "A18")):
            with forbidden("chưa được phân công"):
                cases.annotate(
                    case=self.walk.case,
                    kind="explained",
                    step=step,
                    on=self.walk.day,
                    ground="x",
                    stroke=type(stroke)(by=by, today=stroke.today, at=stroke.at, seen=stroke.seen),
                )

    def test_a_case_that_has_ended_takes_none(self) -> None:
        self.walk.until()
        for kind in self.KINDS:
            with refused("Hồ sơ đã kết thúc"):
                self.note(kind, "A15")
