"""One cell under one title: its raw content, the clean value, and what has to be said about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from math import isfinite
from uuid import UUID

from chibo.common.dates import PartialDate, display
from chibo.common.text import has_legacy_font, unsafe
from chibo.roll.rosters.reading.dates import read_day
from chibo.roll.rosters.reading.encodings import garbled, repaired
from chibo.roll.rosters.reading.model import Cell, Level, Problem, Value
from chibo.roll.rosters.reading.numbers import plain_digits, read_digits, read_fraction, read_money
from chibo.roll.rosters.reading.text import lines_of, one_line, tidy
from chibo.roll.rosters.reading.vocabulary import Field, choices, marks, word_key
from chibo.roll.rosters.reading.vocabulary.layout import province_key, provinces

#: The value of a cell, if it has one, and its problems.
Reading = tuple[Value | None, tuple[Problem, ...]]
_NOTHING: Reading = (None, ())
#: The cell says "as above".
DITTO: Reading = (Value(None, None, how="như dòng trên"), ())
_ADDRESS = re.compile(r"^(?:đ/c|đồng chí|ông|bà)[\s.:]+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s./-]+")
_ASIDE = re.compile(r"([^()]*[^()\s])\s*\([^()]*\)")
_NOT_A_NAME = re.compile(r"[\d@#$%^*=+<>{}\[\]|\\/]")


class CellReader:
    """Reads the cells of one column. What comes again is not read again.

    ``swapped``: the days of the column look as if a program had taken their day for the month; each is asked about.
    """

    __slots__ = ("_absent", "_blank", "_on", "_read", "_swapped", "field", "remembered", "title")

    #: So many different texts of a column are remembered at once.
    _REMEMBERED = 20_000

    def __init__(self, field: Field, title: str, on: date, *, swapped: bool = False) -> None:
        self.field = field
        self.title = title
        self._on = on
        self._swapped = swapped
        self.remembered: dict[Cell, Reading] = {}  # by text; no number or day equals one
        self._read = _KINDS[field.kind]
        self._blank = marks("blank")
        answers = marks("absent_is_an_answer")
        self._absent = frozenset() if field.code in answers or field.kind == "name" else marks("absent")

    def __call__(self, cell: Cell) -> Reading:
        if cell is None or (isinstance(cell, float) and not isfinite(cell)):
            return _NOTHING
        if not isinstance(cell, str):
            if self._swapped and isinstance(cell, date) and cell.day != cell.month:
                return self._turned(cell)
            return self._read(self, cell)
        known = self.remembered.get(cell)
        if known is None:
            known = self._text(cell)
            if len(self.remembered) >= self._REMEMBERED:
                self.remembered.clear()
            self.remembered[cell] = known
        return known

    def _text(self, cell: str) -> Reading:
        short = cell.strip().lower() if len(cell) < 30 else ""
        if short in self._blank or (not short and not tidy(cell)):
            return _NOTHING
        if short and short in marks("ditto"):
            return DITTO
        if short in self._absent or (short == "không có" and self.field.kind != "name"):
            return Value(cell, None, absent=True), ()
        if not cell.isascii():
            if garbled(cell):
                return self._garbled(cell)
            if has_legacy_font(cell):
                said = f"“{one_line(cell)}” có thể gõ bằng phông chữ cũ (TCVN3 hoặc VNI)"
                return self.doubt(cell, f"{said}; chuyển sang Unicode rồi nhập lại.")
        return self._read(self, cell)

    def _turned(self, cell: date) -> Reading:
        other = date(cell.year, cell.day, cell.month)
        said = (
            f"Ô là ngày {display(cell)}, nhưng cả cột cho thấy Excel có thể đã đảo ngày và tháng;"
            f" có phải {display(other)} không? Đối chiếu giấy tờ gốc."
        )
        return self.doubt(cell, said, PartialDate.of(other) if self.field.kind == "partial" else other)

    def _garbled(self, cell: str) -> Reading:
        offered = repaired(cell)
        said = f"“{one_line(cell)}” bị lỗi mã chữ; có phải “{offered}” không? Xác nhận hoặc sửa lại trong tệp."
        return self.doubt(cell, said, offered)

    def problem(self, level: Level, message: str, proposal: object = None) -> Problem:
        return Problem(self.title, level, message, self.field.code, proposal)

    def doubt(self, cell: Cell, message: str, proposal: object = None) -> Reading:
        return Value(cell, None), (self.problem(Level.DOUBT, message, proposal),)

    @property
    def on(self) -> date:
        return self._on


def _name(reader: CellReader, cell: Cell) -> Reading:
    if not isinstance(cell, str):
        return reader.doubt(cell, f"“{cell}” chưa phải là họ tên; ghi lại họ và tên.")
    lines = lines_of(cell)
    if not lines:
        return _NOTHING
    if len(lines) > 1:
        joined = " ".join(lines)
        said = f"Ô họ tên có {len(lines)} dòng: “{' | '.join(lines)}”; có phải họ tên là “{joined}” không?"
        return reader.doubt(cell, said, joined)
    name = lines[0].strip(" .,;:-'’`\"*")
    if "(" in name and (match := _ASIDE.fullmatch(name)):
        said = f"“{name}” có phần ghi trong ngoặc; có phải họ tên là “{match[1]}” không?"
        return reader.doubt(cell, said, match[1])
    bare = name[addressed.end() :] if (addressed := _ADDRESS.match(name)) else name
    if not bare:
        return _NOTHING
    if _NOT_A_NAME.search(bare):
        return reader.doubt(cell, f"“{bare}” có ký tự không dùng trong họ tên; sửa lại.")
    if bare != name:
        said = f"“{name}” đã được đọc là “{bare}”."
        return Value(cell, bare), (reader.problem(Level.WARNING, said),)
    return Value(cell, bare), ()


def _text(reader: CellReader, cell: Cell) -> Reading:
    if isinstance(cell, datetime | date):
        return Value(cell, f"{cell.day:02}/{cell.month:02}/{cell.year:04}"), ()
    text = unsafe(one_line(cell)) if isinstance(cell, str) else str(cell)
    return (Value(cell, text), ()) if text else _NOTHING


def _code(reader: CellReader, cell: Cell) -> Reading:
    """Digits and letters of a number, as the register keeps it: capitals, nothing between them."""
    value, problems = _text(reader, cell)
    return (None if value is None else value._replace(clean=_BETWEEN.sub("", str(value.clean)).upper())), problems


def _long(reader: CellReader, cell: Cell) -> Reading:
    text = unsafe("\n".join(lines_of(cell))) if isinstance(cell, str) else str(cell)
    return (Value(cell, text), ()) if text else _NOTHING


def _partial(reader: CellReader, cell: Cell) -> Reading:
    day = read_day(cell, reader.on)
    problems = (reader.problem(day.level, day.message, day.proposal),) if day.level else ()
    if day.value and day.value.earliest > reader.on:
        said = f"Ngày {day.value.display} ở sau ngày nhập; kiểm tra lại."
        return Value(cell, None), (reader.problem(Level.REFUSED, said),)
    return Value(cell, day.value), problems


def _date(reader: CellReader, cell: Cell) -> Reading:
    day = read_day(cell, reader.on)
    problems: tuple[Problem, ...] = ()
    if day.level:
        proposal = day.proposal.exact if day.proposal else None
        problems = (reader.problem(day.level, day.message, proposal),)
    if day.value is None:
        return Value(cell, None), problems
    exact = day.value.exact
    if exact is None:
        said = f"“{day.value.display}” chưa đủ ngày, tháng, năm; {reader.field.label} cần ghi đủ, theo giấy tờ gốc."
        return Value(cell, None), (reader.problem(Level.DOUBT, said, day.value),)
    if exact > reader.on:
        said = f"Ngày {day.value.display} ở sau ngày nhập; xác nhận hoặc sửa lại."
        problems = (*problems, reader.problem(Level.DOUBT, said, exact))
    return Value(cell, exact), problems


def _digits(reader: CellReader, cell: Cell) -> Reading:
    if plain_digits(cell, reader.field.digits):
        return Value(cell, cell), ()
    label = reader.field.label[0].lower() + reader.field.label[1:]
    read = read_digits(cell, label, reader.field.digits)
    problems = (reader.problem(read.level, read.message, read.proposal),) if read.level else ()
    return Value(cell, read.value), problems


def _uuid(reader: CellReader, cell: Cell) -> Reading:
    text = tidy(str(cell)).strip("{}'")
    try:
        return Value(cell, str(UUID(text))), ()
    except ValueError:
        said = f"“{text}” không phải mã bản ghi; đã bỏ qua, đối chiếu bằng các cột khác."
        return Value(cell, None), (reader.problem(Level.WARNING, said),)


def _int(reader: CellReader, cell: Cell) -> Reading:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Value(cell, cell), ()
    text = tidy(str(cell)).rstrip(".)").removesuffix(".0")
    return Value(cell, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None), ()


def _choice(reader: CellReader, cell: Cell) -> Reading:
    text = one_line(str(cell))
    code = choices(reader.field.choices).get(word_key(text))
    if code is None:
        said = f"“{text}” chưa có trong các giá trị của {reader.field.label}; chọn giá trị đúng."
        return reader.doubt(cell, said)
    return Value(cell, code), ()


def _bool(reader: CellReader, cell: Cell) -> Reading:
    if isinstance(cell, bool):
        return Value(cell, cell), ()
    text = tidy(str(cell)).lower()
    if text in marks("marked"):
        return Value(cell, True), ()
    if text in marks("unmarked"):
        return Value(cell, False), ()
    return reader.doubt(cell, f"“{tidy(str(cell))}” chưa rõ là có hay không; ghi “x” hoặc để trống.")


def _money(reader: CellReader, cell: Cell) -> Reading:
    read = read_money(cell)
    return Value(cell, read.value), (reader.problem(read.level, read.message),) if read.level else ()


def _fraction(reader: CellReader, cell: Cell) -> Reading:
    read = read_fraction(cell)
    return Value(cell, read.value), (reader.problem(read.level, read.message),) if read.level else ()


def _province(reader: CellReader, cell: Cell) -> Reading:
    """Kept as written. A place of today under a former name is told with the new one; an unknown one stays so."""
    value, _ = _text(reader, cell)
    if value is None:
        return _NOTHING
    known = provinces().get(province_key(str(value.clean)))
    if known is None:
        said = f"“{value.clean}” chưa có trong danh mục tỉnh, thành phố; giữ nguyên như tệp ghi."
        return value, (reader.problem(Level.WARNING, said),)
    if known.since and reader.field.present:
        said = f"“{value.clean}” từ {display(known.since)} thuộc {known.name}; giữ nguyên như tệp ghi."
        return value, (reader.problem(Level.WARNING, said, known.name),)
    return value, ()


_KINDS: Mapping[str, Callable[[CellReader, Cell], Reading]] = {
    "name": _name,
    "text": _text,
    "part": _text,
    "province": _province,
    "code": _code,
    "long": _long,
    "partial": _partial,
    "date": _date,
    "id12": _digits,
    "old_id": _digits,
    "card": _digits,
    "uuid": _uuid,
    "int": _int,
    "choice": _choice,
    "bool": _bool,
    "money": _money,
    "fraction": _fraction,
}
