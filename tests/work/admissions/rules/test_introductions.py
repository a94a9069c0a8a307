"""Who introduces and how many (INTRO-1, INTRO-2), who helps, and counts that add up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.work.admissions.facts import Introduction
from tests.work.admissions.rules.judging import (
    FAILED,
    PASSED,
    UNDER_24,
    UNDER_29,
    UNKNOWN,
    holds,
    only,
    outcome,
)

Given = dict[str, Any]


def by(*members: str, official: bool | None = True, on: date | None = None) -> tuple[Introduction, ...]:
    return tuple(Introduction(member=member, official=official, on=on) for member in members)


@pytest.mark.parametrize(
    ("way", "introductions", "resolved", "expected"),
    [
        ("two_members", by("1", "2"), False, PASSED),
        ("two_members", by("1"), False, FAILED),
        ("two_members", by("1", "1"), False, FAILED),  # one member twice is one member
        ("two_members", by("1", "2", official=False), False, FAILED),
        ("two_members", by("1", "2", official=None), False, UNKNOWN),
        ("two_members", by("1", "2", on=date(2022, 5, 19)), False, FAILED),  # past their term
        ("youth_union", by("1"), True, PASSED),
        ("youth_union", by("1"), False, FAILED),
        ("trade_union", by("1"), True, PASSED),
        ("trade_union", (), True, FAILED),
        ("two_members", None, False, UNKNOWN),
        (None, by("1", "2"), False, UNKNOWN),
    ],
)
def test_three_ways_to_be_introduced(
    way: str | None, introductions: tuple[Introduction, ...] | None, resolved: bool, expected: object
) -> None:
    facts = {"introduction_way": way, "introductions": introductions, "union_resolution": resolved}
    assert outcome("INTRO-1", **facts) is expected


def test_the_recorded_resolution_counts() -> None:
    days = {"A14U": UNDER_24}
    assert outcome("INTRO-1", introduction_way="youth_union", introductions=by("1"), days=days) is PASSED
    assert outcome("INTRO-1", introduction_way="trade_union", introductions=by("1"), days=days) is FAILED


@pytest.mark.parametrize("way", ["youth_union", "trade_union"])
def test_the_way_decides_whose_resolution_is_asked(way: str) -> None:
    name = f"{way.replace('_', '-')}-introduces"
    assert holds(name, introduction_way=way) is True
    assert holds(name, introduction_way="two_members") is False
    assert holds(name) is None


GOOD: Given = {
    "introducer_official": True,
    "introducer_relation": "work",
    "common_months": 12,
    "same_base_organisation": True,
}


def test_a_year_together_is_enough() -> None:
    assert only("INTRO-2", **GOOD).outcome is PASSED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"introducer_official": False}, FAILED),
        ({"common_months": 11}, FAILED),
        ({"same_base_organisation": False}, FAILED),
        ({"introducer_relation": "friendship"}, FAILED),
        ({"introducer_official": None}, UNKNOWN),
        ({"common_months": None}, UNKNOWN),
    ],
)
def test_each_way_of_falling_short(change: Given, expected: object) -> None:
    assert outcome("INTRO-2", **(GOOD | change)) is expected


def test_months_are_counted_from_the_first_day_together() -> None:
    facts = GOOD | {"common_months": None}
    assert outcome("INTRO-2", UNDER_24, **facts, common_from=date(2022, 5, 20)) is PASSED
    assert outcome("INTRO-2", UNDER_24, **facts, common_from=date(2022, 5, 21)) is FAILED


def test_the_same_residence_counts_since_2021() -> None:
    neighbours = GOOD | {"introducer_relation": "residence"}
    assert outcome("INTRO-2", UNDER_24, **neighbours) is PASSED
    assert outcome("INTRO-2", UNDER_29, **neighbours) is FAILED


@pytest.mark.parametrize(("official", "expected"), [(True, PASSED), (False, FAILED), (None, UNKNOWN)])
@pytest.mark.parametrize("reason", ["first", "replacement", "moved"])
def test_the_helper_is_an_official_member_whatever_the_time_together(
    reason: str, official: bool | None, expected: object
) -> None:
    assert outcome("HELPER", helper_official=official, helper_reason=reason) is expected


@pytest.mark.parametrize(("agree", "expected"), [(8, PASSED), (9, FAILED), (None, UNKNOWN)])
def test_opinions_do_not_exceed_the_people_asked(agree: int | None, expected: object) -> None:
    assert outcome("OPINION-COUNTS", asked=10, agree=agree, disagree=2) is expected
    assert outcome("UNION-COUNTS", union_members=10, union_agree=agree, union_disagree=2) is expected
