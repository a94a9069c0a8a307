"""Short ways to read a sheet in a test."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chibo.roll.rosters.reading import (
    Book,
    Level,
    Line,
    Mapping,
    Problem,
    Table,
    find_tables,
    parse_rows,
    propose_mapping,
    read_book,
)
from tests.roll.rosters.offices import workbook

ON = date(2026, 11, 26)


@dataclass(frozen=True)
class Reading:
    book: Book
    table: Table
    mapping: Mapping
    lines: list[Line]

    @property
    def people(self) -> list[Line]:
        return [line for line in self.lines if not line.skipped]

    @property
    def skipped(self) -> list[tuple[int, str]]:
        return [(line.number, line.skipped) for line in self.lines if line.skipped]

    def fields(self) -> dict[str, str]:
        return self.mapping.fields()

    def note(self, code: str) -> str:
        return next(note.message for note in (*self.book.notes, *self.mapping.notes) if note.code == code)


def read(data: bytes, name: str = "danh-sach.xlsx") -> Reading:
    """The only table of a file, read to its end."""
    book = read_book(data, name)
    (table,) = find_tables(book)
    mapping = propose_mapping(table)
    return Reading(book, table, mapping, list(parse_rows(table, mapping, on=ON)))


def read_rows(*rows: Sequence[object]) -> Reading:
    """The rows as an xlsx."""
    return read(workbook([list(row) for row in rows]))


def one(**facts: object) -> Line:
    """The row of one person with a name and the given cells, by title key of :data:`TITLES`."""
    titles = ["Họ và tên", *(TITLES[code] for code in facts)]
    reading = read_rows([*titles, "Ghi chú"], ["Nguyễn Văn An", *facts.values(), "."])
    (line,) = reading.people
    return line


TITLES = {
    "born_on": "Ngày sinh",
    "identity": "Số CCCD",
    "card_number": "Số thẻ đảng viên",
    "admitted_on": "Ngày vào Đảng",
    "official_on": "Ngày chính thức",
    "sex": "Giới tính",
    "status": "Trạng thái hoạt động",
    "delete_request": "Đề nghị xóa (Có/Không)",
    "religion": "Tôn giáo",
    "home_town": "Quê quán",
    "fee_due": "Đảng phí phải đóng tháng này",
    "fee_income": "Thu nhập tính đóng đảng phí",
    "salary_coefficient": "Hệ số lương",
    "card_issued_on": "Ngày cấp thẻ",
    "occupation": "Nghề nghiệp",
    "cv_number": "Số lý lịch",
    "organization": "Chi bộ",
    "old_identity": "Số CMND",
    "residence_province": "Thường trú – Tỉnh/Thành",
    "home_town_province": "Quê quán – Tỉnh/Thành",
}


def problem(line: Line, code: str) -> Problem:
    """The only problem of a field."""
    (found,) = [item for item in line.problems if item.field == code]
    return found


def levels(line: Line) -> dict[str, Level]:
    return {item.field: item.level for item in line.problems}


def drawn(draw: Callable[[Workbook, Worksheet], None]) -> bytes:
    """A workbook made with openpyxl, for what the plain writer cannot do."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    draw(made, sheet)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()
