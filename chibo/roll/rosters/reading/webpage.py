"""HTML saved under the name of a spreadsheet: each table is a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree, html

from chibo.roll.rosters.reading.delimited import decoded
from chibo.roll.rosters.reading.guard import LIMITS, too_wide
from chibo.roll.rosters.reading.model import Note, Row, Sheet, Unreadable

_CELLS = {"td", "th"}
_BREAKS = {"br", "p", "div", "li", "tr"}


def read_webpage(data: bytes) -> tuple[list[Sheet], list[Note]]:
    """The tables that hold rows, outer ones only; spans become merges."""
    text, notes = decoded(data)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise Unreadable("Trang HTML bị hỏng; mở bằng Excel, lưu lại thành .xlsx rồi tải lên lần nữa.") from error
    tables = [table for table in root.iter("table") if not any(up.tag == "table" for up in table.iterancestors())]
    if not tables:
        raise Unreadable("Trang HTML không có bảng nào; mở bằng Excel, lưu lại thành .xlsx rồi tải lên lần nữa.")
    return [_sheet(table, f"Bảng {number}") for number, table in enumerate(tables, 1)], notes


def _sheet(table: etree._Element, name: str) -> Sheet:
    rows: list[Row] = []
    merged: list[tuple[int, int, int, int]] = []
    held = 0
    taken: dict[int, int] = {}  # column -> last row that a span from above covers
    for number, line in enumerate(line for line in table.iter("tr") if _owner(line) is table):
        cells: dict[int, str] = {}
        index = 0
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            while taken.get(index, -1) >= number:
                index += 1
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            if index + wide > LIMITS.columns:
                break
            if said := "".join(_words(cell)).replace("\xa0", " ").strip():
                cells[index] = said
            if wide > 1 or tall > 1:
                merged.append((number, index, number + tall - 1, index + wide - 1))
                taken.update(dict.fromkeys(range(index, index + wide), number + tall - 1))
            index += wide
        held += max(cells, default=-1) + 1
        if held > LIMITS.cells:
            raise too_wide(name, number + 1, max(cells) + 1)
        rows.append(tuple(cells.get(place) for place in range(max(cells, default=-1) + 1)))
    return Sheet(name, rows, merged=tuple(merged))


def _owner(line: etree._Element) -> etree._Element | None:
    return next((up for up in line.iterancestors() if up.tag == "table"), None)


def _span(cell: etree._Element, name: str) -> int:
    said = str(cell.get(name) or "1").strip()
    return min(max(int(said), 1), LIMITS.columns) if said.isascii() and said.isdigit() else 1


def _words(cell: etree._Element) -> Iterator[str]:
    """The text of a cell; line breaks only where the page breaks lines."""
    if cell.text:
        yield " ".join(cell.text.split("\n"))
    for child in cell:
        if isinstance(child.tag, str) and child.tag not in {"script", "style"}:
            if child.tag in _BREAKS:
                yield "\n"
            yield from _words(child)
        if child.tail:
            yield " ".join(child.tail.split("\n"))
