"""Months as the day on which they begin."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from chibo.common.dates import add_months


def month_of(day: date) -> date:
    return day.replace(day=1)


def last_day(month: date) -> date:
    return add_months(month, 1) - timedelta(days=1)


def months(first: date, last: date) -> Iterator[date]:
    """Each month from the first to the last, both included; none when the last lies before."""
    month = first
    while month <= last:
        yield month
        month = add_months(month, 1)


def said(month: date) -> str:
    """``02/2026``."""
    return f"{month:%m/%Y}"


def told(listed: list[date]) -> str:
    """``01/2026, 03/2026–05/2026``: months in a row are told by their first and last."""
    stretches: list[list[date]] = []
    for month in sorted(set(listed)):
        if stretches and month == add_months(stretches[-1][-1], 1):
            stretches[-1].append(month)
        else:
            stretches.append([month])
    return ", ".join(said(row[0]) if len(row) == 1 else f"{said(row[0])}–{said(row[-1])}" for row in stretches)
