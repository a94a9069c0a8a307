"""Clerks of the admission lists; a case itself is served by ``engine.cases``."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.engine.cases.actions import Stroke
from chibo.engine.meetings.permissions import check_can_record
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.queries import authority_here, get_person_for
from chibo.roll.organizations.queries import form_of, names_on
from chibo.work.admissions import actions, queries
from chibo.work.admissions.forms import ListForm, OpeningForm, ReviewForm


def _stroke(request: HttpRequest) -> Stroke:
    return Stroke(by=signed_in(request), today=timezone.localdate(), at=timezone.now(), seen=0)


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    stage = request.GET.get("muc", "")
    stage = stage if stage in queries.STAGES else ""
    cases = queries.listed(queries.admissions_within(authority), stage).prefetch_related("waiting")
    page = Paginator(cases, 50).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "stage": stage,
        "stages": queries.STAGES.items(),
        "may_add": queries.may_put_on_list(authority),
        "to_review": queries.lists_to_review(authority, today) if stage == "cam-tinh" else (),
        **queries.list_table(page, stage, today),
    }
    return render(request, "admissions/list.html", context)


def put_on_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    queries.check_may_put_on_list(authority)
    cells = queries.cells_to_record(authority, today)
    form = ListForm(request.POST or None, cells=cells, schooling=queries.schooling(today))
    refusal = None
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            case = actions.put_on_list(
                person=queries.person_with(clean["identity"]),
                facts=form.facts(),
                identity=clean["identity"],
                organization=queries.cell_of(clean["cell"]),
                on=clean["on"],
                number=clean["number"],
                nominated_by=clean["nominated_by"],
                kind=clean["kind"],
                stroke=_stroke(request),
            )
            return redirect("cases:page", pk=case.pk)
        except Refusal as caught:
            refusal = caught
    status = 422 if request.method == "POST" else 200
    return render(request, "admissions/put_on_list.html", {"form": form, "refusal": refusal}, status=status)


def review(request: HttpRequest, code: str) -> HttpResponse:
    """The cell goes through its list of sympathisers, once a month."""
    today = timezone.localdate()
    cell = queries.get_cell_to_record_for(authority_here(request, today), code, today)
    people = queries.on_list(cell)
    conclusions = queries.review_conclusions(cell, today)
    form, refusal = ReviewForm(request.POST or None, people=people, conclusions=conclusions), None
    if request.method == "POST" and form.is_valid():
        try:
            reviewed = actions.review_list(
                organization=cell,
                on=form.cleaned_data["on"],
                conclusions=form.conclusions(),
                stroke=_stroke(request),
            )
            messages.success(request, f"Đã ghi kết quả rà soát {reviewed} người trong danh sách cảm tình Đảng.")
            return redirect(f"{reverse('admissions:list')}?muc=cam-tinh")
        except Refusal as caught:
            refusal = caught
    context = {"form": form, "refusal": refusal, "people": people, "cell": names_on([cell.pk], today)[cell.pk]}
    return render(request, "admissions/review.html", context, status=422 if request.method == "POST" else 200)


OPENINGS = {
    "xoa-ten": ("Xem xét xóa tên đảng viên dự bị", actions.open_removal),
    "xem-lai-quyet-dinh": ("Xem lại quyết định kết nạp, công nhận", actions.open_revocation),
}


def open_matter(request: HttpRequest, pk: int, matter: str) -> HttpResponse:
    """Take up a removal or a revocation of a member."""
    today = timezone.localdate()
    person = get_person_for(signed_in(request), pk, today)
    home = queries.home_cell(person, today)
    check_can_record(authority_here(request, today), form_of(home, today))
    title, act = OPENINGS[matter]
    form, refusal = OpeningForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            case = act(
                person=person,
                organization=home,
                on=form.cleaned_data["on"],
                stroke=_stroke(request),
            )
            return redirect("cases:page", pk=case.pk)
        except Refusal as caught:
            refusal = caught
    context = {"person": person, "heading": title, "form": form, "refusal": refusal}
    return render(request, "admissions/open.html", context, status=422 if request.method == "POST" else 200)
