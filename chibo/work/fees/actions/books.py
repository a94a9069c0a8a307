"""A fee book is opened, a committee sets what it is kept by, and a month is closed: all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.db import transaction
from django.db.models import Sum

from chibo.common.dates import add_months, display
from chibo.common.text import nfc
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from chibo.work.fees.models import Book, Charge, Closing, Setting
from chibo.work.fees.permissions import check_can_set
from chibo.work.fees.queries.closing import Draft, committee_draft, draft
from chibo.work.fees.queries.places import Place, place_of
from chibo.work.fees.rules.due import REGIONS
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import last_day, month_of, said
from chibo.work.fees.rules.sharing import check_cell_share
from chibo.work.fees.witness import of_charge, of_closing
from chibo.work.fees.writing import Pen, check_day, check_ground, check_open, enter, hold, open_book_of

#: How many are named where all would not be read.
FEW = 3


@transaction.atomic
def open_book(*, organization: Organization, from_month: date, on: date, stroke: Pen) -> Book:
    """The cell keeps its fee book here from a month on.

    Raises:
        Refusal: a book is open already, the organization is no cell, a month ahead, or one that the committee above
            has closed: what the cell hands up would stand in no month of that committee's book.
    """
    what = "Không mở sổ đảng phí"
    place = hold(organization, stroke)
    if not place.is_cell:
        raise Refusal(f"{what}: đảng phí của đảng viên thu ở chi bộ; {place.form.name} không phải là chi bộ.")
    if place.from_month is not None:
        raise Refusal(f"{what}: sổ đã mở từ tháng {said(place.from_month)}.")
    check_day(on, stroke, what, "ngày mở sổ")
    if month_of(from_month) > month_of(stroke.today):
        raise Refusal(f"{what}: tháng {said(from_month)} chưa đến.")
    last = _last_closed(place.above.organization_id) if place.above else None
    if place.above is not None and last is not None and last >= month_of(from_month):
        raise Refusal(
            f"{what}: {place.above.name} đã khóa sổ tổng hợp đến hết tháng {said(last)}, "
            f"số của chi bộ sẽ không vào sổ ấy. Đồng chí mở sổ từ tháng {said(add_months(last, 1))}; "
            "các tháng trước giữ ở sổ giấy."
        )
    book = Book.objects.create(organization=place.organization, from_month=month_of(from_month), opened_on=on)
    enter("open_book", place.organization, stroke, on, from_month=said(book.from_month))
    return book


def _last_closed(organization: int) -> date | None:
    rows = Closing.objects.filter(organization=organization).order_by("-month")
    return rows.values_list("month", flat=True).first()


@transaction.atomic
def set_value(
    *,
    organization: Organization,
    kind: str,
    value: str,
    document: str,
    document_on: date,
    starts_on: date,
    stroke: Pen,
) -> Setting:
    """A committee sets a region or a share from a month on, by its own document.

    Args:
        value: a region ("1" to "4") or a part of the whole ("3/10").

    Raises:
        Refusal: no such region, no part of a whole, outside the bounds of the regulation where they are confirmed.
    """
    what = "Không ghi quy định của cấp ủy về đảng phí"
    place = place_of(organization, stroke.today)
    check_can_set(authority_of(stroke.by, stroke.today), place.form)
    check_ground(document, f"{what}: thiếu số văn bản")
    check_day(document_on, stroke, what, "ngày văn bản")
    if kind == Setting.Kind.REGION:
        if value not in REGIONS:
            raise Refusal(f"{what}: chưa chọn vùng lương tối thiểu.")
    else:
        share = _part(value, what)
        if kind == Setting.Kind.CELL_SHARE:
            refuse_if_any(what, check_cell_share(share, law_on(month_of(starts_on))))
    setting = Setting.objects.create(
        organization=place.organization,
        kind=Setting.Kind(kind),
        value=value,
        document=nfc(document),
        document_on=document_on,
        starts_on=month_of(starts_on),
    )
    enter(
        "set_value",
        place.organization,
        stroke,
        document_on,
        kind=kind,
        value=value,
        document=setting.document,
        from_month=said(setting.starts_on),
    )
    return setting


def _part(value: str, what: str) -> Fraction:
    over, slash, under = value.partition("/")
    if not (slash and over.isdigit() and under.isdigit() and int(under) > 0 and int(over) <= int(under)):
        raise Refusal(f"{what}: “{value}” không phải là một phần của số thu.")
    return Fraction(int(over), int(under))


@transaction.atomic
def close_cell_month(*, organization: Organization, month: date, on: date, stroke: Pen) -> Closing:
    """Write down what each member owes for the month, and what is kept and handed up; later only corrections follow.

    Raises:
        Refusal: not the oldest open month, not over yet, a fee that cannot be told, no share set by the committee.
    """
    what = f"Không khóa sổ đảng phí tháng {said(month)}"
    place = hold(organization, stroke)
    first = open_book_of(place, what)
    if month != first:
        raise Refusal(f"{what}: tháng đang mở cũ nhất là {said(first)}; khóa sổ theo thứ tự.")
    _check_over(month, on, stroke, what)
    ready = draft(place, month)
    if ready.blocked:
        named = "; ".join(f"{name}: {words.rstrip('.')}" for name, words in ready.blocked[:FEW])
        rest = f"; và {more} đồng chí khác" if (more := len(ready.blocked) - FEW) > 0 else ""
        raise Refusal(f"{what}: chưa tính được đảng phí của {len(ready.blocked)} đồng chí. {named}{rest}.")
    charges = Charge.objects.bulk_create(ready.charges)
    return _close(place, month, ready, on, stroke, charges, what)


@transaction.atomic
def close_committee_month(*, organization: Organization, month: date, on: date, stroke: Pen) -> Closing:
    """Add up what the organizations directly below have closed; every one that keeps a book must have.

    Raises:
        Refusal: a month closed already or out of order, an organization below that is still open, no own share set.
    """
    what = f"Không khóa sổ đảng phí tháng {said(month)}"
    place = hold(organization, stroke)
    if place.is_cell:
        raise Refusal(f"{what}: {place.form.name} là chi bộ, khóa sổ theo danh sách thu.")
    if place.closed_to is not None and month != place.first_open:
        raise Refusal(f"{what}: tháng kế tiếp phải khóa là {said(place.first_open or month)}.")
    _check_over(month, on, stroke, what)
    ready, waiting = committee_draft(place, month)
    if waiting:
        names = "; ".join(waiting[:10]) + ("…" if len(waiting) > 10 else "")
        raise Refusal(f"{what}: còn {len(waiting)} tổ chức trực thuộc chưa khóa sổ: {names}")
    return _close(place, month, ready, on, stroke, [], what)


def _check_over(month: date, on: date, stroke: Pen, what: str) -> None:
    check_day(on, stroke, what, "ngày khóa sổ")
    if on < last_day(month):
        raise Refusal(f"{what}: tháng chưa hết; khóa từ ngày {display(last_day(month))}.")


def _close(
    place: Place, month: date, ready: Draft, on: date, stroke: Pen, charges: Sequence[Charge], what: str
) -> Closing:
    if ready.setting is None:
        kind = Setting.Kind.CELL_SHARE if place.is_cell else Setting.Kind.OWN_SHARE
        above = place.above.name if place.is_cell and place.above else place.form.name
        raise Refusal(
            f"{what}: chưa có “{kind.label}” cho tháng {said(month)}. "
            f"{above} ghi mức của mình, có số và ngày văn bản, ở trang sổ đảng phí của cấp ủy."
        )
    closing = Closing.objects.create(
        organization=place.organization,
        month=month,
        members=ready.members,
        exempt=ready.exempt,
        due=ready.due,
        collected=ready.collected,
        unpaid=ready.unpaid,
        retained=ready.retained,
        handed_up=ready.handed_up,
        share=ready.setting.value,
        setting=ready.setting,
        closed_on=on,
        closed_by=stroke.by,
    )
    record_batch(
        action="fees.close_month",
        by=stroke.by,
        on=on,
        subject=f"organization:{place.organization.code}",
        organization=place.organization.code,
        rows=[of_closing(closing), *(of_charge(charge) for charge in charges)],
        payload={
            "month": said(month),
            "collected": closing.collected,
            "retained": closing.retained,
            "handed_up": closing.handed_up,
        },
    )
    return closing


@transaction.atomic
def correct(
    *, person: Person, organization: Organization, month: date, amount: int, ground: str, on: date, stroke: Pen
) -> Charge:
    """Change what a member owes for a closed month, by an entry in the month that is open.

    Args:
        amount: đồng more (or, below nought, less) than stands.

    Raises:
        Refusal: a month that is open, no change, or less than nothing left.
    """
    what = f"Không ghi điều chỉnh đảng phí của {person}"
    place = hold(organization, stroke)
    first = open_book_of(place, what)
    check_day(on, stroke, what, "ngày điều chỉnh")
    check_open(place, on, what)
    check_ground(ground, what)
    if not place.is_closed(month):
        raise Refusal(f"{what}: sổ tháng {said(month)} chưa khóa; ghi lại đối tượng hoặc thu nhập là đủ.")
    standing = Charge.objects.filter(person=person, month=month).aggregate(total=Sum("amount"))["total"]
    if standing is None:
        raise Refusal(f"{what}: tháng {said(month)} đồng chí này không có khoản phải đóng ở sổ này.")
    if not amount or standing + amount < 0:
        raise Refusal(f"{what}: số phải đóng của tháng đang là {shown(standing)}; không thể điều chỉnh như vậy.")
    charge = Charge.objects.create(
        person=person,
        organization=place.organization,
        month=month,
        entered_month=first,
        amount=amount,
        words=f"điều chỉnh tháng {said(month)}",
        corrects=True,
        ground=nfc(ground),
    )
    enter(
        "correct",
        place.organization,
        stroke,
        on,
        person=person,
        row=of_charge(charge),
        month=said(month),
        ground=charge.ground,
        personal={"amount": amount},
    )
    return charge


def record_export(*, organization: Organization, sheet: str, rows: int, stroke: Pen) -> None:
    """The ledger of a place was taken out as a file: by whom, which sheet, how many lines."""
    enter("export", organization, stroke, stroke.today, sheet=sheet, rows=rows)
