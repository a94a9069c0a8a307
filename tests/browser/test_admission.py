"""An admission as the people of a cell, a ward and a city do it: in the browser, from the list to the card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from chibo.common.dates import add_months
from chibo.demo.walk import TWICE, Walk
from chibo.engine.cases import queries
from chibo.engine.cases.models import Case
from chibo.engine.cases.permissions import acting_body
from chibo.engine.cases.rules.checks import paper_field
from chibo.engine.meetings.queries import BODY_OF
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.model import FieldSpec, StepSpec
from chibo.roll.members.models import Committee, MemberCard, Membership, Role
from chibo.roll.organizations.models import Organization
from tests import builders
from tests.browser.conftest import Keyboard
from tests.cast import BINH, identity


class Office:
    """The town of the story: a cell with its secretary, the ward's clerk, the city's organizer."""

    def __init__(self) -> None:
        self.tree = builders.tree()
        people = builders.officials(7, self.tree.cell)
        others = builders.officials(5, self.tree.other_cell, start=20)
        self.secretary = builders.account(people[0], "bithu")
        builders.appointed(people[0], Role.SECRETARY, self.tree.cell)
        clerk, organizer = builders.account(people[1], "vanphong"), builders.account(others[0], "tochuc")
        builders.appointed(people[1], Role.OFFICE, self.tree.ward)
        builders.appointed(others[0], Role.ORGANIZER, self.tree.city)
        builders.committee(self.tree.ward, people[:6])
        builders.committee(self.tree.city, others, body=Committee.Body.STANDING_COMMITTEE)
        self.pens = {self.tree.cell.pk: self.secretary, self.tree.ward.pk: clerk, self.tree.city.pk: organizer}

    def pen(self, organization: Organization) -> User:
        return self.pens[organization.pk]


@pytest.fixture
def office(live_server: Any) -> Office:
    return Office()


def put_on_list(page: Page, office: Office, on: date) -> Case:
    """The secretary's first form."""
    page.goto("/ket-nap/danh-sach-cam-tinh/moi/")
    page.get_by_label("Họ và tên đệm").fill(BINH.family_name)
    page.get_by_label("Tên", exact=True).fill(BINH.given_name)
    page.get_by_label("Nữ").check()
    page.get_by_label("Ngày sinh", exact=True).fill("20/11/1991")
    page.get_by_label("Số định danh cá nhân").fill(identity(7))
    page.get_by_label("Trình độ giáo dục phổ thông").select_option("upper_secondary_diploma")
    page.get_by_label("Lần đầu").check()
    page.get_by_label("Ngày nghị quyết của chi bộ", exact=True).fill(f"{on:%d/%m/%Y}")
    page.get_by_label("Số nghị quyết").fill("1-NQ/CB")
    page.get_by_role("button", name="Ghi vào danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(BINH.given_name)
    return Case.objects.get(procedure="admission")


class Hands:
    """One step after another on the page of a case, with the answers of the walk."""

    def __init__(self, page: Page, sign_in: Callable[[Page, Any], None], walk: Walk) -> None:
        self.page, self.sign_in, self.walk = page, sign_in, walk

    def step(self, code: str, on: date) -> None:
        scene = queries.scene_of(self.walk.case, timezone.localdate())
        spec = scene.procedure.steps[code]
        body = acting_body(spec, scene.bodies).organization
        self.sign_in(self.page, self.walk.pen(body))
        if spec.vote:
            self._meet(spec, body, on)
        self.page.goto(f"/ho-so/{self.walk.case.pk}/?buoc={code}")
        if not spec.vote:
            self.page.fill("#viec input[name=on]", f"{on:%d/%m/%Y}")
        self._answer(spec, on)
        if self.page.locator("#viec input[name=number]").count():
            self.page.fill("#viec input[name=number]", f"7-{code}")
        self.page.get_by_role("button", name="Ghi vào hồ sơ").click()
        expect(self.page.locator(".said")).to_be_visible()

    def _meet(self, spec: StepSpec, body: Organization, on: date) -> None:
        assert spec.vote is not None
        self.page.goto(f"/sinh-hoat/moi/{body.code}/")
        self.page.get_by_label("Tập thể họp").select_option(str(BODY_OF[spec.vote.electorate]))
        self.page.get_by_label("Ngày họp", exact=True).fill(f"{on:%d/%m/%Y}")
        self.page.get_by_role("button", name="Lấy danh sách triệu tập").click()
        self.page.get_by_label("Nội dung cuộc họp").fill(f"Xét {self.walk.case.person}")
        boxes = self.page.locator("input[name=present]")
        for index in range(boxes.count()):
            boxes.nth(index).check()
        for name in ("chair", "minute_taker"):
            self.page.locator(f"select[name={name}]").select_option(index=1)
        self.page.get_by_role("button", name="Ghi cuộc họp").click()
        expect(self.page.locator(".said")).to_be_visible()
        self.voters = boxes.count()

    def _answer(self, spec: StepSpec, on: date) -> None:
        self.walk.day = on
        for field in spec.fields:
            self._fill(field, self.walk.answer(field, self.walk.says))
        for index, paper in enumerate(spec.papers):
            if not paper.makes:
                self.page.check(f"#viec input[name={paper_field(index)}][value=present]")
        if spec.vote:
            self.page.locator("#viec select[name=meeting]").select_option(index=1)
            self.page.check("#viec input[name=method][value=secret]")
            for name, count in (("votes_for", 5), ("votes_against", 0), ("votes_blank", 0)):
                self.page.fill(f"#viec input[name={name}]", str(count))

    def _fill(self, field: FieldSpec, value: Any) -> None:
        box = f"#viec [name={field.name}]"
        if value in (None, "", []):
            return
        match field.kind:
            case "yes_no":
                self.page.check(f"{box}[value={'yes' if value else 'no'}]")
            case "choice" | "person" | "organization":
                self.page.locator(box).select_option(str(value))
            case "choices":
                for each in value:
                    self.page.check(f"{box}[value={each}]")
            case "date":
                self.page.fill(box, f"{date.fromisoformat(value):%d/%m/%Y}")
            case _:
                self.page.fill(box, str(value))


class Clock:
    """Nine in the morning of the day that the story has come to, for the office and for the server."""

    def __init__(self, day: date) -> None:
        self.day = day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(9), tzinfo=timezone.get_current_timezone())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The story begins under one regulation and ends under another."""
    wound = Clock(date(2025, 9, 3))
    monkeypatch.setattr("django.utils.timezone.now", wound.now)
    return wound


def test_from_the_list_to_the_card(
    clock: Clock, page: Page, office: Office, sign_in: Callable, axe: Callable, fits: Callable, shot: Callable
) -> None:
    sign_in(page, office.secretary)
    case = put_on_list(page, office, clock.day)
    seen = {"A05", "A15", "A19", "A20", "C06", "C09"}

    def walk(case: Case) -> None:
        walk = Walk(case=case, pen=office.pen, day=clock.day)
        hands = Hands(page, sign_in, walk)
        while (code := walk.next_step()) is not None:
            for _ in range(1 + (code in TWICE)):
                clock.day += timedelta(days=1)
                hands.step(code, clock.day)
            if code in seen:
                axe(page)
                fits(page)
                shot(page, f"case-{code.lower()}")

    walk(case)
    case.refresh_from_db()
    probation = Membership.objects.get(person=case.person)
    assert (case.result, probation.kind) == ("admitted", Membership.Kind.PROBATIONARY)
    assert probation.starts_on == case.events.get(step="A20").on
    recognition = Case.objects.get(origin=case, procedure="recognition")
    page.goto(f"/ho-so/{case.pk}/")
    page.get_by_role("link", name=f"mở ngày {recognition.opened_on:%d/%m/%Y}").click()
    expect(page.locator("main")).to_contain_text(f"mở ngày {case.opened_on:%d/%m/%Y}")
    clock.day = add_months(probation.starts_on, 12)
    walk(recognition)
    recognition.refresh_from_db()
    assert recognition.result == "recognised"
    official = Membership.objects.get(person=case.person, kind=Membership.Kind.OFFICIAL)
    assert official.starts_on == add_months(probation.starts_on, 12)
    card = MemberCard.objects.get(person=case.person)
    page.goto(f"/dang-vien/{case.person_id}/")
    expect(page.locator("main")).to_contain_text(card.number[-4:])
    axe(page)
    fits(page)
    shot(page, "member-with-card")


def test_a_refusal_says_what_is_missing(page: Page, office: Office, sign_in: Callable, axe: Callable) -> None:
    start = timezone.localdate() - timedelta(days=40)
    sign_in(page, office.secretary)
    case = put_on_list(page, office, start)
    page.goto(f"/ho-so/{case.pk}/?buoc=A03")
    page.fill("#viec input[name=on]", "31/02/2026")
    page.get_by_role("button", name="Ghi vào hồ sơ").click()
    expect(page.get_by_role("alert")).to_contain_text("31/02/2026")
    axe(page)
    assert case.events.count() == 1


def test_the_register_and_the_tree(
    page: Page, office: Office, sign_in: Callable, axe: Callable, fits: Callable, shot: Callable
) -> None:
    sign_in(page, office.secretary)
    member = Membership.objects.select_related("person").first()
    assert member is not None
    for url, name in (
        ("/", "home"),
        ("/dang-vien/", "members"),
        (f"/dang-vien/{member.person_id}/", "member"),
        ("/dang-vien/cua-toi/", "own-record"),
        ("/to-chuc/", "tree"),
        (f"/to-chuc/{office.tree.cell.code}/", "organization"),
        ("/sinh-hoat/", "meetings"),
        ("/ket-nap/", "admissions"),
    ):
        page.goto(url)
        axe(page)
        fits(page)
        shot(page, name)


def test_a_step_without_a_mouse(
    desktop: Page, office: Office, sign_in: Callable, keyboard: Callable[[Page], Keyboard]
) -> None:
    start = timezone.localdate() - timedelta(days=40)
    sign_in(desktop, office.secretary)
    case = put_on_list(desktop, office, start)
    desktop.goto(f"/ho-so/{case.pk}/?buoc=A04P")
    hands = keyboard(desktop)
    hands.reach("Ngày")
    hands.type(f"{start + timedelta(days=1):%d/%m/%Y}")
    hands.reach("Ghi vào hồ sơ")
    hands.press("Enter")
    expect(desktop.locator(".said")).to_be_visible()
    assert case.events.filter(step="A04P").exists()
