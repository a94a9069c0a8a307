"""The monthly review of a cell's list of sympathisers: everybody on one page, each conclusion in the own case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from chibo.engine.cases.models import Case, Event
from tests.cast import HA, crowd
from tests.journeys.desk import Desk, office_clock
from tests.journeys.stage import Stage, neighbour, stage

pytestmark = pytest.mark.django_db

LISTED = date(2026, 9, 1)
TODAY = date(2026, 10, 5)


def two_on_the_list(place: Stage) -> tuple[Case, Case]:
    other = place.newcomer(crowd(1, 300)[0], LISTED, identity="")
    return place.case(LISTED, place.newcomer(HA, LISTED)), place.case(LISTED, other)


def send(place: Stage, said: dict[str, str], day: date = TODAY, user: object = None) -> object:
    """Answer the page as it was opened: everybody on it, each case as far as it had come."""
    desk = Desk(user or place.secretary, TODAY)  # type: ignore[arg-type]
    said = {f"seen_{case.pk}": str(case.events.count()) for case in Case.objects.all()} | said
    with office_clock(TODAY):
        return desk.client.post(
            reverse("admissions:review", args=[place.cell.code]), {"on": day.strftime("%d/%m/%Y"), **said}
        )


def answers(*cases: Case, conclusion: str = "keep") -> dict[str, str]:
    return {f"conclusion_{case.pk}": conclusion for case in cases}


def reviews(case: Case) -> list[tuple[date, str]]:
    done = Event.objects.filter(case=case, step="A02M").order_by("seq")
    return [(event.on, event.data["review_conclusion"]) for event in done]


def test_the_cell_goes_through_its_list_in_one_sitting() -> None:
    place = stage()
    ha, other = two_on_the_list(place)
    shown = Desk(place.secretary, TODAY).get(reverse("admissions:review", args=[place.cell.code]))
    assert "Chưa rà soát lần nào" in shown.content.decode()
    answer = send(place, answers(ha, other) | {f"conclusion_{other.pk}": "doubt"})
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert reviews(ha) == [(TODAY, "keep")]
    assert reviews(other) == [(TODAY, "doubt")]


def test_who_was_not_spoken_about_stays_as_they_were() -> None:
    place = stage()
    ha, other = two_on_the_list(place)
    send(place, answers(ha) | {f"conclusion_{other.pk}": ""})
    assert reviews(ha) and not reviews(other)


def test_the_page_says_what_the_last_review_concluded() -> None:
    place = stage()
    ha, _ = two_on_the_list(place)
    send(place, answers(ha))
    page = Desk(place.secretary, TODAY + timedelta(days=30)).get(reverse("admissions:review", args=[place.cell.code]))
    assert "Lần trước 05/10/2026: Tiếp tục giúp đỡ" in page.content.decode()


def test_a_review_about_nobody_is_refused() -> None:
    place = stage()
    two_on_the_list(place)
    answer = send(place, {})
    assert answer.status_code == 422  # type: ignore[attr-defined]


def test_nothing_is_written_when_one_case_has_moved_on() -> None:
    place = stage()
    ha, other = two_on_the_list(place)
    answer = send(place, answers(ha, other) | {f"seen_{other.pk}": "0"})
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert other.person.name in answer.content.decode()  # type: ignore[attr-defined]
    assert not reviews(ha) and not reviews(other)


def test_a_day_ahead_is_refused() -> None:
    place = stage()
    ha, _ = two_on_the_list(place)
    assert send(place, answers(ha), TODAY + timedelta(days=1)).status_code == 422  # type: ignore[attr-defined]
    assert not reviews(ha)


def test_whose_dossier_has_begun_is_no_longer_on_the_list() -> None:
    place = stage()
    ha, other = two_on_the_list(place)
    walk = place.walk(LISTED, other)
    walk.until("A05")
    assert send(place, answers(ha, other)).status_code == 422  # type: ignore[attr-defined]
    assert not reviews(ha)


def test_the_neighbour_stays_outside() -> None:
    place = stage()
    ha, _ = two_on_the_list(place)
    assert send(place, answers(ha), user=neighbour(place)).status_code == 404  # type: ignore[attr-defined]
