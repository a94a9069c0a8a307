"""The shell's own pages."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chibo.foundation.accounts.models import User
from chibo.web.tasks import tasks_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    return render(request, "home.html", {"groups": tasks_of(cast(User, request.user), today), "today": today})


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: the process answers."""
    return HttpResponse("ok", content_type="text/plain")
