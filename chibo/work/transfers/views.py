"""Clerks of the transfers: the lists of both sides, opening one, arrivals; ``engine.cases`` serves a case."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case
from chibo.engine.meetings.permissions import check_can_record
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal, cautions
from chibo.roll.files.actions import KEEPERS
from chibo.roll.files.answering import answer
from chibo.roll.files.queries.doors import get_form_of_files
from chibo.roll.members.permissions import Right, can
from chibo.roll.members.queries import authority_here, get_person_for
from chibo.roll.organizations.queries import form_of
from chibo.work.transfers import actions, lists, queries
from chibo.work.transfers.forms import ArrivalForm, AskForm, NoticeCheckForm, SearchForm
from chibo.work.transfers.notices import keeper_of, notice_page
from chibo.work.transfers.permissions import check_may_open, may_open

#: The word of the address for a destination that is not in the system.
OUTSIDE = "ngoai"


def _stroke(request: HttpRequest) -> Stroke:
    return Stroke(by=signed_in(request), today=timezone.localdate(), at=timezone.now(), seen=0)


def _opened(request: HttpRequest, case: Case) -> HttpResponse:
    messages.success(request, f"Đã mở việc chuyển sinh hoạt của {case.person}, vào sổ cái.")
    for event in case.events.all():
        for caution in cautions(event.findings):
            messages.warning(request, caution)
    return redirect("cases:page", pk=case.pk)


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    side = request.GET.get("muc", "")
    side = side if side in lists.SIDES else ""
    page = Paginator(lists.listed(authority, side).prefetch_related("waiting"), 50).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "side": side,
        "sides": lists.SIDES.items(),
        "may_add": may_open(authority),
        "keeper": keeper_of(authority),
        **lists.table(page, side, today),
    }
    return render(request, "transfers/list.html", context)


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """From a member's page: which transfer, then where to, then what was asked."""
    today = timezone.localdate()
    person = get_person_for(signed_in(request), pk, today)
    home = queries.home_cell(person, today)
    check_can_record(authority_here(request, today), form_of(home, today))
    kind, code = request.GET.get("loai", ""), request.GET.get("den", "")
    context = {
        "person": person,
        "kinds": [(word, *told) for word, told in queries.KINDS.items()],
        "kind": kind if kind in queries.KINDS else "",
        "title": queries.KINDS.get(kind, ("Chuyển sinh hoạt đảng", ""))[0],
        "offices": queries.offices_left(person, home, today),
    }
    to = queries.cell_named(code, today) if code != OUTSIDE and kind != "nuoc-ngoai" else None
    if not context["kind"] or (to is None and code != OUTSIDE and kind != "nuoc-ngoai"):
        text = request.GET.get("tim", "")
        found = queries.find_cells(text, today, home) if context["kind"] else []
        more = {"more": len(found) == queries.MOST_FOUND}
        search = SearchForm({"tim": text, "loai": kind}) if text else SearchForm(initial={"loai": kind})
        return render(
            request, "transfers/choose.html", {**context, "search": search, "text": text, "found": found} | more
        )
    destination = to.organization if to else None
    procedure = queries.procedure_for(kind, home, destination, today)
    step = queries.first_step(procedure, actions.FIRST[procedure], home, today)
    form, refusal = AskForm(request.POST or None, step=step, typed=to is None), None
    if request.method == "POST" and form.is_valid():
        try:
            case = actions.open_transfer(
                procedure=procedure,
                person=person,
                organization=home,
                counterpart=destination,
                on=form.cleaned_data["on"],
                data=form.data_of(to.name if to else ""),
                stroke=_stroke(request),
            )
            return _opened(request, case)
        except Refusal as caught:
            refusal = caught
            form.take(caught)
    context |= {"form": form, "refusal": refusal, "to": to, "step": step, "procedure": queries.PROCEDURES[procedure]}
    return render(request, "transfers/ask.html", context, status=422 if request.method == "POST" else 200)


def arrive(request: HttpRequest) -> HttpResponse:
    """Somebody presents a letter from outside the system."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    check_may_open(authority)
    cells = queries.cells_to_record(authority, today)
    form, refusal = ArrivalForm(request.POST or None, step=queries.arrival_step(today), cells=cells), None
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        cell = queries.cell_named(clean["cell"], today)
        assert cell is not None  # the form has offered only cells of today
        try:
            case = actions.register_arrival(
                known=queries.person_with(clean["identity"]),
                facts=form.facts(),
                admitted_on=clean["admitted_on"],
                official_on=clean["official_on"],
                organization=cell.organization,
                on=clean["on"],
                kind=clean["kind"],
                data=form.act().data,
                stroke=_stroke(request),
            )
            return _opened(request, case)
        except Refusal as caught:
            refusal = caught
            form.take(caught)
    context = {"form": form, "refusal": refusal, "back": reverse("transfers:list")}
    return render(request, "transfers/arrive.html", context, status=422 if request.method == "POST" else 200)


def notices(request: HttpRequest, code: str) -> HttpResponse:
    """Who is on the way without a notice or a file, and that the keeper has gone through them."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = get_form_of_files(authority, code, Right.KEEP_FILES if request.method == "POST" else Right.VIEW_MEMBERS)
    if shape.ends_on is not None and shape.ends_on <= today:
        raise Http404("Tổ chức này đã kết thúc hoạt động; việc chuyển sinh hoạt do nơi tiếp nhận hồ sơ theo dõi.")
    page = notice_page(shape, today)
    form = NoticeCheckForm(request.POST or None)

    def act() -> None:
        actions.record_notice_check(
            form=shape,
            on=form.cleaned_data["on"],
            document=form.cleaned_data["document"],
            found_open=page.open,
            found_overdue=page.overdue,
            stroke=_stroke(request),
        )

    context = {
        "shape": shape,
        "page": page,
        "sides": [
            ("di", "Đã giới thiệu đi, chưa có phiếu báo", page.leaving),
            ("den", "Đã giới thiệu đến, chưa nộp hồ sơ", page.coming),
        ],
        "keeps": shape.level in KEEPERS and can(authority, Right.KEEP_FILES, shape),
    }
    said = "Đã ghi lần kiểm tra phiếu báo chuyển sinh hoạt đảng."
    return answer(
        request,
        "transfers/notices.html",
        context,
        form=form,
        act=act,
        said=said,
        to=reverse("transfers:notices", args=[code]),
    )
