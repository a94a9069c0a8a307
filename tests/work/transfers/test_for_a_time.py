"""For a time: strength, vote and office stay at home; the stay begins, is extended and ends by recorded acts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.engine.meetings.queries import summoned
from chibo.engine.meetings.rules import electorate
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import Placement, Role
from chibo.roll.members.queries import authority_of, counts_by_organization, home_of, voters_of_cell
from chibo.work.transfers import actions
from tests import builders
from tests.cast import MINH
from tests.work.transfers.stage import DAY, OUTSIDE, Stage, stage, steps


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def guests(place: Stage, on: date) -> list[str]:
    return [v.name for v in voters_of_cell(place.tree.neighbour_cell, on) if v.placed == Placement.Kind.TEMPORARY]


def test_a_stay_begins_with_the_receipt_and_ends_with_the_return(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    builders.committee(place.tree.cell, [minh])
    builders.appointed(minh, Role.DEPUTY_SECRETARY, place.tree.cell)
    walk = place.open("transfer-temporary", minh, place.tree.neighbour_cell)
    walk.until("P04")
    assert guests(place, walk.day) == []
    walk.step("P05")

    assert guests(place, walk.day) == [MINH.name]
    assert home_of(minh, walk.day).organization == place.tree.cell
    assert minh.seats.filter(ends_on__isnull=True).exists(), "a committee member stays one"
    assert minh.appointments.filter(ends_on__isnull=True).exists()
    assert walk.next_step() == "P07"
    waiting = walk.case.waiting.get()
    assert waiting.due_on == date(2023, 10, 31), "the day on the paper, before the limit of the law"

    walk.step("P07", on=date(2023, 9, 1))
    assert steps(walk) == ["P01", "P02", "P03", "P04", "P05", "P07"]
    assert guests(place, date(2023, 9, 1)) == []
    assert walk.case.result == "returned"


def test_the_guest_neither_votes_nor_counts_there(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer-temporary", minh, place.tree.neighbour_cell)
    walk.until("P05")
    there = summoned(place.tree.neighbour_cell, "cell", walk.day, [minh.pk])
    rule = law_on(walk.day).value("meeting.cell_denominator_excludes")
    [row] = [row for row in electorate(there, rule, "đảng viên chính thức").rows if row.person_id == minh.pk]
    assert row.ground == "guest"
    authority = authority_of(place.pen(place.tree.city), walk.day)
    counts = counts_by_organization(authority, walk.day)
    assert counts[place.tree.cell.pk] == 2, "secretary and member"
    assert counts[place.tree.neighbour_cell.pk] == 2, "secretary and clerk, no guest"


def test_a_stay_within_one_ward_needs_no_letter_from_above(place: Stage) -> None:
    walk = place.open("transfer-temporary", builders.official(MINH, place.tree.cell), place.tree.other_cell)
    walk.until("P05")
    assert steps(walk) == ["P01", "P02", "P03", "P05"]


def test_a_stay_outside_the_system(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer-temporary", minh)
    walk.until("P04")
    walk.step("P05O", received_by=OUTSIDE)
    [voter] = [v for v in voters_of_cell(place.tree.cell, walk.day) if v.name == minh.name]
    assert voter.away_to == OUTSIDE
    walk.step("P07", on=date(2023, 9, 1))
    [voter] = [v for v in voters_of_cell(place.tree.cell, date(2023, 9, 1)) if v.name == minh.name]
    assert voter.away_to == ""


def test_a_stay_that_ran_out_by_itself_ends_too(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer-temporary", minh, place.tree.neighbour_cell)
    walk.until("P05")
    assert guests(place, date(2023, 10, 31)) == [MINH.name], "its last day"
    assert guests(place, date(2023, 11, 1)) == []
    walk.step("P07", on=date(2023, 11, 6))
    assert walk.case.result == "returned"


def test_an_extension_is_reported_and_within_the_limit(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer-temporary", minh, place.tree.neighbour_cell)
    walk.until("P05")
    with refused("quá giới hạn"):
        walk.step("P06", until_on="2024-03-06", reported=True)
    with refused("phải báo cáo nơi sinh hoạt tạm thời"):
        walk.step("P06", until_on="2024-02-05", reported=False)
    walk.step("P06", until_on="2024-02-05", reported=True)
    assert guests(place, date(2024, 2, 5)) == [MINH.name]
    assert walk.case.waiting.get().due_on == date(2024, 2, 5)


def test_study_may_last_longer(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open(
        "transfer-temporary", minh, place.tree.neighbour_cell, purpose="study", until_on=date(2025, 3, 5)
    )
    walk.until("P05")
    assert walk.next_step() == "P07S"


@pytest.mark.parametrize(
    ("until", "sentence"),
    [(date(2023, 5, 1), "không phải chuyển sinh hoạt đảng"), (date(2024, 3, 6), "phải chuyển sinh hoạt chính thức")],
)
def test_too_short_and_too_long(place: Stage, until: date, sentence: str) -> None:
    with refused(sentence):
        place.open(
            "transfer-temporary", builders.official(MINH, place.tree.cell), place.tree.neighbour_cell, until_on=until
        )


def test_what_was_not_received_can_be_refused_or_withdrawn(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer-temporary", minh, place.tree.neighbour_cell)
    walk.until("P04")
    walk.step("P05X", refusal_ground="letter", ground="Ghi sai tên")
    assert walk.case.result == "not_received"
    again = place.open("transfer-temporary", minh, place.tree.neighbour_cell, on=walk.day)
    again.until("P05")
    with refused("không thuộc diện"):
        again.step("P90", ground="Không đi nữa")


def test_abroad_and_back(place: Stage) -> None:
    minh = builders.official(MINH, place.tree.cell)
    walk = place.open("transfer-abroad", minh)
    walk.until("B05")
    walk.step("B06", received_by="Đảng ủy Bộ Ngoại giao")
    assert steps(walk) == ["B01", "B02", "B03", "B04", "B05", "B06"]
    assert home_of(minh, walk.day).kind == Placement.Kind.MOVED_OUT

    back = date(2025, 3, 10)
    case = actions.register_arrival(
        known=minh,
        facts={},
        admitted_on=DAY,
        official_on=None,
        organization=place.tree.other_cell,
        on=back,
        kind="return",
        data={"origin": "Đảng ủy Bộ Ngoại giao", "letter_number": "9", "letter_on": "2025-03-03"},
        stroke=place.stroke(back, place.tree.other_cell),
    )
    home = place.walk(case, back)
    home.until()
    assert steps(home) == ["N01", "N02", "N03", "N04"]
    assert home_of(minh, home.day).organization == place.tree.other_cell
    assert home_of(minh, home.day - timedelta(days=1)).kind == Placement.Kind.MOVED_OUT


def test_abroad_for_less_than_the_limit_is_no_transfer(place: Stage) -> None:
    with refused("không chuyển chính thức"):
        place.open("transfer-abroad", builders.official(MINH, place.tree.cell), months=11)
