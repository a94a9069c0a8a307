"""Who belongs to a cell on a day, and what bears on their vote."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.roll.members.actions import end_membership, recognize, unseat
from chibo.roll.members.models import Committee, Membership, Standing
from chibo.roll.members.queries import VoterFacts, seated_in, voters_of_cell
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, BINH, HA, KHOA, LAN, MINH

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Tree:
    return builders.tree()


def by_name(voters: list[VoterFacts]) -> dict[str, VoterFacts]:
    return {voter.name: voter for voter in voters}


def test_the_cell_knows_its_people_by_given_name(tree: Tree) -> None:
    for who in (MINH, AN, BINH):
        builders.official(who, tree.cell)
    builders.probationary(KHOA, tree.cell)
    builders.person(HA, at=tree.cell)

    voters = voters_of_cell(tree.cell, TODAY)

    assert [voter.name for voter in voters] == [AN.name, BINH.name, KHOA.name, MINH.name]
    assert by_name(voters)[KHOA.name].kind == Membership.Kind.PROBATIONARY
    assert by_name(voters)[AN.name].kind == Membership.Kind.OFFICIAL


def test_somebody_away_is_named_with_the_place(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1), until=date(2020, 12, 1))

    [at_home] = voters_of_cell(tree.cell, TODAY)
    [abroad] = voters_of_cell(tree.neighbour_cell, TODAY)

    assert (at_home.placed, at_home.away_to) == ("OFFICIAL", "Chi bộ tổ dân phố 9")
    assert (abroad.placed, abroad.away_to) == ("TEMPORARY", "")
    assert voters_of_cell(tree.neighbour_cell, date(2020, 12, 1)) == []


def test_circumstances_count_on_their_days_only(tree: Tree) -> None:
    lan = builders.official(LAN, tree.cell)
    builders.standing(lan, Standing.Kind.EXEMPT, on=date(2020, 1, 1), until=date(2021, 1, 1))
    builders.standing(lan, Standing.Kind.SUSPENDED, on=date(2020, 10, 1))

    assert voters_of_cell(tree.cell, TODAY)[0].standings == ("EXEMPT", "SUSPENDED")
    assert voters_of_cell(tree.cell, date(2021, 1, 1))[0].standings == ("SUSPENDED",)
    assert voters_of_cell(tree.cell, date(2019, 12, 31))[0].standings == ()


def test_late_recognition_gives_no_vote_before_its_decision(tree: Tree) -> None:
    """The member is official as of the end of probation, but nobody knew it until the decision was made."""
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=date(2019, 6, 1))
    recognize(
        person=khoa,
        by=None,
        on=date(2020, 8, 10),
        effective_on=date(2020, 6, 1),
        decision="88-QĐ/TU",
        decided_on=date(2020, 8, 10),
    )

    kinds = {day: voters_of_cell(tree.cell, day)[0].kind for day in (date(2020, 8, 9), date(2020, 8, 10))}

    assert kinds == {date(2020, 8, 9): "PROBATIONARY", date(2020, 8, 10): "OFFICIAL"}


def test_who_left_the_party_left_the_cell(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    end_membership(
        person=minh,
        ends_by="STRIKE_OFF",
        by=None,
        on=date(2020, 5, 4),
        decision="3-QĐ/UBKT",
        decided_on=date(2020, 5, 4),
    )

    assert len(voters_of_cell(tree.cell, date(2020, 5, 3))) == 1
    assert voters_of_cell(tree.cell, date(2020, 5, 4)) == []


def test_a_committee_is_its_seats_on_the_day(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    builders.committee(tree.ward, [an, binh], on=date(2018, 1, 1))
    binhs_seat = Committee.objects.get().seats.get(person=binh)
    unseat(seat=binhs_seat, by=None, on=date(2020, 1, 1))
    builders.away(an, tree.neighbour_cell, on=date(2020, 6, 1))

    [seated] = seated_in(tree.ward, "committee", TODAY)

    assert (seated.name, seated.kind, seated.away_to) == (AN.name, "OFFICIAL", "Chi bộ tổ dân phố 9")
    assert len(seated_in(tree.ward, "committee", date(2019, 1, 1))) == 2
    assert seated_in(tree.ward, "standing_committee", TODAY) == []


def test_a_term_that_is_over_seats_nobody(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.committee(tree.ward, [an], on=date(2018, 1, 1), until=date(2020, 6, 1))

    assert seated_in(tree.ward, "committee", date(2020, 6, 1) - timedelta(days=1))
    assert seated_in(tree.ward, "committee", date(2020, 6, 1)) == []


@pytest.mark.parametrize("size", [2, 25])
def test_five_queries_whatever_the_size(tree: Tree, size: int) -> None:
    people = builders.officials(size, tree.cell)
    builders.committee(tree.ward, people, on=date(2018, 1, 1))
    builders.away(people[0], tree.neighbour_cell, on=date(2020, 6, 1))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        voters_of_cell(tree.cell, TODAY)
    with CaptureQueriesContext(connection) as seated:
        seated_in(tree.ward, "committee", TODAY)

    assert (len(asked), len(seated)) == (5, 5)
