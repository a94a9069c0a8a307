"""The ledger for those who guard it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from chibo.foundation.ledger import queries
from chibo.foundation.ledger.forms import FilterForm, PlaceForm
from chibo.foundation.ledger.permissions import entries_open_to


@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    within = entries_open_to(request.user, timezone.localdate())
    form, place = FilterForm(request.GET), PlaceForm(request.GET)
    page = None
    if form.is_valid():
        start = place.cleaned_data if place.is_valid() else {}
        page = queries.entries_page(within, **form.cleaned_data, before=start.get("before"), after=start.get("after"))
    context = {"form": form, "page": page, "filtered": any(form.data.get(name) for name in form.fields)}
    return render(request, "ledger/entries.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    entries_open_to(request.user, timezone.localdate())
    context = {
        "end": queries.end(),
        "checkpoints": queries.last_checkpoints(),
        "report": queries.verify() if request.method == "POST" else None,
    }
    return render(request, "ledger/verify.html", context)
