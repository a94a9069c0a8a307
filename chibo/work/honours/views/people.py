"""One person's badges: the own page, and that of somebody within reach."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import cautions
from chibo.roll.members import actions as members
from chibo.roll.members.models import Person
from chibo.roll.members.queries import get_person, open_person_for, place_of
from chibo.roll.organizations.queries import law_for, lineage_of
from chibo.work.honours import actions, pages, permissions, queries
from chibo.work.honours.candidates import candidates_of, ended_by
from chibo.work.honours.forms.badges import ChangeForm, EarlierForm, InterruptionForm, NominateForm, WithdrawForm
from chibo.work.honours.queries.people import person_badges
from chibo.work.honours.views.desk import act, asker, stroke_of


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    today, authority = timezone.localdate(), asker(request)
    person = open_person_for(
        signed_in(request), pk, today, page="honours:person", at=timezone.now(), authority=authority
    )
    return render(request, "honours/person.html", pages.person_page(authority, person_badges(person, today)))


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    authority = asker(request)
    if authority.person is None:
        raise Http404("Tài khoản này chưa gắn với một người trong sổ.")
    context = pages.person_page(authority, person_badges(authority.person, authority.on), own=True)
    return render(request, "honours/person.html", context)


def nominate(request: HttpRequest, pk: int) -> HttpResponse:
    """The declaration, as the cell writes it down."""
    authority = asker(request)
    person = get_person(authority, pk, authority.on)
    permissions.check_can_nominate(authority, place_of(person, authority.on))
    return _nominate(request, person, reverse("honours:person", args=[person.pk]))


def declare(request: HttpRequest) -> HttpResponse:
    """The member's own declaration."""
    person = asker(request).person
    if person is None:
        raise Http404("Tài khoản này chưa gắn với một người trong sổ.")
    return _nominate(request, person, reverse("honours:mine"))


def _nominate(request: HttpRequest, person: Person, back: str) -> HttpResponse:
    today = timezone.localdate()
    law = law_for(place_of(person, today).organization, today)
    form = NominateForm(
        request.POST or None,
        levels=pages.level_choices(law),
        rounds=pages.round_choices(law, today),
        died=candidates_of([person.pk], today)[person.pk].died_on is not None,
    )

    warned: list[str] = []

    def perform(form: NominateForm) -> str:
        nomination = actions.nominate(person=person, stroke=stroke_of(request), **form.cleaned_data)
        warned.extend(cautions(nomination.findings))
        return reverse("honours:nomination", args=[nomination.pk])

    return act(
        request,
        form,
        perform,
        done="Đã ghi tờ khai.",
        warned=warned,
        heading="Đề nghị tặng Huy hiệu Đảng",
        lead=f"{person}. Tờ khai được chi bộ xét, cấp ủy trình, cấp có thẩm quyền quyết định.",
        button="Ghi tờ khai",
        back=back,
    )


@require_GET
def nomination(request: HttpRequest, pk: int) -> HttpResponse:
    authority = asker(request)
    found = queries.get_nomination(authority, pk)
    return render(request, "honours/nomination.html", pages.nomination_page(authority, found))


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    authority = asker(request)
    found = queries.get_nomination(authority, pk)
    permissions.check_can_nominate(authority, pages.form_today(found.cell, authority.on))

    def perform(form: WithdrawForm) -> str:
        actions.withdraw(nomination=found, stroke=stroke_of(request), **form.cleaned_data)
        return reverse("honours:nomination", args=[found.pk])

    return act(
        request,
        WithdrawForm(request.POST or None),
        perform,
        done="Đã ghi việc rút đề nghị.",
        heading="Rút đề nghị tặng Huy hiệu Đảng",
        lead=f"{found.person}, Huy hiệu {found.level} năm tuổi đảng",
        button="Ghi việc rút",
        back=reverse("honours:nomination", args=[found.pk]),
    )


def record_earlier(request: HttpRequest, pk: int) -> HttpResponse:
    """A badge given before this register."""
    authority = asker(request)
    person = get_person(authority, pk, authority.on)
    place = place_of(person, authority.on)
    permissions.check_can_nominate(authority, place)
    levels = pages.level_choices(law_for(place.organization, authority.on))

    def perform(form: EarlierForm) -> str:
        actions.record_earlier(person=person, stroke=stroke_of(request), **form.cleaned_data)
        return reverse("honours:person", args=[person.pk])

    return act(
        request,
        EarlierForm(request.POST or None, levels=levels),
        perform,
        done="Đã ghi huy hiệu.",
        heading="Ghi huy hiệu đã được tặng",
        lead=f"{person}. Theo quyết định trong hồ sơ.",
        button="Ghi huy hiệu",
        back=reverse("honours:person", args=[person.pk]),
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """A badge lost, given again, handed back or kept by the family."""
    authority = asker(request)
    found = queries.get_award(authority, pk)
    permissions.check_can_nominate(authority, place_of(found.person, authority.on))

    def perform(form: ChangeForm) -> str:
        actions.change_award(award=found, stroke=stroke_of(request), **form.cleaned_data)
        return reverse("honours:person", args=[found.person_id])

    return act(
        request,
        ChangeForm(request.POST or None, ended_by=ended_by(found.person, authority.on)),
        perform,
        done="Đã ghi.",
        heading=f"Ghi việc về Huy hiệu {found.level} năm tuổi đảng",
        lead=str(found.person),
        button="Ghi",
        back=reverse("honours:person", args=[found.person_id]),
    )


def leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Time that party age leaves out, by the decision of the committee above."""
    authority = asker(request)
    person = get_person(authority, pk, authority.on)
    place = place_of(person, authority.on)
    permissions.check_committee_of(authority, lineage_of(place, authority.on))
    value = law_for(place.organization, authority.on).get("seniority.recalculation_decider")

    def perform(form: InterruptionForm) -> str:
        clean = {**form.cleaned_data, "months": form.cleaned_data["months"] or 0}
        clean["days"] = clean["days"] or 0
        stroke = stroke_of(request)
        members.leave_out(person=person, by=stroke.by, on=stroke.today, **clean)
        return reverse("honours:person", args=[person.pk])

    return act(
        request,
        InterruptionForm(request.POST or None),
        perform,
        done="Đã ghi thời gian không tính tuổi đảng.",
        heading="Thời gian không tính tuổi đảng",
        lead=f"{person}. Ghi theo quyết định tính lại tuổi đảng.",
        button="Ghi",
        back=reverse("honours:person", args=[person.pk]),
        citation=value.citation if value else None,
    )
