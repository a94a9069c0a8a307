"""Clerks of the reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.reports import actions, files, pages
from chibo.reports.catalogue import Table, tables
from chibo.reports.content import Content, content_of, said
from chibo.reports.forms import DayForm, FreezeForm, PeriodForm
from chibo.reports.permissions import Reader, reader_of
from chibo.reports.queries.frozen import frozen_of, get_frozen_for
from chibo.reports.queries.overview import overview as overview_of
from chibo.roll.members.queries import authority_here
from chibo.roll.members.queries.counts import paths_of
from chibo.roll.members.queries.status import rows_for

FILES = {
    "xlsx": (files.as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (files.as_pdf, "application/pdf"),
}


def _reader(request: HttpRequest, code: str) -> Reader:
    today = timezone.localdate()
    return reader_of(authority_here(request, today), code, today)


def _table(key: str) -> Table:
    if (found := tables().get(key)) is None:
        raise Http404("Không có biểu này.")
    return found


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """To the organization in whose name the reader works, or their own cell."""
    today = timezone.localdate()
    form = pages.own_form(authority_here(request, today), today)
    if form is None:
        return render(request, "reports/none.html")
    return redirect("reports:overview", code=form.organization.code)


@require_GET
def overview(request: HttpRequest, code: str) -> HttpResponse:
    reader, today = _reader(request, code), timezone.localdate()
    asked = DayForm(request.GET)
    on = (asked.cleaned_data.get("ngay") if asked.is_valid() else None) or today
    form = pages.form_on(reader.form, on)
    context: dict[str, Any] = {"reader": reader, "form": asked, "shape": form or reader.form, "on": on}
    context["as_of"] = on if on != today else None
    context["tables"] = tables().values()
    period = pages.period(on.replace(month=1, day=1), on)
    context["all"] = (said(period), pages.all_url(code, period))
    if form is not None and reader.opens_people:
        least = pages.least_official(form, on)
        context["told"] = overview_of(form, paths_of(form.organization_id), on, least)
        context["frozen"] = frozen_of(reader)
    return render(request, "reports/overview.html", context, status=200 if asked.is_valid() else 422)


@require_GET
def table(request: HttpRequest, code: str, key: str) -> HttpResponse:
    reader, found = _reader(request, code), _table(key)
    asked = PeriodForm(request.GET)
    context: dict[str, Any] = {"reader": reader, "table": found, "form": asked, "shape": reader.form}
    if asked.is_valid():
        period = asked.period(timezone.localdate())
        content = content_of(found, paths_of(reader.form.organization_id), period, whole=reader.opens_people)
        freezing = FreezeForm(initial={"tu": period.first, "den": period.last})
        context |= pages.table_page(found, content, period, reader) | {"freezing": freezing}
        context["frozen"] = frozen_of(reader, found.key) if reader.opens_people else []
    return render(request, "reports/table.html", context, status=200 if asked.is_valid() else 422)


@require_GET
def behind(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The people, or the organizations, that a figure counts."""
    reader, found, asked = _reader(request, code), _table(key), PeriodForm(request.GET)
    reader.check_opens_people()
    if not asked.is_valid():
        raise Http404("Kỳ báo cáo không đúng.")
    today = timezone.localdate()
    period = asked.period(today)
    named = pages.behind(found, reader, period, request.GET.get("o", ""))
    page = Paginator(named.rows, 50).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {"reader": reader, "table": found, "named": named, "page": page, "period": period}
    if named.of_people:
        context |= pages.people_rows(page, named.period, lambda people: rows_for(people, named.day))
    else:
        context |= pages.place_rows(page)
    return render(request, "reports/behind.html", context)


@require_GET
def export(request: HttpRequest, code: str, key: str, ending: str) -> HttpResponse:
    reader, found, asked = _reader(request, code), _table(key), PeriodForm(request.GET)
    if not asked.is_valid():
        raise Http404("Kỳ báo cáo không đúng.")
    period = asked.period(timezone.localdate())
    content = content_of(found, paths_of(reader.form.organization_id), period, whole=reader.opens_people)
    frame = pages.frame(found, reader, period, str(signed_in(request)), timezone.localtime())
    write, kind = FILES[ending]
    return _attached(write(content, frame), kind, f"{found.key}-{code.lower()}-{period.last:%Y%m%d}.{ending}")


@require_GET
def export_all(request: HttpRequest, code: str) -> HttpResponse:
    """All tables of the period in one PDF."""
    reader, asked = _reader(request, code), PeriodForm(request.GET)
    if not asked.is_valid():
        raise Http404("Kỳ báo cáo không đúng.")
    period = asked.period(timezone.localdate())
    sheets = pages.sheets(reader, period, str(signed_in(request)), timezone.localtime())
    name = f"tat-ca-bieu-{code.lower()}-{period.last:%Y%m%d}.pdf"
    _, kind = FILES["pdf"]
    return _attached(files.all_as_pdf(sheets), kind, name)


def _attached(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_POST
def freeze(request: HttpRequest, code: str, key: str) -> HttpResponse:
    reader, found, form = _reader(request, code), _table(key), FreezeForm(request.POST)
    reader.check_freezes()
    if not form.is_valid():
        messages.error(request, "Không chốt: kỳ báo cáo không đúng. Đề nghị mở lại biểu rồi chốt.")
        return redirect("reports:table", code=code, key=key)
    clean = form.cleaned_data
    try:
        kept = actions.freeze(
            reader=reader,
            table=found,
            period=pages.period(clean["tu"], clean["den"]),
            by=signed_in(request),
            on=timezone.localdate(),
            at=timezone.now(),
            note=clean["note"],
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(pages.table_url(code, key, pages.period(clean["tu"], clean["den"])))
    messages.success(request, f"Đã chốt {kept.title}; mục trong sổ cái giữ dấu của báo cáo này.")
    return redirect("reports:frozen", pk=kept.pk)


@require_GET
def frozen(request: HttpRequest, pk: int) -> HttpResponse:
    """What was reported, beside what the register says of the same days now, or beside a later report."""
    today = timezone.localdate()
    kept, reader = get_frozen_for(authority_here(request, today), pk, today)
    page = pages.frozen_page(kept, request.GET.get("voi", ""))
    return render(request, "reports/frozen.html", {"reader": reader, "kept": kept, "shape": reader.form, **page})


@require_GET
def frozen_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """What was reported, on paper or in a workbook, with who froze it and its mark."""
    today = timezone.localdate()
    kept, reader = get_frozen_for(authority_here(request, today), pk, today)
    frozen_at = timezone.localtime(kept.at)
    frame = pages.frozen_frame(kept, reader, str(signed_in(request)), frozen_at=frozen_at, at=timezone.localtime())
    write, kind = FILES[ending]
    return _attached(write(Content.kept(kept.content), frame), kind, f"{kept.table}-da-chot-{kept.pk}.{ending}")
