"""Letters and notices are printed from the record; what is not known stays dotted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chibo.engine.cases import actions as cases
from chibo.engine.cases import printing
from chibo.engine.cases.models import Case
from chibo.roll.members.actions import issue_card
from tests import builders
from tests.cast import MINH
from tests.work.transfers.stage import DAY, OUTSIDE, Stage, stage


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def sheet(case: Case, layout: str) -> printing.Sheet:
    found = [s for s in printing.sheets_of(case, DAY + timedelta(days=90)) if s.form.layout == layout]
    assert found, f"no {layout} among {[s.form.layout for s in printing.sheets_of(case, DAY)]}"
    return found[0]


def test_the_official_letter_tells_its_chain(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    issue_card(person=minh, number="00000017", issued_by=place.tree.city, by=None, on=date(2018, 1, 5), decision="4")
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    walk.until("T06")
    walk.step("T07", letter_number="45-GT")
    walk.until()

    letter = sheet(walk.case, "gioi-thieu-shd-chinh-thuc").data
    assert letter["member_card_number"] == "00000017"
    assert letter["party_date"] == date(2016, 8, 31)
    assert letter["transfer_destination"] == "Chi bộ tổ dân phố 9, Đảng bộ phường Hoa Mai"
    assert letter["transfer_ground"] == "Chuyển công tác sang đơn vị mới"
    assert letter["fees_until"] == "2023-02"
    assert [(box["by"], box["to"]) for box in letter["letter_boxes"]] == [
        ("Chi bộ tổ dân phố 1", "Đảng ủy phường Hoa Sen"),
        ("Đảng ủy phường Hoa Sen", "Thành ủy Bình Minh"),
        ("Thành ủy Bình Minh", "Đảng ủy phường Hoa Mai"),
        ("Đảng ủy phường Hoa Mai", "Chi bộ tổ dân phố 9"),
        ("Chi bộ tổ dân phố 9", "Đã tiếp nhận"),
    ]
    notice = sheet(walk.case, "phieu-bao-chuyen-shd").data
    assert (notice["transfer_origin"], notice["letter_number"]) == ("Đảng ủy phường Hoa Sen", "45-GT")
    assert notice["issuer_name"] == "Chi bộ tổ dân phố 9"


def test_a_letter_to_outside_names_the_place_that_was_typed(place: Stage) -> None:
    walk = place.open("transfer-temporary", builders.official(MINH, place.tree.cell))
    walk.until("P02")
    letter = sheet(walk.case, "gioi-thieu-shd-tam-thoi")
    assert letter.data["transfer_destination"] == OUTSIDE
    assert letter.data["stay_until"] == "2023-10-31"
    assert letter.data["letter_boxes"][-1]["number"] == "", "the tiers above have not signed yet"
    assert "Số thẻ đảng viên" in [fact.label for fact in letter.missing]


def test_being_late_has_a_paper_of_its_own(place: Stage) -> None:
    walk = place.open("transfer-internal", builders.official(MINH, place.tree.cell), place.tree.other_cell)
    walk.until("I03")
    introduced = walk.day
    act, stroke = walk.prepared("I04", on=introduced + timedelta(days=70))
    cases.perform(case=walk.case, act=replace(act, late_ground="Điều trị ở bệnh viện"), stroke=stroke)
    account = sheet(walk.case, "tuong-trinh-chuyen-shd-cham").data
    assert account["late_account"] == "Điều trị ở bệnh viện"
    assert account["late_limit"] > introduced
    assert not [s for s in printing.sheets_of(walk.case, DAY) if s.form.layout == "bao-cao-gia-han"]


def test_whoever_is_late_finds_the_account_to_write_before_anything_is_recorded(place: Stage) -> None:
    walk = place.open("transfer-internal", builders.official(MINH, place.tree.cell), place.tree.other_cell)
    walk.until("I03")
    layouts = [s.form.layout for s in printing.sheets_of(walk.case, walk.day)]
    assert "tuong-trinh-chuyen-shd-cham" not in layouts, "nothing is late yet"
    account = sheet(walk.case, "tuong-trinh-chuyen-shd-cham")
    assert account.asked
    assert account.past is None
    assert account.data["late_limit"] > walk.day
    assert printing.as_pdf([account]).startswith(b"%PDF")


def test_every_paper_becomes_a_file(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    walk.until("T08")
    walk.step("T10X", refusal_ground="dossier", ground="Thiếu mục lục")
    sheets = printing.sheets_of(walk.case, walk.day)
    assert [s.form.layout for s in sheets] == [
        "ban-tu-kiem-diem-khi-chuyen",
        "gioi-thieu-shd-chinh-thuc",
        "cong-van-tra-lai-giay-gioi-thieu",
    ]
    assert printing.as_pdf(sheets).startswith(b"%PDF")
    assert all(printing.as_docx(s).startswith(b"PK") for s in sheets)
