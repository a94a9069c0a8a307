"""A file's bytes as a book of sheets, whatever its kind."""

from __future__ import annotations

from chibo.roll.rosters.reading import biff, ooxml, opendocument
from chibo.roll.rosters.reading.delimited import read_delimited
from chibo.roll.rosters.reading.encodings import convert_old_text, garbled_note
from chibo.roll.rosters.reading.guard import kind_of
from chibo.roll.rosters.reading.model import Book, Level, Note, Sheet, Unreadable
from chibo.roll.rosters.reading.text import letter
from chibo.roll.rosters.reading.webpage import read_webpage
from chibo.roll.rosters.reading.workbooks import read_workbook

_NAMES = {"xlsx": {"xlsx"}, "xls": {"xls"}, "ods": {"ods"}, "html": {"html", "htm"}, "csv": {"csv", "txt", "tsv"}}
_LOOKS = {"xlsx": ooxml.look, "xls": biff.look, "ods": opendocument.look}


def read_book(data: bytes, name: str) -> Book:
    """The sheets of a file, told by its content; ``name`` only serves to say what it pretended to be.

    Raises :class:`Unreadable` with one sentence: what is wrong, what to do.
    """
    kind = kind_of(data)
    notes: list[Note] = []
    if kind == "csv":
        sheets, notes = read_delimited(data)
    elif kind == "html":
        sheets, notes = read_webpage(data)
    else:
        seen = _LOOKS[kind](data)
        sheets = read_workbook(data)
        for sheet in sheets:
            _add(sheet, seen.get(sheet.name))
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("Tệp không có dòng nào; kiểm tra lại tệp rồi tải lên lần nữa.")
    for sheet in sheets:
        notes += [note for note in (convert_old_text(sheet), garbled_note(sheet)) if note]
    return Book(kind, tuple(sheets), (*_named(kind, name), *notes, *_about(sheets)))


def _add(sheet: Sheet, seen: ooxml.Look | None) -> None:
    if seen is None:
        return
    last = len(sheet.rows)
    sheet.hidden_rows = frozenset(row for row in seen.hidden_rows if row <= last)
    sheet.hidden_columns = frozenset(seen.hidden_columns)
    sheet.filtered = seen.filtered
    sheet.formulas = frozenset(seen.formulas)
    sheet.errors = seen.errors
    sheet.fonts = seen.fonts


def _named(kind: str, name: str) -> list[Note]:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if not ending or ending in _NAMES[kind]:
        return []
    said = f"Tệp mang đuôi .{ending} nhưng nội dung là {kind.upper()}; đã đọc theo nội dung."
    return [Note("name", Level.WARNING, said)]


def _about(sheets: list[Sheet]) -> list[Note]:
    notes = []
    for sheet in sheets:
        if sheet.hidden and sheet.rows:
            said = f"Trang ẩn “{sheet.name}” ({len(sheet.rows)} dòng) không được đọc vào danh sách."
            notes.append(Note("hidden_sheet", Level.WARNING, said, sheet.name))
            continue
        if sheet.hidden_rows:
            said = f"Trang “{sheet.name}” có {len(sheet.hidden_rows)} dòng ẩn; các dòng này vẫn được đọc."
            notes.append(Note("hidden_rows", Level.WARNING, said, sheet.name))
        if sheet.hidden_columns:
            letters = ", ".join(letter(index) for index in sorted(sheet.hidden_columns)[:12])
            said = f"Trang “{sheet.name}” có cột ẩn ({letters}); các cột này vẫn được đọc."
            notes.append(Note("hidden_columns", Level.WARNING, said, sheet.name))
        if sheet.filtered:
            said = f"Trang “{sheet.name}” đang đặt bộ lọc; mọi dòng đều được đọc, kể cả dòng bị lọc ẩn."
            notes.append(Note("filtered", Level.WARNING, said, sheet.name))
    return notes
