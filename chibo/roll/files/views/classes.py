"""Clerks of classes: sending the people of a list, the page of one class, its results, taking somebody off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from chibo.foundation.accounts.queries import signed_in
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files import actions
from chibo.roll.files.answering import answer
from chibo.roll.files.class_pages import choices_of, class_facts, classes_table, days_of, path_to
from chibo.roll.files.forms import ClassForm, DaysForm, EnrolForm, ResultsForm, WithdrawForm
from chibo.roll.files.models import PartyClass
from chibo.roll.files.pages import path_of
from chibo.roll.files.queries import classes as queries
from chibo.roll.files.queries.doors import (
    check_sends,
    get_attendee,
    get_class,
    get_form_of_files,
    may_write_class,
)
from chibo.roll.files.rules.classes import Candidate, check_probation
from chibo.roll.members.pages import told as told_conditions
from chibo.roll.members.permissions import Authority, Right, can
from chibo.roll.members.queries import authority_here
from chibo.roll.members.views.lists import Asked, asked_by, conditions_of
from chibo.roll.organizations.models import Form
from chibo.roll.organizations.queries import names_on

#: Word in the address for a class that is not in the register yet.
NEW = "moi"


def enrol(request: HttpRequest) -> HttpResponse:
    """Who of the list is sent (first to which class, in the address), and to a new class what it is."""
    today = timezone.localdate()
    asked = asked_by(request)
    check_sends(asked.authority)
    spots, more = asked.spots(queries.MOST_SENT)
    conditions = conditions_of(request)
    back = f"{reverse('members:list')}?{conditions}"
    context: dict[str, Any] = {"told": told_conditions(asked.form), "conditions": conditions, "back": back}
    context["path"] = [{"name": "Đảng viên", "url": back}]
    if more or not spots or not asked.form.is_valid():
        status = 422 if request.method == "POST" or not asked.form.is_valid() else 200
        context |= {"most": queries.MOST_SENT if more else 0}
        return render(request, "files/enrol_nobody.html", context, status=status)
    word = request.GET.get("lop", "")
    running = queries.open_classes(asked.authority, today) if not word else []
    if running and request.method != "POST":
        context |= {"classes": running, "names": names_on({row.organization_id for row in running}, today)}
        return render(request, "files/enrol_choice.html", context)
    into = _class_of(asked.authority, word, today)
    return _enrol(request, asked, [pk for _, pk in spots], into, context)


def _class_of(authority: Authority, word: str, on: date) -> tuple[PartyClass, Form] | None:
    if word in {"", NEW}:
        return None
    if not (word.isascii() and word.isdigit()):
        raise Http404("Không có lớp này.")
    return queries.own_class(authority, int(word), on) or get_class(authority, int(word), to_write=True)


def _enrol(
    request: HttpRequest,
    asked: Asked,
    people: list[int],
    into: tuple[PartyClass, Form] | None,
    context: dict[str, Any],
) -> HttpResponse:
    today, authority = asked.authority.on, asked.authority
    senders = queries.senders_of(authority, today) if into is None else []
    party_class, sender = into or (None, senders[0] if len(senders) == 1 else None)
    form = _form(request, senders, into)
    lines, _ = queries.candidates(people, authority, sender, party_class, today)
    chosen = set(form.chosen) if request.method == "POST" else None
    choices = choices_of(lines, sender.name if sender else "tổ chức cử học", today, chosen)
    warnings = _warnings([each.line for each in choices if each.ticked], party_class, form, today)
    if warnings and request.method == "POST" and form.is_valid() and not form.cleaned_data["seen"]:
        form.add_error("seen", "Xem các lưu ý, rồi đánh dấu ô này hoặc bỏ chọn người chưa nên cử.")
    context |= {"party_class": party_class, "warnings": warnings, "choices": choices}
    made: list[PartyClass] = []

    def act() -> None:
        to = party_class or _new_class(form, senders)
        sent = actions.enrol(into=to, people=form.chosen, authority=authority, by=signed_in(request), on=today)
        made.append(sent)

    return answer(
        request,
        "files/enrol.html",
        context,
        form=form,
        act=act,
        said="Đã ghi danh, vào sổ cái.",
        to=lambda: reverse("files:party_class", args=[made[0].pk]),
    )


def _warnings(lines: Iterable[Candidate], party_class: PartyClass | None, form: EnrolForm, on: date) -> list[Finding]:
    """Of those who are ticked; of a new class as soon as its days can be read."""
    if party_class is None and not (isinstance(form, ClassForm) and form.is_valid()):
        return []
    told: Any = party_class or form.told()  # type: ignore[attr-defined]  # a ClassForm, as was just asked
    return [each for each in check_probation(lines, told.kind, told.ends_on, law_on(on)) if each.warns]


def _form(request: HttpRequest, senders: list[Form], into: tuple[PartyClass, Form] | None) -> EnrolForm:
    if into is not None:
        return EnrolForm(request.POST or None)
    return ClassForm(request.POST or None, senders=[(form.organization.code, form.name) for form in senders])


def _new_class(form: EnrolForm, senders: list[Form]) -> actions.NewClass:
    assert isinstance(form, ClassForm)
    code = form.cleaned_data["organization"]
    sender = next(each for each in senders if each.organization.code == code)
    return actions.NewClass(sender.organization, form.told())


@require_GET
def list_(request: HttpRequest, code: str) -> HttpResponse:
    """Classes to which the organization, or those below it, send."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = get_form_of_files(authority, code)
    rows = queries.classes_at(shape, today)
    context = {
        "shape": shape,
        "path": path_of(shape),
        "keeps": can(authority, Right.KEEP_FILES, shape),
        **classes_table(rows, names_on({row.party_class.organization_id for row in rows}, today), today),
    }
    return render(request, "files/classes.html", context)


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in the class, and, when it is over, what came of it for those without a result yet."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    party_class, shape = get_class(authority, pk, to_write=request.method == "POST")
    seats = queries.seats_of(party_class, authority, today)
    waiting = [seat.row.pk for seat in seats if seat.row.outcome == queries.OUTCOMES.ENROLLED]
    form = ResultsForm(request.POST or None)
    context = {
        "shape": shape,
        "path": path_to(shape),
        "party_class": party_class,
        "facts": class_facts(party_class, shape),
        "seats": seats,
        "other_days": queries.other_days_of(party_class),
        "waiting": len(waiting),
        "keeps": may_write_class(authority, party_class, shape),
        "over": party_class.ends_on <= today,
        "typed": request.POST,
    }

    def act() -> None:
        results = form.results(waiting)
        actions.finish(party_class=party_class, results=results, authority=authority, by=signed_in(request), on=today)

    to = reverse("files:party_class", args=[pk])
    said = "Đã ghi kết quả; giấy chứng nhận đã vào hồ sơ từng người."
    return answer(request, "files/class.html", context, form=form, act=act, said=said, to=to)


def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Other days, with the reason."""
    today = timezone.localdate()
    party_class, shape = get_class(authority_here(request, today), pk, to_write=True)
    form = DaysForm(request.POST or None)
    return answer(
        request,
        "files/act.html",
        {
            "title": "Đổi ngày học",
            "lead": f"{party_class.name}. Đang ghi: {days_of(party_class)}",
            "act": "Ghi ngày mới",
            "path": path_to(shape),
            "cancel": reverse("files:party_class", args=[pk]),
            "before": "Ngày cũ và lý do vẫn xem được ở trang của lớp.",
        },
        form=form,
        act=lambda: actions.reschedule(party_class=party_class, by=signed_in(request), on=today, **form.cleaned_data),
        said="Đã ghi ngày mới.",
        to=reverse("files:party_class", args=[pk]),
    )


def withdraw(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    today = timezone.localdate()
    row, shape = get_attendee(authority_here(request, today), pk, item)
    form = WithdrawForm(request.POST or None)
    return answer(
        request,
        "files/act.html",
        {
            "title": "Rút khỏi danh sách cử học",
            "lead": f"{row.person.name} · {row.party_class.name}",
            "act": "Rút khỏi danh sách",
            "path": path_to(shape),
            "cancel": reverse("files:party_class", args=[pk]),
            "before": "Tên vẫn còn ở trang của lớp, cùng lý do; có thể ghi danh lại khi lớp chưa kết thúc.",
        },
        form=form,
        act=lambda: actions.withdraw_from_class(
            attendee=row, reason=form.cleaned_data["reason"], by=signed_in(request), on=today
        ),
        said="Đã rút khỏi danh sách.",
        to=reverse("files:party_class", args=[pk]),
    )
