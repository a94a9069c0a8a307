"""Files as offices make them: the same invented people in each format, with the quirks of each.

``FORMATS`` maps a name to a function from people to an :class:`OfficeFile`. Nothing is random.
``doubtful`` names the people whose rows cannot go in by themselves.
"""

from __future__ import annotations

import io
import unicodedata
import uuid
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from xml.sax.saxutils import escape as xml

import xlsxwriter
import xlwt

from chibo.roll.rosters.reading.exchange import write_exchange
from tests.roll.rosters.legacy import tcvn3
from tests.roll.rosters.people import CELLS, Someone, dmy, people
from tests.roll.rosters.titles import FEES_LOW, FEES_TOP, OLD_TITLES

Table = list[list[object]]
UPPER_LEVEL = (
    "Họ và tên",
    "Số thẻ Đảng viên",
    "Số CCCD",
    "Ngày sinh",
    "Ngày kết nạp",
    "Chi bộ đang sinh hoạt",
    "Chi bộ nơi cư trú",
    "Trạng thái",
)
PLAIN = (
    "STT", "Họ và tên", "Giới tính", "Ngày sinh", "Dân tộc", "Số CCCD", "Số thẻ đảng viên", "Ngày vào Đảng",
    "Ngày chính thức", "Chi bộ", "Quê quán", "Nghề nghiệp", "Trình độ văn hóa",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OfficeFile:
    name: str
    data: bytes
    people: tuple[Someone, ...]
    first_row: int  # row of the file of the first person
    doubtful: frozenset[int] = frozenset()  # numbers of the people whose rows have to be asked about


def exchange(everybody: Sequence[Someone], place: str = "Đảng bộ Minh Họa") -> OfficeFile:
    """The 4.0 file: rows 1–5 above, header in rows 6 and 7, hidden lists."""
    data = write_exchange(
        [exchange_facts(who) for who in everybody], place=place, exported="Thời gian xuất: 26/11/2026"
    )
    return OfficeFile("trao-doi-40.xlsx", data, tuple(everybody), 8)


def exchange_facts(who: Someone) -> dict[str, str | date | bool | None]:
    country, village, province = "Việt Nam", f"Xã {who.village}", who.province
    lives_in = province if who.number % 20 == 0 else "Tỉnh Phú Thọ"
    return {
        "record_id": str(uuid.UUID(int=0x40000000000040008000000000000000 + who.number)),
        "full_name": who.name,
        "sex": who.sex,
        "born_on": who.born,
        "ethnicity": who.ethnicity,
        "religion": "Không",
        "identity": who.identity,
        "card_number": who.card,
        "card_issued_by": f"{province.removeprefix('Tỉnh ')}",
        "card_issued_on": who.card_on,
        "organization": who.organization,
        "birthplace_country": country, "birthplace_province": province, "birthplace_detail": village,
        "home_town_country": country, "home_town_province": province, "home_town_detail": village,
        "residence_country": country, "residence_province": lives_in, "residence_detail": village,
        "admitted_on": who.admitted,
        "official_on": who.official,
        "status": "ACTIVE",
        "delete_request": False,
    }  # fmt: skip


def flattened(everybody: Sequence[Someone]) -> OfficeFile:
    """A 4.0 file after some program: one header row, apostrophes, ``12345.0``, lost zeros, ``nan``."""
    titles = ["STT", "ID", "Họ và tên", "Giới tính", "Sinh ngày", "Dân tộc", "Số định danh cá nhân", "Số thẻ Đảng",
              "Tổ chức Đảng sinh hoạt", "Quê quán – Quốc gia", "Quê quán – Tỉnh/Thành", "Quê quán – Chi tiết",
              "Ngày vào Đảng", "Ngày chính thức", "Số CMND cũ", "Trạng thái hoạt động"]  # fmt: skip
    rows: Table = [[*titles]]
    for who in everybody:
        identity = f"'{who.identity}" if who.number % 2 else f"{who.identity}.0"
        card: object = int(who.card) if who.number % 3 else f"{int(who.card)}.0"
        rows.append([
            f"{who.number}.0", "nan", who.name, who.sex_word, dmy(who.born), who.ethnicity, identity, card,
            who.organization, "Việt Nam", who.province, f"Xã {who.village}", dmy(who.admitted),
            dmy(who.official) or "nan", "nan", "Đang sinh hoạt Đảng",
        ])  # fmt: skip
    # A card of eight digits that begins with more than two zeros cannot even be guessed at: refused instead of asked.
    doubtful = frozenset(who.number for who in everybody if who.card.startswith("0"))
    return OfficeFile("40-phang.xlsx", workbook(rows), tuple(everybody), 2, doubtful)


def upper_level_rows(everybody: Sequence[Someone]) -> Table:
    """Header in row 1; CAPITALS, NFD, card = identity in most rows, days as text, as days and as serial numbers."""
    rows: Table = [[*UPPER_LEVEL]]
    for who in everybody:
        name = who.name.upper() if who.number % 2 else who.name
        if who.number % 3 == 0:
            name = unicodedata.normalize("NFD", name)
        born: object = (dmy(who.born), who.born, (who.born - date(1899, 12, 30)).days)[who.number % 3]
        neither = who.number % 25 == 24
        rows.append([
            name,
            "" if neither else who.card if who.number % 5 == 0 else who.identity,
            "" if neither else who.identity,
            born,
            who.admitted if who.number % 2 else dmy(who.admitted),
            who.organization,
            f"Chi bộ thôn {who.village}" if who.number % 7 == 0 else "",
            "Đang sinh hoạt Đảng" if who.official else "Đảng viên dự bị",
        ])  # fmt: skip
    return rows


def upper_level(everybody: Sequence[Someone]) -> OfficeFile:
    return OfficeFile("cap-tren-gui.xlsx", workbook(upper_level_rows(everybody)), tuple(everybody), 2)


def old_sheet(everybody: Sequence[Someone]) -> OfficeFile:
    """The old record in a row, ninety columns, most of them empty."""
    rows: Table = [[*OLD_TITLES]]
    for who in everybody:
        facts: dict[str, object] = {
            "Giới Tính": who.sex_word,
            "Đảng bộ tỉnh": who.province,
            "Số Lý lịch": f"{who.number:06} MH",
            "Số thẻ đảng viên": who.card,
            "Tên đang dùng": who.name,
            "Tên khai sinh": who.name,
            "Ngày sinh": dmy(who.born),
            "Quê quán": f"{who.village}, {who.province}",
            "Thường trú": f"{who.village}, {who.province}",
            "Dân tộc": who.ethnicity,
            "Tôn giáo": "Không",
            "Nghề nghiệp": who.work,
            "Ngày vào đảng": dmy(who.admitted),
            "Ngày chính thức vào đảng": dmy(who.official),
            "Chi bộ": who.organization,
            "Quá trình hoạt động và công tác": "1990-2000: học phổ thông\n2001-nay: công tác tại xã",
            "Ngày quyết định kết nạp": dmy(who.admitted - timedelta(days=20)),
            "Giáo dục phổ thông": who.education,
            "Căn cước công dân": who.identity,
            "Trạng thái": "Đang sinh hoạt" if who.official else "Dự bị",
        }
        rows.append([facts.get(title, "") for title in OLD_TITLES])
    return OfficeFile("phieu-cu.xlsx", workbook(rows), tuple(everybody), 2)


def plain_rows(everybody: Sequence[Someone]) -> Table:
    """What an office keeps itself: titles above, a total below."""
    rows: Table = [["ĐẢNG BỘ MINH HỌA"], ["DANH SÁCH ĐẢNG VIÊN"], [], [*PLAIN]]
    rows += [
        [
            str(who.number), who.name, who.sex_word, dmy(who.born), who.ethnicity, who.identity, who.card,
            dmy(who.admitted), dmy(who.official), who.organization, f"{who.village}, {who.province}",
            who.work, who.education,
        ]
        for who in everybody
    ]  # fmt: skip
    return [*rows, [f"Tổng số: {len(everybody)} người"]]


def csv_text(rows: Table, sign: str) -> str:
    def cell(value: object) -> str:
        text = str(value)
        return f'"{text}"' if sign in text or '"' in text or "\n" in text else text

    return "".join(sign.join(cell(value) for value in row) + "\r\n" for row in rows)


def csv_bom(everybody: Sequence[Someone]) -> OfficeFile:
    data = csv_text(plain_rows(everybody), ",").encode("utf-8-sig")
    return OfficeFile("danh-sach.csv", data, tuple(everybody), 5)


def csv_1258(everybody: Sequence[Someone]) -> OfficeFile:
    """Windows-1258 with semicolons: tones stand after their letter as combining marks."""
    data = windows_1258(csv_text(plain_rows(everybody), ";"))
    return OfficeFile("danh-sach-1258.csv", data, tuple(everybody), 5)


def windows_1258(text: str) -> bytes:
    tones = "\u0300\u0301\u0303\u0309\u0323"
    apart = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in parts if mark in tones), "")
        apart.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else char)
    return "".join(apart).encode("cp1258")


def ods(everybody: Sequence[Someone]) -> OfficeFile:
    rows = "".join(
        "<table:table-row>" + "".join(_ods_cell(value) for value in row) + "</table:table-row>"
        for row in plain_rows(everybody)
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Danh sách">{rows}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return OfficeFile("danh-sach.ods", target.getvalue(), tuple(everybody), 5)


def _ods_cell(value: object) -> str:
    if value == "":
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{xml(str(value))}</text:p></table:table-cell>'


def xls(everybody: Sequence[Someone]) -> OfficeFile:
    return OfficeFile("danh-sach.xls", old_workbook(plain_rows(everybody)), tuple(everybody), 5)


def old_workbook(rows: Table) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sach")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if value != "":
                sheet.write(number, index, value, day) if isinstance(value, date) else sheet.write(
                    number, index, value
                )
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def html_xls(everybody: Sequence[Someone]) -> OfficeFile:
    """What web programs call Excel: a table of HTML with merged titles, saved as .xls."""
    rows = plain_rows(everybody)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(value))}</td>" for value in row) + "</tr>\n" for row in rows[3:])
    width = len(PLAIN)
    data = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" '
        'content="text/html; charset=utf-8"></head><body><table border="1">'
        f'<tr><td colspan="{width}">{rows[0][0]}</td></tr><tr><td colspan="{width}"><b>{rows[1][0]}</b></td></tr>'
        f'<tr><td colspan="{width}">&nbsp;</td></tr>{body}</table></body></html>'
    )
    return OfficeFile("danh-sach-web.xls", data.encode(), tuple(everybody), 5)


def tcvn3_sheet(everybody: Sequence[Someone]) -> OfficeFile:
    """Typed in .VnTime before Unicode: every text goes through the table of TCVN3."""
    rows: Table = [
        [tcvn3(value) if isinstance(value, str) else value for value in row] for row in plain_rows(everybody)
    ]
    return OfficeFile("danh-sach-vntime.xlsx", workbook(rows, font=".VnTime"), tuple(everybody), 5)


def vertical(everybody: Sequence[Someone]) -> OfficeFile:
    """One sheet for each person: a label, and its value beside it."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for who in everybody:
            sheet = book.add_worksheet(f"Phieu {who.number}")
            sheet.write_string(0, 0, "PHIẾU ĐẢNG VIÊN")
            for row, (label, value) in enumerate(vertical_rows(who), 2):
                sheet.write_string(row, 0, label)
                sheet.write_string(row, 1, value)
    return OfficeFile("phieu-tung-nguoi.xlsx", target.getvalue(), tuple(everybody), 3)


def vertical_rows(who: Someone) -> list[tuple[str, str]]:
    return [
        ("1. Họ và tên:", who.name),
        ("2. Giới tính:", who.sex_word),
        ("3. Ngày sinh:", dmy(who.born)),
        ("4. Dân tộc:", who.ethnicity),
        ("5. Số định danh cá nhân:", who.identity),
        ("6. Số thẻ đảng viên:", who.card),
        ("7. Ngày vào Đảng:", dmy(who.admitted)),
        ("8. Ngày chính thức:", dmy(who.official)),
        ("9. Chi bộ:", who.organization),
        ("10. Quê quán:", f"{who.village}, {who.province}"),
    ]


def fees(everybody: Sequence[Someone]) -> OfficeFile:
    """The fee ledger, part I: no roster, though it names people. Every tenth is exempt and owes nothing."""
    rows: Table = [["SỔ THU, NỘP ĐẢNG PHÍ"], ["Tháng 10 năm 2026"], [], [*FEES_TOP], [*FEES_LOW]]
    for who in everybody:
        month, income, due = "10/2026", 5_000_000 + who.number * 1_000, 50_000 + who.number * 10
        arrears = 20_000 if who.number % 6 == 0 else 0
        exempt: list[object] = ["X", month, "", "", "", "", "", ""]
        paying: list[object] = ["", month, income, due, arrears, due + arrears, due, arrears]
        rows.append([who.number, who.name, *(exempt if who.number % 10 == 0 else paying)])
    return OfficeFile("so-dang-phi.xlsx", workbook(rows), tuple(everybody), 6)


def workbook(rows: Table, font: str = "") -> bytes:
    """A sheet of those rows; days as days, whole numbers as numbers, the rest as text."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        style = book.add_format({"font_name": font}) if font else None
        day = book.add_format({"num_format": "dd/mm/yyyy"} | ({"font_name": font} if font else {}))
        sheet = book.add_worksheet("Danh sach")
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, index, value, day)  # type: ignore[arg-type]
                elif isinstance(value, int | float):
                    sheet.write_number(number, index, value, style)
                elif value != "":
                    sheet.write_string(number, index, str(value), style)
    return target.getvalue()


FORMATS: dict[str, Callable[[Sequence[Someone]], OfficeFile]] = {
    "exchange": exchange,
    "flattened": flattened,
    "upper-level": upper_level,
    "old-sheet": old_sheet,
    "csv-bom": csv_bom,
    "csv-1258": csv_1258,
    "ods": ods,
    "xls": xls,
    "html-xls": html_xls,
    "tcvn3": tcvn3_sheet,
    "vertical": vertical,
    "fees": fees,
}


def office_file(kind: str, count: int, cells: Sequence[str] = CELLS) -> OfficeFile:
    """The file of that kind with the first ``count`` invented people, spread over ``cells``."""
    return FORMATS[kind](people(count, cells))
