"""The ledger (S01/ĐP) as spreadsheets, with the form's heads; see ``common.workbooks`` for how they are laid out."""

from __future__ import annotations

from collections.abc import Sequence

from chibo.common import workbooks
from chibo.work.fees.pages.books import YEAR_HEAD
from chibo.work.fees.pages.months import MONTH_HEAD
from chibo.work.fees.queries.ledger import Row
from chibo.work.fees.queries.places import Place
from chibo.work.fees.queries.sheet import Sheet, SheetRow
from chibo.work.fees.rules.months import said

Head = Sequence[tuple[str, Sequence[str]]]


def _book(place: Place, title: str, head: Head, widths: Sequence[int], foot: str) -> workbooks.Sheet:
    where = f"{place.form.name}, {place.above.name}" if place.above else place.form.name
    return workbooks.Sheet(
        "S01-DP",
        titles=(title, where),
        heads=[(group, label) for group, labels in head for label in labels],
        widths=widths,
        foot=foot,
        landscape=True,
    )


def month_book(place: Place, sheet: Sheet, foot: str) -> bytes:
    """S01/ĐP, part I."""
    title = f"SỔ THU, NỘP ĐẢNG PHÍ THÁNG {said(sheet.month)} (S01/ĐP, phần I)"
    book = _book(place, title, MONTH_HEAD, (5, 28, 9, 10, 16, 13, 14, 13, 14, 16), foot)
    for number, row in enumerate(sheet.rows, 1):
        book.line([number, *_cells(row, sheet)])
    book.line(["", *_cells(sheet.totals, sheet)], strong=True)
    return book.bytes()


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
    book = _book(place, title, YEAR_HEAD, (14, 22, 12, 12, 14, 14, 14, 14, 14, 14), foot)
    for row in rows:
        book.line([row.paid_on, row.label, *row.figures], strong=row.month is None)
    return book.bytes()
