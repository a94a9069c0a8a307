"""A death and the badge: what is under way is told, and what rests on the death holds it where it is."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.models import Leaving
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.actions import Moving, end_card, move_people
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Form
from chibo.work.honours.actions import withdraw
from chibo.work.honours.papers import declaration
from chibo.work.honours.queries.cards import Filter, card_page
from tests.work.honours.stage import TODAY, Stage

EXPELLED = Left("EXPULSION", date(2022, 9, 20), "9-QĐ/UBKT", date(2022, 9, 12), "Thành ủy")
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


def listed(stage: Stage, only: Filter) -> list[tuple[str, str]]:
    form = Form.objects.on(TODAY).get(organization=stage.tree.ward)
    return [(row.person.name, row.card.number if row.card else "") for row in card_page(form, TODAY, only).rows]


def test_cards_of_the_dead_and_of_those_who_left_are_not_forgotten(stage: Stage) -> None:
    dead, out = (
        stage.veteran(1, date(1992, 9, 1), card="12345678"),
        stage.veteran(2, date(1992, 9, 1), card="12345679"),
    )
    record_leaving(person=dead, told=DEATH, by=stage.office, on=TODAY)
    record_leaving(person=out, told=EXPELLED, by=stage.office, on=TODAY)
    assert {name for name, _ in listed(stage, Filter.LEFT_BEHIND)} == {dead.name, out.name}
    assert listed(stage, Filter.HELD) == listed(stage, Filter.ENDED) == []
    moving = Moving(everybody={stage.tree.cell.pk: stage.tree.other_cell.pk})
    move_people(moving=moving, by=None, on=TODAY, ground="QĐ 1", subject="reorganization:1", organization="DU-HOASEN")
    form = Form.objects.on(TODAY).get(organization=stage.tree.ward)
    assert {row.cell for row in card_page(form, TODAY, Filter.LEFT_BEHIND).rows} == {"Chi bộ tổ dân phố 2"}
    end_card(card=dead.cards.get(), ended_by="KEPT", by=stage.office, on=TODAY)
    end_card(card=out.cards.get(), ended_by="RETURNED", by=stage.office, on=TODAY, document="Biên bản")
    assert listed(stage, Filter.LEFT_BEHIND) == [] and len(listed(stage, Filter.ENDED)) == 2


def test_who_left_is_not_proposed(stage: Stage) -> None:
    person = stage.veteran(1, date(1992, 9, 1))
    record_leaving(person=person, told=EXPELLED, by=stage.office, on=TODAY)
    with pytest.raises(Refusal) as refused:
        stage.nominated(person)
    assert any("Không còn là đảng viên" in finding.sentence for finding in refused.value.findings)
    client = Client()
    client.force_login(stage.office)
    page = client.get(f"/khen-thuong/dang-vien/{person.pk}/").content.decode()
    assert "Không còn là đảng viên" in page and "Ghi tờ khai" not in page


def test_the_page_of_the_dead_says_what_may_be_given(stage: Stage) -> None:
    person = stage.veteran(1, date(1983, 5, 1))  # 39 years and some months
    record_leaving(person=person, told=DEATH, by=stage.office, on=TODAY)
    client = Client()
    client.force_login(stage.office)
    page = client.get(f"/khen-thuong/dang-vien/{person.pk}/").content.decode()
    assert "Đã từ trần ngày 20/09/2022" in page and "Truy tặng" in page
    assert "Đủ 40 năm tuổi đảng vào 01/05/2023, còn thiếu không quá 12 tháng vì từ trần" in page
    form = client.get(f"/khen-thuong/dang-vien/{person.pk}/to-khai/").content.decode()
    assert "Thân nhân khai thay" in form and "Tặng sớm" not in form
    nomination = stage.nominated(person, level=40, ground="POSTHUMOUS", declarant="Trần Văn Con")
    _, told = declaration(nomination)
    assert (told["badge_act"], told["died_on"], told["meets_at"]) == ("truy tặng", date(2022, 9, 20), None)
    assert told["party_age_until"] == "ngày từ trần 20/09/2022" and told["party_age"] == "39 năm 4 tháng"
