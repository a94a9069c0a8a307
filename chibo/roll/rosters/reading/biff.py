"""A look into an old .xls for what its values do not tell: hidden rows, filters, formulas, errors, fonts.

The file is a small file system ([MS-CFB]) with one stream of records ([MS-XLS]); only those named here are read. What
cannot be followed is left unseen: nothing but a note depends on it.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from chibo.roll.rosters.reading.guard import LIMITS, too_wide
from chibo.roll.rosters.reading.ooxml import Look, most_used

_FREE = 0xFFFFFFF0
_BOUNDSHEET, _FONT, _FORMAT = 0x0085, 0x0031, 0x00E0
_ROW, _COLUMN, _FORMULA, _ERROR, _FILTER, _END = 0x0208, 0x007D, 0x0006, 0x0205, 0x009D, 0x000A
_TEXT, _NUMBER, _RK = 0x00FD, 0x0203, 0x027E
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_VERSION_8 = 0x0600


@dataclass(slots=True)
class _Globals:
    sheets: list[tuple[str, int]] = field(default_factory=list)  # name, where its records begin
    fonts: list[str] = field(default_factory=list)
    formats: list[int] = field(default_factory=list)  # cell format -> number of its font


def look(data: bytes) -> Mapping[str, Look]:
    """Name of each sheet -> what was seen of it; nothing when the file is older or built otherwise."""
    try:
        stream = _stream(data, ("Workbook", "Book"))
        known = _globals(stream)
        fonts = [_font(known, number) for number in known.formats]
        return {name: _sheet(stream, start, fonts, name) for name, start in known.sheets}
    except (struct.error, IndexError, ValueError):
        return {}


def _stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """The content of the first stream of that name."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in {512, 4096}:
        raise ValueError(size)

    def sector(number: int) -> bytes:
        return data[(number + 1) * size : (number + 2) * size]

    table = _allocation(data, sector, size)
    directory = b"".join(sector(number) for number in _chain(table, struct.unpack_from("<I", data, 48)[0]))
    for start in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, start + 64)[0]
        name = directory[start : start + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in names and directory[start + 66] == 2:
            first, total = struct.unpack_from("<II", directory, start + 116)
            if total >= 4096:
                return b"".join(sector(number) for number in _chain(table, first))[:total]
    raise ValueError(names)


def _allocation(data: bytes, sector: Callable[[int], bytes], size: int) -> list[int]:
    """Sector -> the next one of its stream."""
    places = [number for number in struct.unpack_from("<109I", data, 76) if number < _FREE]
    more, left = struct.unpack_from("<II", data, 68)
    while more < _FREE and left:
        listed = struct.unpack(f"<{size // 4}I", sector(more))
        places += [number for number in listed[:-1] if number < _FREE]
        more, left = listed[-1], left - 1
    return [number for place in places for number in struct.unpack(f"<{size // 4}I", sector(place))]


def _chain(table: list[int], first: int) -> Iterator[int]:
    seen = 0
    while first < _FREE and seen <= len(table):
        yield first
        first = table[first]
        seen += 1


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Kind, where its content begins, and how long it is, up to the end of the substream."""
    depth = 0
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, start + 4, length
        depth += kind in {0x0809, 0x0009, 0x0209, 0x0409}
        depth -= kind == _END
        if depth <= 0:
            return
        start += 4 + length


def _globals(stream: bytes) -> _Globals:
    known = _Globals()
    if struct.unpack_from("<H", stream, 4)[0] != _VERSION_8:
        raise ValueError("an older version")
    for kind, at, length in _records(stream, 0):
        if kind == _BOUNDSHEET:
            name = _text(stream[at + 6 : at + length])
            known.sheets.append((name, struct.unpack_from("<I", stream, at)[0]))
        elif kind == _FONT:
            known.fonts.append(_text(stream[at + 14 : at + length]))
        elif kind == _FORMAT:
            known.formats.append(struct.unpack_from("<H", stream, at)[0])
    return known


def _text(raw: bytes) -> str:
    """A short string: length, whether of two bytes each, characters."""
    wide = raw[1] & 1
    return raw[2 : 2 + raw[0] * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")


def _font(known: _Globals, number: int) -> str:
    place = number - 1 if number > 4 else number  # there is no font number 4
    return known.fonts[place] if place < len(known.fonts) else ""


def _sheet(stream: bytes, start: int, fonts: list[str], name: str) -> Look:
    seen = Look()
    widest = deepest = 0
    styles: Counter[tuple[int, int]] = Counter()
    for kind, at, _ in _records(stream, start):
        if kind in {_TEXT, _NUMBER, _RK, _FORMULA, _ERROR}:
            row, column, style = struct.unpack_from("<HHH", stream, at)
            styles[column, style] += 1
            widest, deepest = max(widest, column + 1), max(deepest, row + 1)
            if kind == _FORMULA:
                seen.formulas.add((row + 1, column))
                if stream[at + 6] == 2 and stream[at + 12 : at + 14] == b"\xff\xff":
                    seen.errors[row + 1, column] = _ERRORS.get(stream[at + 8], "#?")
            elif kind == _ERROR and stream[at + 7]:
                seen.errors[row + 1, column] = _ERRORS.get(stream[at + 6], "#?")
        elif kind == _ROW:
            if stream[at + 12] & 0x20:
                seen.hidden_rows.add(struct.unpack_from("<H", stream, at)[0] + 1)
        elif kind == _COLUMN:
            first, last, _, _, flags = struct.unpack_from("<5H", stream, at)
            if flags & 1:
                seen.hidden_columns.update(range(first, last + 1))
        elif kind == _FILTER:
            seen.filtered = True
    if widest * deepest > LIMITS.cells:
        raise too_wide(name, deepest, widest)
    seen.fonts = most_used(styles, fonts)
    return seen
