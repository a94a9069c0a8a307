"""A table as it is shown, exported and frozen: heads, rows and checks as plain data, people left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from chibo.common.dates import display
from chibo.reports.catalogue import Table
from chibo.reports.permissions import SMALLEST
from chibo.reports.queries.figures import Count, Number, Period, Told, check, counts_of, tell
from chibo.reports.queries.places import Sizes, columns_of, sizes_on, tell_places
from chibo.roll.organizations.models import Level

#: A figure of people who are too few to be told.
HIDDEN = f"dưới {SMALLEST}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure as it is shown; ``asks``: what the list behind it is asked for, empty when there is none."""

    value: Number | str | None
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    label: str
    level: int
    strong: bool
    lacks: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """``heads``: (group, label, note) of each column of figures."""

    heads: tuple[tuple[str, str, str], ...]
    lines: tuple[Line, ...]
    checks: tuple[tuple[str, bool], ...]

    @property
    def plain(self) -> dict[str, Any]:
        """What is kept of it when it is frozen."""
        return {
            "heads": [list(head) for head in self.heads],
            "lines": [
                {
                    "key": line.key,
                    "label": line.label,
                    "level": line.level,
                    "strong": line.strong,
                    "lacks": line.lacks,
                    "values": [_plain(cell.value) for cell in line.cells],
                }
                for line in self.lines
            ],
            "checks": [list(each) for each in self.checks],
        }

    @classmethod
    def kept(cls, plain: Mapping[str, Any]) -> Content:
        """The table again from what was kept of it: the way back of :attr:`plain`, without lists behind figures."""
        lines = (
            Line(
                line["key"],
                line["label"],
                line["level"],
                line["strong"],
                line["lacks"],
                tuple(Cell(_figure(value)) for value in line["values"]),
            )
            for line in plain["lines"]
        )
        heads = tuple((group, label, note) for group, label, note in plain["heads"])
        return cls(heads, tuple(lines), tuple((words, holds) for words, holds in plain["checks"]))

    @property
    def sound(self) -> bool:
        return all(holds for _, holds in self.checks)


def digest_of(plain: dict[str, Any]) -> str:
    return sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def content_of(
    table: Table,
    paths: Sequence[str],
    period: Period,
    *,
    whole: bool = True,
    counts: tuple[Count, Count] | None = None,
) -> Content:
    """The table of an organization; without ``whole`` small groups are not told and no list is named.

    ``counts``: what was read already for another table of the same period (:func:`figures.counts_of`).
    """
    if table.columns in {"cells", "organizations"}:
        return _of_places(table, counts[0].readings.sizes if counts else sizes_on(paths, period.last))
    told = tell(table, counts or counts_of(list(paths), period))
    columns = (0,) if table.columns == "share" else (0, 1)
    show = _open if whole else _closed
    lines = tuple(
        Line(
            row.key,
            row.label,
            row.row.level,
            row.row.strong,
            row.row.lacks,
            tuple(show(row, index) for index in range(len(row.figures))),
        )
        for row in told
    )
    checks = tuple((each.words, each.holds) for each in check(table, told, columns)) if whole else ()
    return Content(_heads(table, period), lines, checks)


def _heads(table: Table, period: Period) -> tuple[tuple[str, str, str], ...]:
    if table.columns == "share":
        return (("", "Tổng số", ""), ("", "Trong đó: nữ", ""), ("", "Tỷ lệ %", ""))
    before = period.a_year_before
    return (
        ("Thực hiện", "Kỳ này", said(period)),
        ("Thực hiện", "Cùng kỳ năm trước", said(before)),
        ("", "(%) so với cùng kỳ năm trước", ""),
    )


def said(period: Period) -> str:
    return f"{display(period.first)} – {display(period.last)}"


def _open(row: Told, index: int) -> Cell:
    figure = row.figures[index]
    listed = figure.period is not None and figure.value
    asks = f"{row.key}/{figure.period}/{figure.of}".rstrip("/") if listed else ""
    return Cell(figure.value, asks)


def _closed(row: Told, index: int) -> Cell:
    """Small groups are not told, and neither is what would tell them: shares and means of rows with one."""
    counted = [figure.value for figure in row.figures if figure.period is not None]
    small = any(value is not None and 0 < value < SMALLEST for value in counted)
    figure = row.figures[index]
    if figure.value is None or not small:
        return Cell(figure.value)
    if figure.period is None:
        return Cell(None)
    return Cell(HIDDEN if 0 < figure.value < SMALLEST else figure.value)


def _of_places(table: Table, sizes: Sizes) -> Content:
    columns = columns_of(table)
    lines = tuple(
        Line(
            line.kind,
            line.label,
            1 if line.kind else 0,
            not line.kind,
            "",
            tuple(
                Cell(value, f"{line.kind}/{column.key}" if value else "")
                for column, value in zip(columns, line.figures, strict=True)
            ),
        )
        for line in tell_places(table, sizes)
    )
    return Content(tuple((column.group, column.label, "") for column in columns), lines, _adds_up(table, lines))


def _adds_up(table: Table, lines: Sequence[Line]) -> tuple[tuple[str, bool], ...]:
    """Everything together is the sum of the kinds, and of each level the sum of its sizes."""
    total, kinds = lines[0], lines[1:]
    values: Callable[[Line], list[int]] = lambda line: [int(cell.value or 0) for cell in line.cells]  # noqa: E731
    sums = [sum(column) for column in zip(*map(values, kinds), strict=True)] or [0] * len(total.cells)
    checks = [("Tổng số bằng tổng các loại hình", values(total) == sums)]
    start = 0
    for level, bands in table.bands.items():
        own = values(total)[start : start + 1 + len(bands)]
        checks.append((f"Tổng số {Level(level).label.lower()} bằng tổng các nhóm", own[0] == sum(own[1:])))
        start += 1 + len(bands)
    return tuple(checks)


def _plain(value: Number | str | None) -> int | str | None:
    """Whole numbers as they are, shares and means as text: nothing is rounded twice."""
    return str(value) if isinstance(value, Decimal) else value


def _figure(kept: int | str | None) -> Number | str | None:
    try:
        return Decimal(kept) if isinstance(kept, str) else kept
    except InvalidOperation:
        return kept
