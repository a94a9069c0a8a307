"""The round of an organization: who is due, who is on the way, lists, decisions, ceremonies."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.common.dates import display
from chibo.foundation.rulebook.law import law_on
from chibo.work.honours import actions, pages, permissions, queries
from chibo.work.honours.forms.badges import CeremonyForm, ConsiderForm, DecideForm, SubmitForm
from chibo.work.honours.queries.due import Filter
from chibo.work.honours.rules import badges
from chibo.work.honours.views.desk import act, asker, stroke_of


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """To the next round of the own organization; a member without office sees their own badges."""
    authority = asker(request)
    if not authority.appointments:
        return redirect("honours:mine")
    held = min(authority.appointments, key=lambda one: (len(one.path), one.path))
    form = queries.get_form_for(authority, pages.code_of(held.organization_id))
    today = timezone.localdate()
    round_on = badges.round_from(law_on(today), today)
    if round_on is None:
        raise Http404("Chưa có các đợt trao tặng của thời kỳ này.")
    return redirect("honours:round", code=form.organization.code, round_on=round_on)


@require_GET
def round_(request: HttpRequest, code: str, round_on: date) -> HttpResponse:
    authority, today = asker(request), timezone.localdate()
    form = queries.get_form_for(authority, code)
    if round_on not in badges.rounds(law_on(min(round_on, today)), round_on.year):
        raise Http404("Ngày này không phải là một đợt trao tặng.")
    only, number = Filter.of(request.GET.get("muc", "")), pages.page_number(request.GET.get("trang", ""))
    return render(request, "honours/round.html", pages.round_page(authority, form, round_on, today, only, number))


def consider(request: HttpRequest, code: str) -> HttpResponse:
    """What the cell said of the declarations that wait for it."""
    authority, today = asker(request), timezone.localdate()
    cell = queries.get_form_for(authority, code)
    permissions.check_can_nominate(authority, cell)
    form = ConsiderForm(
        request.POST or None,
        nominations=queries.get_cell_nominations(authority, cell),
        meetings=queries.meetings_of(cell, today),
    )

    def perform(form: ConsiderForm) -> str:
        actions.consider(
            cell=cell.organization,
            nominations=form.told("yes"),
            not_agreed=form.told("no"),
            on=form.cleaned_data["on"],
            document=form.cleaned_data["document"],
            meeting=form.chosen_meeting,
            ground=form.cleaned_data["ground"],
            stroke=stroke_of(request),
        )
        return reverse("honours:home")

    return act(
        request,
        form,
        perform,
        done="Đã ghi ý kiến của chi bộ.",
        heading="Chi bộ xét đề nghị tặng Huy hiệu Đảng",
        lead=cell.name,
        button="Ghi nghị quyết của chi bộ",
        before="Chi bộ quyết nghị tại cuộc họp; phần mềm chỉ ghi lại.",
        nothing="" if form.nominations else "Không có tờ khai nào chờ chi bộ xét.",
    )


def submit(request: HttpRequest, code: str, round_on: date) -> HttpResponse:
    """The committee's list for the round."""
    authority = asker(request)
    place = queries.get_form_for(authority, code)
    permissions.check_can_manage(authority, place)
    waiting = list(pages.waiting_for_list(place, round_on))
    form = SubmitForm(request.POST or None)
    form.offer([(str(each.pk), pages.line_of(each)) for each in waiting], label="Đưa vào danh sách")

    def perform(form: SubmitForm) -> str:
        submission = actions.submit(
            organization=place.organization,
            round_on=round_on,
            nominations=[each for each in waiting if each.pk in form.keys],
            number=form.cleaned_data["number"],
            on=form.cleaned_data["on"],
            stroke=stroke_of(request),
        )
        return reverse("honours:submission", args=[submission.pk])

    return act(
        request,
        form,
        perform,
        done="Đã ghi tờ trình.",
        heading=f"Tờ trình đề nghị tặng Huy hiệu Đảng, đợt {display(round_on)}",
        lead=place.name,
        button="Ghi tờ trình",
        nothing="" if waiting else "Chưa có ai được chi bộ đề nghị mà chưa vào tờ trình.",
    )


@require_GET
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    authority = asker(request)
    found = queries.get_submission(authority, pk)
    return render(request, "honours/submission.html", pages.submission_page(authority, found))


def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision on a list, as it came."""
    authority = asker(request)
    found = queries.get_submission(authority, pk)
    place = pages.form_today(found.organization, authority.on)
    waiting = queries.undecided(found)
    above = pages.deciders(authority, found)
    form = DecideForm(request.POST or None, deciders=[(str(each.organization_id), each.name) for each in above])
    names = [(str(each.pk), pages.line_of(each)) for each in waiting]
    form.offer(names, label="Chưa được tặng trong đợt này", all_of_them=False, required=False)

    def perform(form: DecideForm) -> str:
        chosen = next(each for each in above if str(each.organization_id) == form.cleaned_data["decider"])
        decision = actions.decide(
            submission=found,
            organization=chosen.organization,
            number=form.cleaned_data["number"],
            on=form.cleaned_data["on"],
            left_out=dict.fromkeys(form.keys, form.cleaned_data["ground"]),
            stroke=stroke_of(request),
        )
        return reverse("honours:submission", args=[decision.submission_id])

    return act(
        request,
        form,
        perform,
        done="Đã ghi quyết định.",
        heading="Quyết định tặng Huy hiệu Đảng",
        lead=f"Tờ trình {found.number} ngày {display(found.submitted_on)}, {place.name}",
        button="Ghi quyết định",
        before="Ghi đúng quyết định đã ban hành: những đồng chí không đánh dấu là được tặng.",
        nothing="" if waiting else "Không còn ai chờ quyết định trong tờ trình này.",
    )


def award(request: HttpRequest, pk: int) -> HttpResponse:
    """Badges handed out at a ceremony."""
    authority = asker(request)
    decision = queries.get_decision(authority, pk)
    place = pages.form_today(decision.submission.organization, authority.on)
    permissions.check_can_manage(authority, place)
    waiting = queries.not_handed_out(decision)
    form = CeremonyForm(request.POST or None, awards=waiting)
    form.offer([(str(each.pk), f"{each.person} – {each.level} năm") for each in waiting], label="Đã trao cho")

    def perform(form: CeremonyForm) -> str:
        actions.hold_ceremony(
            decision=decision,
            awards=[each for each in waiting if each.pk in form.keys],
            on=form.cleaned_data["on"],
            place=form.cleaned_data["place"],
            numbers=form.by_award("number"),
            received_by=form.by_award("received"),
            stroke=stroke_of(request),
        )
        return reverse("honours:submission", args=[decision.submission_id])

    return act(
        request,
        form,
        perform,
        done="Đã ghi việc trao tặng.",
        heading="Trao Huy hiệu Đảng",
        lead=f"Quyết định {decision.number} ngày {display(decision.decided_on)}",
        button="Ghi việc trao tặng",
        nothing="" if waiting else "Huy hiệu theo quyết định này đã trao hết.",
    )
