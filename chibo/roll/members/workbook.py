"""A list of people as a workbook for Excel: one page wide on A4, every cell as text, who and when on every page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from chibo.common.text import FORMULA_STARTS
from chibo.roll.members.queries.sheets import Line

_A4, _TITLE_ROWS = 9, 4


def write_workbook(
    lines: Iterable[Line], titles: Sequence[tuple[str, int]], *, heading: str, conditions: str, mark: str
) -> bytes:
    """The workbook. ``mark`` stands in the margin of every page: who took the list out, when, and as of which day."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet("Danh sách")
        big = book.add_format({"bold": True, "font_size": 14})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "border": 1})
        quoted = book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1, "quote_prefix": True}
        )
        number = book.add_format({"valign": "top", "border": 1})
        sheet.write_string(0, 0, heading, big)
        sheet.write_string(1, 0, conditions)
        sheet.write_string(2, 0, mark)
        for column, (title, width) in enumerate((("STT", 6), *titles)):
            sheet.write_string(_TITLE_ROWS - 1, column, title, head)
            sheet.set_column(column, column, width)
        last = _TITLE_ROWS - 1
        for last, line in enumerate(lines, _TITLE_ROWS):
            sheet.write_number(last, 0, last - _TITLE_ROWS + 1, number)
            for column, cell in enumerate(line.cells, 1):
                sheet.write_string(last, column, cell, quoted if cell.startswith(FORMULA_STARTS) else text)
        sheet.freeze_panes(_TITLE_ROWS, 2)
        sheet.autofilter(_TITLE_ROWS - 1, 0, last, len(titles))
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
        sheet.repeat_rows(_TITLE_ROWS - 1)
        sheet.print_area(0, 0, last, len(titles))
        sheet.set_header(f"&C&8{_plain(mark)}")
        sheet.set_footer("&L&8Tài liệu nội bộ, không sao chép, không phát tán&R&8Trang &P/&N")
    return stream.getvalue()


def _plain(text: str) -> str:
    """As it may stand in a margin, where an ampersand is a command and there is room for so much."""
    return text.replace("&", "&&")[:200]
