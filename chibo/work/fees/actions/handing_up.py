"""Money goes up, and the organization above says that it has it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.models import Organization
from chibo.work.fees.models import Remittance
from chibo.work.fees.queries.ledger import outstanding
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import month_of, said
from chibo.work.fees.writing import Pen, check_day, check_ground, enter, hold


@transaction.atomic
def hand_up(*, organization: Organization, amount: int, paid_on: date, document: str, stroke: Pen) -> Remittance:
    """Hand up to the committee directly above, of what closed months say must go there.

    Raises:
        Refusal: nothing above, a day ahead, more than what is outstanding.
    """
    what = "Không ghi nộp đảng phí lên cấp trên"
    place = hold(organization, stroke)
    check_day(paid_on, stroke, what, "ngày nộp")
    check_ground(document, f"{what}: thiếu số chứng từ")
    if place.above is None:
        raise Refusal(f"{what}: trên {place.form.name} không có tổ chức nào.")
    if place.closed_to is None:
        raise Refusal(f"{what}: chưa khóa sổ tháng nào nên chưa có số phải nộp.")
    left = outstanding(place.organization)
    if not 0 < amount <= left:
        raise Refusal(f"{what}: số còn phải nộp là {shown(left)}; số ghi là {shown(amount)}.")
    remittance = Remittance.objects.create(
        organization=place.organization,
        receiver=place.above.organization,
        month=month_of(paid_on),
        amount=amount,
        paid_on=paid_on,
        document=nfc(document),
        recorded_by=stroke.by,
    )
    enter(
        "hand_up",
        place.organization,
        stroke,
        paid_on,
        amount=amount,
        document=remittance.document,
        receiver=remittance.receiver.code,
        through=said(place.closed_to),
    )
    return remittance


@transaction.atomic
def confirm_receipt(*, remittance: Remittance, on: date, stroke: Pen) -> Remittance:
    """The organization above has the money, on a day.

    Raises:
        Refusal: said already, a day ahead, or before it was handed up.
        PermissionDenied: the writer keeps no book of the receiver.
    """
    what = "Không ghi nhận tiền đảng phí từ cấp dưới"
    hold(remittance.receiver, stroke)
    kept = Remittance.objects.select_for_update().select_related("organization", "receiver").get(pk=remittance.pk)
    check_day(on, stroke, what, "ngày nhận")
    if kept.received_on is not None:
        raise Refusal(f"{what}: khoản này đã được ghi nhận.")
    if on < kept.paid_on:
        raise Refusal(f"{what}: ngày nhận trước ngày nộp.")
    Remittance.objects.filter(pk=kept.pk).update(received_on=on, received_by=stroke.by)
    kept.received_on, kept.received_by = on, stroke.by
    enter(
        "confirm_receipt",
        kept.receiver,
        stroke,
        on,
        amount=kept.amount,
        document=kept.document,
        giver=kept.organization.code,
    )
    return kept
