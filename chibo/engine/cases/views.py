"""Clerks of the case page: door, form, action, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.engine.cases import actions, pages, printing, queries
from chibo.engine.cases.choices import choices_for, event_to_correct
from chibo.engine.cases.forms import CorrectionForm, NoteForm, StepForm, spoken
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.sides import side_of
from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal, cautions
from chibo.roll.members.queries import authority_here

#: What may be noted beside a step: kind and the word on its button.
NOTES: dict[str, str] = {
    Event.Kind.RETURNED: "Trả lại để bổ sung",
    Event.Kind.EXTENDED: "Gia hạn",
    Event.Kind.EXPLAINED: "Giải trình quá hạn",
    Event.Kind.STOPPED: "Tạm dừng",
    Event.Kind.RESUMED: "Tiếp tục xem xét",
}
#: The files that a paper can be.
FILES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _stroke(request: HttpRequest, seen: int) -> actions.Stroke:
    return actions.Stroke(by=signed_in(request), today=timezone.localdate(), at=timezone.now(), seen=seen)


def _open(request: HttpRequest, pk: int, page: str = "cases:page") -> Case:
    """The door, and the trace that opening leaves."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    case = queries.get_case_for(authority, pk)
    record_look(
        user=signed_in(request),
        subject=f"case:{case.pk}",
        person_id=case.person_id,
        capacity=authority.capacity,
        page=page,
        at=timezone.now(),
    )
    return case


def _page(
    request: HttpRequest,
    case: Case,
    chosen: str,
    form: StepForm | None,
    status: int = 200,
    note: str = "",
    **extra: Any,
) -> HttpResponse:
    """The page as it stands; ``note`` is the kind of the note that was just sent and could not be recorded."""
    today = timezone.localdate()
    page = pages.case_page(case, authority_here(request, today), today, chosen)
    if form is None and page.current is not None and page.current.mine:
        form = _step_form(page, None)
    elif form is not None and page.current is not None:
        form.ask_lateness_only(late=page.current.overdue)
    context = {"page": page, "form": form, "notes": _notes(page, note, request.POST), "note_kind": note, **extra}
    return render(request, "cases/page.html", context, status=status)


def _notes(page: pages.CasePage, sent: str, data: Any) -> list[tuple[str, str, NoteForm]]:
    """A form for each kind of note that is possible now, its fields told apart by their ids."""
    return [
        (
            kind,
            NOTES[kind],
            NoteForm(
                data if kind == sent else None,
                initial={"seen": page.seen},
                returnable=page.returnable if kind == Event.Kind.RETURNED else (),
                auto_id=f"{kind}_%s",
            ),
        )
        for kind in page.notes
    ]


def _step_form(page: pages.CasePage, data: Any) -> StepForm:
    assert page.current is not None
    assert page.current.organization is not None  # a step that may be recorded has its body
    choices = choices_for(page.current.spec, page.case, page.current.organization, timezone.localdate())
    initial = {"seen": page.seen}
    return StepForm(
        data, initial=initial, step=page.current.spec, choices=choices, late=page.current.overdue or bool(data)
    )


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _open(request, pk), request.GET.get("buoc", ""), None)


@require_POST
def perform(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    case = _open(request, pk)
    today = timezone.localdate()
    shown = pages.case_page(case, authority_here(request, today), today, step)
    shown.check_mine(step)
    if shown.current is None or shown.current.spec.code != step:
        refusal = Refusal("Không ghi nhận: bước này chưa hoặc không còn thực hiện được", shown.why_not(step))
        return _page(request, case, "", None, status=409, refusal=refusal)
    form = _step_form(shown, request.POST)
    if not form.is_valid():
        return _page(request, case, step, form, status=422)
    try:
        event = actions.perform(case=case, act=form.act(), stroke=_stroke(request, form.cleaned_data["seen"]))
    except Refusal as refusal:
        for finding in refusal.findings:
            if finding.asks in form.fields:
                form.add_error(finding.asks, finding.sentence)
        return _page(request, case, step, form, status=422, refusal=refusal)
    _say(request, event, form.step.title)
    return redirect("cases:page", pk=case.pk)


def _say(request: HttpRequest, event: Event, title: str) -> None:
    if event.vote is not None and not event.vote.passed:
        messages.warning(
            request,
            f"Đã ghi kết quả biểu quyết, không ghi nhận nghị quyết: {event.vote.arithmetic}, "
            f"theo {event.vote.citation['label']}. Đồng chí báo cáo đầy đủ kết quả lên cấp ủy có thẩm quyền.",
        )
    else:
        messages.success(request, f"Đã ghi “{title}”, ngày {event.on:%d/%m/%Y}, vào sổ cái.")
        for caution in cautions(event.findings):
            messages.warning(request, caution)


@require_POST
def annotate(request: HttpRequest, pk: int, step: str, kind: str) -> HttpResponse:
    case, today = _open(request, pk), timezone.localdate()
    page = pages.case_page(case, authority_here(request, today), today)
    page.check_mine(step)
    form = NoteForm(request.POST, returnable=page.returnable if kind == Event.Kind.RETURNED else ())
    if not form.is_valid():
        return _page(request, case, step, None, status=422, note=kind)
    clean = form.cleaned_data
    try:
        actions.annotate(
            case=case,
            kind=kind,
            step=step,
            on=clean["on"],
            ground=clean["ground"],
            reopens=clean.get("reopens", ()),
            stroke=_stroke(request, clean["seen"]),
        )
    except Refusal as refusal:
        return _page(request, case, step, None, status=422, note=kind, refusal=refusal)
    messages.success(request, f"Đã ghi “{Event.Kind(kind).label}”, ngày {clean['on']:%d/%m/%Y}, vào sổ cái.")
    return redirect("cases:page", pk=case.pk)


def correct(request: HttpRequest, pk: int, seq: int) -> HttpResponse:
    """State an earlier event again (GET: the form with what was said; POST: the act)."""
    case, today = _open(request, pk), timezone.localdate()
    event, step, choices = event_to_correct(case, seq, today)
    pages.case_page(case, authority_here(request, today), today).check_mine(step.code)
    first = {**spoken(step, event.data), "on": event.on, "number": event.number, "seen": case.events.count()}
    form = CorrectionForm(request.POST or None, initial=first, step=step, choices=choices)
    refusal = None
    if request.method == "POST" and form.is_valid():
        act = form.act()
        try:
            actions.correct(
                case=case,
                event=event,
                on=act.on,
                data=act.data,
                number=act.number,
                ground=form.cleaned_data["ground"],
                stroke=_stroke(request, form.cleaned_data["seen"]),
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, f"Đã ghi đính chính “{step.title}”, vào sổ cái.")
            return redirect("cases:page", pk=case.pk)
    status = 422 if request.method == "POST" else 200
    context = {"case": case, "event": event, "step": step, "form": form, "refusal": refusal}
    return render(request, "cases/correct.html", context, status=status)


@require_GET
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Every paper of the case, and before anything is printed what each lacks."""
    today = timezone.localdate()
    case = _open(request, pk, "cases:papers")
    page = printing.papers_page(case, authority_here(request, today), today)
    return render(request, "cases/papers.html", {"page": page})


@require_GET
def paper(request: HttpRequest, pk: int, key: str, layout: str, ending: str) -> HttpResponse:
    case, today = _open(request, pk, "cases:paper"), timezone.localdate()
    sheet = printing.sheet_of(case, today, key, layout, side_of(case, authority_here(request, today)))
    content = printing.as_pdf([sheet]) if ending == "pdf" else printing.as_docx(sheet)
    return _file(content, f"ho-so-{case.pk}-{sheet.tick}", ending)


@require_GET
def papers_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The ticked papers as one file; all that the case has or needs when none is ticked."""
    case, today = _open(request, pk, "cases:papers_pdf"), timezone.localdate()
    sheets = printing.sheets_of(case, today, side_of(case, authority_here(request, today)))
    sheets = printing.chosen(sheets, request.GET.getlist("giay"))
    if not sheets:
        raise Http404("Hồ sơ này không có giấy tờ đã chọn")
    return _file(printing.as_pdf(sheets), f"ho-so-{case.pk}-giay-to", "pdf")


def _file(content: bytes, name: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=FILES[ending])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return answer
