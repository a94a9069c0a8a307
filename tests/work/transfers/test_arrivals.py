"""From outside: entered when the letter is presented, in nobody's strength until received."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.engine.cases.models import Case
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.queries import home_of, voters_of_cell
from chibo.work.transfers import actions
from tests import builders
from tests.cast import HA, MINH, identity
from tests.work.transfers.stage import DAY, OUTSIDE, Stage, stage, steps

HERS = {
    "family_name": HA.family_name,
    "given_name": HA.given_name,
    "sex": "F",
    "born_on": "1981",
    "identity": identity(3),
}


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def arrives(place: Stage, *, known: Person | None = None, kind: str = "official", **said: Any) -> Case:
    return actions.register_arrival(
        known=known,
        facts=HERS | {"invented": True},
        admitted_on=said.pop("admitted_on", date(2010, 5, 19)),
        official_on=said.pop("official_on", date(2011, 5, 19)),
        organization=place.tree.cell,
        on=DAY,
        kind=kind,
        data={"origin": OUTSIDE, "letter_number": "88-GT", "letter_on": "2023-03-01"} | said,
        stroke=place.stroke(DAY, place.tree.cell),
    )


def counted(place: Stage, on: date) -> dict[str, str]:
    return {voter.name: voter.placed for voter in voters_of_cell(place.tree.cell, on)}


def test_a_member_comes_for_good(place: Stage) -> None:
    walk = place.walk(arrives(place), DAY)
    walk.until("N02")
    assert HA.name not in counted(place, walk.day)
    walk.until()
    assert steps(walk) == ["N01", "N02", "N04"]
    assert counted(place, walk.day)[HA.name] == Placement.Kind.OFFICIAL
    assert home_of(walk.case.person, walk.day).ground == "Giấy giới thiệu số 88-GT ngày 01/03/2023"


def test_a_probationary_member_comes_as_one(place: Stage) -> None:
    case = arrives(place, admitted_on=date(2022, 9, 2), official_on=None)
    assert [s.kind for s in case.person.memberships.all()] == ["PROBATIONARY"]


def test_a_guest_comes_and_goes(place: Stage) -> None:
    walk = place.walk(arrives(place, kind="temporary"), DAY)
    walk.step("N05", until_on="2023-09-30")
    assert counted(place, walk.day)[HA.name] == Placement.Kind.TEMPORARY
    walk.step("N06", on=date(2023, 9, 15))
    assert HA.name not in counted(place, date(2023, 9, 15))
    assert walk.case.result == "returned"


def test_a_letter_that_comes_late_is_explained(place: Stage) -> None:
    with refused("Cần ghi giải trình"):
        arrives(place, letter_on="2022-12-01")
    assert not Person.objects.filter(given_name=HA.given_name).exists(), "nothing is left of it"
    case = arrives(place, letter_on="2022-12-01", late_explanation="Nghỉ thai sản")
    assert case.events.get().data["late_explanation"] == "Nghỉ thai sản"
    with refused("sau ngày xuất trình"):
        place.open("transfer-in", builders.official(MINH, place.tree.cell), letter_on=date(2023, 4, 1))


def test_the_receiver_refuses_without_the_index(place: Stage) -> None:
    walk = place.walk(arrives(place), DAY)
    walk.step("N07", refusal_ground="index", ground="Mục lục chưa có xác nhận")
    assert walk.case.result == "not_received"
    assert home_of(walk.case.person, walk.day).kind == Placement.Kind.MOVED_OUT
    assert HA.name not in counted(place, walk.day)


def test_who_is_known_is_not_entered_twice(place: Stage) -> None:
    first = place.walk(arrives(place), DAY)
    first.step("N07", refusal_ground="letter", ground="Ghi sai nơi nhận")
    again = arrives(place, known=first.case.person)
    assert again.person == first.case.person
    minh = builders.official(MINH, place.tree.cell)
    with refused("nơi đi mở việc chuyển"):
        arrives(place, known=minh)
    with refused("đã thuộc về một người trong sổ"):
        arrives(place)
