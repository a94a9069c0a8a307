"""The money that goes with a badge, in words."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.wording import times
from chibo.work.honours.rules.bonus import bonus


@pytest.mark.parametrize(
    ("level", "on", "amount", "words"),
    [
        (30, date(2024, 9, 2), 3_510_000, "1,5 × 2.340.000 đồng = 3.510.000 đồng"),
        (55, date(2020, 2, 3), 5_215_000, "3,5 × 1.490.000 đồng = 5.215.000 đồng"),
        (80, date(2022, 9, 2), 22_350_000, "15 × 1.490.000 đồng = 22.350.000 đồng"),
    ],
)
def test_the_bonus_is_a_multiple_of_the_base_salary_of_the_day(level: int, on: date, amount: int, words: str) -> None:
    paid = bonus(level, law_on(on))
    assert paid.amount == amount
    assert paid.words == words
    assert all(finding.citation for finding in paid.findings)


@pytest.mark.parametrize("level", [45, 85, 90])
def test_a_multiple_that_was_not_found_is_not_made_up(level: int) -> None:
    paid = bonus(level, law_on(date(2024, 9, 2)))
    assert paid.amount is None
    assert paid.words == "Chưa tra được"
    assert [finding.missing for finding in paid.findings if finding.asks_people] == [("bonus_multiple",)]


def test_without_a_base_salary_the_office_is_asked() -> None:
    paid = bonus(30, law_on(date(2016, 2, 3)))
    assert (paid.multiple, paid.base, paid.amount) == (Fraction(3, 2), None, None)
    assert bonus(30, law_on(date(2016, 2, 3)), 1_210_000).amount == 1_815_000


def test_multiples_are_said_as_people_write_them() -> None:
    assert [times(Fraction(*each)) for each in ((3, 2), (5, 1), (1, 3), (5, 4), (10, 1))] == [
        *("1,5", "5", "1/3", "1,25", "10"),
    ]
