"""Delimited text: the encoding and the sign between cells are told by the content."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter

from chibo.roll.rosters.reading.encodings import best_table, converter
from chibo.roll.rosters.reading.guard import LIMITS, too_wide
from chibo.roll.rosters.reading.model import Level, Note, Row, Sheet, Unreadable
from chibo.roll.rosters.reading.syllables import share_of_syllables

_SIGNS = (",", ";", "\t", "|")
_NAMES = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab", "|": "dấu gạch đứng"}
_LONGEST_CELL = 100_000


def read_delimited(data: bytes) -> tuple[list[Sheet], list[Note]]:
    """One sheet of texts; blank cells are ``None``."""
    text, notes = decoded(data)
    sign = _sign(text)
    if (signs := text.count(sign)) > LIMITS.cells:
        lines = text.count("\n") + 1
        raise too_wide("CSV", lines, signs // lines + 1)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = [_row(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
    except csv.Error as error:
        raise Unreadable(
            "Tệp CSV có dấu nháy kép chưa đóng hoặc ô quá dài; mở bằng Excel, lưu lại thành .xlsx rồi tải lên lần nữa."
        ) from error
    return [Sheet("CSV", rows)], [*notes, *_told(sign)]


def _told(sign: str) -> list[Note]:
    return [] if sign == "," else [Note("separator", Level.WARNING, f"Các ô cách nhau bằng {_NAMES[sign]}.")]


def _row(cells: list[str]) -> Row:
    return tuple(cell if cell.strip() else None for cell in cells)


def decoded(data: bytes) -> tuple[str, list[Note]]:
    """Bytes as composed text, and what was found out about their encoding."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _eight_bits(data)


def _eight_bits(data: bytes) -> tuple[str, list[Note]]:
    """Windows-1258, unless the bytes make Vietnamese only through the table of an old font, which is found later."""
    text = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    western = data.decode("cp1252", "replace")
    sample = western[:200_000]
    old = best_table(sample)
    if old:
        mine, _ = share_of_syllables(text[:200_000])
        theirs, _ = share_of_syllables(converter(old)(sample))
        if theirs > mine:
            return western, []
    return text, [Note("encoding", Level.WARNING, "Tệp ghi bằng bảng mã Windows-1258; đã chuyển sang Unicode.")]


def _sign(text: str) -> str:
    """The sign that parts most lines into the same number of cells."""
    lines = [line for line in text[:200_000].splitlines()[:200] if line.strip()]
    best, most = ",", 0
    for sign in _SIGNS:
        counts = Counter(line.count(sign) for line in lines)
        counts.pop(0, None)
        common = max((count * lines_with for count, lines_with in counts.items()), default=0)
        if common > most:
            best, most = sign, common
    return best
