"""Members of a list are sent to a class, one is taken off, and what came of it enters their files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.actions import NewClass, enrol, finish, reschedule, withdraw_from_class
from chibo.roll.files.models import Attendee, EntryKind, FileEntry, PartyClass
from chibo.roll.files.queries.classes import other_days_of
from chibo.roll.files.rules.classes import Candidate, ClassTold, Result, check_class, check_probation
from chibo.roll.members.actions import end_membership, place
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.builders import Tree
from tests.cast import HA, KHOA, LAN, MINH

ON = date(2025, 8, 4)
STARTS, ENDS = date(2025, 9, 8), date(2025, 9, 14)
AFTER = date(2025, 10, 1)
TOLD = ClassTold("Lớp đảng viên mới khóa 3", "NEW_MEMBER", "Trường chính trị tỉnh", STARTS, ENDS, "Hội trường A")
DONE = Result("12/CN", date(2025, 9, 20), "Trường chính trị tỉnh")


def send(office: User, into: PartyClass | NewClass, *people: Person | int, on: date = ON) -> PartyClass:
    ids = [each if isinstance(each, int) else each.pk for each in people]
    return enrol(into=into, people=ids, authority=authority_of(office, on), by=office, on=on)


def of_ward(tree: Tree, **changed: Any) -> NewClass:
    return NewClass(tree.ward, ClassTold(**{**{name: getattr(TOLD, name) for name in TOLD.__slots__}, **changed}))


def settle(office: User, party_class: PartyClass, results: dict[Person, Result], on: date = AFTER) -> list[Attendee]:
    rows = {row.person_id: row.pk for row in party_class.attendees.exclude(outcome="WITHDRAWN")}
    told = {rows[person.pk]: result for person, result in results.items()}
    return finish(party_class=party_class, results=told, authority=authority_of(office, on), by=office, on=on)


@pytest.fixture
def lan(tree: Tree) -> Person:
    return builders.official(LAN, tree.other_cell)


@pytest.fixture
def party_class(tree: Tree, office: User, binh: Person, lan: Person) -> PartyClass:
    return send(office, of_ward(tree), binh, lan)


def test_people_of_a_list_are_sent_to_a_new_class_and_then_to_one_that_exists(
    tree: Tree, office: User, binh: Person, lan: Person
) -> None:
    party_class = send(office, of_ward(tree), binh)
    assert send(office, party_class, lan) == party_class
    assert [row.outcome for row in party_class.attendees.all()] == ["ENROLLED", "ENROLLED"]
    first, second = Entry.objects.filter(action="files.enrol").order_by("seq")
    assert (first.subject, first.organization) == (f"class:{party_class.pk}", tree.ward.code)
    assert (first.payload["batch"]["count"], second.payload["batch"]["count"]) == (2, 1)
    assert verify().ok


def test_who_finished_has_it_in_the_file_and_who_did_not_has_the_reason(
    office: User, binh: Person, lan: Person, party_class: PartyClass
) -> None:
    settle(office, party_class, {binh: DONE, lan: Result(reason="Nghỉ ốm giữa lớp")})
    (entry,) = FileEntry.objects.filter(kind=EntryKind.PARTY_CLASS)
    assert (entry.person, entry.what, entry.from_on, entry.to_on) == (binh, TOLD.name, "2025-09-08", "2025-09-14")
    assert (entry.document, entry.document_on, entry.issuer) == ("12/CN", "2025-09-20", DONE.issuer)
    done, ill = (party_class.attendees.get(person=person) for person in (binh, lan))
    assert (done.outcome, done.entry, ill.outcome, ill.reason) == (
        "FINISHED",
        entry,
        "NOT_FINISHED",
        "Nghỉ ốm giữa lớp",
    )
    (kept,) = Entry.objects.filter(action="files.finish")
    assert kept.payload["batch"]["count"] == 3 and verify().ok


def test_the_ledger_sees_a_result_that_was_written_beside_it(
    office: User, binh: Person, party_class: PartyClass
) -> None:
    settle(office, party_class, {binh: DONE})
    assert verify().ok
    Attendee.objects.filter(person=binh).update(certificate="13/CN")
    assert not verify().ok


def test_a_class_that_came_in_beside_the_ledger_is_seen(tree: Tree, office: User, party_class: PartyClass) -> None:
    party_class.pk = None
    party_class.save()
    assert not verify().ok


def test_who_was_taken_off_the_list_stays_with_the_reason_and_may_be_sent_again(
    office: User, binh: Person, party_class: PartyClass
) -> None:
    row = party_class.attendees.get(person=binh)
    withdraw_from_class(attendee=row, reason="Đi công tác", by=office, on=ON)
    row.refresh_from_db()
    assert (row.outcome, row.reason, row.settled_on) == ("WITHDRAWN", "Đi công tác", ON)
    send(office, party_class, binh)
    assert party_class.attendees.filter(person=binh).count() == 2 and verify().ok
    with pytest.raises(Refusal, match="đã rút khỏi danh sách"):
        withdraw_from_class(attendee=row, reason="Lần nữa", by=office, on=ON)


def test_nobody_is_taken_off_without_a_reason(office: User, binh: Person, party_class: PartyClass) -> None:
    with pytest.raises(Refusal, match="Chưa ghi lý do rút"):
        withdraw_from_class(attendee=party_class.attendees.get(person=binh), reason=" ", by=office, on=ON)


def refused(match: str, office: User, into: PartyClass | NewClass, *people: Person | int, on: date = ON) -> None:
    before = Attendee.objects.count(), PartyClass.objects.count(), Entry.objects.count()
    with pytest.raises(Refusal, match=match):
        send(office, into, *people, on=on)
    assert before == (Attendee.objects.count(), PartyClass.objects.count(), Entry.objects.count())


def test_one_person_is_once_in_a_class(office: User, binh: Person, party_class: PartyClass) -> None:
    refused("Trần Thị Bình: đã có trong danh sách lớp này", office, party_class, binh)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.create(party_class=party_class, person=binh, enrolled_on=ON)


def test_a_sympathiser_is_no_member_on_the_day(tree: Tree, office: User, binh: Person) -> None:
    ha = builders.person(HA, at=tree.cell)
    refused("Vũ Thu Hà: ngày 04/08/2025 không phải là đảng viên", office, of_ward(tree), binh, ha)


def test_whoever_is_out_of_sight_is_counted_and_not_named(tree: Tree, office: User, binh: Person) -> None:
    minh = builders.official(MINH, tree.neighbour_cell)
    with pytest.raises(Refusal) as caught:
        send(office, of_ward(tree), binh, minh)
    assert "1 người không có trong phạm vi" in str(caught.value) and "Minh" not in str(caught.value)


def test_a_file_that_somebody_else_keeps_is_not_written_to(tree: Tree, office: User, binh: Person) -> None:
    cell = builders.secretary(tree.cell)
    refused("Trần Thị Bình: hồ sơ do nơi khác giữ", cell, of_ward(tree), binh)


def test_an_organization_sends_its_own(tree: Tree, binh: Person, party_class: PartyClass) -> None:
    minh = builders.official(MINH, tree.neighbour_cell)
    organizer = builders.city_organizer(tree.city, tree.neighbour_cell)
    refused("Bùi Quang Minh: không sinh hoạt ở Đảng bộ phường Hoa Sen", organizer, party_class, minh)


def test_a_class_that_is_over_takes_nobody(tree: Tree, office: User, binh: Person, party_class: PartyClass) -> None:
    new = builders.official(MINH, tree.cell)
    assert send(office, party_class, new, on=ENDS)
    refused("Lớp đã kết thúc ngày 14/09/2025", office, of_ward(tree), binh, on=AFTER)
    refused("Lớp đã kết thúc ngày 14/09/2025", office, party_class, binh, on=AFTER)


def test_nobody_and_too_many_are_refused(tree: Tree, office: User) -> None:
    refused("Chưa chọn ai", office, of_ward(tree))
    refused("mỗi lần nhiều nhất 200", office, of_ward(tree), *range(10_000, 10_201))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "Chưa ghi tên lớp"),
        ({"organiser": ""}, "Chưa ghi cơ quan mở lớp"),
        ({"starts_on": ENDS, "ends_on": STARTS}, "trước ngày khai giảng"),
        ({"document": "5-CV/ĐU"}, "Chưa ghi ngày của văn bản"),
        ({"document_on": ON}, "Chưa ghi số của văn bản"),
        ({"document": "5-CV/ĐU", "document_on": STARTS}, "chưa đến"),
    ],
)
def test_a_class_that_makes_no_sense(tree: Tree, changed: dict[str, Any], words: str) -> None:
    assert words in " ".join(finding.sentence for finding in check_class(of_ward(tree, **changed).told, ON))


def candidate(ends_on: date | None) -> Iterable[Candidate]:
    return [Candidate(1, "Hoàng Đăng Khoa", True, True, True, False, ends_on)]


def test_a_probation_that_ends_before_the_class_is_told_and_stops_nobody(tree: Tree, office: User) -> None:
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=date(2024, 9, 10))
    (finding,) = check_probation(candidate(date(2025, 9, 10)), "NEW_MEMBER", ENDS, law_on(ON))
    assert finding.warns and "hết thời kỳ dự bị ngày 10/09/2025" in finding.sentence
    assert finding.citation is not None and not finding.confidence.binds
    party_class = send(office, of_ward(tree), khoa)
    assert party_class.attendees.get().person == khoa
    assert Entry.objects.get(action="files.enrol").payload["warned"] == 1


def test_probation_to_the_last_day_another_class_and_official_members_say_nothing() -> None:
    law = law_on(ON)
    assert check_probation(candidate(ENDS), "NEW_MEMBER", ENDS, law) == []
    assert check_probation(candidate(date(2025, 9, 10)), "OTHER", ENDS, law) == []
    assert check_probation(candidate(None), "NEW_MEMBER", ENDS, law) == []


def test_a_result_waits_for_the_end_of_the_class(office: User, binh: Person, party_class: PartyClass) -> None:
    with pytest.raises(Refusal, match="kết quả ghi từ ngày đó"):
        settle(office, party_class, {binh: DONE}, on=date(2025, 9, 13))
    assert settle(office, party_class, {binh: Result(reason="Bỏ học")}, on=ENDS)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (Result(), "ghi số giấy chứng nhận, hoặc lý do"),
        (Result("1", AFTER, "Trường", "ốm"), "bỏ một trong hai"),
        (Result("1", None, "Trường"), "Chưa ghi ngày cấp"),
        (Result("1", date(2025, 9, 7), "Trường"), "trước ngày khai giảng 08/09/2025"),
        (Result("1", date(2025, 10, 2), "Trường"), "chưa đến"),
        (Result("1", AFTER, " "), "Chưa ghi nơi cấp"),
    ],
)
def test_a_result_that_may_not_stand_writes_nothing(
    office: User, binh: Person, lan: Person, party_class: PartyClass, result: Result, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        settle(office, party_class, {lan: DONE, binh: result})
    assert not FileEntry.objects.exists() and not Attendee.objects.exclude(outcome="ENROLLED").exists()


def test_a_result_is_written_once(office: User, binh: Person, party_class: PartyClass) -> None:
    settle(office, party_class, {binh: DONE})
    with pytest.raises(Refusal, match="Trần Thị Bình: đã ghi “hoàn thành” ngày 01/10/2025"):
        settle(office, party_class, {binh: DONE})
    with pytest.raises(Refusal, match="chưa ghi kết quả của ai"):
        settle(office, party_class, {})


def test_a_certificate_of_somebody_whose_file_went_elsewhere_goes_after_it(
    tree: Tree, office: User, binh: Person, party_class: PartyClass
) -> None:
    place(person=binh, organization=tree.neighbour_cell, by=None, on=date(2025, 9, 16))
    with pytest.raises(Refusal, match="Trần Thị Bình: hồ sơ nay do nơi khác giữ"):
        settle(office, party_class, {binh: DONE})
    row = party_class.attendees.get(person=binh)
    withdraw_from_class(attendee=row, reason="Giấy chứng nhận chuyển về nơi mới", by=office, on=AFTER)
    assert verify().ok


def test_somebody_of_another_class_is_not_in_this_one(
    tree: Tree, office: User, binh: Person, party_class: PartyClass
) -> None:
    other = send(office, of_ward(tree, name="Lớp khác"), binh)
    stray = {other.attendees.get().pk: DONE}
    with pytest.raises(Refusal, match="1 người không có trong danh sách lớp này"):
        finish(party_class=party_class, results=stray, authority=authority_of(office, AFTER), by=office, on=AFTER)


def test_the_rows_are_refused_by_the_database_too(binh: Person, party_class: PartyClass) -> None:
    rows = Attendee.objects.filter(person=binh)
    for columns in (
        {"outcome": "FINISHED", "settled_on": AFTER},
        {"outcome": "NOT_FINISHED", "settled_on": AFTER},
        {"outcome": "WITHDRAWN", "reason": "không ngày"},
        {"certificate": "1"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        PartyClass.objects.update(ends_on=date(2025, 9, 1))


def test_who_left_the_party_meanwhile_is_no_member(tree: Tree, office: User, binh: Person) -> None:
    end_membership(person=binh, by=None, on=date(2025, 8, 1), ends_by=Membership.End.DEATH)
    refused("không phải là đảng viên", office, of_ward(tree), binh)


def test_an_organization_that_ended_sends_nobody(tree: Tree, office: User, binh: Person) -> None:
    gone = Organization.objects.create(code="DU-CU", founded_on=date(2016, 8, 1), ended_on=date(2020, 1, 1))
    refused("không còn hoạt động", office, NewClass(gone, TOLD), binh)


def other(office: User, party_class: PartyClass, starts: date, ends: date, ground: str = "Hoãn lớp") -> PartyClass:
    days = {"starts_on": starts, "ends_on": ends}
    return reschedule(party_class=party_class, ground=ground, by=office, on=ON, **days)


def test_a_class_is_held_on_other_days_and_the_old_ones_stay_known(
    office: User, binh: Person, party_class: PartyClass
) -> None:
    later = other(office, party_class, date(2025, 9, 22), date(2025, 9, 28))
    assert (later.starts_on, later.ends_on) == (date(2025, 9, 22), date(2025, 9, 28))
    assert other_days_of(party_class) == [(ON, "08/09/2025 – 14/09/2025", "Hoãn lớp")] and verify().ok
    with pytest.raises(Refusal, match="trước ngày khai giảng 22/09/2025"):
        settle(office, party_class, {binh: DONE})


@pytest.mark.parametrize(
    ("starts", "ends", "ground", "words"),
    [
        (STARTS, ENDS, "Hoãn", "sổ đang ghi đúng"),
        (ENDS, STARTS, "Hoãn", "trước ngày khai giảng"),
        (STARTS, STARTS, " ", "Chưa ghi lý do đổi"),
    ],
)
def test_other_days_that_may_not_stand(
    office: User, party_class: PartyClass, starts: date, ends: date, ground: str, words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        other(office, party_class, starts, ends, ground)


def test_the_days_stand_once_a_result_rests_on_them(office: User, binh: Person, party_class: PartyClass) -> None:
    settle(office, party_class, {binh: DONE})
    with pytest.raises(Refusal, match="đã có kết quả ghi theo ngày cũ"):
        other(office, party_class, STARTS, STARTS)
