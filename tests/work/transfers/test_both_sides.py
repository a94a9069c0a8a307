"""Both sides open one case; the receiving side reads what it needs and nothing of what the sending side examined."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import get_current_timezone

from chibo.engine.cases import printing
from chibo.engine.cases.queries import waiting_for
from chibo.engine.cases.sides import side_of
from chibo.roll.members.models import Role
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.cast import BINH, MINH, crowd
from tests.work.transfers.stage import DAY, Stage, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Stage:
    return stage()


def desk(place: Stage, at: Organization) -> Client:
    client = Client()
    client.force_login(place.pen(at))
    return client


@pytest.fixture(autouse=True)
def clock() -> object:
    moment = datetime(2023, 4, 10, 9, tzinfo=get_current_timezone())
    with patch("django.utils.timezone.now", lambda: moment):
        yield


def test_the_receiving_side_sees_that_it_was_examined_not_what(place: Stage) -> None:
    walk = place.open("transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell)
    walk.until("T07")
    url = f"/ho-so/{walk.case.pk}/"

    here = desk(place, place.tree.cell).get(url).content.decode()
    there = desk(place, place.tree.neighbour_cell).get(url).content.decode()

    for secret in ("Đang được kiểm tra, thanh tra", "Có khiếu nại, tố cáo"):
        assert secret in here
        assert secret not in there
    for needed in (MINH.name, "Chi bộ xem xét bản tự kiểm điểm", "Đã xác nhận mục lục tài liệu", "Số giới thiệu"):
        assert needed in there
    assert "/to-chuc/" in here
    assert f"/to-chuc/{place.tree.cell.code}" not in there, "the path is named, and leads nowhere"


def test_the_file_of_the_member_stays_closed_until_received(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    there = desk(place, place.tree.neighbour_cell)
    assert there.get(f"/dang-vien/{minh.pk}/").status_code == 404
    assert there.get(f"/chuyen-sinh-hoat/dang-vien/{minh.pk}/moi/").status_code == 404
    walk.until()
    assert there.get(f"/dang-vien/{minh.pk}/").status_code == 200
    assert desk(place, place.tree.cell).get(f"/dang-vien/{minh.pk}/").status_code == 404
    assert desk(place, place.tree.cell).get(f"/ho-so/{walk.case.pk}/").status_code == 200


def test_somebody_elsewhere_sees_neither(place: Stage) -> None:
    walk = place.open("transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell)
    assert desk(place, place.tree.other_cell).get(f"/ho-so/{walk.case.pk}/").status_code == 404
    stranger = builders.secretary(builders.cell(place.tree.ward), BINH, "bithu.khac")
    client = Client()
    client.force_login(stranger)
    assert client.get(f"/ho-so/{walk.case.pk}/").status_code == 404
    assert MINH.name not in client.get("/chuyen-sinh-hoat/").content.decode()


def test_each_side_records_its_own_steps(place: Stage) -> None:
    walk = place.open("transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell)
    walk.until("T07")
    there, here = desk(place, place.tree.neighbour_cell), desk(place, place.tree.cell)
    assert there.post(f"/ho-so/{walk.case.pk}/buoc/T90/", {}).status_code == 403
    assert here.post(f"/ho-so/{walk.case.pk}/buoc/T08/", {}).status_code == 403
    assert there.post(f"/ho-so/{walk.case.pk}/buoc/T08/", {}).status_code == 422
    assert there.get(f"/ho-so/{walk.case.pk}/dinh-chinh/2/").status_code == 403


def test_papers_of_the_receiving_side(place: Stage) -> None:
    walk = place.open("transfer-abroad", builders.official(MINH, place.tree.cell))
    assert side_of(walk.case, authority_of(place.pen(place.tree.cell), walk.day)).whole
    walk = place.open("transfer", builders.official(crowd(1)[0], place.tree.cell), place.tree.neighbour_cell)
    walk.until("T07")
    side = side_of(walk.case, authority_of(place.pen(place.tree.neighbour_cell), walk.day))
    layouts = {sheet.form.layout for sheet in printing.sheets_of(walk.case, walk.day, side)}
    assert "gioi-thieu-shd-chinh-thuc" in layouts
    page = desk(place, place.tree.neighbour_cell).get(f"/ho-so/{walk.case.pk}/giay-to/")
    assert page.status_code == 200


def test_what_waits_stands_at_who_acts(place: Stage) -> None:
    walk = place.open("transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell)
    walk.until("T07")

    def waits(at: Organization) -> list[str]:
        return [row.step for row in waiting_for(authority_of(place.pen(at), walk.day), walk.day)]

    assert waits(place.tree.neighbour_cell) == ["T08"]
    assert waits(place.tree.cell) == []
    page = desk(place, place.tree.neighbour_cell).get("/").content.decode()
    assert "Đảng viên xuất trình giấy giới thiệu ở nơi đến" in page


@pytest.mark.parametrize("side", ["", "den", "tam-thoi", "da-ket-thuc"])
def test_lists_ask_no_more_for_many(place: Stage, side: str) -> None:
    def cost() -> int:
        client = desk(place, place.tree.city)
        client.get("/chuyen-sinh-hoat/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"/chuyen-sinh-hoat/?muc={side}").status_code == 200
        return len(queries)

    def more(start: int) -> None:
        for who, kind in zip(crowd(4, start), ("transfer", "transfer", "transfer-temporary", "transfer"), strict=True):
            walk = place.open(kind, builders.official(who, place.tree.cell), place.tree.neighbour_cell)
            if kind == "transfer-temporary":
                walk.until("P05")
        walk.until()

    more(50)
    few = cost()
    more(60)
    assert cost() == few
    assert few <= 12


def test_a_refused_form_keeps_what_was_typed(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    builders.appointed(minh, Role.DEPUTY_SECRETARY, place.tree.cell)
    client, there = desk(place, place.tree.cell), place.tree.neighbour_cell.code
    url = f"/chuyen-sinh-hoat/dang-vien/{minh.pk}/moi/?loai=tam-thoi&den={there}"
    assert "Đang giữ ở chi bộ này: Phó bí thư" in client.get(url).content.decode()
    said = {"on": "06/03/2023", "purpose": "work", "from_on": "06/03/2023", "until_on": "01/05/2023"}
    answer = client.post(url, said)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "chưa đủ 3 tháng" in text and "01/05/2023" in text
    assert client.post(url, said | {"until_on": "01/09/2023"}).status_code == 302


assert DAY
