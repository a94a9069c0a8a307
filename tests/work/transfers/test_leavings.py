"""A member dies while a transfer is under way: the case is shown, stays open, and is stopped by whose it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from chibo.engine.cases import actions as cases
from chibo.engine.cases.models import Waiting
from chibo.engine.cases.queries import progress_of
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.queries import authority_of
from tests import builders
from tests.cast import BINH
from tests.work.transfers.stage import DAY, stage


@pytest.mark.django_db
def test_a_transfer_under_way_is_shown_and_stopped_by_its_cell() -> None:
    place = stage()
    office = place.pen(place.tree.ward)
    person = builders.official(BINH, place.tree.cell)
    walk = place.open("transfer", person, place.tree.neighbour_cell)
    told = Left("DEATH", DAY + timedelta(days=2), ground="Giấy báo")
    later = DAY + timedelta(days=5)

    (line,) = open_of(person, authority_of(office, later), "DEATH")
    assert line.text.startswith("Chuyển sinh hoạt đảng chính thức") and "ghi tạm dừng" in line.soft
    leaving = record_leaving(person=person, told=told, by=office, on=later)
    assert open_of(person, authority_of(office, later), "DEATH") == [line]

    pen = place.pen(place.tree.cell)
    client = Client()
    client.force_login(pen)
    page = client.get(f"/ho-so/{walk.case.pk}/")
    assert page.status_code == 200 and "Sổ đã ghi người này từ trần" in page.content.decode()
    step = next(iter(progress_of(walk.case, later).wanted)).spec.code
    stroke = place.stroke(later, place.tree.cell, walk.case.events.count())
    cases.annotate(case=walk.case, kind="stopped", step=step, on=later, ground="Đã từ trần", stroke=stroke)
    assert not Waiting.objects.filter(case=walk.case).exists()
    undo_leaving(leaving=leaving, ground="Nhầm", by=office, on=later)  # the case was there before


@pytest.mark.django_db
def test_a_case_opened_since_is_in_the_way() -> None:
    place = stage()
    office = place.pen(place.tree.ward)
    person = builders.official(BINH, place.tree.cell)
    told = Left("DEATH", date(2022, 5, 4), ground="Giấy báo")
    leaving = record_leaving(person=person, told=told, by=office, on=DAY)
    case = cases.open_case(
        procedure="transfer",
        person=person,
        organization=place.tree.cell,
        on=DAY,
        stroke=place.stroke(DAY, place.tree.cell),
    )
    assert case.closed_on is None
    with pytest.raises(Refusal) as refused:
        undo_leaving(leaving=leaving, ground="Nhầm", by=office, on=DAY)
    assert "Đã mở hồ sơ chuyển sinh hoạt đảng chính thức" in refused.value.findings[0].sentence
