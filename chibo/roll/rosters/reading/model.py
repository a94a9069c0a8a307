"""What reading hands out: a book of sheets, the tables found in it, and one line for each row of the file."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Mapped
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

#: What a cell holds before anybody has judged it.
Cell = str | int | float | bool | date | datetime | time | timedelta | None
Row = tuple[Cell, ...]


class Unreadable(Exception):
    """The file cannot be read. ``str`` is one Vietnamese sentence: what is wrong, and what to do."""


class Level(StrEnum):
    """How much a problem weighs. Only ``DOUBT`` and ``REFUSED`` keep a row from going in by itself."""

    WARNING = "warning"  # seen and told; the row goes in
    DOUBT = "doubt"  # asked: the row waits for an answer
    REFUSED = "refused"  # cannot be true: the row stays out until the file is mended


class Skip(StrEnum):
    """Why a row of the file is not a person; the value is what the screen says."""

    TITLE = "dòng tiêu đề"
    HEADER = "dòng tên cột"
    NUMBERS = "dòng số thứ tự cột"
    DIVIDER = "dòng kẻ ngang"
    SECTION = "dòng nhóm"
    TOTAL = "dòng tổng"
    FOOTER = "phần ký tên"
    BLANK = "dòng trống"
    PART = "phần của phiếu một người"


class Note(NamedTuple):
    """Something to know about the whole book or one sheet before its rows are looked at."""

    code: str
    level: Level
    message: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """Text of a pre-Unicode font that was converted for reading: to be shown and confirmed before anything is used."""

    encoding: str  # "TCVN3" or "VNI"
    columns: tuple[int, ...]
    evidence: str
    samples: tuple[tuple[str, str], ...]  # as in the file, as read


@dataclass(slots=True)
class Sheet:
    """Rows from the first of the file on: ``rows[0]`` is row 1. What was not looked at is empty."""

    name: str
    rows: list[Row]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # 1-based
    hidden_columns: frozenset[int] = frozenset()  # 0-based
    filtered: bool = False
    fonts: Mapped[int, str] = field(default_factory=dict)  # most used font of a column, 0-based
    formulas: frozenset[tuple[int, int]] = frozenset()  # (row 1-based, column 0-based) whose value was computed
    errors: Mapped[tuple[int, int], str] = field(default_factory=dict)  # the same, whose value is #REF! or the like
    merged: tuple[tuple[int, int, int, int], ...] = ()  # first row, first column, last row, last column, all 0-based
    conversion: Conversion | None = None

    def cell(self, row: int, column: int) -> Cell:
        """``row`` 1-based, ``column`` 0-based; outside the sheet there is nothing."""
        if 0 < row <= len(self.rows) and 0 <= column < len(self.rows[row - 1]):
            return self.rows[row - 1][column]
        return None


@dataclass(frozen=True, slots=True)
class Book:
    kind: str  # "xlsx", "xls", "ods", "csv", "html": by content, not by name
    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    index: int  # 0-based; in a vertical sheet the column of the value
    title: str  # joined from its header rows: "Quê quán – Tỉnh/Thành"
    letter: str  # as Excel shows it; in a vertical sheet the address of the label ("A4")
    row: int = 0  # vertical sheets only: the row of the value, 1-based

    @property
    def leaf(self) -> str:
        """The lowest part of a joined title."""
        return self.title.rsplit(" – ", 1)[-1]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it. The tables of a sheet share its rows out among them, none left over."""

    sheet: Sheet
    header_rows: tuple[int, ...]  # 1-based
    first_data_row: int  # 1-based
    columns: tuple[Column, ...]
    vertical: bool = False
    first_row: int = 1  # rows of the sheet that this table answers for, both included
    last_row: int = 0
    kind: str = "roster"  # what the columns look like, see vocabulary/kinds.yaml; "" when nothing is known
    suggestions: Mapped[int, str] = field(default_factory=dict)  # column index -> field that its content looks like


@dataclass(frozen=True, slots=True)
class Choice:
    """What one column is taken for, and why."""

    column: Column
    field: str  # "" when unknown; two facts in one cell are joined by "+": "full_name+born_on"
    why: str
    suggested: str = ""  # what the content looks like, when the title says nothing
    sure: bool = True  # False: a guess to be confirmed


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns to fields, in the order of the file."""

    choices: tuple[Choice, ...]
    missing: tuple[str, ...] = ()  # required fields that no column holds
    notes: tuple[Note, ...] = ()  # duplicates, unknown columns, guesses

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.choices)

    def fields(self) -> dict[str, str]:
        """Column title -> field, for the report and for remembering; a repeated title carries its letter."""
        titles: dict[str, str] = {}
        for choice in self.choices:
            title = choice.column.title
            titles[f"{title} [{choice.column.letter}]" if title in titles else title] = choice.field
        return titles


class Value(NamedTuple):
    """One fact of a row. Blank cells have no value at all; ``absent`` is a cell that says there is none."""

    raw: Cell
    clean: object  # str, date, PartialDate, bool, int, Decimal; None when absent or not understood
    absent: bool = False
    how: str = ""  # where it was taken from when not from its own cell


class Problem(NamedTuple):
    column: str  # title of the column, with its letter when known
    level: Level
    message: str  # what was seen, what is wrong, what to do
    field: str = ""
    proposal: object = None  # a clean value to offer when asked


@dataclass(slots=True)  # not frozen: a file makes thousands, and frozen ones cost thrice
class Line:
    number: int  # row of the file as Excel counts
    values: dict[str, Value]
    problems: list[Problem]
    skipped: str = ""  # a word of :class:`Skip`, or "" for a person
    declared_total: int | None = None
    section: str = ""  # the text of the section row above, if any
    text: str = ""  # what a skipped row says
    hidden: bool = False

    @property
    def amounts(self) -> dict[str, object]:
        """Clean values of the money columns, of total rows too."""
        return {code: value.clean for code, value in self.values.items() if code.startswith("fee_")}

    def clean(self, code: str) -> object:
        """The clean value of a field, or nothing."""
        value = self.values.get(code)
        return None if value is None else value.clean

    @property
    def level(self) -> Level | None:
        """The heaviest problem of the row."""
        levels = {problem.level for problem in self.problems}
        return next((level for level in (Level.REFUSED, Level.DOUBT, Level.WARNING) if level in levels), None)
