"""Lists as people use them: narrowed in the address, kept under a name, printed, taken out as a workbook."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from chibo.foundation.accounts.models import Look, User
from chibo.foundation.ledger.models import Entry
from chibo.roll.members.models import SavedList
from chibo.roll.members.queries.sheets import MASKED
from chibo.roll.members.workbook import write_workbook
from tests import builders
from tests.builders import Tree
from tests.cast import AN, BINH, HA, Character, identity


@pytest.fixture
def tree(db: None) -> Tree:
    tree = builders.tree()
    builders.official(builders.person(AN, ethnicity="Tày", identity=identity(7), cv_number="012345VP"), tree.cell)
    builders.official(BINH, tree.other_cell)
    return tree


@pytest.fixture
def office(tree: Tree) -> User:
    return builders.clerk(tree.ward, tree.other_cell)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def workbook(answer: object) -> list[tuple[object, ...]]:
    sheet = load_workbook(io.BytesIO(answer.content)).active  # type: ignore[attr-defined]
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


def test_conditions_stay_in_the_address(client: Client, office: User) -> None:
    answer = signed_in(client, office).get("/dang-vien/", {"dan_toc": "Tày", "gioi": "M", "loai": "chinh-thuc"})
    page = answer.content.decode()
    assert AN.name in page and BINH.name not in page
    assert '<details class="fold filters-more" open>' in page
    assert "dan_toc=T%C3%A0y&amp;gioi=M&amp;loai=chinh-thuc" in page, "for print, export and keeping"


def test_an_impossible_band_is_said_at_its_field(client: Client, office: User) -> None:
    answer = signed_in(client, office).get("/dang-vien/", {"tuoi_tu": "60", "tuoi_den": "50"})
    assert answer.status_code == 422 and "Phải từ 60 trở lên" in answer.content.decode()


def test_a_past_day_shows_its_band(client: Client, office: User) -> None:
    page = signed_in(client, office).get("/dang-vien/", {"ngay": "01/01/2017"}).content.decode()
    assert "01/01/2017" in page and "Đảng viên dự bị" in page


def test_a_list_is_kept_shared_and_dropped(client: Client, tree: Tree, office: User) -> None:
    colleague = builders.account(builders.official(HA, tree.cell), "dongnghiep")
    keep = {"name": "Đảng viên người Tày", "share": str(tree.ward.pk)}
    signed_in(client, office).post("/dang-vien/danh-sach/?dan_toc=Tày&sau=x.1", keep)
    kept = SavedList.objects.get()
    assert (kept.conditions, kept.organization) == ("dan_toc=T%C3%A0y", tree.ward)
    assert "Đảng viên người Tày" in client.get("/dang-vien/danh-sach/").content.decode()
    assert client.get(f"/dang-vien/danh-sach/{kept.pk}/").headers["Location"] == "/dang-vien/?dan_toc=T%C3%A0y"

    assert signed_in(client, colleague).get(f"/dang-vien/danh-sach/{kept.pk}/").status_code == 404
    builders.appointed(colleague_person(colleague), builders.Role.ORGANIZER, tree.ward)
    assert client.get(f"/dang-vien/danh-sach/{kept.pk}/").status_code == 302
    assert client.post(f"/dang-vien/danh-sach/{kept.pk}/bo/").status_code == 404, "shared is not owned"

    signed_in(client, office).post(f"/dang-vien/danh-sach/{kept.pk}/bo/")
    assert not SavedList.objects.exists()
    assert [e.action for e in Entry.objects.filter(action__contains="_list").order_by("seq")] == [
        "members.save_list",
        "members.drop_list",
    ]


def colleague_person(user: User) -> builders.Person:
    return builders.Person.objects.get(user=user)


def test_a_workbook_holds_the_list_and_says_who_took_it(client: Client, office: User) -> None:
    answer = signed_in(client, office).get("/dang-vien/xuat/", {"dan_toc": "Tày"})
    rows = workbook(answer)
    assert "Dân tộc: Tày" in str(rows[1][0])
    assert "Lê Thị Kim Chi (Cán bộ văn phòng · Đảng bộ phường Hoa Sen) xuất lúc" in str(rows[2][0])
    assert rows[4][:3] == ("STT", "Họ và tên", "Giới tính") and len(rows) == 6
    line = dict(zip(rows[4], rows[5], strict=True))
    assert line["Họ và tên"] == AN.name and line["Ngày sinh"] == "08/03/1962" and line["Số lý lịch"] == "012345VP"
    assert line["Số định danh cá nhân"] == MASKED
    assert line["Ngày vào Đảng"] == "31/08/2016" and line["Ngày chính thức"] == "31/08/2017"

    entry = Entry.objects.get(action="members.export_list")
    assert entry.payload["people"] == 1 and entry.payload["identity"] is False
    assert Look.objects.get(page="members:xlsx").subject == "list"


def test_identity_numbers_are_for_those_who_may_see_them(client: Client, tree: Tree, office: User) -> None:
    inspector = builders.official(HA, tree.cell)
    builders.appointed(inspector, builders.Role.INSPECTOR, tree.ward)
    for user, shown in ((office, identity(7)), (builders.account(inspector, "kiemtra"), MASKED)):
        rows = workbook(signed_in(client, user).get("/dang-vien/xuat/?so=1&dan_toc=Tày"))
        assert rows[5][rows[4].index("Số định danh cá nhân")] == shown


def test_a_longer_list_than_a_file_holds_is_narrowed_first(
    client: Client, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chibo.roll.members.views.lists.EXPORTED", 2)
    answer = signed_in(client, office).get("/dang-vien/xuat/")
    assert answer.status_code == 422 and "nhiều nhất 2 người" in answer.content.decode()
    assert not Entry.objects.filter(action="members.export_list").exists(), "nothing left the house"


def test_a_list_is_printed_whole(client: Client, tree: Tree, office: User) -> None:
    for number in range(40):
        builders.official(Character("Vũ", f"Số {number}", "F", "1990"), tree.cell)
    page = signed_in(client, office).get("/dang-vien/in/?gioi=F").content.decode()
    assert page.count("<tr>") == 43 and "Giới tính: Nữ" in page and "xuất lúc" in page
    assert Entry.objects.get(action="members.export_list").subject == "list:in"


def test_the_people_of_a_list_are_told_by_a_sheet_for_each_cell(client: Client, tree: Tree, office: User) -> None:
    away = builders.official(Character("Vũ", "Xa", "F", "1990"), tree.other_cell)
    reader = signed_in(client, office)
    address = "/dang-vien/thong-bao/?gioi=F"
    assert "mỗi chi bộ một tờ" in reader.get(address).text
    empty = reader.post(address, {"title": "", "text": "", "on": ""})
    assert empty.status_code == 422
    assert not Entry.objects.filter(action="members.export_list").exists()

    said = {"title": "nộp phiếu bổ sung", "text": "Nộp trước ngày 15.\n\nMang theo thẻ.", "on": "20/11/2026"}
    page = reader.post(address, said)
    cells = {cell: names for cell, _, names in page.context["cells"]}
    assert away.name in cells["Chi bộ tổ dân phố 2"]
    assert page.text.count("về việc nộp phiếu bổ sung:") == len(cells)
    assert "Nộp trước ngày 15." in page.text
    assert AN.name not in page.text, "a man is not in this list"
    assert Entry.objects.get(action="members.export_list").subject == "list:notice"


def test_nobody_is_told_where_the_list_is_empty(client: Client, office: User) -> None:
    page = signed_in(client, office).post(
        "/dang-vien/thong-bao/?ten=khongcoai", {"title": "a", "text": "b", "on": "20/11/2026"}
    )
    assert page.status_code == 422
    assert not Entry.objects.filter(action="members.export_list").exists()


def test_a_cell_is_never_a_formula() -> None:
    from chibo.roll.members.queries.sheets import Line

    content = write_workbook(
        [Line(("=1+1", "0012"))], [("Một", 9), ("Hai", 9)], heading="H", conditions="C", mark="A & B"
    )
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    cell = sheet["B6"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s"), "as reading the file back takes it off again"
    assert sheet["C6"].value == "0012" and sheet["C6"].number_format == "@"
    assert sheet.print_title_rows == "$5:$5" and sheet.freeze_panes == "C6" and sheet.auto_filter.ref == "A5:C6"
    assert sheet.print_area == "'Danh sách'!$A$1:$C$6"
    assert sheet.page_setup.paperSize == 9 and sheet.oddHeader.center.text == "A && B"
    assert sheet.oddFooter.left.text.startswith("Tài liệu nội bộ")
