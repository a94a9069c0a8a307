"""Clerks of a person's page: the own one, and that of somebody within reach."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.actions import record_look
from chibo.foundation.accounts.queries import looks_at_person, signed_in
from chibo.roll.files.registry import sections_of
from chibo.roll.members import pages, queries

SEEN = 20  # looks shown on a page


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    today, user = timezone.localdate(), signed_in(request)
    authority = queries.authority_here(request, today)
    person = queries.open_person_for(user, pk, today, page="members:page", at=timezone.now(), authority=authority)
    context = pages.person_page(queries.person_record(person, today), authority)
    context |= {"looks": looks_at_person(pk, SEEN), "may_reveal": pages.may_reveal(authority, person)}
    context["sections"] = sections_of(person, authority)
    return render(request, "files/person.html", context)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The own record, who may see it, and who saw it."""
    today, user = timezone.localdate(), signed_in(request)
    authority = queries.authority_here(request, today)
    person = authority.person
    if person is None:
        raise Http404("Tài khoản này chưa gắn với một người trong sổ.")
    record_look(
        user=user,
        subject=f"person:{person.pk}",
        person_id=person.pk,
        capacity="Chính mình",
        page="members:mine",
        at=timezone.now(),
    )
    context = pages.person_page(queries.person_record(person, today), authority)
    context |= {"looks": looks_at_person(person.pk, SEEN), "own": True, "sections": sections_of(person, authority)}
    return render(request, "files/person.html", context)
