"""Text whose letters went through the wrong table: UTF-8 read as Western, and fonts before Unicode."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from chibo.roll.rosters.reading.model import Cell, Conversion, Level, Note, Row, Sheet
from chibo.roll.rosters.reading.syllables import share_of_syllables
from chibo.roll.rosters.reading.text import letter, one_line
from chibo.roll.rosters.reading.vocabulary.files import load

#: What the letters of Vietnamese become when their UTF-8 bytes are read as Windows-1252.
_GARBLED = re.compile(r"á[»º][\x80-\uffff]|Ã[\x80-\xbf\u0152-\u2122]|Ä[\x80-\xbf\u0152-\u2122]|Æ[°¡]|áº|á»")
_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
#: A conversion must make this share of the words well spelled, and so much more than they were.
_GOOD = 0.8
_BETTER = 0.25
#: TCVN3 has no capitals with tones: "NGUYễN" was NGUYỄN when nothing around it is small.
_SHOUTED = re.compile(r"[A-Z][^\W\d_]*[A-Z]")
_SAMPLE = 150
_SHOWN = 3


def garbled(text: str) -> bool:
    """Whether the text is UTF-8 that was decoded wrongly and stored so."""
    return _GARBLED.search(text) is not None and repaired(text) != text


def repaired(text: str) -> str:
    """What was probably meant; the text itself when it cannot be told. Only ever to be proposed."""
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    """The byte that Windows-1252 shows so; its five empty places keep their own number."""
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """Name of an old encoding -> its codes, as they look read as Windows-1252, and their letters."""
    return {name: row["letters"] for name, row in load("encodings").items()}


@cache
def converter(name: str) -> Callable[[str], str]:
    """From text of an old encoding to Unicode. A text in capitals stays so."""
    letters = dict(tables()[name])
    for code, meant in tables()[name].items():
        if len(code) == 2:  # a capital with the sign typed small
            letters.setdefault(code[0].upper() + code[1], meant.upper())
    pattern = re.compile("|".join(sorted(map(re.escape, letters), key=len, reverse=True)))

    def convert(text: str) -> str:
        read = pattern.sub(lambda match: letters[match[0]], text)
        shouted = _SHOUTED.search(read) and not any(char.isascii() and char.islower() for char in read)
        return read.upper() if shouted else _initials(read)

    return convert


def _initials(text: str) -> str:
    """Among words that all begin with a capital, one that begins with a toned vowel had no capital to begin with."""
    words = text.split(" ")
    small = [place for place, word in enumerate(words) if word[:1].islower()]
    if len(words) < 2 or len(small) * 2 > len(words) or any(words[place][0].isascii() for place in small):
        return text
    for place in small:
        words[place] = words[place][0].upper() + words[place][1:]
    return " ".join(words)


def best_table(text: str) -> str:
    """The old encoding that makes the text Vietnamese, or "" when it is so already or nothing helps."""
    share, words = share_of_syllables(text)
    if not words:
        return ""
    scores = {name: share_of_syllables(converter(name)(text))[0] for name in tables()}
    name = max(scores, key=lambda candidate: scores[candidate])
    return name if scores[name] >= _GOOD and scores[name] >= share + _BETTER else ""


def convert_old_text(sheet: Sheet) -> Note | None:
    """Convert the columns of a sheet that were typed for a font before Unicode, in place, and say so."""
    texts = _texts(sheet)
    fonts = {index: _by_font(font) for index, font in sheet.fonts.items()}
    found = {index: best_table("\n".join(said)) for index, said in texts.items()}
    counted = [name for name in found.values() if name]
    if not counted:
        return None
    name = max(counted, key=counted.count)
    convert = converter(name)
    columns = tuple(
        index
        for index, said in texts.items()
        if found[index] == name or (not found[index] and _no_worse(convert, said, fonts.get(index) == name))
    )
    samples: dict[str, str] = {}
    capitals = {index for index in columns if fonts.get(index) == name and sheet.fonts[index].lower().endswith("h")}
    rows = [_row(row, columns, capitals, convert, samples) for row in sheet.rows]
    by_font = sorted({sheet.fonts[index] for index in columns if fonts.get(index) == name})
    evidence = f"phông {', '.join(by_font)}" if by_font and name != "" else "cách viết các chữ cái"
    sheet.rows = rows
    sheet.conversion = Conversion(name, columns, evidence, tuple(samples.items())[:_SHOWN])
    shown = "; ".join(f"“{before}” → “{after}”" for before, after in sheet.conversion.samples)
    letters = ", ".join(letter(index) for index in columns[:12])
    said = (
        f"Trang “{sheet.name}” gõ bằng bảng mã {name} (nhận ra theo {evidence}), cột {letters};"
        f" đã chuyển sang Unicode để đọc: {shown}. Xem lại rồi xác nhận."
    )
    return Note("old_text", Level.DOUBT, said, sheet.name)


def _texts(sheet: Sheet) -> dict[int, list[str]]:
    """Column -> a sample of its texts with marks or signs."""
    texts: dict[int, list[str]] = {}
    for row in sheet.rows[: 20 * _SAMPLE]:
        for index, cell in enumerate(row):
            if isinstance(cell, str) and not cell.isascii():
                said = texts.setdefault(index, [])
                if len(said) < _SAMPLE:
                    said.append(cell)
    return texts


def _by_font(font: str) -> str:
    lowered = font.lower()
    names = (name for name, row in load("encodings").items() if lowered.startswith(tuple(row["fonts"])))
    return next(names, "")


def _no_worse(convert: Callable[[str], str], said: list[str], by_font: bool) -> bool:
    """A column with few words goes with its sheet, unless it is plainly Unicode."""
    text = "\n".join(said)
    if _UNICODE.search(text):
        return False
    return by_font or share_of_syllables(convert(text))[0] >= share_of_syllables(text)[0]


def _row(
    row: Row, columns: tuple[int, ...], capitals: set[int], convert: Callable[[str], str], samples: dict[str, str]
) -> Row:
    cells: list[Cell] = list(row)
    for index in columns:
        cell = cells[index] if index < len(cells) else None
        if not isinstance(cell, str) or (cell.isascii() and index not in capitals) or _UNICODE.search(cell):
            continue
        read = convert(cell)
        cells[index] = read.upper() if index in capitals else read
        if len(samples) < _SHOWN and read != cell:
            samples[one_line(cell)] = one_line(str(cells[index]))
    return tuple(cells)


def garbled_note(sheet: Sheet) -> Note | None:
    """The sheet holds text that was encoded twice: told with a proposal, left as it is."""
    for said in _texts(sheet).values():
        for text in said:
            if garbled(text):
                meant = one_line(repaired(text))
                words = (
                    f"Trang “{sheet.name}” có chữ bị lỗi mã: “{one_line(text)}”, có lẽ là “{meant}”."
                    " Chương trình không tự sửa; xác nhận từng dòng, hoặc lưu lại tệp theo UTF-8 rồi tải lên lần nữa."
                )
                return Note("garbled", Level.DOUBT, words, sheet.name)
    return None
