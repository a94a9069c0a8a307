"""A look into the parts of an xlsx for what its values do not tell: hidden rows, filters, formulas, errors, fonts.

Read by patterns over the bytes, not as a tree: a hundred thousand rows take a second instead of half a minute. What a
writer puts in an unusual way is then not seen; nothing but a note depends on it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from chibo.roll.rosters.reading.guard import BROKEN, LIMITS, chunks, too_wide
from chibo.roll.rosters.reading.model import Unreadable
from chibo.roll.rosters.reading.text import index_of

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_COLUMN = re.compile(rb'<(?:\w+:)?col\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
_FORMULA = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b')
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*'
    rb"(?:<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>([^<]*)"
)
_STYLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"[^>]*?\bs="(\d+)"')
#: Begins with its letters, which are quickly found; what else ends so only makes the sheet look too wide at first.
_WIDE = re.compile(rb'r="([A-Z]{2,3})\d+"')
_VALUED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*(?<!/)>')
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
_FONT = re.compile(rb"<(?:\w+:)?font\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
_FONT_NAME = re.compile(rb'<(?:\w+:)?name\b[^>]*\bval="([^"]*)"')
_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
#: Fonts are told from the first so many bytes of a sheet.
_SAMPLE = 400_000
#: A piece without the beginning of a row is let go at this length.
_LONGEST_PIECE = 8_000_000


@dataclass(slots=True)
class Look:
    """What was seen of one sheet; rows 1-based, columns 0-based."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    fonts: dict[int, str] = field(default_factory=dict)


def look(data: bytes) -> Mapping[str, Look]:
    """Name of each sheet -> what was seen of it.

    Raises :class:`Unreadable` for a sheet whose cells lie so far apart that no memory would hold them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            fonts = _fonts(archive) if "xl/styles.xml" in names else []
            _measure(archive, names)
            return {
                name: _look_at(archive, part, name, fonts) for name, part in _sheets(archive, names) if part in names
            }
    except BROKEN as error:
        raise Unreadable("Tệp bị hỏng; mở bằng Excel, lưu lại thành .xlsx rồi tải lên lần nữa.") from error


def _measure(archive: zipfile.ZipFile, names: set[str]) -> None:
    """Unpack the texts once: a part that holds more than it says is found before anything else opens it."""
    if "xl/sharedStrings.xml" in names:
        for _ in chunks(archive, "xl/sharedStrings.xml"):
            pass


def _attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _ATTRIBUTE.findall(tag)}


def _sheets(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    """Name of each sheet, and the part that holds it."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return
    relations: dict[str, str] = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        found = _attributes(tag)
        relations[found.get("Id", "")] = next((value for value in found.values() if value.endswith(".xml")), "")
    for tag in _SHEET.findall(archive.read("xl/workbook.xml")):
        found = _attributes(tag)
        place = relations.get(next((value for key, value in found.items() if key.endswith(":id")), ""), "")
        if "name" in found and place:
            yield found["name"], posixpath.normpath(posixpath.join("xl", place)) if place[0] != "/" else place[1:]


def _fonts(archive: zipfile.ZipFile) -> list[str]:
    """Number of a cell format -> name of its font."""
    styles = b"".join(chunks(archive, "xl/styles.xml"))
    listed = _FONTS.search(styles)
    names = []
    for body in _FONT.findall(listed[0] if listed else b""):
        named = _FONT_NAME.search(body)
        names.append(unescape(named[1].decode("utf-8", "replace")) if named else "")
    formats = _FORMATS.search(styles)
    numbers = [
        int(_attributes(tag).get("fontId", "0") or 0) for tag in _FORMAT.findall(formats[0] if formats else b"")
    ]
    return [names[number] if number < len(names) else "" for number in numbers]


def _look_at(archive: zipfile.ZipFile, part: str, name: str, fonts: list[str]) -> Look:
    seen = Look()
    styles: Counter[tuple[bytes, bytes]] = Counter()
    sampled = 0
    widest, deepest = 26, 0
    for piece in _whole_rows(archive, part):
        if sampled < _SAMPLE and fonts:
            styles.update(_STYLED.findall(piece[:_SAMPLE]))
            sampled += len(piece)
        _see(piece, seen)
        widest = max([widest, *(index_of(letters.decode()) + 1 for letters in set(_WIDE.findall(piece)))])
        tags = _ROW.findall(piece[piece.rfind(b"row ") - 20 :]) or _ROW.findall(piece)
        numbered = _ROW_NUMBER.search(tags[-1]) if tags else None
        deepest = max(deepest, int(numbered[1])) if numbered else deepest
    if widest * deepest > LIMITS.cells:
        _check_extent(archive, part, name)
    placed = Counter({(index_of(name.decode()), int(style)): count for (name, style), count in styles.items()})
    seen.fonts = most_used(placed, fonts)
    return seen


def _whole_rows(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end before a row begins."""
    kept = b""
    for piece in chunks(archive, part):
        kept += piece
        cut = max(kept.rfind(b"<row "), kept.rfind(b":row "))
        if cut > 0:
            cut = kept.rfind(b"<", 0, cut + 1)
            yield kept[:cut]
            kept = kept[cut:]
        elif len(kept) > _LONGEST_PIECE:
            yield kept
            kept = b""
    yield kept


def _see(piece: bytes, seen: Look) -> None:
    if b"<f" in piece or b":f" in piece:
        seen.formulas.update((int(row), index_of(letters.decode())) for letters, row in _FORMULA.findall(piece))
    if b't="e"' in piece:
        for letters, row, said in _ERROR.findall(piece):
            seen.errors[int(row), index_of(letters.decode())] = unescape(said.decode("utf-8", "replace"))
    if b'hidden="' in piece:
        for tag in _HIDDEN_ROW.findall(piece):
            if numbered := _ROW_NUMBER.search(tag):
                seen.hidden_rows.add(int(numbered[1]))
        for tag in _COLUMN.findall(piece):
            found = _attributes(tag)
            first, last = int(found.get("min", "1")), int(found.get("max", "0"))
            seen.hidden_columns.update(range(first - 1, min(last, LIMITS.columns)))
    if b"autoFilter" in piece:
        seen.filtered = True


def _check_extent(archive: zipfile.ZipFile, part: str, name: str) -> None:
    """By the cells that hold something: formats alone may reach to the last row."""
    widest = deepest = 0
    for piece in _whole_rows(archive, part):
        for letters, row in _VALUED.findall(piece):
            widest = max(widest, index_of(letters.decode()) + 1)
            deepest = max(deepest, int(row))
    if widest * deepest > LIMITS.cells:
        raise too_wide(name, deepest, widest)


def most_used(styles: Counter[tuple[int, int]], fonts: list[str]) -> dict[int, str]:
    """Column -> the font of most of its cells, from how often each cell format stands in it."""
    by_column: dict[int, Counter[str]] = {}
    for (column, style), count in styles.items():
        if style < len(fonts) and fonts[style]:
            by_column.setdefault(column, Counter())[fonts[style]] += count
    return {column: counted.most_common(1)[0][0] for column, counted in by_column.items()}
