"""What the floors below hand to the home page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from chibo.engine.cases.queries import waiting_for
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.permissions import Authority
from chibo.web.tasks import Task
from chibo.work.fees.queries.unpaid import to_consider
from chibo.work.honours.queries import waiting as honours
from chibo.work.transfers.notices import checks_due

#: A page of work, not a register: who has more begins with what is due.
MOST = 200


def cases_waiting(authority: Authority, today: date) -> Iterator[Task]:
    """Each step that a case waits for at the bodies in whose name the user records."""
    for row in waiting_for(authority, today)[:MOST]:
        yield Task(
            title=f"{row.title}: {row.case.person}",
            organization=getattr(row, "name", None) or row.case.organization.code,
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


def notices_to_check(authority: Authority, today: date) -> Iterator[Task]:
    """The regular check of the notices of transfer, at a keeper of files that has begun to write its checks down."""
    law = law_on(today)
    every = law.get("records.transfer_file_check_months")
    for form, due_on in checks_due(authority, today, law):
        yield Task(
            title="Kiểm tra phiếu báo, hồ sơ chuyển sinh hoạt đảng",
            organization=form.name,
            url=reverse("transfers:notices", args=[form.organization.code]),
            due_on=due_on,
            state="Đến kỳ",
            citation=every.citation if every else None,
        )
