"""Clerks of what is printed: sheets of one person, books of an organization, minutes."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files import sheets
from chibo.roll.files.forms import BookForm, YearForm
from chibo.roll.files.queries.doors import get_class, get_form_of_files, get_handover
from chibo.roll.files.queries.registers import BOOKS, anybody_invented
from chibo.roll.members.queries import authority_here, open_person_for
from chibo.roll.organizations.queries import lineage_of


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


@require_GET
def sheet(request: HttpRequest, pk: int, layout: str) -> HttpResponse:
    """The card sheet, or the supplement of a year (``?nam=2026``; last year's when none is said)."""
    if layout not in sheets.SHEETS:
        raise Http404("Không có mẫu giấy tờ này.")
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    person = open_person_for(user, pk, today, page="files:sheet", at=timezone.now(), authority=authority)
    asked = YearForm(request.GET)
    year = asked.cleaned_data["nam"] if asked.is_valid() else today.year
    return _pdf(sheets.person_pdf(layout, [person], year, today), f"{layout}-{person.pk}")


@require_GET
def register(request: HttpRequest, code: str, book: str) -> HttpResponse:
    """One of the books of an organization, as of a day (``?ngay=``; today's when none is said)."""
    if book not in BOOKS:
        raise Http404("Không có sổ này.")
    today = timezone.localdate()
    form = get_form_of_files(authority_here(request, today), code)
    asked = BookForm(request.GET)
    on = asked.cleaned_data["ngay"] if asked.is_valid() and asked.cleaned_data["ngay"] else today
    try:
        return _pdf(sheets.book_pdf(book, form, on), f"{book}-{form.organization.code}-{on.isoformat()}")
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("files:organization", code=form.organization.code)


@require_GET
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    minutes, form = get_handover(authority_here(request, today), pk)
    path = lineage_of(form, minutes.on)
    content = sheets.handover_pdf(minutes, form, path, anybody_invented(form, minutes.on))
    return _pdf(content, f"bien-ban-ban-giao-{minutes.pk}")


@require_GET
def class_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is sent to a class, as of today, to go with the letter."""
    today = timezone.localdate()
    party_class, form = get_class(authority_here(request, today), pk)
    content = sheets.class_pdf(party_class, form, lineage_of(form, today), today)
    return _pdf(content, f"danh-sach-cu-hoc-lop-{party_class.pk}")
