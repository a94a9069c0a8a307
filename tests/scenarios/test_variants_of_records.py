"""Questions on files and cards with other days, other words and other numbers: answered by rule, not by heart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.foundation.rulebook.cases import Case, answer

Given = dict[str, Any]
D = date


def check(facts: Given, expected: Given) -> None:
    answers = answer(Case("variant", "records", facts)).answers
    assert {key: answers.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"event": "lost_party_card", "legitimate_reason": False, "consequence": "serious"}, "warning"),
        ({"event": "lost_party_card", "legitimate_reason": False, "consequence": "very_serious"}, "expulsion"),
        ({"event": "lost_party_card", "legitimate_reason": True, "consequence": "very_serious"}, "none"),
        ({"event": "misused_party_card"}, "reprimand"),
        ({"event": "misused_party_card", "previous_reprimand_same": True}, "warning"),
        ({"event": "used_card_to_borrow_money"}, "expulsion"),
        ({"event": "damaged_party_card"}, "none"),
    ],
)
@pytest.mark.parametrize("on", [D(2018, 4, 1), D(2023, 4, 1), D(2026, 10, 1)])
def test_what_befalls_a_card(facts: Given, expected: str, on: date) -> None:
    check({"event_date": on, **facts}, {"discipline": expected})


def test_somebody_in_office_may_also_be_dismissed() -> None:
    facts = {"event_date": D(2018, 4, 1), "event": "lost_party_card", "previous_reprimand_same": True}
    check({**facts, "holds_position": True}, {"discipline": "warning", "alternatives": ["dismissal_if_position"]})
    check({**facts, "holds_position": False}, {"discipline": "warning", "alternatives": None})


def test_before_the_text_nothing_is_known() -> None:
    check({"event_date": D(2015, 4, 1), "event": "lost_party_card"}, {"discipline": None})


@pytest.mark.parametrize(("status", "issued"), [("official", True), ("probationary", False), ("applicant", False)])
def test_who_is_given_a_card(status: str, issued: bool) -> None:
    check({"event_date": D(2023, 1, 1), "status": status}, {"card_issued": issued})


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (D(2016, 8, 17), {"freeze_applies": False, "accepted": None, "freeze_from": D(2016, 8, 18)}),
        (D(2016, 8, 18), {"freeze_applies": True, "accepted": False, "freeze_from": D(2016, 8, 18)}),
        (D(2026, 11, 1), {"freeze_applies": True, "accepted": False, "age_determined_by": "original_cv_at_admission"}),
    ],
)
def test_from_its_day_on_no_age_is_adjusted(on: date, expected: Given) -> None:
    check({"event_date": on, "request": "change_birth_date_in_party_record"}, expected)


@pytest.mark.parametrize(
    ("months", "reason", "expected"), [(2, False, False), (3, False, False), (4, False, True), (4, True, False)]
)
def test_a_transfer_file_kept_too_long(months: int, reason: bool, expected: bool) -> None:
    facts = {"event_date": D(2022, 11, 1), "months_transfer_file_not_submitted": months, "legitimate_reason": reason}
    check(facts, {"threshold_months": 3, "check_frequency_months": 3, "report_required": expected})


def test_the_file_goes_up_in_working_days() -> None:
    facts = {"event_date": D(2022, 6, 6), "event": "slip_for_deceased_or_departed_member_prepared"}
    check(facts, {"deadline_days": 30, "day_kind": "working", "deadline_date": D(2022, 7, 18)})
    check({**facts, "calendar_holidays": [D(2022, 6, 8)]}, {"deadline_date": D(2022, 7, 19)})
    check({**facts, "done_on": D(2022, 7, 18)}, {"within_time": True})
    check({**facts, "done_on": D(2022, 7, 19)}, {"within_time": False})


def test_how_files_are_kept() -> None:
    expected = {"record_keeper": "base_committee", "reconciliation_months": 6, "handover_minutes_required": True}
    check({"event_date": D(2023, 1, 1)}, expected)


@pytest.mark.parametrize("event", ["member_expelled", "member_struck_off", "member_resigned"])
def test_who_leaves_hands_the_card_back(event: str) -> None:
    check({"event_date": D(2023, 1, 1), "event": event}, {"card_taken_back": True, "family_may_keep": True})
