"""What a member declares, what is decided on their application, and whose reason is accepted."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from chibo.common.dates import add_months
from chibo.common.secrets import seal
from chibo.common.text import nfc
from chibo.foundation.rulebook import Law
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from chibo.work.fees.models import Basis, Excuse, Relief
from chibo.work.fees.permissions import can_see_income
from chibo.work.fees.queries.places import Laws, Place
from chibo.work.fees.rules.due import AGREED, OF_INCOME
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import month_of, said
from chibo.work.fees.rules.relief import Asked, check_relief
from chibo.work.fees.writing import Pen, check_day, check_ground, check_open, enter, hold, open_book_of


@transaction.atomic
def declare(
    *,
    person: Person,
    organization: Organization,
    category: str,
    income: int | None,
    work_income: int | None,
    fee: int | None,
    from_month: date,
    declared_on: date,
    ground: str,
    stroke: Pen,
) -> Basis:
    """Write what the member pays by from a month on, as they declared it on a day; what stood before stays.

    Args:
        income: đồng a month, sealed; or ``fee`` instead of it, where the cell agrees to keep only the fee.

    Raises:
        Refusal: a closed month, a category that the law of the month does not know, both or neither of the amounts.
    """
    what = f"Không ghi đối tượng đóng đảng phí của {person}"
    place = hold(organization, stroke)
    open_book_of(place, what)
    check_day(declared_on, stroke, what, "ngày khai")
    check_open(place, from_month, what)
    law = Laws(place.lineage).of(month_of(from_month))
    _check_category(category, law, from_month, what)
    _check_amounts(category, income, work_income, fee, law, what)
    if income is not None and not can_see_income(authority_of(stroke.by, stroke.today), place.form):
        raise Refusal(
            f"{what}: thu nhập là riêng tư, chỉ chi bộ ghi. Người ghi thay chỉ ghi đối tượng và số đảng phí đã tính."
        )
    told = "" if income is None else str(income) if work_income is None else f"{income};{work_income}"
    basis = Basis.objects.create(
        person=person,
        organization=place.organization,
        category=category,
        income_secret=seal(told) if told else None,
        fee=fee,
        from_month=month_of(from_month),
        declared_on=declared_on,
        ground=nfc(ground),
        recorded_at=stroke.at,
    )
    enter(
        "declare",
        place.organization,
        stroke,
        declared_on,
        person=person,
        from_month=said(basis.from_month),
        personal={"category": category, "fee": fee, "income_kept": bool(told)},
    )
    return basis


def _check_category(category: str, law: Law, month: date, what: str) -> None:
    known = law.get("fees.categories")
    if known is None or category not in known.value:
        raise Refusal(f"{what}: quy định của tháng {said(month)} không có đối tượng này.")


def _check_amounts(
    category: str, income: int | None, work_income: int | None, fee: int | None, law: Law, what: str
) -> None:
    if category in OF_INCOME:
        if (income is None) == (fee is None):
            raise Refusal(f"{what}: ghi thu nhập, hoặc chỉ ghi số đảng phí đã tính; một trong hai.")
        if category == "pensioner_working" and income is not None and work_income is None:
            raise Refusal(f"{what}: chưa ghi tiền công của công việc đang làm.")
        return
    if income is not None or work_income is not None:
        raise Refusal(f"{what}: đối tượng này không tính theo thu nhập; không ghi thu nhập.")
    if category in AGREED:
        least, most = law.value("fees.other_least_dong"), law.value("fees.other_most_dong")
        if fee is None or not least.number <= fee <= most.number:
            raise Refusal(f"{what}: mức đóng từ {shown(least.number)} đến {shown(most.number)}.")
    elif fee is not None:
        raise Refusal(f"{what}: mức của đối tượng này theo quy định, không ghi số riêng.")


@transaction.atomic
def grant_relief(
    *,
    person: Person,
    organization: Organization,
    ground: str,
    percent: int,
    from_month: date,
    months: int,
    applied_on: date,
    decided_by: Organization,
    decision: str,
    decided_on: date,
    stroke: Pen,
) -> Relief:
    """Write a decision on a member's application: a waiver (100) or one of the steps, for some months.

    Raises:
        Refusal: what the regulation does not allow, days out of order, or a decider who does not stand above the cell.
    """
    what = f"Không ghi quyết định miễn, giảm đảng phí của {person}"
    place = hold(organization, stroke)
    open_book_of(place, what)
    check_day(decided_on, stroke, what, "ngày quyết định")
    check_open(place, from_month, what)
    check_ground(decision, what)
    if applied_on > decided_on:
        raise Refusal(f"{what}: ngày làm đơn sau ngày quyết định.")
    asked = Asked(
        ground=ground,
        percent=percent,
        months=months,
        applied=True,
        base_cell=place.is_base_cell,
        decided_by_cell=decided_by.pk == place.organization.pk,
    )
    first = month_of(from_month)
    until = _check_decision(asked, person, place, decided_by, first, decided_on, what)
    relief = Relief.objects.create(
        person=person,
        organization=place.organization,
        ground=ground,
        percent=percent,
        from_month=first,
        until_month=until,
        applied_on=applied_on,
        decided_by=decided_by,
        decision=nfc(decision),
        decided_on=decided_on,
    )
    enter(
        "grant_relief",
        place.organization,
        stroke,
        decided_on,
        person=person,
        decision=relief.decision,
        decided_by=decided_by.code,
        personal={"ground": ground, "percent": percent, "from": said(first), "months": months},
    )
    return relief


def _check_decision(
    asked: Asked, person: Person, place: Place, decided_by: Organization, first: date, decided_on: date, what: str
) -> date:
    """The last month of the relief, when the regulation allows it and no other decision covers a month of it."""
    if decided_by.pk not in {form.organization_id for form in place.lineage}:
        raise Refusal(f"{what}: nơi quyết định phải là chi bộ hoặc một cấp ủy trên chi bộ.")
    refuse_if_any(what, check_relief(asked, Laws(place.lineage).of(month_of(decided_on))))
    until = add_months(first, (asked.months or 1) - 1)
    if Relief.objects.filter(person=person, from_month__lte=until, until_month__gte=first).exists():
        raise Refusal(f"{what}: đã có quyết định miễn, giảm cho một tháng trong thời gian này.")
    return until


@transaction.atomic
def judge_excuse(
    *,
    person: Person,
    organization: Organization,
    kind: str,
    words: str,
    from_month: date,
    until_month: date,
    accepted: bool,
    judged_by: str,
    judged_on: date,
    stroke: Pen,
) -> Excuse:
    """Write why some months were not paid, and whether that reason was accepted, by whom and on what day.

    Raises:
        Refusal: months out of order, a day ahead, nothing said.
    """
    what = f"Không ghi lý do chưa đóng đảng phí của {person}"
    place = hold(organization, stroke)
    open_book_of(place, what)
    check_day(judged_on, stroke, what, "ngày xem xét")
    if until_month < from_month:
        raise Refusal(f"{what}: tháng cuối trước tháng đầu.")
    if not words.strip() or not judged_by.strip():
        raise Refusal(f"{what}: chưa ghi lý do, hoặc chưa ghi nơi xem xét.")
    excuse = Excuse.objects.create(
        person=person,
        organization=place.organization,
        kind=kind,
        words=nfc(words),
        from_month=month_of(from_month),
        until_month=month_of(until_month),
        accepted=accepted,
        judged_by=nfc(judged_by),
        judged_on=judged_on,
    )
    enter(
        "judge_excuse",
        place.organization,
        stroke,
        judged_on,
        person=person,
        accepted=accepted,
        judged_by=excuse.judged_by,
        personal={"kind": kind, "from": said(excuse.from_month), "until": said(excuse.until_month)},
    )
    return excuse
