"""When a step is due: against a naive count, a day at a time, of the working days of the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.engine.cases.rules.deadlines import Deadline, check_on_time, deadline_of
from chibo.engine.cases.rules.history import History, Past
from chibo.foundation.rulebook.findings import Outcome
from chibo.foundation.rulebook.law import Law, law_on
from chibo.foundation.rulebook.model import StepSpec

DAY = timedelta(days=1)
days = st.dates(date(2016, 8, 1), date(2026, 11, 20))


def step(code: str, law: Law, procedure: str = "admission") -> StepSpec:
    return law.procedure(procedure).steps[code]


def past(code: str, on: date, seq: int = 1, kind: str = "done") -> Past:
    return Past(seq=seq, kind=kind, step=code, on=on)


def due(voted_on: date, law: Law, *more: Past) -> Deadline:
    found = deadline_of(step("A19", law), History.of([past("A15", voted_on), *more]), {}, law)
    assert found is not None
    return found


def plainly(start: date, count: int, law: Law) -> date:
    """The ``count``-th day after ``start`` on which an office is open."""
    day = start
    while count:
        day += DAY
        count -= law.calendar.is_working(day)
    return day


@given(days)
def test_working_days_are_counted_one_by_one(voted_on: date) -> None:
    law = law_on(voted_on)
    deadline = due(voted_on, law)
    assert deadline.due_on == plainly(voted_on, deadline.limit.number, law)
    assert deadline.starts_on == voted_on
    assert law.calendar.is_working(deadline.due_on)


@given(days, st.integers(0, 40))
def test_an_extension_is_counted_on_from_the_same_beginning(voted_on: date, later: int) -> None:
    law = law_on(voted_on)
    extension = law.get("admission.decision_extension_working_days")
    extended = due(voted_on, law, past("A19", voted_on + later * DAY, 2, "extended"))
    total = extended.limit.number + (extension.number if extension else 0)
    assert extended.due_on == plainly(voted_on, total, law)
    assert extended.extended == (extension is not None)


@given(days)
def test_the_days_left_out_are_holidays_between_the_two(voted_on: date) -> None:
    law = law_on(voted_on)
    deadline = due(voted_on, law)
    assert all(voted_on < day < deadline.due_on for day, _ in deadline.skipped)
    assert all(day.weekday() < 5 and not law.calendar.is_working(day) and why for day, why in deadline.skipped)


@given(days, st.integers(-100, 100))
def test_on_time_is_no_later_than_the_day(voted_on: date, away: int) -> None:
    law = law_on(voted_on)
    deadline = due(voted_on, law)
    on = deadline.due_on + away * DAY
    (finding,) = check_on_time(step("A19", law), deadline, on, "")
    assert (finding.outcome is Outcome.PASSED) == (on <= deadline.due_on)


def test_a_new_vote_starts_the_clock_again() -> None:
    law = law_on(date(2025, 8, 4))
    first, again = date(2025, 8, 4), date(2025, 9, 8)
    assert due(first, law, past("A15", again, 2)).due_on == due(again, law).due_on


def test_nothing_runs_before_its_beginning() -> None:
    law = law_on(date(2025, 8, 4))
    assert deadline_of(step("A19", law), History.of([]), {}, law) is None
    assert check_on_time(step("A19", law), None, date(2030, 1, 1), "") == []


def test_the_known_sum_of_2018() -> None:
    """Sixty working days from 4/6/2018: weekends only, no holiday between."""
    deadline = due(date(2018, 6, 4), law_on(date(2018, 6, 4)))
    assert deadline.due_on == date(2018, 8, 27)
    assert deadline.words == "60 ngày làm việc kể từ 04/06/2018: đến hết 27/08/2018"


def test_tet_is_left_out_and_said() -> None:
    deadline = due(date(2026, 1, 5), law_on(date(2026, 1, 5)))
    assert len(deadline.skipped) >= 5
    assert f"(không tính {len(deadline.skipped)} ngày nghỉ lễ, tết)" in deadline.words


@pytest.mark.parametrize(
    ("told", "explained", "passes"),
    [("", None, False), ("Báo cáo 3-BC/ĐU", None, True), ("", past("A19", date(2025, 11, 3), 2, "explained"), True)],
)
def test_an_overrun_is_accounted_for(told: str, explained: Past | None, passes: bool) -> None:
    law = law_on(date(2025, 8, 4))
    deadline = due(date(2025, 8, 4), law)
    (finding,) = check_on_time(step("A19", law), deadline, deadline.due_on + DAY, told, explained)
    assert (finding.outcome is Outcome.PASSED) == passes


@pytest.mark.parametrize("code", ["A10", "A20", "A21"])
def test_where_the_law_only_warns_lateness_is_recorded(code: str) -> None:
    law = law_on(date(2025, 8, 4))
    spec = step(code, law)
    assert spec.deadline is not None
    begun = History.of([past(spec.deadline.counted_from, date(2025, 8, 4))])
    deadline = deadline_of(spec, begun, {}, law)
    assert deadline is not None
    (finding,) = check_on_time(spec, deadline, deadline.due_on + DAY, "")
    assert (finding.code, finding.outcome) == ("DEADLINE-LATE", Outcome.PASSED)


def test_the_clock_of_the_ceremony_starts_from_the_issue_since_208() -> None:
    before, since = date(2026, 7, 20), date(2026, 8, 3)
    assert step("A20", law_on(before)).deadline.counted_from == "A19T"  # type: ignore[union-attr]
    assert step("A20", law_on(since)).deadline.counted_from == "A19"  # type: ignore[union-attr]
