"""The way of a file: its bytes, its tables, its columns, its rows."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.common.dates import PartialDate
from chibo.roll.rosters.reading import Unreadable, find_tables, parse_rows, propose_mapping, read_book

ON = date(2026, 11, 26)
CSV = """DANH SÁCH ĐẢNG VIÊN
STT,Họ và tên,Ngày sinh,Số CCCD,Ngày kết nạp,Chi bộ
1,NGUYỄN VĂN AN,05/03/1990,999000000001,19/05/2015,Chi bộ 1
2,Trần Thị Bình,1991,99000000002,03/02/2016,Chi bộ 2
Tổng số: 2 người
"""


def test_a_roster_is_read_from_bytes_to_people() -> None:
    book = read_book(CSV.encode(), "danh-sach.csv")
    (table,) = find_tables(book)
    mapping = propose_mapping(table, None)
    assert mapping.fields()["Số CCCD"] == "identity"

    lines = list(parse_rows(table, mapping, on=ON))

    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert [line.skipped for line in lines] == ["dòng tiêu đề", "dòng tên cột", "", "", "dòng tổng"]
    assert lines[4].declared_total == 2
    first, second = lines[2:4]
    assert (first.clean("family_name"), first.clean("given_name")) == ("NGUYỄN VĂN", "AN")
    assert first.clean("born_on") == PartialDate(1990, 3, 5)
    assert first.clean("admitted_on") == date(2015, 5, 19)
    assert second.clean("born_on") == PartialDate(1991)
    assert second.clean("identity") is None
    (problem,) = second.problems
    assert (problem.level, problem.proposal) == ("doubt", "099000000002")


def test_an_empty_file_is_refused_with_words() -> None:
    with pytest.raises(Unreadable, match="không có nội dung"):
        read_book(b"", "trong.xlsx")
