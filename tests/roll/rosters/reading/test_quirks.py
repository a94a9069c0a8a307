"""Each row of the table of quirks that offices' files really have, in its order: what is read, asked and refused."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chibo.common.dates import PartialDate
from chibo.common.text import fold
from chibo.roll.rosters.reading import (
    Line,
    check_sums,
    compare_totals,
    find_tables,
    parse_rows,
    propose_mapping,
    read_book,
    recompute,
)
from tests.roll.rosters.legacy import tcvn3, vni
from tests.roll.rosters.offices import csv_text, office_file, windows_1258, workbook
from tests.roll.rosters.people import dmy
from tests.roll.rosters.reading.reader import ON, drawn, levels, one, problem, read, read_rows


def test_the_exchange_file_with_five_rows_above_and_a_merged_header_of_two() -> None:
    file = office_file("exchange", 40)
    reading = read(file.data)
    assert reading.table.header_rows == (6, 7)
    assert reading.fields()["Quê quán – Tỉnh/Thành"] == "home_town_province"
    assert "" not in reading.fields().values()
    assert [line.number for line in reading.people] == list(range(8, 48))
    first, who = reading.people[0], file.people[0]
    assert first.clean("home_town") == f"Xã {who.village}, {who.province}"
    assert first.clean("identity") == who.identity
    assert first.clean("delete_request") is False


def test_the_exchange_file_of_libraries_that_repeat_a_merged_title_in_every_cell() -> None:
    group = ["Quê quán"] * 3
    reading = read_rows(
        ["STT", "Họ và tên *", *group, "Ngày vào Đảng *"],
        ["STT", "Họ và tên *", "Quốc gia", "Tỉnh/Thành", "Chi tiết", "Ngày vào Đảng *"],
        [1, "Nguyễn Văn An", "Việt Nam", "Tỉnh Phú Thọ", "Xã Tân Hòa", "03/02/2015"],
    )
    assert reading.table.header_rows == (1, 2)
    assert list(reading.fields()) == [
        "STT", "Họ và tên *", "Quê quán – Quốc gia", "Quê quán – Tỉnh/Thành", "Quê quán – Chi tiết", "Ngày vào Đảng *",
    ]  # fmt: skip
    assert reading.people[0].clean("home_town") == "Xã Tân Hòa, Tỉnh Phú Thọ"


def test_a_flattened_exchange_file_gives_numbers_back_only_with_a_warning() -> None:
    reading = read(office_file("flattened", 50).data)
    first, fiftieth = reading.people[0], reading.people[49]
    assert first.clean("identity") == "999000000001"
    assert problem(first, "identity").level == "warning"
    assert "record_id" not in first.values, "nan is nothing"
    assert fiftieth.clean("card_number") is None
    assert (problem(fiftieth, "card_number").level, problem(fiftieth, "card_number").proposal) == ("doubt", "00000050")


def test_names_in_capitals_and_decomposed_are_kept_and_fold_to_the_same() -> None:
    file = office_file("upper-level", 30)
    for line, who in zip(read(file.data).people, file.people, strict=True):
        assert fold(str(line.clean("full_name"))) == fold(who.name)
        assert unicodedata.is_normalized("NFC", str(line.clean("full_name")))
    assert str(read(file.data).people[0].clean("full_name")).isupper()


def test_the_same_person_is_read_the_same_with_and_without_an_identity_number() -> None:
    """What matching needs to offer an update instead of "left and new": card, name and birth date are still there."""
    before = one(born_on="05/03/1990", card_number="50000001")
    after = one(born_on="05/03/1990", card_number="50000001", identity="999000000001")
    shared = ("full_name", "born_on", "card_number")
    assert [before.clean(code) for code in shared] == [after.clean(code) for code in shared]


@pytest.mark.parametrize(("cell", "offered"), [(25090000001, "025090000001"), (1090000001, "001090000001")])
def test_an_identity_number_typed_as_a_number_asks_for_its_lost_zeros(cell: int, offered: str) -> None:
    line = one(identity=cell)
    assert line.clean("identity") is None
    assert problem(line, "identity").level == "doubt"
    assert problem(line, "identity").proposal == offered
    assert "số 0" in problem(line, "identity").message


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("05/03/1990", "1990-03-05"),
        (date(1990, 3, 5), "1990-03-05"),
        (32937, "1990-03-05"),
        ("05-03-1990", "1990-03-05"),
        ("5.3.1990", "1990-03-05"),
        ("1990-03-05", "1990-03-05"),
        ("1990-03-05 00:00:00", "1990-03-05"),
        ("ngày 05 tháng 03 năm 1990", "1990-03-05"),
        (" 05 / 03 / 1990 ", "1990-03-05"),
        ("3/1990", "1990-03"),
        ("tháng 3 năm 1990", "1990-03"),
        ("00/03/1990", "1990-03"),
        ("1990", "1990"),
        (1990, "1990"),
        ("năm 1990", "1990"),
        ("--/--/1990", "1990"),
    ],
)
def test_days_are_read_day_first_and_partial_days_stay_partial(cell: object, meant: str) -> None:
    assert one(born_on=cell).clean("born_on") == PartialDate.parse(meant)


def test_a_serial_number_is_read_with_a_warning() -> None:
    assert problem(one(born_on=32937), "born_on").level == "warning"
    assert "05/03/1990" in problem(one(born_on=32937), "born_on").message


def test_a_year_of_two_digits_is_asked_for() -> None:
    line = one(born_on="5.3.90")
    assert line.clean("born_on") is None
    assert problem(line, "born_on").level == "doubt"
    assert problem(line, "born_on").proposal == PartialDate(1990, 3, 5)
    assert problem(one(born_on="5.3.20"), "born_on").proposal is None, "1920 and 2020 are both possible"


@pytest.mark.parametrize("cell", ["31/02/2001", "29/02/2023", "05/25/1990", "00/00/0000", "31.4.1999", "12/13/2001"])
def test_a_day_that_does_not_exist_is_refused_and_never_rolled_over(cell: str) -> None:
    line = one(admitted_on=cell)
    assert line.clean("admitted_on") is None
    assert problem(line, "admitted_on").level in {"refused", "doubt"}
    assert cell in problem(line, "admitted_on").message


def test_29_february_of_a_leap_year_exists() -> None:
    assert one(admitted_on="29/02/2024").clean("admitted_on") == date(2024, 2, 29)


def test_a_range_in_one_cell_is_refused_with_both_days_named() -> None:
    line = one(admitted_on="01/02/2024 - 10/02/2024")
    assert line.clean("admitted_on") is None
    assert problem(line, "admitted_on").level == "refused"
    assert "01/02/2024 và 10/02/2024" in problem(line, "admitted_on").message


@pytest.mark.parametrize("mark", ["X", "x", "1", 1, "có", "Có", "✓", "v", "V"])
def test_marks_are_yes(mark: object) -> None:
    assert one(delete_request=mark).clean("delete_request") is True


def test_no_is_no_and_nothing_is_nothing() -> None:
    assert one(delete_request="Không").clean("delete_request") is False
    nothing = one(delete_request="Không có")
    assert nothing.values["delete_request"].absent
    assert nothing.clean("delete_request") is None
    assert "delete_request" not in one(delete_request="").values
    assert levels(one(delete_request="đang xét")) == {"delete_request": "doubt"}


def test_titles_dividers_sections_and_totals_are_skipped_and_counted() -> None:
    head = ["STT", "Họ và tên", "Ngày sinh", "Số CCCD"]
    reading = read_rows(
        ["ĐẢNG BỘ XÃ MINH HỌA"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        [],
        head,
        ["1", "2", "3", "4"],
        ["I", "Chi bộ thôn Đông"],
        [1, "Tống Văn Cộng", "05/03/1990", "999000000001"],
        [2, "Trần Thị Tổng", "1991", "999000000002"],
        ["", "Cộng: 2 đồng chí"],
        ["-----", "-----", "-----", "-----"],
        ["II. Chi bộ thôn Đoài (01 đảng viên)"],
        head,
        [3, "Lê Văn Số", "1992", "999000000003"],
        ["TỔNG CỘNG", 3],
        ["Tổng số: 120 người"],
        [],
        ["", "", "Minh Họa, ngày 26 tháng 11 năm 2026"],
        ["NGƯỜI LẬP BIỂU", "", "T/M ĐẢNG ỦY"],
        ["", "", "Bí thư"],
        ["Phạm Thị Lập", "", "Bùi Văn Ký"],
    )
    assert [line.number for line in reading.lines] == list(range(1, 21)), "every row exactly once"
    assert [line.number for line in reading.people] == [7, 8, 13]
    skipped = dict(reading.skipped)
    assert skipped[1] == skipped[2] == "dòng tiêu đề"
    assert (skipped[3], skipped[4], skipped[5]) == ("dòng trống", "dòng tên cột", "dòng số thứ tự cột")
    assert skipped[6] == skipped[11] == "dòng nhóm"
    assert (skipped[10], skipped[12]) == ("dòng kẻ ngang", "dòng tên cột")
    assert skipped[17] == skipped[18] == skipped[19] == skipped[20] == "phần ký tên"
    totals = {line.number: line.declared_total for line in reading.lines if line.declared_total is not None}
    assert totals == {9: 2, 11: 1, 14: 3, 15: 120}
    assert [line.clean("organization") for line in reading.people] == ["Chi bộ thôn Đông"] * 2 + ["Chi bộ thôn Đoài"]


def test_totals_are_compared_with_the_rows_read() -> None:
    reading = read_rows(
        ["STT", "Họ và tên", "Ngày sinh"],
        ["Chi bộ thôn Đông"],
        [1, "Nguyễn Văn An", "1990"],
        ["", "Cộng", 1],
        ["Chi bộ thôn Đoài (2 đảng viên)"],
        [2, "Lê Văn Bảo", "1992"],
        ["Tổng số: 120 người"],
    )
    found = compare_totals(reading.lines)
    assert [(total.row, total.declared, total.read) for total in found] == [(5, 2, 1), (7, 120, 2)]
    assert "120" in found[1].message


def test_several_facts_in_one_cell_are_split_by_line_and_shown() -> None:
    reading = read_rows(
        ["STT", "Họ và tên\nNgày sinh", "Số thẻ đảng viên\nNgày cấp thẻ", "Chức vụ"],
        [1, "Nguyễn Văn An\n05/03/1990", "50000001\n19/05/2016", "Bí thư chi bộ\nTrưởng thôn"],
        [2, "Trần Thị Bình", "50000002", "Đảng viên"],
        [3, "Lê Văn Chung\n1960\nHà Nội", "50000003", "Đảng viên"],
    )
    first, second, third = reading.people
    assert (first.clean("full_name"), first.clean("born_on")) == ("Nguyễn Văn An", PartialDate(1990, 3, 5))
    assert (first.clean("card_number"), first.clean("card_issued_on")) == ("50000001", date(2016, 5, 19))
    assert first.clean("positions") == "Bí thư chi bộ\nTrưởng thôn"
    assert all(item.level == "warning" and "tách" in item.message.lower() for item in first.problems)
    assert (second.clean("full_name"), second.clean("card_number")) == ("Trần Thị Bình", "50000002")
    assert second.problems == []
    assert third.level == "doubt"
    assert reading.note("guess"), "the office confirms that one column holds two facts"


def test_a_ditto_mark_takes_the_value_above_with_a_warning_but_never_a_number() -> None:
    reading = read_rows(
        ["Họ và tên", "Chi bộ", "Số CCCD", "Ngày vào Đảng"],
        ["Nguyễn Văn An", "Chi bộ thôn Đông", "999000000001", "03/02/2015"],
        ["Trần Thị Bình", "n//", "//", "nt"],
        ["Lê Văn Chung", "-nt-", "999000000003", "03/02/2016"],
    )
    assert [line.clean("organization") for line in reading.people] == ["Chi bộ thôn Đông"] * 3
    second = reading.people[1]
    assert second.clean("identity") is None
    assert levels(second) == {"organization": "warning", "identity": "doubt", "admitted_on": "doubt"}
    assert problem(second, "admitted_on").proposal == date(2015, 2, 3), "a day is only offered"


def test_a_vertical_sheet_is_one_person() -> None:
    file = office_file("vertical", 3)
    book = read_book(file.data, file.name)
    tables = find_tables(book)
    assert [table.vertical for table in tables] == [True] * 3
    for table, who in zip(tables, file.people, strict=True):
        lines = list(parse_rows(table, propose_mapping(table), on=ON))
        (person,) = [line for line in lines if not line.skipped]
        assert len(lines) == len(table.sheet.rows)
        assert person.number == 3
        assert (person.clean("full_name"), person.clean("identity")) == (who.name, who.identity)
        assert person.clean("admitted_on") == who.admitted


def test_a_vertical_sheet_with_values_after_the_colon() -> None:
    reading = read_rows(
        ["PHIẾU ĐẢNG VIÊN"],
        ["1) Họ và tên: NGUYỄN VĂN AN", "", "Nam/Nữ: Nam"],
        ["2) Ngày sinh: 05/03/1990"],
        ["3) Quê quán: Tân Hòa, Phú Thọ"],
        ["4) Ngày vào Đảng: 03/02/2015"],
    )
    (person,) = reading.people
    assert reading.table.vertical
    assert (person.clean("full_name"), person.clean("sex")) == ("NGUYỄN VĂN AN", "M")
    assert person.clean("home_town") == "Tân Hòa, Phú Thọ"


def test_surname_and_given_name_in_two_columns_are_joined() -> None:
    for head in (["STT", "Họ và tên đệm", "Tên", "Ngày sinh"], ["STT", "Họ và tên", "", "Ngày sinh"]):
        reading = read_rows(
            head,
            [1, "Nguyễn  Văn\u00a0", "An", "1990"],
            [2, "Trần Thị", " Bình ", "1991"],
        )
        first = reading.people[0]
        assert first.clean("full_name") == "Nguyễn Văn An", head
        assert (first.clean("family_name"), first.clean("given_name")) == ("Nguyễn Văn", "An")


def test_spaces_and_the_place_of_the_tone_make_no_difference_to_matching() -> None:
    reading = read_rows(
        ["Họ và tên", "Chi bộ", "Ngày sinh"],
        ["Trần\u00a0Thị  Hòa", "Đảng ủy xã", "1990"],
        ["Trần Thị Hoà", "Đảng uỷ xã", "1990"],
    )
    first, second = reading.people
    assert fold(str(first.clean("full_name"))) == fold(str(second.clean("full_name"))) == "tran thi hoa"
    assert fold(str(first.clean("organization"))) == fold(str(second.clean("organization")))


@pytest.mark.parametrize("kind", ["html-xls", "csv-bom", "csv-1258", "ods", "xls"])
def test_html_as_xls_csv_with_mark_windows_1258_and_semicolons(kind: str) -> None:
    file = office_file(kind, 60)
    reading = read(file.data, file.name)
    assert [line.clean("full_name") for line in reading.people] == [who.name for who in file.people]
    assert [line.clean("identity") for line in reading.people] == [who.identity for who in file.people]
    assert [line.clean("official_on") for line in reading.people] == [who.official for who in file.people]
    assert reading.people[0].number == file.first_row
    assert reading.lines[-1].declared_total == 60


def test_a_csv_without_mark_and_with_tabs() -> None:
    rows: list[list[object]] = [["Họ và tên", "Ngày sinh"], ["Nguyễn Văn An", "1990"]]
    for sign in "\t;|,":
        reading = read(csv_text(rows, sign).encode(), "danh-sach.csv")
        assert reading.people[0].clean("full_name") == "Nguyễn Văn An"
    assert "Windows-1258" in read(windows_1258(csv_text(rows, ";")), "danh-sach.csv").note("encoding")


def test_text_of_a_vntime_font_is_converted_with_a_note_to_confirm() -> None:
    file = office_file("tcvn3", 40)
    reading = read(file.data)
    assert [line.clean("full_name") for line in reading.people] == [who.name for who in file.people]
    assert "TCVN3" in reading.note("old_text")
    assert ".VnTime" in reading.note("old_text")
    conversion = reading.table.sheet.conversion
    assert conversion is not None
    assert conversion.samples[0][0] != conversion.samples[0][1]
    assert next(note for note in reading.book.notes if note.code == "old_text").level == "doubt"


@pytest.mark.parametrize("through", [tcvn3, vni])
def test_old_text_without_a_telling_font_is_known_by_its_spelling(through: object) -> None:
    assert callable(through)
    names = ["Nguyễn Văn Tuấn", "Trần Thị Bưởi", "Đỗ Đức Thắng", "Lê Thị Hồng Gấm", "Phạm Hữu Lộc"]
    head = ["Họ và tên", "Ngày sinh", "Quê quán"]
    rows = [head, *([name, "1990", "Xã Tân Hòa, tỉnh Phú Thọ"] for name in names)]
    reading = read(workbook([[through(cell) for cell in row] for row in rows]))
    assert [line.clean("full_name") for line in reading.people] == names
    assert reading.people[0].clean("home_town") == "Xã Tân Hòa, tỉnh Phú Thọ"


def test_capitals_of_old_fonts() -> None:
    rows = [["Họ và tên", "Ngày sinh"], ["Nguyễn Văn Tuấn", "1990"], ["Trần Thị Bưởi", "1991"]]
    typed: list[list[object]] = [[tcvn3(cell) for cell in row] for row in rows]
    assert read(workbook(typed, font=".VnTimeH")).people[0].clean("full_name") == "NGUYỄN VĂN TUẤN"
    shouted: list[list[object]] = [[tcvn3(cell.upper()) for cell in row] for row in rows]
    assert read(workbook(shouted, font=".VnTime")).people[0].clean("full_name") == "NGUYỄN VĂN TUẤN"


def test_text_that_was_encoded_twice_is_proposed_and_never_repaired() -> None:
    broken = "Trần Thị Hồng".encode().decode("cp1252")
    reading = read_rows(["Họ và tên", "Ngày sinh"], [broken, "1990"], ["Nguyễn Văn An", "1991"])
    first = reading.people[0]
    assert first.clean("full_name") is None
    assert first.values["full_name"].raw == broken
    assert (problem(first, "full_name").level, problem(first, "full_name").proposal) == ("doubt", "Trần Thị Hồng")
    assert "Trần Thị Hồng" in reading.note("garbled")


def test_money_and_fractions_are_told_by_the_type_of_their_column() -> None:
    for cell in ("5.310.000", "5,310,000", "5 310 000 đ", 5310000, "5310000"):
        assert one(fee_income=cell).clean("fee_income") == 5_310_000
    assert one(fee_income=0.125).clean("fee_income") is None
    assert levels(one(fee_income="0,125")) == {"fee_income": "doubt"}
    for cell in (0.125, "0.125", "0,125", "12,5%"):
        assert one(salary_coefficient=cell).clean("salary_coefficient") == Decimal("0.125")
    assert levels(one(salary_coefficient="125.000")) == {"salary_coefficient": "doubt"}


def test_the_fee_ledger_is_recognized_and_its_sums_are_computed_again() -> None:
    file = office_file("fees", 30)
    reading = read(file.data)
    assert reading.table.kind == "fees"
    assert reading.table.header_rows == (4, 5)
    exempt, paying = reading.people[9], reading.people[0]
    assert exempt.clean("fee_exempt") is True
    assert "fee_due" not in exempt.values
    assert paying.clean("fee_total") == 50_010
    assert check_sums(reading.lines) == []
    wrong = read_rows(
        ["Stt", "Họ và tên đảng viên", "Số tiền đảng phí phải đóng", "", "", "Số tiền đảng phí đã thu"],
        ["", "", "Tháng này", "Truy thu các tháng trước", "Cộng", ""],
        [1, "Nguyễn Văn An", 50_000, 20_000, 80_000, 50_000],
        ["", "Cộng quý I", 50_000, 20_000, 80_000, 60_000],
    )
    told = check_sums(wrong.lines)
    assert [(found.row, found.declared, found.computed) for found in told] == [
        (3, 80_000, 70_000),
        (4, 80_000, 70_000),
        (4, 60_000, 50_000),
    ]


def test_a_statistics_sheet_is_recognized_and_its_column_sums_are_computed_again() -> None:
    reading = read_book(
        workbook(
            [
                ["ĐẢNG BỘ THÀNH PHỐ"],
                ["Biểu số 7"],
                ["Tiêu chí", "Tổng số", "Dự bị", "Chính thức"],
                ["1", "2=3+4", "3", "4"],
                ["Nam", 10, 3, 7],
                ["Nữ", 12, 3, 8],
            ]
        ),
        "bieu.xlsx",
    )
    (difference,) = recompute(reading)
    assert (difference.row, difference.column, difference.declared, difference.computed) == (6, "B", 12, 11)
    assert "2=3+4" in difference.message


def test_blank_zero_and_not_yet_are_three_things() -> None:
    assert "fee_income" not in one(fee_income="").values
    assert one(fee_income=0).clean("fee_income") == 0
    said = one(fee_income="chưa có").values["fee_income"]
    assert (said.clean, said.absent, said.raw) == (None, True, "chưa có")
    assert one(religion="Không").clean("religion") == "Không"


def test_an_unknown_province_stays_unknown_and_a_former_one_is_told_with_its_day() -> None:
    unknown = one(home_town_province="Tỉnh Chưa Từng Có")
    assert unknown.clean("home_town_province") == "Tỉnh Chưa Từng Có"
    assert problem(unknown, "home_town_province").level == "warning"
    assert problem(unknown, "home_town_province").proposal is None
    former = one(residence_province="Vĩnh Phúc")
    assert former.clean("residence_province") == "Vĩnh Phúc"
    assert problem(former, "residence_province").proposal == "Tỉnh Phú Thọ"
    assert "01/07/2025" in problem(former, "residence_province").message
    assert one(residence_province="Tỉnh Phú Thọ").problems == []
    assert one(home_town_province="Vĩnh Phúc").problems == [], "where somebody comes from keeps the name of its time"


def test_duplicate_unknown_and_shuffled_columns_are_mapped_told_and_remembered() -> None:
    reading = read_rows(
        ["Số CCCD", "Tín nhiệm", "Ngày sinh", "Họ và tên", "Ngày sinh", "Sở thích"],
        ["999000000001", "Tốt", "05/03/1990", "Nguyễn Văn An", "06/03/1990", "Đọc sách"],
    )
    fields = reading.fields()
    assert fields == {
        "Số CCCD": "identity", "Tín nhiệm": "", "Ngày sinh": "born_on", "Họ và tên": "full_name",
        "Ngày sinh [E]": "", "Sở thích": "",
    }  # fmt: skip
    assert reading.people[0].clean("born_on") == PartialDate(1990, 3, 5)
    assert "cột C" in reading.note("duplicate")
    assert "Tín nhiệm" in reading.note("unknown")
    again = propose_mapping(reading.table, fields | {"Tín nhiệm": "note", "Ngày sinh": "", "Ngày sinh [E]": "born_on"})
    assert again.fields() == fields | {"Tín nhiệm": "note", "Ngày sinh": "", "Ngày sinh [E]": "born_on"}


def test_reading_the_same_file_twice_gives_the_same_lines() -> None:
    file = office_file("exchange", 30)
    assert read(file.data).lines == read(file.data).lines


def test_no_official_day_is_accepted_of_a_probationary_member() -> None:
    assert one(status="Đảng viên dự bị", official_on="").problems == []
    assert one(status="Đảng viên dự bị", official_on="").clean("status") == "ACTIVE"
    assert one(status="Đảng viên dự bị", official_on="").clean("member_kind") == "PROBATIONARY"
    assert levels(one(status="Đang sinh hoạt Đảng", official_on="")) == {"official_on": "warning"}
    assert levels(one(status="Đảng viên dự bị", official_on="03/02/2016")) == {"official_on": "doubt"}


def test_formulas_errors_hidden_sheets_hidden_rows_filters_and_merged_cells_are_told() -> None:
    def draw(made: Workbook, sheet: Worksheet) -> None:
        sheet.append(["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Nghề nghiệp"])
        sheet.append([1, "Nguyễn Văn An", "1990", "Chi bộ thôn Đông", "Giáo viên"])
        sheet.append([2, "Trần Thị Bình", "1991", None, "#REF!"])
        sheet.append([3, "Lê Văn Chung", "1992", None, "=1+1"])
        sheet["E3"].data_type = "e"
        sheet.merge_cells("D2:D4")
        sheet.row_dimensions[3].hidden = True
        sheet.auto_filter.ref = "A1:E4"
        hidden = made.create_sheet("QUOCGIA")
        hidden.append(["Mã", "Tên"])
        hidden.sheet_state = "hidden"

    reading = read(drawn(draw))
    first, second, third = reading.people
    assert first.problems == []
    assert second.hidden
    assert second.clean("organization") == third.clean("organization") == "Chi bộ thôn Đông"
    assert levels(second) == {"occupation": "doubt", "organization": "warning"}
    assert "#REF!" in problem(second, "occupation").message
    assert levels(third) == {"occupation": "warning", "organization": "warning"}
    assert "1 dòng ẩn" in reading.note("hidden_rows")
    assert "bộ lọc" in reading.note("filtered")
    assert "QUOCGIA" in reading.note("hidden_sheet")


def test_the_old_sheet_of_ninety_columns_goes_in_by_its_titles() -> None:
    file = office_file("old-sheet", 40)
    reading = read(file.data)
    for line, who in zip(reading.people, file.people, strict=True):
        assert line.clean("full_name") == who.name
        assert (line.clean("admitted_on"), line.clean("official_on")) == (who.admitted, who.official)
        assert line.clean("identity") == who.identity
        assert line.clean("cv_number") == f"{who.number:06}MH"
        assert line.clean("organization") == who.organization
        assert line.clean("born_on") == PartialDate.parse_typed(dmy(who.born))
    assert reading.fields()["Ngày vào đoàn"] == ""
    assert reading.fields()["Tên khai sinh"] == "birth_name"


def test_an_old_xls_tells_its_hidden_rows_formulas_errors_and_fonts() -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Danh sach")
    old = xlwt.easyxf("font: name .VnTime")
    names = ["Nguyễn Văn Tuấn", "Trần Thị Bưởi", "Đỗ Đức Thắng"]
    for row, cells in enumerate([["Họ và tên", "Ngày sinh", "Nghề nghiệp"], *([name, "1990", "x"] for name in names)]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, tcvn3(cell), old)
    sheet.row(2).hidden = True
    sheet.write(3, 3, xlwt.Formula("1+1"))
    sheet.row(1).set_cell_error(3, "#REF!")
    for row in range(40, 400):
        sheet.write(row, 9, "x" * 20)
    stream = io.BytesIO()
    book.save(stream)
    read_back = read_book(stream.getvalue(), "danh-sach.xls").sheets[0]
    assert read_back.fonts[0] == ".VnTime"
    assert read_back.hidden_rows == {3}
    assert (4, 3) in read_back.formulas
    assert read_back.errors == {(2, 3): "#REF!"}
    assert read_back.conversion is not None
    assert read_back.rows[1][0] == "Nguyễn Văn Tuấn"


def test_an_ods_tells_its_hidden_rows_and_formulas() -> None:
    file = office_file("ods", 3)
    with zipfile.ZipFile(io.BytesIO(file.data)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    rows = parts["content.xml"].split(b"<table:table-row>")
    rows[6] = rows[6].replace(b"office:value-type", b'table:formula="of:=1" office:value-type', 1)
    hidden = b'<table:table-row table:visibility="collapse">'
    parts["content.xml"] = b"<table:table-row>".join(rows[:6]) + hidden + b"<table:table-row>".join(rows[6:])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    reading = read(stream.getvalue(), "danh-sach.ods")
    assert [line.number for line in reading.people if line.hidden] == [6]
    assert (6, 0) in reading.table.sheet.formulas
    assert "1 dòng ẩn" in reading.note("hidden_rows")


def days(*cells: object) -> list[Line]:
    return read_rows(["Họ và tên", "Ngày vào Đảng"], *(["Lê Thị An", cell] for cell in cells)).people


def test_a_column_whose_days_and_months_a_program_has_swapped_is_asked_about() -> None:
    typed = [f"{day}/05/1990" for day in range(13, 20)]
    asked = days(*(date(1990, 5, day) for day in (1, 2, 3, 4, 5)), *typed)
    assert asked[0].clean("admitted_on") is None
    found = problem(asked[0], "admitted_on")
    assert (found.level, found.proposal) == ("doubt", date(1990, 1, 5))
    assert asked[4].clean("admitted_on") == date(1990, 5, 5), "the fifth of May is so either way"
    assert asked[-1].clean("admitted_on") == date(1990, 5, 19)
    mixed = days(*(date(1990, 5, day) for day in (1, 2, 13, 4)), *typed)
    assert mixed[0].clean("admitted_on") == date(1990, 5, 1)


def test_a_word_in_brackets_behind_a_name_is_asked_about() -> None:
    reading = read_rows(["Họ và tên", "Ngày sinh"], ["Nguyễn Văn An (B)", "1990"])
    assert problem(reading.people[0], "full_name").proposal == "Nguyễn Văn An"
