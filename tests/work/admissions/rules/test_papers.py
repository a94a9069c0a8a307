"""How long the certificate and the dossier stay good, and the residence's opinion."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.work.admissions.facts import Check
from tests.work.admissions.rules.judging import FAILED, PASSED, UNDER_24, UNKNOWN, findings, only, outcome

Given = dict[str, Any]


@pytest.mark.parametrize(
    ("issued", "expected"),
    [(date(2018, 5, 20), PASSED), (date(2018, 5, 19), FAILED), (date(2023, 1, 1), PASSED)],
)
def test_the_certificate_is_good_for_sixty_months(issued: date, expected: object) -> None:
    assert outcome("CLASS-VAL", UNDER_24, days={"A04": issued}) is expected


@pytest.mark.parametrize(("months", "expected"), [(24, PASSED), (60, PASSED), (61, FAILED), (None, UNKNOWN)])
def test_the_certificate_by_its_age(months: int | None, expected: object) -> None:
    assert outcome("CLASS-VAL", certificate_months=months) is expected


@pytest.mark.parametrize(("months", "expected"), [(12, PASSED), (13, FAILED)])
def test_the_dossier_by_its_age(months: int, expected: object) -> None:
    assert outcome("DOS-VAL", dossier_months=months) is expected


def test_each_stale_paper_is_named() -> None:
    days = {"A14B": date(2022, 5, 20), "A14S": date(2022, 5, 19), "A14U": date(2021, 1, 5)}
    found = findings("DOS-VAL", UNDER_24, days=days)
    assert [(f.outcome, f.asks) for f in found] == [(FAILED, "A14S"), (FAILED, "A14U")]


@pytest.mark.parametrize(("unchanged", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
def test_an_old_verification_is_supplemented_where_something_changed(unchanged: bool | None, expected: object) -> None:
    checks = (Check(subjects=("father",), result="matches", on=date(2022, 5, 1)),)
    assert outcome("DOS-VAL", UNDER_24, checks=checks, cv_unchanged=unchanged) is expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"residence_opinion": "given"}, PASSED),
        ({"residence_opinion": "exempt", "residence_exempt_ground": "Quy định 10-QĐ/TW"}, PASSED),
        ({"residence_opinion": "exempt"}, FAILED),
        ({}, UNKNOWN),
    ],
)
def test_the_residence_gives_its_opinion_or_a_text_spares_it(facts: Given, expected: object) -> None:
    assert only("RES-EXEMPT", **facts).outcome is expected
