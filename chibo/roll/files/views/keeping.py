"""Clerks of the rounds, the loans and the handing over."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from chibo.foundation.accounts.queries import signed_in
from chibo.roll.files import actions
from chibo.roll.files.answering import answer
from chibo.roll.files.forms import CellForm, CompareForm, DayForm, HandoverForm, LendForm, ReturnForm, SettleForm
from chibo.roll.files.models import Handover, Loan, Round
from chibo.roll.files.pages import path_of
from chibo.roll.files.queries import keeping as queries
from chibo.roll.files.queries.doors import get_form_of_files, get_item, get_loan, get_round
from chibo.roll.files.queries.entries import person_to_keep
from chibo.roll.files.queries.papers import kept_under
from chibo.roll.members.permissions import Right, can, check_can
from chibo.roll.members.queries import authority_here


def rounds(request: HttpRequest, code: str) -> HttpResponse:
    """The rounds held here, whether one is due, and opening the next."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = get_form_of_files(authority, code)
    if request.method == "POST":
        check_can(authority, Right.KEEP_FILES, shape)
    running = shape.ends_on is None or today < shape.ends_on
    form = DayForm(request.POST or None)
    made: list[Round] = []

    def act() -> None:
        on = form.cleaned_data["on"]
        people = list(kept_under(shape, on).values_list("pk", flat=True))
        made.append(actions.open_round(organization=shape.organization, people=people, by=signed_in(request), on=on))

    context = {
        "shape": shape,
        "path": path_of(shape),
        "rounds": (held := list(queries.rounds_of(shape.organization))),
        "open_round": any(round.closed_on is None for round in held),
        "findings": queries.round_findings(shape.organization, today) if running else [],
        "keeps": running and can(authority, Right.KEEP_FILES, shape) and shape.level in actions.KEEPERS,
    }
    to = reverse("files:rounds", args=[code])
    said = "Đã mở đợt đối chiếu: mỗi hồ sơ một dòng."
    return answer(request, "files/rounds.html", context, form=form, act=act, said=said, to=to)


def round_(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: every file, whether it was compared, and what differs; marking many at once."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    right = Right.KEEP_FILES if request.method == "POST" else Right.VIEW_MEMBERS
    round, shape = get_round(authority, pk, right)
    cells = queries.cells_under(shape, today)
    choose = CellForm(request.GET, cells=cells)
    clean = choose.cleaned_data if choose.is_valid() else {}
    page = queries.round_page(round, shape, today, cell=clean.get("chi_bo", ""), page=clean.get("trang") or 1)
    form = CompareForm(request.POST or None)

    def act() -> None:
        agree, differ = form.results([item.person_id for item in page.items])
        actions.compare_files(
            round=round, agree=agree - set(differ), differ=differ, by=signed_in(request), on=form.cleaned_data["on"]
        )

    context = {
        "shape": shape,
        "path": path_of(shape),
        "round": round,
        "page": page,
        "choose": choose,
        "keeps": can(authority, Right.KEEP_FILES, shape) and round.closed_on is None,
        "typed": request.POST,
    }
    to = request.get_full_path()
    return answer(request, "files/round.html", context, form=form, act=act, said="Đã ghi kết quả đối chiếu.", to=to)


def settle(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    today = timezone.localdate()
    row, shape = get_item(authority_here(request, today), pk, item)
    form = SettleForm(request.POST or None)
    return answer(
        request,
        "files/act.html",
        {
            "title": "Xử lý điều khác nhau",
            "lead": f"{row.person.name}: {row.difference}",
            "act": "Ghi việc xử lý",
            "path": path_of(shape),
            "cancel": reverse("files:round", args=[pk]),
        },
        form=form,
        act=lambda: actions.settle(
            item=row, how=form.cleaned_data["how"], by=signed_in(request), on=form.cleaned_data["on"]
        ),
        said="Đã ghi việc xử lý.",
        to=reverse("files:round", args=[pk]),
    )


def close(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    round, shape = get_round(authority_here(request, today), pk, Right.KEEP_FILES)
    form = DayForm(request.POST or None)
    return answer(
        request,
        "files/act.html",
        {
            "title": "Kết thúc đợt đối chiếu",
            "lead": shape.name,
            "act": "Kết thúc đợt",
            "path": path_of(shape),
            "cancel": reverse("files:round", args=[pk]),
            "before": "Đợt đã kết thúc không ghi thêm được.",
        },
        form=form,
        act=lambda: actions.close_round(round=round, by=signed_in(request), on=form.cleaned_data["on"]),
        said="Đợt đối chiếu đã xong.",
        to=reverse("files:rounds", args=[round.organization.code]),
    )


def loans(request: HttpRequest, code: str) -> HttpResponse:
    """The lending register; what is overdue stays on top."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = get_form_of_files(authority, code)
    rows = queries.loan_rows(list(queries.loans_under(shape, today)[:500]), today)
    context = {"shape": shape, "path": path_of(shape), "rows": rows, "keeps": can(authority, Right.KEEP_FILES, shape)}
    return render(request, "files/loans.html", context)


def lend(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    person = person_to_keep(authority_here(request, today), pk)
    form = LendForm(request.POST or None)
    made: list[Loan] = []
    return answer(
        request,
        "files/act.html",
        {
            "title": "Cho mượn hồ sơ",
            "lead": person.name,
            "act": "Ghi việc cho mượn",
            "cancel": reverse("members:page", args=[pk]),
        },
        form=form,
        act=lambda: made.append(actions.lend(person=person, by=signed_in(request), **form.cleaned_data)),
        said="Đã ghi việc cho mượn.",
        to=reverse("members:page", args=[pk]),
    )


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    today = timezone.localdate()
    loan = get_loan(authority_here(request, today), pk)
    form = ReturnForm(request.POST or None)
    row = queries.loan_rows([loan], today)[0]
    return answer(
        request,
        "files/act.html",
        {
            "title": "Ghi việc trả hồ sơ",
            "lead": f"{loan.person.name}: {row.thing.lower()}, {loan.borrower} ({loan.office}) mượn",
            "act": "Đã nhận lại",
            "cancel": reverse("members:page", args=[loan.person_id]),
        },
        form=form,
        act=lambda: actions.take_back(loan=loan, by=signed_in(request), **form.cleaned_data),
        said="Đã ghi việc trả.",
        to=reverse("members:page", args=[loan.person_id]),
    )


def handovers(request: HttpRequest, code: str) -> HttpResponse:
    """The minutes made here, and the next ones."""
    today = timezone.localdate()
    authority = authority_here(request, today)
    shape = get_form_of_files(authority, code)
    if request.method == "POST":
        check_can(authority, Right.KEEP_FILES, shape)
    form = HandoverForm(request.POST or None)
    made: list[Handover] = []

    def act() -> None:
        clean = form.cleaned_data
        rows = queries.handover_rows(shape, clean["on"])
        made.append(actions.hand_over(organization=shape.organization, rows=rows, by=signed_in(request), **clean))

    context = {
        "shape": shape,
        "path": path_of(shape),
        "handovers": queries.handovers_of(shape.organization),
        "keeps": can(authority, Right.KEEP_FILES, shape),
    }
    to = reverse("files:handovers", args=[code])
    return answer(request, "files/handovers.html", context, form=form, act=act, said="Đã lập biên bản.", to=to)
