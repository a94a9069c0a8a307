"""The exchange file goes out as the authorities write it, and takes its two verdicts when it comes back."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from chibo.common.dates import PartialDate
from chibo.roll.rosters.reading import Unreadable
from chibo.roll.rosters.reading.exchange import Verdict, fill_verdicts, write_exchange
from tests.roll.rosters.offices import office_file, workbook
from tests.roll.rosters.reading.reader import read

SHEET = "DANH SACH DANG VIEN"
FACTS = {
    "full_name": "Nguyễn Văn An",
    "sex": "M",
    "born_on": PartialDate(1990, 3),
    "identity": "099000000001",
    "card_number": "00000012",
    "admitted_on": date(2015, 2, 3),
    "organization": '=HYPERLINK("http://x")',
    "status": "ACTIVE",
    "delete_request": False,
    "home_town_detail": "-Xóm 2",
}


def out() -> bytes:
    return write_exchange([FACTS], place="Đảng bộ Minh Họa", exported="Thời gian xuất: 26/11/2026")


def test_it_stands_as_the_authorities_write_it() -> None:
    book = load_workbook(io.BytesIO(out()))
    sheet = book.worksheets[0]
    assert sheet["A1"].value == "DANH SÁCH THÔNG TIN ĐẢNG VIÊN TẠI ĐẢNG BỘ MINH HỌA"
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"A1:AE1", "A3:AE4", "O6:Q6", "R6:T6", "U6:W6", "A6:A7", "AE6:AE7"} <= merged
    assert [sheet.cell(6, column).value for column in (1, 3, 15, 24, 31)] == [
        "STT", "Họ và tên *", "Nơi đăng ký khai sinh", "Ngày vào Đảng *", "Chi tiết lỗi",
    ]  # fmt: skip
    assert [sheet.cell(7, column).value for column in (15, 16, 17)] == ["Quốc gia", "Tỉnh/Thành", "Chi tiết"]
    assert sheet["F8"].value == "03/1990"
    assert sheet["X8"].value == "03/02/2015"
    assert (sheet["I8"].value, sheet["I8"].number_format, sheet["I8"].data_type) == ("099000000001", "@", "s")
    assert sheet["AA8"].value == "Đang sinh hoạt Đảng"
    assert sheet["AC8"].value == "Không"
    assert sheet["Y8"].value is None, "a fact that is missing is not invented"
    hidden = {page.title: page.sheet_state for page in book.worksheets[1:]}
    assert hidden == dict.fromkeys(["QUOCGIA", "TINH", "DANTOC", "TONGIAO"], "hidden")
    assert (book["TINH"]["A1"].value, book["TINH"].max_row, book["DANTOC"].max_row) == ("Mã", 35, 55)


def test_no_cell_can_become_a_formula_and_what_was_written_comes_back() -> None:
    sheet = load_workbook(io.BytesIO(out())).worksheets[0]
    assert sheet["N8"].value == '\'=HYPERLINK("http://x")'
    assert sheet["N8"].data_type == "s"
    (line,) = read(out()).people
    assert line.clean("organization") == FACTS["organization"]
    assert line.clean("home_town_detail") == "-Xóm 2"
    assert line.clean("born_on") == PartialDate(1990, 3)
    assert line.clean("card_number") == "00000012"
    assert line.clean("status") == "ACTIVE"


def test_exactly_the_two_result_columns_are_filled() -> None:
    file = office_file("exchange", 5)
    verdicts = {8: Verdict("Đạt"), 9: Verdict("Không đạt", "Ngày sinh: =1+1"), 12: Verdict("Không đạt", "=cmd")}
    filled = fill_verdicts(file.data, {SHEET: verdicts})
    before, after = (load_workbook(io.BytesIO(data)) for data in (file.data, filled))
    assert before.sheetnames == after.sheetnames
    changed = {}
    for page in before.worksheets:
        for row in page.iter_rows():
            for cell in row:
                now = after[page.title][cell.coordinate]
                if now.value != cell.value:
                    changed[cell.coordinate] = now.value
                assert (now.number_format, now.font.b) == (cell.number_format, cell.font.b)
        assert page.merged_cells.ranges == after[page.title].merged_cells.ranges
        assert page.sheet_state == after[page.title].sheet_state
    assert changed == {
        "AD8": "Đạt",
        "AD9": "Không đạt",
        "AE9": "Ngày sinh: =1+1",
        "AD12": "Không đạt",
        "AE12": "'=cmd",
    }
    again = fill_verdicts(filled, {SHEET: {row: Verdict("") for row in verdicts} | {8: Verdict("Đạt")}})
    assert load_workbook(io.BytesIO(again)).worksheets[0]["AE9"].value is None, "an old verdict does not stay"


def test_a_file_without_result_columns_takes_no_verdict() -> None:
    with pytest.raises(Unreadable, match="Kết quả kiểm tra"):
        fill_verdicts(
            workbook([["Họ và tên", "Ngày sinh"], ["Nguyễn Văn An", "1990"]]), {"Danh sach": {2: Verdict("Đạt")}}
        )
    with pytest.raises(Unreadable, match=r"\.xlsx"):
        fill_verdicts(b"a,b", {SHEET: {2: Verdict("Đạt")}})
