"""The pages of the fee book as people meet them: the phone's list, the year, the member's own, papers."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from chibo.foundation.accounts.models import Look, User
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.web.tasks import tasks_of
from chibo.work.fees import actions
from chibo.work.fees.models import Payment, Relief, Remittance
from tests.builders import account, official, officials
from tests.cast import HA
from tests.work.fees.stage import FEB, MAR, Stage, pen, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Stage:
    return stage()


def reader(user: User) -> Client:
    cache.clear()
    client = Client()
    client.force_login(user)
    return client


def url(here: Stage, rest: str = "") -> str:
    return f"/dang-phi/so/{here.cell.code}/{rest}"


def test_the_list_offers_one_tap_once_the_day_is_said(here: Stage) -> None:
    client = reader(here.secretary)
    page = client.get(url(here, "2026-02/")).content.decode()
    assert "Bắt đầu thu" in page
    assert "120.000\u00a0đ</strong>" in page
    assert "Thu 120.000" not in page
    assert "1 % × 12.000.000" in page, "the cell sees what the amount comes from"
    page = client.get(url(here, "2026-02/?ngay=10/02/2026&cach=CASH")).content.decode()
    assert page.count("Thu 120.000") == 3


def test_a_tap_records_and_comes_back_to_the_same_member(here: Stage) -> None:
    who = here.members[0]
    client = reader(here.secretary)
    tap = {"person": who.pk, "expected": 120_000, "ngay": "10/02/2026", "cach": "PORTAL", "xem": "chua"}
    answer = client.post(url(here, "2026-02/thu/"), tap)
    assert answer["Location"] == url(here, f"2026-02/?ngay=10%2F02%2F2026&cach=PORTAL&xem=chua#p{who.pk}")
    assert Payment.objects.get().method == "PORTAL"
    page = client.get(answer["Location"]).content.decode()
    assert "phiếu thu số 1" in page
    assert "Chưa xong (2)" in page
    again = client.post(url(here, "2026-02/thu/"), tap)
    assert again.status_code == 422
    assert "số còn phải đóng nay là 0" in again.content.decode()
    assert client.post(url(here, "2026-02/thu/"), {**tap, "ngay": ""}).status_code == 422


def test_an_office_above_sees_amounts_and_no_income(here: Stage) -> None:
    client = reader(here.office)
    for page in ("2026-02/", f"dang-vien/{here.members[0].pk}/", "2026-02/so-thu/"):
        text = client.get(url(here, page)).content.decode()
        assert "120.000" in text or "lưu mã hóa" in text
        assert "12.000.000" not in text
    assert 'name="income"' not in client.get(url(here, f"dang-vien/{here.members[0].pk}/doi-tuong/")).content.decode()


def test_the_member_sees_their_own_whole_and_nobody_elses(here: Stage) -> None:
    who = here.members[0]
    receipt = here.pay(who)
    other = here.pay(here.members[1])
    client = reader(account(who, "dangvien"))
    assert "12.000.000" in client.get("/dang-phi/cua-toi/").content.decode()
    assert client.get(f"/dang-phi/phieu-thu/{receipt.pk}/")["Content-Type"] == "application/pdf"
    assert client.get(f"/dang-phi/phieu-thu/{other.pk}/").status_code == 404
    assert client.get(f"/dang-phi/phieu-thu/{receipt.pk}/huy/").status_code == 403
    assert "Đảng phí" in client.get("/dang-vien/cua-toi/").content.decode()


def test_unpaid_months_become_a_task_of_the_cell_until_it_has_looked(here: Stage) -> None:
    who = here.members[0]
    for number in range(2, 5):
        month = date(2026, number, 1)
        for payer in (here.members[1], here.secretary_person):
            here.pay(payer, through=month, on=month)
        here.close(month, on=date(2026, number + 1, 1))
    today = date(2026, 6, 15)
    (group,) = tasks_of(authority_of(here.secretary, today), today)
    (task,) = group.tasks
    assert task.title == f"Chi bộ xem xét việc chưa đóng đảng phí: {who}"
    assert task.state == "Năm 2026: tính 3 tháng (02/2026–04/2026)"
    assert task.citation is not None
    assert not tasks_of(authority_of(here.office, today), today), "the cell considers, not the office"
    assert who.memberships.filter(ends_on__isnull=True).exists(), "and nothing happens by itself"
    actions.judge_excuse(
        person=who,
        organization=here.cell,
        kind="OTHER",
        words="quên",
        from_month=FEB,
        until_month=date(2026, 4, 1),
        accepted=False,
        judged_by="Chi bộ, họp tháng 6",
        judged_on=today,
        stroke=pen(here.secretary),
    )
    assert not tasks_of(authority_of(here.secretary, today), today)


def test_an_accepted_reason_takes_its_months_out(here: Stage) -> None:
    who = here.members[0]
    here.close()
    actions.judge_excuse(
        person=who,
        organization=here.cell,
        kind="ILLNESS",
        words="nằm viện",
        from_month=FEB,
        until_month=FEB,
        accepted=True,
        judged_by="Chi bộ",
        judged_on=date(2026, 3, 9),
        stroke=pen(here.secretary),
    )
    page = reader(here.secretary).get(url(here, f"dang-vien/{who.pk}/")).content.decode()
    assert "02/2026: ốm đau, điều trị, được Chi bộ chấp nhận" in page


def test_every_act_on_a_member_has_its_page(here: Stage) -> None:
    who = here.members[0]
    client = reader(here.secretary)

    def post(act: str, **fields: object) -> int:
        return client.post(url(here, f"dang-vien/{who.pk}/{act}/"), fields).status_code

    assert post("thu-khac", through="03/2026", amount="150.000", method="CASH", paid_on="10/02/2026") == 302
    basis = {"category": "insured", "from_month": "04/2026", "income": "20.000.000", "declared_on": "10/02/2026"}
    assert post("doi-tuong", **basis) == 302
    assert post("doi-tuong", **basis, fee="5000") == 422
    relief = {
        "ground": "critical_illness",
        "percent": "30",
        "from_month": "05/2026",
        "months": "3",
        "applied_on": "01/02/2026",
        "decided_by": here.place.ward.code,
        "decision": "5-QĐ/ĐU",
        "decided_on": "03/02/2026",
    }
    assert post("mien-giam", **relief) == 302
    assert Relief.objects.get().percent == 30
    assert post("mien-giam", **{**relief, "months": "0"}) == 422
    excuse = {"kind": "AWAY", "words": "đi xa", "from_month": "02/2026", "until_month": "03/2026"}
    assert post("ly-do", **excuse, accepted="yes", judged_by="Chi bộ", judged_on="10/02/2026") == 302
    here.close()
    more = {"month": "02/2026", "way": "more", "amount": "10.000", "ground": "khai thiếu", "on": "10/03/2026"}
    assert post("dieu-chinh", **more) == 302
    assert post("dieu-chinh", **{**more, "month": "13/2026"}) == 422
    page = client.get(url(here, f"dang-vien/{who.pk}/")).content.decode()
    for words in ("20.000.000", "giảm 30 %", "đi xa", "điều chỉnh +10.000", "số 1/2026"):
        assert words in page


def test_the_book_is_closed_handed_up_and_received_through_its_pages(here: Stage) -> None:
    here.pay(here.members[0])
    client, office = reader(here.secretary), reader(here.office)
    assert "Phải nộp cấp trên" in client.get(url(here, "2026-02/khoa-so/")).content.decode()
    assert client.post(url(here, "2026-02/khoa-so/"), {"on": "01/03/2026"}).status_code == 302
    assert client.post(url(here, "2026-02/khoa-so/"), {"on": "01/03/2026"}).status_code == 422
    assert client.get(url(here, "2026-02/")).status_code == 302, "a closed month is read as its sheet"
    given = {"amount": "84.000", "paid_on": "02/03/2026", "document": "PC 1"}
    assert client.post(url(here, "nop-len/"), given).status_code == 302
    sent = Remittance.objects.get()
    assert office.post(f"/dang-phi/nop-len/{sent.pk}/da-nhan/", {"on": "03/03/2026"}).status_code == 302
    ward = f"/dang-phi/so/{here.place.ward.code}/"
    share = {"kind": "OWN_SHARE", "share": "90", "starts_on": "02/2026", "document": "1", "document_on": "02/02/2026"}
    assert office.post(f"{ward}quy-dinh/", {**share, "share": ""}).status_code == 422
    assert office.post(f"{ward}quy-dinh/", share).status_code == 302
    assert office.post(f"{ward}2026-02/khoa-so/", {"on": "03/03/2026"}).status_code == 302
    page = office.get(f"{ward}?nam=2026").content.decode()
    for words in ("84.000", "75.600", "8.400", "đã nhận ngày 03/03/2026", "Chi bộ tổ dân phố 2"):
        assert words in page


def test_spreadsheets_have_the_heads_of_the_form_and_text_that_stays_text(here: Stage) -> None:
    risky = Person.objects.get(pk=here.members[0].pk)
    Person.objects.filter(pk=risky.pk).update(family_name="=1+1")
    here.pay(here.members[1])
    client = reader(here.secretary)
    month = load_workbook(BytesIO(client.get(url(here, "2026-02/so-thu/xuat/")).content)).active
    assert month.cell(4, 6).value == "Số tiền đảng phí phải đóng"
    assert [month.cell(5, column).value for column in (6, 7, 8)] == ["Tháng này", "Truy thu các tháng trước", "Cộng"]
    names = [month.cell(row, 2).value for row in range(6, 10)]
    assert "'=1+1 Ánh" in names
    assert names[-1] == "Cộng (3 đồng chí)"
    assert (month.cell(9, 8).value, month.cell(9, 9).value, month.cell(9, 10).value) == (360_000, 120_000, 240_000)
    assert month.page_setup.orientation == "landscape"
    here.close()
    year = load_workbook(BytesIO(client.get(url(here, "xuat/?nam=2026")).content)).active
    assert [year.cell(row, 2).value for row in (6, 7, 8)] == ["Tháng 2", "Quý 1", "Năm 2026"]
    assert year.cell(8, 6).value == 120_000
    assert year.print_area == "'S01-DP'!$A$1:$J$8"


def test_what_is_taken_out_of_the_book_is_written_down(here: Stage) -> None:
    client = reader(here.secretary)
    client.get(url(here, "2026-02/so-thu/xuat/"))
    client.get(url(here, "xuat/?nam=2026"))
    entries = Entry.objects.filter(action="fees.export").order_by("seq")
    assert [entry.payload["sheet"] for entry in entries] == ["month:2026-02", "year:2026"]
    assert entries[0].payload["rows"] == 3
    assert {entry.actor for entry in entries} == {here.secretary.username}
    assert list(Look.objects.filter(subject="fees").order_by("pk").values_list("page", flat=True)) == [
        "fees:month:2026-02",
        "fees:year:2026",
    ]


def test_money_of_somebody_who_has_moved_on_stays_in_the_sum_of_the_month(here: Stage) -> None:
    gone = here.members[0]
    here.pay(gone)
    gone.placements.update(ends_on=date(2026, 2, 20))
    page = reader(here.secretary).get(url(here, "2026-02/"))
    assert page.context["listed"].gone == [(gone.name, 120_000)]
    assert page.context["listed"].paid == 120_000
    sheet = reader(here.secretary).get(url(here, "2026-02/so-thu/")).context["sheet"]
    assert sheet.total("collected") == 120_000
    assert [row.name for row in sheet.rows] == [
        person.name for person in sorted([here.secretary_person, *here.members], key=lambda who: who.sort_key)
    ]


def test_a_month_with_somebody_not_reckoned_shows_no_sums_and_no_form_to_close_it(here: Stage) -> None:
    officials(5, here.cell, start=20)
    page = reader(here.secretary).get(url(here, "2026-02/khoa-so/"))
    assert page.context["facts"] == []
    assert "Chưa tính được 5 đồng chí" in page.text
    assert "Ghi cho từng đồng chí rồi khóa sổ" in page.text
    assert 'name="on"' not in page.text
    with pytest.raises(Refusal, match=r"5 đồng chí.*và 2 đồng chí khác"):
        here.close()


def test_a_sheet_adds_up_and_marks_what_was_paid_ahead(here: Stage) -> None:
    here.pay(here.members[0], through=MAR)
    here.close()
    here.pay(here.members[1], on=date(2026, 3, 5))
    text = reader(here.secretary).get(url(here, "2026-03/so-thu/")).content.decode()
    assert "tháng này đã đóng trước 120.000" in text
    assert "Chưa khóa sổ" in text
    assert reader(here.secretary).get(url(here, "2026-05/so-thu/")).status_code == 404


def test_the_list_asks_the_same_few_questions_whatever_its_size(here: Stage) -> None:
    def asked(user: User) -> int:
        client = reader(user)
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(here, "2026-03/")).status_code == 200
        return len(queries)

    few = asked(here.secretary), asked(here.office)
    for who in officials(12, here.cell, start=20):
        here.declare(who)
    here.pay(here.members[0])
    many = asked(here.secretary), asked(here.office)
    assert few == many
    assert max(many) <= 12


def test_somebody_who_was_never_here_has_no_page_here(here: Stage) -> None:
    stranger = official(HA, here.place.other_cell)
    assert reader(here.secretary).get(url(here, f"dang-vien/{stranger.pk}/")).status_code == 404
