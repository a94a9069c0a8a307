"""A list entered after a leaving was recorded holds it where it is; a list taken back again does not."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.facts import compare
from chibo.roll.members.models import Person
from tests import builders
from tests.builders import TODAY
from tests.cast import extra
from tests.roll.rosters.lists import HEAD as TITLES
from tests.roll.rosters.lists import enter, preview, row, take_back, xlsx


@pytest.mark.django_db
def test_a_list_that_was_entered_since_is_in_the_way() -> None:
    place = builders.tree()
    people = [extra(number) for number in range(3)]
    first = enter(preview(place.ward, xlsx([row(who, number) for number, who in enumerate(people, 1)])))
    who = Person.objects.get(given_name=people[0].given_name, family_name=people[0].family_name)
    told = Left("DEATH", date(2020, 10, 20), ground="Giấy báo")
    leaving = record_leaving(person=who, told=told, by=None, on=TODAY)
    changed = [row(people[0], 1, Trạng_thái="Từ trần"), *(row(each, n) for n, each in enumerate(people[1:], 2))]
    head_with_town = (*TITLES, "Quê quán")
    later = enter(preview(place.ward, xlsx([[*line, "Xã Xa"] for line in changed], head_with_town), name="sau.xlsx"))
    with pytest.raises(Refusal) as refused:
        undo_leaving(leaving=leaving, ground="Nhầm", by=None, on=TODAY)
    assert "Một đợt nhập danh sách đã ghi vào hồ sơ" in refused.value.findings[0].sentence
    take_back(later)
    undo_leaving(leaving=leaving, ground="Nhầm", by=None, on=TODAY)
    assert verify().ok and all(difference.none for difference in compare())
    with pytest.raises(Refusal, match="người đã có việc ghi sau đợt nhập"):
        take_back(first)
