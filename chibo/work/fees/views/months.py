"""Clerks of a month: the list on the phone, one tap, the closing, the sheet for print."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.foundation.rulebook.findings import Refusal
from chibo.work.fees import actions
from chibo.work.fees.forms import CloseForm, CollectForm, TapForm
from chibo.work.fees.pages import months as pages
from chibo.work.fees.permissions import can_see_income, check_can_keep_book, check_can_view
from chibo.work.fees.queries.months import month_page
from chibo.work.fees.queries.people import payer_of
from chibo.work.fees.queries.places import get_place_for
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import said
from chibo.work.fees.views.desk import authority, frame, pen, served


@require_GET
def page(request: HttpRequest, code: str, month: date) -> HttpResponse:
    """An open month of a cell; a closed one is read as its sheet, and a committee's in its book."""
    who = authority(request)
    place = get_place_for(who, code)
    if not place.is_cell or place.first_open is None:
        return redirect("fees:book", code=code)
    if month < place.first_open:
        return redirect("fees:sheet", code=code, month=month)
    listed = month_page(place, month, incomes=can_see_income(who, place.form))
    tap = TapForm(request.GET if "ngay" in request.GET else None, initial={"xem": request.GET.get("xem", "")})
    context = {
        **frame(place, who),
        **pages.list_page(place, listed, tap, who, timezone.localdate(), request.GET.get("xem") == "chua"),
    }
    return render(request, "fees/month.html", context)


@require_POST
def collect(request: HttpRequest, code: str, month: date) -> HttpResponse:
    """One tap. What is wrong is said above the list; nothing is lost."""
    who = authority(request)
    place = get_place_for(who, code)
    check_can_keep_book(who, place.form)
    form = CollectForm(request.POST)
    if not form.is_valid():
        return render(request, "fees/refused.html", {**frame(place, who), "form": form, "month": month}, status=422)
    clean = form.cleaned_data
    person = payer_of(place, clean["person"])
    try:
        payment = actions.collect(
            person=person,
            organization=place.organization,
            through=month,
            amount=None,
            expected=clean["expected"],
            method=clean["cach"],
            paid_on=clean["ngay"],
            stroke=pen(request),
        )
    except Refusal as refusal:
        context = {**frame(place, who), "refusal": refusal, "month": month}
        return render(request, "fees/refused.html", context, status=422)
    messages.success(request, f"Đã thu {shown(payment.amount)} của {person}, phiếu thu số {payment.number}.")
    kept = urlencode({"ngay": f"{clean['ngay']:%d/%m/%Y}", "cach": clean["cach"], "xem": clean["xem"]})
    return redirect(f"{reverse('fees:month', args=[code, month])}?{kept}#p{person.pk}")


def close(request: HttpRequest, code: str, month: date) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    check_can_keep_book(who, place.form)
    act = actions.close_cell_month if place.is_cell else actions.close_committee_month
    return served(
        request,
        CloseForm(request.POST or None),
        lambda clean: act(organization=place.organization, month=month, on=clean["on"], stroke=pen(request)),
        done=f"Đã khóa sổ đảng phí tháng {said(month)}.",
        back=reverse("fees:book", args=[code]),
        context={
            **frame(place, who),
            **pages.closing_page(place, month),
            "heading": f"Khóa sổ đảng phí tháng {said(month)}",
            "before": "Tháng đã khóa không sửa được; sai thì ghi điều chỉnh có căn cứ ở tháng sau.",
            "word": "Khóa sổ",
        },
    )


@require_GET
def sheet(request: HttpRequest, code: str, month: date) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    check_can_view(who, place.form)
    found = pages.sheet_for(place, month, who)
    return render(request, "fees/sheet.html", {**frame(place, who), **pages.sheet_page(place, month, found)})
