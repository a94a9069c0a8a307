"""Lists on several sheets of one file: rows are told with their sheet, and each sheet gets its own verdicts."""

from __future__ import annotations

import io
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import Workbook, load_workbook

from chibo.roll.members.models import Person
from chibo.roll.rosters import actions
from chibo.roll.rosters.pages import place_of, rows_of, skipped_of, totals_of
from chibo.roll.rosters.queries.batches import alike
from chibo.roll.rosters.queries.exchange import with_verdicts
from tests.builders import TODAY, Tree, clerk, tree
from tests.cast import extra
from tests.roll.rosters.lists import AT, HEAD, counts, enter, lines, preview, row, shown, take_back
from tests.roll.rosters.offices import office_file

pytestmark = pytest.mark.django_db
RESULTS = ("Kết quả kiểm tra", "Chi tiết lỗi")


@pytest.fixture
def place() -> Tree:
    return tree()


def sheets(**pages: list[list[Any]]) -> bytes:
    """A workbook with a sheet of each name; the second sheet has its columns the other way round."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, (name, rows) in enumerate(pages.items()):
        turn = -1 if number % 2 else 1
        page = book.create_sheet(name)
        page.append(["DANH SÁCH ĐẢNG VIÊN"])
        page.append([*HEAD[::turn], *RESULTS])
        for each in rows:
            page.append([*each[::turn]] if len(each) > 1 else each)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def two() -> bytes:
    first = [row(extra(300 + number), number) for number in (1, 2, 3)]
    second = [row(extra(300 + number), number) for number in (4, 5)]
    second.append(row(extra(306), 6, Ngày_vào_Đảng="31/02/2001"))
    second.append(row(extra(301), 1, Giới_tính=""))  # the first of the other sheet once more, and less of him
    return sheets(Đông=[*first, ["Tổng số: 3 người"]], Đoài=[*second, ["Tổng số: 9 người"], ["Tổng cộng: 7 người"]])


def test_rows_are_told_with_their_sheet(place: Tree, tmp_path: Path) -> None:
    path = tmp_path / "hai-trang.xlsx"
    path.write_bytes(two())
    out = StringIO()
    call_command("roster", "import", str(path), "--org", place.ward.code, "--on", "26/10/2020", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert [told[name] for name in ("rows", "new", "changed", "same")] == [7, 4, 0, 0]
    assert {(each["sheet"], each["row"]) for each in told["doubt"]} == {("Đông", 3), ("Đoài", 6)}
    assert {(each["sheet"], each["row"], each["column"]) for each in told["refused"]} == {("Đoài", 5, "Ngày vào Đảng")}
    assert {each["sheet"] for each in told["skipped"]} == {"Đông", "Đoài"}
    assert "dòng 6 của trang “Đoài”" in next(each["message"] for each in told["doubt"] if each["row"] == 3)
    assert [(each["sheet"], each["row"], each["declared"], each["read"]) for each in told["totals"]] == [
        ("Đông", 6, 3, 3),
        ("Đoài", 7, 9, 4),
        ("Đoài", 8, 7, 7),
    ]
    out = StringIO()
    call_command("roster", "import", str(path), "--org", place.ward.code, "--on", "26/10/2020", stdout=out)
    assert "dòng 5, trang “Đoài”, không nhận, Ngày vào Đảng" in out.getvalue()
    assert "Dòng tổng (dòng 7, trang “Đoài”) ghi 9, đọc được 4 người" in out.getvalue()


def test_one_sheet_needs_no_name(place: Tree) -> None:
    batch = preview(place.ward, sheets(Đông=[row(extra(301), 1)]))
    [found] = lines(batch)
    assert place_of(batch, found.row.number, found.row.sheet) == "Dòng 3"


def test_the_preview_tells_the_sheet(place: Tree) -> None:
    batch = preview(place.ward, two())
    assert {found["place"] for found in rows_of(batch, lines(batch, "doubt"))} == {
        "Dòng 3, trang “Đông”",
        "Dòng 6, trang “Đoài”",
    }
    assert ("Dòng 2, trang “Đoài”", "dòng tên cột") in skipped_of(batch)
    assert totals_of(batch) == {
        "agree": 2,
        "wrong": ["Dòng 7, trang “Đoài” ghi 9, đọc được 4 người: kiểm tra dòng thiếu hoặc thừa."],
    }


def test_each_sheet_takes_its_own_verdicts(place: Tree) -> None:
    batch = preview(place.ward, two())
    book = load_workbook(io.BytesIO(with_verdicts(batch)))
    filled = {
        name: [[cell.value for cell in line[-2:]] for line in book[name].iter_rows(min_row=3)]
        for name in book.sheetnames
    }
    assert [result for result, _ in filled["Đông"]] == [
        "Cần xem lại",
        "Hợp lệ: đảng viên mới",
        "Hợp lệ: đảng viên mới",
        None,
    ]
    assert [result for result, _ in filled["Đoài"]] == [
        "Hợp lệ: đảng viên mới",
        "Hợp lệ: đảng viên mới",
        "Không nhận",
        "Cần xem lại",
        None,
        None,
    ]
    assert "31/02/2001" in filled["Đoài"][2][1]
    assert "trang “Đoài”" in filled["Đông"][0][1]


def test_the_command_hands_the_verdicts_out_with_the_entry(place: Tree, tmp_path: Path) -> None:
    path, back = tmp_path / "di.xlsx", tmp_path / "ve.xlsx"
    path.write_bytes(two())
    words = ("--org", place.ward.code, "--on", "26/10/2020", "--apply", "--verdicts", str(back))
    call_command("roster", "import", str(path), *words, stdout=StringIO())
    book = load_workbook(back)
    assert [line[0].value for line in book["Đoài"].iter_rows(min_row=3, max_row=6, min_col=11)] == [
        "Hợp lệ: đảng viên mới",
        "Hợp lệ: đảng viên mới",
        "Không nhận",
        "Cần xem lại",
    ]


def test_the_titles_of_a_message_are_those_of_its_sheet(place: Tree) -> None:
    """The same field under another title on the second sheet."""
    first, second = [row(extra(301), 1)], [row(extra(302), 2, cell="Chi bộ không ai biết")]
    book = load_workbook(io.BytesIO(sheets(Đông=first, Đoài=second)))
    head = next(cell for cell in book["Đoài"][2] if cell.value == "Chi bộ đang sinh hoạt")
    head.value = "Sinh hoạt tại chi bộ"
    out = io.BytesIO()
    book.save(out)
    batch = preview(place.ward, out.getvalue())
    [found] = lines(batch, "doubt")
    assert found.questions[0].column == "Sinh hoạt tại chi bộ"


def test_lists_of_several_sheets_go_in_twice_without_effect(place: Tree) -> None:
    enter(preview(place.ward, two()))
    assert counts(preview(place.ward, two())) == {"same": 4, "doubt": 2, "refused": 1}


def test_sheets_with_the_same_columns_are_confirmed_once(place: Tree, client: Client) -> None:
    office = clerk(place.ward, place.other_cell)
    client.force_login(office)
    file = office_file("vertical", 4, ["Chi bộ tổ dân phố 1"])
    batch = actions.upload(organization=place.ward, name="a.xlsx", data=file.data, by=office, on=TODAY, at=AT)
    [group] = alike(batch)
    assert group.numbers == (0, 1, 2, 3)
    address = f"/nhap-danh-sach/{batch.pk}/cot/"
    page = client.get(address).content.decode()
    assert "và 3 trang khác cùng các cột" in page
    said = {f"t0-{column['letter']}": column["field"] or "-" for column in batch.tables[0]["columns"]}
    place_of_birth = next(name for name, field in said.items() if field == "home_town")
    assert client.post(address, said | {place_of_birth: "-"}).status_code == 302
    batch.refresh_from_db()
    fields = [{column["letter"]: column["field"] for column in table["columns"]} for table in batch.tables]
    assert fields[0] == fields[3]
    assert fields[0][place_of_birth.removeprefix("t0-")] == ""


def test_after_the_entry_the_page_leads_to_the_people(place: Tree, client: Client) -> None:
    office = clerk(place.ward, place.other_cell)
    client.force_login(office)
    batch = preview(place.ward, sheets(Đông=[row(extra(301), 1)]), by=office)
    before = client.get(f"/nhap-danh-sach/{batch.pk}/").content.decode()
    assert extra(301).name in before
    assert shown(extra(301).born_on) in before
    enter(batch, by=office)
    person = Person.objects.latest("pk")
    after = client.get(f"/nhap-danh-sach/{batch.pk}/").content.decode()
    assert f'href="/dang-vien/{person.pk}/"' in after
    take_back(batch, by=office)
    assert "không còn được giữ" in client.get(f"/nhap-danh-sach/{batch.pk}/?loai=new").content.decode()
