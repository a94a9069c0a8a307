"""Clerks of the tree's pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import pages
from chibo.roll.members.forms import DayFilter, StandardForm
from chibo.roll.members.permissions import Right, can, check_can
from chibo.roll.members.queries import authority_here
from chibo.roll.members.queries.tree import get_form_for, organization_page, tree_page
from chibo.roll.organizations import actions


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = DayFilter(request.GET)
    on = (asked.cleaned_data.get("ngay") if asked.is_valid() else None) or today
    rows = tree_page(authority_here(request, today), on)
    context = {"form": asked, "rows": rows, "as_of": on if on != today else None}
    return render(request, "organizations/tree.html", context, status=200 if asked.is_valid() else 422)


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    form = get_form_for(authority, code)
    context = organization_page(form, today) | {"may_adopt": can(authority, Right.ADOPT_STANDARDS, form)}
    return render(request, "organizations/page.html", context)


ACTS: dict[str, tuple[str, Any]] = {
    "tieu-chuan": ("Đặt tiêu chuẩn cao hơn", actions.adopt_standard),
    "xac-nhan": ("Xác nhận giá trị chưa đối chiếu", actions.confirm_value),
}


def standard(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """A committee tightens a value for its subtree, or confirms one whose source was not read."""
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    shape = get_form_for(authority, code)
    check_can(authority, Right.ADOPT_STANDARDS, shape)
    heading, action = ACTS[act]
    form = StandardForm(request.POST or None, parameters=pages.parameters_for(act, shape.organization, today))
    refusal = None
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        facts = {name: clean[name] for name in ("parameter", "document", "document_on", "clause", "on")}
        try:
            action(organization=shape.organization, value=form.stated(), by=user, **facts)
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, "Đã ghi, vào sổ cái.")
            return redirect("organizations:page", code=code)
    context = {"shape": shape, "heading": heading, "form": form, "refusal": refusal}
    return render(request, "organizations/standard.html", context, status=422 if request.method == "POST" else 200)
