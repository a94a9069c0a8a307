"""Time that party age leaves out, by the decision that recalculated it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Interruption, Person
from chibo.roll.members.rules import dates
from chibo.roll.members.writing import enter, hold


@transaction.atomic
def leave_out(
    *,
    person: Person,
    kind: str,
    by: User | None,
    on: date,
    document: str,
    document_on: date | None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    months: int = 0,
    days: int = 0,
) -> Interruption:
    """Time without party life, between two days or of a length, that the decision takes off party age.

    Raises:
        Refusal: neither days nor a length, or both; the days lie outside the membership; no decision.
    """
    what = "Không ghi nhận thời gian không tính tuổi đảng"
    person = hold(person)
    if kind not in Interruption.Kind.values:
        raise Refusal(f"{what}: chưa chọn loại.")
    if (starts_on is None) != (ends_on is None) or (starts_on is None) == (not months and not days):
        raise Refusal(f"{what}: ghi hai ngày (từ ngày, đến trước ngày), hoặc chỉ ghi số tháng, số ngày.")
    refuse_if_any(what, dates.check_document(document, document_on, on))
    assert document_on is not None  # the check has refused before
    first = person.memberships.order_by("starts_on").first()
    if first is None:
        raise Refusal(f"{what}: người này chưa là đảng viên.")
    if starts_on is not None and ends_on is not None:
        if ends_on <= starts_on or ends_on > on:
            raise Refusal(f"{what}: ngày kết thúc phải sau ngày bắt đầu và không sau ngày ghi.")
        if starts_on < (first.decided_on or first.starts_on):
            raise Refusal(f"{what}: thời gian này trước khi vào Đảng.")
        known = person.interruptions.filter(starts_on__lt=ends_on, ends_on__gt=starts_on)
        outside = person.memberships.filter(starts_on__lte=starts_on).order_by("-starts_on").first()
        if known.exists():
            raise Refusal(f"{what}: trùng với thời gian đã ghi.")
        if outside is not None and outside.ends_on is not None and outside.ends_on < ends_on:
            following = person.memberships.filter(starts_on=outside.ends_on)
            if not following.exists():
                raise Refusal(f"{what}: thời gian ngoài Đảng đã được trừ, không ghi thêm.")
    row = Interruption.objects.create(
        person=person,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        months=months,
        days=days,
        document=nfc(document),
        document_on=document_on,
    )
    enter("leave_out", person, by=by, on=on, interruption=row.pk, kind=kind, document=document)
    return row
