"""Whoever left and came back, is exempt, or left for good: the list goes in, and again without a question."""

from __future__ import annotations

from typing import Any

import pytest

from chibo.roll.members.models import Membership
from chibo.roll.rosters import actions
from chibo.roll.rosters.models import Batch
from tests.builders import Tree, tree
from tests.cast import extra
from tests.roll.rosters.lists import HEAD, counts, enter, lines, preview, row, xlsx

pytestmark = pytest.mark.django_db
MORE = (
    "Ngày vào đảng lần hai",
    "Ngày chính thức vào lần 2",
    "Thời gian bị xóa",
    "Ngày khôi phục đảng",
    "Miễn Công tác ngày",
    "Ngày rời/mất/miễn SH",
)
SECOND, SECOND_OFFICIAL, STRUCK_OFF, RESTORED, EXEMPT, STATUS_ON = MORE
LIVES: dict[str, dict[str, Any]] = {
    "admitted again": {SECOND: "03/02/2010", SECOND_OFFICIAL: "03/02/2011", STRUCK_OFF: "01/02/2005"},
    "restored": {RESTORED: "03/02/2010", STRUCK_OFF: "01/02/2005"},
    "exempt": {EXEMPT: "03/02/2015", "Trạng_thái": "Miễn sinh hoạt"},
    "exempt by the day alone": {EXEMPT: "03/02/2015"},
    "suspended": {STATUS_ON: "03/02/2019", "Trạng_thái": "Đình chỉ sinh hoạt"},
    "died": {STATUS_ON: "03/02/2019", "Trạng_thái": "Từ trần"},
    "expelled": {STATUS_ON: "03/02/2019", "Trạng_thái": "Khai trừ"},
    "probationary": {"Ngày_vào_Đảng": "03/02/2020", "Ngày_chính_thức": "", "Trạng_thái": "Dự bị"},
    "official since an unknown day": {"Ngày_chính_thức": ""},
}


@pytest.fixture
def place() -> Tree:
    return tree()


def told(life: dict[str, Any]) -> bytes:
    plain = {title: value for title, value in life.items() if title not in MORE}
    return xlsx([[*row(extra(301), 1, **plain), *(life.get(title, "") for title in MORE)]], [*HEAD, *MORE])


def asked(batch: Batch) -> list[str]:
    return [question.code for found in lines(batch) for question in found.questions]


@pytest.mark.parametrize("life", LIVES)
def test_a_life_goes_in_and_again_without_a_question(place: Tree, life: str) -> None:
    batch = preview(place.ward, told(LIVES[life]))
    assert counts(batch) == {"new": 1}
    enter(batch)
    assert counts(preview(place.ward, told(LIVES[life]))) == {"same": 1}


def test_the_first_life_alone_is_no_contradiction(place: Tree) -> None:
    enter(preview(place.ward, told(LIVES["admitted again"])))
    assert counts(preview(place.ward, told({}))) == {"same": 1}
    assert counts(preview(place.ward, told({"Ngày_vào_Đảng": "03/02/2010", "Ngày_chính_thức": ""}))) == {"same": 1}


def test_other_days_of_two_lives_are_asked_and_never_written(place: Tree) -> None:
    enter(preview(place.ward, told(LIVES["admitted again"])))
    before = list(Membership.objects.order_by("pk").values())
    batch = preview(place.ward, told(LIVES["admitted again"] | {SECOND: "04/02/2010"}))
    assert asked(batch) == ["lives:second_admitted_on"]
    [found] = lines(batch)
    actions.decide(row=found.row, answers={"lives:second_admitted_on": "keep"}, by=None)
    assert counts(batch) == {"same": 1}
    enter(batch)
    assert list(Membership.objects.order_by("pk").values()) == before


def test_a_way_back_that_the_register_does_not_know_is_asked(place: Tree) -> None:
    enter(preview(place.ward, told({})))
    assert asked(preview(place.ward, told(LIVES["restored"]))) == ["lives:restored_on"]


def test_struck_off_without_a_way_back_is_asked(place: Tree) -> None:
    batch = preview(place.ward, told({STRUCK_OFF: "01/02/2005"}))
    assert asked(batch) == ["spell:never_back"]
    [found] = lines(batch)
    actions.decide(row=found.row, answers={"spell:never_back": "member"}, by=None)
    assert counts(batch) == {"new": 1}
