"""A sheet about one person: labels one under another, each with its value beside it or after a colon."""

from __future__ import annotations

import re

from chibo.roll.rosters.reading.model import Cell, Column, Sheet, Table
from chibo.roll.rosters.reading.text import letter, tidy
from chibo.roll.rosters.reading.vocabulary import title_key, titles

_LONGEST_SHEET = 400
_LEAST_LABELS = 4
#: "1)", "2.", "a/" before a label.
_ORDINAL = re.compile(r"^\s*(?:\d{1,2}|[a-zđ])\s*[.)/:-]\s*", re.IGNORECASE)
_WHO = {"full_name", "given_name", "birth_name"}


def find_vertical(sheet: Sheet) -> list[Table]:
    """The sheet as a table of one person, when enough labels are known; else nothing."""
    if not sheet.rows or len(sheet.rows) > _LONGEST_SHEET:
        return []
    columns: list[Column] = []
    fields: set[str] = set()
    for number, row in enumerate(sheet.rows, 1):
        for index, cell in enumerate(row):
            found = _labelled(sheet, number, index, cell)
            if found and titles()[title_key(found.title)] not in fields:
                columns.append(found)
                fields.add(titles()[title_key(found.title)])
    if len(fields) < _LEAST_LABELS or not fields & _WHO:
        return []
    first = min(column.row for column in columns)
    return [
        Table(
            sheet=sheet,
            header_rows=(),
            first_data_row=first,
            columns=tuple(columns),
            vertical=True,
            first_row=1,
            last_row=len(sheet.rows),
        )
    ]


def _labelled(sheet: Sheet, number: int, index: int, cell: Cell) -> Column | None:
    if not isinstance(cell, str) or len(cell) > 400:
        return None
    label, colon, rest = tidy(cell).partition(":")
    label = _ORDINAL.sub("", label).strip()
    if title_key(label) not in titles():
        return None
    address = f"{letter(index)}{number}"
    if colon and rest.strip():
        return Column(index, label, address, number)
    beside = _beside(sheet, number, index)
    return None if beside is None else Column(beside, label, address, number)


def _beside(sheet: Sheet, number: int, index: int) -> int | None:
    """The next filled cell to the right, unless it is another label."""
    row = sheet.rows[number - 1]
    for right in range(index + 1, len(row)):
        cell = row[right]
        if cell is None or cell == ":":
            continue
        if isinstance(cell, str) and title_key(cell.rstrip(" :")) in titles() and cell.rstrip().endswith(":"):
            return None
        return right
    return None


def value_of(sheet: Sheet, column: Column) -> Cell:
    """What stands beside the label, or after its colon."""
    cell = sheet.cell(column.row, column.index)
    if isinstance(cell, str) and column.letter == f"{letter(column.index)}{column.row}":
        return cell.partition(":")[2].strip() or None
    if isinstance(cell, str):
        return cell.lstrip(": ") or None
    return cell
