"""Working days: weekends and holidays do not count, and the count says which were left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.workdays import WorkCalendar, vietnam_calendar

PLAIN = WorkCalendar(holidays={})
days = st.dates(date(2018, 1, 1), date(2018, 12, 1))
calendars = st.builds(
    WorkCalendar,
    holidays=st.dictionaries(days, st.just("Nghỉ lễ"), max_size=20),
    swapped_in=st.dictionaries(days, st.just("Làm bù"), max_size=5),
)


def test_sixty_working_days_after_4_june_2018() -> None:
    assert PLAIN.add(date(2018, 6, 4), 60).ends_on == date(2018, 8, 27)


def test_tet_is_left_out_and_named() -> None:
    count = vietnam_calendar(2024, 2026, {}).add(date(2026, 2, 13), 1)
    assert count.ends_on == date(2026, 2, 23)
    assert (date(2026, 2, 14), "Thứ bảy") in count.skipped
    assert (date(2026, 2, 17), "Tết Nguyên Đán") in count.skipped
    assert len(count.skipped) == 9


def test_a_swapped_saturday_is_worked() -> None:
    saturday, swapped_off = date(2024, 5, 4), date(2024, 4, 29)
    calendar = vietnam_calendar(2024, 2024, {})
    assert calendar.is_working(saturday)
    assert not calendar.is_working(swapped_off)
    local = vietnam_calendar(2024, 2024, {date(2024, 6, 1): "Làm bù"}, {date(2024, 5, 31): "Nghỉ hoán đổi"})
    assert local.is_working(date(2024, 6, 1))
    assert local.reason_off(date(2024, 5, 31)) == "Nghỉ hoán đổi"


@given(calendars, days, st.integers(0, 90))
def test_adding_agrees_with_counting_on_the_fingers(calendar: WorkCalendar, start: date, n: int) -> None:
    worked = []
    day = start
    while len(worked) < n:
        day += timedelta(days=1)
        if day in calendar.swapped_in or (day.weekday() < 5 and day not in calendar.holidays):
            worked.append(day)
    count = calendar.add(start, n)
    assert count.ends_on == (worked[-1] if worked else start)
    assert {day for day, _ in count.skipped}.isdisjoint(worked)
    assert len(count.skipped) + n == (count.ends_on - start).days
    assert calendar.between(start, count.ends_on) == n


def test_between_counts_back_and_adding_does_not() -> None:
    assert PLAIN.between(date(2018, 6, 8), date(2018, 6, 4)) == -4
    with pytest.raises(ValueError):
        PLAIN.add(date(2018, 6, 4), -1)
