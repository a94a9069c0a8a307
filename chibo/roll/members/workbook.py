"""A list of people as a workbook: every cell as text, who and when on every page; see ``common.workbooks``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chibo.common.workbooks import Sheet
from chibo.roll.members.queries.sheets import Line

_INTERNAL = "Tài liệu nội bộ, không sao chép, không phát tán"


def write_workbook(
    lines: Iterable[Line], titles: Sequence[tuple[str, int]], *, heading: str, conditions: str, mark: str
) -> bytes:
    """The workbook. ``mark`` stands in the margin of every page: who took the list out, when, and as of which day."""
    columns = (("STT", 6), *titles)
    sheet = Sheet(
        "Danh sách",
        titles=(heading, conditions, mark),
        heads=[("", title) for title, _ in columns],
        widths=[width for _, width in columns],
        foot=_INTERNAL,
        over=mark,
        landscape=True,
        kept=2,
        filtered=True,
    )
    for number, line in enumerate(lines, 1):
        sheet.line([number, *line.cells])
    return sheet.bytes()
