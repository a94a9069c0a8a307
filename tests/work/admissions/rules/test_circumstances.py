"""Circumstances with rules of their own: recorded, shown by papers, never guessed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_24, UNKNOWN, holds, only, outcome

Given = dict[str, Any]

#: Rule, circumstance, and the facts that must all be shown.
SHOWN = [
    ("SPEC-REL", "religious", ("religion_recognised", "religion_consent")),
    ("SPEC-REL", "dignitary", ("religion_recognised", "religion_consent")),
    ("SPEC-HOA", "ethnic_chinese", ("three_generations", "nationality_papers", "security_verified")),
    ("SPEC-FOR", "foreign_spouse", ("marriage_lawful", "spouse_cv", "security_verified")),
    ("SPEC-BIZ", "business_owner", ("owner_qualifies", "duties_fulfilled")),
]


@pytest.mark.parametrize(("code", "circumstance", "names"), SHOWN)
def test_everything_is_shown(code: str, circumstance: str, names: tuple[str, ...]) -> None:
    assert outcome(code, circumstances=(circumstance,), **dict.fromkeys(names, True)) is PASSED


@pytest.mark.parametrize(("code", "circumstance", "name"), [(c, k, n) for c, k, names in SHOWN for n in names])
def test_each_thing_lacking_is_named(code: str, circumstance: str, name: str) -> None:
    names = dict.fromkeys(next(n for c, k, n in SHOWN if k == circumstance), True)
    assert outcome(code, circumstances=(circumstance,), **(names | {name: False})) is FAILED
    assert outcome(code, circumstances=(circumstance,), **(names | {name: None})) is UNKNOWN


@pytest.mark.parametrize("code", sorted({code for code, _, _ in SHOWN}))
def test_others_are_not_asked(code: str) -> None:
    assert outcome(code, circumstances=()) is None


def test_a_members_child_is_handled_as_anybody() -> None:
    assert outcome("SPEC-HOA", circumstances=("ethnic_chinese",), member_child=True) is None


@pytest.mark.parametrize(
    ("condition", "circumstance"),
    [
        ("religious", "dignitary"),
        ("ethnic-chinese", "ethnic_chinese"),
        ("foreign-spouse", "foreign_spouse"),
        ("business-owner", "business_owner"),
        ("no-cell", "no_cell"),
        ("away-or-short-contract", "studying_away"),
        ("away-or-short-contract", "short_contract"),
    ],
)
def test_conditions_follow_what_was_recorded(condition: str, circumstance: str) -> None:
    assert holds(condition, circumstances=(circumstance,)) is True
    assert holds(condition, circumstances=()) is False
    assert holds(condition) is None


def test_a_place_without_cell_is_entrusted_to_another() -> None:
    assert outcome("SPEC-NOCELL", circumstances=("no_cell",), days={"A05N": UNDER_24}) is PASSED
    assert outcome("SPEC-NOCELL", circumstances=("no_cell",)) is FAILED
    assert outcome("SPEC-NOCELL", circumstances=()) is None


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"months_here": 12, "employer_opinion": True, "cell_is": "workplace"}, PASSED),
        ({"months_here": 11, "employer_opinion": True, "cell_is": "residence"}, PASSED),
        ({"months_here": 11, "employer_opinion": True, "cell_is": "workplace"}, FAILED),
        ({"months_here": 12, "employer_opinion": True, "cell_is": "residence"}, UNKNOWN),
        ({"months_here": 12, "employer_opinion": False, "cell_is": "workplace"}, FAILED),
        ({"months_here": 12}, UNKNOWN),
    ],
)
@pytest.mark.parametrize(
    ("code", "circumstance"), [("SPEC-STUDY", "studying_away"), ("SPEC-CONTRACT", "short_contract")]
)
def test_a_year_decides_where_somebody_is_considered(
    code: str, circumstance: str, facts: Given, expected: object
) -> None:
    assert only(code, circumstances=(circumstance,), **facts).outcome is expected
    assert outcome(code, circumstances=()) is None
