"""The shell's own pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from chibo.roll.members.queries import authority_here
from chibo.web.context import SEAT, seats_of
from chibo.web.tasks import tasks_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return render(request, "home.html", {"groups": tasks_of(authority_here(request, today), today), "today": today})


@require_POST
def take_seat(request: HttpRequest) -> HttpResponse:
    """Say in which of the own appointments one works now; it changes what is shown first, never what is allowed."""
    authority = authority_here(request, timezone.localdate())
    asked = request.POST.get("seat", "")
    if asked in {seat.key for seat in seats_of(authority)}:
        request.session[SEAT] = asked
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "web:home")


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
