"""What every form page of the files does: show, check, act, say; a refusal comes back to its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chibo.foundation.rulebook.findings import Refusal


def answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    form: forms.BaseForm,
    act: Callable[[], object],
    said: str,
    to: str | Callable[[], str],
) -> HttpResponse:
    """Run ``act`` for a sent form that is in order, then go to ``to``; else the page with its errors (422)."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refusal as caught:
            refusal = caught
            for finding in caught.findings:
                if finding.asks in form.fields:
                    form.add_error(finding.asks, finding.sentence)
        else:
            messages.success(request, said)
            return redirect(to if isinstance(to, str) else to())
    status = 422 if request.method == "POST" else 200
    return render(request, template, {**context, "form": form, "refusal": refusal}, status=status)
