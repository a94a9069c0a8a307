"""Counting in working days, and saying which days were left out and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import holidays as public_holidays

_DAY = timedelta(days=1)
_WEEKEND = {5: "Thứ bảy", 6: "Chủ nhật"}


@dataclass(frozen=True, slots=True)
class Count:
    """``n`` working days after ``start`` is ``ends_on``; ``skipped`` are the days in between that did not count."""

    start: date
    n: int
    ends_on: date
    skipped: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Monday to Friday without ``holidays``; ``swapped_in`` are days worked in exchange for another day off."""

    holidays: Mapping[date, str]
    swapped_in: Mapping[date, str] = field(default_factory=dict)

    def reason_off(self, day: date) -> str:
        """Why nobody works that day; empty on a working day."""
        if day in self.swapped_in:
            return ""
        return self.holidays.get(day) or _WEEKEND.get(day.weekday(), "")

    def is_working(self, day: date) -> bool:
        return not self.reason_off(day)

    def add(self, start: date, n: int) -> Count:
        """The n-th working day after ``start``, which itself is not counted."""
        if n < 0:
            raise ValueError(f"{n} working days cannot be counted forward")
        day, counted, skipped = start, 0, []
        while counted < n:
            day += _DAY
            if reason := self.reason_off(day):
                skipped.append((day, reason))
            else:
                counted += 1
        return Count(start, n, day, tuple(skipped))

    def between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + _DAY * n) for n in range(1, (end - start).days + 1))


def vietnam_calendar(
    first_year: int, last_year: int, swaps: Mapping[date, str], declared: Mapping[date, str] | None = None
) -> WorkCalendar:
    """Public holidays with lunar Tết and substitute days off, as the ``holidays`` package lists them.

    ``swaps`` are weekend days worked, beside those that the package knows; ``declared`` are further days off.
    """
    table = public_holidays.country_holidays("VN", years=range(first_year, last_year + 1), language="vi")
    worked = {day: "Làm bù" for day in sorted(table.weekend_workdays) if first_year <= day.year <= last_year}
    return WorkCalendar(holidays={**table, **(declared or {})}, swapped_in={**worked, **swaps})
