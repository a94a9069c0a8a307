"""What the clerks share: the stroke, and a page with one form for one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from chibo.engine.cases.actions import Stroke
from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import authority_here

F = TypeVar("F", bound=forms.Form)


def stroke_of(request: HttpRequest) -> Stroke:
    return Stroke(by=signed_in(request), today=timezone.localdate(), at=timezone.now(), seen=0)


def asker(request: HttpRequest) -> Authority:
    return authority_here(request, timezone.localdate())


def act(
    request: HttpRequest,
    form: F,
    perform: Callable[[F], str],
    *,
    done: str,
    heading: str,
    button: str,
    lead: str = "",
    before: str = "",
    warned: Sequence[str] = (),
    **more: Any,
) -> HttpResponse:
    """The page of one act. ``perform`` does it and returns where to go; a refusal is said at its field or above.

    ``done`` is the sentence that says what was recorded, ``warned`` what ``perform`` found amiss in it all the same.
    """
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            target = perform(form)
        except Refusal as caught:
            refusal = _at_fields(form, caught)
        else:
            messages.success(request, done)
            for caution in warned:
                messages.warning(request, caution)
            return redirect(target)
    context = {"form": form, "refusal": refusal, "heading": heading, "button": button, "lead": lead, "before": before}
    status = 422 if request.method == "POST" else 200
    return render(request, "honours/act.html", {**context, **more}, status=status)


def _at_fields(form: forms.Form, refusal: Refusal) -> Refusal | None:
    """What belongs to a field is said there; the rest, and whatever cites the law, stays in the panel."""
    rest = []
    for finding in refusal.findings:
        if finding.asks in form.fields:
            form.add_error(finding.asks, finding.sentence)
        if finding.asks not in form.fields or finding.citation is not None:
            rest.append(finding)
    if rest or not refusal.findings:
        return Refusal(refusal.what, rest)
    return None
