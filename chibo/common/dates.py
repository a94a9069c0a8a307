"""Days, partial days, and counting whole months and years between them.

A month later is the same day of the month, or the last day of a month too short to have it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR = 1900
LAST_YEAR = 2100

_TYPED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{1,4})")
_TYPED_MONTH = re.compile(r"(\d{1,2})[/.-](\d{1,4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def display(day: date) -> str:
    """``05/09/2026``."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_day(text: str) -> date:
    """Read a typed day: 5/9/2026, 05-09-2026, 5.9.2026 or 2026-09-05; else a sentence that says what is wrong."""
    typed = text.strip()
    if match := _TYPED.fullmatch(typed):
        day, _, month, year = match.groups()
        return _day(typed, year, month, day)
    if (match := _ISO.fullmatch(typed)) and match[3]:
        return _day(typed, match[1], match[2], match[3])
    raise ValueError(f"“{typed}” chưa phải là ngày; ghi ngày/tháng/năm, ví dụ 05/09/2026")


def _day(typed: str, year: str, month: str, day: str) -> date:
    number = _year(typed, year)
    try:
        return date(number, int(month), int(day))
    except ValueError:
        raise ValueError(f"Ngày {typed} không có trong lịch") from None


def _year(typed: str, year: str) -> int:
    if len(year) != 4:
        raise ValueError(f"“{typed}”: năm phải ghi đủ bốn chữ số")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"“{typed}”: năm phải từ {FIRST_YEAR} đến {LAST_YEAR}")
    return int(year)


def add_months(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    return add_months(day, 12 * years)


def full_months(start: date, end: date) -> int:
    """The most months that can be added to ``start`` without passing ``end`` (negative when it lies before)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def full_years(start: date, end: date) -> int:
    return full_months(start, end) // 12


def earliest_day(text: str) -> date:
    """The first day that a day, month or year in ISO may mean. Raises ``ValueError`` for anything else."""
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # told in our words
    return PartialDate.parse(text).earliest


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of which perhaps only the month or the year is known. ``str`` is ISO: 1990, 1990-05, 1990-05-17."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("Có ngày thì phải có tháng")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read what ``str`` wrote."""
        match = _ISO.fullmatch(text)
        if not match:
            raise ValueError(f"“{text}” chưa phải là năm, năm-tháng hay năm-tháng-ngày")
        year, month, day = match.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def parse_typed(cls, text: str) -> PartialDate:
        """Read what people type: 17/05/1990, 5/1990 or 1990 (ISO too)."""
        typed = text.strip()
        if match := _TYPED_MONTH.fullmatch(typed):
            return cls._typed(typed, match[2], match[1])
        if (match := _ISO.fullmatch(typed)) and not match[3]:
            return cls._typed(typed, match[1], match[2])
        try:
            return cls.of(parse_day(typed))
        except ValueError as error:
            if "chưa phải" not in str(error):
                raise
            raise ValueError(f"“{typed}” chưa phải là ngày; ghi 17/05/1990, hoặc 05/1990, hoặc 1990") from None

    @classmethod
    def _typed(cls, typed: str, year: str, month: str | None) -> PartialDate:
        number = _year(typed, year)
        if month and not 1 <= int(month) <= 12:
            raise ValueError(f"Tháng {typed} không có trong lịch")
        return cls(number, int(month) if month else None)

    @classmethod
    def of(cls, day: date) -> PartialDate:
        return cls(day.year, day.month, day.day)

    @property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        if self.day:
            return self.earliest
        return add_months(self.earliest, 1 if self.month else 12) - timedelta(days=1)

    @property
    def exact(self) -> date | None:
        return self.earliest if self.day else None

    @property
    def display(self) -> str:
        """``17/05/1990``, ``05/1990`` or ``1990``."""
        return "/".join([f"{part:02}" for part in (self.day, self.month) if part] + [f"{self.year:04}"])

    def __str__(self) -> str:
        if self.day:
            return self.earliest.isoformat()
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"
