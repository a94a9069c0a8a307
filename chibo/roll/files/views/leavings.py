"""Clerks of deaths and leavings: writing one down, looking at it, taking a mistake back, and the list of a place."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.common.text import fold
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.law import law_on, rulebook
from chibo.roll.files import actions
from chibo.roll.files.answering import answer
from chibo.roll.files.forms import LeavingForm, LeavingKindForm, NameForm, UndoForm
from chibo.roll.files.pages import leave_page, leaving_facts, leavings_table, path_of, people_to_leave
from chibo.roll.files.queries.doors import get_form_of_files
from chibo.roll.files.queries.leavings import (
    comes_back,
    get_leaving,
    leavings_at,
    paper_of,
    running_of,
    standing_leaving,
)
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.leavings import follows
from chibo.roll.files.sections import may_keep
from chibo.roll.members.permissions import Right, can
from chibo.roll.members.queries import authority_here, open_person_for

_SAID = "Đã ghi vào sổ đảng viên và sổ cái."


def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """First why (in the address), then the paper, beside what ends and what stays open."""
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    person = open_person_for(
        user,
        pk,
        today,
        page="files:leave",
        at=timezone.now(),
        right=Right.KEEP_FILES,
        authority=authority,
    )
    choose = LeavingKindForm(request.GET or None)
    if not choose.is_valid():
        status = 422 if request.GET or request.method == "POST" else 200
        context = {"person": person, "form": choose, "standing": standing_leaving(person)}
        return render(request, "files/leave_why.html", context, status=status)
    ends_by = choose.ends_by
    running = running_of(person, today)
    context = leave_page(person, authority, ends_by, running)
    paper = paper_of(person, ends_by, today)
    form = LeavingForm(
        request.POST or None,
        initial={"seen": "\n".join(running.lines)},
        ends_by=ends_by,
        paper=paper.title if paper else "Giấy tờ",
    )

    def act() -> None:
        seen = form.seen_lines()
        form.see("\n".join(running.lines))
        actions.record_leaving(person=person, told=form.told(), by=user, on=today, seen=seen)

    to = reverse("members:page", args=[person.pk])
    return answer(request, "files/leave.html", context, form=form, act=act, said=_SAID, to=to)


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was recorded, on which paper, what ended with it, what is still to be done."""
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    leaving = get_leaving(authority, pk)
    person = open_person_for(
        user, leaving.person_id, today, page="files:leaving", at=timezone.now(), authority=authority
    )
    standing = leaving.undone_on is None
    context: dict[str, Any] = {
        "leaving": leaving,
        "person": person,
        "facts": leaving_facts(leaving),
        "open": open_of(person, authority, leaving.ends_by) if standing else [],
        "findings": follows(leaving.ends_by, law_on(max(leaving.left_on, rulebook().first_day))) if standing else [],
        "may_keep": may_keep(person, authority),
    }
    return render(request, "files/leaving.html", context)


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was recorded by mistake, with the reason."""
    today = timezone.localdate()
    leaving = get_leaving(authority_here(request, today), pk, Right.KEEP_FILES)
    form = UndoForm(request.POST or None)
    to = reverse("files:leaving", args=[leaving.pk])
    return answer(
        request,
        "files/undo_leaving.html",
        {"leaving": leaving, "back": comes_back(leaving) if leaving.undone_on is None else [], "cancel": to},
        form=form,
        act=lambda: actions.undo_leaving(leaving=leaving, by=signed_in(request), on=today, **form.cleaned_data),
        said="Đã hoàn tác; sổ đảng viên trở lại như trước.",
        to=to,
    )


@require_GET
def list_(request: HttpRequest, code: str) -> HttpResponse:
    """Deaths and leavings of the organization, and somebody to write one down of, by name."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    form = get_form_of_files(authority, code)
    names = NameForm(request.GET or None)
    text = names.cleaned_data["ten"] if names.is_valid() else ""
    context = {
        "shape": form,
        "path": path_of(form),
        "form": names,
        "text": text,
        "keeps": can(authority, Right.KEEP_FILES, form),
        "people": people_to_leave(authority, text, today) if text else [],
        **leavings_table(leavings_at(form, fold(text), today)),
    }
    return render(request, "files/leavings.html", context)
