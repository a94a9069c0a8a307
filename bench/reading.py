"""Reading the files of offices: 5,800 rows as they come in, and a hundred thousand."""

from __future__ import annotations

from datetime import date
from functools import cache

from bench.measure import Call, bench
from chibo.roll.rosters.reading import find_tables, parse_rows, propose_mapping, read_book
from tests.roll.rosters.offices import OfficeFile, office_file, plain_rows, workbook
from tests.roll.rosters.people import people

ON = date(2026, 11, 26)


def _reading(data: bytes, name: str) -> int:
    """Every step, and how many people were read."""
    read = 0
    for table in find_tables(read_book(data, name)):
        read += sum(not line.skipped for line in parse_rows(table, propose_mapping(table), on=ON))
    return read


def _checked(data: bytes, name: str, count: int) -> Call:
    assert _reading(data, name) == count
    return lambda: _reading(data, name)


@cache
def _file(kind: str) -> OfficeFile:
    return office_file(kind, 5_800)


@bench("read 5,800 rows of the exchange file (31 columns)", limit="1 s", times=5)
def exchange() -> Call:
    return _checked(_file("exchange").data, "40.xlsx", 5_800)


@bench("read 5,800 rows of the roster sent down (8 columns)", limit="800 ms", times=5)
def upper_level() -> Call:
    return _checked(_file("upper-level").data, "cap-tren.xlsx", 5_800)


@bench("read 5,800 rows of an office's xlsx (20 columns)", limit="800 ms", times=5)
def office() -> Call:
    return _checked(workbook(_twenty_columns(5_800)), "danh-sach.xlsx", 5_800)


@bench("read 5,800 rows typed in a font before Unicode", limit="1500 ms", times=3)
def old_font() -> Call:
    return _checked(_file("tcvn3").data, "vntime.xlsx", 5_800)


@bench("read 100,000 rows of an office's xlsx (20 columns)", limit="15 s", times=1)
def hundred_thousand() -> Call:
    return _checked(workbook(_twenty_columns(100_000)), "danh-sach.xlsx", 100_000)


def _twenty_columns(count: int) -> list[list[object]]:
    rows = plain_rows(people(count))
    more = ["Đảng viên", "Trung cấp", "Sơ cấp", "B", "A", "0", ""]
    return [[*row, *more] if len(row) > 5 and row[0] != "STT" else row for row in rows]
