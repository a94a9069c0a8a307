"""What a file really is, by its first bytes and its parts, and the files that are not opened at all."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from chibo.roll.rosters.reading.model import Unreadable

#: What a torn or scratched archive raises.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError, LookupError)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|table|body|head|meta|div)\b", re.IGNORECASE)
_SEND = "gửi danh sách ở dạng .xlsx, .xls, .ods hoặc .csv"
_SAVE_AS = "mở tệp bằng Excel rồi lưu lại thành .xlsx"
_SIGNATURES = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"II*\x00", "tệp ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"MZ", "tệp chương trình"),
    (b"\x7fELF", "tệp chương trình"),
    (b"{\\rtf", "văn bản RTF"),
    (b"SQLite format 3", "tệp cơ sở dữ liệu"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is opened: bytes, except ``ratio`` (unpacked to packed, asked of big parts only) and cells."""

    size: int = 40_000_000
    unpacked: int = 400_000_000
    ratio: int = 250
    ratio_from: int = 20_000_000
    columns: int = 702  # up to ZZ
    cells: int = 8_000_000
    parts: int = 12_000  # a sheet for each member of a city is read; a part by itself is small


LIMITS = Limits()


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """``xlsx``, ``xls``, ``ods``, ``html`` or ``csv`` (any delimited text).

    Raises :class:`Unreadable` for everything else, and for what must not be opened: too big, locked, with macros.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("Tệp không có nội dung; kiểm tra lại tệp rồi tải lên lần nữa.")
    if len(data) > limits.size:
        raise Unreadable(
            f"Tệp lớn {_megabytes(len(data))} MB, quá mức {_megabytes(limits.size)} MB;"
            " tách thành nhiều tệp, hoặc bỏ ảnh và các trang không dùng."
        )
    if data.startswith(b"PK"):
        return _zipped(data, limits)
    if data.startswith(_OLE):
        return _compound(data)
    return _plain(data)


def _plain(data: bytes) -> str:
    for signature, words in _SIGNATURES:
        if data.startswith(signature) and not (signature in {b"BM", b"MZ"} and _is_text(data)):
            raise Unreadable(
                f"Đây là {words}, không phải bảng tính; gửi danh sách ở dạng .xlsx, .xls, .ods hoặc .csv."
            )
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "csv"
    if head.startswith(b"<") and (_HTML.search(data[:65536])):
        return "html"
    if head.startswith(b"<?xml"):
        raise Unreadable(f"Đây là tệp XML mà chương trình không đọc; {_SAVE_AS}.")
    if head.startswith(b"{") or (head.startswith(b"[") and b"{" in head):
        raise Unreadable(f"Đây là tệp JSON, không phải bảng tính; {_SAVE_AS}.")
    if not _is_text(data):
        raise Unreadable(f"Không nhận ra loại tệp; {_SEND}.")
    return "csv"


def _is_text(data: bytes) -> bool:
    sample = data[:65536]
    odd = sum(sample.count(bytes([code])) for code in (*range(9), 11, *range(14, 32)))
    return odd == 0 and b"\x00" not in data


def _compound(data: bytes) -> str:
    """An old OLE file: the names of its streams stand in UTF-16 in the directory."""

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Unreadable("Tệp đặt mật khẩu nên không mở được; bỏ mật khẩu trong Excel, lưu lại rồi tải lên lần nữa.")
    if has("_VBA_PROJECT"):
        raise _macros()
    if has("WordDocument"):
        raise Unreadable("Đây là văn bản Word, không phải bảng tính; chép bảng sang Excel rồi lưu thành .xlsx.")
    if has("PowerPoint Document"):
        raise Unreadable("Đây là tệp trình chiếu, không phải bảng tính; gửi danh sách ở dạng .xlsx.")
    if has("Workbook") or has("Book"):
        return "xls"
    raise Unreadable(f"Tệp mang dạng Office cũ nhưng không phải bảng tính Excel; {_SAVE_AS}.")


def _macros() -> Unreadable:
    return Unreadable("Tệp có chứa macro nên không được mở; trong Excel chọn “Lưu thành” .xlsx rồi tải lên lần nữa.")


def _zipped(data: bytes, limits: Limits) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_size(entries, limits)
            return _kind_of_archive(archive, {entry.filename for entry in entries})
    except BROKEN as error:
        raise Unreadable(f"Tệp bị hỏng hoặc tải lên chưa trọn vẹn; {_SAVE_AS} rồi tải lên lần nữa.") from error


def _check_size(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    swollen = [
        entry
        for entry in entries
        if entry.file_size > limits.ratio_from and entry.file_size > limits.ratio * max(entry.compress_size, 1)
    ]
    if len(entries) > limits.parts:
        raise Unreadable(
            f"Tệp gồm {len(entries)} phần (trang tính, ảnh …), quá mức {limits.parts} phần; chia thành nhiều tệp."
        )
    if unpacked > limits.unpacked or swollen:
        raise too_big_inside(unpacked)


def too_big_inside(unpacked: int) -> Unreadable:
    """The refusal of a file that unpacks to more than is opened."""
    return Unreadable(
        f"Tệp khi mở ra phình tới {_megabytes(unpacked)} MB nên không được mở;"
        " chép riêng danh sách sang một tệp mới rồi tải lên lần nữa."
    )


def too_wide(sheet: str, rows: int, columns: int) -> Unreadable:
    """The refusal of a sheet whose cells lie so far apart, or are so many, that no memory would hold them."""
    return Unreadable(
        f"Trang “{sheet}” trải rộng {rows} dòng × {columns} cột, quá mức đọc được;"
        " chép riêng danh sách sang một tệp mới rồi tải lên lần nữa."
    )


def _kind_of_archive(archive: zipfile.ZipFile, names: set[str]) -> str:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _macros()
    if "[Content_Types].xml" in names:
        types = archive.read("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise _macros()
        if any(name.startswith("xl/") and name.endswith(".bin") and "workbook" in name for name in names):
            raise Unreadable(f"Tệp .xlsb chưa đọc được; {_SAVE_AS}.")
        if any(name.startswith("xl/") for name in names):
            return "xlsx"
        if any(name.startswith("word/") for name in names):
            raise Unreadable("Đây là văn bản Word, không phải bảng tính; chép bảng sang Excel rồi lưu thành .xlsx.")
        if any(name.startswith("ppt/") for name in names):
            raise Unreadable("Đây là tệp trình chiếu, không phải bảng tính; gửi danh sách ở dạng .xlsx.")
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Unreadable("Tệp đặt mật khẩu nên không mở được; bỏ mật khẩu, lưu lại rồi tải lên lần nữa.")
        return "ods"
    if "mimetype" in names:
        raise Unreadable(f"Đây là văn bản OpenDocument, không phải bảng tính; {_SAVE_AS}.")
    raise Unreadable("Đây là tệp nén, không phải bảng tính; giải nén rồi tải từng bảng tính lên.")


def chunks(archive: zipfile.ZipFile, name: str, limits: Limits = LIMITS, size: int = 1 << 20) -> Iterator[bytes]:
    """The part in pieces, refusing one that says less than it holds."""
    total = 0
    with archive.open(name) as part:
        while piece := part.read(size):
            total += len(piece)
            if total > limits.unpacked:
                raise too_big_inside(total)
            yield piece


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}".rstrip("0").rstrip(".").replace(".", ",")
