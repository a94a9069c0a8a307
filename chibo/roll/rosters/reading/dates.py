"""Days as offices write them. The day stands first, an impossible day is refused, a doubtful one is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite

from chibo.common.dates import FIRST_YEAR, LAST_YEAR, PartialDate, display
from chibo.common.text import nfc
from chibo.roll.rosters.reading.model import Cell, Level

_SEP = r"\s*[/.\-–]\s*"
_CLOCK = r"(?:[T ]\s*0{1,2}:00(?::00(?:\.0+)?)?)?"
_FULL = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,4}}){_CLOCK}")
_ISO = re.compile(rf"(\d{{4}})[/.\-](\d{{1,2}})[/.\-](\d{{1,2}}){_CLOCK}")
_MONTH = re.compile(rf"(?:tháng\s+)?(\d{{1,2}})(?:{_SEP}|\s+năm\s+|\s*/\s*năm\s*)(\d{{4}})", re.IGNORECASE)
_YEAR = re.compile(r"(?:năm\s+)?(\d{4})", re.IGNORECASE)
_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_RUN = re.compile(r"\d{8}")
_SERIAL = re.compile(r"(\d{5})(?:\.0+)?")
_ANY = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}")
_UNKNOWN_DAY = re.compile(r"(?:0{1,2}|[.\-_?x…]{1,3})\s*[/.\-]\s*", re.IGNORECASE)
_EPOCH = date(1899, 12, 30)
_SERIALS = range(1_000, 80_000)  # 1902 to 2119, but see years below


@dataclass(slots=True)  # not frozen: a file makes thousands, and frozen ones cost thrice
class Day:
    """What a cell says: a day (perhaps partial), or none and why."""

    value: PartialDate | None = None
    level: Level | None = None
    message: str = ""
    proposal: PartialDate | None = None


def read_day(cell: Cell, on: date) -> Day:
    """``on`` is the day of reading: it tells which century two digits may mean. Never rolls a day over."""
    if isinstance(cell, datetime):
        return Day(PartialDate.of(cell.date()))
    if isinstance(cell, date):
        return _within(PartialDate.of(cell), display(cell))
    if isinstance(cell, bool) or cell is None or (isinstance(cell, float) and not isfinite(cell)):
        return Day(level=Level.DOUBT, message=f"“{cell}” chưa phải là ngày; ghi ngày/tháng/năm, ví dụ 05/03/1990.")
    if isinstance(cell, int | float):
        return _number(cell)
    return _typed(nfc(str(cell)).lstrip("'’`").strip(" .,;"), on)


def _number(cell: float) -> Day:
    if cell == int(cell):
        whole = int(cell)
        if FIRST_YEAR <= whole <= LAST_YEAR:
            return Day(PartialDate(whole))
        if whole in _SERIALS:
            day = _EPOCH + timedelta(days=whole)
            said = f"Số {whole} là cách Excel ghi ngày {display(day)}; đã đọc như vậy, đối chiếu lại."
            return Day(PartialDate.of(day), Level.WARNING, said)
        if len(text := str(whole)) in {7, 8}:
            return _run(text.zfill(8))
    elif int(cell) in _SERIALS:  # a day with a time of day
        return _number(int(cell))
    return Day(
        level=Level.DOUBT,
        message=f"“{cell}” là số, có thể đã mất chữ số khi ghi tháng.năm; ghi lại bằng chữ, ví dụ 03/1990.",
    )


def _typed(text: str, on: date) -> Day:
    if match := _FULL.fullmatch(text) or _WORDS.fullmatch(text):
        day, month, year = match.groups()
        return _three(text, int(day), int(month), year, on)
    if match := _ISO.fullmatch(text):
        return _three(text, int(match[3]), int(match[2]), match[1], on)
    if match := _MONTH.fullmatch(text):
        return _month(text, int(match[1]), int(match[2]))
    if match := _YEAR.fullmatch(text):
        return _within_year(text, PartialDate, int(match[1]))
    if _RUN.fullmatch(text):
        return _run(text)
    if (match := _SERIAL.fullmatch(text)) and int(match[1]) in _SERIALS:
        day = _EPOCH + timedelta(days=int(match[1]))
        return _ask(f"“{text}” có thể là cách Excel ghi ngày {display(day)}; xác nhận ngày này.", PartialDate.of(day))
    return _odd(text, on)


def _odd(text: str, on: date) -> Day:
    if len(found := _ANY.findall(text)) > 1:
        both = " và ".join(found[:2])
        return _refuse(f"“{text}” ghi hai ngày ({both}) trong một ô; chỉ giữ một ngày, ngày kia ghi ở cột khác.")
    if match := _UNKNOWN_DAY.match(text):
        rest = text[match.end() :]
        unknown_month = _UNKNOWN_DAY.match(rest)
        rest = rest[unknown_month.end() :] if unknown_month else rest
        day = _typed(rest, on)
        if day.value and not day.value.day:
            said = f"“{text}” không có ngày; đã giữ phần biết được: {day.value.display}."
            return Day(day.value, Level.WARNING, said)
    if found:
        return _ask(f"“{text}” có thêm chữ ngoài ngày; chỉ ghi ngày/tháng/năm.", _typed(found[0], on).value)
    return Day(level=Level.DOUBT, message=f"“{text}” chưa phải là ngày; ghi ngày/tháng/năm, ví dụ 05/03/1990.")


def _three(text: str, day: int, month: int, year: str, on: date) -> Day:
    if len(year) == 2:
        century = on.year - on.year % 100
        older = _calendar(century - 100 + int(year), month, day)
        newer = _calendar(century + int(year), month, day) if int(year) <= on.year % 100 else None
        if not older and not newer:
            return _refuse(f"Ngày “{text}” không có trong lịch; kiểm tra lại giấy tờ gốc.")
        offered = " hay ".join(item.display for item in (older, newer) if item)
        return _ask(f"“{text}” chỉ ghi hai chữ số của năm; có phải {offered} không?", older if not newer else None)
    if len(year) != 4:
        return _refuse(f"“{text}”: năm phải ghi đủ bốn chữ số.")
    if day == 0:
        whole = PartialDate(int(year), month or None) if month <= 12 and int(year) >= FIRST_YEAR else None
        if whole:
            return Day(whole, Level.WARNING, f"“{text}” không có ngày; đã giữ phần biết được: {whole.display}.")
    value = _calendar(int(year), month, day)
    if value:
        return _within(value, text)
    swapped = _calendar(int(year), day, month) if month > 12 else None
    hint = f" Nếu ghi tháng trước ngày thì là {swapped.display}; ghi lại ngày trước, tháng sau." if swapped else ""
    return _refuse(f"Ngày “{text}” không có trong lịch; kiểm tra lại giấy tờ gốc.{hint}")


def _calendar(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def _month(text: str, month: int, year: int) -> Day:
    if month == 0:
        return _within_year(text, PartialDate, year)
    if month > 12:
        return _refuse(f"“{text}”: tháng {month} không có trong lịch.")
    return _within_year(text, PartialDate, year, month)


def _within_year(text: str, make: type[PartialDate], *parts: int) -> Day:
    if not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        return _refuse(f"“{text}”: năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return Day(make(*parts))


def _within(value: PartialDate, text: str) -> Day:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return _refuse(f"“{text}”: năm phải từ {FIRST_YEAR} đến {LAST_YEAR}.")
    return Day(value)


def _run(text: str) -> Day:
    value = _calendar(int(text[4:]), int(text[2:4]), int(text[:2])) if text[4:] >= str(FIRST_YEAR) else None
    value = value or (_calendar(int(text[:4]), int(text[4:6]), int(text[6:])) if int(text[:4]) > 0 else None)
    if value is None or not FIRST_YEAR <= value.year <= LAST_YEAR:
        return _refuse(f"“{text}” không đọc được thành ngày; ghi ngày/tháng/năm.")
    return _ask(f"“{text}” viết liền; có phải ngày {value.display} không?", value)


def _ask(message: str, proposal: PartialDate | None) -> Day:
    return Day(level=Level.DOUBT, message=message, proposal=proposal)


def _refuse(message: str) -> Day:
    return Day(level=Level.REFUSED, message=message)
