"""Transfers on a member's page: those that run, and the way to open one."""

from __future__ import annotations

from django.urls import reverse

from chibo.common.dates import display
from chibo.engine.meetings.permissions import can_record
from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import home_of
from chibo.roll.organizations.models import Form
from chibo.work.transfers.lists import transfers_within
from chibo.work.transfers.queries import PROCEDURES


def transfers_of(person: Person, authority: Authority) -> Section | None:
    """Open ones that the reader may open; the link stands where they record for the member's cell."""
    rows = transfers_within(authority).filter(person=person, closed_on__isnull=True).prefetch_related("waiting")
    lines = [
        Line(
            f"{PROCEDURES[case.procedure]}, mở ngày {display(case.opened_on)}",
            "; ".join(f"Đang chờ: {waiting.title}" for waiting in case.waiting.all()),
            reverse("cases:page", args=[case.pk]),
        )
        for case in rows.order_by("-opened_on", "-pk")
    ]
    home = home_of(person, authority.on)
    here = home is not None and home.kind == Placement.Kind.OFFICIAL
    form = Form.objects.on(authority.on).filter(organization=home.organization_id).first() if home and here else None
    if form is None or not can_record(authority, form):
        return Section("Chuyển sinh hoạt", lines)
    return Section(
        "Chuyển sinh hoạt",
        lines,
        empty="Không có việc chuyển sinh hoạt nào đang làm.",
        url=reverse("transfers:ask", args=[person.pk]),
        act="Mở việc chuyển sinh hoạt",
    )
