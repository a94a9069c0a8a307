"""Half-open stretches of days, compared with plain sets of days."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chibo.common.intervals import Interval, coalesce

FIRST = date(2025, 1, 1)
HORIZON = 60


def _interval(start: int, length: int | None) -> Interval:
    begin = FIRST + timedelta(days=start)
    return Interval(begin, None if length is None else begin + timedelta(days=length))


intervals = st.builds(_interval, st.integers(0, 30), st.none() | st.integers(1, 20))


def days_of(*pieces: Interval) -> set[date]:
    return {day for n in range(HORIZON) for piece in pieces if piece.contains(day := FIRST + timedelta(days=n))}


def test_the_last_day_is_not_in_it() -> None:
    may = Interval(date(2025, 5, 1), date(2025, 6, 1))
    assert may.contains(date(2025, 5, 31))
    assert not may.contains(date(2025, 6, 1))
    assert may.days == 31
    assert Interval(date(2025, 5, 1)).days is None


def test_an_interval_without_days_is_refused() -> None:
    with pytest.raises(ValueError):
        Interval(FIRST, FIRST)


def test_neighbours_do_not_overlap_and_coalesce() -> None:
    first, second = Interval(FIRST, date(2025, 7, 1)), Interval(date(2025, 7, 1))
    assert not first.overlaps(second)
    assert first.intersect(second) is None
    assert coalesce([second, first]) == [Interval(FIRST)]


@given(intervals, intervals)
def test_the_algebra_is_that_of_sets(one: Interval, other: Interval) -> None:
    shared = one.intersect(other)
    assert one.overlaps(other) == bool(days_of(one) & days_of(other))
    assert (days_of(shared) if shared else set()) == days_of(one) & days_of(other)
    assert days_of(*one.subtract(other)) == days_of(one) - days_of(other)
    assert one.intersect(other) == other.intersect(one)


@given(st.lists(intervals, max_size=8))
def test_coalescing_keeps_the_days_and_leaves_gaps_between(pieces: list[Interval]) -> None:
    merged = coalesce(pieces)
    assert days_of(*merged) == days_of(*pieces)
    assert coalesce(merged) == merged
    assert all(a.ends_on is not None and a.ends_on < b.starts_on for a, b in pairwise(merged))
