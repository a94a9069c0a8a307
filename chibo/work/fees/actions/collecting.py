"""Money comes in, and is taken back when it was written wrongly."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max

from chibo.common.dates import add_months
from chibo.common.text import nfc
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization
from chibo.work.fees.models import Payment, PaymentPart
from chibo.work.fees.queries.stretch import Stretch
from chibo.work.fees.rules.allocation import Part, allocate
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import month_of, said, told
from chibo.work.fees.witness import of_payment
from chibo.work.fees.writing import Pen, check_day, check_ground, check_open, enter, hold, open_book_of

#: How far ahead a payment is taken before it looks like a slip of the pen.
MONTHS_AHEAD = 12


@transaction.atomic
def collect(
    *,
    person: Person,
    organization: Organization,
    through: date,
    amount: int | None,
    expected: int | None,
    method: str,
    paid_on: date,
    stroke: Pen,
) -> Payment:
    """Take the fee of a member up to a month and write the receipt.

    The money goes to the oldest open month first; what is more than asked for stays with the last month, as paying
    above the rate is allowed.

    Args:
        through: the last month that is paid for.
        amount: đồng; None takes all that is open.
        expected: what the page showed as open, so that a second tap or a stale page is noticed; None does not ask.

    Raises:
        Refusal: a closed month, a day ahead, an amount that cannot be told, nothing open.
        PermissionDenied: no appointment that keeps this book.
    """
    what = f"Không ghi thu đảng phí của {person}"
    place = hold(organization, stroke)
    first = open_book_of(place, what)
    check_day(paid_on, stroke, what, "ngày nộp")
    check_open(place, paid_on, what)
    if through > add_months(month_of(paid_on), MONTHS_AHEAD):
        raise Refusal(f"{what}: tháng {said(through)} xa hơn {MONTHS_AHEAD} tháng sau ngày nộp; xem lại tháng.")
    stretch = Stretch(place, first, max(first, through, month_of(paid_on)), people=[person.pk])
    owed = _owed(stretch, person, through, what)
    total = sum(still for _, still in owed)
    if expected is not None and expected != total:
        raise Refusal(
            f"{what}: số còn phải đóng nay là {shown(total)}, khác số trên trang ({shown(expected)}). "
            f"Có thể khoản này vừa được ghi; đồng chí xem lại rồi ghi."
        )
    if amount is None and not total:
        raise Refusal(f"{what}: đến hết tháng {said(through)} đã đóng đủ.")
    asked = total if amount is None else amount
    if asked <= 0:
        raise Refusal(f"{what}: số tiền phải lớn hơn 0.")
    if not total:
        _check_nothing_later(stretch, person, through, month_of(paid_on), what)
    parts, left = allocate(asked, owed)
    payment = _write(place.organization, person, _with_rest(parts, left, through), method, paid_on, stroke)
    enter(
        "collect",
        place.organization,
        stroke,
        paid_on,
        person=person,
        row=of_payment(payment),
        receipt=f"{payment.number}/{payment.year}",
        personal={"amount": asked, "months": [[said(p.month), p.amount] for p in payment.parts.order_by("month")]},
    )
    return payment


def _check_nothing_later(stretch: Stretch, person: Person, through: date, now: date, what: str) -> None:
    """Paying above the rate is allowed; paying a paid month while a later one is open is a slip of the pen."""
    if later := [month for month, still in stretch.owed(person.pk, now) if still and month > through]:
        raise Refusal(
            f"{what}: đến hết tháng {said(through)} đã đóng đủ, tháng {told(later)} chưa đóng. "
            f"Đồng chí ghi đóng đến hết tháng {said(later[-1])}."
        )


def _owed(stretch: Stretch, person: Person, through: date, what: str) -> list[tuple[date, int]]:
    owed = stretch.owed(person.pk, through)
    for month, still in owed:
        if still is None:
            raise Refusal(f"{what}: tháng {said(month)}: {stretch.due(person.pk, month).blocked}")
    if not owed and person.pk not in stretch.people:
        raise Refusal(f"{what}: người này không sinh hoạt ở {stretch.place.form.name} trong các tháng ấy.")
    return [(month, still) for month, still in owed if still is not None]


def _with_rest(parts: list[Part], left: int, through: date) -> dict[date, int]:
    amounts = {part.month: part.amount for part in parts}
    if left:
        amounts[through] = amounts.get(through, 0) + left
    return amounts


@transaction.atomic
def reverse(*, payment: Payment, on: date, ground: str, stroke: Pen) -> Payment:
    """Take a payment back whole, by another entry with its ground; the months are open again.

    Raises:
        Refusal: taken back already, itself a reversal, or a day in a closed month.
    """
    what = f"Không hủy phiếu thu số {payment.number}/{payment.year}"
    place = hold(payment.organization, stroke)
    check_ground(ground, what)
    check_day(on, stroke, what, "ngày hủy")
    check_open(place, on, what)
    if payment.reverses_id is not None or Payment.objects.filter(reverses=payment).exists():
        raise Refusal(f"{what}: phiếu này đã được hủy, hoặc chính nó là phiếu hủy.")
    if on < payment.paid_on:
        raise Refusal(f"{what}: ngày hủy trước ngày thu.")
    amounts = {part.month: -part.amount for part in payment.parts.all()}
    reversal = _write(
        payment.organization, payment.person, amounts, payment.method, on, stroke, reverses=payment, ground=ground
    )
    enter(
        "reverse",
        payment.organization,
        stroke,
        on,
        person=payment.person,
        row=of_payment(reversal),
        receipt=f"{payment.number}/{payment.year}",
        ground=nfc(ground),
        personal={"amount": payment.amount},
    )
    return reversal


def _write(
    organization: Organization,
    person: Person,
    amounts: dict[date, int],
    method: str,
    paid_on: date,
    stroke: Pen,
    *,
    reverses: Payment | None = None,
    ground: str = "",
) -> Payment:
    """The row with the next number of the cell and year, and its parts."""
    if method not in Payment.Method.values:
        raise Refusal("Không ghi thu đảng phí: chưa chọn hình thức nộp.")
    last = Payment.objects.filter(organization=organization, year=paid_on.year).aggregate(n=Max("number"))["n"]
    payment = Payment.objects.create(
        organization=organization,
        person=person,
        amount=sum(amounts.values()),
        method=method,
        paid_on=paid_on,
        year=paid_on.year,
        number=(last or 0) + 1,
        reverses=reverses,
        ground=nfc(ground),
        recorded_by=stroke.by,
        recorded_at=stroke.at,
    )
    PaymentPart.objects.bulk_create(
        PaymentPart(payment=payment, person=person, month=month, amount=amount) for month, amount in amounts.items()
    )
    return payment
