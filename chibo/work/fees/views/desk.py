"""What every clerk of the fee book has on the desk: the pen, the form page, the breadcrumb."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import authority_here
from chibo.work.fees.queries.overview import crumbs
from chibo.work.fees.queries.places import Place
from chibo.work.fees.writing import Pen

__all__ = ["authority", "crumbs", "frame", "pen", "served"]


def pen(request: HttpRequest) -> Pen:
    return Pen(signed_in(request), timezone.localdate(), timezone.now())


def authority(request: HttpRequest) -> Authority:
    return authority_here(request, timezone.localdate())


def frame(place: Place, who: Authority) -> dict[str, Any]:
    """What the template of any page of a book needs."""
    return {"place": place, "path": crumbs(place, who)}


def served(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    done: str,
    back: str,
    context: dict[str, Any],
) -> HttpResponse:
    """One form, one act: recorded and back with a word, or the page again with what is wrong (422)."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, done)
            return redirect(back)
    context = {**context, "form": form, "refusal": refusal, "back": back}
    return render(request, "fees/form.html", context, status=422 if request.method == "POST" else 200)
