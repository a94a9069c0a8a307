"""The regular check of the notices of transfer: who is on the way, how long, and that the keeper went through them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from chibo.common.dates import add_months
from chibo.engine.cases import actions as cases
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.queries import authority_of
from chibo.work.transfers import actions
from chibo.work.transfers.models import NoticeCheck
from chibo.work.transfers.notices import Pending, checks_due, notice_page
from tests import builders
from tests.builders import form as form_of
from tests.cast import MINH, extra
from tests.work.transfers.stage import DAY, Stage, stage


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def names(rows: Sequence[Pending]) -> list[str]:
    return [row.case.person.name for row in rows]


def test_whoever_was_introduced_is_on_the_way_on_both_sides_until_the_file_is_there(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer", minh, place.tree.neighbour_cell)
    here, there = form_of(place.tree.ward), form_of(place.tree.neighbour_ward)
    walk.until("T06")
    assert names(notice_page(here, walk.day).leaving) == [MINH.name], (
        "the base has introduced; a higher letter only moves the day"
    )
    walk.until("T08")
    assert names(notice_page(here, walk.day).leaving) == [MINH.name]
    page = notice_page(there, walk.day)
    assert (names(page.leaving), names(page.coming)) == ([], [MINH.name])
    walk.until("T09")
    assert notice_page(there, walk.day).open == 0
    assert notice_page(here, walk.day).open == 0


def test_three_months_to_the_day_are_not_more_than_three_months(place: Stage) -> None:
    walk = place.open("transfer", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell)
    walk.until("T07")
    (row,) = notice_page(form_of(place.tree.ward), walk.day).leaving
    limit = add_months(row.letter.on, 3)
    assert not notice_page(form_of(place.tree.ward), limit).leaving[0].overdue
    late = notice_page(form_of(place.tree.ward), limit + timedelta(days=1))
    assert late.leaving[0].overdue
    assert late.overdue == 1
    assert late.leaving[0].finding is not None
    assert "3 tháng 1 ngày" in late.leaving[0].finding.sentence


def test_an_account_that_was_given_is_told_and_nobody_is_reported(place: Stage) -> None:
    walk = place.open("transfer-internal", builders.official(MINH, place.tree.cell), place.tree.other_cell)
    walk.until("I03")
    stroke = place.stroke(walk.day + timedelta(days=60), place.tree.other_cell, seen=walk.case.events.count())
    cases.annotate(
        case=walk.case,
        kind="explained",
        step="I04",
        on=walk.day + timedelta(days=60),
        ground="Điều trị ở bệnh viện",
        reopens=(),
        stroke=stroke,
    )
    (row,) = notice_page(form_of(place.tree.ward), walk.day + timedelta(days=150)).leaving
    assert row.explained
    assert not row.overdue


def check(place: Stage, on: date, today: date = DAY + timedelta(days=200), **more: object) -> NoticeCheck:
    facts = {
        "document": "",
        "found_open": 1,
        "found_overdue": 0,
        "stroke": place.stroke(today, place.tree.ward),
    } | more
    return actions.record_notice_check(form=form_of(place.tree.ward), on=on, **facts)  # type: ignore[arg-type]


def test_a_check_is_written_down_and_the_next_one_comes_round(place: Stage) -> None:
    made = check(place, DAY, document="12-BC/ĐU")
    entry = Entry.objects.get(action="transfers.check_notices")
    assert (entry.subject, entry.payload) == (
        f"notice_check:{made.pk}",
        {"open": 1, "overdue": 0, "document": "12-BC/ĐU"},
    )
    page = notice_page(form_of(place.tree.ward), DAY)
    assert page.due_on == add_months(DAY, 3)
    keeper = authority_of(place.pen(place.tree.ward), DAY)
    assert checks_due(keeper, DAY + timedelta(days=30), law_on(DAY)) == []
    (due,) = checks_due(keeper, DAY + timedelta(days=80), law_on(DAY))
    assert due == (form_of(place.tree.ward), add_months(DAY, 3))


@pytest.mark.parametrize(
    ("on", "why"),
    [(DAY + timedelta(days=201), "chưa đến"), (DAY - timedelta(days=1), "đã có lần kiểm")],
)
def test_days_that_cannot_be_are_refused(place: Stage, on: date, why: str) -> None:
    check(place, DAY)
    with pytest.raises(Refusal, match=why):
        check(place, on)
    assert NoticeCheck.objects.count() == 1


def test_a_cell_below_a_base_keeps_no_files(place: Stage) -> None:
    with pytest.raises(PermissionDenied):
        check(place, DAY, stroke=place.stroke(DAY, place.tree.cell))


def test_the_page_asks_the_same_few_questions_whatever_the_number(
    place: Stage, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(place.pen(place.tree.ward))
    today = timezone.localdate()
    for number in range(6):
        who = builders.official(extra(910 + number), place.tree.cell)
        began = today - timedelta(days=120)
        place.open("transfer", who, place.tree.neighbour_cell, on=began, effective_on=began).until("T07")
    address = f"/chuyen-sinh-hoat/kiem-phieu-bao/{place.tree.ward.code}/"
    client.get(address)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = client.get(address)
    assert len(page.context["page"].leaving) == 6
    sent = client.post(address, {"on": f"{today:%d/%m/%Y}", "document": ""}, follow=True)
    assert NoticeCheck.objects.get().overdue == 6
    assert "Lần kiểm tiếp theo" in sent.text
