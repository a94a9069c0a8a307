"""Citizenship, political standard, the certified CV, local standards, what was left out of the CV."""

from __future__ import annotations

from typing import Any

import pytest

from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.model import Citation, Confidence, Value
from chibo.foundation.rulebook.registry import CONDITIONS, GUARDS
from chibo.work.admissions.facts import Facts
from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_294, UNKNOWN, holds, outcome

Given = dict[str, Any]


@pytest.mark.parametrize(("citizen", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
def test_only_citizens(citizen: bool | None, expected: object) -> None:
    assert outcome("ELIG-CIT", citizen=citizen) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"political_issue": False}, PASSED),
        ({"political_issue": True, "within_power": True, "politics_eligible": True}, PASSED),
        ({"political_issue": True, "within_power": False, "provincial_consent": True}, PASSED),
        ({"political_issue": True, "within_power": True, "politics_eligible": False}, FAILED),
        ({"political_issue": True, "within_power": False}, UNKNOWN),
        ({"political_issue": True}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_politics_is_what_committees_concluded(facts: Given, expected: object) -> None:
    assert outcome("ELIG-POL", **facts) is expected
    assert holds("political-issue", **facts) is facts.get("political_issue")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"cv_true": True, "cv_eligible": True}, PASSED),
        ({"cv_true": False, "cv_eligible": True}, FAILED),
        ({"cv_true": True, "cv_eligible": False}, FAILED),
        ({"cv_true": True}, UNKNOWN),
    ],
)
def test_the_cv_is_certified(facts: Given, expected: object) -> None:
    assert outcome("CV-CERT", **facts) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"undeclared_matter": False}, None),
        ({"undeclared_matter": True}, UNKNOWN),
        ({"undeclared_matter": True, "fault_conclusion": "continue"}, PASSED),
        ({"undeclared_matter": True, "fault_conclusion": "stop"}, FAILED),
    ],
)
def test_the_cell_weighs_what_was_left_out(facts: Given, expected: object) -> None:
    assert outcome("DECL-TRUE", **facts) is expected


def local_law() -> Any:
    """A committee asks for two things more, by its own document."""
    law = law_on(UNDER_294)
    instrument = law.instrument("28-CT/TW@2019-01-21")
    value = Value(
        name="admission.local_checks",
        title="Tiêu chuẩn của địa phương",
        unit="choices",
        value=("cultured_family", "handwritten"),
        starts_on=UNDER_294,
        ends_on=None,
        citation=Citation(instrument, "mục 2", Confidence.CONFIRMED),
        local="02-QĐ/ĐU ngày 1/9/2025",
    )
    return law.with_local([value])


@pytest.mark.parametrize(
    ("met", "expected"),
    [(("cultured_family", "handwritten"), PASSED), (("handwritten",), FAILED), (None, UNKNOWN)],
)
def test_a_local_standard_adds_checks(met: tuple[str, ...] | None, expected: object) -> None:
    facts = Facts(on=UNDER_294, local_met=met)
    assert CONDITIONS["local-checks"](facts, local_law()) is True
    (finding,) = GUARDS["LOCAL-CHECKS"](facts, local_law())
    assert finding.outcome is expected


def test_elsewhere_nothing_is_added() -> None:
    assert holds("local-checks", UNDER_294) is False
    assert outcome("LOCAL-CHECKS", UNDER_294) is None
