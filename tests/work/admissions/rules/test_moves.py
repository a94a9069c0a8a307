"""Moving away during the process: where the dossier stood decides what follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_294, UNKNOWN, findings, holds, only, outcome

MOVED = date(2025, 9, 1)
STAGES = ("under-consideration", "resolved", "at-decider", "decided-same", "decided-other", "decided-late")
BEFORE, AFTER = date(2025, 8, 20), date(2025, 9, 15)
LAST_DAY, TOO_LATE = date(2025, 10, 14), date(2025, 10, 15)  # thirty working days from the decision to move


def stages(on: date = date(2025, 11, 3), same: bool = False, moved: bool = True, **days: date) -> set[str]:
    facts: dict[str, Any] = {"days": days, "same_decider": same}
    if moved:
        facts |= {"days": days | {"M00": MOVED}, "moved_on": MOVED}
    return {stage for stage in STAGES if holds(f"moved-{stage}", on, **facts)}


def test_whoever_stays_is_at_no_stage() -> None:
    assert stages(moved=False, A15=BEFORE, A19=AFTER) == set()


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ({}, "under-consideration"),
        ({"A15": AFTER}, "under-consideration"),  # voted after the move, at the destination
        ({"A15": BEFORE}, "resolved"),
        ({"A15": BEFORE, "A18": BEFORE}, "at-decider"),
        ({"A15": BEFORE, "A18": BEFORE, "A19": BEFORE}, "decided-other"),
        ({"A15": BEFORE, "A18": BEFORE, "A19": LAST_DAY}, "decided-other"),
        ({"A15": BEFORE, "A18": BEFORE, "A19": TOO_LATE}, "decided-late"),
    ],
)
def test_where_the_dossier_stood(days: dict[str, date], stage: str) -> None:
    assert stages(**days) == {stage}


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        ({"A15": BEFORE}, "under-consideration"),  # the cell alone
        ({"A15": BEFORE, "A17": AFTER}, "under-consideration"),
        ({"A15": BEFORE, "A17": BEFORE}, "resolved"),
        ({"A15": BEFORE, "A17": BEFORE, "A18": BEFORE}, "at-decider"),
    ],
)
def test_where_the_base_committee_votes_too_both_have_resolved(days: dict[str, date], stage: str) -> None:
    facts = {"days": days | {"M00": MOVED}, "moved_on": MOVED, "same_decider": False, "base_votes": True}
    assert {each for each in STAGES if holds(f"moved-{each}", date(2025, 11, 3), **facts)} == {stage}


def test_under_the_same_committee_no_decision_is_too_late() -> None:
    assert stages(same=True, A15=BEFORE, A18=BEFORE, A19=TOO_LATE) == {"decided-same"}


def test_what_the_destination_decides_is_its_own() -> None:
    assert stages(A15=BEFORE, A18=BEFORE, M05=AFTER, A19=TOO_LATE) == {"at-decider"}
    assert stages(M01=AFTER, A15=date(2025, 9, 20), A19=TOO_LATE) == {"under-consideration"}


def test_after_the_ceremony_the_move_is_a_members_move() -> None:
    assert stages(A19=BEFORE, A20=AFTER) == set()
    assert outcome("BEFORE-CEREMONY", days={"A20": AFTER}) is FAILED
    assert findings("BEFORE-CEREMONY", days={"A19": AFTER}) == []


def test_the_destination_has_its_own_limit() -> None:
    days = {"M00": MOVED, "M05": MOVED}
    assert only("MOVE-DECISION", LAST_DAY, days=days).outcome is PASSED
    late = only("MOVE-DECISION", TOO_LATE, days=days)
    assert late.outcome is UNKNOWN  # reported upward, not refused
    assert late.by == LAST_DAY
    assert findings("MOVE-DECISION", LAST_DAY, days={"M00": MOVED}) == []


@pytest.mark.parametrize(("decided", "expected"), [(BEFORE, PASSED), (LAST_DAY, PASSED), (TOO_LATE, FAILED)])
def test_a_decision_too_late_after_the_move_is_not_handed_on(decided: date, expected: object) -> None:
    finding = only("MOVE-CEREMONY", date(2025, 11, 3), days={"M00": MOVED, "A19": decided}, moved_on=MOVED)
    assert finding.outcome is expected
    assert "14/10/2025" in finding.sentence


def test_without_the_day_of_the_move_nothing_is_handed_on_by_guess() -> None:
    assert only("MOVE-CEREMONY", UNDER_294, days={"A19": AFTER}).outcome is UNKNOWN


def test_a_review_is_owed_once_asked() -> None:
    assert holds("review-asked", UNDER_294, days={"M00": MOVED}) is False
    assert holds("review-asked", UNDER_294, days={"M00": MOVED, "M09": AFTER}) is True
