"""What a case waits for is written again each day, by the law of the day."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from chibo.engine.cases.models import Event, Waiting
from tests.journeys.desk import office_clock
from tests.journeys.stage import stage

pytestmark = pytest.mark.django_db

BEGAN = date(2026, 6, 1)


def test_what_was_lost_is_written_again_and_no_evidence_is_touched(capsys: pytest.CaptureFixture[str]) -> None:
    walk = stage().walk(BEGAN)
    walk.until("A05")
    before = sorted(Waiting.objects.values_list("step", "organization", "due_on"))
    events = list(Event.objects.order_by("pk").values())
    Waiting.objects.all().delete()
    with office_clock(walk.day):
        call_command("waiting")
    assert before and sorted(Waiting.objects.values_list("step", "organization", "due_on")) == before
    assert list(Event.objects.order_by("pk").values()) == events
    assert "1 open cases" in capsys.readouterr().out


def test_a_closed_case_waits_for_nothing() -> None:
    walk = stage().walk(BEGAN)
    walk.step("A02X")
    with office_clock(walk.day):
        call_command("waiting")
    assert not Waiting.objects.exists()
