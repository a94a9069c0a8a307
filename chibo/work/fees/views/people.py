"""Clerks of one member's fees: the page in the cell, the member's own, and what is written about them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization
from chibo.work.fees import actions
from chibo.work.fees.forms import BasisForm, CorrectForm, ExcuseForm, PayForm, ReliefForm, ReverseForm
from chibo.work.fees.pages import people as pages
from chibo.work.fees.permissions import can_see_income, check_can_keep_book
from chibo.work.fees.queries.people import get_payer_for, get_payment_for, person_page
from chibo.work.fees.queries.places import Place
from chibo.work.fees.rules.money import shown
from chibo.work.fees.views.desk import authority, frame, pen, served
from chibo.work.fees.writing import Pen

#: The acts on one member's fees: heading, the word on the button, what was done.
ACTS = {
    "thu-khac": ("Thu số khác, thu nhiều tháng", "Ghi thu", "Đã ghi thu đảng phí."),
    "doi-tuong": ("Đối tượng và căn cứ đóng đảng phí", "Ghi", "Đã ghi đối tượng đóng đảng phí."),
    "mien-giam": ("Quyết định miễn, giảm đảng phí", "Ghi quyết định", "Đã ghi quyết định miễn, giảm."),
    "ly-do": ("Lý do chưa đóng đảng phí", "Ghi", "Đã ghi lý do và ý kiến xem xét."),
    "dieu-chinh": ("Điều chỉnh tháng đã khóa", "Ghi điều chỉnh", "Đã ghi điều chỉnh."),
}


@require_GET
def page(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    who, today = authority(request), timezone.localdate()
    place, person = get_payer_for(who, code, pk)
    found = person_page(person, today, with_incomes=can_see_income(who, place.form))
    return render(request, "fees/person.html", {**frame(place, who), **pages.shown_page(place, found, who, ACTS)})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The member's own: what they declared and paid, whole."""
    who = authority(request)
    if who.person is None:
        raise Http404("Tài khoản này chưa gắn với một người trong sổ.")
    found = person_page(who.person, timezone.localdate(), with_incomes=True)
    return render(request, "fees/mine.html", pages.own_page(found))


def act(request: HttpRequest, code: str, pk: int, act: str) -> HttpResponse:
    who = authority(request)
    place, person = get_payer_for(who, code, pk)
    check_can_keep_book(who, place.form)
    heading, word, done = ACTS[act]
    form = _form(act, request, place, can_see_income(who, place.form))

    def write(clean: dict[str, Any]) -> object:
        return _write(act, form, clean, person, place.organization, pen(request))

    return served(
        request,
        form,
        write,
        done=done,
        back=reverse("fees:person", args=[code, pk]),
        context={**frame(place, who), "heading": heading, "lead": person.name, "word": word},
    )


def _form(act: str, request: HttpRequest, place: Place, with_incomes: bool) -> forms.Form:
    data, today = request.POST or None, timezone.localdate()
    match act:
        case "thu-khac":
            return PayForm(data)
        case "doi-tuong":
            return BasisForm(data, categories=pages.categories(place, today), with_incomes=with_incomes)
        case "mien-giam":
            return ReliefForm(data, **pages.relief_choices(place, today))
        case "ly-do":
            return ExcuseForm(data)
        case _:
            return CorrectForm(data)


def _write(
    act: str, form: forms.Form, clean: dict[str, Any], person: Person, organization: Organization, stroke: Pen
) -> object:
    said: dict[str, Any] = {"person": person, "organization": organization, "stroke": stroke}
    match act:
        case "thu-khac":
            return actions.collect(expected=None, **clean, **said)
        case "doi-tuong":
            return actions.declare(**{"income": None, "work_income": None, **clean}, **said)
        case "mien-giam":
            decided_by = pages.decider(clean["decided_by"])
            return actions.grant_relief(
                **{**clean, "percent": int(clean["percent"]), "decided_by": decided_by}, **said
            )
        case "ly-do":
            return actions.judge_excuse(**{**clean, "accepted": clean["accepted"] == "yes"}, **said)
        case _:
            assert isinstance(form, CorrectForm)
            return actions.correct(
                month=clean["month"], amount=form.change(), ground=clean["ground"], on=clean["on"], **said
            )


def reverse_payment(request: HttpRequest, pk: int) -> HttpResponse:
    who = authority(request)
    place, payment = get_payment_for(who, pk)
    check_can_keep_book(who, place.form)
    return served(
        request,
        ReverseForm(request.POST or None),
        lambda clean: actions.reverse(payment=payment, stroke=pen(request), **clean),
        done="Đã hủy phiếu thu.",
        back=reverse("fees:person", args=[place.organization.code, payment.person_id]),
        context={
            **frame(place, who),
            "heading": f"Hủy phiếu thu số {payment.number}/{payment.year}",
            "lead": f"{payment.person}, {shown(payment.amount)}.",
            "before": "Phiếu bị hủy vẫn ở trong sổ; phiếu hủy là bút toán mới, các tháng ấy lại thành chưa đóng.",
            "word": "Hủy phiếu",
        },
    )
