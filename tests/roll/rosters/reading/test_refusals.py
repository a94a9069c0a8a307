"""What is not opened, and the sentence that says so."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
import xlsxwriter
import xlwt
from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chibo.roll.rosters.reading import LIMITS, Limits, Unreadable, find_tables, read_book
from chibo.roll.rosters.reading.guard import kind_of
from tests.roll.rosters.offices import office_file, workbook
from tests.roll.rosters.reading.reader import drawn

ROWS: list[list[object]] = [["Họ và tên", "Ngày sinh"], ["Nguyễn Văn An", "1990"]]


def refused(data: bytes, name: str = "danh-sach.xlsx") -> str:
    with pytest.raises(Unreadable) as refusal:
        read_book(data, name)
    said = str(refusal.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def archive(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def repacked(data: bytes, **changed: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return archive(**(parts | changed))


def test_nothing_in_it() -> None:
    assert "không có nội dung" in refused(b"")
    assert "không có nội dung" in refused(b"\xef\xbb\xbf\r\n")
    assert "không có dòng nào" in refused(workbook([]))


def test_over_the_size() -> None:
    with pytest.raises(Unreadable, match="quá mức 0,1 MB"):
        kind_of(b"a," * 100_000, Limits(size=100_000))


def test_a_zip_bomb_by_its_declared_size() -> None:
    bomb = repacked(workbook(ROWS), **{"xl/media/image1.png": b"\x00" * 30_000_000})
    assert "phình tới" in refused(bomb)


def test_a_zip_bomb_by_the_size_of_all_parts() -> None:
    with pytest.raises(Unreadable, match="phình tới"):
        kind_of(workbook(ROWS), Limits(unpacked=1_000))


def test_a_part_that_holds_more_than_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook(ROWS)
    small = Limits(unpacked=20_000, ratio_from=10**9)
    swollen = repacked(data, **{"xl/sharedStrings.xml": b" " * 100_000})
    # The directory at the end says that the part is small; what is unpacked is counted all the same.
    lying = swollen.replace((100_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    monkeypatch.setattr("chibo.roll.rosters.reading.guard.LIMITS", small)
    with pytest.raises(Unreadable):
        read_book(lying, "danh-sach.xlsx")


def test_cells_so_far_apart_that_no_memory_would_hold_them() -> None:
    def draw(made: Workbook, sheet: Worksheet) -> None:
        sheet["A1"] = "Họ và tên"
        sheet["XFD1048576"] = "xa"

    assert "trải rộng" in refused(drawn(draw))


def test_cells_that_repeat_without_end_in_each_kind() -> None:
    endless = (
        b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        b'<table:table table:name="A"><table:table-row table:number-rows-repeated="1000000">'
        b'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
        b"</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert "trải rộng" in refused(archive(**{"mimetype": kind, "content.xml": endless}), "a.ods")
    line = b"<tr><td colspan=701></td><td>x</td></tr>"
    assert "trải rộng" in refused(b"<html><table>" + line * 12_000 + b"</table></html>", "a.xls")
    assert "trải rộng" in refused(b"," * 9_000_000 + b"\nx", "a.csv")
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for corner in (0, 65_535):
        sheet.write(corner, 255 if corner else 0, "x" * 9_000)
    stream = io.BytesIO()
    book.save(stream)
    assert "trải rộng" in refused(stream.getvalue(), "a.xls")


def test_formats_down_to_the_last_row_are_no_reason_to_refuse() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        grey = book.add_format({"bg_color": "#EEEEEE"})
        sheet.write_row(0, 0, ["Họ và tên", "Ngày sinh"])
        sheet.write_row(1, 0, ["Nguyễn Văn An", "1990"])
        sheet.write_blank(1_048_575, 15, None, grey)
    (table,) = find_tables(read_book(stream.getvalue(), "danh-sach.xlsx"))
    assert table.last_row == 2


def test_macros() -> None:
    assert "macro" in refused(repacked(workbook(ROWS), **{"xl/vbaProject.bin": b"\x00"}), "danh-sach.xlsm")
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as opened:
        types = opened.read("[Content_Types].xml")
    enabled = types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    assert "macro" in refused(repacked(workbook(ROWS), **{"[Content_Types].xml": enabled}))


def test_locked_with_a_password() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "mật khẩu" in refused(ole + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 100)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "ảnh"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "ảnh"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b'{"data": []}', "JSON"),
        (b'<?xml version="1.0"?><a/>', "XML"),
        (b"\x00\x01\x02\x03" * 50, "Không nhận ra"),
        (b"MZ\x90\x00\x03\x00", "chương trình"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (archive(**{"a.txt": b"a"}), "tệp nén"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "OpenDocument"),
    ],
)
def test_something_else_under_the_name_of_a_workbook(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_a_word_file_under_the_name_of_a_workbook() -> None:
    stream = io.BytesIO()
    Document().save(stream)
    assert "văn bản Word" in refused(stream.getvalue())


def test_a_name_that_does_not_fit_is_told_and_read() -> None:
    book = read_book(workbook(ROWS), "danh-sach.xls")
    assert "đuôi .xls" in book.notes[0].message


@pytest.mark.parametrize("kind", ["exchange", "ods", "xls", "html-xls", "csv-1258"])
def test_a_torn_or_scratched_file_is_refused_with_words_or_read_but_never_crashes(kind: str) -> None:
    data = office_file(kind, 20).data
    chance = random.Random(7)
    torn = [data[: chance.randrange(1, len(data))] for _ in range(12)]
    for _ in range(24):
        scratched = bytearray(data)
        for _ in range(chance.randrange(1, 30)):
            scratched[chance.randrange(len(data))] = chance.randrange(256)
        torn.append(bytes(scratched))
    for piece in torn:
        try:
            find_tables(read_book(piece, "danh-sach"))
        except Unreadable as refusal:
            assert str(refusal).endswith(".")


def test_the_limits_hold_the_files_that_offices_have() -> None:
    assert LIMITS.size >= 20_000_000
    assert LIMITS.cells >= 100_000 * 40
