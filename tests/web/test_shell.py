"""The frame of every page: who sees which sections, where they work, what waits, and the pages of mishaps."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Role
from chibo.roll.members.queries import authority_of
from chibo.web import tasks
from chibo.web.context import DOCKED, SEAT, Shell, build_shell
from chibo.web.navigation import SECTIONS, Entry
from chibo.web.tasks import Task, tasks_of
from tests import builders
from tests.cast import AN

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def cell() -> Any:
    return builders.tree().cell


@pytest.fixture
def secretary(cell: Any) -> User:
    return builders.secretary(cell)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    """What one source says that waits for anybody."""
    found: list[Task] = []
    monkeypatch.setattr(tasks, "TASK_SOURCES", [lambda user, today: found])
    return found


def test_the_server_says_that_it_lives() -> None:
    assert Client().get(reverse("web:alive")).content == b"ok"


def test_home_asks_for_a_sign_in() -> None:
    assert Client().get(reverse("web:home")).status_code == 302


def test_every_section_has_its_page() -> None:
    assert all(reverse(section.url_name) for section in SECTIONS)


class TestMyTasks:
    def test_overdue_first_then_soon_then_the_rest(self, secretary: User, waiting: list[Task]) -> None:
        waiting += [
            Task("Không hạn", "Chi bộ 1", "/1/"),
            Task("Hôm nay", "Chi bộ 1", "/2/", TODAY),
            Task("Hôm qua", "Chi bộ 1", "/3/", TODAY - timedelta(days=1)),
            Task("Năm sau", "Chi bộ 1", "/4/", TODAY + timedelta(days=400)),
            Task("Tuần trước", "Chi bộ 1", "/5/", TODAY - timedelta(days=7)),
        ]
        groups = {
            group.title: [task.title for task in group.tasks]
            for group in tasks_of(authority_of(secretary, TODAY), TODAY)
        }
        assert groups == {
            "Quá hạn": ["Tuần trước", "Hôm qua"],
            "Sắp đến hạn": ["Hôm nay"],
            "Chờ tôi": ["Năm sau", "Không hạn"],
        }

    def test_the_page_says_what_where_and_by_when(self, secretary: User, waiting: list[Task]) -> None:
        due = timezone.localdate() - timedelta(days=2)
        waiting.append(Task("Xét kết nạp: Lê Thị Mai", "Chi bộ tổ dân phố 1", "/ket-nap/7/", due, "Chờ chi bộ"))
        page = signed_in(secretary).get(reverse("web:home")).content.decode()
        assert 'href="/ket-nap/7/"' in page
        assert "Chi bộ tổ dân phố 1 · Chờ chi bộ" in page
        assert "Quá hạn 2\u00a0ngày" in page

    def test_nothing_waits_and_the_page_says_so(self, secretary: User, waiting: list[Task]) -> None:
        assert "Không có việc nào đang chờ đồng chí" in signed_in(secretary).get(reverse("web:home")).content.decode()


class TestFrame:
    def test_it_names_the_organization_and_its_path(self, secretary: User) -> None:
        page = signed_in(secretary).get(reverse("web:home")).content.decode()
        assert "Chi bộ tổ dân phố 1" in page
        assert page.index("Đảng bộ tỉnh An Bình") < page.index("Đảng bộ phường Hoa Sen")

    def test_only_the_keeper_is_shown_the_accounts(self, secretary: User) -> None:
        shown = [reverse("accounts:users") in page_of(user) for user in (secretary, builders.keeper())]
        assert shown == [False, True]

    def test_a_stranger_sees_no_section(self) -> None:
        request = RequestFactory().get("/")
        assert build_shell(request, TODAY).sections == ()

    def test_five_entries_at_most_on_a_phone(self) -> None:
        def shell(number: int) -> Shell:
            entries = tuple(Entry(str(n), str(n), "tasks", "/", "") for n in range(number))
            return Shell(TODAY, False, sections=entries)

        assert [(len(shell(n).docked), len(shell(n).undocked)) for n in (1, 5, 6, 9)] == [
            (1, 0),
            (5, 0),
            (4, 2),
            (4, 5),
        ]
        assert DOCKED == 5

    def test_the_bell_counts_what_the_sources_count(self, secretary: User, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("chibo.web.context.NOTICE_SOURCES", [lambda user, today: 1200, lambda user, today: 3])
        assert "1.203" in page_of(secretary)

    def test_demonstration_data_is_marked_on_every_page(self, secretary: User, settings: Any) -> None:
        assert "đều là hư cấu" not in page_of(secretary)
        settings.MODE = "demo"
        assert "đều là hư cấu" in page_of(secretary)


class TestSeat:
    @pytest.fixture
    def two_seats(self) -> User:
        tree = builders.tree()
        member = builders.official(AN, tree.cell)
        builders.appointed(member, Role.SECRETARY, tree.cell)
        builders.appointed(member, Role.CELL_GUIDE, tree.other_cell)
        return builders.account(member, "haiviec")

    def test_somebody_with_one_appointment_has_nothing_to_switch(self, secretary: User) -> None:
        assert reverse("web:take_seat") not in page_of(secretary)

    def test_it_is_taken_and_kept(self, two_seats: User) -> None:
        client = signed_in(two_seats)
        seats = client.get("/").context["shell"].seats
        client.post(reverse("web:take_seat"), {"seat": seats[1].key, "next": "/"})
        shell = client.get("/").context["shell"]
        assert shell.seat == seats[1]
        assert shell.path[-1]["name"] == seats[1].organization

    def test_nobody_takes_the_seat_of_another(self, two_seats: User) -> None:
        client = signed_in(two_seats)
        client.post(reverse("web:take_seat"), {"seat": "SECRETARY.1"})
        assert SEAT not in client.session

    @pytest.mark.parametrize("back", ["https://noi-khac.example/", "//noi-khac.example/", "javascript:x", ""])
    def test_it_never_leads_elsewhere(self, two_seats: User, back: str) -> None:
        response = signed_in(two_seats).post(reverse("web:take_seat"), {"next": back})
        assert response.headers["Location"] == reverse("web:home")


class TestMishaps:
    def test_a_page_that_does_not_exist(self, secretary: User) -> None:
        response = signed_in(secretary).get("/khong-co-trang-nay/")
        assert response.status_code == 404
        assert "nằm ngoài phạm vi được giao" in response.content.decode()

    @pytest.mark.urls("tests.web.gallery")
    def test_an_act_that_belongs_to_another_says_whose_it_is(self, secretary: User) -> None:
        response = signed_in(secretary).get("/mau/cam/")
        assert response.status_code == 403
        assert "việc này do bí thư chi bộ ghi nhận" in response.content.decode()

    @pytest.mark.urls("tests.web.gallery")
    def test_a_request_that_cannot_be_read(self, secretary: User) -> None:
        response = signed_in(secretary).get("/mau/hong/")
        assert response.status_code == 400
        assert "Không có gì được ghi nhận" in response.content.decode()

    def test_a_form_from_another_session(self, secretary: User) -> None:
        client = Client(enforce_csrf_checks=True)
        client.force_login(secretary)
        response = client.post(reverse("web:take_seat"), {"seat": ""})
        assert response.status_code == 403
        assert "chưa được ghi nhận" in response.content.decode()

    @pytest.mark.parametrize("name", ["400", "403_csrf", "429", "500"])
    def test_it_is_drawn_even_when_nothing_else_works(self, name: str) -> None:
        page = render_to_string(f"{name}.html")
        assert page.count("<h1>") == 1
        assert 'href="/"' in page


def page_of(user: User) -> str:
    return signed_in(user).get(reverse("web:home")).content.decode()
