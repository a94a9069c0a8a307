"""Party cards: who has which, handing out, ending, replacing, the exchange of many."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from chibo.foundation.rulebook.findings import refuse_if_any
from chibo.roll.members import actions as members
from chibo.roll.members.queries import get_person, place_of
from chibo.roll.organizations.models import Form
from chibo.roll.organizations.queries import lineage_of
from chibo.work.honours import pages, permissions, queries
from chibo.work.honours.actions.checking import check_day
from chibo.work.honours.candidates import ended_by
from chibo.work.honours.forms.cards import EndForm, ExchangeForm, IssueForm, ReplaceForm
from chibo.work.honours.queries import cards
from chibo.work.honours.views.desk import act, asker, stroke_of


@require_GET
def list_(request: HttpRequest, code: str) -> HttpResponse:
    authority = asker(request)
    form = queries.get_form_for(authority, code)
    only = cards.Filter.of(request.GET.get("muc", ""))
    page = cards.card_page(form, authority.on, only, pages.page_number(request.GET.get("trang", "")))
    return render(request, "honours/cards.html", pages.cards_page(authority, form, only, page))


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    authority = asker(request)
    person = get_person(authority, pk, authority.on)
    path = lineage_of(place_of(person, authority.on), authority.on)
    issuer = permissions.check_committee_of(authority, path)

    def perform(form: IssueForm) -> str:
        clean, stroke = form.cleaned_data, stroke_of(request)
        _has_come(form, authority.on, "Không ghi nhận thẻ đảng viên")
        members.issue_card(
            person=person,
            number=clean["number"],
            issued_by=issuer.organization,
            by=stroke.by,
            on=clean["on"],
            decision=clean["decision"],
        )
        return _cards_of(path)

    return act(
        request,
        IssueForm(request.POST or None),
        perform,
        done="Đã ghi thẻ.",
        heading="Phát thẻ đảng viên",
        lead=f"{person}. Nơi phát: {issuer.name}",
        button="Ghi thẻ",
        back=_cards_of(path),
    )


def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Lost, taken back, kept by the family: the cell's pen writes it down."""
    authority = asker(request)
    card = cards.get_card(authority, pk)
    place = place_of(card.person, authority.on)
    permissions.check_can_nominate(authority, place)

    def perform(form: EndForm) -> str:
        _has_come(form, authority.on, "Không ghi nhận việc thẻ thôi dùng")
        members.end_card(card=card, by=stroke_of(request).by, **form.cleaned_data)
        return _cards_of([place])

    return act(
        request,
        EndForm(request.POST or None, ended_by=ended_by(card.person, authority.on)),
        perform,
        done="Đã ghi thẻ thôi dùng.",
        heading="Thẻ đảng viên thôi dùng",
        lead=f"{card.person}, thẻ số {cards.masked(card.number)}",
        button="Ghi",
        before="Thẻ cũ vẫn lưu trong lịch sử; thẻ mới được ghi bằng việc phát thẻ.",
        back=reverse("honours:person", args=[card.person_id]),
    )


def replace(request: HttpRequest, pk: int) -> HttpResponse:
    authority = asker(request)
    card = cards.get_card(authority, pk)
    path = lineage_of(place_of(card.person, authority.on), authority.on)
    issuer = permissions.check_committee_of(authority, path)

    def perform(form: ReplaceForm) -> str:
        _has_come(form, authority.on, "Không ghi nhận việc đổi thẻ")
        members.replace_card(card=card, issued_by=issuer.organization, by=stroke_of(request).by, **form.cleaned_data)
        return _cards_of(path)

    return act(
        request,
        ReplaceForm(request.POST or None),
        perform,
        done="Đã ghi thẻ mới; thẻ cũ lưu trong lịch sử.",
        heading="Đổi, cấp lại thẻ đảng viên",
        lead=f"{card.person}, thẻ số {cards.masked(card.number)}. Nơi cấp: {issuer.name}",
        button="Ghi thẻ mới",
        back=reverse("honours:person", args=[card.person_id]),
    )


def exchange(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody's old card at once, by one decision: the new number is the identity number of each."""
    authority = asker(request)
    place = queries.get_form_for(authority, code)
    permissions.check_can_manage(authority, place)
    lines = cards.exchangeable(place, authority.on)
    form = ExchangeForm(request.POST or None, people=cards.told_apart(lines, authority.on))

    def perform(form: ExchangeForm) -> str:
        _has_come(form, authority.on, "Không ghi nhận việc đổi thẻ")
        members.exchange_cards(
            lines=[line for line in lines if line.card.pk in form.keys],
            issued_by=place.organization,
            by=stroke_of(request).by,
            on=form.cleaned_data["on"],
            decision=form.cleaned_data["decision"],
        )
        return reverse("honours:cards", args=[code])

    return act(
        request,
        form,
        perform,
        done="Đã ghi việc đổi thẻ.",
        heading="Đổi thẻ đảng viên theo quyết định",
        lead=f"{place.name}. Số thẻ mới là số định danh cá nhân của từng đồng chí, không hiện ở đây."
        + (
            f" Mỗi lần ghi nhiều nhất {cards.MOST} đồng chí; ghi xong thì hiện tiếp."
            if len(lines) == cards.MOST
            else ""
        ),
        button="Ghi việc đổi thẻ",
        before="Một việc ghi cho tất cả: một dòng sai thì không dòng nào được ghi.",
        nothing="" if lines else "Không có đồng chí nào giữ thẻ mẫu cũ mà đã có số định danh trong sổ.",
        back=reverse("honours:cards", args=[code]),
    )


def _has_come(form: forms.Form, today: date, what: str) -> None:
    """Nothing is written down before its day."""
    refuse_if_any(what, check_day(form.cleaned_data["on"], today, "on"))


def _cards_of(path: list[Form]) -> str:
    return reverse("honours:cards", args=[path[-1].organization.code])
