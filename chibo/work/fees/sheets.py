"""The ledger as spreadsheets: the form's heads, text that stays text, A4 landscape, and who took it out and when."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from chibo.common.text import safe
from chibo.work.fees.pages.books import YEAR_HEAD
from chibo.work.fees.pages.months import MONTH_HEAD
from chibo.work.fees.queries.ledger import Row
from chibo.work.fees.queries.places import Place
from chibo.work.fees.queries.sheet import Sheet, SheetRow
from chibo.work.fees.rules.months import said

Head = Sequence[tuple[str, Sequence[str]]]
_A4 = 9


class _Book:
    def __init__(self, place: Place, title: str, head: Head, widths: Sequence[int], foot: str) -> None:
        self.stream = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.file = xlsxwriter.Workbook(self.stream, options)
        self.page: Worksheet = self.file.add_worksheet("S01-DP")
        cell = {"border": 1, "valign": "vcenter"}
        self.head_format = self.file.add_format({**cell, "bold": True, "align": "center", "text_wrap": True})
        self.text = self.file.add_format({**cell, "num_format": "@", "text_wrap": True})
        self.number = self.file.add_format({**cell, "num_format": "#,##0"})
        self.strong_text = self.file.add_format({**cell, "num_format": "@", "bold": True})
        self.strong = self.file.add_format({**cell, "num_format": "#,##0", "bold": True})
        self._frame(widths, foot)
        above = place.above.name if place.above else ""
        self.page.write_string(0, 0, safe(above))
        self.page.write_string(1, 0, safe(place.form.name))
        titled: Format = self.file.add_format({"bold": True, "align": "center", "font_size": 14})
        self.page.merge_range(3, 0, 3, len(widths) - 1, title, titled)
        self.row = self._head(head, 5)

    def _frame(self, widths: Sequence[int], foot: str) -> None:
        self.page.set_landscape()
        self.page.set_paper(_A4)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer(f"&L{foot.replace('&', '&&')}&RTrang &P/&N")
        for column, width in enumerate(widths):
            self.page.set_column(column, column, width)

    def _head(self, head: Head, top: int) -> int:
        column = 0
        for group, columns in head:
            if group:
                self.page.merge_range(top, column, top, column + len(columns) - 1, group, self.head_format)
            for offset, label in enumerate(columns):
                if group:
                    self.page.write_string(top + 1, column + offset, label, self.head_format)
                else:
                    self.page.merge_range(top, column + offset, top + 1, column + offset, label, self.head_format)
            column += len(columns)
        self.page.repeat_rows(top, top + 1)
        self.page.freeze_panes(top + 2, 0)
        return top + 2

    def line(self, cells: Sequence[str | int | None], *, strong: bool = False) -> None:
        words, figures = (self.strong_text, self.strong) if strong else (self.text, self.number)
        for column, value in enumerate(cells):
            if isinstance(value, int):
                self.page.write_number(self.row, column, value, figures)
            else:
                self.page.write_string(self.row, column, safe(value or ""), words)
        self.row += 1

    def done(self) -> bytes:
        self.page.print_area(0, 0, self.row, self.page.dim_colmax or 0)
        self.file.close()
        return self.stream.getvalue()


def month_book(place: Place, sheet: Sheet, foot: str) -> bytes:
    """S01/ĐP, part I."""
    title = f"SỔ THU, NỘP ĐẢNG PHÍ THÁNG {said(sheet.month)} (S01/ĐP, phần I)"
    book = _Book(place, title, MONTH_HEAD, (5, 28, 9, 10, 16, 13, 14, 13, 14, 16), foot)
    for number, row in enumerate(sheet.rows, 1):
        book.line([number, *_cells(row, sheet)])
    book.line(["", *_cells(sheet.totals, sheet)], strong=True)
    return book.done()


def _cells(row: SheetRow, sheet: Sheet) -> list[str | int | None]:
    """X for the exempt, and then no amounts unless something of other months is open or came in."""
    plain = row.exempt and not (row.before or row.collected or row.unpaid)
    if plain:
        return [row.name, "X", said(sheet.month), "", "", "", "", "", ""]
    figures = [row.this_month, row.before, row.together, row.collected, row.unpaid]
    return [row.name, "X" if row.exempt else "", said(sheet.month), row.income, *figures]


def year_book(place: Place, year: int, rows: Sequence[Row], foot: str) -> bytes:
    """S01/ĐP, part II."""
    title = f"SỔ THU, NỘP ĐẢNG PHÍ NĂM {year} (S01/ĐP, phần II)"
    book = _Book(place, title, YEAR_HEAD, (14, 22, 12, 12, 14, 14, 14, 14, 14, 14), foot)
    for row in rows:
        book.line([row.paid_on, row.label, *row.figures], strong=row.month is None)
    return book.done()
