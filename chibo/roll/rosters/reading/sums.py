"""Totals and sums that a file states, computed again: never trusted, every difference told with its row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chibo.roll.rosters.reading.model import Book, Cell, Line, Sheet, Skip
from chibo.roll.rosters.reading.text import letter, tidy
from chibo.roll.rosters.reading.vocabulary import FIELDS, sums

_EQUATION = re.compile(r"\(?\s*(\d{1,2})\s*\)?\s*(?:=\s*|\(\s*=\s*)([\d\s+\-*/:.…()]+?)\s*\)?")
_TERMS = re.compile(r"\s*\d{1,2}(?:\s*[+\-]\s*(?:\d{1,2}|…|\.{2,3}))*\s*")
_NUMBER = re.compile(r"\(?\s*(\d{1,2})\s*\)?")


@dataclass(frozen=True, slots=True)
class Total:
    """A number of people that the file states, and how many were read."""

    row: int
    declared: int
    read: int
    message: str

    @property
    def agrees(self) -> bool:
        return self.declared == self.read


@dataclass(frozen=True, slots=True)
class Difference:
    """A sum in the file that its own parts do not make."""

    row: int
    column: str
    declared: int | float
    computed: int | float
    message: str
    sheet: str = ""


class Totals:
    """Every number of people that one table states, compared while its lines go by.

    A section row with a number speaks of the people under it; a total row of those of its section, of all above it, or
    of those of the tables before as well (``before``: how many they are).
    """

    def __init__(self, before: int = 0) -> None:
        self._found: list[Total] = []
        self._before = before
        self._opened: Line | None = None
        self.everybody = self._section = 0

    def meet(self, line: Line) -> None:
        if not line.skipped:
            self.everybody += 1
            self._section += 1
        elif line.skipped == Skip.SECTION:
            self._close()
            self._opened, self._section = line, 0
        elif line.skipped == Skip.TOTAL and line.declared_total is not None:
            among = {self.everybody, self._section, self._before + self.everybody}
            read = line.declared_total if line.declared_total in among else self.everybody
            self._found.append(_total(line, read))

    def found(self) -> list[Total]:
        """After the last line, in the order of the file."""
        self._close()
        return sorted(self._found, key=lambda total: total.row)

    def _close(self) -> None:
        if self._opened is not None and self._opened.declared_total is not None:
            self._found.append(_total(self._opened, self._section))
        self._opened = None


def compare_totals(lines: Iterable[Line]) -> list[Total]:
    """The totals of a table that do not say what was read."""
    totals = Totals()
    for line in lines:
        totals.meet(line)
    return [total for total in totals.found() if not total.agrees]


def _total(line: Line, read: int) -> Total:
    declared = line.declared_total or 0
    said = f"Dòng {line.number} “{line.text}” ghi {declared}, đọc được {read} người; kiểm tra dòng thiếu hoặc thừa."
    return Total(line.number, declared, read, said)


def check_sums(lines: Iterable[Line]) -> list[Difference]:
    """Sums of money that are not what their parts make: across a row, and down to its total rows."""
    found: list[Difference] = []
    running: dict[str, int] = {}
    for line in lines:
        amounts = {code: value for code, value in line.amounts.items() if isinstance(value, int)}
        for whole, parts in sums().items():
            if whole in amounts and parts[0] in amounts:
                computed = sum(amounts.get(part, 0) for part in parts)
                if computed != amounts[whole]:
                    found.append(_money(line.number, whole, amounts[whole], computed))
        if not line.skipped:
            for code, value in amounts.items():
                running[code] = running.get(code, 0) + value
        elif line.skipped == Skip.TOTAL:
            found += [
                _money(line.number, code, value, running.get(code, 0))
                for code, value in amounts.items()
                if value != running.get(code, 0)
            ]
    return found


def _money(row: int, code: str, declared: int, computed: int) -> Difference:
    said = f"Dòng {row}, {FIELDS[code].label}: tệp ghi {declared:,}, cộng lại là {computed:,}; kiểm tra lại.".replace(
        ",", "."
    )
    return Difference(row, FIELDS[code].label, declared, computed, said.replace(". kiểm", ", kiểm"))


def recompute(book: Book) -> list[Difference]:
    """Columns whose number row says how they are made ("2=3+4"), computed again for every row under it."""
    return [difference for sheet in book.sheets for difference in _recompute(sheet)]


def _recompute(sheet: Sheet) -> Iterator[Difference]:
    columns: dict[int, int] = {}  # number of a column -> its index
    equations: list[tuple[int, str, list[tuple[int, int]]]] = []  # index, as written, (sign, index) of each term
    for number, row in enumerate(sheet.rows, 1):
        numbered = _numbered(list(row))
        if len(numbered) >= 3:
            columns = {place: index for index, (place, _) in numbered.items()}
            equations = [
                (index, said, terms)
                for index, (_, said) in numbered.items()
                if said and (terms := _terms(said.partition("=")[2], columns))
            ]
            continue
        for index, said, terms in equations:
            whole = sheet.cell(number, index)
            parts = [(sign, sheet.cell(number, place)) for sign, place in terms]
            if not _is_number(whole) or not any(_is_number(part) for _, part in parts):
                continue
            computed = sum(sign * part for sign, part in parts if isinstance(part, int | float))
            if isinstance(whole, int | float) and abs(whole - computed) > 1e-9:
                place = f"Trang “{sheet.name}”, dòng {number}, cột {letter(index)} ({said})"
                message = f"{place}: tệp ghi {whole}, tính lại là {computed}."
                yield Difference(number, letter(index), whole, computed, message, sheet.name)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _numbered(row: list[Cell]) -> dict[int, tuple[int, str]]:
    """Index -> (number of the column, its equation as written) for a row of column numbers; else nothing."""
    found: dict[int, tuple[int, str]] = {}
    for index, cell in enumerate(row):
        if cell is None:
            continue
        text = tidy(str(cell))
        if plain := _NUMBER.fullmatch(text):
            found[index] = (int(plain[1]), "")
        elif equation := _EQUATION.fullmatch(text):
            found[index] = (int(equation[1]), text.replace(" ", ""))
        else:
            return {}
    places = [place for place, _ in found.values()]
    return found if any(said for _, said in found.values()) and places == sorted(set(places)) else {}


def _terms(written: str, columns: dict[int, int]) -> list[tuple[int, int]]:
    """Only plain sums and differences; "3+…+14" is every column between."""
    written = written.strip(" ()")
    if not _TERMS.fullmatch(written):
        return []
    terms: list[tuple[int, int]] = []
    open_range = False
    before = 0
    for sign, term in re.findall(r"([+\-]?)\s*(\d{1,2}|…|\.{2,3})", written):
        if not term.isdigit():
            open_range = True
            continue
        place = int(term)
        between = range(before + 1, place) if open_range else ()
        terms += [(1, columns[middle]) for middle in between if middle in columns]
        if place not in columns:
            return []
        terms.append((-1 if sign == "-" else 1, columns[place]))
        before, open_range = place, False
    return terms
