"""Recognition: only after probation, from its last day, three votes at most, and no extension."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from chibo.foundation.rulebook import law_on
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.rules.recognition import check_discipline, probation_ends_on
from tests.work.admissions.rules.judging import (
    FAILED,
    PASSED,
    UNDER_24,
    UNDER_29,
    UNDER_208,
    UNDER_232,
    UNDER_294,
    UNKNOWN,
    holds,
    only,
    outcome,
)

ERAS = [UNDER_29, UNDER_24, UNDER_232, UNDER_294, UNDER_208]


def ends_on(ceremony: date) -> date | None:
    return probation_ends_on(Facts(on=UNDER_294, ceremony_on=ceremony), law_on(UNDER_294))


def test_probation_is_counted_from_the_ceremony() -> None:
    assert ends_on(date(2024, 10, 10)) == date(2025, 10, 10)
    assert ends_on(date(2024, 2, 29)) == date(2025, 2, 28)
    began = Facts(on=UNDER_294, days={"C01": date(2024, 10, 10)}, admission_decided_on=date(2024, 9, 30))
    assert probation_ends_on(began, law_on(UNDER_294)) == date(2025, 10, 10)


@pytest.mark.parametrize("on", ERAS)
def test_the_day_before_is_too_early(on: date) -> None:
    ceremony = date(on.year - 1, on.month, on.day)
    assert outcome("PROB-OVER", on, ceremony_on=ceremony) is PASSED
    early = only("PROB-OVER", on - timedelta(days=1), ceremony_on=ceremony)
    assert early.outcome is FAILED
    assert early.by == on


def test_without_a_ceremony_there_is_nothing_to_count_from() -> None:
    assert only("PROB-OVER", UNDER_294).missing == ("ceremony_on",)


@pytest.mark.parametrize("late", [0, 40, 6 * 365])
def test_however_late_the_day_is_the_end_of_probation(late: int) -> None:
    end = date(2018, 10, 10)
    facts = {"ceremony_on": date(2017, 10, 10), "official_from": end}
    assert outcome("REC-LATE", end + timedelta(days=late), **facts) is PASSED


def test_another_day_than_the_end_of_probation_is_refused() -> None:
    wrong = only("REC-LATE", UNDER_294, ceremony_on=date(2024, 9, 1), official_from=UNDER_294)
    assert wrong.outcome is FAILED
    assert wrong.asks == "official_from"
    assert "01/09/2025" in wrong.sentence
    assert outcome("REC-LATE", UNDER_294, ceremony_on=date(2024, 9, 1)) is UNKNOWN


@pytest.mark.parametrize(
    ("facts", "goes_up"),
    [
        ({}, False),
        ({"missed": {"C06": 2}}, False),
        ({"missed": {"C06": 3}}, True),
        ({"missed": {"X04": 3}}, True),
        ({"missed": {"C06": 2}, "failed_votes_elsewhere": 1}, True),
        ({"missed": {"C06": 1, "C08": 5}}, False),  # the committee's votes are not the cell's
    ],
)
def test_after_so_many_votes_without_result_the_matter_goes_up(facts: dict[str, Any], goes_up: bool) -> None:
    assert holds("failed-votes-exhausted", UNDER_294, **facts) is goes_up
    assert holds("cell-may-vote", UNDER_294, **facts) is not goes_up
    assert (outcome("REC-3VOTES", UNDER_294, **facts) is FAILED) is goes_up


def test_probation_is_never_extended() -> None:
    assert only("REC-NOEXT", UNDER_294, removal_decided=True).outcome is PASSED
    assert only("REC-NOEXT", UNDER_294, removal_decided=False).outcome is FAILED
    assert only("REC-NOEXT", UNDER_294).outcome is UNKNOWN


@pytest.mark.parametrize(("qualified", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
def test_discipline_alone_refuses_nobody(qualified: bool | None, expected: object) -> None:
    (finding,) = check_discipline(qualified, law_on(UNDER_29))
    assert finding.outcome is expected


@pytest.mark.parametrize(
    ("on", "number", "expected"),
    [
        (UNDER_294, "001090012345", PASSED),
        (UNDER_294, "001.090.012 345", PASSED),
        (UNDER_294, "0010900123456", FAILED),
        (UNDER_294, "12.345678", FAILED),  # the card of before
        (UNDER_24, "12.345678", PASSED),
        (UNDER_294, "00109001234x", FAILED),
        (UNDER_294, None, UNKNOWN),
    ],
)
def test_the_number_on_the_card(on: date, number: str | None, expected: object) -> None:
    assert outcome("CARD-NUMBER", on, card_number=number) is expected
