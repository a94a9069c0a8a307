"""Clerks of the lists: narrowed in the address, kept under a name, printed, taken out as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.common.dates import display
from chibo.common.workbooks import mark
from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import actions, pages, queries
from chibo.roll.members.forms import DayFilter, NoticeForm, PeopleFilter, SaveListForm
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries.lists import Spot, organization_choices, spots_of
from chibo.roll.members.queries.saved import get_saved_list, saved_lists
from chibo.roll.members.queries.sheets import ON_PAPER, TITLES, Line, by_cell, lines_of
from chibo.roll.members.workbook import write_workbook
from chibo.roll.organizations.models import Form

#: The most people that one file, and one printing, hold: a longer list is narrowed first.
EXPORTED, PRINTED = 20_000, 3_000
#: What stands in the address beside the conditions.
_NOT_KEPT = ("sau", "so", "lop")


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    authority: Authority
    form: PeopleFilter
    on: date
    within: Form | None

    @property
    def as_of(self) -> date | None:
        return self.on if self.on != self.authority.on else None

    @property
    def status(self) -> int:
        return 200 if self.form.is_valid() else 422

    def spots(self, most: int) -> tuple[list[Spot], bool]:
        return spots_of(self.authority, self.on, self.form.selection(), self.within, most)


def asked_by(request: HttpRequest) -> Asked:
    """The list that the address asks for, within the scope of who asks."""
    today = timezone.localdate()
    authority = queries.authority_here(request, today)
    day = DayFilter(request.GET)
    on = (day.cleaned_data.get("ngay") if day.is_valid() else None) or today
    chosen = request.GET.get("to_chuc", "")
    shapes = organization_choices(authority, chosen, on)
    offered = [(shape.organization.code, shape.name) for shape in shapes]
    form = PeopleFilter(request.GET, organizations=offered, choices=pages.list_choices(on))
    within = next((shape for shape in shapes if shape.organization.code == chosen), None)
    return Asked(authority, form, on, within)


def conditions_of(request: HttpRequest) -> str:
    """The conditions as they stand in the address, without the page."""
    kept = request.GET.copy()
    for name in _NOT_KEPT:
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        del kept[name]
    return kept.urlencode()


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    asked = asked_by(request)
    page = queries.people_page(
        asked.authority,
        asked.on,
        wanted=asked.form.selection(),
        within=asked.within,
        after=request.GET.get("sau", ""),
    )
    context = {
        "page": page,
        "form": asked.form,
        "as_of": asked.as_of,
        "conditions": conditions_of(request),
        "may_enrol": any(held.reach(Right.KEEP_FILES) for held in asked.authority.appointments),
        **pages.people_table(page),
    }
    return render(request, "members/list.html", context, status=asked.status)


@require_GET
def print_(request: HttpRequest) -> HttpResponse:
    """The whole list on A4, with who printed it and when; recorded."""
    asked = asked_by(request)
    spots, more = asked.spots(PRINTED)
    mark = _record(request, asked, "in", len(spots), identity=False)
    context = {
        "lines": [[line.cells[column] for column in ON_PAPER] for line in _lines(asked, spots, identity=False)],
        "titles": ["STT", *(TITLES[column][0] for column in ON_PAPER)],
        "mark": mark,
        "told": pages.told(asked.form),
        "as_of": asked.as_of,
        "more": PRINTED if more else 0,
        "back": f"{reverse('members:list')}?{conditions_of(request)}",
    }
    return render(request, "members/print.html", context, status=asked.status)


def notices(request: HttpRequest) -> HttpResponse:
    """A notice for each cell with its people of the list, for print; recorded as a printing."""
    asked = asked_by(request)
    form = NoticeForm(request.POST or None)
    back = f"{reverse('members:list')}?{conditions_of(request)}"
    spots, more = asked.spots(PRINTED)
    nobody = not spots or more or not asked.form.is_valid()
    if request.method != "POST" or not form.is_valid() or nobody:
        context = {
            "form": form,
            "told": pages.told(asked.form),
            "people": len(spots),
            "most": PRINTED if more else 0,
            "nobody": nobody,
            "back": back,
        }
        status = 422 if request.method == "POST" or not asked.form.is_valid() else 200
        return render(request, "members/notice.html", context, status=status)
    mark = _record(request, asked, "notice", len(spots), identity=False)
    context = {**form.cleaned_data, "cells": by_cell([pk for _, pk in spots], asked.on), "mark": mark, "back": back}
    return render(request, "members/notices.html", context)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as a workbook; identity numbers in clear when asked for, of those whom the asker may see."""
    asked = asked_by(request)
    identity = request.GET.get("so") == "1"
    spots, more = asked.spots(EXPORTED)
    if more or not asked.form.is_valid():
        back = f"{reverse('members:list')}?{conditions_of(request)}"
        context = {"most": EXPORTED if more else 0, "form": asked.form, "back": back}
        return render(request, "members/too_many.html", context, status=422)
    mark = _record(request, asked, "xlsx", len(spots), identity=identity)
    content = write_workbook(
        _lines(asked, spots, identity=identity),
        TITLES,
        heading=f"Danh sách đảng viên, tính đến ngày {display(asked.on)}",
        conditions=pages.told(asked.form),
        mark=mark,
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    name = f"danh-sach-dang-vien-{asked.on.isoformat()}.xlsx"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _lines(asked: Asked, spots: list[Spot], *, identity: bool) -> Iterator[Line]:
    return lines_of([pk for _, pk in spots], asked.on, asked.authority, identity=identity)


def _record(request: HttpRequest, asked: Asked, form: str, people: int, *, identity: bool) -> str:
    """A look and an entry of the ledger; returns the words of the margin: who and when."""
    user, at, capacity = signed_in(request), timezone.now(), asked.authority.capacity
    record_look(user=user, subject="list", person_id=None, capacity=capacity[:200], page=f"members:{form}", at=at)
    actions.record_export(
        conditions=conditions_of(request),
        people=people,
        identity=identity,
        as_of=asked.on,
        form=form,
        by=user,
        on=asked.authority.on,
    )
    return mark(f"{user} ({capacity})", timezone.localtime(at))


def saved(request: HttpRequest) -> HttpResponse:
    """The lists kept under a name; with conditions in the address, a form to keep them too."""
    today, user = timezone.localdate(), signed_in(request)
    authority = queries.authority_here(request, today)
    conditions = conditions_of(request)
    places = list({held.organization_id: held.organization for held in authority.appointments}.items())
    form = SaveListForm(request.POST or None, places=places)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_list(
                name=form.cleaned_data["name"],
                conditions=conditions,
                organization=form.shared_at,
                by=user,
                on=today,
            )
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, "Đã lưu danh sách.")
            return redirect("members:saved")
    context = {"form": form, "refusal": refusal, "conditions": conditions, "may_save": bool(conditions)}
    context |= pages.saved_table(saved_lists(authority), user)
    failed = request.method == "POST"
    return render(request, "members/saved.html", context, status=422 if failed else 200)


@require_GET
def open_saved(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_saved_list(queries.authority_here(request, timezone.localdate()), pk)
    return redirect(f"{reverse('members:list')}?{kept.conditions}")


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    today, user = timezone.localdate(), signed_in(request)
    kept = get_saved_list(queries.authority_here(request, today), pk, own=True)
    actions.drop_list(kept=kept, by=user, on=today)
    messages.success(request, f"Đã bỏ danh sách “{kept.name}”.")
    return redirect("members:saved")
