"""Clerks of the pages of lists."""

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
from chibo.roll.members.permissions import Right, check_can
from chibo.roll.members.queries import authority_here
from chibo.roll.organizations.queries import names_on
from chibo.roll.rosters import actions, pages
from chibo.roll.rosters.forms import ColumnsForm, PlaceForm, RowForm, UploadForm
from chibo.roll.rosters.models import Batch, Job
from chibo.roll.rosters.queries import batches, exchange
from chibo.roll.rosters.queries.reports import reasons, unkept_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    page = Paginator(batches.batches_for(authority), 30).get_page(request.GET.get("trang"))
    names = names_on([batch.organization_id for batch in page], today)
    offered = batches.organizations_for(authority)
    context = {"page": page, "offered": offered, **pages.batches_table(list(page), names)}
    return render(request, "rosters/list.html", context)


def upload(request: HttpRequest, code: str) -> HttpResponse:
    """The file is read at once, so that what cannot be read is said at once."""
    form_today = batches.get_form_to_import_for(authority_here(request, timezone.localdate()), code)
    form = UploadForm(request.POST or None, request.FILES or None)
    kept = f"Tệp được giữ kín đến khi ghi vào sổ hoặc bỏ đợt nhập, lâu nhất {actions.KEPT_DAYS} ngày, rồi xóa."
    context: dict[str, Any] = {"shape": form_today, "form": form, "kept": kept}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.upload(
                organization=form_today.organization,
                name=file.name,
                data=file.read(),
                by=signed_in(request),
                on=form.cleaned_data["on"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            context["refusal"] = refusal
        else:
            return redirect("rosters:columns", pk=batch.pk)
    return render(request, "rosters/upload.html", context, status=422 if request.method == "POST" else 200)


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column is taken for; then the worker reads the rows."""
    today = timezone.localdate()
    batch, shape = batches.get_batch_for(authority_here(request, today), pk)
    if batch.state not in {Batch.State.READ, Batch.State.CHECKED} or _open_job(batch):
        return redirect("rosters:page", pk=pk)
    samples = batches.samples_of(batch)
    groups = [
        (each, ColumnsForm(request.POST or None, table=table, samples=samples[each.first], prefix=f"t{each.first}"))
        for each in batches.alike(batch)
        for table in (batch.tables[each.first],)
    ]
    if request.method == "POST" and all(form.is_valid() for _, form in groups):
        said = {number: form.cleaned_data for each, form in groups for number in each.numbers}
        try:
            actions.confirm_columns(
                batch=batch, answers=[said[number] for number in range(len(batch.tables))], by=signed_in(request)
            )
            _ask(request, batch, Job.Kind.CHECK)
        except Refusal as refusal:
            messages.error(request, refusal.what)
        return redirect("rosters:page", pk=pk)
    context = {"batch": batch, "shape": shape, "tables": pages.columns_of(batch, groups)}
    return render(request, "rosters/columns.html", context, status=422 if request.method == "POST" else 200)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress, preview or result, as far as the list has come."""
    authority = authority_here(request, timezone.localdate())
    batch, shape = batches.get_batch_for(authority, pk)
    job = batches.job_of(batch)
    if job and job.state in {Job.State.WAITING, Job.State.RUNNING}:
        name = "rosters/_work.html" if request.htmx else "rosters/work.html"  # type: ignore[attr-defined]
        return render(request, name, {"batch": batch, "shape": shape, "job": job})
    if request.htmx:  # type: ignore[attr-defined]  # the work has ended: the whole page is another one now
        return HttpResponse(headers={"HX-Refresh": "true"})
    if batch.state == Batch.State.READ and not job:
        return redirect("rosters:columns", pk=pk)
    record_look(
        user=signed_in(request),
        subject=f"roster:{pk}",
        person_id=None,
        capacity=shape.name,
        page="rosters:page",
        at=timezone.now(),
    )
    verdict = request.GET.get("loai") or pages.first_shown(batch)
    rows, found = batches.rows_page(batch, verdict, request.GET.get("trang"))
    asks = batch.state == Batch.State.CHECKED and batch.doubt
    places = batches.unknown_places(batch) if asks else []
    cells = batches.cells_of(batch, batch.on) if places else []
    context = {
        "batch": batch,
        "shape": shape,
        "job": job,
        "counts": pages.counts_of(batch),
        "totals": pages.totals_of(batch),
        "skipped": pages.skipped_of(batch),
        "unkept": pages.unkept_table(unkept_of(batch)),
        "verdict": verdict,
        "page": rows,
        "rows": pages.rows_of(batch, found),
        "plain": pages.plain_table(batch, found, batches.entered_people(authority, batch, rows)),
        "left_out": reasons(batch, verdict) if batch.state == Batch.State.APPLIED and found else [],
        "places": [
            (text, count, PlaceForm(cells=cells, initial={"text": text}, prefix=f"p{number}"))
            for number, (text, count) in enumerate(places)
        ],
    }
    return render(request, "rosters/page.html", context)


def row(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """One row with its questions."""
    today = timezone.localdate()
    batch, shape = batches.get_batch_for(authority_here(request, today), pk)
    found = batches.get_row(batch, line)
    cells = batches.cells_of(batch, batch.on) if any(q.free == "place" for q in found.questions) else []
    form = RowForm(request.POST or None, questions=found.questions, cells=cells)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(row=found.row, answers=form.answers(), by=signed_in(request))
        except Refusal as caught:
            refusal = caught
        else:
            place = pages.place_of(batch, found.row.number, found.row.sheet)
            messages.success(request, f"Đã ghi ý kiến. {place}.")
            return redirect("rosters:page", pk=pk)
    context = {"batch": batch, "shape": shape, "found": found, "facts": pages.facts_of(found), "form": form}
    context |= {"refusal": refusal, "place": pages.place_of(batch, found.row.number, found.row.sheet)}
    return render(request, "rosters/row.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """What a text of the file means, for all its rows and for the next files."""
    batch, _ = batches.get_batch_for(authority_here(request, timezone.localdate()), pk)
    form = PlaceForm(request.POST, cells=batches.cells_of(batch, batch.on), prefix=request.POST.get("prefix", ""))
    if form.is_valid():
        text, code = form.cleaned_data["text"], form.cleaned_data["code"]
        try:
            count = actions.name_place(batch=batch, text=text, code=code, by=signed_in(request))
            messages.success(request, f"Đã ghi nhớ chi bộ của “{text}”: {count} dòng được xem lại.")
        except Refusal as refusal:
            messages.error(request, refusal.what)
    else:
        messages.error(request, "Chưa chọn chi bộ.")
    return redirect("rosters:page", pk=pk)


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    return _start(request, pk, Job.Kind.APPLY)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    return _start(request, pk, Job.Kind.UNDO)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    batch, _ = batches.get_batch_for(authority_here(request, timezone.localdate()), pk)
    try:
        actions.discard(batch=batch, by=signed_in(request), at=timezone.now())
        messages.success(request, f"Đã bỏ {batch}; tệp và các dòng đã xóa, sổ không thay đổi gì.")
    except Refusal as refusal:
        messages.error(request, refusal.what)
    return redirect("rosters:list")


@require_GET
def export(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody of the organization with their numbers: asked for by right, and noted as a look."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = batches.get_form_to_import_for(authority, code)
    check_can(authority, Right.REVEAL_IDENTITY, shape)
    record_look(
        user=signed_in(request),
        subject=f"organization:{code}",
        person_id=None,
        capacity=authority.capacity_for(Right.REVEAL_IDENTITY, shape.path),
        page="rosters:export",
        at=timezone.now(),
    )
    return _file(exchange.exchange_file(shape, today), f"danh-sach-{code}-{today.isoformat()}.xlsx")


@require_GET
def verdicts(request: HttpRequest, pk: int) -> HttpResponse:
    batch, _ = batches.get_batch_for(authority_here(request, timezone.localdate()), pk)
    try:
        return _file(exchange.with_verdicts(batch), f"ket-qua-dot-{pk}.xlsx")
    except Refusal as refusal:
        messages.error(request, refusal.what)
        return redirect("rosters:page", pk=pk)


def _start(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    batch, _ = batches.get_batch_for(authority_here(request, timezone.localdate()), pk)
    try:
        _ask(request, batch, kind)
    except Refusal as refusal:
        messages.error(request, refusal.what)
    return redirect("rosters:page", pk=pk)


def _ask(request: HttpRequest, batch: Batch, kind: str) -> None:
    actions.ask(batch=batch, kind=kind, by=signed_in(request), on=timezone.localdate(), at=timezone.now())


def _open_job(batch: Batch) -> bool:
    job = batches.job_of(batch)
    return job is not None and job.state in {Job.State.WAITING, Job.State.RUNNING}


def _file(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
