"""Recording a meeting by its forms: who meets, on which day, and the way back to the case that asked for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from chibo.engine.meetings.models import Meeting
from tests.journeys.desk import Desk
from tests.journeys.stage import FOUNDED, stage

pytestmark = pytest.mark.django_db
DAY = date(2025, 8, 11)


def bodies(desk: Desk, code: str) -> list[str]:
    form = desk.get(reverse("meetings:hold", args=[code])).context["day"]
    return [value for value, _ in form.fields["body"].choices]


def test_each_level_offers_who_meets_there() -> None:
    place = stage("R3")
    assert bodies(Desk(place.secretary, DAY), place.cell.code) == ["cell", "committee"]
    ward = place.above[-1]
    assert bodies(Desk(place.pen(ward), DAY), ward.code) == ["committee", "standing_committee"]


def test_the_case_leads_to_the_meeting_of_its_body_and_back() -> None:
    place = stage("R3")
    walk = place.ready_to_vote(date(2025, 8, 4))
    desk = Desk(place.secretary, walk.day + timedelta(days=1))
    page = desk.get(f"{reverse('cases:page', args=[walk.case.pk])}?buoc=A15").context["page"]
    answer = desk.get(page.meeting_url)
    assert answer.context["day"]["body"].value() == "cell"
    back = answer.context["day"]["back"].value()
    assert back == f"/ho-so/{walk.case.pk}/?buoc=A15#viec"
    address = (
        f"{reverse('meetings:hold', args=[place.cell.code])}?body=cell&held_on={desk.day}&back={back[:-5]}%23viec"
    )
    roll = desk.form(address).fields["present"].choices
    sent = desk.send(address, title="Xét kết nạp", present=roll, chair=roll[0], minute_taker=roll[1])
    assert sent.url == back
    assert Meeting.objects.filter(organization=place.cell, held_on=desk.day).count() == 1


def test_the_way_back_stays_in_the_house() -> None:
    place = stage("R3")
    desk = Desk(place.secretary, DAY)
    address = f"{reverse('meetings:hold', args=[place.cell.code])}?body=cell&held_on={DAY}&back=https://example.org/"
    roll = desk.form(address).fields["present"].choices
    sent = desk.send(address, title="Sinh hoạt", present=roll, chair=roll[0], minute_taker=roll[1])
    assert sent.url == reverse("meetings:page", args=[Meeting.objects.get(held_on=DAY).pk])


def test_where_nobody_is_on_the_roll_there_is_no_meeting() -> None:
    place = stage("R3")
    desk = Desk(place.secretary, DAY)
    before = FOUNDED - timedelta(days=400)
    answer = desk.get(f"{reverse('meetings:hold', args=[place.cell.code])}?body=cell&held_on={before}", expect=422)
    assert "sổ không ghi ai" in answer.context["day"].errors["body"][0]
