"""Clerks of the search for people; the page of one person is composed on the floor of the files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.foundation.accounts.queries import signed_in
from chibo.roll.members import pages, queries
from chibo.roll.members.permissions import Right


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """By name with or without marks, identity, card or CV number; exact ones first."""
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
