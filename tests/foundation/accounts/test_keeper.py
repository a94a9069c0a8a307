"""The keeper opens accounts, hands over first passwords and closes accounts; each act leaves a line."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client

from chibo.foundation.accounts import actions, queries
from chibo.foundation.accounts.models import AccountAct, Look, User
from tests.foundation.accounts.conftest import PASSWORD, enrol, is_signed_in, sign_in

NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def office(client: Client, keeper: User) -> Client:
    sign_in(client, "tran.quan.tri")
    return client


def first_password(page: str) -> str:
    return re.search(r'id="first-password">([^<]+)<', page)[1]


def acts_on(account: User) -> list[tuple[str, User | None]]:
    return [(act.kind, act.by) for act in queries.acts_on(account)]


def test_an_account_is_opened_and_its_password_shown_once(office: Client, keeper: User) -> None:
    page = office.post("/tai-khoan/nguoi-dung/moi/", {"username": "Do.Van.Moi", "full_name": "Đỗ Văn Mới"})

    account = User.objects.get(username="do.van.moi")
    password = first_password(page.content.decode())
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    assert password not in office.get(f"/tai-khoan/nguoi-dung/{account.pk}/").content.decode()
    assert acts_on(account) == [("CREATED", keeper)]


def test_the_first_password_opens_only_the_page_for_changing_it(office: Client) -> None:
    page = office.post("/tai-khoan/nguoi-dung/moi/", {"username": "do.van.moi", "full_name": "Đỗ Văn Mới"})
    password = first_password(page.content.decode())

    newcomer = Client()
    sign_in(newcomer, "do.van.moi", password)
    assert newcomer.get("/")["Location"] == "/tai-khoan/mat-khau/"
    assert "do quản trị hệ thống cấp" in newcomer.get("/tai-khoan/mat-khau/").content.decode()

    form = {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD}
    assert newcomer.post("/tai-khoan/mat-khau/", form)["Location"] == "/"
    assert is_signed_in(newcomer)
    assert newcomer.get("/tai-khoan/hai-lop/bat/").status_code == 200  # the password was just proven


@pytest.mark.parametrize(
    ("username", "full_name", "sentence"),
    [
        ("le.van.phong", "Lê Văn Phòng", "Tên đăng nhập này đã có người dùng."),
        ("lê văn", "Lê Văn", "Tên đăng nhập dài từ 3 đến 60 ký tự"),
        ("ab", "Lê Văn", "Tên đăng nhập dài từ 3 đến 60 ký tự"),
        ("", "Lê Văn", "Tên đăng nhập: Chưa ghi"),
        ("le.van", "", "Chưa ghi tên"),
    ],
)
def test_an_account_that_cannot_be_opened(
    office: Client, clerk: User, username: str, full_name: str, sentence: str
) -> None:
    page = office.post("/tai-khoan/nguoi-dung/moi/", {"username": username, "full_name": full_name})
    assert sentence in page.content.decode()
    assert User.objects.count() == 2


def test_a_locked_account_is_out_at_once_and_comes_back(office: Client, clerk: User, keeper: User) -> None:
    theirs = Client()
    sign_in(theirs, "le.van.phong")

    office.post(f"/tai-khoan/nguoi-dung/{clerk.pk}/khoa/")
    assert not is_signed_in(theirs)

    office.post(f"/tai-khoan/nguoi-dung/{clerk.pk}/mo-khoa/")
    sign_in(theirs, "le.van.phong")
    assert is_signed_in(theirs)
    assert acts_on(clerk) == [("REACTIVATED", keeper), ("DEACTIVATED", keeper)]


def test_a_forgotten_password_is_replaced(office: Client, clerk: User) -> None:
    theirs = Client()
    sign_in(theirs, "le.van.phong")

    page = office.post(f"/tai-khoan/nguoi-dung/{clerk.pk}/mat-khau/").content.decode()
    assert not is_signed_in(theirs)
    assert sign_in(theirs, "le.van.phong").status_code == 200  # the old one is refused
    assert sign_in(theirs, "le.van.phong", first_password(page)).status_code == 302


def test_a_lost_telephone_is_taken_off(office: Client, clerk: User, keeper: User) -> None:
    theirs = Client()
    sign_in(theirs, "le.van.phong")
    enrol(theirs)

    office.post(f"/tai-khoan/nguoi-dung/{clerk.pk}/go-hai-lop/")
    assert not is_signed_in(theirs)
    sign_in(theirs, "le.van.phong")
    assert is_signed_in(theirs)
    assert acts_on(clerk) == [("SECOND_FACTOR_RESET", keeper)]


@pytest.mark.parametrize("act", ["khoa", "go-hai-lop", "mat-khau"])
def test_a_keeper_does_not_work_on_the_own_account(office: Client, keeper: User, act: str) -> None:
    assert office.post(f"/tai-khoan/nguoi-dung/{keeper.pk}/{act}/").status_code == 403
    assert is_signed_in(office)


def test_the_list_shows_sign_ins_and_finds_by_name(office: Client, clerk: User) -> None:
    page = office.get("/tai-khoan/nguoi-dung/").content.decode()
    assert "le.van.phong" in page
    assert "tran.quan.tri" in page

    found = office.get("/tai-khoan/nguoi-dung/?q=Phòng").content.decode()
    assert "le.van.phong" in found
    assert "tran.quan.tri" not in found


def test_the_keepers_pages_are_closed_to_others(client: Client, clerk: User, keeper: User) -> None:
    sign_in(client, "le.van.phong")
    account = f"/tai-khoan/nguoi-dung/{keeper.pk}/"

    for page in ["/tai-khoan/nguoi-dung/", "/tai-khoan/nguoi-dung/moi/", account]:
        assert client.get(page).status_code == 403
    for act in ["khoa/", "mo-khoa/", "go-hai-lop/", "mat-khau/"]:
        assert client.post(account + act).status_code == 403
    keeper.refresh_from_db()
    assert keeper.is_active


def test_an_act_needs_a_keeper_also_behind_the_pages(clerk: User, keeper: User) -> None:
    with pytest.raises(PermissionDenied):
        actions.create_account(username="do.van.moi", full_name="Đỗ Văn Mới", by=clerk, at=NOON)
    with pytest.raises(PermissionDenied):
        actions.deactivate(account=keeper, by=clerk, at=NOON)


def test_nothing_is_opened_when_the_name_is_taken(clerk: User, keeper: User) -> None:
    with pytest.raises(ValidationError):
        actions.create_account(username="le.van.phong", full_name="Lê Văn Phòng", by=keeper, at=NOON)
    assert not AccountAct.objects.exists()


def test_every_look_is_a_line(clerk: User, keeper: User) -> None:
    for _ in range(2):
        actions.record_look(
            user=clerk, subject="person:7", person_id=7, capacity="Cán bộ văn phòng", page="members:person", at=NOON
        )
    actions.record_look(user=clerk, subject="case:1", person_id=8, capacity="Cán bộ văn phòng", page="x", at=NOON)

    assert [look.user for look in queries.looks_at_person(7, 10)] == [clerk, clerk]
    assert len(queries.looks_at_person(7, 1)) == 1


@pytest.mark.parametrize("table", [Look, AccountAct])
def test_lines_are_neither_changed_nor_removed(table: type[Look] | type[AccountAct], db: None) -> None:
    with pytest.raises(TypeError):
        table.objects.all().update(at=NOON)
    with pytest.raises(TypeError):
        table.objects.all().delete()


def test_the_first_keeper_is_made_on_the_server(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("CHIBO_PASSWORD", PASSWORD)
    call_command("account", "create-keeper", "quan.tri", "--name", "Trần Quản Trị")

    made = User.objects.get(username="quan.tri")
    assert made.is_keeper
    assert made.check_password(PASSWORD)
    assert acts_on(made) == [("CREATED", None)]


def test_a_weak_password_makes_no_keeper(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("CHIBO_PASSWORD", "quan.tri")
    with pytest.raises(CommandError, match="Mật khẩu quá ngắn"):
        call_command("account", "create-keeper", "quan.tri", "--name", "Trần Quản Trị")
    assert not User.objects.exists()


def test_two_different_typings_make_no_keeper(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.delenv("CHIBO_PASSWORD", raising=False)
    typed = iter([PASSWORD, "khác"])
    monkeypatch.setattr("chibo.foundation.accounts.management.commands.account.getpass", lambda prompt: next(typed))
    with pytest.raises(CommandError, match="differ"):
        call_command("account", "create-keeper", "quan.tri", "--name", "Trần Quản Trị")
