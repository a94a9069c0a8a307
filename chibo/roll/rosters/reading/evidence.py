"""What a column looks like by its content, when its title says nothing. Only ever offered, never taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from chibo.roll.rosters.reading.model import Cell, Column, Sheet, Table
from chibo.roll.rosters.reading.vocabulary import title_key, titles

_SAMPLE = 60
_MOST = 0.8
_SHAPES = (
    ("record_id", re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")),
    ("identity", re.compile(r"'?0\d{11}")),
    ("card_number", re.compile(r"'?\d{8}")),
)
_TYPED_DAY = re.compile(r"(\d{1,2})[/.\-]\d{1,2}[/.\-]\d{4}")
#: So many different days of each sort are needed before a column is doubted.
_ENOUGH = 4
_ONE_WORD = re.compile(r"[^\W\d_]+")


def suggestions(sheet: Sheet, columns: tuple[Column, ...], first: int, last: int) -> Mapping[int, str]:
    """Column index -> field that its content looks like, for columns without a telling title."""
    found: dict[int, str] = {}
    known = {title_key(column.title): titles().get(title_key(column.title), "") for column in columns}
    for position, column in enumerate(columns):
        before = columns[position - 1] if position else None
        if before and _continues_name(before, column, known):
            sample = _sample(sheet, column.index, first, last)
            if sample and _share(sample, _ONE_WORD) >= _MOST:
                found[before.index] = "family_name"
                found[column.index] = "given_name"
        elif not known[title_key(column.title)]:
            sample = _sample(sheet, column.index, first, last)
            code = next((code for code, shape in _SHAPES if sample and _share(sample, shape) >= _MOST), "")
            if code:
                found[column.index] = code
    return found


def days_swapped(table: Table, column: Column) -> bool:
    """Whether a program that puts the month first has been at the column.

    It makes days of what it can read so, with day and month the wrong way round, and leaves the rest as text: then
    every day is at most the twelfth, and every text begins with more than twelve.
    """
    days: set[int] = set()
    texts: set[int] = set()
    for row in table.sheet.rows[table.first_data_row - 1 : table.last_row]:
        cell = row[column.index] if column.index < len(row) else None
        if isinstance(cell, date):
            days.add(cell.day)
            if cell.day > 12:
                return False
        elif isinstance(cell, str) and (match := _TYPED_DAY.fullmatch(cell.strip())):
            texts.add(int(match[1]))
            if int(match[1]) <= 12:
                return False
    return len(days) >= _ENOUGH and len(texts) >= _ENOUGH


def _continues_name(before: Column, column: Column, known: Mapping[str, str]) -> bool:
    """The second half of a name: under the same merged title, or without any."""
    if known[title_key(before.title)] != "full_name" or column.index != before.index + 1:
        return False
    return title_key(column.title) == title_key(before.title) or column.title == f"Cột {column.letter}"


def _sample(sheet: Sheet, index: int, first: int, last: int) -> list[str]:
    cells: list[Cell] = []
    for row in sheet.rows[first - 1 : min(last, first - 1 + _SAMPLE * 4)]:
        if index < len(row) and row[index] is not None:
            cells.append(row[index])
            if len(cells) == _SAMPLE:
                break
    return [str(cell).strip() for cell in cells]


def _share(sample: list[str], shape: re.Pattern[str]) -> float:
    return sum(1 for text in sample if shape.fullmatch(text)) / len(sample)
