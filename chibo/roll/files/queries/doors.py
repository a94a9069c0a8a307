"""The doors: to a person's file, to the files of an organization, and to each thing in them."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from chibo.roll.files.models import (
    Attendee,
    FileEntry,
    Guest,
    Handover,
    Loan,
    PartyClass,
    Proposal,
    Round,
    RoundItem,
)
from chibo.roll.files.queries.classes import sending
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority, Right, can, check_can, holders
from chibo.roll.members.queries import get_person
from chibo.roll.members.queries.tree import get_form_for
from chibo.roll.organizations.models import Form

T = TypeVar("T", FileEntry, Loan, Proposal)
U = TypeVar("U", Round, Handover, Guest, PartyClass)


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


def check_sends(authority: Authority) -> None:
    """Members are sent to a class by those who keep files somewhere."""
    if not any(held.reach(Right.KEEP_FILES) for held in authority.appointments):
        raise PermissionDenied(
            f"Đồng chí chưa được phân công để {Right.KEEP_FILES.value}. Việc ghi danh vào lớp thuộc người đang giữ "
            f"một trong các nhiệm vụ: {holders(Right.KEEP_FILES)} của cấp ủy cơ sở hoặc của cấp ủy cấp trên."
        )


def may_write_class(authority: Authority, party_class: PartyClass, form: Form) -> bool:
    """Where the files of the organization that sends are kept, or of the one that took it over."""
    return can(authority, Right.KEEP_FILES, form) or party_class.organization_id in sending(authority)


def get_class(authority: Authority, pk: int, *, to_write: bool = False) -> tuple[PartyClass, Form]:
    party_class, form = _of_organization(authority, PartyClass.objects.all(), pk, Right.VIEW_MEMBERS)
    if to_write and not may_write_class(authority, party_class, form):
        check_can(authority, Right.KEEP_FILES, form)
    return party_class, form


def get_attendee(authority: Authority, pk: int, item: int) -> tuple[Attendee, Form]:
    """A line of a class, for those who keep the files where it was sent from."""
    party_class, form = get_class(authority, pk, to_write=True)
    row = party_class.attendees.select_related("person", "party_class").filter(pk=item).first()
    if row is None:
        raise Http404("Lớp này không có người đó.")
    return row, form
