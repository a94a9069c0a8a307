"""Schooling (ELIG-EDU) through the eras, in hard areas, and of elders."""

from __future__ import annotations

from datetime import date

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
    only,
    outcome,
)

HARD = "mountain_or_especially_difficult"


@pytest.mark.parametrize(
    ("on", "education", "expected"),
    [
        (UNDER_29, "lower_secondary_equivalent", PASSED),
        (UNDER_24, "lower_secondary_equivalent", FAILED),  # equivalence was dropped
        (UNDER_24, "lower_secondary_diploma", PASSED),
        (UNDER_232, "completed_lower_secondary", FAILED),
        (UNDER_294, "university_degree", PASSED),
        (UNDER_294, "completed_lower_secondary", FAILED),
        (UNDER_208, "completed_lower_secondary", PASSED),  # the programme is enough
        (UNDER_208, "completed_primary", FAILED),
    ],
)
def test_the_ordinary_minimum_of_each_era(on: date, education: str, expected: object) -> None:
    assert outcome("ELIG-EDU", on, education=education, area="ordinary", applicant_kind="ordinary") is expected


def test_the_sentence_names_what_is_there_and_what_is_asked() -> None:
    finding = only("ELIG-EDU", education="completed_primary", area="ordinary")
    assert finding.sentence == (
        "Hoàn thành chương trình tiểu học; chưa đạt mức tối thiểu là bằng tốt nghiệp trung học cơ sở."
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"education": "completed_primary", "area": HARD}, PASSED),
        ({"education": "can_read_write_vietnamese", "area": HARD}, FAILED),
        ({"education": "completed_primary", "applicant_kind": "fisher_regularly_at_sea"}, PASSED),
    ],
)
def test_primary_school_is_enough_where_life_is_hard(facts: dict[str, str], expected: object) -> None:
    assert outcome("ELIG-EDU", **facts) is expected


@pytest.mark.parametrize(("consent", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
@pytest.mark.parametrize("kind", ["village_elder", "hamlet_head", "prestigious_person", "fisher_regularly_at_sea"])
def test_an_elder_who_reads_and_writes_needs_consent(kind: str, consent: bool | None, expected: object) -> None:
    facts = {"education": "can_read_write_vietnamese", "applicant_kind": kind, "area": HARD}
    assert outcome("ELIG-EDU", provincial_consent=consent, **facts) is expected


def test_an_elder_of_an_ordinary_place_is_judged_as_anybody() -> None:
    facts = {"education": "can_read_write_vietnamese", "applicant_kind": "village_elder", "area": "ordinary"}
    assert outcome("ELIG-EDU", provincial_consent=True, **facts) is FAILED


def test_without_schooling_recorded_the_rule_asks() -> None:
    assert only("ELIG-EDU").missing == ("education",)
