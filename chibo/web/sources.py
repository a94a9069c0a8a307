"""What the floors below hand to the home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from chibo.engine.cases.queries import waiting_for
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.queries import names_on
from chibo.web.tasks import Task
from chibo.work.fees.queries.unpaid import to_consider
from chibo.work.honours.queries import waiting as honours

#: A page of work, not a register: who has more begins with what is due.
MOST = 200


def cases_waiting(authority: Authority, today: date) -> Iterator[Task]:
    """Each step that a case waits for at the bodies in whose name the user records."""
    waiting = list(waiting_for(authority, today)[:MOST])
    names = names_on({row.case.organization_id for row in waiting}, today)
    for row in waiting:
        yield Task(
            title=f"{row.title}: {row.case.person}",
            organization=names.get(row.case.organization_id, row.case.organization.code),
            url=f"{reverse('cases:page', args=[row.case_id])}?buoc={row.step}",
            due_on=row.due_on,
            state=row.source,
        )


def unpaid_fees(authority: Authority, today: date) -> Iterator[Task]:
    """A member whose unpaid months of a year the cell has to consider: a matter for the cell, never an outcome."""
    for found in to_consider(authority, today):
        yield Task(
            title=f"Chi bộ xem xét việc chưa đóng đảng phí: {found.person}",
            organization=found.name,
            url=reverse("fees:person", args=[found.organization.code, found.person.pk]),
            state=found.words,
            citation=found.year.finding.citation if found.year.finding else None,
        )


def badges_waiting(authority: Authority, today: date) -> Iterator[Task]:
    """Declarations to consider, lists to make, and rounds that come near without a declaration."""
    for line in honours.waiting_for(authority, today):
        yield Task(line.title, line.organization, line.url, line.due_on, line.state, line.citation)
