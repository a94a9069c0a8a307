"""What a row is: a person, or a title, section, total, divider, signature, blank."""

from __future__ import annotations

import re
from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from chibo.common.text import fold, nfc
from chibo.roll.rosters.reading.model import Cell, Mapping, Row, Skip, Table
from chibo.roll.rosters.reading.text import one_line
from chibo.roll.rosters.reading.vocabulary import JOINT, marks, title_key, words

#: First letters of words that make a row something else; a name that begins so is looked at more closely.
_INITIALS = frozenset("TtCcDdĐđAaẤấÂâNnKkLlBbGgXxPp([*-=_.…")
_DIVIDER = re.compile(r"[\s\-–—=_*.~…]+")
_NUMBERED = re.compile(r"\(?\s*(?:\d{1,2}|[A-E])\s*\)?(?:\s*[=:][\d\s=:+*.…()/\-]+)?|\d{1,2}\s*\([=\d+\s]+\)")
_ORDINAL = re.compile(r"\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/:\-–]\s*\S")
_HEAD = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*(?:[.)/:\-–]\s*|\s+(?=\S))")
_ROMAN = re.compile(r"\s*(?:[IVXLC]+|[A-HĐ])\s*[.)/:\-–]?\s*")
_REST_OF_TOTAL = re.compile(
    r"[\s:.()\-=]*(?:(?:quy\s+[ivx\d]+|thang\s+\d+|(?:ca\s+)?nam(?:\s+\d{4})?|trang(?:\s+\d+)?|la|gom|co|gom co|nay co"
    r"|chi bo|dang bo)\b[\s:.()/]*)*(\d[\d.]*)?\s*"
    r"(?:nguoi|dang vien|dong chi|d/c|dv|truong hop)?(?:[\s:.()]*)"
)
_COUNT = re.compile(r"(\d[\d.]*)\s*(?:nguoi|dang vien|dong chi|d/c|dv)\b")
_DATE_LINE = re.compile(r"(?:.*,\s*)?ngay\s*[\d.…_ ]*\s*thang\s*[\d.…_ ]*\s*nam\b.*")
_KEYS = {"identity", "old_identity", "card_number", "born_on", "admitted_on", "official_on", "record_id", "cv_number"}


class Kind(NamedTuple):
    skip: Skip | None  # None: a person
    text: str = ""
    declared: int | None = None


_PERSON = Kind(None)


class RowKinds:
    """Judges the rows of one table from the top down; after a signature only full rows are people again."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self._table = table
        self._blank = marks("blank")
        codes = {choice.column.index: choice.field for choice in mapping if choice.field}
        self._mapped = frozenset(index for index, code in codes.items() if code != "row_number")
        self._name = next((i for i, code in codes.items() if {"full_name", "given_name"} & set(code.split("+"))), None)
        self._keys = frozenset(index for index, code in codes.items() if _KEYS & set(code.split("+")))
        self._titles = {column.index: _keys_of(column.title) for column in table.columns}
        self._header_names = {
            table.sheet.cell(number, self._name) for number in table.header_rows if self._name is not None
        } - {None}
        self._signed = False

    def of(self, number: int, row: Row) -> Kind:
        name = row[self._name] if self._name is not None and self._name < len(row) else None
        begun = number >= self._table.first_data_row
        named = begun and isinstance(name, str) and name not in self._header_names
        if named and str(name)[:1].isalpha() and self._well_keyed(row):
            return _PERSON
        filled = [cell for cell in row if cell is not None]
        if not filled:
            return Kind(Skip.BLANK)
        if not begun:
            return self._above(number, filled)
        if name in self._header_names:
            return self._closely(number, row)
        if len(filled) > 2 and isinstance(name, str) and not self._signed:
            first = filled[0]
            if isinstance(first, int) or (isinstance(first, str) and first[:1] not in _INITIALS):
                return self._numbers(row, filled) if name.strip().isdigit() else _PERSON
        return self._closely(number, row)

    def _well_keyed(self, row: Row) -> bool:
        """At least two of the columns that tell people apart are filled, one of them with a number or a day."""
        width = len(row)
        keys = [cell for index in self._keys if index < width and (cell := row[index]) is not None]
        if len(keys) < 2:
            return False
        return any(not isinstance(cell, str) or cell[-1:].isdigit() for cell in keys)

    def names_organization(self, section: str) -> bool:
        """Whether a section row says which organization the rows under it belong to."""
        folded = fold(self.organization(section))
        return any(folded.startswith(word) for word in words("section_organization"))

    @staticmethod
    def organization(section: str) -> str:
        """The organization that a section row names, without its ordinal and its count."""
        bare = _HEAD.sub("", section.replace(" · ", " "), count=1)
        return re.sub(
            r"\s*(?:[(:–-]\s*\d+\s*(?:đồng chí|đảng viên|người|đ/c|đv)\s*\)?)\s*$", "", bare, flags=re.I
        ).strip()

    def _above(self, number: int, filled: Sequence[Cell]) -> Kind:
        text = _said(filled)
        if number in self._table.header_rows:
            return Kind(Skip.HEADER, text)
        return Kind(Skip.TITLE if text else Skip.BLANK, text)

    def _closely(self, number: int, row: Row) -> Kind:
        cells = {index: cell for index, cell in enumerate(row) if not self._is_blank(cell)}
        if not cells:
            divided = any(isinstance(cell, str) and len(cell.strip()) > 2 for cell in row)
            return Kind(Skip.DIVIDER if divided else Skip.BLANK, _said(list(row)))
        text = _said(list(cells.values()))
        if all(isinstance(cell, str) and _DIVIDER.fullmatch(cell) for cell in cells.values()):
            return Kind(Skip.DIVIDER, text)
        if self._repeats_header(cells):
            return Kind(Skip.HEADER, text)
        keyed = sum(1 for index, cell in cells.items() if index in self._keys and _tells(cell))
        if self._is_numbers(cells) and not (keyed and self._name in cells and len(cells) < 3):
            return Kind(Skip.NUMBERS, text)
        total = self._total(cells) if keyed < 2 else None
        if total:
            return total
        return self._rest(number, cells, text, keyed)

    def _rest(self, number: int, cells: Mapped[int, Cell], text: str, keyed: int) -> Kind:
        if (keyed == 0 and self._signed) or ((self._name not in cells or keyed == 0) and _is_footer(cells)):
            self._signed = True
            return Kind(Skip.FOOTER, text)
        if keyed == 0 and self._is_section(number, cells):
            count = _COUNT.search(fold(text))
            return Kind(Skip.SECTION, text, int(count[1].replace(".", "")) if count else None)
        if not self._mapped & cells.keys() and len(set(cells.values())) < 2:
            return Kind(Skip.SECTION, text)
        return _PERSON

    def _is_blank(self, cell: Cell) -> bool:
        return cell is None or (isinstance(cell, str) and (not cell.strip() or cell.strip().lower() in self._blank))

    def _numbers(self, row: Row, filled: Sequence[Cell]) -> Kind:
        cells = {index: cell for index, cell in enumerate(row) if cell is not None}
        return Kind(Skip.NUMBERS, _said(filled)) if self._is_numbers(cells) else _PERSON

    def _repeats_header(self, cells: Mapped[int, Cell]) -> bool:
        same = sum(
            1
            for index, cell in cells.items()
            if isinstance(cell, str) and len(cell) < 160 and title_key(cell) in self._titles.get(index, ())
        )
        return same >= 2 and same >= len(cells) * 0.6

    @staticmethod
    def _is_numbers(cells: Mapped[int, Cell]) -> bool:
        """A row of column numbers: 1, 2, 3=1+2 …, rising from left to right."""
        if len(cells) < 3 or not all(_NUMBERED.fullmatch(str(cell).strip()) for cell in cells.values()):
            return False
        numbers = [int(match[0]) for cell in cells.values() if (match := re.search(r"\d+", str(cell)))]
        return len(numbers) >= 2 and all(a < b for a, b in pairwise(numbers))

    def _total(self, cells: Mapped[int, Cell]) -> Kind | None:
        for cell in list(cells.values())[:3]:
            if not isinstance(cell, str):
                continue
            said = nfc(cell).lower().strip(" ()*-.:")  # with its marks, lest "Tống Nam" be taken for "tổng năm"
            for word in sorted(marks("total"), key=len, reverse=True):
                rest = _REST_OF_TOTAL.fullmatch(fold(said[len(word) :])) if said.startswith(word) else None
                if rest:
                    return Kind(Skip.TOTAL, _said(list(cells.values())), self._declared(rest[1], cells))
        return None

    def _declared(self, typed: str | None, cells: Mapped[int, Cell]) -> int | None:
        if typed:
            return int(typed.replace(".", ""))
        for index, cell in cells.items():
            if index in self._mapped and index != self._name and index not in self._keys:
                continue  # a sum of something else
            if isinstance(cell, int) and not isinstance(cell, bool):
                return cell
            if isinstance(cell, str) and (count := re.fullmatch(r"(\d[\d.]*)\s*\D*", fold(cell))):
                return int(count[1].replace(".", ""))
        return None

    def _is_section(self, number: int, cells: Mapped[int, Cell]) -> bool:
        distinct = {one_line(str(cell)) for cell in cells.values()}
        if self._name in cells and len(distinct) > 1 and any(i in self._mapped and i != self._name for i in cells):
            return False
        if len(distinct) > 2 or not all(isinstance(cell, str) for cell in cells.values()):
            return False
        last = one_line(str(list(cells.values())[-1]))
        folded = fold(last)
        known = _ORDINAL.match(last) or any(folded.startswith(word) for word in words("section"))
        if len(distinct) == 2:
            return bool(_ROMAN.fullmatch(str(next(iter(cells.values()))))) or bool(known and len(cells) == 2)
        wide = any(m[0] <= number - 1 <= m[2] and m[3] - m[1] >= 2 for m in self._table.sheet.merged)
        return bool(known) or wide or self._name not in cells


def _keys_of(title: str) -> set[str]:
    key = title_key(title)
    return {key, *key.split(JOINT)}


def _said(cells: Sequence[Cell]) -> str:
    """The row in words, a repeated cell once."""
    texts = dict.fromkeys(one_line(str(cell)) for cell in cells if cell is not None)
    return " · ".join(text for text in texts if text)[:300]


def _tells(cell: Cell) -> bool:
    """Whether it may be a number or a day, and not words."""
    return not isinstance(cell, str) or (len(cell) <= 40 and cell.strip()[-1:].isdigit())


def _is_footer(cells: Mapped[int, Cell]) -> bool:
    for cell in cells.values():
        if not isinstance(cell, str):
            return False
        folded = fold(cell).strip(" .:*()")
        if folded in words("footer") or _DATE_LINE.fullmatch(folded) or folded.startswith(("t/m ", "tm ", "noi nhan")):
            return True
    return False
