"""Removal keeps the way to complain open; a wrong decision is judged by the text of its own day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.work.admissions.rules.judging import FAILED, PASSED, UNKNOWN, holds, only, outcome

Given = dict[str, Any]
HANDED, LAST_DAY, AFTER = date(2025, 10, 6), date(2025, 11, 17), date(2025, 11, 18)


def test_a_late_complaint_is_taken_with_its_reason() -> None:
    assert outcome("REM-COMPLAINT", LAST_DAY, days={"X07": HANDED}) is PASSED
    assert outcome("REM-COMPLAINT", AFTER, days={"X07": HANDED}) is UNKNOWN
    assert outcome("REM-COMPLAINT", AFTER) is UNKNOWN


@pytest.mark.parametrize(
    ("on", "facts", "expected"),
    [
        (LAST_DAY, {"days": {"X07": HANDED}}, FAILED),
        (AFTER, {"days": {"X07": HANDED}}, PASSED),
        (LAST_DAY, {"days": {"X07": HANDED}, "complaint_result": "upheld"}, PASSED),
        (AFTER, {"days": {"X07": HANDED}, "complaint_result": "cancelled"}, FAILED),
        (AFTER, {}, UNKNOWN),
    ],
)
def test_a_removal_closes_when_the_complaint_is_over(on: date, facts: Given, expected: object) -> None:
    assert only("REM-CLOSE", on, **facts).outcome is expected


def test_nobody_is_both_removed_and_kept() -> None:
    assert outcome("REM-KEPT", AFTER) is PASSED
    assert outcome("REM-KEPT", AFTER, days={"X06": HANDED}) is FAILED
    assert outcome("REM-KEPT", AFTER, days={"X06": HANDED}, complaint_result="cancelled") is PASSED
    assert holds("complaint-filed", AFTER, days={"X08": HANDED}) is True
    assert holds("complaint-filed", AFTER) is False


def test_the_text_in_force_then_is_named() -> None:
    finding = only("REV-LAW", AFTER, considered_on=date(2018, 6, 4), wrong_decided_on=date(2018, 8, 1))
    assert finding.outcome is PASSED
    assert "29-QĐ/TW" in finding.sentence


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"considered_on": date(2018, 8, 2), "wrong_decided_on": date(2018, 8, 1)}, FAILED),
        ({"considered_on": date(1999, 8, 2), "wrong_decided_on": date(2000, 8, 1)}, UNKNOWN),
        ({"considered_on": date(2018, 8, 2)}, UNKNOWN),
    ],
)
def test_days_out_of_order_or_out_of_reach(facts: Given, expected: object) -> None:
    assert outcome("REV-LAW", AFTER, **facts) is expected


@pytest.mark.parametrize(
    ("facts", "needed"),
    [
        ({"revocation_kind": "REV-1"}, False),
        ({"revocation_kind": "REV-1", "issuer_gone": True}, True),
        ({"revocation_kind": "REV-3", "reception_done": True}, True),
        ({"revocation_kind": "REV-3", "reception_done": False}, False),
    ],
)
def test_another_body_annuls_with_consent_only(facts: Given, needed: bool) -> None:
    assert holds("revocation-needs-consent", AFTER, **facts) is needed
    assert outcome("REV-CONSENT", AFTER, **facts) is (FAILED if needed else None)
    assert outcome("REV-CONSENT", AFTER, **facts, higher_consent=True) is (PASSED if needed else None)


@pytest.mark.parametrize(
    ("kind", "conditions"),
    [
        ("REV-1", {"annulment": True, "procedure-defect": False, "found-at-transfer": False}),
        ("REV-2", {"annulment": False, "procedure-defect": True, "found-at-transfer": False}),
        ("REV-3", {"annulment": True, "procedure-defect": False, "found-at-transfer": True}),
    ],
)
def test_the_kind_of_fault_decides_the_way(kind: str, conditions: dict[str, bool]) -> None:
    assert {name: holds(name, AFTER, revocation_kind=kind) for name in conditions} == conditions


@pytest.mark.parametrize(
    ("reset", "expected"),
    [(date(2025, 10, 6), PASSED), (date(2025, 10, 5), FAILED), (date(2025, 12, 1), FAILED), (None, UNKNOWN)],
)
def test_the_new_date_follows_the_step_made_again(reset: date | None, expected: object) -> None:
    assert only("REV-RESET", AFTER, redone_on=HANDED, reset_on=reset).outcome is expected
