"""Clerks of the entries of a file, and of the corrections of what the register says of a person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.common.secrets import blind_index
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files import actions
from chibo.roll.files.answering import answer
from chibo.roll.files.columns import LABELS, MASKED, shown, value_of
from chibo.roll.files.forms import CorrectionForm, EntryCorrectionForm, EntryForm, GroundForm, KindForm
from chibo.roll.files.models import EntryKind
from chibo.roll.files.queries.doors import get_entry
from chibo.roll.files.queries.entries import (
    corrections_of,
    entries_of,
    person_to_keep,
    proposals_of,
    struck_out_of,
)
from chibo.roll.files.rules.corrections import check_birth_date
from chibo.roll.files.sections import forms_of_discipline, line_of, may_keep
from chibo.roll.members.queries import authority_here, open_person_for


@require_GET
def list_(request: HttpRequest, pk: int) -> HttpResponse:
    """Every entry with what it replaced, every correction, every proposal."""
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    person = open_person_for(user, pk, today, page="files:entries", at=timezone.now(), authority=authority)
    context = {
        "person": person,
        "groups": [(kind.label, [(told, line_of(told.entry)) for told in rows]) for kind, rows in entries_of(person)],
        "struck_out": struck_out_of(person),
        "corrections": [
            (row, LABELS[row.field], _value(row.field, row.old), _value(row.field, row.new))
            for row in corrections_of(person)
        ],
        "proposals": [(row, LABELS[row.field], _value(row.field, row.new)) for row in proposals_of(person)],
        "columns": list(LABELS.items()),
        "may_keep": may_keep(person, authority),
    }
    return render(request, "files/entries.html", context)


def _value(field: str, value: str) -> str:
    return MASKED if field == "identity" else shown(field, value)


def add(request: HttpRequest, pk: int) -> HttpResponse:
    """First the kind (in the address), then the entry."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    person = person_to_keep(authority, pk)
    cancel = reverse("files:entries", args=[person.pk])
    choose = KindForm(request.GET or None)
    if not choose.is_valid():
        status = 422 if request.GET or request.method == "POST" else 200
        context = {"title": "Ghi thêm mục", "lead": person.name, "form": choose, "act": "Tiếp tục", "method": "get"}
        return render(request, "files/act.html", context | {"cancel": cancel}, status=status)
    kind = EntryKind(choose.cleaned_data["loai"])
    form = EntryForm(request.POST or None, kind=kind, forms_of_discipline=forms_of_discipline(authority))
    return answer(
        request,
        "files/act.html",
        {
            "title": f"Ghi thêm mục: {kind.label.lower()}",
            "lead": person.name,
            "act": "Ghi vào hồ sơ",
            "cancel": cancel,
            "before": "Mục đã ghi không xóa được; sửa thì phải có căn cứ và mục cũ vẫn còn.",
        },
        form=form,
        act=lambda: actions.add_entry(person=person, told=form.told(), by=signed_in(request), on=today),
        said="Đã ghi vào hồ sơ, vào sổ cái.",
        to=cancel,
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    entry = get_entry(authority, pk)
    form = EntryCorrectionForm(
        request.POST or None,
        initial=EntryForm.told_of(entry),
        kind=entry.kind,
        forms_of_discipline=forms_of_discipline(authority),
    )

    def act() -> None:
        clean = form.cleaned_data
        actions.correct_entry(
            entry=entry,
            told=form.told(),
            ground=clean["ground"],
            ground_document=clean["ground_document"],
            ground_on=clean["ground_on"],
            by=signed_in(request),
            on=today,
        )

    return answer(
        request,
        "files/act.html",
        {
            "title": f"Sửa mục: {entry.get_kind_display().lower()}",
            "lead": f"{entry.person.name}. Đang ghi: {line_of(entry).text}",
            "act": "Ghi mục đúng",
            "cancel": reverse("files:entries", args=[entry.person_id]),
            "before": "Mục cũ không mất: nó vẫn xem được bên dưới mục mới, cùng căn cứ của việc sửa.",
        },
        form=form,
        act=act,
        said="Đã sửa; mục cũ vẫn xem được.",
        to=reverse("files:entries", args=[entry.person_id]),
    )


def strike_out(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    entry = get_entry(authority_here(request, today), pk)
    form = GroundForm(request.POST or None)
    return answer(
        request,
        "files/act.html",
        {
            "title": "Bỏ một mục ghi nhầm",
            "lead": f"{entry.person.name}. Mục: {line_of(entry).text}",
            "act": "Bỏ mục này",
            "cancel": reverse("files:entries", args=[entry.person_id]),
            "before": "Mục không mất: nó chuyển xuống phần đã bỏ, cùng căn cứ.",
        },
        form=form,
        act=lambda: actions.strike_out_entry(entry=entry, by=signed_in(request), on=today, **form.cleaned_data),
        said="Đã bỏ mục; mục cũ vẫn xem được.",
        to=reverse("files:entries", args=[entry.person_id]),
    )


def correct_column(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Put right what the register says; the form remembers what its author saw."""
    today = timezone.localdate()
    person = person_to_keep(authority_here(request, today), pk)
    column = field.replace("-", "_")
    if column not in LABELS:
        raise Http404("Không có mục này trong lý lịch tóm tắt.")
    present = value_of(person, column)
    form = CorrectionForm(request.POST or None, field=column, initial={"seen": seen_of(column, present)})
    return answer(
        request,
        "files/correction.html",
        {
            "person": person,
            "label": LABELS[column],
            "present": shown(column, present),
            "cancel": reverse("files:entries", args=[person.pk]),
            "notices": check_birth_date(today, law_on(today)) if column == "born_on" else [],
        },
        form=form,
        act=lambda: actions.correct_person(
            person=person,
            asked=form.asked(present if form.data.get("seen") == seen_of(column, present) else form.data["seen"]),
            by=signed_in(request),
            on=today,
        ),
        said=f"Đã sửa “{LABELS[column]}”; giá trị cũ còn trong hồ sơ.",
        to=reverse("files:entries", args=[person.pk]),
    )


def seen_of(column: str, present: str) -> str:
    """What the author of a form saw, without showing an identity number: its digest stands for it."""
    return blind_index(present) if column == "identity" and present else present
