"""A death and the badge: what is under way is told, and what rests on the death holds it where it is."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.models import Leaving
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.queries import authority_of
from chibo.work.honours.actions import withdraw
from tests.work.honours.stage import TODAY, Stage

DEATH = Left("DEATH", date(2022, 9, 20), ground="Giấy báo")


@pytest.fixture
def stage(db: None) -> Stage:
    return Stage()


def refused_to_undo(stage: Stage, leaving: Leaving) -> list[str]:
    with pytest.raises(Refusal) as refused:
        undo_leaving(leaving=leaving, ground="Nhầm", by=stage.office, on=TODAY)
    return [finding.sentence for finding in refused.value.findings]


def test_a_nomination_and_the_card_in_hand_are_told(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 10, 7), card="12345678")
    stage.nominated(person)
    told = open_of(person, authority_of(stage.office, TODAY), "DEATH")
    assert [line.text for line in told] == [
        "Đang đề nghị tặng Huy hiệu 30 năm tuổi đảng, đợt 07/11/2022",
        "Thẻ đảng viên đang giữ",
    ]
    assert told[0].soft == "chi bộ ghi rút; từ trần thì xét truy tặng" and "gia đình giữ" in told[1].soft
    assert "thu lại" in open_of(person, authority_of(stage.office, TODAY), "EXPULSION")[1].soft


def test_a_posthumous_badge_is_in_the_way_until_it_is_withdrawn(stage: Stage) -> None:
    person = stage.veteran(1, date(1993, 5, 1))
    leaving = record_leaving(person=person, told=DEATH, by=stage.office, on=date(2022, 9, 25))
    nomination = stage.nominated(person, ground="POSTHUMOUS", declarant="Trần Văn Con")
    assert refused_to_undo(stage, leaving) == ["Đang đề nghị truy tặng Huy hiệu 30 năm tuổi đảng, đợt 07/11/2022."]
    withdraw(nomination=nomination, on=TODAY, ground="Nhầm người", stroke=stage.stroke())
    undo_leaving(leaving=leaving, ground="Nhầm", by=stage.office, on=TODAY)


def test_a_posthumous_badge_that_was_given_is_in_the_way(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 9, 1))
    leaving = record_leaving(person=person, told=DEATH, by=stage.office, on=date(2022, 9, 25))
    nomination = stage.nominated(person, ground="POSTHUMOUS", declarant="Trần Văn Con")
    stage.considered(nomination)
    stage.decided(stage.submitted(nomination))
    assert refused_to_undo(stage, leaving) == ["Đã truy tặng Huy hiệu 30 năm tuổi đảng, đợt 07/11/2022."]
