"""Several facts in one cell, on lines or after one another: split, and the split is shown."""

from __future__ import annotations

import re

from chibo.roll.rosters.reading.cells import CellReader
from chibo.roll.rosters.reading.model import Cell, Level, Problem, Value
from chibo.roll.rosters.reading.text import lines_of, one_line

_PART = re.compile(r"\s*(?:[,;|]|\s[-–/]\s)\s*")


class SplitReader:
    """Reads a column whose cells hold the facts of several fields, in the order of its title."""

    __slots__ = ("parts", "title")

    def __init__(self, parts: list[CellReader], title: str) -> None:
        self.parts = parts
        self.title = title

    def __call__(self, cell: Cell, problems: list[Problem]) -> dict[str, Value]:
        """The values found; the cell is asked about when its pieces are not as many as the facts."""
        pieces = self._pieces(cell)
        wanted = len(self.parts)
        if len(pieces) > wanted or (len(pieces) < wanted and not self._first_only(pieces)):
            labels = ", ".join(part.field.label for part in self.parts)
            said = f"“{one_line(str(cell))}” không tách được thành: {labels}; ghi mỗi việc một dòng trong ô."
            problems.append(Problem(self.title, Level.DOUBT, said, self.parts[0].field.code))
            return {self.parts[0].field.code: Value(cell, None)}
        values: dict[str, Value] = {}
        for part, piece in zip(self.parts, pieces, strict=False):
            value, told = part(piece)
            if value is not None:
                values[part.field.code] = Value(cell, value.clean, value.absent, "tách từ một ô")
            problems.extend(told)
        if len(values) > 1:
            shown = "; ".join(f"{part.field.label}: {piece}" for part, piece in zip(self.parts, pieces, strict=False))
            problems.append(Problem(self.title, Level.WARNING, f"Đã tách một ô thành {shown}."))
        return values

    def _pieces(self, cell: Cell) -> list[str]:
        if not isinstance(cell, str):
            return [str(cell)]
        lines = lines_of(cell)
        return lines if len(lines) > 1 else [piece for piece in _PART.split(one_line(cell)) if piece]

    def _first_only(self, pieces: list[str]) -> bool:
        """Only the first fact is given, and it reads well."""
        if len(pieces) != 1:
            return False
        value, told = self.parts[0](pieces[0])
        return value is not None and value.clean is not None and not told
