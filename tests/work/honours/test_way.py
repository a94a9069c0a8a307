"""The way of a badge: declared, considered, submitted, decided, handed out; and each way of being refused."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from chibo.engine.meetings.models import Meeting
from chibo.foundation.ledger.audit import audit
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import add_entry
from chibo.roll.files.models import FileEntry
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.actions import end_membership, leave_out
from chibo.roll.members.models import Person
from chibo.work.honours import actions
from chibo.work.honours.models import Award, AwardChange, Nomination
from tests import builders
from tests.cast import NGA
from tests.work.honours.stage import ROUND, TODAY, Stage

pytestmark = pytest.mark.django_db
OUTCOME, KIND = Nomination.Outcome, AwardChange.Kind
REACHED = date(1992, 10, 1)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def refused(words: str) -> AbstractContextManager[object]:
    return pytest.raises(Refusal, match=words)


# The declaration


def test_a_declaration_keeps_what_was_found(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, REACHED))
    assert nomination.reached_on == date(2022, 10, 1)
    assert {row["code"] for row in nomination.findings} >= {"SEN-START", "BADGE-LEVEL", "BADGE-REACHED"}
    assert all(row["citation"] for row in nomination.findings if row["code"].startswith("BADGE"))
    assert audit().ok


def test_the_member_declares_alone(stage: Stage) -> None:
    person = stage.veteran(1, REACHED)
    own = builders.account(person, "cuu.chien.binh")
    assert stage.nominated(person, stroke=stage.stroke(own)).by == own


def test_somebody_else_does_not(stage: Stage) -> None:
    person = stage.veteran(1, REACHED)
    with pytest.raises(PermissionDenied):
        stage.nominated(person, stroke=stage.stroke(builders.neighbour_secretary(stage.tree.neighbour_cell)))


@pytest.mark.parametrize(
    ("decided_on", "more", "words"),
    [
        (date(1992, 11, 8), {}, "chưa đủ 30 năm"),
        (REACHED, {"level": 35}, "Không có Huy hiệu 35"),
        (REACHED, {"round_on": date(2022, 11, 8)}, "không phải là một đợt"),
        (REACHED, {"declared_on": TODAY + timedelta(days=1)}, "chưa đến"),
        (REACHED, {"ground": "EARLY"}, "giấy tờ chứng minh"),
        (REACHED, {"ground": "POSTHUMOUS", "declarant": "Con gái"}, "chưa ghi đảng viên đã từ trần"),
        (REACHED, {"ground": "POSTHUMOUS"}, "thân nhân khai thay"),
        (date(1994, 1, 1), {"ground": "EARLY", "evidence": "Giấy ra viện 12"}, "quá 12 tháng"),
    ],
)
def test_what_stands_against_it_refuses(stage: Stage, decided_on: date, more: dict[str, object], words: str) -> None:
    person = stage.veteran(1, decided_on)
    level = more.pop("level", 30) if "level" in more else 30
    with refused(words):
        stage.nominated(person, level, **more)
    assert not Nomination.objects.exists()


def test_illness_brings_it_forward_and_the_paper_is_named(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, date(1993, 9, 1)), ground="EARLY", evidence="Giấy ra viện 12")
    assert (nomination.ground, nomination.reached_on) == ("EARLY", date(2023, 9, 1))


def test_a_family_asks_for_the_deceased(stage: Stage) -> None:
    person = stage.veteran(1, date(1993, 5, 1))
    end_membership(person=person, ends_by="DEATH", by=None, on=date(2022, 9, 20))
    with refused("chỉ xét truy tặng"):
        stage.nominated(person)
    nomination = stage.nominated(person, ground="POSTHUMOUS", declarant="Trần Văn Con")
    assert nomination.by_family


def test_a_late_transfer_puts_it_off(stage: Stage) -> None:
    person = stage.veteran(1, REACHED)
    leave_out(
        person=person,
        kind="TRANSFER",
        by=None,
        on=TODAY,
        document="5-QĐ/TU",
        document_on=TODAY,
        months=12,
    )
    with refused("đủ từ 01/10/2023"):
        stage.nominated(person)


def test_a_discipline_of_the_file_bars_until_its_months_are_over(stage: Stage) -> None:
    person = stage.veteran(1, REACHED)
    disciplined(person, "Cảnh cáo", date(2022, 3, 1))
    with refused("Bị kỷ luật cảnh cáo chưa đủ 9 tháng: chưa xét tặng đến trước 01/12/2022"):
        stage.nominated(person)
    other = stage.veteran(2, REACHED)
    disciplined(other, "Khiển trách", date(2022, 5, 1))
    found = {row["code"]: row["outcome"] for row in stage.nominated(other).findings}
    assert found["BADGE-BAR"] == "passed"


def test_a_discipline_between_list_and_decision_stops_the_award(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, REACHED))
    stage.considered(nomination)
    submission = stage.submitted(nomination)
    disciplined(nomination.person, "Cách chức", date(2022, 10, 12))
    with refused("chưa đủ 12 tháng"):
        stage.decided(submission)


def test_the_badge_is_an_entry_of_the_file(stage: Stage) -> None:
    stage.whole_way([stage.veteran(1, REACHED)])
    entry = FileEntry.objects.get(kind="BADGE")
    assert (entry.what, entry.document) == ("Huy hiệu 30 năm tuổi đảng", "70-QĐ/TU")


def disciplined(person: Person, what: str, on: date) -> None:
    told = Told(kind="DISCIPLINE", what=what, document="4-QĐ/UBKT", document_on=on.isoformat(), from_on=on.isoformat())
    add_entry(person=person, told=told, by=None, on=TODAY)


def test_one_runs_at_a_time_and_none_for_what_is_held(stage: Stage) -> None:
    person = stage.veteran(1, date(1982, 1, 1))
    actions.record_earlier(
        person=person, level=40, decision="3-QĐ/TU", decided_on=date(2022, 2, 1), stroke=stage.stroke()
    )
    with refused("mốc này hoặc mốc cao hơn"):
        stage.nominated(person, 30)
    other = stage.veteran(2, REACHED)
    stage.nominated(other)
    with refused("chưa kết thúc"):
        stage.nominated(other)


def test_a_date_of_the_card_asks_for_a_look(stage: Stage) -> None:
    person = stage.veteran(1, REACHED)
    person.memberships.update(decided_on=None)
    nomination = stage.nominated(person)
    assert [row["outcome"] for row in nomination.findings if row["code"] == "SEN-START"] == ["unknown"]


# The cell


def test_the_cell_proposes_some_and_not_others(stage: Stage) -> None:
    first, second = (stage.nominated(stage.veteran(n, REACHED)) for n in (1, 2))
    stage.considered(first, not_agreed=[second], ground="Chờ bổ sung hồ sơ")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.outcome, first.considered_document) == ("", "9-NQ/CB")
    assert (second.outcome, second.outcome_ground) == (OUTCOME.NOT_AGREED, "Chờ bổ sung hồ sơ")


def test_what_the_cell_did_makes_sense(stage: Stage) -> None:
    first, second = (stage.nominated(stage.veteran(n, REACHED)) for n in (1, 2))
    with refused("chưa chọn ai"):
        stage.considered()
    with refused("trước tờ khai"):
        stage.considered(first, on=date(2022, 9, 30))
    with refused("Chưa ghi số nghị quyết"):
        stage.considered(first, document=" ")
    with refused("lý do chi bộ chưa đề nghị"):
        stage.considered(first, not_agreed=[second])
    elsewhere = Meeting.objects.create(
        organization=stage.tree.other_cell,
        body="cell",
        held_on=date(2022, 10, 5),
        title="Họp",
        opened_by=stage.pen,
        opened_at=stage.stroke().at,
    )
    with refused("không phải của chi bộ"):
        stage.considered(first, meeting=elsewhere)
    stage.considered(first)
    with refused("không chờ chi bộ này xét"):
        stage.considered(first)


def test_a_nomination_is_withdrawn_with_its_reason(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, REACHED))
    with refused("Chưa ghi lý do"):
        actions.withdraw(nomination=nomination, on=TODAY, ground="", stroke=stage.stroke())
    actions.withdraw(nomination=nomination, on=TODAY, ground="Đảng viên xin chờ đợt sau", stroke=stage.stroke())
    with refused("đã kết thúc"):
        actions.withdraw(nomination=nomination, on=TODAY, ground="Lần nữa", stroke=stage.stroke())
    assert stage.nominated(nomination.person).pk != nomination.pk, "another may follow"


# The list


def test_the_list_holds_those_proposed(stage: Stage) -> None:
    first, second = (stage.nominated(stage.veteran(n, REACHED)) for n in (1, 2))
    with refused("chi bộ chưa đề nghị"):
        stage.submitted(first)
    stage.considered(first, second)
    with refused("trước nghị quyết của chi bộ"):
        stage.submitted(first, on=date(2022, 10, 4))
    with refused("không thuộc đợt này"):
        stage.submitted(first, organization=stage.tree.neighbour_ward, stroke=stage.stroke(_neighbour_office(stage)))
    with refused("chưa chọn ai"):
        stage.submitted()
    submission = stage.submitted(first)
    with refused("đã ở trong một tờ trình"):
        stage.submitted(first, number="8-TTr/ĐU")
    with refused("đã ghi"):
        stage.submitted(second)
    assert list(submission.nominations.all()) == [first]


def test_a_secretary_of_a_cell_sends_no_list(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, REACHED))
    stage.considered(nomination)
    with pytest.raises(PermissionDenied):
        stage.submitted(nomination, stroke=stage.stroke(stage.pen))


# The decision


def test_the_decision_awards_and_leaves_out(stage: Stage) -> None:
    first, second = (stage.nominated(stage.veteran(n, REACHED)) for n in (1, 2))
    stage.considered(first, second)
    submission = stage.submitted(first, second)
    with refused("Chưa ghi lý do chưa tặng"):
        stage.decided(submission, left_out={second.pk: ""})
    with refused("trước tờ trình"):
        stage.decided(submission, on=date(2022, 10, 9))
    with refused("không phải là cấp trên"):
        stage.decided(submission, organization=stage.tree.neighbour_ward)
    decision = stage.decided(submission, left_out={second.pk: "Đang xem xét kỷ luật"})
    second.refresh_from_db()
    assert second.outcome == OUTCOME.LEFT_OUT
    award = Award.objects.get()
    assert (award.person, award.decided_by) == (first.person, "Đảng bộ tỉnh An Bình")
    assert decision.nominations.count() == 2
    with refused("không còn ai"):
        stage.decided(submission, number="71-QĐ/TU")
    assert audit().ok


def test_who_died_meanwhile_is_refused_under_the_old_ground(stage: Stage) -> None:
    nomination = stage.nominated(stage.veteran(1, REACHED))
    stage.considered(nomination)
    submission = stage.submitted(nomination)
    end_membership(person=nomination.person, ends_by="DEATH", by=None, on=date(2022, 10, 12))
    with refused("chỉ xét truy tặng"):
        stage.decided(submission)


# The ceremony, and afterwards


def test_badges_are_handed_out_with_their_numbers(stage: Stage) -> None:
    decision = stage.whole_way([stage.veteran(1, REACHED)])
    award = Award.objects.get()
    hand = {"decision": decision, "awards": [award], "stroke": stage.stroke(stage.office, ROUND)}
    with refused("trước quyết định"):
        actions.hold_ceremony(on=date(2022, 10, 14), place="Hội trường", **hand)  # type: ignore[arg-type]  # one act
    with refused("Chưa ghi nơi trao"):
        actions.hold_ceremony(on=ROUND, place="", **hand)  # type: ignore[arg-type]  # one act
    actions.hold_ceremony(on=ROUND, place="Hội trường", numbers={award.pk: "A 12"}, **hand)  # type: ignore[arg-type]  # one act
    award.refresh_from_db()
    assert (award.awarded_on, award.number) == (ROUND, "A 12")
    with refused("đã được trao"):
        actions.hold_ceremony(on=ROUND, place="Hội trường", **hand)  # type: ignore[arg-type]  # one act
    assert audit().ok


def test_the_family_receives_a_posthumous_badge(stage: Stage) -> None:
    person = stage.veteran(1, date(1993, 5, 1))
    end_membership(person=person, ends_by="DEATH", by=None, on=date(2022, 9, 20))
    nomination = stage.nominated(person, ground="POSTHUMOUS", declarant="Trần Văn Con")
    stage.considered(nomination)
    decision = stage.decided(stage.submitted(nomination))
    award = Award.objects.get()
    hand = {"decision": decision, "awards": [award], "on": ROUND, "place": "Tại nhà"}
    with refused("chưa ghi người nhận"):
        actions.hold_ceremony(stroke=stage.stroke(stage.office, ROUND), **hand)  # type: ignore[arg-type]  # one act
    actions.hold_ceremony(
        stroke=stage.stroke(stage.office, ROUND),
        received_by={award.pk: "Trần Văn Con"},
        **hand,  # type: ignore[arg-type]  # one act
    )
    kept = actions.change_award(award=award, kind=KIND.KEPT, on=ROUND, stroke=stage.stroke(today=ROUND))
    assert kept.kind == KIND.KEPT


def test_a_lost_badge_is_given_again(stage: Stage) -> None:
    stage.whole_way([stage.veteran(1, REACHED)])
    award, on = Award.objects.get(), ROUND
    change = {"award": award, "on": on, "stroke": stage.stroke(today=on)}
    with refused("Chưa ghi việc mất"):
        actions.change_award(kind=KIND.REISSUED, document="2-QĐ", ground="Lũ", **change)  # type: ignore[arg-type]  # one act
    with refused("Chưa ghi lý do mất"):
        actions.change_award(kind=KIND.LOST, document="Bản báo cáo", **change)  # type: ignore[arg-type]  # one act
    actions.change_award(kind=KIND.LOST, document="Bản báo cáo", ground="Lũ cuốn", **change)  # type: ignore[arg-type]  # one act
    with refused("không còn do đảng viên giữ"):
        actions.change_award(kind=KIND.LOST, document="Bản báo cáo", ground="Lũ cuốn", **change)  # type: ignore[arg-type]  # one act
    again = actions.change_award(
        kind=KIND.REISSUED,
        document="2-QĐ/TU",
        ground="Được chấp nhận",
        number="B 7",
        **change,  # type: ignore[arg-type]  # one act
    )
    assert again.number == "B 7"
    assert audit().ok


def test_who_is_put_out_hands_it_back_and_a_member_does_not(stage: Stage) -> None:
    stage.whole_way([stage.veteran(1, REACHED)])
    award = Award.objects.get()
    back = {"award": award, "kind": KIND.RETURNED, "document": "Biên bản", "stroke": stage.stroke(today=ROUND)}
    with refused("Không thuộc trường hợp"):
        actions.change_award(on=ROUND, **back)  # type: ignore[arg-type]  # one act
    end_membership(person=award.person, ends_by="EXPULSION", by=None, on=ROUND, decision="8-QĐ/TU", decided_on=ROUND)
    assert actions.change_award(on=ROUND, **back).kind == KIND.RETURNED  # type: ignore[arg-type]  # one act
    with refused("không còn do đảng viên giữ"):
        actions.change_award(on=ROUND, **back)  # type: ignore[arg-type]  # one act


def test_a_badge_from_before_is_entered_once(stage: Stage) -> None:
    person = stage.veteran(1, date(1980, 1, 1))
    usual = {"person": person, "level": 40, "decision": "3-QĐ/TU", "decided_on": date(2020, 2, 1)}
    with refused("ghi ngày trao"):
        actions.record_earlier(place="Hội trường", stroke=stage.stroke(), **usual)  # type: ignore[arg-type]  # one act
    actions.record_earlier(stroke=stage.stroke(), **usual)  # type: ignore[arg-type]  # one act
    with refused("đã ghi"):
        actions.record_earlier(stroke=stage.stroke(), **usual)  # type: ignore[arg-type]  # one act
    assert audit().ok


def _neighbour_office(stage: Stage) -> object:
    return builders.clerk(stage.tree.neighbour_ward, stage.tree.neighbour_cell, NGA, "vanphong.langgieng")
