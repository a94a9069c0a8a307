"""Where a person's party life is: one home at a time, and perhaps a temporary place beside it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import end_temporary, move_everybody, place
from chibo.roll.members.queries import home_of, voters_of_cell
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, HA, KHOA, LAN, MINH


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def test_a_member_moves_and_the_old_place_keeps_its_days(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    place(person=an, organization=tree.other_cell, by=None, on=TODAY, ground="Giấy giới thiệu số 4")

    assert home_of(an, TODAY - timedelta(days=1)).organization == tree.cell
    assert home_of(an, TODAY).organization == tree.other_cell
    assert voters_of_cell(tree.cell, TODAY) == []
    assert Entry.objects.get(action="members.place").payload["ground"] == "Giấy giới thiệu số 4"


def test_a_member_is_away_for_a_time_and_comes_back(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1), until=date(2021, 6, 1))

    end_temporary(person=minh, by=None, on=TODAY)

    assert voters_of_cell(tree.neighbour_cell, TODAY) == []
    assert voters_of_cell(tree.cell, TODAY)[0].away_to == ""
    assert home_of(minh, TODAY).organization == tree.cell


def test_a_sympathiser_is_followed_elsewhere(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    place(person=ha, organization=tree.ward, kind="APPLICANT", by=None, on=TODAY)
    assert home_of(ha, TODAY).organization == tree.ward


def test_two_cells_become_one(tree: Tree) -> None:
    """Everybody comes over as they are; who was there for a time is simply at home."""
    for who in (AN, LAN):
        builders.official(who, tree.other_cell)
    builders.person(HA, at=tree.other_cell)
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.other_cell, on=date(2020, 6, 1))

    moved = move_everybody(
        origin=tree.other_cell, destination=tree.cell, by=None, on=TODAY, ground="Quyết định 12-QĐ/ĐU"
    )

    assert moved == 4
    assert [voter.name for voter in voters_of_cell(tree.cell, TODAY)] == [AN.name, LAN.name, MINH.name]
    assert voters_of_cell(tree.cell, TODAY)[2].away_to == ""
    assert not tree.other_cell.placements.filter(ends_on__isnull=True).exists()
    assert Entry.objects.filter(action="members.move_everybody").count() == 1


# Refused


def test_somebody_who_is_not_a_member_has_no_party_life(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    with refused("không phải là đảng viên"):
        place(person=ha, organization=tree.other_cell, by=None, on=TODAY)
    with refused("sinh hoạt chính thức ở một chi bộ"):
        builders.away(ha, tree.other_cell, on=TODAY)


def test_a_member_is_not_followed_as_a_sympathiser(tree: Tree) -> None:
    khoa = builders.probationary(KHOA, tree.cell)
    with refused("đang là đảng viên"):
        place(person=khoa, organization=tree.other_cell, kind="APPLICANT", by=None, on=TODAY)


def test_nobody_moves_to_where_they_are(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    with refused("ở chính nơi đó"):
        place(person=an, organization=tree.cell, by=None, on=TODAY)
    with refused("phải khác nơi"):
        builders.away(an, tree.cell, on=TODAY)


def test_nobody_is_away_in_two_places(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=TODAY, until=date(2021, 6, 1))
    with refused("một chi bộ khác trong thời gian này"):
        builders.away(minh, tree.other_cell, on=date(2021, 5, 1))
    builders.away(minh, tree.other_cell, on=date(2021, 6, 1))


def test_a_place_has_its_days_in_order(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    place(person=an, organization=tree.other_cell, by=None, on=TODAY)
    with refused("không sau ngày bắt đầu"):
        place(person=an, organization=tree.cell, by=None, on=TODAY - timedelta(days=1))
    with refused("không sau ngày bắt đầu"):
        builders.away(an, tree.cell, on=TODAY, until=TODAY)
    with refused("không sinh hoạt tạm thời"):
        end_temporary(person=an, by=None, on=TODAY)


def test_a_committee_is_no_place_for_party_life(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    with refused("không phải là chi bộ"):
        place(person=an, organization=tree.ward, by=None, on=TODAY)
    with refused("không phải là chi bộ"):
        move_everybody(origin=tree.cell, destination=tree.ward, by=None, on=TODAY, ground="x")
