"""Nothing of a list is lost in silence: a column is entered, or it is told why not and what to do."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from chibo.roll.members.models import Person
from chibo.roll.members.writing import DETAILS
from chibo.roll.rosters.reading import FIELDS, find_tables, parse_rows, propose_mapping, read_book
from chibo.roll.rosters.reading.vocabulary.unkept import SERVICE, is_kept, unkept, why_not
from chibo.roll.rosters.rules import words
from chibo.roll.rosters.rules.judging import Bench, judge
from chibo.roll.rosters.rules.matching import Register
from chibo.roll.rosters.rules.places import Cell, Places, Shape
from chibo.roll.rosters.rules.spells import Setting, Titles
from chibo.roll.rosters.sealing import entry_of
from tests.builders import clerk, tree
from tests.cast import extra
from tests.roll.rosters.lists import HEAD, enter, preview, row, xlsx
from tests.roll.rosters.offices import workbook

ON = date(2026, 11, 26)
#: The row of somebody who can be entered, by field.
WHOLE = {
    "full_name": "Nguyễn Văn An",
    "born_on": "17/05/1970",
    "admitted_on": "03/02/2001",
    "official_on": "03/02/2002",
    "organization": "Chi bộ thôn Đông",
}
#: What stands in a cell of a field of that kind.
SAMPLES = {
    "date": "05/06/2003",
    "partial": "1971",
    "id12": "001070123456",
    "old_id": "012345678",
    "card": "26000001",
    "bool": "x",
    "int": "7",
    "money": "50.000",
    "fraction": "2,34",
    "uuid": "40000000-0000-4000-8000-000000000001",
    "province": "Tỉnh Phú Thọ",
    "name": "Trần Văn Bình",
}
OF_FIELD = {
    "sex": "Nữ",
    "status": "Miễn sinh hoạt",
    "member_kind": "Dự bị",
    "education": "12/12",
    "professional": "Đại học",
    "theory": "Trung cấp",
    "organization_code": "CB-2",
    "base_organization": "Đảng bộ xã Đoài",
    "division": "Đảng bộ xã Đoài",
    "struck_off": "01/02/2005",
    "second_admitted_on": "03/02/2008",
    "second_official_on": "03/02/2009",
    "restored_on": "03/02/2008",
    "given_name": "Anh",
    "family_name": "Phạm Thị",
    "cv_number": "012345 MH",
}
#: What else the row says, or no longer says, for the field to matter.
BESIDE: dict[str, dict[str, str]] = {
    "given_name": {"full_name": "", "family_name": "Nguyễn Văn"},
    "family_name": {"full_name": "", "given_name": "An"},
    "born_male": {"born_on": ""},
    "born_female": {"born_on": ""},
    "card_issued_on": {"card_number": "26000001"},
    "member_kind": {"official_on": ""},
    "second_admitted_on": {"struck_off": "01/02/2005"},
    "second_official_on": {"struck_off": "01/02/2005", "second_admitted_on": "03/02/2008"},
    "restored_on": {"struck_off": "01/02/2005"},
    "status_on": {"status": "Từ trần"},
}


def bench() -> Bench:
    """Two cells of one name, under two committees."""
    since = date(2000, 1, 1)
    cells = {
        pk: Cell(pk, f"CB-{pk}", "Chi bộ thôn Đông", above, since)
        for pk, above in ((1, "Đảng bộ xã Đông"), (2, "Đảng bộ xã Đoài"))
    }
    shapes = [Shape(cell.id, cell.code, cell.name, cell.above, since, None) for cell in cells.values()]
    return Bench(
        Register({}, {}, {}, {}),
        Places(cells, shapes),
        Setting(ON, 12, Titles({}, {code: field.label for code, field in FIELDS.items()})),
        (frozenset(DETAILS) | {"sex", "born_on"}) & frozenset(FIELDS),
        {
            "education": words.codes("education", {"upper_secondary_diploma": "Tốt nghiệp trung học phổ thông"}),
            "professional": {"dai hoc": "university"},
            "theory": {"trung cap": "intermediate"},
        },
        {},
    )


def outcome(facts: dict[str, str]) -> Any:
    """What is written for a row that says so, or asked about it."""
    said = {code: text for code, text in facts.items() if text}
    titles = [FIELDS[code].label for code in said]
    [table] = find_tables(read_book(workbook([["DANH SÁCH ĐẢNG VIÊN"], [*titles], [*said.values()]]), "a.xlsx"))
    mapping = propose_mapping(table)
    assert [choice.field for choice in mapping] == list(said), "read as it is meant"
    [line] = [line for line in parse_rows(table, mapping, on=ON) if not line.skipped]
    judged = judge(entry_of(line, 0), bench())
    return (
        judged.plan,
        [(question.code, question.text) for question in judged.questions],
        [each[:2] for each in judged.messages],
    )


@pytest.mark.parametrize("code", sorted(set(FIELDS) - SERVICE - {"full_name"}))
def test_a_field_makes_a_difference_or_is_told_to_make_none(code: str) -> None:
    sample = OF_FIELD.get(code) or SAMPLES.get(FIELDS[code].kind) or "Phúc Thắng"
    around = WHOLE | BESIDE.get(code, {}) | {code: ""}
    assert (outcome(around) != outcome(around | {code: sample})) == is_kept(code)


def test_only_known_fields_are_told() -> None:
    assert set(unkept()) <= set(FIELDS)
    assert not SERVICE & set(unkept())
    assert "bước xác nhận" in why_not("")
    assert is_kept("full_name+phone")
    assert not is_kept("")


def told(*more: str, other: tuple[object, ...]) -> bytes:
    return xlsx([[*row(extra(300 + number), number), *other] for number in (1, 2, 3)], [*HEAD, *more])


@pytest.mark.django_db
def test_the_report_says_each_column_that_is_not_entered(tmp_path: Path) -> None:
    place = tree()
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(told("Số điện thoại", "Học vị", "Cỡ áo", "Số CMND", other=("0912 000 111", "nan", "XL", "")))
    out = StringIO()
    call_command("roster", "import", str(path), "--org", place.ward.code, "--on", "26/10/2020", "--json", stdout=out)
    found = {each["column"]: each for each in json.loads(out.getvalue())["unkept"]}
    assert {title: (each["field"], each["filled"]) for title, each in found.items()} == {
        "Số điện thoại": ("phone", 3),
        "Học vị": ("degree", 0),
        "Cỡ áo": ("", 3),
        "Số CMND": ("old_identity", 0),
    }
    assert "sổ không giữ số điện thoại" in found["Số điện thoại"]["message"]
    out = StringIO()
    call_command("roster", "import", str(path), "--org", place.ward.code, "--on", "26/10/2020", stdout=out)
    assert "cột “Số điện thoại”, 3 ô: không ghi vào sổ; sổ không giữ số điện thoại" in out.getvalue()
    assert "Học vị" not in out.getvalue(), "an empty column loses nothing"


@pytest.mark.django_db
def test_the_pages_say_it_too(client: Client) -> None:
    place = tree()
    office = clerk(place.ward, place.other_cell)
    client.force_login(office)
    batch = preview(place.ward, told("Số điện thoại", other=("0912 000 111",)), by=office)
    page = client.get(f"/nhap-danh-sach/{batch.pk}/").content.decode()
    assert "Có trong tệp, không ghi vào sổ" in page
    assert "Sổ không giữ số điện thoại" in page
    assert "0912 000 111" not in page
    columns = client.get(f"/nhap-danh-sach/{batch.pk}/cot/").content.decode()
    assert "•••• " in columns, "identity numbers are known by their end"
    assert "Đọc được, sổ không giữ: sổ không giữ số điện thoại" in columns


@pytest.mark.django_db
def test_what_is_not_entered_keeps_nobody_out() -> None:
    place = tree()
    batch = preview(place.ward, told("Số điện thoại", "Cỡ áo", other=("0912 000 111", "XL")))
    enter(batch)
    assert Person.objects.count() == 3
