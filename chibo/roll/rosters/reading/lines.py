"""Every row of a table, exactly once: a person with values and problems, or why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from chibo.roll.rosters.reading.cells import DITTO, CellReader, Reading
from chibo.roll.rosters.reading.checks import check_line
from chibo.roll.rosters.reading.evidence import days_swapped
from chibo.roll.rosters.reading.model import Cell, Choice, Level, Line, Mapping, Problem, Row, Skip, Table, Value
from chibo.roll.rosters.reading.rows import RowKinds
from chibo.roll.rosters.reading.splitting import SplitReader
from chibo.roll.rosters.reading.vertical import value_of
from chibo.roll.rosters.reading.vocabulary import FIELDS

_Reader = CellReader | SplitReader
#: Where the cell stands, its field, who reads it, and what that one has read before.
_Column = tuple[int, str, _Reader, dict[Cell, Reading]]


def parse_rows(table: Table, mapping: Mapping, *, on: date) -> Iterator[Line]:
    """One line for each row that the table answers for, in the order of the file, made as it is asked for.

    ``on`` is the day of reading, after which nothing can have happened yet.
    """
    columns = _columns(table, mapping, on)
    held = frozenset(part for _, code, *_ in columns for part in code.split("+"))
    if table.vertical:
        yield from _vertical(table, mapping, columns, held, on)
    else:
        yield from _horizontal(table, mapping, columns, held, on)


def _columns(table: Table, mapping: Mapping, on: date) -> list[_Column]:
    columns: list[_Column] = []
    for choice in mapping:
        title = choice.column.title
        if "+" in choice.field:
            parts = [CellReader(FIELDS[code], title, on) for code in choice.field.split("+")]
            columns.append((choice.column.index, choice.field, SplitReader(parts, title), {}))
        elif choice.field:
            field = FIELDS[choice.field]
            swapped = field.kind in {"date", "partial"} and not table.vertical and days_swapped(table, choice.column)
            reader = CellReader(field, title, on, swapped=swapped)
            columns.append((choice.column.index, choice.field, reader, reader.remembered))
    return columns


def _horizontal(
    table: Table, mapping: Mapping, columns: list[_Column], held: frozenset[str], on: date
) -> Iterator[Line]:
    kinds = RowKinds(table, mapping)
    sheet = table.sheet
    merged = _merged_below(table)
    noted = bool(sheet.formulas or sheet.errors or merged)
    money = [column for column in columns if column[1] in FIELDS and FIELDS[column[1]].kind == "money"]
    above: dict[str, Value] = {}
    section = ""
    for number in range(table.first_row, table.last_row + 1):
        row = sheet.rows[number - 1]
        kind = kinds.of(number, row)
        hidden = number in sheet.hidden_rows
        if kind.skip is not None:
            section = kind.text if kind.skip is Skip.SECTION else section
            sums = _read(row, money, {}, []) if kind.skip is Skip.TOTAL else {}
            yield Line(number, sums, [], kind.skip.value, kind.declared, section, kind.text, hidden)
            continue
        problems: list[Problem] = []
        if noted:
            row = _told(table, mapping, merged, number, row, problems)
        values = _read(row, columns, above, problems)
        if section and "organization" not in values and kinds.names_organization(section):
            values["organization"] = Value(section, kinds.organization(section), how="lấy từ dòng nhóm ở trên")
        check_line(values, problems, on, held)
        above = values
        yield Line(number, values, problems, section=section, hidden=hidden)


def _read(row: Row, columns: list[_Column], above: dict[str, Value], problems: list[Problem]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    width = len(row)
    for index, code, reader, remembered in columns:
        cell = row[index] if index < width else None
        if cell is None:
            continue
        reading = remembered.get(cell)
        if reading is None:
            if isinstance(reader, SplitReader):
                values.update(reader(cell, problems))
                continue
            reading = reader(cell)
        value, told = reading
        if reading is DITTO and isinstance(reader, CellReader):
            values.update(_as_above(cell, code, reader, above, problems))
        elif value is not None:
            values[code] = value
        if told:
            problems.extend(told)
    return values


def _as_above(
    cell: Cell, code: str, reader: CellReader, above: dict[str, Value], problems: list[Problem]
) -> dict[str, Value]:
    """A ditto mark: the value of the row above, told; never for what belongs to one person alone."""
    before = above.get(code)
    if before is None or reader.field.kind in {"name", "id12", "old_id", "card", "uuid"}:
        said = f"“{cell}” nghĩa là như dòng trên, nhưng không lấy được từ dòng trên; ghi rõ giá trị."
        problems.append(reader.problem(Level.DOUBT, said))
        return {code: Value(cell, None)}
    shown = getattr(before.clean, "display", None) or before.raw
    if reader.field.kind in {"date", "partial"}:
        said = f"“{cell}” nghĩa là như dòng trên ({shown}); có phải đồng chí này cũng vậy không?"
        problems.append(reader.problem(Level.DOUBT, said, before.clean))
        return {code: Value(cell, None)}
    problems.append(reader.problem(Level.WARNING, f"“{cell}” được hiểu là như dòng trên: {shown}."))
    return {code: Value(cell, before.clean, before.absent, "như dòng trên")}


def _merged_below(table: Table) -> dict[tuple[int, int], tuple[int, int]]:
    """(row, column) of the covered cells of merges that reach down through data -> (row, column) of their master."""
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, _ in table.sheet.merged:
        if bottom > top and top + 1 >= table.first_data_row:
            for number in range(top + 2, min(bottom + 1, table.last_row) + 1):
                covered[number, left] = (top + 1, left)
    return covered


def _told(
    table: Table,
    mapping: Mapping,
    merged: dict[tuple[int, int], tuple[int, int]],
    number: int,
    row: Row,
    problems: list[Problem],
) -> Row:
    """The row with merged cells filled in, and what has to be said about computed and broken cells."""
    cells = list(row)
    for choice in mapping:
        place = (number, choice.column.index)
        if not choice.field or choice.field == "row_number":
            continue
        if place in table.sheet.errors:
            said = f"Ô báo lỗi {table.sheet.errors[place]}; coi như trống, sửa lại trong tệp."
            problems.append(_problem(choice, Level.DOUBT, said))
        elif place in table.sheet.formulas:
            said = "Ô là công thức; đã lấy giá trị tính sẵn trong tệp, đối chiếu lại."
            problems.append(_problem(choice, Level.WARNING, said))
        if place in merged and table.sheet.cell(*place) is None:
            master = table.sheet.cell(*merged[place])
            if master is not None:
                cells += [None] * (place[1] + 1 - len(cells))
                cells[place[1]] = master
                said = f"Ô gộp với dòng {merged[place][0]}; đã lấy giá trị “{master}” của ô gộp."
                problems.append(_problem(choice, Level.WARNING, said))
    return tuple(cells)


def _problem(choice: Choice, level: Level, message: str) -> Problem:
    return Problem(choice.column.title, level, message, choice.field)


def _vertical(
    table: Table, mapping: Mapping, columns: list[_Column], held: frozenset[str], on: date
) -> Iterator[Line]:
    """One person: the row of the name stands for the sheet, the others are parts of it."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    placed = [choice.column for choice in mapping if choice.field]
    for column, (_, code, reader, remembered) in zip(placed, columns, strict=True):
        cell = value_of(table.sheet, column)
        values.update(_read((cell,), [(0, code, reader, remembered)], {}, problems))
    check_line(values, problems, on, held)
    names = [choice.column.row for choice in mapping if choice.field in {"full_name", "given_name"}]
    person = min(names, default=table.first_data_row)
    for number in range(table.first_row, table.last_row + 1):
        if number == person:
            yield Line(number, values, problems, hidden=number in table.sheet.hidden_rows)
            continue
        row = table.sheet.rows[number - 1]
        filled = [str(cell) for cell in row if cell is not None]
        skip = Skip.PART if filled else Skip.BLANK
        yield Line(number, {}, [], skip.value, text=" · ".join(filled)[:300])
