"""A doubt of reading that the office answers counts as if the file had said so, for finding people too."""

from __future__ import annotations

import pytest

from chibo.roll.members.models import Person
from chibo.roll.rosters import actions
from tests.builders import Tree, tree
from tests.cast import crowd, identity
from tests.roll.rosters.lists import counts, enter, lines, preview, row, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Tree:
    return tree()


def one(**other: object) -> bytes:
    [who] = crowd(1, 300)
    return xlsx([row(who, 1, **other)])


def answer(batch: object, said: str) -> None:
    [found] = lines(batch)  # type: ignore[arg-type]
    asked = [question.code for question in found.questions if question.code.startswith("read:")]
    actions.decide(row=found.row, answers=dict.fromkeys(asked, said), by=None)


def test_a_name_that_was_asked_about_is_entered_as_answered(place: Tree) -> None:
    [who] = crowd(1, 300)
    batch = preview(place.ward, one(Họ_và_tên=f"{who.name} (B)"))
    assert counts(batch) == {"doubt": 1}
    answer(batch, "proposed")
    assert counts(batch) == {"new": 1}
    enter(batch)
    assert Person.objects.get().name == who.name


def test_an_identity_number_that_lost_a_zero_finds_its_owner_once_answered(place: Tree) -> None:
    number = "0" + identity(1)[1:]
    enter(preview(place.ward, one(Số_CCCD=number)))
    batch = preview(place.ward, one(Số_CCCD=int(number)))
    assert counts(batch) == {"doubt": 1}
    answer(batch, "proposed")
    assert counts(batch) == {"same": 1}


def test_a_name_answered_with_nothing_is_refused(place: Tree) -> None:
    batch = preview(place.ward, one(Họ_và_tên="Nguyễn Văn An (B)"))
    answer(batch, "blank")
    assert counts(batch) == {"refused": 1}
