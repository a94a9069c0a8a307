"""A transfer of each kind by the forms of the pages: from the member's page to the list of the other cell."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.foundation.ledger.queries import verify
from chibo.roll.members.models import Placement
from chibo.roll.members.queries import home_of
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.cast import MINH
from tests.journeys.desk import Desk
from tests.work.transfers.stage import DAY, OUTSIDE, Stage, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Stage:
    return stage()


class Journey:
    """Each step is answered at the desk of the body that performs it, on a day of its own."""

    def __init__(self, place: Stage, case: Case, day: date) -> None:
        self.place, self.case, self.day = place, case, day

    def step(self, code: str, at: Organization, **said: Any) -> None:
        self.day += timedelta(days=1)
        Desk(self.place.pen(at), self.day).record(self.case, code, on=display(self.day), **said)
        self.case.refresh_from_db()


def opened(place: Stage, pk: int, query: str, **said: Any) -> Journey:
    """From the member's page: which transfer, where to, what was asked."""
    desk = Desk(place.pen(place.tree.cell), DAY)
    page = desk.get(f"/dang-vien/{pk}/").content.decode()
    address = reverse("transfers:ask", args=[pk])
    assert address in page, "the member's page leads there"
    kind = query.partition("&")[0]
    assert f"?{kind}" in desk.get(address).content.decode()
    answer = desk.send(f"{address}?{query}", on=display(DAY), **said)
    case = Case.objects.get(pk=int(answer.url.strip("/").rpartition("/")[2]))
    return Journey(place, case, DAY)


SAID = {"under_inspection": "no", "pending_complaint": "no", "fees_until": "02/2023"}


def test_official_to_another_ward(place: Stage) -> None:
    tree, minh = place.tree, builders.official(MINH, place.tree.cell)
    desk = Desk(place.pen(tree.cell), DAY)
    found = desk.get(f"/chuyen-sinh-hoat/dang-vien/{minh.pk}/moi/?loai=chinh-thuc&tim=hoa+mai").content.decode()
    assert f"den={tree.neighbour_cell.code}" in found
    assert f"den={tree.cell.code}" not in found
    way = opened(
        place,
        minh.pk,
        f"loai=chinh-thuc&den={tree.neighbour_cell.code}",
        transfer_ground="work",
        effective_on="06/03/2023",
    )
    way.step("T02", tree.cell, **SAID)
    way.step("T03", tree.cell)
    way.step("T05", tree.ward)
    way.step("T06", tree.ward, letter_number="12-GT")
    way.step("T07", tree.city, letter_number="45-GT")
    way.step("T08", tree.neighbour_cell)
    way.step("T09", tree.neighbour_ward)
    assert home_of(minh, way.day).organization == tree.cell
    way.step("T10", tree.neighbour_cell)
    assert home_of(minh, way.day).organization == tree.neighbour_cell
    assert way.case.result == "received"
    ended = Desk(place.pen(tree.neighbour_cell), way.day).get("/chuyen-sinh-hoat/?muc=da-ket-thuc").content.decode()
    assert MINH.name in ended and "Đã tiếp nhận" in ended
    assert not list(verify().faults)


def test_internal(place: Stage) -> None:
    tree, minh = place.tree, builders.official(MINH, place.tree.cell)
    way = opened(
        place,
        minh.pk,
        f"loai=chinh-thuc&den={tree.other_cell.code}",
        transfer_ground="residence",
        effective_on="06/03/2023",
    )
    assert way.case.procedure == "transfer-internal"
    way.step("I02", tree.cell, **SAID)
    way.step("I03", tree.ward)
    way.step("I04", tree.other_cell)
    assert home_of(minh, way.day).organization == tree.other_cell


def test_temporary_with_its_extension_and_return(place: Stage) -> None:
    tree, minh = place.tree, builders.official(MINH, place.tree.cell)
    way = opened(
        place,
        minh.pk,
        f"loai=tam-thoi&den={tree.neighbour_cell.code}",
        purpose="work",
        from_on="06/03/2023",
        until_on="30/09/2023",
    )
    way.step("P02", tree.cell, fees_until="02/2023")
    way.step("P03", tree.ward, letter_number="12-GT")
    way.step("P04", tree.city, letter_number="45-GT")
    way.step("P05", tree.neighbour_cell)
    running = Desk(place.pen(tree.neighbour_cell), way.day).get("/chuyen-sinh-hoat/?muc=tam-thoi").content.decode()
    assert MINH.name in running and "30/09/2023" in running
    way.step("P06", tree.cell, until_on="31/12/2023", reported="yes")
    way.step("P07", tree.cell)
    assert way.case.result == "returned"


def test_out_of_the_system_and_abroad(place: Stage) -> None:
    tree, minh = place.tree, builders.official(MINH, place.tree.cell)
    way = opened(
        place,
        minh.pk,
        "loai=chinh-thuc&den=ngoai",
        transfer_ground="retired",
        effective_on="06/03/2023",
        destination=OUTSIDE,
    )
    way.step("T02", tree.cell, **SAID)
    way.step("T03", tree.cell)
    way.step("T05", tree.ward)
    way.step("T06", tree.ward, letter_number="12-GT")
    way.step("T07", tree.city, letter_number="45-GT")
    way.step("T11", tree.ward, received_by=OUTSIDE)
    assert home_of(minh, way.day).kind == Placement.Kind.MOVED_OUT

    other = builders.official(builders.person(MINH), tree.cell)
    way = opened(
        place,
        other.pk,
        "loai=nuoc-ngoai",
        purpose="study",
        country="Cộng hòa Pháp",
        months="24",
        effective_on="06/03/2023",
        organisation_at_destination="no",
        official_members_in_group="1",
        destination="Đảng ủy Bộ Ngoại giao",
    )
    way.step("B02", tree.cell, **SAID)
    way.step("B03", tree.cell)
    way.step("B04", tree.ward, letter_number="13-GT")
    way.step("B05", tree.city, letter_number="46-GT")
    way.step("B06", tree.ward, received_by="Đảng ủy Bộ Ngoại giao")
    assert way.case.result == "gone_abroad"


def test_from_outside(place: Stage) -> None:
    tree = place.tree
    desk = Desk(place.pen(tree.cell), DAY)
    answer = desk.send(
        reverse("transfers:arrive"),
        on=display(DAY),
        kind="official",
        family_name="Lò Thị",
        given_name="Mới",
        sex="F",
        born_on="1981",
        admitted_on="19/05/2010",
        official_on="19/05/2011",
        origin=OUTSIDE,
        letter_number="88-GT",
        letter_on="01/03/2023",
        fees_until="02/2023",
    )
    case = Case.objects.get(pk=int(answer.url.strip("/").rpartition("/")[2]))
    way = Journey(place, case, DAY)
    way.step("N02", tree.ward)
    way.step("N04", tree.cell)
    assert home_of(case.person, way.day).kind == Placement.Kind.OFFICIAL
