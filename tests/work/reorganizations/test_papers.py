"""Minutes, rosters and the list of what moved, printed from what the act kept."""

from __future__ import annotations

import pytest
from django.http import Http404

from chibo.foundation.papers.printing import document_of
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.papers import cell_sheets, list_sheet, printed
from tests.work.reorganizations.stage import Stage, cells_become_one, done, plan, stage, wards_become_one


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def test_between_bases_the_committees_sign(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    sheets = cell_sheets(act, "bien-ban")
    assert [(data["handover_cell"], data["handover_from"], data["handover_to"]) for _, data in sheets] == [
        ("Chi bộ tổ dân phố 1", "Đảng bộ phường Hoa Sen", "Đảng bộ phường Mới"),
        ("Chi bộ tổ dân phố 2", "Đảng bộ phường Hoa Sen", "Đảng bộ phường Mới"),
        ("Chi bộ tổ dân phố 9", "Đảng bộ phường Hoa Mai", "Đảng bộ phường Mới"),
    ]
    assert sheets[0][1]["handed_official"] == 5
    assert sheets[0][1]["handover_decision"] == "văn bản số 12-QĐ/TU ngày 28/10/2020"


def test_within_a_base_the_cells_sign(place: Stage) -> None:
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)
    ((_, data),) = cell_sheets(act, "bien-ban")
    assert (data["handover_from"], data["handover_to"], data["handover_into"]) == (
        "Chi bộ tổ dân phố 1",
        "Chi bộ tổ dân phố 2",
        "",
    )


def test_a_roster_is_of_the_day_before(place: Stage) -> None:
    """Everybody who was there, guests marked, in the order of names."""
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)
    ((form, data),) = cell_sheets(act, "danh-sach")
    roster = data["handed_roster"]
    assert [line["seq"] for line in roster] == [str(number) for number in range(1, 8)]
    assert sum("(tạm thời)" in line["name"] for line in roster) == 1
    assert [line["official"] for line in roster].count("Dự bị") == 1
    assert "chưa" in document_of(form, data).notes[0], "no official layout was found, and it says so"


def test_old_names_stay_on_the_list(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    _, data = list_sheet(act)
    assert {line["name"] for line in data["moved_organizations"]} >= {"Đảng bộ phường Hoa Sen", "Đảng bộ phường Mới"}
    assert data["issuer_name"] == "Đảng bộ thành phố Bình Minh"


def test_as_files(place: Stage) -> None:
    act = done(wards_become_one(place.tree), place.tree.city, place.organizer)
    assert printed(act, "bien-ban", "pdf").startswith(b"%PDF")
    assert printed(act, "danh-sach", "docx", place.tree.cell.code).startswith(b"PK")
    assert printed(act, "danh-muc", "pdf").startswith(b"%PDF")


def test_a_draft_has_no_papers(place: Stage) -> None:
    with pytest.raises(Http404):
        printed(plan(cells_become_one(place.tree), place.tree.ward, place.office), "bien-ban", "pdf")
    act: Reorganization = done(cells_become_one(place.tree), place.tree.ward, place.office)
    with pytest.raises(Http404):
        printed(act, "bien-ban", "pdf", "KHONG-CO")
