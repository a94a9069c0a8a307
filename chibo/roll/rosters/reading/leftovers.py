"""The filled cells of columns that do not go into the register, counted, so that nothing is lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from chibo.roll.rosters.reading.model import Cell, Column, Line, Mapping, Table
from chibo.roll.rosters.reading.vertical import value_of
from chibo.roll.rosters.reading.vocabulary import marks
from chibo.roll.rosters.reading.vocabulary.unkept import unkept


class Leftover(NamedTuple):
    """A column that is read, or not even read, and not entered."""

    title: str
    letter: str  # "" where several tables have the title
    field: str  # "" where nothing is known of the column
    filled: int  # cells of people


class Leftovers:
    """Of several tables; columns of the same title and field are one."""

    def __init__(self, tables: Sequence[Table], mappings: Sequence[Mapping]) -> None:
        self._tables = tables
        self._blank = marks("blank")
        self._longest = max(map(len, self._blank), default=0)
        one = len(tables) == 1
        self._counts: Counter[tuple[str, str, str]] = Counter()
        self._read: list[list[tuple[str, tuple[str, str, str]]]] = []
        self._raw: list[list[tuple[Column, tuple[str, str, str]]]] = []
        for mapping in mappings:
            read, raw = [], []
            for choice in mapping:
                column = choice.column
                letter = column.letter if one else ""
                if not choice.field:
                    raw.append((column, (column.title, letter, "")))
                read += [(part, (column.title, letter, part)) for part in choice.field.split("+") if part in unkept()]
            self._counts.update({key: 0 for _, key in (*read, *raw)})
            self._read.append(read)
            self._raw.append(raw)

    def meet(self, number: int, line: Line) -> None:
        """A person of the table of that number."""
        values = line.values
        for code, key in self._read[number]:
            value = values.get(code)
            if value is not None and value.clean is not None and value.clean is not False:
                self._counts[key] += 1
        table = self._tables[number]
        row = table.sheet.rows[line.number - 1]
        width = len(row)
        for column, key in self._raw[number]:
            if table.vertical:
                cell = value_of(table.sheet, column)
            else:
                cell = row[column.index] if column.index < width else None
            if cell is not None and self._is_filled(cell):
                self._counts[key] += 1

    def found(self) -> list[Leftover]:
        """In the order of the file."""
        return [Leftover(*key, count) for key, count in self._counts.items()]

    def _is_filled(self, cell: Cell) -> bool:
        if not isinstance(cell, str):
            return cell is not None
        said = cell.strip()
        return bool(said) and (len(said) > self._longest or said.lower() not in self._blank)
