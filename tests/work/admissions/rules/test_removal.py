"""Removal of a probationary member: the complaint stays open, and nobody is both removed and kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.work.admissions.rules.judging import FAILED, PASSED, UNKNOWN, holds, only, outcome

HANDED_OVER = {"X06": date(2025, 10, 1), "X07": date(2025, 10, 6)}
LAST_DAY, DAY_AFTER = date(2025, 11, 17), date(2025, 11, 18)  # thirty working days


def test_a_complaint_in_time_and_one_too_late() -> None:
    assert only("REM-COMPLAINT", LAST_DAY, days=HANDED_OVER).outcome is PASSED
    late = only("REM-COMPLAINT", DAY_AFTER, days=HANDED_OVER)
    assert late.outcome is UNKNOWN  # people decide whether to take it up
    assert late.by == LAST_DAY
    assert "17/11/2025" in late.sentence


def test_the_clock_starts_when_the_decision_was_handed_over() -> None:
    assert only("REM-COMPLAINT", LAST_DAY, days={"X06": date(2025, 10, 1)}).asks == "X07"
    assert only("REM-CLOSE", LAST_DAY, days={"X06": date(2025, 10, 1)}).outcome is UNKNOWN


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        (LAST_DAY, {}, FAILED),
        (DAY_AFTER, {}, PASSED),
        (LAST_DAY, {"complaint_result": "upheld"}, PASSED),
        (DAY_AFTER, {"complaint_result": "cancelled"}, FAILED),
    ],
)
def test_the_case_ends_when_the_complaint_is_used_or_over(on: date, facts: dict[str, Any], expected: object) -> None:
    assert only("REM-CLOSE", on, days=HANDED_OVER, **facts).outcome is expected


def test_an_answer_is_owed_once_somebody_complained() -> None:
    assert holds("complaint-filed", LAST_DAY, days=HANDED_OVER) is False
    assert holds("complaint-filed", LAST_DAY, days=HANDED_OVER | {"X08": date(2025, 10, 9)}) is True


@pytest.mark.parametrize(
    ("days", "facts", "expected"),
    [
        ({}, {}, PASSED),
        (HANDED_OVER, {}, FAILED),
        (HANDED_OVER, {"complaint_result": "upheld"}, FAILED),
        (HANDED_OVER, {"complaint_result": "cancelled"}, PASSED),
    ],
)
def test_whoever_was_removed_is_kept_only_by_a_complaint(
    days: dict[str, date], facts: dict[str, Any], expected: object
) -> None:
    assert outcome("REM-KEPT", LAST_DAY, days=days, **facts) is expected
