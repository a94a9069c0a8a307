"""Clerks of what members ask to have put right, and of the office's answers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files import actions
from chibo.roll.files.actions.proposals import proposed_value
from chibo.roll.files.answering import answer
from chibo.roll.files.columns import LABELS, shown, value_of
from chibo.roll.files.forms import AcceptForm, FieldForm, ProposalForm, RefuseForm
from chibo.roll.files.models import Proposal
from chibo.roll.files.queries.doors import get_own_proposal, get_proposal
from chibo.roll.files.queries.entries import proposals_of, proposals_to_answer
from chibo.roll.members.permissions import Right
from chibo.roll.members.queries import authority_here, open_person_for

MOST = 200  # of a list of those that wait


def told(proposal: Proposal) -> dict[str, Any]:
    """A proposal in words: of an identity number only that it is one."""
    old, new = proposal.old, proposal.new
    if proposal.field == "identity":
        old, new = "?", "?"
    return {
        "row": proposal,
        "label": LABELS[proposal.field],
        "old": shown(proposal.field, old),
        "new": shown(proposal.field, new),
    }


@require_GET
def list_(request: HttpRequest) -> HttpResponse:
    """What waits for an answer from the reader."""
    today = timezone.localdate()
    rows = proposals_to_answer(authority_here(request, today), today, MOST)
    columns = [
        {"label": "Đảng viên", "kind": "text"},
        {"label": "Mục", "kind": "text", "fact": True},
        {"label": "Đề nghị ghi", "kind": "text", "fact": True},
        {"label": "Ngày đề nghị", "kind": "text", "fact": True},
    ]
    cells = [(row, told(row)) for row in rows]
    context = {
        "columns": columns,
        "rows": [
            {
                "url": reverse("files:answer", args=[row.pk]),
                "cells": [row.person.name, words["label"], words["new"], row.proposed_on],
            }
            for row, words in cells
        ],
        "empty": {"why": "Không có đề nghị nào chờ trả lời.", "what": "Đảng viên gửi đề nghị ở trang hồ sơ của mình."},
    }
    return render(request, "files/proposals.html", context)


def propose(request: HttpRequest) -> HttpResponse:
    """The own record: first which column (in the address), then what it should say."""
    today, user = timezone.localdate(), signed_in(request)
    person = authority_here(request, today).person
    if person is None:
        raise Http404("Tài khoản này chưa gắn với một người trong sổ.")
    choose = FieldForm(request.GET or None)
    context = {"person": person, "proposals": [told(row) for row in proposals_of(person)]}
    if not choose.is_valid():
        status = 422 if request.GET or request.method == "POST" else 200
        return render(request, "files/propose_choice.html", context | {"form": choose}, status=status)
    field = choose.cleaned_data["muc"]
    form = ProposalForm(request.POST or None, field=field)
    present = value_of(person, field)
    return answer(
        request,
        "files/propose.html",
        context | {"label": LABELS[field], "present": shown(field, present)},
        form=form,
        act=lambda: actions.propose(
            person=person,
            field=field,
            new=form.new_value(),
            ground=form.cleaned_data["ground"],
            by=user,
            on=today,
        ),
        said="Đã gửi đề nghị. Văn phòng sẽ trả lời; đồng chí xem câu trả lời ở trang này.",
        to=reverse("files:propose"),
    )


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    proposal = get_own_proposal(authority_here(request, today).person, pk)
    try:
        actions.withdraw(proposal=proposal, by=signed_in(request), on=today)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã rút đề nghị.")
    return redirect("files:propose")


def answer_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes, with what allows the correction, or no, with the reason."""
    today, user = timezone.localdate(), signed_in(request)
    authority = authority_here(request, today)
    proposal = get_proposal(authority, pk)
    right = Right.REVEAL_IDENTITY if proposal.field == "identity" else Right.KEEP_FILES
    open_person_for(
        user, proposal.person_id, today, page="files:answer", at=timezone.now(), right=right, authority=authority
    )
    person, field = proposal.person, proposal.field
    no = "tu-choi" in request.POST
    refusing = RefuseForm(request.POST if no else None)
    accepting = AcceptForm(request.POST if request.POST and not no else None, field=field)
    present = value_of(person, field)
    context = {**told(proposal), "person": person, "refusing": refusing, "accepting": accepting}
    context |= {"present": shown(field, present), "proposal": proposal, "no": no}
    context |= {"value": proposed_value(proposal) if field == "identity" else ""}
    if no:
        return answer(
            request,
            "files/answer.html",
            context,
            form=refusing,
            act=lambda: actions.refuse(proposal=proposal, reason=refusing.cleaned_data["reason"], by=user, on=today),
            said="Đã trả lời: không sửa, có lý do.",
            to=reverse("files:proposals"),
        )
    return answer(
        request,
        "files/answer.html",
        context,
        form=accepting,
        act=lambda: actions.accept(proposal=proposal, asked=accepting.asked(present), by=user, on=today),
        said=f"Đã sửa “{LABELS[field]}” theo đề nghị.",
        to=reverse("files:proposals"),
    )
