"""Papers of badges and cards as PDF or Word."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.queries import signed_in
from chibo.work.honours import papers, permissions, queries
from chibo.work.honours.forms.cards import PeriodForm
from chibo.work.honours.queries import cards
from chibo.work.honours.views.desk import asker

#: The files that a paper can be.
FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_GET
def declaration(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    found = queries.get_nomination(asker(request), pk)
    return _file(papers.declaration(found), f"to-khai-huy-hieu-{pk}", ending)


@require_GET
def resolution(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    authority = asker(request)
    found = queries.get_nomination(authority, pk)
    if not authority.organizations_in_view().filter(pk=found.cell_id).exists() or found.considered_on is None:
        raise Http404("Chi bộ chưa xét, hoặc nghị quyết không trong phạm vi của đồng chí.")
    return _file(papers.resolution(found), f"nghi-quyet-huy-hieu-{pk}", ending)


@require_GET
def submission(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    found = queries.get_submission(asker(request), pk)
    return _file(papers.submission_list(found), f"to-trinh-huy-hieu-{pk}", ending)


@require_GET
def decision(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    found = queries.get_decision(asker(request), pk)
    return _file(papers.decision_paper(found), f"quyet-dinh-huy-hieu-{pk}", ending)


@require_GET
def ceremony(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    found = queries.get_decision(asker(request), pk)
    return _file(papers.ceremony_list(found), f"danh-sach-trao-huy-hieu-{pk}", ending)


@require_GET
def card_list(request: HttpRequest, code: str) -> HttpResponse:
    """Cards that the organization handed out over a time; the numbers stand there whole, so the look is recorded."""
    authority = asker(request)
    place = queries.get_form_for(authority, code)
    permissions.check_can_manage(authority, place)
    form = PeriodForm(request.GET or None)
    if not request.GET or not form.is_valid():
        status = 422 if request.GET else 200
        return render(request, "honours/period.html", {"form": form, "place": place}, status=status)
    starts_on: date = form.cleaned_data["starts_on"]
    ends_on: date = form.cleaned_data["ends_on"]
    shown = cards.issued_by(place, starts_on, ends_on)
    if not shown:
        form.add_error("starts_on", "Không có thẻ nào do tổ chức này cấp trong thời gian đó.")
        return render(request, "honours/period.html", {"form": form, "place": place}, status=422)
    record_look(
        user=signed_in(request),
        subject=f"organization:{place.organization_id}",
        person_id=None,
        capacity=authority.capacity,
        page="honours:card_list",
        at=timezone.now(),
    )
    return _file(papers.card_list(place, shown, form.cleaned_data["decision"], ends_on), f"phat-the-{code}", "pdf")


def _file(paper: papers.Paper, name: str, ending: str) -> HttpResponse:
    answer = HttpResponse(papers.as_file(paper, ending), content_type=FILES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
