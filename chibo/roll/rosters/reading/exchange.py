"""The 4.0 exchange file: written as the authorities' system writes it, and filled with verdicts when one came in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import xlsxwriter
from openpyxl import load_workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from chibo.common.dates import PartialDate, display
from chibo.common.text import safe
from chibo.roll.rosters.reading.guard import kind_of
from chibo.roll.rosters.reading.headers import find_tables
from chibo.roll.rosters.reading.model import Book, Row, Sheet, Table, Unreadable
from chibo.roll.rosters.reading.naming import field_of
from chibo.roll.rosters.reading.vocabulary.layout import exchange_layout, exchange_lists

#: What a cell of the file is made from.
Fact = str | date | PartialDate | bool | None


class Verdict(NamedTuple):
    result: str
    details: str = ""


def write_exchange(rows: Iterable[Mapping[str, Fact]], *, place: str, exported: str) -> bytes:
    """The file as xlsx: ``rows`` are facts by field code, ``place`` ends the title, ``exported`` is the line under it.

    Days are written as text, dd/mm/yyyy; a choice by its code or its word; a missing fact is an empty cell.
    """
    layout = exchange_layout()
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet(layout.sheet)
        head = workbook.add_format(
            {"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1}
        )
        plain = workbook.add_format({"bold": True, "align": "center"})
        text = workbook.add_format({"num_format": "@"})
        _frame(sheet, place, exported, plain, workbook.add_format({"text_wrap": True, "valign": "top"}))
        _header(sheet, head)
        for number, facts in enumerate(rows, 1):
            for index, column in enumerate(layout.columns):
                said = str(number) if column.field == "row_number" else _said(column.field, facts.get(column.field))
                if column.field == "row_number":
                    sheet.write_number(layout.first_row - 2 + number, index, number)
                elif said:
                    sheet.write_string(layout.first_row - 2 + number, index, said, text)
        _page(sheet)
        for name, entries in exchange_lists().items():
            _list(workbook.add_worksheet(name), entries)
    return stream.getvalue()


def _frame(sheet: Worksheet, place: str, exported: str, title: Format, notes: Format) -> None:
    layout = exchange_layout()
    last = len(layout.columns) - 1
    sheet.merge_range(0, 0, 0, last, f"{layout.title} {place}".upper(), title)
    sheet.write_string(1, 0, exported)
    sheet.merge_range(2, 0, 3, last, layout.notes, notes)


def _header(sheet: Worksheet, style: Format) -> None:
    layout = exchange_layout()
    top = layout.first_row - 3
    index = 0
    while index < len(layout.columns):
        column = layout.columns[index]
        if not column.group:
            sheet.merge_range(top, index, top + 1, index, column.title, style)
            index += 1
            continue
        span = [other for other in layout.columns if other.group == column.group]
        sheet.merge_range(top, index, top, index + len(span) - 1, column.group, style)
        for offset, part in enumerate(span):
            sheet.write_string(top + 1, index + offset, part.title, style)
        index += len(span)


def _page(sheet: Worksheet) -> None:
    layout = exchange_layout()
    sheet.freeze_panes(layout.first_row - 1, 3)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(layout.first_row - 3, layout.first_row - 2)
    sheet.set_column(0, 0, 6)
    sheet.set_column(2, 2, 28)
    sheet.set_column(3, len(layout.columns) - 1, 16)


def _list(sheet: Worksheet, entries: Sequence[tuple[str, str]]) -> None:
    sheet.write_row(0, 0, ("Mã", "Tên"))
    for row, (code, name) in enumerate(entries, 1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, name)
    sheet.hide()


def _said(code: str, fact: Fact) -> str:
    if fact is None or fact == "":
        return ""
    if isinstance(fact, bool):
        return "Có" if fact else "Không"
    if isinstance(fact, PartialDate):
        return fact.display
    if isinstance(fact, date):
        return display(fact)
    return safe(exchange_layout().words.get(code, {}).get(fact, fact))


def fill_verdicts(data: bytes, verdicts: Mapping[str, Mapping[int, Verdict]]) -> bytes:
    """A file that came in, with exactly the two result columns of its lists filled; everything else stays as it was.

    ``verdicts`` are by sheet and row number. Raises :class:`Unreadable` when it is no workbook of .xlsx kind, or one
    of these sheets has no result columns: a verdict is not dropped in silence.
    """
    if kind_of(data) != "xlsx":
        raise Unreadable("Chỉ ghi kết quả vào được tệp .xlsx; mở tệp bằng Excel rồi lưu lại thành .xlsx.")
    workbook = load_workbook(io.BytesIO(data))
    for name, rows in verdicts.items():
        if not rows:
            continue
        page = workbook[name]
        places = _places(page)
        if places is None:
            need = "không có hai cột “Kết quả kiểm tra” và “Chi tiết lỗi”"
            raise Unreadable(f"Trang “{name}” {need}; dùng đúng tệp trao đổi đã nhận.")
        for number, verdict in rows.items():
            page.cell(number, places[0] + 1).value = safe(verdict.result) or None
            page.cell(number, places[1] + 1).value = safe(verdict.details) or None
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _places(page: Any) -> tuple[int, int] | None:
    """The result columns of the sheet, 0-based, by the titles that stand near its top."""
    top: list[Row] = [
        tuple(cell if isinstance(cell, str | int) else None for cell in row)
        for row in page.iter_rows(max_row=60, values_only=True)
    ]
    merged = tuple(
        (area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1)
        for area in page.merged_cells.ranges
        if area.max_row <= len(top)
    )
    tables = find_tables(Book("xlsx", (Sheet(page.title, top, merged=merged),)))
    return next((places for table in tables if (places := _result_columns(table))), None)


def _result_columns(table: Table) -> tuple[int, int] | None:
    places = {field_of(column.title): column.index for column in table.columns}
    if "verdict" in places and "verdict_details" in places:
        return places["verdict"], places["verdict_details"]
    return None
