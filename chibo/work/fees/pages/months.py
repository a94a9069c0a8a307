"""The list of a month, the page before closing it, and the sheet (S01/ĐP, part I)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from chibo.foundation.rulebook.units import percent
from chibo.roll.members.permissions import Authority
from chibo.work.fees.forms import TapForm
from chibo.work.fees.models import Payment
from chibo.work.fees.permissions import can_record, can_see_income
from chibo.work.fees.queries.closing import committee_draft, draft
from chibo.work.fees.queries.months import BLOCKED, OPEN, MonthPage
from chibo.work.fees.queries.places import Place, part_of
from chibo.work.fees.queries.sheet import Sheet, sheet_of
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import last_day, said, told

#: The form's own heads (S01/ĐP, part I): each group over its columns.
MONTH_HEAD: Sequence[tuple[str, Sequence[str]]] = (
    ("", ("Stt", "Họ và tên đảng viên", "Được miễn", "Tháng/năm", "Thu nhập tính đóng đảng phí")),
    ("Số tiền đảng phí phải đóng", ("Tháng này", "Truy thu các tháng trước", "Cộng")),
    ("", ("Số tiền đảng phí đã thu", "Số tiền đảng phí chưa đóng đến cuối tháng")),
)


def list_page(
    place: Place, listed: MonthPage, tap: TapForm, who: Authority, today: date, only_open: bool
) -> dict[str, Any]:
    """``only_open``: leave out those who have nothing more to pay."""
    ready = tap.is_bound and tap.is_valid()
    writes = can_record(who, place.form)
    unsettled = [line for line in listed.lines if line.state in {OPEN, BLOCKED}]
    method = tap.cleaned_data["cach"] if ready else ""
    return {
        "shown": unsettled if only_open else listed.lines,
        "only_open": only_open,
        "unsettled": len(unsettled),
        "method_words": Payment.Method(method).label if method else "",
        "month": listed.month,
        "said": said(listed.month),
        "listed": listed,
        "tap": tap,
        "ready": ready and writes,
        "paid_on": tap.cleaned_data["ngay"] if ready else None,
        "method": method,
        "writes": writes,
        "earlier": told(list(listed.earlier_open)),
        "first_open": place.first_open,
        "may_close": writes and listed.month == place.first_open and last_day(listed.month) <= today,
    }


def closing_page(place: Place, month: date) -> dict[str, Any]:
    """What closing would write, with what stands in its way."""
    waiting: list[str] = []
    if place.is_cell:
        if place.first_open != month:
            return {"lead": "", "facts": []}
        ready = draft(place, month)
    else:
        ready, waiting = committee_draft(place, month)
    setting = ready.setting
    return {
        "lead": place.form.name,
        # Sums that leave somebody out would be taken for the sums of the month.
        "facts": []
        if ready.blocked
        else [
            ("Đảng viên đến cuối tháng", ready.members),
            ("Được miễn", ready.exempt),
            ("Phải đóng trong tháng", shown(ready.due)),
            ("Đã thu trong tháng" if place.is_cell else "Cấp dưới phải nộp", shown(ready.collected)),
            ("Chưa đóng đến cuối tháng", shown(ready.unpaid)),
            ("Phần giữ lại", f"{percent(part_of(setting))} (số {setting.document})" if setting else ""),
            ("Được trích giữ lại", shown(ready.retained) if setting else ""),
            ("Phải nộp cấp trên", shown(ready.handed_up) if setting else ""),
        ],
        "blocked": ready.blocked,
        "waiting": waiting,
        "to_do": reverse("fees:month", args=[place.organization.code, month]) if ready.blocked else "",
    }


def sheet_for(place: Place, month: date, who: Authority) -> Sheet:
    """The sheet of a closed month, or of the oldest open one; others are not settled enough to be written down."""
    if not place.is_cell or place.first_open is None or place.from_month is None:
        raise Http404("Tổ chức này không có danh sách thu đảng phí.")
    if not place.from_month <= month <= place.first_open:
        raise Http404("Sổ tháng này chưa đến lượt, hoặc có trước khi sổ được mở ở đây.")
    return sheet_of(place, month, with_incomes=can_see_income(who, place.form))


def sheet_page(place: Place, month: date, sheet: Sheet) -> dict[str, Any]:
    return {
        "month": month,
        "said": said(month),
        "sheet": sheet,
        "head": MONTH_HEAD,
        "above": place.above.name if place.above else "",
    }
