"""A look into an ods for what its values do not tell: hidden rows, formulas, and cells that repeat without end."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import unescape

from chibo.roll.rosters.reading.guard import BROKEN, LIMITS, chunks, too_wide
from chibo.roll.rosters.reading.model import Unreadable
from chibo.roll.rosters.reading.ooxml import Look

_TABLE = re.compile(rb"<table:table(?=[\s>])([^>]*)>")
_ROW = re.compile(rb"<table:table-row\b([^>]*?)(?:/>|>(.*?)</table:table-row>)", re.DOTALL)
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_NAME = re.compile(rb'table:name="([^"]*)"')
_ROWS = re.compile(rb'table:number-rows-repeated="(\d+)"')
_COLUMNS = re.compile(rb'table:number-columns-repeated="(\d+)"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')


def look(data: bytes) -> Mapping[str, Look]:
    """Name of each sheet -> what was seen of it. Raises :class:`Unreadable` for cells repeated beyond all measure."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = b"".join(chunks(archive, "content.xml"))
    except BROKEN as error:
        raise Unreadable("Tệp bị hỏng; mở bằng Excel, lưu lại thành .xlsx rồi tải lên lần nữa.") from error
    starts = [*_TABLE.finditer(content)]
    ends = [*(start.start() for start in starts[1:]), len(content)]
    seen: dict[str, Look] = {}
    for start, end in zip(starts, ends, strict=True):
        named = _NAME.search(start[1])
        name = unescape(named[1].decode("utf-8", "replace")) if named else ""
        seen[name] = _sheet(content, start.end(), end, name)
    return seen


def _sheet(content: bytes, start: int, end: int, name: str) -> Look:
    seen = Look()
    number = widest = deepest = 0
    for row in _ROW.finditer(content, start, end):
        times = _times(_ROWS, row[1])
        cells = row[2] or b""
        if _HIDDEN.search(row[1]) and times < LIMITS.columns:
            seen.hidden_rows.update(range(number + 1, number + times + 1))
        filled, formulas = _filled(cells)
        if filled:
            widest, deepest = max(widest, filled), number + times
        seen.formulas.update((number + 1, column) for column in formulas)
        number += times
    if widest * deepest > LIMITS.cells:
        raise too_wide(name, deepest, widest)
    seen.filtered = b"table:display-filter-buttons" in content
    return seen


def _filled(cells: bytes) -> tuple[int, list[int]]:
    """How many columns a row fills, and which of its cells were computed."""
    column = filled = 0
    formulas = []
    for cell in _CELL.finditer(cells):
        if b"table:formula" in cell[1]:
            formulas.append(column)
        column += _times(_COLUMNS, cell[1])
        if not cell[2] or b"office:value" in cell[1]:
            filled = column
    return filled, formulas


def _times(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    repeated = pattern.search(attributes)
    return int(repeated[1]) if repeated else 1
