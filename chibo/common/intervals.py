"""Stretches of days ``[starts_on, ends_on)``: the last day is not in it, and no end means still running."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        if self.ends_on is not None and self.ends_on <= self.starts_on:
            raise ValueError(f"{self.ends_on} does not come after {self.starts_on}")

    def contains(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def overlaps(self, other: Interval) -> bool:
        return self.starts_on < _end(other) and other.starts_on < _end(self)

    def intersect(self, other: Interval) -> Interval | None:
        if not self.overlaps(other):
            return None
        return _between(max(self.starts_on, other.starts_on), min(_end(self), _end(other)))

    def subtract(self, other: Interval) -> tuple[Interval, ...]:
        """What is left of this one: nothing, one piece or two."""
        if not self.overlaps(other):
            return (self,)
        left = [_between(self.starts_on, other.starts_on)] if self.starts_on < other.starts_on else []
        right = [_between(_end(other), _end(self))] if _end(other) < _end(self) else []
        return (*left, *right)

    @property
    def days(self) -> int | None:
        """How many days; None while it has no end."""
        return None if self.ends_on is None else (self.ends_on - self.starts_on).days


def coalesce(intervals: Iterable[Interval]) -> list[Interval]:
    """The same days in the fewest intervals, in order; those that touch become one."""
    merged: list[Interval] = []
    for interval in sorted(intervals, key=lambda each: (each.starts_on, _end(each))):
        if merged and interval.starts_on <= _end(merged[-1]):
            merged[-1] = _between(merged[-1].starts_on, max(_end(merged[-1]), _end(interval)))
        else:
            merged.append(interval)
    return merged


def _end(interval: Interval) -> date:
    return interval.ends_on or date.max


def _between(start: date, end: date) -> Interval:
    return Interval(start, None if end == date.max else end)
