"""Headers as offices draw them, and what each column is taken for."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chibo.common.dates import PartialDate
from chibo.roll.rosters.reading import FIELDS, confirm, find_tables, parse_rows, propose_mapping, read_book
from chibo.roll.rosters.reading.naming import field_of, near, several
from tests.roll.rosters.offices import workbook
from tests.roll.rosters.reading.reader import ON, drawn, read, read_rows


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Số CCCD *\n(12 số)", "identity"),
        ("SỐ THẺ ĐẢNG VIÊN:", "card_number"),
        ("Ngày, tháng, năm\nsinh", "born_on"),
        ("Ngày sinh (dd/mm/yyyy)", "born_on"),
        ("Ngày sinh dd/mm/yyyy", "born_on"),
        ("3. Họ và tên", "full_name"),
        ("HỌ VÀ TÊN ĐẢNG VIÊN", "full_name"),
        ("Ngày tháng năm – Vào Đảng", "admitted_on"),
        ("Thông tin đảng viên – Giới tính", "sex"),
        ("ngay_sinh", "born_on"),
        ("Dân  tộc", "ethnicity"),
        ("Họ và tên – Tên", "given_name"),
        ("Thẻ đảng viên – Số thẻ", "card_number"),
        ("Quê quán – Huyện", "home_town_district"),
        ("Thường trú – Xã/Phường", "residence_detail"),
        ("Căn cước công dân – Ngày cấp", ""),
        ("Ngày vào Đoàn", ""),
        ("Người giới thiệu 1 – Họ và tên", ""),
        ("Họ và tên cha", ""),
        ("Ngày nhập ngũ", ""),
    ],
)
def test_what_a_title_means(title: str, code: str) -> None:
    assert field_of(title) == code


def test_a_slip_of_the_pen_is_a_guess_and_a_different_word_is_none() -> None:
    assert near("Nghề nghiệpp") == "occupation"
    assert near("Trình độ chuyyên môn") == "professional"
    assert near("Ngày vào Đoàn") == ""
    assert near("Ngày sinh con") == ""
    assert several("Họ và tên, ngày sinh, quê quán") == ("full_name", "born_on", "home_town")
    assert several("Chi bộ") == ()


def test_a_header_of_three_rows_with_groups_and_a_row_of_numbers() -> None:
    def draw(made: Workbook, sheet: Worksheet) -> None:
        sheet.append(["ĐẢNG BỘ XÃ MINH HỌA", None, None, None, None, None, None, "Mẫu 1"])
        sheet.append(["DANH SÁCH ĐẢNG VIÊN ĐẾN NGÀY 26/11/2026"])
        sheet.append(["TT", "Họ và tên", "Năm sinh", None, "Ngày tháng năm", None, "Trình độ", None])
        sheet.append([None, None, "Nam", "Nữ", "Vào Đảng", "Chính thức", "Văn hóa", "Lý luận chính trị"])
        sheet.append([1, 2, 3, 4, 5, 6, 7, 8])
        sheet.append([1, "Nguyễn Văn An", "1960", None, "03/02/1985", "03/02/1986", "10/10", "Sơ cấp"])
        sheet.append([2, "Trần Thị Bình", None, 1971, "19/05/1999", "19/05/2000", "12/12", "Trung cấp"])
        for area in ("A3:A4", "B3:B4", "C3:D3", "E3:F3", "G3:H3"):
            sheet.merge_cells(area)

    reading = read(drawn(draw))
    assert reading.table.header_rows == (3, 4)
    assert list(reading.fields().values()) == [
        "row_number", "full_name", "born_male", "born_female", "admitted_on", "official_on", "education", "theory",
    ]  # fmt: skip
    assert dict(reading.skipped)[5] == "dòng số thứ tự cột"
    first, second = reading.people
    assert (first.clean("born_on"), first.clean("sex")) == (PartialDate(1960), "M")
    assert (second.clean("born_on"), second.clean("sex")) == (PartialDate(1971), "F")
    assert second.clean("admitted_on") == date(1999, 5, 19)


def test_the_same_header_from_a_csv_without_merges() -> None:
    text = (
        "TT,Họ và tên,Năm sinh,,Ngày tháng năm,,Trình độ,\n"
        ",,Nam,Nữ,Vào Đảng,Chính thức,Văn hóa,Lý luận chính trị\n"
        "1,Nguyễn Văn An,1960,,03/02/1985,03/02/1986,10/10,Sơ cấp\n"
    )
    reading = read(text.encode(), "danh-sach.csv")
    assert reading.table.header_rows == (1, 2)
    assert reading.people[0].clean("official_on") == date(1986, 2, 3)
    assert reading.people[0].clean("sex") == "M"


def test_two_lists_in_one_sheet_and_in_two_sheets() -> None:
    stacked = workbook(
        [
            ["I. DANH SÁCH ĐẢNG VIÊN CHÍNH THỨC"],
            ["STT", "Họ và tên", "Ngày sinh", "Chi bộ"],
            [1, "Nguyễn Văn An", "1990", "Chi bộ 1"],
            [],
            ["II. DANH SÁCH ĐẢNG VIÊN DỰ BỊ"],
            ["Họ và tên", "Số CCCD", "Ngày vào Đảng", "Quê quán"],
            ["Trần Thị Bình", "999000000002", "03/02/2026", "Tân Hòa"],
        ]
    )
    first, second = find_tables(read_book(stacked, "a.xlsx"))
    assert [(table.first_row, table.last_row) for table in (first, second)] == [(1, 5), (6, 7)]
    lines = [line for table in (first, second) for line in parse_rows(table, propose_mapping(table), on=ON)]
    assert [line.number for line in lines] == list(range(1, 8))
    assert [line.clean("full_name") for line in lines if not line.skipped] == ["Nguyễn Văn An", "Trần Thị Bình"]

    def draw(made: Workbook, sheet: Worksheet) -> None:
        for page in (sheet, made.create_sheet("Chi bộ 2"), made.create_sheet("Bìa")):
            page.append(["Họ và tên", "Ngày sinh", "Số CCCD"] if page.title != "Bìa" else ["ĐẢNG BỘ XÃ"])
            page.append([f"Nguyễn Văn {page.title}", "1990", "999000000001"] if page.title != "Bìa" else ["2026"])

    assert [table.sheet.name for table in find_tables(read_book(drawn(draw), "a.xlsx"))] == ["Sheet", "Chi bộ 2"]


def test_other_papers_are_told_by_their_titles() -> None:
    evaluation = [
        "TT",
        "Họ và tên đảng viên",
        "Chức vụ đảng, chính quyền, đoàn thể",
        "Chi bộ đánh giá, xếp loại (5)",
        "Ghi chú",
    ]
    assert read_rows(evaluation, [1, "Nguyễn Văn An", "Bí thư", "Hoàn thành tốt", ""]).table.kind == "evaluation"
    residence = ["Mã số", "Mã Số Đảng viên", "Tên Đảng viên", "Ngày sinh", "Giới Tính", "Ngày Quản Lý", "Mã số Chi Bộ"]
    assert read_rows(residence, [1, "50000001", "Nguyễn Văn An", "1990", "Nam", "", "CB01"]).table.kind == "residence"


def test_a_column_without_a_telling_title_is_offered_by_its_content_and_never_taken() -> None:
    reading = read_rows(
        ["Họ và tên", "Ngày sinh", "Mã 1", "Mã 2"],
        *(["Nguyễn Văn An", "1990", f"0250900{number:05}", f"5000{number:04}"] for number in range(9)),
    )
    offered = {choice.column.letter: (choice.field, choice.suggested) for choice in reading.mapping}
    assert offered["C"] == ("", "identity")
    assert offered["D"] == ("", "card_number")


def test_the_office_confirms_and_a_wrong_answer_is_refused_with_words() -> None:
    reading = read_rows(["Họ và tên", "Ngày sinh", "Mã 1"], ["Nguyễn Văn An", "1990", "025090000001"])
    confirmed = confirm(reading.mapping, {"C": "identity", "B": ""})
    assert confirmed.fields() == {"Họ và tên": "full_name", "Ngày sinh": "", "Mã 1": "identity"}
    (line,) = [line for line in parse_rows(reading.table, confirmed, on=ON) if not line.skipped]
    assert line.clean("identity") == "025090000001"
    with pytest.raises(ValueError, match="Hai cột"):
        confirm(reading.mapping, {"C": "born_on"})
    with pytest.raises(ValueError, match="Không có mục"):
        confirm(reading.mapping, {"C": "khong_co"})
    assert confirm(reading.mapping, {"A": ""}).missing == ("full_name",)


def test_without_a_name_column_the_mapping_says_what_is_missing() -> None:
    reading = read_rows(["Số CCCD", "Số thẻ đảng viên", "Ngày sinh"], ["999000000001", "50000001", "1990"])
    assert reading.mapping.missing == ("full_name",)
    assert FIELDS["full_name"].label in reading.note("missing")
    (person,) = reading.people
    assert person.level == "refused"


def test_a_sheet_without_a_header_has_no_table() -> None:
    assert find_tables(read_book(workbook([["Nguyễn Văn An", "1990"], ["Trần Thị Bình", "1991"]]), "a.xlsx")) == []
