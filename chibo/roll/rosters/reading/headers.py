"""The header of a sheet, found by what its titles mean, wherever it stands and however many rows it takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chibo.roll.rosters.reading.evidence import suggestions
from chibo.roll.rosters.reading.model import Book, Cell, Column, Row, Sheet, Table
from chibo.roll.rosters.reading.naming import field_of, pieces, several
from chibo.roll.rosters.reading.text import letter, tidy
from chibo.roll.rosters.reading.vertical import find_vertical
from chibo.roll.rosters.reading.vocabulary import JOINT, kinds, title_key, titles

#: How far down a header is looked for, and how many rows it may take.
_DEPTH_OF_SEARCH = 60
_TALLEST = 4
_LONGEST_TITLE = 160
#: A sheet longer than this has one table: nobody stacks lists of thousands.
_STACKED_UP_TO = 3_000
_WHO = {"full_name", "given_name", "identity", "card_number", "birth_name"}


def find_tables(book: Book) -> list[Table]:
    """The tables of the visible sheets (of the hidden ones only when nothing else is there), top to bottom."""
    visible = [sheet for sheet in book.sheets if not sheet.hidden] or list(book.sheets)
    return [table for sheet in visible for table in _tables(sheet)]


def _tables(sheet: Sheet) -> list[Table]:
    found = [header for header in [_find_header(sheet, 0, _DEPTH_OF_SEARCH)] if header]
    if not found:
        return find_vertical(sheet)
    if len(sheet.rows) <= _STACKED_UP_TO:
        found += _stacked(sheet, found[0])
    tables = []
    for position, (top, height, columns) in enumerate(found):
        first = 1 if position == 0 else top + 1
        last = found[position + 1][0] if position + 1 < len(found) else len(sheet.rows)
        tables.append(_table(sheet, top, height, columns, first, last))
    return tables


def other_papers(tables: list[Table]) -> str:
    """A sentence about tables that are no rosters, or nothing: "Tệp này là sổ thu, nộp đảng phí, …"."""
    names = dict.fromkeys(kinds()[table.kind][0] for table in tables if table.kind != "roster")
    if not names:
        return ""
    return f"Tệp này là {' và '.join(names)}, không phải danh sách đảng viên; tải lên ở đúng mục của nó."


_Header = tuple[int, int, tuple[Column, ...]]


def _table(sheet: Sheet, top: int, height: int, columns: tuple[Column, ...], first: int, last: int) -> Table:
    return Table(
        sheet=sheet,
        header_rows=tuple(range(top + 1, top + height + 1)),
        first_data_row=top + height + 1,
        columns=columns,
        first_row=first,
        last_row=last,
        kind=_kind(columns),
        suggestions=suggestions(sheet, columns, top + height + 1, last),
    )


def _find_header(sheet: Sheet, start: int, stop: int) -> _Header | None:
    """The rows whose titles say most. A taller header must say more than a lower one."""
    best: tuple[float, int, int] | None = None
    for top in range(start, min(stop, len(sheet.rows))):
        if not any(_known_piece(cell) for cell in sheet.rows[top]):
            continue
        for height in range(1, min(_TALLEST, len(sheet.rows) - top) + 1):
            fields = _fields(_titles(sheet, top, height))
            enough = len(fields) >= 3 or (len(fields) == 2 and fields & _WHO)
            score = len(fields) - height * 0.1
            if enough and (best is None or score > best[0]):
                best = (score, top, height)
    if best is None:
        return None
    _, top, height = best
    height = _whole(sheet, top, height)
    return top, height, _columns(sheet, top, height)


def _stacked(sheet: Sheet, first: _Header) -> list[_Header]:
    """Further headers below, other than the first one repeated for printing."""
    found = []
    same = {title_key(column.title) for column in first[2]}
    row = first[0] + first[1]
    while row < len(sheet.rows):
        keys = {title_key(cell) for cell in sheet.rows[row] if isinstance(cell, str) and len(cell) < _LONGEST_TITLE}
        known = {titles()[key] for key in keys if key in titles()}
        if len(known) >= 3 and known & _WHO and len(keys & same) < len(keys) * 0.8:
            header = _find_header(sheet, row, row + 1)
            if header:
                found.append(header)
                row += header[1]
        row += 1
    return found


def _known_piece(cell: Cell) -> bool:
    return (
        isinstance(cell, str) and len(cell) < _LONGEST_TITLE and (title_key(cell) in pieces() or bool(several(cell)))
    )


def _fields(all_titles: list[str]) -> set[str]:
    found: set[str] = set()
    for title in all_titles:
        if code := field_of(title):
            found.add(code)
        else:
            found.update(several(title))
    return found


def _text(cell: Cell) -> str:
    return tidy(cell.replace("\n", " ")) if isinstance(cell, str) and len(cell) < _LONGEST_TITLE else ""


def _titles(sheet: Sheet, top: int, height: int) -> list[str]:
    """One joined title for each column: groups spread over what stands under them, repeats dropped."""
    grid = _grid(sheet, top, height)
    width = max((len(row) for row in grid), default=0)
    joined = []
    for index in range(width):
        parts: list[str] = []
        for row in grid:
            part = row[index] if index < len(row) else ""
            if part and title_key(part) not in {title_key(other) for other in parts}:
                parts.append(part)
        joined.append(JOINT.join(part.strip(" :") for part in parts))
    return joined


def _grid(sheet: Sheet, top: int, height: int) -> list[list[str]]:
    rows = [[_text(cell) for cell in sheet.rows[top + offset]] for offset in range(height)]
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row += [""] * (width - len(row))
    merges = [m for m in sheet.merged if m[0] >= top and m[2] < top + height and m[1] < width]
    for first, left, last, right in merges:
        for row_index in range(first - top, last - top + 1):
            for index in range(left, min(right + 1, width)):
                rows[row_index][index] = rows[row_index][index] or rows[first - top][left]
    if not merges:
        for upper, lower in pairwise(rows):
            _spread(upper, lower)
    return rows


def _spread(upper: list[str], lower: list[str]) -> None:
    """Without merges known: a group reaches right over blank cells as long as titles stand under it."""
    for index in range(1, len(upper)):
        if not upper[index] and lower[index] and lower[index - 1] and upper[index - 1]:
            upper[index] = upper[index - 1]


def _whole(sheet: Sheet, top: int, height: int) -> int:
    """As tall as the merges that begin in it, though the lower titles be unknown."""
    while height < _TALLEST:
        ends = [last + 1 - top for first, _, last, _ in sheet.merged if top <= first < top + height]
        tallest = min(max(ends, default=height), _TALLEST, len(sheet.rows) - top)
        if tallest <= height:
            return height
        height = tallest
    return height


def _columns(sheet: Sheet, top: int, height: int) -> tuple[Column, ...]:
    """The titled columns, and the untitled ones that hold something."""
    named = _titles(sheet, top, height)
    below = sheet.rows[top + height : top + height + 200]
    filled = _filled(below)
    width = max([len(named), *(index + 1 for index in filled)], default=0)
    return tuple(
        Column(index, title or f"Cột {letter(index)}", letter(index))
        for index in range(width)
        if (title := named[index] if index < len(named) else "") or index in filled
    )


def _filled(rows: list[Row]) -> set[int]:
    return {index for row in rows for index, cell in enumerate(row) if cell is not None}


def _kind(columns: tuple[Column, ...]) -> str:
    """What the titles tell the table to be; a roster unless another kind is told by enough of them."""
    keys = set(_all_keys(columns))
    for kind, (_, least, known) in kinds().items():
        if least and len(keys & known) >= least:
            return kind
    return "roster"


def _all_keys(columns: tuple[Column, ...]) -> Iterator[str]:
    for column in columns:
        key = title_key(column.title)
        yield key
        yield from key.split(JOINT)
