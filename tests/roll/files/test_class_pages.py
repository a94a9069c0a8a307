"""The pages of classes over HTTP: from a list to the class, to its results, to the file and the home page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chibo.common.dates import display
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.queries import verify
from chibo.roll.files.actions import NewClass, enrol
from chibo.roll.files.models import Attendee, FileEntry, PartyClass
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.classes import ClassTold
from chibo.roll.members.actions import place
from chibo.roll.members.models import Person, Role
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from chibo.web.file_sources import class_results
from tests import builders
from tests.builders import Tree
from tests.cast import HA, KHOA, LAN, MINH

ENROL = "/ho-so-dang-vien/lop/ghi-danh/"


@pytest.fixture
def clerk(office: User) -> Client:
    client = Client()
    client.force_login(office)
    return client


def page(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def typed(tree: Tree, starts: date, ends: date, *people: Person, **more: object) -> dict[str, object]:
    return {
        "organization": tree.ward.code,
        "name": "Lớp đảng viên mới",
        "kind": "NEW_MEMBER",
        "organiser": "Trường chính trị tỉnh",
        "starts_on": display(starts),
        "ends_on": display(ends),
        "nguoi": [str(person.pk) for person in people],
        **more,
    }


def held(tree: Tree, office: User, ends_on: date, *people: Person) -> PartyClass:
    """A class to which these were sent on its last day."""
    told = ClassTold("Lớp đảng viên mới", "NEW_MEMBER", "Trường chính trị", ends_on - timedelta(days=6), ends_on)
    who = {"people": [person.pk for person in people], "authority": authority_of(office, ends_on), "by": office}
    return enrol(into=NewClass(tree.ward, told), on=ends_on, **who)  # type: ignore[arg-type]


def test_from_the_list_to_a_new_class(tree: Tree, clerk: Client, binh: Person) -> None:
    lan, today = builders.official(LAN, tree.other_cell), timezone.localdate()
    assert f"{ENROL}?gioi=F" in page(clerk, "/dang-vien/?gioi=F")
    form = page(clerk, f"{ENROL}?gioi=F")
    assert form.count(" checked") >= 2 and binh.name in form and lan.name in form
    answer = clerk.post(f"{ENROL}?gioi=F", typed(tree, today, today + timedelta(days=6), binh))
    party_class = PartyClass.objects.get()
    assert answer["Location"] == f"/ho-so-dang-vien/lop/{party_class.pk}/"
    assert [row.person for row in party_class.attendees.all()] == [binh] and verify().ok
    assert "Đang học" in page(clerk, f"/ho-so-dang-vien/to-chuc/{tree.ward.code}/lop/")
    # Another list goes into the same class; who is in it already cannot be ticked.
    assert f"lop={party_class.pk}" in page(clerk, ENROL)
    again = page(clerk, f"{ENROL}?lop={party_class.pk}")
    assert "đã có trong danh sách lớp này" in again
    assert clerk.post(f"{ENROL}?lop={party_class.pk}", {"nguoi": [str(lan.pk)]}).status_code == 302
    assert party_class.attendees.count() == 2


def test_errors_stand_at_their_fields_and_ticks_are_kept(tree: Tree, clerk: Client, binh: Person) -> None:
    today, clerk_person = timezone.localdate(), Person.objects.get(user__username="vanphong")
    answer = clerk.post(ENROL, typed(tree, today, today - timedelta(days=1), binh))
    told = answer.content.decode()
    assert answer.status_code == 422 and "trước ngày khai giảng" in told and 'href="#id_ends_on"' in told
    assert f'id="nguoi{binh.pk}" checked' in told and f'value="{clerk_person.pk}" id="nguoi{clerk_person.pk}">' in told
    assert not PartyClass.objects.exists()


def test_the_office_reads_the_warning_before_it_sends(tree: Tree, clerk: Client) -> None:
    today = timezone.localdate()
    khoa = builders.probationary(KHOA, tree.cell, admitted_on=today - timedelta(days=360))
    sent = typed(tree, today, today + timedelta(days=30), khoa)
    answer = clerk.post(ENROL, sent)
    told = answer.content.decode()
    assert answer.status_code == 422 and "hết thời kỳ dự bị" in told and "Xem các lưu ý" in told
    assert "Chưa đối chiếu" in told or "chưa đối chiếu" in told
    assert clerk.post(ENROL, {**sent, "seen": "on"}).status_code == 302
    assert Attendee.objects.get().person == khoa


def test_a_long_or_empty_list_is_narrowed_first(
    tree: Tree, clerk: Client, binh: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Không có ai theo điều đang chọn" in page(clerk, f"{ENROL}?ten=khongcoai")
    monkeypatch.setattr("chibo.roll.files.queries.classes.MOST_SENT", 1)
    assert "Danh sách có hơn 1 người" in page(clerk, ENROL)
    assert clerk.post(ENROL, {"nguoi": [str(binh.pk)]}).status_code == 422


def test_a_name_that_cannot_be_ticked_says_why(tree: Tree, clerk: Client, binh: Person) -> None:
    builders.person(HA, at=tree.cell)
    told = page(clerk, f"{ENROL}?loai=quan-chung")
    assert "không phải là đảng viên" in told and 'name="nguoi"' not in told
    assert page(clerk, f"{ENROL}?lop=999", 404) and page(clerk, f"{ENROL}?lop=x", 404)
    assert page(clerk, f"{ENROL}?lop=²", 404) and page(clerk, f"{ENROL}?lop={'9' * 30}", 404)
    for strange in ("9" * 18, "9" * 40, "x", "²"):
        answer = clerk.post(f"{ENROL}?lop=moi", typed(tree, timezone.localdate(), timezone.localdate(), nguoi=strange))
        assert answer.status_code == 422 and not PartyClass.objects.exists()


def test_results_go_into_the_file_and_the_task_is_done(tree: Tree, office: User, clerk: Client, binh: Person) -> None:
    today, minh = timezone.localdate(), builders.official(MINH, tree.cell)
    party_class = held(tree, office, today - timedelta(days=3), binh, minh)
    (task,) = class_results(authority_of(office, today), today)
    assert (task.due_on, task.state) == (party_class.ends_on, "2 người chưa có kết quả")
    url = f"/ho-so-dang-vien/lop/{party_class.pk}/"
    assert task.url == url and "Ghi kết quả lớp" in page(clerk, "/")
    rows = {row.person_id: row.pk for row in party_class.attendees.all()}
    half = {f"c{rows[binh.pk]}": "7/CN", "certified_on": "", "issuer": "Trường chính trị"}
    answer = clerk.post(url, half)
    assert answer.status_code == 422 and 'value="7/CN"' in answer.content.decode()
    assert "Chưa ghi ngày cấp" in answer.content.decode()
    answer = clerk.post(url, {**half, "certified_on": display(today)})
    assert answer.status_code == 302
    (task,) = class_results(authority_of(office, today), today)
    assert task.state == "1 người chưa có kết quả"
    clerk.post(url, {f"l{rows[minh.pk]}": "Nghỉ ốm"})
    assert list(class_results(authority_of(office, today), today)) == []
    told = page(clerk, url)
    assert "7/CN" in told and "Nghỉ ốm" in told and "Ghi kết quả</button>" not in told
    of_binh = page(clerk, f"/dang-vien/{binh.pk}/")
    assert "Lớp bồi dưỡng được cử học" in of_binh and "hoàn thành" in of_binh and url in of_binh
    assert FileEntry.objects.get().document == "7/CN" and verify().ok


def test_somebody_is_taken_off_with_a_reason(tree: Tree, office: User, clerk: Client, binh: Person) -> None:
    today = timezone.localdate()
    party_class = held(tree, office, today, binh)
    url = f"/ho-so-dang-vien/lop/{party_class.pk}/rut/{party_class.attendees.get().pk}/"
    assert binh.name in page(clerk, url)
    (line,) = open_of(binh, authority_of(office, today), "DEATH")
    assert (line.text, line.url) == ("Đang được cử học: Lớp đảng viên mới", url)
    assert clerk.post(url, {"reason": ""}).status_code == 422
    assert clerk.post(url, {"reason": "Đi công tác"}).status_code == 302
    assert "Đi công tác" in page(clerk, f"/ho-so-dang-vien/lop/{party_class.pk}/")
    assert page(clerk, f"/ho-so-dang-vien/lop/{party_class.pk}/rut/999999/", 404)
    assert open_of(binh, authority_of(office, today), "DEATH") == []


def test_the_days_are_changed_by_hand(tree: Tree, office: User, clerk: Client, binh: Person) -> None:
    today = timezone.localdate()
    url = f"/ho-so-dang-vien/lop/{held(tree, office, today, binh).pk}/"
    assert f"{url}doi-ngay/" in page(clerk, url) and "Đang ghi" in page(clerk, f"{url}doi-ngay/")
    next_on = display(today + timedelta(days=9))
    assert clerk.post(f"{url}doi-ngay/", {"starts_on": next_on, "ends_on": next_on}).status_code == 422
    sent = {"starts_on": next_on, "ends_on": next_on, "ground": "Công văn báo hoãn"}
    assert clerk.post(f"{url}doi-ngay/", sent).status_code == 302
    told = page(clerk, url)
    assert "Công văn báo hoãn" in told and f"{next_on} – {next_on}" in told


def test_the_sending_list_is_printed(tree: Tree, office: User, clerk: Client, binh: Person) -> None:
    party_class = held(tree, office, timezone.localdate(), binh)
    answer = clerk.get(f"/ho-so-dang-vien/lop/{party_class.pk}/in/")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_a_member_sees_the_own_classes_without_the_way_to_others(tree: Tree, office: User, binh: Person) -> None:
    party_class = held(tree, office, timezone.localdate(), binh)
    client = Client()
    client.force_login(builders.account(binh, "binh"))
    told = page(client, "/dang-vien/cua-toi/")
    assert "Lớp đảng viên mới" in told and f"/lop/{party_class.pk}/" not in told
    page(client, f"/ho-so-dang-vien/lop/{party_class.pk}/", 404)


def test_whoever_moved_out_of_sight_is_named_without_place_and_way(
    tree: Tree, office: User, clerk: Client, binh: Person
) -> None:
    today = timezone.localdate()
    party_class = held(tree, office, today, binh)
    place(person=binh, organization=tree.neighbour_cell, by=None, on=today)
    told = page(clerk, f"/ho-so-dang-vien/lop/{party_class.pk}/")
    assert "hồ sơ nay do nơi khác giữ" in told and f"/dang-vien/{binh.pk}/" not in told


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page(client, url)
    return len(seen)


def test_the_number_of_queries_is_fixed(tree: Tree, office: User, clerk: Client, binh: Person) -> None:
    today = timezone.localdate()
    party_class = held(tree, office, today, binh)
    urls = (
        f"{ENROL}?lop=moi",
        f"{ENROL}?lop={party_class.pk}",
        f"/ho-so-dang-vien/lop/{party_class.pk}/",
        f"/ho-so-dang-vien/to-chuc/{tree.ward.code}/lop/",
        f"/dang-vien/{binh.pk}/",
    )
    for url in urls:
        page(clerk, url)
    before = [queries(clerk, url) for url in urls]
    more = builders.officials(6, tree.cell)
    builders.probationary(KHOA, tree.cell, admitted_on=today - timedelta(days=60))
    people = [person.pk for person in more]
    enrol(into=party_class, people=people, authority=authority_of(office, today), by=office, on=today)
    held(tree, office, today, *more, binh)
    assert [queries(clerk, url) for url in urls] == before
    assert max(before[:4]) <= 12, before


def test_the_class_of_an_organization_that_ended_is_seen_to_by_its_heir(
    tree: Tree, office: User, binh: Person
) -> None:
    party_class = held(tree, office, date(2025, 6, 30), binh)
    merged, today = date(2025, 7, 1), timezone.localdate()
    builders.handed_to_another_province(tree, merged)
    heir = builders.official(MINH, tree.cell)
    builders.appointed(heir, Role.OFFICE, Organization.objects.get(code="DU-MOI"), on=merged)
    account = builders.account(heir, "vanphong.moi")
    (task,) = class_results(authority_of(account, today), today)
    client = Client()
    client.force_login(account)
    assert "Ghi kết quả</button>" in page(client, task.url)
    row = party_class.attendees.get()
    sent = {f"c{row.pk}": "7/CN", "certified_on": "01/07/2025", "issuer": "Trường chính trị"}
    assert client.post(task.url, sent).status_code == 302
    row.refresh_from_db()
    assert row.outcome == "FINISHED" and verify().ok
