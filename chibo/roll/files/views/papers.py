"""Clerks of the papers: one file's checklist, an organization's gaps, one paper of many files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files import actions
from chibo.roll.files.actions import Mark
from chibo.roll.files.answering import answer
from chibo.roll.files.catalogue import catalogue
from chibo.roll.files.forms import ChecklistForm, OnePaperForm
from chibo.roll.files.pages import books_of, lacks_table, organizations_of, parts_of, path_of
from chibo.roll.files.queries import papers as queries
from chibo.roll.files.queries.doors import get_form_of_files, may_keep_guests
from chibo.roll.files.rules.keeping import check_passing_on
from chibo.roll.files.sections import may_keep
from chibo.roll.members.permissions import Right, can, check_can
from chibo.roll.members.queries import authority_here, open_person_for, place_of
from chibo.roll.organizations.models import CELLS


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The organizations whose files the reader may look after; a single one opens at once."""
    today = timezone.localdate()
    found = organizations_of(authority_here(request, today), today)
    if len(found) == 1:
        return redirect("files:organization", code=found[0].organization.code)
    return render(request, "files/home.html", {"forms": found})


def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The 104 kinds for one person; those who keep the file mark many at once."""
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    person = open_person_for(user, pk, today, page="files:papers", at=timezone.now(), authority=authority)
    keeps = may_keep(person, authority)
    if request.method == "POST":
        check_can(authority, Right.KEEP_FILES, place_of(person, today))
    found = queries.checklist(person, today)
    open_ones = [line.paper.number for line in found.lines if line.asked and not line.check]
    form = ChecklistForm(request.POST or None, initial={"rest": ""}, numbers=list(catalogue().papers), asked=open_ones)

    def act() -> object:
        marks = [Mark(person=person, number=number, **told) for number, told in form.marks().items()]
        return actions.check_papers(marks=marks, by=user, on=form.cleaned_data["on"])

    context = {
        "person": person,
        "list": found,
        "findings": check_passing_on(found.left, law_on(today)),
        "years": (today.year, today.year - 1),
        "keeps": keeps,
        "source": catalogue().citation,
        "typed": request.POST,
    }
    to = reverse("files:papers", args=[person.pk])
    return answer(request, "files/papers.html", context, form=form, act=act, said="Đã ghi kết quả kiểm.", to=to)


@require_GET
def organization(request: HttpRequest, code: str) -> HttpResponse:
    """How many papers are lacking, in whose files, and the ways to the rounds, loans, guests and books."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    form = get_form_of_files(authority, code)
    page = request.GET.get("trang", "1")
    lacks = queries.organization_lacks(form, today, int(page) if page.isdecimal() and len(page) < 6 else 1)
    context: dict[str, Any] = {
        "shape": form,
        "path": path_of(form),
        "books": books_of(today),
        "lacks": lacks,
        "priorities": [(words, lacks.lacking.get(key, 0)) for key, words in catalogue().priorities.items()],
        "keeps": can(authority, Right.KEEP_FILES, form),
        "parts": parts_of(form, today) if lacks.too_many else [],
        "most": queries.MOST_PEOPLE,
        "source": catalogue().citation,
        "keeps_guests": may_keep_guests(authority, form),
        **lacks_table(lacks, of_one_cell=form.level in CELLS),
    }
    return render(request, "files/organization.html", context)


def one_paper(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One kind of paper, everybody whose file must hold it: tick who has it."""
    today, user = timezone.localdate(), signed_in(request)
    shape = get_form_of_files(authority_here(request, today), code, Right.KEEP_FILES)
    paper = catalogue().papers.get(number)
    if paper is None:
        raise Http404("Danh mục không có loại giấy tờ này.")
    asked = queries.who_needs(shape, number, today)
    people = {each.person.pk: each.person for each in asked}
    form = OnePaperForm(request.POST or None)

    def act() -> object:
        kept_at, states = form.cleaned_data["kept_at"], form.states(list(people))
        marks = [Mark(people[pk], number, state, kept_at) for pk, state in states.items()]
        return actions.check_papers(marks=marks, by=user, on=form.cleaned_data["on"])

    context = {"shape": shape, "path": path_of(shape), "paper": paper, "asked": asked, "typed": request.POST}
    to = reverse("files:organization", args=[shape.organization.code])
    return answer(request, "files/one_paper.html", context, form=form, act=act, said="Đã ghi kết quả kiểm.", to=to)
