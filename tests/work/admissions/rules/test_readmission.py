"""Readmission: how long since, for which ground never, how often, and breach of population policy."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.work.admissions.rules.judging import (
    FAILED,
    PASSED,
    UNDER_24,
    UNDER_29,
    UNDER_208,
    UNDER_232,
    UNDER_294,
    UNKNOWN,
    findings,
    holds,
    only,
    outcome,
)

ERAS = [UNDER_29, UNDER_24, UNDER_232, UNDER_294, UNDER_208]


def judged(code: str, on: date = UNDER_24, **facts: Any) -> object:
    return outcome(code, on, readmission=True, **facts)


@pytest.mark.parametrize("code", ["READ-1", "READ-2", "READ-3"])
def test_a_first_admission_is_not_asked(code: str) -> None:
    assert findings(code, readmission=False) == findings(code) == []
    assert holds("readmission", readmission=True) is True
    assert holds("readmission") is False


@pytest.mark.parametrize("on", ERAS)
def test_three_years_to_the_day(on: date) -> None:
    left = date(on.year - 3, on.month, on.day)
    assert judged("READ-1", on, exit_ground="other", left_on=left) is PASSED
    assert judged("READ-1", on, exit_ground="other", left_on=left + timedelta(days=1)) is FAILED


def test_after_a_conviction_it_is_counted_from_when_it_was_expunged() -> None:
    crime = {"exit_ground": "less_serious_crime", "left_on": date(2010, 1, 1)}
    assert judged("READ-1", expunged_on=date(2018, 5, 20), **crime) is PASSED
    assert judged("READ-1", expunged_on=date(2018, 5, 21), **crime) is FAILED
    assert only("READ-1", readmission=True, **crime).missing == ("expunged_on",)


@pytest.mark.parametrize(("child", "months"), [("third", 24), ("fourth", 36)])
def test_each_breach_of_population_policy_has_its_own_time(child: str, months: int) -> None:
    ground = f"population_policy_{child}_child"
    assert judged("READ-1", exit_ground=ground, left_months=months) is PASSED
    assert judged("READ-1", exit_ground=ground, left_months=months - 1) is FAILED


def test_the_day_of_leaving_is_asked_for() -> None:
    assert only("READ-1", readmission=True, exit_ground="other").missing == ("left_on",)


@pytest.mark.parametrize("on", ERAS)
@pytest.mark.parametrize(
    "ground", ["abandoned_activity", "caused_serious_disunity", "convicted_corruption", "convicted_serious_crime"]
)
def test_some_grounds_close_the_door(on: date, ground: str) -> None:
    assert judged("READ-2", on, exit_ground=ground, exit_hardship=True) is FAILED


@pytest.mark.parametrize(("hardship", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
def test_own_request_only_from_special_hardship(hardship: bool | None, expected: object) -> None:
    assert judged("READ-2", exit_ground="own_request", exit_hardship=hardship) is expected


def test_other_grounds_leave_it_open_and_an_unknown_one_is_asked_for() -> None:
    assert judged("READ-2", exit_ground="other") is PASSED
    assert only("READ-2", readmission=True).missing == ("exit_ground",)


@pytest.mark.parametrize(("times", "expected"), [(0, PASSED), (1, FAILED), (2, FAILED), (None, UNKNOWN)])
def test_once_only(times: int | None, expected: object) -> None:
    assert judged("READ-3", earlier_readmissions=times) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"children": 4}, PASSED),
        ({"children": 5}, FAILED),
        ({"exit_ground": "population_policy_third_child"}, PASSED),
        ({"exit_ground": "population_policy_third_child", "violated_again": True}, FAILED),
        ({"exit_ground": "population_policy_fifth_child"}, FAILED),
        ({"exit_ground": "other"}, None),
        ({}, None),
    ],
)
def test_population_policy_bars_from_a_certain_child_and_whoever_repeats(
    facts: dict[str, Any], expected: object
) -> None:
    assert outcome("READ-POP", **facts) is expected


def test_before_its_text_and_after_the_policy_changed_nobody_is_refused_by_it() -> None:
    assert outcome("READ-POP", date(2018, 6, 4), children=5) is UNKNOWN
    doubtful = only("READ-POP", UNDER_294, children=5)
    assert doubtful.outcome is FAILED
    assert doubtful.warns
    assert not doubtful.refuses
