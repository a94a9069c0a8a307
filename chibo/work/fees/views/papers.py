"""Clerks of what leaves the house: receipts and spreadsheets."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.common import workbooks
from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.queries import signed_in
from chibo.work.fees import actions, papers, sheets
from chibo.work.fees.forms import YearForm
from chibo.work.fees.pages import months as pages
from chibo.work.fees.permissions import check_can_view
from chibo.work.fees.queries.ledger import year_rows
from chibo.work.fees.queries.people import get_payment_for
from chibo.work.fees.queries.places import Place, get_place_for
from chibo.work.fees.views.desk import authority, pen

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    place, payment = get_payment_for(authority(request), pk)
    pdf = papers.receipt_pdf(place, payment)
    name = f"phieu-thu-{payment.year}-{payment.number}.pdf"
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_GET
def export_month(request: HttpRequest, code: str, month: date) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    check_can_view(who, place.form)
    found = pages.sheet_for(place, month, who)
    mark = _taken_out(request, place, f"month:{month:%Y-%m}", rows=len(found.rows))
    return _file(sheets.month_book(place, found, mark), f"so-thu-{code}-{month:%Y-%m}.xlsx")


@require_GET
def export_year(request: HttpRequest, code: str) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    year = YearForm(request.GET).year(timezone.localdate())
    rows = year_rows(place.organization, year)
    mark = _taken_out(request, place, f"year:{year}", rows=len(rows))
    return _file(sheets.year_book(place, year, rows, mark), f"so-tong-hop-{code}-{year}.xlsx")


def _taken_out(request: HttpRequest, place: Place, sheet: str, *, rows: int) -> str:
    """A look and an entry of the ledger; returns who and when for the foot of every page."""
    user, at = signed_in(request), timezone.now()
    capacity = authority(request).capacity[:200]
    record_look(user=user, subject="fees", person_id=None, capacity=capacity, page=f"fees:{sheet}", at=at)
    actions.record_export(organization=place.organization, sheet=sheet, rows=rows, stroke=pen(request))
    return workbooks.mark(str(user), timezone.localtime(at))


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_XLSX, headers=headers)
