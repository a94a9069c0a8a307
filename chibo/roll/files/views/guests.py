"""Clerks of the list of those who live here and belong elsewhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from chibo.foundation.accounts.queries import signed_in
from chibo.roll.files import actions
from chibo.roll.files.answering import answer
from chibo.roll.files.forms import GuestForm, LeaveForm
from chibo.roll.files.pages import path_of
from chibo.roll.files.queries import guests as queries
from chibo.roll.files.queries.doors import check_keeps_guests, get_form_of_files, get_guest, may_keep_guests
from chibo.roll.members.queries import authority_here


def list_(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = get_form_of_files(authority, code)
    if request.method == "POST":
        check_keeps_guests(authority, shape)
    kinds, citation = queries.exempt_kinds(today)
    form = GuestForm(request.POST or None, kinds=kinds)
    context = {
        "shape": shape,
        "path": path_of(shape),
        "rows": queries.guest_rows(shape, today),
        "keeps": may_keep_guests(authority, shape) and queries.is_cell(shape),
        "citation": citation,
    }
    return answer(
        request,
        "files/guests.html",
        context,
        form=form,
        act=lambda: actions.introduce(organization=shape.organization, by=signed_in(request), **form.cleaned_data),
        said="Đã ghi vào danh sách nơi cư trú.",
        to=reverse("files:guests", args=[code]),
    )


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    guest, shape = get_guest(authority_here(request, today), pk)
    form = LeaveForm(request.POST or None)
    return answer(
        request,
        "files/act.html",
        {
            "title": "Thôi giữ mối liên hệ nơi cư trú",
            "lead": f"{guest.name}, {shape.name}",
            "act": "Ghi",
            "path": path_of(shape),
            "cancel": reverse("files:guests", args=[shape.organization.code]),
        },
        form=form,
        act=lambda: actions.end_introduction(guest=guest, by=signed_in(request), **form.cleaned_data),
        said="Đã ghi.",
        to=reverse("files:guests", args=[shape.organization.code]),
    )
