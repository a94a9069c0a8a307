"""Spreadsheets for offices: A4, heads that repeat, text that stays text, and at the foot who took it out and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from chibo.common.dates import display
from chibo.common.text import safe

_A4: Final = 9
_HEAD: Final = {"align": "center", "valign": "vcenter", "bg_color": "#F3F0EC"}

Head = tuple[str, str]  # the group above the column (empty: none), and the column


def mark(who: str, at: datetime) -> str:
    """Who took it out and when, for the foot of every page."""
    return f"{who} xuất lúc {at:%H:%M ngày %d/%m/%Y}"


class Sheet:
    """One sheet of one file: titles, a head of one or two rows, rows. Close it with :meth:`bytes`.

    ``foot`` and ``over`` stand on every page, under and above the table; ``kept``: so many columns stay in sight; a
    ``filtered`` table is narrowed from its head.
    """

    def __init__(
        self,
        name: str,
        *,
        titles: Sequence[str],
        heads: Sequence[Head],
        widths: Sequence[float],
        foot: str,
        landscape: bool = False,
        over: str = "",
        kept: int = 1,
        filtered: bool = False,
    ) -> None:
        self._stream = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._file = xlsxwriter.Workbook(self._stream, options)
        self._page: Any = self._file.add_worksheet(name)
        self._formats: dict[tuple[str, bool, int], Any] = {}
        self._frame(widths, foot, over, landscape)
        self._columns = len(heads)
        self._row = self._titles(titles, len(heads))
        self._heads(heads)
        self._page.freeze_panes(self._row, kept)
        self._head = self._row - 1 if filtered else None

    def _frame(self, widths: Sequence[float], foot: str, over: str, landscape: bool) -> None:
        if landscape:
            self._page.set_landscape()
        self._page.set_paper(_A4)
        self._page.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.7)
        self._page.fit_to_pages(1, 0)
        self._page.set_footer(f"&L{_plain(foot)}&RTrang &P/&N")
        if over:
            self._page.set_header(f"&C&8{_plain(over)}")
        for column, width in enumerate(widths):
            self._page.set_column(column, column, width)

    def _titles(self, titles: Sequence[str], columns: int) -> int:
        for row, title in enumerate(titles):
            style = self._file.add_format({"bold": row < 2, "align": "center", "font_size": 13 if row == 0 else 11})
            if columns > 1:
                self._page.merge_range(row, 0, row, columns - 1, safe(title), style)
            else:
                self._page.write_string(row, 0, safe(title), style)
        return len(titles) + 1 if titles else 0

    def _heads(self, heads: Sequence[Head]) -> None:
        style = self._file.add_format(
            {
                "bold": True,
                "border": 1,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "bg_color": "#F3F0EC",
            }
        )
        first, two = self._row, any(group for group, _ in heads)
        column = 0
        while column < len(heads):
            group, label = heads[column]
            width = 1
            while group and column + width < len(heads) and heads[column + width][0] == group:
                width += 1
            if not two:
                self._page.write_string(first, column, label, style)
            elif not group:
                self._page.merge_range(first, column, first + 1, column, label, style)
            else:
                if width > 1:
                    self._page.merge_range(first, column, first, column + width - 1, group, style)
                else:
                    self._page.write_string(first, column, group, style)
                for offset in range(width):
                    self._page.write_string(first + 1, column + offset, heads[column + offset][1], style)
            column += width
        self._row = first + (2 if two else 1)
        self._page.repeat_rows(first, self._row - 1)

    def line(self, cells: Sequence[object], *, strong: bool = False, level: int = 0) -> None:
        """One row: numbers as numbers, days as ``dd/mm/yyyy``, text as text; None stays blank."""
        for column, value in enumerate(cells):
            indent = level if column == 0 else 0
            if value is None or value == "":
                self._page.write_blank(self._row, column, None, self._format("@", strong, indent))
            elif isinstance(value, int | Decimal) and not isinstance(value, bool):
                form = "#,##0" if isinstance(value, int) else "#,##0.0"
                self._page.write_number(self._row, column, value, self._format(form, strong, indent))
            else:
                text = display(value) if isinstance(value, date) else str(value)
                self._page.write_string(self._row, column, safe(text), self._format("@", strong, indent))
        self._row += 1

    def _format(self, form: str, strong: bool, indent: int) -> Any:
        key = (form, strong, indent)
        if key not in self._formats:
            style = {"border": 1, "valign": "vcenter", "text_wrap": form == "@", "num_format": form, "bold": strong}
            self._formats[key] = self._file.add_format({**style, "indent": indent} if indent else style)
        return self._formats[key]

    def note(self, text: str) -> None:
        """A line under the table."""
        self._page.write_string(self._row + 1, 0, safe(text), self._file.add_format({"italic": True}))
        self._row += 1

    def bytes(self) -> bytes:
        last = max(self._row, 1) - 1
        self._page.print_area(0, 0, last, self._columns - 1)
        if self._head is not None:
            self._page.autofilter(self._head, 0, last, self._columns - 1)
        self._file.close()
        return self._stream.getvalue()


def _plain(text: str) -> str:
    """As it may stand in a margin, where an ampersand is a command and there is room for so much."""
    return text[:200].replace("&", "&&")
