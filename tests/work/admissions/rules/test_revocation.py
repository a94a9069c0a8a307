"""Wrong decisions: which way they go, under the law of then, with whose consent, and dated again not too early."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_294, UNKNOWN, holds, only, outcome

WAYS = ("found-at-transfer", "procedure-defect", "annulment", "revocation-needs-consent")


@pytest.mark.parametrize(
    ("facts", "ways"),
    [
        ({"revocation_kind": "REV-1"}, {"annulment"}),
        ({"revocation_kind": "REV-1", "issuer_gone": True}, {"annulment", "revocation-needs-consent"}),
        ({"revocation_kind": "REV-2"}, {"procedure-defect"}),
        ({"revocation_kind": "REV-3"}, {"annulment", "found-at-transfer"}),
        ({"revocation_kind": "REV-3", "reception_done": True}, {"annulment", "revocation-needs-consent"}),
    ],
)
def test_each_kind_goes_its_way(facts: dict[str, Any], ways: set[str]) -> None:
    assert {way for way in WAYS if holds(way, UNDER_294, **facts)} == ways


def test_before_the_kind_is_told_nobody_is_annulled() -> None:
    assert holds("annulment", UNDER_294) is None


def test_the_text_in_force_when_the_person_was_considered_is_named() -> None:
    finding = only("REV-LAW", UNDER_294, considered_on=date(2018, 3, 5), wrong_decided_on=date(2018, 5, 7))
    assert finding.outcome is PASSED
    assert finding.seen["instrument"].startswith("29-")
    assert "05/03/2018" in finding.sentence


@pytest.mark.parametrize(
    ("considered", "decided"),
    [
        (date(2018, 5, 8), date(2018, 5, 7)),  # considered after it was decided
        (date(2018, 5, 7), date(2025, 10, 7)),  # decided tomorrow
    ],
)
def test_days_out_of_order_are_refused(considered: date, decided: date) -> None:
    assert outcome("REV-LAW", UNDER_294, considered_on=considered, wrong_decided_on=decided) is FAILED


def test_days_untold_or_before_the_law_kept_here_are_asked_about() -> None:
    assert outcome("REV-LAW", UNDER_294) is UNKNOWN
    assert outcome("REV-LAW", UNDER_294, considered_on=date(2018, 3, 5)) is UNKNOWN
    old = only("REV-LAW", UNDER_294, considered_on=date(1998, 3, 5), wrong_decided_on=date(1998, 5, 7))
    assert old.outcome is UNKNOWN
    assert old.missing == ("law",)


@pytest.mark.parametrize(("consent", "expected"), [(True, PASSED), (False, FAILED), (None, FAILED)])
def test_another_body_annuls_only_with_consent(consent: bool | None, expected: object) -> None:
    facts: dict[str, Any] = {"revocation_kind": "REV-3", "reception_done": True}
    assert outcome("REV-CONSENT", UNDER_294, higher_consent=consent, **facts) is expected


def test_the_body_that_decided_annuls_by_itself() -> None:
    assert outcome("REV-CONSENT", UNDER_294, revocation_kind="REV-1", issuer_gone=False) is None


@pytest.mark.parametrize(
    ("reset", "expected"),
    [
        (date(2025, 9, 30), FAILED),
        (date(2025, 10, 1), PASSED),
        (date(2025, 10, 6), PASSED),
        (date(2025, 10, 7), FAILED),
    ],
)
def test_the_new_date_lies_between_the_step_made_again_and_today(reset: date, expected: object) -> None:
    assert outcome("REV-RESET", UNDER_294, redone_on=date(2025, 10, 1), reset_on=reset) is expected


def test_without_the_step_made_again_there_is_no_new_date() -> None:
    assert only("REV-RESET", UNDER_294, reset_on=date(2025, 10, 1)).outcome is UNKNOWN
