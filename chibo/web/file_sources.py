"""What the keeping of files hands to the home page: proposals, loans and comparing that are due, class results."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from chibo.roll.files.columns import LABELS
from chibo.roll.files.queries.classes import results_missing
from chibo.roll.files.queries.entries import proposals_to_answer
from chibo.roll.files.queries.keeping import overdue_loans, rounds_to_do
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries.status import rows_for
from chibo.web.tasks import Task

#: A page of work, not a register.
MOST = 50


def proposals_waiting(authority: Authority, today: date) -> Iterator[Task]:
    """What members have asked to be put right, for those who keep their files."""
    rows = proposals_to_answer(authority, today, MOST)
    homes = {line.person.pk: line.home for line in rows_for([row.person for row in rows], today)} if rows else {}
    for row in rows:
        yield Task(
            title=f"Trả lời đề nghị sửa “{LABELS[row.field].lower()}”: {row.person}",
            organization=homes.get(row.person_id, ""),
            url=reverse("files:answer", args=[row.pk]),
            state="Đảng viên đề nghị",
        )


def loans_overdue(authority: Authority, today: date) -> Iterator[Task]:
    """Files lent out past their day; they stay until they are back."""
    for loan in overdue_loans(authority, today, MOST):
        yield Task(
            title=f"Đòi hồ sơ cho mượn: {loan.person}",
            organization=loan.office,
            url=reverse("files:take_back", args=[loan.pk]),
            due_on=loan.due_on,
            state=f"{loan.borrower} mượn",
        )


def rounds_due(authority: Authority, today: date) -> Iterator[Task]:
    """Rounds that are open, and the next ones whose day has come, where the asker keeps the files."""
    for form, due_on, open_since in rounds_to_do(authority, today):
        yield Task(
            title="Đối chiếu danh sách đảng viên với hồ sơ",
            organization=form.name,
            url=reverse("files:rounds", args=[form.organization.code]),
            due_on=due_on,
            state="Đợt đang mở" if open_since else "Đến kỳ",
        )


def class_results(authority: Authority, today: date) -> Iterator[Task]:
    """Classes that are over while somebody has no result yet; they stay until everybody has one."""
    for row in results_missing(authority, today, MOST):
        held = row.party_class
        yield Task(
            title=f"Ghi kết quả lớp: {held.name}",
            organization=row.sender or held.organization.code,
            url=reverse("files:party_class", args=[held.pk]),
            due_on=held.ends_on,
            state=f"{row.waiting} người chưa có kết quả",
        )
