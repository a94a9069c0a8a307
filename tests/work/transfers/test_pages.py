"""What the clerks of transfers say: from where to where, what is only a warning, and what is not asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chibo.engine.cases.models import Case
from tests import builders
from tests.cast import MINH, extra
from tests.work.transfers.stage import OUTSIDE, Stage, stage


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def test_the_case_says_from_where_to_where_on_both_sides(place: Stage, client: Client) -> None:
    minh = builders.official(MINH, place.tree.cell)
    inside = place.open("transfer", minh, place.tree.neighbour_cell)
    outside = place.open("transfer-temporary", minh)
    arriving = place.open("transfer-in", builders.official(extra(902), place.tree.other_cell))
    client.force_login(place.pen(place.tree.cell))
    for case, ends in (
        (inside.case, ("Chi bộ tổ dân phố 1", "Chi bộ tổ dân phố 9")),
        (outside.case, ("Chi bộ tổ dân phố 1", OUTSIDE)),
        (arriving.case, (OUTSIDE, "Chi bộ tổ dân phố 1")),
    ):
        words = f"Từ <strong>{ends[0]}</strong> đến <strong>{ends[1]}</strong>"
        assert words in client.get(f"/ho-so/{case.pk}/").text
    client.force_login(place.pen(place.tree.neighbour_cell))
    assert "đến <strong>Chi bộ tổ dân phố 9</strong>" in client.get(f"/ho-so/{inside.case.pk}/").text


def test_a_stay_too_short_by_a_value_not_confirmed_is_opened_with_a_warning(place: Stage, client: Client) -> None:
    minh, today = builders.official(MINH, place.tree.cell), timezone.localdate()
    client.force_login(place.pen(place.tree.cell))
    said = {"on": typed(today), "purpose": "work", "from_on": typed(today), "until_on": typed(today + timedelta(30))}
    address = f"/chuyen-sinh-hoat/dang-vien/{minh.pk}/moi/?loai=tam-thoi&den={place.tree.neighbour_cell.code}"
    page = client.post(address, said, follow=True)
    assert Case.objects.get(procedure="transfer-temporary").person == minh
    told = [str(message) for message in page.context["messages"]]
    assert told[0].startswith("Đã mở việc chuyển sinh hoạt")
    assert "chưa đối chiếu văn bản gốc nên chỉ nhắc" in told[1]
    later = client.get(f"/ho-so/{Case.objects.get(procedure='transfer-temporary').pk}/").text
    assert "Cần xem lại" in later and told[1] in later, "it stays in sight after the message is gone"


def test_a_form_sent_back_for_a_blank_does_not_speak_of_lateness(place: Stage, client: Client) -> None:
    today = timezone.localdate()
    walk = place.open("transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell, on=today)
    client.force_login(place.pen(place.tree.cell))
    seen = walk.case.events.count()
    page = client.post(f"/ho-so/{walk.case.pk}/buoc/T02/", {"seen": seen, "on": typed(today)})
    assert page.status_code == 422
    assert "late_ground" not in page.context["form"].fields
    assert "mm/yyyy, ví dụ 10/2026" in page.text


def test_many_cells_of_a_name_are_not_all_shown_and_the_page_says_so(place: Stage, client: Client) -> None:
    minh = builders.official(MINH, place.tree.cell)
    client.force_login(place.pen(place.tree.cell))
    page = client.get(f"/chuyen-sinh-hoat/dang-vien/{minh.pk}/moi/?loai=chinh-thuc&tim=chi+bo").text
    assert page.index("Chuyển ra ngoài hệ thống") < page.index("Chi bộ tìm thấy"), (
        "the way out is not below a long list"
    )
    assert "Còn chi bộ khác" not in page
