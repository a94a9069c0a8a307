"""Clerks of the books: which there are, one with its year, and what a committee sets and receives."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.work.fees import actions
from chibo.work.fees.forms import HandUpForm, OpenForm, ReceiptForm, SettingForm, YearForm
from chibo.work.fees.pages import books as pages
from chibo.work.fees.permissions import check_can_keep_book, check_can_set
from chibo.work.fees.queries.overview import get_remittance_for, shelves
from chibo.work.fees.queries.places import get_place_for
from chibo.work.fees.rules.money import shown
from chibo.work.fees.views.desk import authority, frame, pen, served


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    who = authority(request)
    return render(request, "fees/list.html", pages.shelves_page(shelves(who), who))


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    who, today = authority(request), timezone.localdate()
    place = get_place_for(who, code)
    year = YearForm(request.GET).year(today)
    return render(request, "fees/book.html", {**frame(place, who), **pages.book_page(place, who, year)})


def open_book(request: HttpRequest, code: str) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    check_can_keep_book(who, place.form)
    return served(
        request,
        OpenForm(request.POST or None),
        lambda clean: actions.open_book(organization=place.organization, stroke=pen(request), **clean),
        done="Đã mở sổ đảng phí.",
        back=reverse("fees:book", args=[code]),
        context={
            **frame(place, who),
            "heading": "Mở sổ đảng phí",
            "lead": "Từ tháng này chi bộ thu và ghi đảng phí tại đây; sổ giấy của các tháng trước giữ như cũ.",
            "word": "Mở sổ",
        },
    )


def set_value(request: HttpRequest, code: str) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    check_can_set(who, place.form)
    form = SettingForm(request.POST or None)
    return served(
        request,
        form,
        lambda clean: actions.set_value(
            organization=place.organization,
            kind=clean["kind"],
            value=form.value(),
            document=clean["document"],
            document_on=clean["document_on"],
            starts_on=clean["starts_on"],
            stroke=pen(request),
        ),
        done="Đã ghi quy định của cấp ủy.",
        back=reverse("fees:book", args=[code]),
        context={
            **frame(place, who),
            "heading": "Ghi quy định của cấp ủy về đảng phí",
            "lead": "Vùng lương tối thiểu và phần được giữ lại, theo văn bản của cấp ủy; tháng đã khóa giữ nguyên.",
            "word": "Ghi quy định",
        },
    )


def hand_up(request: HttpRequest, code: str) -> HttpResponse:
    who = authority(request)
    place = get_place_for(who, code)
    check_can_keep_book(who, place.form)
    return served(
        request,
        HandUpForm(request.POST or None),
        lambda clean: actions.hand_up(organization=place.organization, stroke=pen(request), **clean),
        done="Đã ghi nộp đảng phí lên cấp trên.",
        back=reverse("fees:book", args=[code]),
        context={
            **frame(place, who),
            "heading": "Nộp đảng phí lên cấp trên",
            "word": "Ghi nộp",
            **pages.to_hand_up(place),
        },
    )


def confirm_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    who = authority(request)
    place, remittance = get_remittance_for(who, pk)
    check_can_keep_book(who, place.form)
    return served(
        request,
        ReceiptForm(request.POST or None),
        lambda clean: actions.confirm_receipt(remittance=remittance, stroke=pen(request), **clean),
        done="Đã ghi nhận tiền đảng phí từ cấp dưới.",
        back=reverse("fees:book", args=[place.organization.code]),
        context={
            **frame(place, who),
            "heading": "Nhận đảng phí từ cấp dưới",
            "lead": f"{shown(remittance.amount)}, chứng từ {remittance.document}.",
            "word": "Đã nhận",
        },
    )
