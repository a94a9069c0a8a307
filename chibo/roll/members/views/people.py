"""Clerks of the lists of people; the page of one person is composed on the floor of the files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.foundation.accounts.queries import signed_in
from chibo.roll.members import pages, queries
from chibo.roll.members.forms import PeopleFilter
from chibo.roll.members.permissions import Right
from chibo.roll.members.queries.lists import organization_choices
from chibo.roll.members.queries.status import Filter


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    authority = queries.authority_here(request, today)
    forms = organization_choices(authority, request.GET.get("to_chuc", ""))
    asked = PeopleFilter(request.GET, organizations=[(form.organization.code, form.name) for form in forms])
    clean = asked.cleaned_data if asked.is_valid() else {}
    on = clean.get("ngay") or today
    page = queries.people_page(
        authority,
        on,
        text=clean.get("ten", ""),
        only=Filter.of(clean.get("loai", "")),
        within=next((form for form in forms if form.organization.code == clean.get("to_chuc")), None),
        after=request.GET.get("sau", ""),
    )
    context = {"page": page, "form": asked, "as_of": on if on != today else None, **pages.people_table(page)}
    return render(request, "members/list.html", context, status=200 if asked.is_valid() else 422)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """By name with or without marks, identity number or card number; exact ones first."""
    today = timezone.localdate()
    text = request.GET.get("ten", "")
    rows = queries.find_people(queries.authority_here(request, today), text, today)
    if len(rows) == 1:
        return redirect("members:page", pk=rows[0].person.pk)
    return render(request, "members/search.html", {"text": text, **pages.rows_table(rows)})


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """The identity number in clear, once, for those who may; the look says so."""
    today, user = timezone.localdate(), signed_in(request)
    person = queries.open_person_for(
        user, pk, today, page="members:reveal", at=timezone.now(), right=Right.REVEAL_IDENTITY
    )
    context = {"person": person, "identity": pages.identity_of(person), "back": reverse("members:page", args=[pk])}
    return render(request, "members/reveal.html", context)
