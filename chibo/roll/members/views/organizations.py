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
from chibo.foundation.rulebook.wording import said
from chibo.roll.members import pages
from chibo.roll.members.forms import ParameterForm, StandardForm, TreeFilter
from chibo.roll.members.permissions import Right, can, check_can
from chibo.roll.members.queries import authority_here
from chibo.roll.members.queries.heirs import named
from chibo.roll.members.queries.tree import get_form_for, organization_page, tree_page
from chibo.roll.organizations import actions
from chibo.roll.organizations.queries import law_for


@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = TreeFilter(request.GET)
    on = (asked.cleaned_data.get("ngay") if asked.is_valid() else None) or today
    page = tree_page(authority_here(request, today), on)
    words = asked.data.get("ten", "")
    found = named(authority_here(request, today), words) if words.strip() else None
    context = {"form": asked, "page": page, "found": found, "as_of": on if on != today else None}
    return render(request, "organizations/tree.html", context, status=200 if asked.is_valid() else 422)


@require_GET
def page(request: HttpRequest, code: str) -> HttpResponse:
    today = timezone.localdate()
    authority = authority_here(request, today)
    form = get_form_for(authority, code)
    context = organization_page(authority, form, today) | {"may_adopt": can(authority, Right.ADOPT_STANDARDS, form)}
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
    choose = ParameterForm(request.GET or None, parameters=pages.parameters_for(act, shape.organization, today))
    context: dict[str, Any] = {"shape": shape, "heading": heading}
    if not choose.is_valid():
        status = 422 if request.GET or request.method == "POST" else 200
        return render(request, "organizations/standard_choice.html", context | {"form": choose}, status=status)
    name = choose.cleaned_data["parameter"]
    law = law_for(shape.organization, today)
    form = StandardForm(request.POST or None, spec=law.parameter(name), present=law.value(name).value)
    refusal = None
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        facts = {fact: clean[fact] for fact in ("document", "document_on", "clause", "on")}
        try:
            action(organization=shape.organization, parameter=name, value=form.stated(), by=user, **facts)
        except Refusal as caught:
            refusal = caught
        else:
            messages.success(request, "Đã ghi, vào sổ cái.")
            return redirect("organizations:page", code=code)
    context |= {"form": form, "refusal": refusal, "spec": law.parameter(name), "present": law.value(name)}
    context["told"] = said(context["spec"], law.value(name).value)
    return render(request, "organizations/standard.html", context, status=422 if request.method == "POST" else 200)
