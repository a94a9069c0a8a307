"""Workbooks: xlsx, xls and ods. Values come from calamine, in rows that start at the first row of the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from chibo.roll.rosters.reading.guard import LIMITS, too_wide
from chibo.roll.rosters.reading.model import Row, Sheet, Unreadable

#: Whole numbers beyond this were rounded by the spreadsheet and stay fractional, lest they pass for an identity.
_EXACT = 10**15


def read_workbook(data: bytes) -> list[Sheet]:
    """Every sheet that holds cells, hidden ones too; chart sheets are left out."""
    with _in_words(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
        return [
            _sheet(workbook.get_sheet_by_name(about.name), hidden=about.visible != SheetVisibleEnum.Visible)
            for about in workbook.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet
        ]


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except Unreadable:
        raise
    except PasswordError as error:
        raise Unreadable(
            "Tệp đặt mật khẩu nên không mở được; bỏ mật khẩu trong Excel, lưu lại rồi tải lên lần nữa."
        ) from error
    except BaseException as error:
        # The library panics on some broken files, and a panic is no Exception.
        if not isinstance(error, CalamineError | ValueError | OSError) and type(error).__name__ != "PanicException":
            raise
        raise Unreadable(
            "Tệp bảng tính bị hỏng hoặc không đúng dạng; mở bằng Excel, lưu lại thành .xlsx rồi tải lên lần nữa."
        ) from error


def _sheet(source: CalamineSheet, *, hidden: bool) -> Sheet:
    if source.start is None:
        return Sheet(name=source.name, rows=[], hidden=hidden)
    if source.total_height * source.total_width > LIMITS.cells:
        raise too_wide(source.name, source.total_height, source.total_width)
    top, left = source.start
    merged = tuple((a, b, c, d) for (a, b), (c, d) in source.merged_cell_ranges or ())
    rows: list[Row] = [() for _ in range(top)]
    rows += _rows(source, left)
    return Sheet(name=source.name, rows=rows, hidden=hidden, merged=merged)


def _rows(source: CalamineSheet, left: int) -> Iterator[Row]:
    """Blank is ``None``, whole numbers are ``int``, a text that comes again is the same object."""
    seen: dict[str, str | None] = {"": None}
    keep = seen.setdefault
    margin: Row = (None,) * left
    for cells in source.iter_rows():
        yield margin + tuple([keep(cell, cell) if cell.__class__ is str else _whole(cell) for cell in cells])


def _whole(cell: Any) -> Any:
    if cell.__class__ is float and cell.is_integer() and -_EXACT < cell < _EXACT:
        return int(cell)
    return cell
