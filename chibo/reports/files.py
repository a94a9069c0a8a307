"""A table as a file: Excel for the office, PDF for the signature; both say the same and who took them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from chibo.common.workbooks import Sheet, mark
from chibo.foundation.papers.tables import PrintedTable, TableRow, render_table, render_tables
from chibo.reports.content import Cell, Content, Line

#: Blank is "nothing to say" on paper too.
OPEN = "…"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the table."""

    title: str
    issuer: str
    superior: str
    period: str
    notes: tuple[str, ...]
    who: str
    at: datetime


def as_xlsx(content: Content, frame: Frame) -> bytes:
    heads = [("", "Chỉ tiêu"), *((group, _head(label, note)) for group, label, note in content.heads)]
    sheet = Sheet(
        "Bieu",
        titles=(frame.title, frame.issuer, frame.period),
        heads=heads,
        widths=(46, *(14 for _ in content.heads)),
        foot=mark(frame.who, frame.at),
        landscape=_wide(content),
    )
    for line in content.lines:
        values = [OPEN if cell.value is None and line.lacks else cell.value for cell in line.cells]
        sheet.line([line.label, *values], strong=line.strong, level=line.level)
    for note in (*_lacks(content.lines), *frame.notes):
        sheet.note(note)
    return sheet.bytes()


def as_pdf(content: Content, frame: Frame) -> bytes:
    return render_table(_printed(content, frame))


def all_as_pdf(sheets: Sequence[tuple[Content, Frame]]) -> bytes:
    """Every table from a page of its own, to be printed and signed at once."""
    return render_tables([_printed(content, frame) for content, frame in sheets])


def _printed(content: Content, frame: Frame) -> PrintedTable:
    columns = len(content.heads)
    return PrintedTable(
        title=frame.title.upper(),
        issuer=frame.issuer,
        superior=frame.superior,
        under=(frame.period,),
        heads=(("", "Chỉ tiêu"), *((group, _head(label, note)) for group, label, note in content.heads)),
        widths=(3.2 if _wide(content) else 3.9, *(1.0 for _ in range(columns))),
        numbers=tuple(range(1, columns + 1)),
        rows=tuple(
            TableRow((line.label, *(_said(cell, line) for cell in line.cells)), line.strong, line.level)
            for line in content.lines
        ),
        notes=(*_lacks(content.lines), *frame.notes),
        foot=mark(frame.who, frame.at),
        landscape=_wide(content),
    )


def _wide(content: Content) -> bool:
    return len(content.heads) > 5


def _head(label: str, note: str) -> str:
    return f"{label}\n{note}" if note else label


def _said(cell: Cell, line: Line) -> str:
    if cell.value is None:
        return OPEN if line.lacks else ""
    if isinstance(cell.value, int):
        return f"{cell.value:,}".replace(",", ".")
    return str(cell.value).replace(".", ",") if isinstance(cell.value, Decimal) else str(cell.value)


def _lacks(lines: Sequence[Line]) -> list[str]:
    return [f"{line.label}: {line.lacks[:1].lower()}{line.lacks[1:]}." for line in lines if line.lacks]
