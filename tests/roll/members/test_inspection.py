"""An inspector reads the ledger of the organizations inspected, nothing of the neighbour's, and nothing afterwards."""

from __future__ import annotations

import pytest
from django.test import Client

from chibo.foundation.accounts.models import User
from chibo.roll.members.actions import end_appointment
from chibo.roll.members.models import Appointment, Role
from tests import builders
from tests.cast import AN
from tests.journeys.desk import office_clock

pytestmark = pytest.mark.django_db


def read(user: User) -> tuple[int, set[str]]:
    client = Client()
    with office_clock(builders.TODAY):
        client.force_login(user)
        answer = client.get("/so-cai/")
    page = answer.context.get("page") if answer.status_code == 200 else None
    return answer.status_code, {entry.organization for entry in page.entries} if page else set()


def test_an_inspector_reads_what_was_recorded_below() -> None:
    place = builders.tree()
    person = builders.official(AN, place.other_cell)
    builders.officials(2, place.neighbour_cell, start=40)
    builders.officials(2, place.cell, start=60)
    user = builders.account(person, "kiemtra")
    assert read(user) == (403, set())
    builders.appointed(person, Role.INSPECTOR, place.ward)
    status, organizations = read(user)
    assert status == 200
    assert place.cell.code in organizations
    assert not organizations & {place.neighbour_cell.code, place.neighbour_ward.code, place.city.code, ""}


def test_after_the_appointment_has_ended_it_is_closed() -> None:
    place = builders.tree()
    person = builders.official(AN, place.other_cell)
    user = builders.account(person, "kiemtra")
    builders.appointed(person, Role.INSPECTOR, place.ward)
    end_appointment(appointment=Appointment.objects.get(role=Role.INSPECTOR), by=None, on=builders.TODAY)
    assert read(user) == (403, set())
