"""What waits for somebody in the matter of badges: for the home page, a line for each, never a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.urls import reverse

from chibo.common.dates import display
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import Citation
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import CELLS, Form
from chibo.work.honours import permissions
from chibo.work.honours.models import Nomination
from chibo.work.honours.queries.due import Filter, due_page
from chibo.work.honours.rules import badges

#: A round is spoken of so long before it.
AHEAD = timedelta(days=100)
#: Whoever has more appointments begins with these.
MOST = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what is to be done, where, by when, and the clause of the round."""

    title: str
    organization: str
    url: str
    due_on: date | None
    state: str = ""
    citation: Citation | None = None


def waiting_for(authority: Authority, today: date) -> Iterator[Waiting]:
    """For the own organizations of whoever holds the pen there. Some questions for each of them."""
    held = [one.organization_id for one in authority.appointments][:MOST]
    forms = Form.objects.on(today).filter(organization__in=held).select_related("organization").order_by("path")
    law = law_on(today)
    value, round_on = law.get("badge.rounds"), badges.round_from(law, today)
    decider = law.get("badge.decider_level")
    if round_on is None:
        return
    for form in forms:
        in_cell = form.level in CELLS
        if in_cell and permissions.can_nominate(authority, form):
            yield from _to_consider(form)
        elif permissions.can_manage(authority, form):
            decides = decider is not None and form.level == decider.value
            yield from _to_decide(form) if decides else _to_submit(form)
        else:
            continue
        if round_on - today <= AHEAD and in_cell and (count := due_page(form, round_on, today, Filter.DUE).count):
            yield Waiting(
                title=f"{count} đồng chí đến mốc Huy hiệu Đảng, chưa có tờ khai",
                organization=form.name,
                url=reverse("honours:round", args=[form.organization.code, round_on]),
                due_on=round_on,
                state=f"Đợt {display(round_on)}",
                citation=value.citation if value else None,
            )


def _to_consider(form: Form) -> Iterator[Waiting]:
    rows = Nomination.objects.filter(cell=form.organization, considered_on__isnull=True, outcome="")
    days = list(rows.order_by("round_on").values_list("round_on", flat=True))
    if days:
        yield Waiting(
            title=f"Chi bộ xét đề nghị tặng Huy hiệu Đảng: {len(days)} đồng chí",
            organization=form.name,
            url=reverse("honours:consider", args=[form.organization.code]),
            due_on=days[0],
            state="Chờ chi bộ xét",
        )


def _to_submit(form: Form) -> Iterator[Waiting]:
    below = Form.objects.under(form.path).values("organization")
    rows = Nomination.objects.filter(cell__in=below, considered_on__isnull=False, submission__isnull=True, outcome="")
    days = list(rows.order_by("round_on").values_list("round_on", flat=True))
    if days:
        yield Waiting(
            title=f"Lập tờ trình tặng Huy hiệu Đảng: {len(days)} đồng chí",
            organization=form.name,
            url=reverse("honours:submit", args=[form.organization.code, days[0]]),
            due_on=days[0],
            state="Chi bộ đã đề nghị",
        )


def _to_decide(form: Form) -> Iterator[Waiting]:
    """Lists that have come up; the committee that sent one may also enter the decision that it received."""
    below = Form.objects.under(form.path).values("organization")
    rows = Nomination.objects.filter(submission__organization__in=below, outcome="").order_by()
    lists = rows.values_list("submission", "submission__number", "round_on").annotate(people=Count("pk"))
    for pk, number, round_on, people in lists.order_by("round_on", "submission"):
        yield Waiting(
            title=f"Quyết định tặng Huy hiệu Đảng: tờ trình {number}, {people} đồng chí",
            organization=form.name,
            url=reverse("honours:submission", args=[pk]),
            due_on=round_on,
            state="Cấp ủy đã trình",
        )
