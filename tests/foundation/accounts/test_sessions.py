"""Sessions end: by idleness, by age, from the list, with a new password."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from chibo.foundation.accounts.models import AccountAct, User
from chibo.foundation.accounts.queries import device_name
from tests.foundation.accounts.conftest import PASSWORD, is_signed_in, sign_in


def age(client: Client, key: str, minutes: int) -> None:
    session = client.session
    session[key] -= minutes * 60
    session.save()


@pytest.fixture
def signed_in(client: Client, clerk: User, settings: Settings) -> Client:
    settings.IDLE_MINUTES = 30
    settings.SESSION_HOURS = 12
    sign_in(client, "le.van.phong")
    assert is_signed_in(client)
    return client


def test_a_session_in_use_stays(signed_in: Client) -> None:
    age(signed_in, "seen_at", 29)
    assert is_signed_in(signed_in)
    age(signed_in, "seen_at", 29)
    assert is_signed_in(signed_in)


def test_an_idle_session_is_closed_with_a_word(signed_in: Client) -> None:
    age(signed_in, "seen_at", 30)

    answer = signed_in.get("/tai-khoan/phien/")
    assert answer["Location"] == "/dang-nhap/?next=%2Ftai-khoan%2Fphien%2F"
    assert "ngừng thao tác" in signed_in.get(answer["Location"]).content.decode()
    assert not is_signed_in(signed_in)


def test_an_idle_fragment_moves_the_whole_window(signed_in: Client) -> None:
    age(signed_in, "seen_at", 30)

    page = {"HX-Request": "true", "HX-Current-URL": "http://testserver/tai-khoan/phien/"}
    answer = signed_in.get("/tai-khoan/", headers=page)
    assert answer["HX-Redirect"] == "/dang-nhap/?next=%2Ftai-khoan%2Fphien%2F"


def test_a_form_sent_too_late_is_not_acted_upon(signed_in: Client, clerk: User) -> None:
    other = Client()
    sign_in(other, "le.van.phong")
    age(signed_in, "seen_at", 30)

    answer = signed_in.post("/tai-khoan/phien/ket-thuc-khac/")
    assert answer["Location"] == "/dang-nhap/"
    assert is_signed_in(other)


def test_an_old_session_ends_even_in_use(signed_in: Client) -> None:
    age(signed_in, "signed_in_at", 12 * 60)
    answer = signed_in.get("/tai-khoan/", follow=True)
    assert "Phiên làm việc đã hết hạn." in answer.content.decode()


def test_noting_the_use_costs_a_page_nothing_within_the_minute(
    signed_in: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):  # the session and the user
        signed_in.get("/-/song")


def test_the_list_shows_every_machine_and_marks_this_one(signed_in: Client) -> None:
    sign_in(Client(headers={"user-agent": "May-o-phong-hop"}, REMOTE_ADDR="10.1.1.7"), "le.van.phong")

    page = signed_in.get("/tai-khoan/phien/").content.decode()
    assert "May-o-phong-hop" in page
    assert "10.1.1.7" in page
    assert page.count("Phiên này") == 1


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome trên Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari trên iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge trên Windows"),
        ("", "Không rõ trình duyệt"),
        ("curl/8.0", "curl/8.0"),
    ],
)
def test_a_machine_is_named_in_words(user_agent: str, words: str) -> None:
    assert device_name(user_agent) == words


def test_a_session_can_be_ended_from_another_machine(signed_in: Client) -> None:
    lost = Client(headers={"user-agent": "dien-thoai-mat"})
    sign_in(lost, "le.van.phong")
    session = UserSession.objects.get(user_agent="dien-thoai-mat")

    page = signed_in.post(f"/tai-khoan/phien/{session.pk}/ket-thuc/", follow=True).content.decode()
    assert "Đã đóng phiên đăng nhập." in page
    assert not is_signed_in(lost)
    assert is_signed_in(signed_in)


def test_nobody_ends_the_session_of_somebody_else(signed_in: Client, keeper: User) -> None:
    other = Client()
    sign_in(other, "tran.quan.tri")
    session = UserSession.objects.get(user=keeper)

    assert signed_in.post(f"/tai-khoan/phien/{session.pk}/ket-thuc/").status_code == 404
    assert is_signed_in(other)


def test_an_account_without_a_password_has_none_to_change(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("chua.co.mat.khau", full_name="Chưa Có"))
    assert client.get("/tai-khoan/mat-khau/").status_code == 403


def test_all_other_sessions_can_be_ended_at_once(signed_in: Client) -> None:
    others = [Client(), Client()]
    for other in others:
        sign_in(other, "le.van.phong")

    page = signed_in.post("/tai-khoan/phien/ket-thuc-khac/", follow=True).content.decode()
    assert "Đã đóng 2 phiên đăng nhập khác." in page
    assert not any(is_signed_in(other) for other in others)


NEW = "sông Cà Lồ mùa nước"


def test_a_new_password_ends_the_other_sessions(signed_in: Client, clerk: User) -> None:
    other = Client()
    sign_in(other, "le.van.phong")

    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    page = signed_in.post("/tai-khoan/mat-khau/", form, follow=True).content.decode()

    assert "Đã đổi mật khẩu." in page
    assert is_signed_in(signed_in)
    assert not is_signed_in(other)
    assert [act.kind for act in AccountAct.objects.filter(account=clerk)] == ["PASSWORD_CHANGED"]
    assert sign_in(other, "le.van.phong", NEW).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "sentence"),
    [
        ("sai", NEW, NEW, "Mật khẩu hiện tại không đúng."),
        (PASSWORD, NEW, "khác hẳn câu trên", "Hai lần nhập mật khẩu mới không giống nhau."),
        (PASSWORD, "ngắn quá", "ngắn quá", "Mật khẩu quá ngắn: cần ít nhất 12 ký tự."),
        (PASSWORD, "123456123456", "123456123456", "Mật khẩu này hoàn toàn là số."),
        (PASSWORD, "le.van.phong", "le.van.phong", "Mật khẩu quá giống với tên đăng nhập."),
        (PASSWORD, "q1w2e3r4t5y6", "q1w2e3r4t5y6", "Mật khẩu này quá phổ biến."),
        (PASSWORD, PASSWORD, PASSWORD, "Mật khẩu mới phải khác mật khẩu hiện tại."),
    ],
)
def test_a_password_that_will_not_do(signed_in: Client, old: str, new: str, again: str, sentence: str) -> None:
    form = {"oldpassword": old, "password1": new, "password2": again}
    assert sentence in signed_in.post("/tai-khoan/mat-khau/", form).content.decode()
    assert sign_in(Client(), "le.van.phong").status_code == 302
