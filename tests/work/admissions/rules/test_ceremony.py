"""The ceremony in time and at the right place; what happens when the applicant moves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.work.admissions.rules.judging import FAILED, PASSED, UNKNOWN, holds, only, outcome

Given = dict[str, Any]
MOVED = [
    "moved-under-consideration",
    "moved-resolved",
    "moved-at-decider",
    "moved-decided-same",
    "moved-decided-other",
    "moved-decided-late",
]


@pytest.mark.parametrize(
    ("on", "days", "expected"),
    [
        (date(2018, 7, 16), {"A19": date(2018, 5, 2), "A19T": date(2018, 6, 4)}, PASSED),  # 29: from receipt
        (date(2018, 7, 17), {"A19": date(2018, 5, 2), "A19T": date(2018, 6, 4)}, FAILED),
        (date(2026, 9, 15), {"A19": date(2026, 8, 3), "A19T": date(2026, 8, 20)}, PASSED),  # 208: from issue
        (date(2026, 9, 17), {"A19": date(2026, 8, 3), "A19T": date(2026, 8, 20)}, FAILED),
        (date(2018, 7, 16), {"A19": date(2018, 6, 4)}, UNKNOWN),  # not received yet
    ],
)
def test_thirty_working_days_as_the_text_of_the_day_counts(on: date, days: dict[str, date], expected: object) -> None:
    assert only("CER-LIMIT", on, days=days).outcome is expected


def test_later_only_with_consent_of_the_level_above() -> None:
    days = {"A19": date(2018, 5, 2), "A19T": date(2018, 6, 4), "A20L": date(2018, 7, 16)}
    assert outcome("CER-LIMIT", date(2018, 7, 20), days=days) is PASSED


def standing(**facts: Any) -> str:
    """Which of the moves applies; never two at once."""
    (name,) = [name for name in MOVED if holds(name, date(2025, 12, 1), **facts)] or [""]
    return name


D = {day: date(2025, 10, day) for day in range(1, 32)}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"days": {}}, ""),
        ({"days": {"M00": D[3]}}, "moved-under-consideration"),
        ({"days": {"M00": D[3], "M01": D[6], "A15": D[20], "A18": D[24]}}, "moved-under-consideration"),
        ({"days": {"A15": D[1], "M00": D[3]}}, "moved-resolved"),
        ({"days": {"A15": D[1], "A18": D[2], "M00": D[3]}}, "moved-at-decider"),
        ({"days": {"A15": D[1], "A18": D[2], "M00": D[3], "M05": D[6], "A19": D[20]}}, "moved-at-decider"),
        ({"days": {"A19": D[2], "M00": D[3]}, "same_decider": True}, "moved-decided-same"),
        ({"days": {"A19": D[2], "M00": D[3]}, "moved_on": D[1]}, "moved-decided-other"),
        ({"days": {"A19": D[31], "M00": D[31]}, "moved_on": date(2025, 9, 1)}, "moved-decided-late"),
        ({"days": {"A19": D[2], "M00": D[3], "A20": D[6]}, "moved_on": D[1]}, ""),
    ],
)
def test_where_the_dossier_stood_decides_what_follows(facts: Given, expected: str) -> None:
    assert standing(**facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"days": {"A19": D[2]}}, None),  # nobody moved
        ({"days": {"A19": D[2], "M00": D[3]}, "moved_on": D[1]}, FAILED),  # never at the old place
        ({"days": {"A19": D[2], "M00": D[3], "M07": D[6]}, "moved_on": D[1]}, PASSED),
        ({"days": {"A19": D[2], "M00": D[3]}, "same_decider": True}, FAILED),
        ({"days": {"A19": D[2], "M00": D[3], "M06": D[6]}, "same_decider": True}, PASSED),
        ({"days": {"A19": D[31], "M00": D[31]}, "moved_on": date(2025, 9, 1)}, FAILED),  # must be annulled
        ({"days": {"A19": D[2], "M00": D[3], "M07": D[6], "M09": D[7]}, "moved_on": D[1]}, FAILED),
        (
            {
                "days": {"A19": D[2], "M00": D[3], "M07": D[6], "M09": D[7], "M09B": D[8]},
                "moved_on": D[1],
                "review_result": "sound",
            },
            PASSED,
        ),
    ],
)
def test_the_ceremony_is_held_where_the_person_went(facts: Given, expected: object) -> None:
    assert outcome("CER-PLACE", date(2025, 11, 3), **facts) is expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, None),
        ({"M00": D[3]}, FAILED),
        ({"M00": D[3], "M01": D[6]}, PASSED),
        ({"A15": D[1], "M00": D[3]}, FAILED),
        ({"A15": D[1], "M00": D[3], "M03": D[6]}, PASSED),
        ({"A15": D[1], "A18": D[2], "M00": D[3]}, None),  # the decider may still decide
    ],
)
def test_the_old_place_hands_over_and_does_not_go_on(days: dict[str, date], expected: object) -> None:
    assert outcome("MOVE-HANDOVER", date(2025, 11, 3), days=days) is expected


def test_a_late_decision_is_not_handed_on() -> None:
    late = {"days": {"A19": D[31]}, "moved_on": date(2025, 9, 1)}
    assert outcome("MOVE-CEREMONY", D[31], **late) is FAILED
    assert outcome("MOVE-CEREMONY", D[31], days={"A19": D[6]}, moved_on=date(2025, 9, 1)) is PASSED
    assert outcome("MOVE-CEREMONY", D[31]) is UNKNOWN


def test_the_destination_decides_in_its_own_limit_or_reports() -> None:
    days = {"M05": date(2025, 10, 6)}
    assert outcome("MOVE-DECISION", date(2025, 11, 17), days=days) is PASSED
    assert outcome("MOVE-DECISION", date(2025, 11, 18), days=days) is UNKNOWN
    assert outcome("MOVE-DECISION") is None


def test_moves_end_with_the_ceremony() -> None:
    assert outcome("BEFORE-CEREMONY", days={"A20": D[1]}) is FAILED
    assert outcome("BEFORE-CEREMONY") is None


def test_a_review_is_answered_once_asked() -> None:
    assert holds("review-asked", days={"M09": D[1]}) is True
    assert holds("review-asked") is False
