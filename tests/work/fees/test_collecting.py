"""Taking the fee: the right amount, the oldest month first, a receipt; and every way of being refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from chibo.foundation.ledger.audit import audit
from chibo.foundation.rulebook.findings import Refusal
from chibo.work.fees import actions
from chibo.work.fees.models import Payment
from tests.builders import neighbour_secretary
from tests.work.fees.stage import APR, FEB, MAR, Stage, pen, stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Stage:
    return stage()


def months(payment: Payment) -> dict[date, int]:
    return {part.month: part.amount for part in payment.parts.all()}


def test_one_tap_takes_what_the_month_asks(here: Stage) -> None:
    payment = here.pay(here.members[0], expected=120_000)
    assert (payment.amount, payment.number, payment.year) == (120_000, 1, 2026)
    assert months(payment) == {FEB: 120_000}
    assert here.pay(here.members[1]).number == 2
    assert audit().ok


def test_several_months_at_once_and_in_advance(here: Stage) -> None:
    payment = here.pay(here.members[0], through=APR)
    assert months(payment) == {FEB: 120_000, MAR: 120_000, APR: 120_000}


def test_less_than_all_goes_to_the_oldest_month(here: Stage) -> None:
    who = here.members[0]
    assert months(here.pay(who, through=MAR, amount=150_000)) == {FEB: 120_000, MAR: 30_000}
    assert months(here.pay(who, through=MAR)) == {MAR: 90_000}


def test_more_than_asked_for_stays_with_the_last_month(here: Stage) -> None:
    assert months(here.pay(here.members[0], amount=200_000)) == {FEB: 200_000}


def test_more_than_a_paid_month_asks_is_refused_while_a_later_one_is_open(here: Stage) -> None:
    who = here.members[0]
    here.pay(who)
    with pytest.raises(Refusal, match=r"đến hết tháng 02/2026 đã đóng đủ, tháng 03/2026 chưa đóng"):
        here.pay(who, through=FEB, amount=120_000, on=date(2026, 3, 5))
    assert months(here.pay(who, through=MAR, amount=150_000, on=date(2026, 3, 5))) == {MAR: 150_000}


def test_arrears_of_closed_months_come_first(here: Stage) -> None:
    who = here.members[0]
    here.close()
    assert months(here.pay(who, through=MAR, on=date(2026, 3, 5))) == {FEB: 120_000, MAR: 120_000}


def test_a_fee_of_the_month_is_charged_by_the_basis_of_the_month(here: Stage) -> None:
    who = here.members[0]
    here.declare(who, income=20_000_000, from_month=MAR)
    assert months(here.pay(who, through=MAR)) == {FEB: 120_000, MAR: 200_000}


def test_a_second_tap_is_noticed(here: Stage) -> None:
    here.pay(here.members[0], expected=120_000)
    with pytest.raises(Refusal, match="số còn phải đóng nay là 0"):
        here.pay(here.members[0], expected=120_000)
    assert Payment.objects.count() == 1


def test_nothing_open_takes_nothing(here: Stage) -> None:
    here.pay(here.members[0])
    with pytest.raises(Refusal, match="đã đóng đủ"):
        here.pay(here.members[0])


def test_an_amount_that_cannot_be_told_takes_nothing() -> None:
    here = stage(declared=False)
    with pytest.raises(Refusal, match="Chưa ghi đối tượng"):
        here.pay(here.members[0])


def test_a_stranger_pays_elsewhere(here: Stage) -> None:
    from tests.builders import official
    from tests.cast import HA

    stranger = official(HA, here.place.other_cell)
    with pytest.raises(Refusal, match="không sinh hoạt ở"):
        here.pay(stranger)


def test_days_and_months_keep_their_order(here: Stage) -> None:
    with pytest.raises(Refusal, match="chưa đến"):
        here.pay(here.members[0], on=date(2026, 6, 16))
    with pytest.raises(Refusal, match="xa hơn 12 tháng"):
        here.pay(here.members[0], through=date(2027, 3, 1))
    here.close()
    with pytest.raises(Refusal, match="sổ tháng 02/2026 đã khóa"):
        here.pay(here.members[0], on=date(2026, 2, 20))


def test_nobody_from_elsewhere_keeps_this_book(here: Stage) -> None:
    with pytest.raises(PermissionDenied):
        here.pay(here.members[0], by=neighbour_secretary(here.place.neighbour_cell))


def test_the_office_above_writes_for_the_cell(here: Stage) -> None:
    assert here.pay(here.members[0], by=here.office).amount == 120_000


def test_a_wrong_receipt_is_taken_back_by_another_entry(here: Stage) -> None:
    who = here.members[0]
    wrong = here.pay(who)
    back = actions.reverse(payment=wrong, on=date(2026, 2, 11), ground="ghi nhầm người", stroke=pen(here.secretary))
    assert (back.amount, back.number) == (-120_000, 2)
    assert here.pay(who, expected=120_000).number == 3
    assert audit().ok
    for payment, ground in ((wrong, "lần nữa"), (back, "hủy phiếu hủy"), (here.pay(who, through=MAR), "")):
        with pytest.raises(Refusal):
            actions.reverse(payment=payment, on=date(2026, 2, 12), ground=ground, stroke=pen(here.secretary))


def test_a_changed_row_is_found(here: Stage) -> None:
    payment = here.pay(here.members[0])
    Payment.objects.filter(pk=payment.pk).update(amount=1)
    assert [fault.kind for fault in audit().faults] == ["row_changed"]
