"""The lists of transfers for both sides: what waits for whom, what is due first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import cases_within
from chibo.engine.meetings.queries import reachable
from chibo.roll.members.models import Placement
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import in_force
from chibo.roll.organizations.queries import names_on
from chibo.work.transfers.queries import PROCEDURES

SIDES = {
    "": "Đang làm",
    "den": "Đến đây",
    "tam-thoi": "Đang tạm thời",
    "da-ket-thuc": "Đã kết thúc",
}
RESULTS = {
    "received": "Đã tiếp nhận",
    "not_received": "Không tiếp nhận",
    "moved_out": "Đã ra ngoài hệ thống",
    "gone_abroad": "Đã ra nước ngoài",
    "returned": "Đã trở về",
    "withdrawn": "Không chuyển nữa",
    "superseded": "Đã chuyển chính thức",
}
_STAYS = ("P05", "P05O", "N05")


def transfers_within(authority: Authority) -> QuerySet[Case]:
    """The door to the lists of this app."""
    return cases_within(authority).filter(procedure__in=PROCEDURES)


def listed(authority: Authority, side: str) -> QuerySet[Case]:
    """In the order of what is due first; what is for a time and has begun waits in a list of its own."""
    found = transfers_within(authority)
    if side == "da-ket-thuc":
        return found.filter(closed_on__isnull=False).order_by("-closed_on", "-pk")
    began = Event.objects.filter(case=OuterRef("pk"), step__in=_STAYS, kind=Event.Kind.DONE)
    found = found.filter(closed_on__isnull=True).annotate(stay=Subquery(began.values("pk")[:1]))
    found = found.filter(stay__isnull=side != "tam-thoi")
    if side == "den":
        found = found.filter(Q(counterpart__in=reachable(authority)) | Q(procedure="transfer-in"))
    return found.annotate(due_on=Min("waiting__due_on")).order_by(F("due_on").asc(nulls_last=True), "opened_on", "pk")


def table(cases: Iterable[Case], side: str, today: date) -> dict[str, Any]:
    """Columns and rows; one query for what was said first, one for stays, one for the names, one for what waits."""
    shown = list(cases)
    places = [pk for case in shown for pk in (case.organization_id, case.counterpart_id) if pk is not None]
    acting = [waiting.organization_id for case in shown for waiting in case.waiting.all()]
    names = names_on([*places, *acting], today)
    said = _said(shown)
    ends = _ends(shown, today) if side == "tam-thoi" else {}
    waits = {"da-ket-thuc": "Kết quả", "tam-thoi": "Đến ngày"}.get(side, "Đang chờ")
    return {
        "columns": [
            {"label": "Họ và tên", "kind": "text"},
            {"label": "Loại", "kind": "text"},
            {"label": "Từ", "kind": "text", "fact": side == "den"},
            {"label": "Đến", "kind": "text", "fact": side != "den"},
            {"label": waits, "kind": "text", "fact": True},
            {"label": "Kết thúc" if side == "da-ket-thuc" else "Hạn", "kind": "text", "fact": True},
        ],
        "rows": [_row(case, side, names, said, ends, today) for case in shown],
        "empty": {
            "why": "Không có việc chuyển sinh hoạt nào trong mục này",
            "what": "Mở việc chuyển từ trang của đảng viên; người từ ngoài hệ thống đến thì ghi ở nút phía trên.",
        },
    }


def _row(
    case: Case,
    side: str,
    names: Mapping[int, str],
    said: Mapping[int, Mapping[str, Any]],
    ends: Mapping[int, date],
    today: date,
) -> dict[str, Any]:
    origin, destination = ends_of(case, names, said.get(case.pk, {}))
    return {
        "url": reverse("cases:page", args=[case.pk]),
        "cells": [
            str(case.person),
            PROCEDURES[case.procedure],
            origin,
            destination,
            _state(case, side, names, ends, today),
            case.closed_on if side == "da-ket-thuc" else _due(case, today),
        ],
    }


def ends_of(case: Case, names: Mapping[int, str], said: Mapping[str, Any]) -> tuple[str, str]:
    """From where to where, in words; a place outside the system by the name that was typed."""
    here = names.get(case.organization_id, case.organization.code)
    if case.procedure == "transfer-in":
        return str(said.get("origin", "")), here
    there = names.get(case.counterpart_id, "") if case.counterpart_id else str(said.get("destination", ""))
    return here, there


def _state(case: Case, side: str, names: Mapping[int, str], ends: Mapping[int, date], today: date) -> Any:
    if side == "da-ket-thuc":
        return RESULTS.get(case.result, case.result)
    if side == "tam-thoi":
        end = ends.get(case.person_id)
        if end is None or end <= today:
            return {"state": "overdue", "word": "Đã hết thời gian ghi trên giấy"}
        return f"{date.fromordinal(end.toordinal() - 1):%d/%m/%Y}"
    first = next(iter(sorted(case.waiting.all(), key=lambda w: (w.due_on is None, w.due_on, w.step))), None)
    return f"{names.get(first.organization_id, '')}: {first.title}" if first else "Có bước phải xem lại"


def _due(case: Case, today: date) -> Any:
    due = min((w.due_on for w in case.waiting.all() if w.due_on), default=None)
    if due is not None and due < today:
        return {"state": "overdue", "word": f"Quá hạn {due:%d/%m/%Y}"}
    return due


def _said(cases: Sequence[Case]) -> dict[int, Mapping[str, Any]]:
    """What the first step of each case said."""
    rows = Event.objects.filter(case__in=[case.pk for case in cases], seq=1)
    return dict(rows.values_list("case", "data"))


def _ends(cases: Sequence[Case], today: date) -> dict[int, date]:
    """When each stay that runs is over, by person."""
    rows = Placement.objects.filter(
        in_force(today), person__in=[case.person_id for case in cases], kind__in=Placement.FOR_A_TIME
    )
    return {person: end for person, end in rows.values_list("person", "ends_on") if end is not None}
