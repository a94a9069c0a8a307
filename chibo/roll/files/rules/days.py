"""Partial days in words and in order."""

from __future__ import annotations

from datetime import date

from chibo.common.dates import PartialDate, display

Day = date | PartialDate | str | None


def known(day: Day) -> PartialDate | None:
    """As a partial day, however it was kept; None when nothing is known."""
    if isinstance(day, date):
        return PartialDate.of(day)
    if isinstance(day, str):
        return PartialDate.parse(day) if day else None
    return day


def in_words(day: Day) -> str:
    """``ngày 17/05/1990``, ``tháng 05/1990``, ``năm 1990``, or nothing."""
    told = known(day)
    if told is None:
        return ""
    if told.exact:
        return f"ngày {display(told.exact)}"
    return f"{'tháng' if told.month else 'năm'} {told.display}"


def span(from_on: Day, to_on: Day) -> str:
    """``từ 2010 đến 05/2014``; what is not known is left out."""
    began, ended = known(from_on), known(to_on)
    parts = [f"từ {began.display}" if began else "", f"đến {ended.display}" if ended else ""]
    return " ".join(part for part in parts if part)
