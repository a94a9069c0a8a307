"""Clerks of reorganizations: the list, the wizard, the preview, and what was done."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.queries import authority_here
from chibo.work.reorganizations import actions, pages, queries
from chibo.work.reorganizations.actions import Paper
from chibo.work.reorganizations.forms import FIRST, PARTS, DraftForm, InsideForm, PaperForm, UndoForm
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.papers import printed
from chibo.work.reorganizations.queries.choices import offer_for
from chibo.work.reorganizations.rules.moves import read

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _door(request: HttpRequest, pk: int, *, arrange: bool = True) -> Reorganization:
    return queries.get_plan_for(authority_here(request, timezone.localdate()), pk, arrange=arrange)


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    authority = authority_here(request, timezone.localdate())
    state = pages.state_of(request.GET.get("muc", ""))
    page = Paginator(pages.listed(authority, state), 50).get_page(request.GET.get("trang"))
    context = {"page": page, "state": state, "may_draft": bool(queries.deciders_for(authority))}
    return render(request, "reorganizations/list.html", context | pages.list_table(page, state))


def draft(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    forms = queries.check_may_arrange(authority_here(request, today))
    form = DraftForm(request.POST or None, deciders=[(each.organization.code, each.name) for each in forms])
    refusal = None
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        decider = next(each.organization for each in forms if each.organization.code == clean["decider"])
        try:
            plan = actions.draft(
                kind=clean["kind"],
                title=clean["title"],
                decider=decider,
                by=signed_in(request),
                today=today,
                at=timezone.now(),
            )
            return redirect("reorganizations:part", pk=plan.pk, part=FIRST[plan.kind])
        except Refusal as caught:
            refusal = caught
    context = {"form": form, "refusal": refusal}
    return render(request, "reorganizations/draft.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _door(request, pk, arrange=False))


def _page(request: HttpRequest, plan: Reorganization, refusal: Refusal | None = None) -> HttpResponse:
    today = timezone.localdate()
    context = pages.plan_page(plan, authority_here(request, today), today) | {"refusal": refusal}
    return render(request, context["template"], context, status=422 if refusal else 200)


def part(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Add to the draft what happens to some organizations."""
    today, plan = timezone.localdate(), _door(request, pk)
    heading, kind, narrowed = PARTS[part]
    offer = offer_for(plan, request.GET.get("trong", ""), today, words=request.GET.get("ten", ""))
    form = kind(request.POST or None, offer=offer, initial={"seen": plan.version})
    refusal = None
    if request.method == "POST" and form.is_valid():
        moves = [*read(plan.moves), *form.moves()]
        try:
            actions.revise(plan=plan, by=signed_in(request), today=today, seen=form.cleaned_data["seen"], moves=moves)
            return redirect("reorganizations:page" if plan.document else "reorganizations:paper", pk=pk)
        except Refusal as caught:
            refusal = caught
    context: dict[str, Any] = {"plan": plan, "heading": heading, "form": form, "refusal": refusal, "offer": offer}
    if narrowed:
        context["inside"] = InsideForm(
            {"trong": offer.inside.organization.code, "ten": request.GET.get("ten", "")}, offer=offer
        )
    return render(request, "reorganizations/part.html", context, status=422 if request.method == "POST" else 200)


def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The day and the documents of a draft."""
    today, plan = timezone.localdate(), _door(request, pk)
    form = PaperForm(request.POST or None, initial=pages.paper_of(plan) | {"seen": plan.version})
    refusal = None
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        seen = said.pop("seen")
        try:
            actions.revise(plan=plan, by=signed_in(request), today=today, seen=seen, paper=Paper(**said))
            return redirect("reorganizations:page", pk=pk)
        except Refusal as caught:
            refusal = caught
    context = {"plan": plan, "form": form, "refusal": refusal}
    return render(request, "reorganizations/paper.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one move out of the draft."""
    plan = _door(request, pk)
    try:
        index, seen = pages.chosen_move(plan, request.POST)
        moves = [move for place, move in enumerate(read(plan.moves)) if place != index]
        actions.revise(plan=plan, by=signed_in(request), today=timezone.localdate(), seen=seen, moves=moves)
    except Refusal as refusal:
        return _page(request, plan, refusal)
    return redirect("reorganizations:page", pk=pk)


@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    plan, user = _door(request, pk), signed_in(request)
    try:
        seen = pages.seen_version(request.POST)
        actions.carry_out(plan=plan, by=user, today=timezone.localdate(), at=timezone.now(), seen=seen)
    except Refusal as refusal:
        return _page(request, plan, refusal)
    messages.success(request, "Đã thực hiện việc sắp xếp, vào sổ cái.")
    return redirect("reorganizations:page", pk=pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    plan = _door(request, pk)
    try:
        actions.drop(plan=plan, by=signed_in(request), today=timezone.localdate())
    except Refusal as refusal:
        return _page(request, plan, refusal)
    messages.success(request, "Đã bỏ dự thảo.")
    return redirect("reorganizations:list")


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    plan, form = _door(request, pk), UndoForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        ground = form.cleaned_data["ground"]
        try:
            actions.undo(
                plan=plan, by=signed_in(request), today=timezone.localdate(), at=timezone.now(), ground=ground
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, "Đã hoàn tác, vào sổ cái.")
            return redirect("reorganizations:page", pk=pk)
    context = {"plan": plan, "form": form, "refusal": refusal}
    return render(request, "reorganizations/undo.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def papers(request: HttpRequest, pk: int, paper: str, ending: str) -> HttpResponse:
    """A paper for all cells that were handed over in one file, or the list of what moved."""
    return _file(request, _door(request, pk, arrange=False), paper, ending, "")


@require_GET
def cell_paper(request: HttpRequest, pk: int, paper: str, code: str, ending: str) -> HttpResponse:
    plan = _door(request, pk, arrange=False)
    return _file(request, plan, paper, ending, code)


def _file(request: HttpRequest, plan: Reorganization, paper: str, ending: str, code: str) -> HttpResponse:
    """Rosters name people: whoever prints leaves a look."""
    content = printed(plan, paper, ending, code)
    authority = authority_here(request, timezone.localdate())
    record_look(
        user=signed_in(request),
        subject=f"reorganization:{plan.pk}",
        person_id=None,
        capacity=authority.capacity[:200],
        page=f"Giấy tờ sắp xếp tổ chức: {paper}",
        at=timezone.now(),
    )
    answer = HttpResponse(content, content_type=TYPES[ending])
    name = "-".join(filter(None, [paper, code]))
    answer["Content-Disposition"] = f'{"inline" if ending == "pdf" else "attachment"}; filename="{name}.{ending}"'
    return answer
