"""A month is closed whole, in order, with everybody's amount told; what is closed changes by further entries only."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo.foundation.ledger.audit import audit
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Person, Standing
from chibo.work.fees import actions
from chibo.work.fees.models import Charge, Closing, Payment, Setting
from chibo.work.fees.queries.ledger import outstanding, year_rows
from tests.builders import away, official, standing
from tests.cast import HA, KHOA
from tests.work.fees.stage import APR, FEB, MAR, Stage, pen, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Stage:
    return stage()


def test_a_closed_month_says_who_owed_what(here: Stage) -> None:
    here.pay(here.members[0])
    closing = here.close()
    assert (closing.members, closing.exempt, closing.due) == (3, 0, 360_000)
    assert (closing.collected, closing.unpaid) == (120_000, 240_000)
    assert (closing.retained, closing.handed_up, closing.share) == (36_000, 84_000, "3/10")
    charges = Charge.objects.filter(month=FEB)
    assert {charge.amount for charge in charges} == {120_000}
    assert all("12.000.000" not in charge.words for charge in charges), "the income stays in the cell"
    assert Entry.objects.latest("seq").payload["batch"]["count"] == 4
    assert audit().ok


def test_arrears_are_carried(here: Stage) -> None:
    here.close()
    here.pay(here.members[0], through=MAR, on=date(2026, 3, 3))
    second = here.close(MAR, on=date(2026, 4, 1))
    assert (second.due, second.collected, second.unpaid) == (360_000, 240_000, 480_000)


def test_what_is_paid_after_the_month_is_not_in_it(here: Stage) -> None:
    here.pay(here.members[0], on=date(2026, 3, 2))
    assert (here.close(on=date(2026, 3, 3)).collected, here.close(MAR, on=date(2026, 4, 1)).collected) == (0, 120_000)


def test_a_month_paid_in_advance_owes_nothing_when_it_is_closed(here: Stage) -> None:
    here.pay(here.members[0], through=MAR)
    assert here.close().unpaid == 240_000
    assert here.close(MAR, on=date(2026, 4, 1)).unpaid == 480_000


def test_probationary_exempt_and_suspended_members_pay(here: Stage) -> None:
    standing(here.members[0], Standing.Kind.EXEMPT, on=date(2026, 1, 5))
    standing(here.members[1], Standing.Kind.SUSPENDED, on=date(2026, 1, 5))
    assert here.close().due == 360_000
    assert Charge.objects.get(person=here.members[0]).excuse == "miễn công tác và sinh hoạt đảng"


def test_who_is_away_for_a_time_pays_there_and_once(here: Stage) -> None:
    away(here.members[0], here.place.other_cell, on=date(2026, 2, 5))
    assert here.close().members == 2
    other = actions.open_book(
        organization=here.place.other_cell, from_month=FEB, on=FEB, stroke=pen(here.office)
    ).organization
    for person in {p.person for p in other.placements.filter(kind__in=("OFFICIAL", "TEMPORARY"))}:
        if person != here.members[0]:
            actions.declare(
                person=person,
                organization=other,
                category="student",
                income=None,
                work_income=None,
                fee=None,
                from_month=FEB,
                declared_on=FEB,
                ground="",
                stroke=pen(here.office),
            )
    closed = actions.close_cell_month(organization=other, month=FEB, on=date(2026, 3, 1), stroke=pen(here.office))
    assert closed.members == 2, "the clerk's own cell: the clerk and the guest"
    assert Charge.objects.filter(person=here.members[0], month=FEB).count() == 1


def test_one_unknown_amount_stops_the_whole_month(here: Stage) -> None:
    official(KHOA, here.cell)
    with pytest.raises(Refusal, match=r"chưa tính được đảng phí của 1 đồng chí\. Hoàng Đăng Khoa: Chưa ghi đối tượng"):
        here.close()
    assert not Charge.objects.exists()


def test_no_share_no_closing(here: Stage) -> None:
    Setting.objects.filter(kind="CELL_SHARE").delete()
    with pytest.raises(Refusal, match="chưa có “Phần đảng phí chi bộ trực thuộc được giữ lại” cho tháng 02/2026"):
        here.close()
    assert not Charge.objects.exists()


def test_months_are_closed_in_order_and_when_they_are_over(here: Stage) -> None:
    with pytest.raises(Refusal, match="tháng đang mở cũ nhất là 02/2026"):
        here.close(MAR, on=APR)
    with pytest.raises(Refusal, match="tháng chưa hết; khóa từ ngày 28/02/2026"):
        here.close(on=date(2026, 2, 27))
    with pytest.raises(Refusal, match="chưa đến"):
        here.close(on=date(2026, 12, 1))
    here.close()
    with pytest.raises(Refusal, match="tháng đang mở cũ nhất là 03/2026"):
        here.close()


def test_a_correction_is_another_entry_with_its_ground(here: Stage) -> None:
    who = here.members[0]
    here.close()

    def correct(**changed: object) -> Charge:
        facts: dict[str, object] = {
            "person": who,
            "organization": here.cell,
            "month": FEB,
            "amount": -20_000,
            "ground": "khai nhầm tiền lương",
            "on": date(2026, 3, 3),
            "stroke": pen(here.secretary),
        }
        return actions.correct(**{**facts, **changed})  # type: ignore[arg-type]

    assert correct().entered_month == MAR
    assert here.pay(who, through=FEB, on=date(2026, 3, 5)).amount == 100_000
    for changed in (
        {"amount": 0},
        {"amount": -100_001},
        {"ground": " "},
        {"month": MAR},
        {"on": date(2026, 2, 20)},
        {"person": official(HA, here.cell)},
    ):
        with pytest.raises(Refusal):
            correct(**changed)
    here.declare(Person.objects.get(given_name=HA.given_name), "student", from_month=MAR)
    assert here.close(MAR, on=APR).due == 360_000 + 5_000 - 20_000
    assert audit().ok


def test_the_committee_adds_up_what_its_cells_hand_up(here: Stage) -> None:
    here.pay(here.members[0])
    here.pay(here.members[1])

    def close_ward(month: date = FEB) -> Closing:
        return actions.close_committee_month(
            organization=here.place.ward, month=month, on=date(2026, 3, 2), stroke=pen(here.office)
        )

    with pytest.raises(Refusal, match="còn 1 tổ chức trực thuộc chưa khóa sổ: Chi bộ tổ dân phố 1"):
        close_ward()
    here.close()
    with pytest.raises(Refusal, match="chưa có “Phần đảng phí cấp ủy này được giữ lại”"):
        close_ward()
    here.set("OWN_SHARE", "9/10")
    closed = close_ward()
    assert (closed.members, closed.due, closed.collected) == (3, 360_000, 168_000)
    assert (closed.retained, closed.handed_up) == (151_200, 16_800)
    with pytest.raises(Refusal, match="tháng kế tiếp phải khóa là 03/2026"):
        close_ward()
    with pytest.raises(PermissionDenied):
        actions.close_committee_month(organization=here.place.ward, month=MAR, on=APR, stroke=pen(here.secretary))


def test_money_goes_up_and_arrives(here: Stage) -> None:
    here.pay(here.members[0])
    here.close()

    def hand_up(amount: int, on: date = date(2026, 3, 1)):  # type: ignore[no-untyped-def]
        return actions.hand_up(
            organization=here.cell, amount=amount, paid_on=on, document="PC 1", stroke=pen(here.secretary)
        )

    sent = hand_up(80_000)
    assert outstanding(here.cell) == 4_000
    for wrong in (0, 4_001):
        with pytest.raises(Refusal, match=r"số còn phải nộp là 4\.000"):
            hand_up(wrong)
    with pytest.raises(PermissionDenied):
        actions.confirm_receipt(remittance=sent, on=date(2026, 3, 2), stroke=pen(here.secretary))
    with pytest.raises(Refusal, match="ngày nhận trước ngày nộp"):
        actions.confirm_receipt(remittance=sent, on=date(2026, 2, 2), stroke=pen(here.office))
    got = actions.confirm_receipt(remittance=sent, on=date(2026, 3, 2), stroke=pen(here.office))
    assert got.received_on == date(2026, 3, 2)
    with pytest.raises(Refusal, match="đã được ghi nhận"):
        actions.confirm_receipt(remittance=sent, on=date(2026, 3, 3), stroke=pen(here.office))


def test_the_year_has_its_quarters_and_its_total(here: Stage) -> None:
    here.pay(here.members[0], through=APR)
    for month, on in ((FEB, date(2026, 2, 28)), (MAR, APR), (APR, date(2026, 5, 1))):
        here.close(month, on=on)
    actions.hand_up(
        organization=here.cell, amount=84_000, paid_on=date(2026, 3, 15), document="PC 2", stroke=pen(here.secretary)
    )
    rows = {row.label: row for row in year_rows(here.cell, 2026)}
    assert list(rows) == ["Tháng 2", "Tháng 3", "Quý 1", "Tháng 4", "Quý 2", "Năm 2026"]
    assert rows["Tháng 2"].figures == (3, 0, 240_000, 360_000, 108_000, 252_000, 0, 252_000)
    assert rows["Quý 1"].figures == (3, 0, 480_000, 360_000, 108_000, 252_000, 84_000, 168_000)
    assert rows["Năm 2026"].figures == (3, 0, 720_000, 360_000, 108_000, 252_000, 84_000, 168_000)
    assert rows["Tháng 3"].paid_on == "15/03"


payments = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([FEB, MAR, APR]), st.integers(1, 400_000), st.integers(0, 85)),
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(payments)
def test_whatever_is_paid_the_books_add_up(here: Stage, paid: list[tuple[int, date, int, int]]) -> None:
    """Rows make totals; every đồng collected is kept or handed up; what is unpaid is what was due and not paid."""
    with transaction.atomic():
        people = [*here.members, here.secretary_person]
        for who, through, amount, day in paid:
            with suppress(Refusal):  # a paid month is not paid again while a later one is open
                here.pay(people[who], through=through, amount=amount, on=FEB + timedelta(days=day))
        closings = [here.close(month, on=on) for month, on in ((FEB, MAR), (MAR, APR), (APR, date(2026, 5, 1)))]
        for closing in closings:
            assert closing.retained + closing.handed_up == closing.collected
            assert closing.due == Charge.objects.filter(month=closing.month).aggregate(n=Sum("amount"))["n"]
        total = Payment.objects.aggregate(n=Sum("amount"))["n"] or 0
        assert sum(closing.collected for closing in closings) == total
        year = year_rows(here.cell, 2026)
        assert year[-1].collected == total
        owed = {(charge.person_id, charge.month): charge.amount for charge in Charge.objects.all()}
        for part in Payment.objects.values("person", "parts__month").annotate(n=Sum("parts__amount")):
            key = (part["person"], part["parts__month"])
            owed[key] = max(0, owed.get(key, 0) - part["n"])
        assert closings[-1].unpaid == sum(owed.values())
        transaction.set_rollback(True)


def test_a_book_is_not_opened_for_a_month_that_the_committee_above_has_closed(here: Stage) -> None:
    here.set("OWN_SHARE", "9/10")
    here.close()
    actions.close_committee_month(organization=here.place.ward, month=FEB, on=MAR, stroke=pen(here.office))
    late, writer = here.place.other_cell, pen(here.office)
    with pytest.raises(Refusal, match=r"đã khóa sổ tổng hợp đến hết tháng 02/2026.*mở sổ từ tháng 03/2026"):
        actions.open_book(organization=late, from_month=FEB, on=MAR, stroke=writer)
    assert actions.open_book(organization=late, from_month=MAR, on=MAR, stroke=writer).from_month == MAR
