"""Votes and decisions: consent first, in order, once, on a vote that still stands."""

from __future__ import annotations

from datetime import date
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

Given = dict[str, Any]
D1, D2, D3, D4 = (date(2025, 10, day) for day in (1, 2, 3, 6))
ORDINARY: Given = {"age_years": 30, "education": "university_degree", "circumstances": ()}


@pytest.mark.parametrize(
    "change",
    [
        {"age_years": 61},
        {"education": "can_read_write_vietnamese", "applicant_kind": "village_elder"},
        {"readmission": True},
        {"political_issue": True, "within_power": False},
        {"circumstances": ("dignitary",)},
    ],
)
def test_consent_comes_before_the_decision(change: Given) -> None:
    facts = ORDINARY | change
    assert holds("needs-provincial-consent", **facts) is True
    assert only("CONSENT", **facts).outcome is FAILED
    assert only("CONSENT", **facts, provincial_consent=False).outcome is FAILED
    assert only("CONSENT", **facts, provincial_consent=True).outcome is PASSED


def test_nobody_else_needs_it() -> None:
    assert holds("needs-provincial-consent", **ORDINARY) is False
    assert outcome("CONSENT", **ORDINARY) is None


def test_without_birth_it_is_asked() -> None:
    assert holds("needs-provincial-consent") is None
    assert outcome("CONSENT") is UNKNOWN


@pytest.mark.parametrize(("members", "expected"), [(3, PASSED), (2, FAILED), (None, UNKNOWN)])
def test_a_cell_needs_three_official_members(members: int | None, expected: object) -> None:
    assert only("CELL-MIN", official_members=members).outcome is expected


def test_after_a_missed_vote_the_committee_above_is_asked() -> None:
    missed = {"missed": {"A15": 1}, "missed_on": {"A15": D2}}
    assert holds("cell-vote-missed", **missed) is True
    assert holds("vote-missed", **missed) is True
    assert holds("base-vote-missed", **missed) is False
    assert outcome("VOTE-AGAIN", **missed) is FAILED
    assert outcome("VOTE-AGAIN", **missed, days={"A15Y": D3}, after_shortfall="vote_again") is PASSED
    assert outcome("VOTE-AGAIN", **missed, days={"A15Y": D3}, after_shortfall="stop") is FAILED
    assert (
        outcome("VOTE-AGAIN", **missed, days={"A15Y": D1}, after_shortfall="vote_again") is FAILED
    )  # of another time
    assert outcome("VOTE-AGAIN") is None


def test_a_vote_that_was_made_good_is_no_longer_missed() -> None:
    assert holds("cell-vote-missed", missed={"A15": 1}, missed_on={"A15": D1}, days={"A15": D3}) is False


def test_a_missed_vote_on_recognition_is_reported_before_the_next() -> None:
    assert outcome("VOTE-REPORTED", missed_on={"C08": D2}) is FAILED
    assert outcome("VOTE-REPORTED", missed_on={"C08": D2}, days={"C08X": D1}) is FAILED  # of another time
    assert outcome("VOTE-REPORTED", missed_on={"C08": D2}, days={"C08X": D2}) is PASSED
    assert outcome("VOTE-REPORTED") is None


def test_bodies_resolve_upward() -> None:
    in_order = {"A15": D1, "A17": D2, "A18": D3}
    assert outcome("DOS-CHAIN", days=in_order) is PASSED
    assert outcome("DOS-CHAIN", days=in_order | {"A15": D4}) is FAILED
    assert outcome("DOS-CHAIN", days=in_order, appraisal="not_eligible") is FAILED


def test_one_person_is_decided_once() -> None:
    assert outcome("DECIDE-ONCE", days={}) is None
    assert outcome("DECIDE-ONCE", days={"A19": D2}) is FAILED
    assert outcome("DECIDE-ONCE", days={"A19": D2, "M08": D3}) is None  # annulled because of a move
    assert outcome("DECIDE-ONCE", days={"A19": D2, "M09B": D3}, review_result="annulled") is None


def test_a_decision_rests_on_the_last_vote() -> None:
    assert outcome("VOTE-STANDS", UNDER_294) is UNKNOWN
    assert outcome("VOTE-STANDS", UNDER_294, days={"A15": D1, "A19V": D2}) is PASSED
    assert outcome("VOTE-STANDS", UNDER_294, days={"A15": D1, "A19C": D2}) is PASSED
    assert outcome("VOTE-STANDS", UNDER_294, days={"A15": D3, "A19V": D2}) is FAILED  # the cell voted again
    assert outcome("VOTE-STANDS", UNDER_294, days={"A19V": D2, "A19": D2, "M08": D3}) is FAILED
    assert outcome("VOTE-STANDS", UNDER_294, days={"A19V": D4, "A19": D2, "M08": D3}) is PASSED


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"decider_delegated": True}, PASSED),
        ({"decider_delegated": True, "delegation_members": 101, "delegation_good_years": 3}, PASSED),
        ({"decider_delegated": True, "delegation_members": 100}, FAILED),
        ({"decider_delegated": True, "delegation_good_years": 2}, FAILED),
        ({"decider_delegated": True, "delegation_kind": "TERRITORY"}, FAILED),
        ({"decider_delegated": False}, FAILED),
    ],
)
def test_delegation_has_conditions(facts: Given, expected: object) -> None:
    assert outcome("DELEGATION", UNDER_294, **facts) is expected


def test_the_list_is_left_before_the_decision_only() -> None:
    assert outcome("BEFORE-DECISION", days={"A19": D1}) is FAILED
    assert outcome("BEFORE-DECISION") is None


@pytest.mark.parametrize(
    "facts",
    [
        {"missed_on": {"A19V": D1}},
        {"after_shortfall": "stop"},
        {"appraisal": "not_eligible"},
        {"cv_true": False},
        {"politics_eligible": False},
        {"fault_conclusion": "stop"},
        {"provincial_consent": False},
    ],
)
def test_a_refusal_rests_on_an_act_of_a_body(facts: Given) -> None:
    assert outcome("REFUSAL-GROUND", UNDER_294, **facts) is PASSED


def test_nobody_is_refused_for_nothing() -> None:
    assert outcome("REFUSAL-GROUND", UNDER_294) is FAILED


@pytest.mark.parametrize("has", [True, False, None])
def test_a_division_appraises_where_there_is_one(has: bool | None) -> None:
    assert holds("has-division", has_division=has) is has


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("VOTE-AGAIN", {"missed_on": {"A15": D1}}),
        ("VOTE-REPORTED", {"missed_on": {"C08": D1}}),
        ("VOTE-STANDS", {"days": {"A15": D3, "A19V": D2}}),
        ("DECIDE-ONCE", {"days": {"A19": D2}}),
        ("DOS-CHAIN", {"days": {"A15": D3, "A18": D2}}),
        ("DOS-CHAIN", {"appraisal": "not_eligible"}),
        ("BEFORE-DECISION", {"days": {"A19": D2}}),
        ("REFUSAL-GROUND", {}),
        ("CV-CERT", {"cv_true": False, "cv_eligible": True}),
        ("ELIG-POL", {"political_issue": True, "politics_eligible": False}),
        ("DECL-TRUE", {"undeclared_matter": True, "fault_conclusion": "stop"}),
        ("CONSENT", {"age_years": 61, "provincial_consent": False}),
        ("ELIG-AGE", {"age_years": 17}),
        ("REC-NOEXT", {"removal_decided": False}),
        ("REM-KEPT", {"days": {"X06": D1}}),
        ("CER-PLACE", {"days": {"A19": D1, "M09": D1, "M09B": D2}, "review_result": "annulled"}),
        ("OPINION-COUNTS", {"asked": 1, "agree": 1, "disagree": 1}),
    ],
)
@pytest.mark.parametrize("on", [UNDER_29, UNDER_24, UNDER_232, UNDER_294, UNDER_208])
def test_what_holds_a_procedure_together_refuses_in_every_era(on: date, code: str, facts: Given) -> None:
    """These rest on the Charter or on plain order, not on texts that nobody has read yet."""
    assert any(finding.refuses for finding in findings(code, on, **facts))
