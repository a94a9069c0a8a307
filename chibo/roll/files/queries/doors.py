"""The doors: to a person's file, to the files of an organization, and to each thing in them."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404

from chibo.roll.files.models import FileEntry, Guest, Handover, Loan, Proposal, Round, RoundItem
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right, check_can
from chibo.roll.members.queries import get_person
from chibo.roll.members.queries.tree import get_form_for
from chibo.roll.organizations.models import Form

T = TypeVar("T", FileEntry, Loan, Proposal)
U = TypeVar("U", Round, Handover, Guest)


def get_form_of_files(authority: Authority, code: str, right: Right = Right.VIEW_MEMBERS) -> Form:
    """An organization within reach (404 outside); with ``right``, only for those who have it there (403)."""
    form = get_form_for(authority, code)
    if right is not Right.VIEW_MEMBERS:
        check_can(authority, right, form)
    return form


def _of_person(authority: Authority, rows: QuerySet[T], pk: int, right: Right) -> T:
    row = rows.select_related("person").filter(pk=pk).first()
    if row is None:
        raise Http404("Không có mục này trong phạm vi của đồng chí.")
    get_person(authority, row.person_id, authority.on, right)
    return row


def get_entry(authority: Authority, pk: int, right: Right = Right.KEEP_FILES) -> FileEntry:
    return _of_person(authority, FileEntry.objects.all(), pk, right)


def get_loan(authority: Authority, pk: int, right: Right = Right.KEEP_FILES) -> Loan:
    return _of_person(authority, Loan.objects.all(), pk, right)


def get_proposal(authority: Authority, pk: int, right: Right = Right.KEEP_FILES) -> Proposal:
    return _of_person(authority, Proposal.objects.all(), pk, right)


def get_own_proposal(person: Person | None, pk: int) -> Proposal:
    """Of the reader's own; others' do not exist here."""
    row = Proposal.objects.select_related("person").filter(pk=pk, person=person).first() if person else None
    if row is None:
        raise Http404("Đồng chí không có đề nghị này.")
    return row


def _of_organization(authority: Authority, rows: QuerySet[U], pk: int, right: Right) -> tuple[U, Form]:
    row = rows.select_related("organization").filter(pk=pk).first()
    if row is None:
        raise Http404("Không có mục này trong phạm vi của đồng chí.")
    return row, get_form_of_files(authority, row.organization.code, right)


def get_round(authority: Authority, pk: int, right: Right = Right.VIEW_MEMBERS) -> tuple[Round, Form]:
    return _of_organization(authority, Round.objects.all(), pk, right)


def get_item(authority: Authority, pk: int, item: int) -> tuple[RoundItem, Form]:
    """A line of a round, for those who keep the files there."""
    round, form = get_round(authority, pk, Right.KEEP_FILES)
    row = round.items.select_related("round__organization", "person").filter(pk=item).first()
    if row is None:
        raise Http404("Đợt đối chiếu này không có hồ sơ đó.")
    return row, form


def get_handover(authority: Authority, pk: int) -> tuple[Handover, Form]:
    return _of_organization(authority, Handover.objects.all(), pk, Right.VIEW_MEMBERS)


def get_guest(authority: Authority, pk: int) -> tuple[Guest, Form]:
    """To be written to: by the cell of residence itself, or by an office above it."""
    row, form = _of_organization(authority, Guest.objects.all(), pk, Right.VIEW_MEMBERS)
    check_keeps_guests(authority, form)
    return row, form


def may_keep_guests(authority: Authority, form: Form) -> bool:
    return authority.may(Right.RECORD_ACTS, form.path) or authority.may(Right.RECORD_FOR_CELLS, form.path)


def check_keeps_guests(authority: Authority, form: Form) -> None:
    if not may_keep_guests(authority, form):
        check_can(authority, Right.RECORD_ACTS, form)
