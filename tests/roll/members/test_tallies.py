"""The people of a list by everything that statistics group them by: what a plain count of the same people says."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from chibo.common.dates import full_years
from chibo.roll.members import actions
from chibo.roll.members.models import Person
from chibo.roll.members.queries.counts import paths_of, roster_on
from chibo.roll.members.queries.tallies import GROUPINGS, Tally, age_on, banded, tallies, tallies_of_days
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import KHOA, crowd

CODES = {
    "education": ("university_degree", ""),
    "theory": ("advanced", "elementary", ""),
    "ethnicity": ("Kinh", "Tày"),
}


@pytest.fixture
def tree(db: None) -> Tree:
    """Twenty members in two cells, one on probation, some of whom died or moved during 2020."""
    tree = builders.tree()
    for number, who in enumerate(crowd(20)):
        details = {name: codes[number % len(codes)] for name, codes in CODES.items()}
        cell = (tree.cell, tree.other_cell)[number % 2]
        builders.official(builders.person(who, **details), cell)
    builders.probationary(KHOA, tree.cell, admitted_on=date(2020, 5, 19))
    people = list(Person.objects.order_by("pk"))
    actions.end_membership(person=people[0], ends_by="DEATH", by=None, on=date(2020, 3, 1))
    actions.place(person=people[1], organization=tree.neighbour_cell, by=None, on=date(2020, 4, 1))
    return tree


def plainly(tree: Tree, on: date, grouping: str) -> Counter[str]:
    rows = roster_on(paths_of(tree.ward), on).select_related("person")
    return Counter(getattr(row.person, grouping) for row in rows)


def test_every_grouping_adds_up_to_the_list(tree: Tree) -> None:
    found = tallies(roster_on(paths_of(tree.ward), TODAY), TODAY)
    assert found.total.all == 19 and found.total.probationary == 1
    for grouping in GROUPINGS:
        assert {code: tally.all for code, tally in found.by[grouping].items()} == plainly(tree, TODAY, grouping)
    for parts in (found.ages, found.party_ages, found.joined):
        assert sum(tally.all for tally in parts.values()) == 19
        assert sum(tally.women for tally in parts.values()) == found.total.women == found.by["sex"]["F"].all
    assert found.party_ages[4].all == 18 and found.party_ages[0].all == 1
    assert found.joined[date(2020, 5, 19)] == Tally(1, 0, 1)


def test_other_days_are_told_from_the_first(tree: Tree) -> None:
    days = [TODAY, date(2020, 1, 1), date(2015, 1, 1)]
    for day, found in zip(days, tallies_of_days(paths_of(tree.ward), days), strict=True):
        assert found == tallies(roster_on(paths_of(tree.ward), day), day), day


def test_the_number_of_questions_does_not_grow(tree: Tree) -> None:
    with CaptureQueriesContext(connection) as asked:
        tallies_of_days(paths_of(tree.ward), [TODAY, date(2020, 1, 1)])
    assert len(asked) <= 7


@pytest.mark.parametrize(
    ("born_on", "years"),
    [("1990-10-26", 30), ("1990-10-27", 29), ("1990-10", 30), ("1990-11", 29), ("1990", 30), ("", None)],
)
def test_age_is_in_full_years(born_on: str, years: int | None) -> None:
    assert age_on(born_on, TODAY) == years


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(born=DAYS, on=DAYS)
@example(born=date(2000, 2, 29), on=date(2026, 2, 28))
@example(born=date(2000, 2, 29), on=date(2028, 2, 28))
def test_an_age_is_what_the_calendar_says(born: date, on: date) -> None:
    assert age_on(born.isoformat(), on) == full_years(born, on)


def test_bands_take_both_ends_and_leave_out_the_unknown() -> None:
    found = {18: Tally(1), 30: Tally(2, 1), 31: Tally(4), 95: Tally(8), None: Tally(16)}
    assert banded(found, [(18, 30), (31, 50), (51, None)]) == [Tally(3, 1), Tally(4), Tally(8)]
