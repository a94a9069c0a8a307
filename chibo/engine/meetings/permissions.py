"""Who may record what a body did: those appointed there, or an office above writing for a cell."""

from __future__ import annotations

from chibo.roll.members.permissions import Authority, Right, check_can
from chibo.roll.organizations.models import CELLS, Form


def recording_capacity(authority: Authority, form: Form) -> str:
    """The appointment under which the person records for that organization, in words; empty when none does.

    Writing for a cell is always said: ``Ghi thay: Cán bộ văn phòng · Đảng bộ phường …``.
    """
    own = authority.capacity_for(Right.RECORD_ACTS, form.path)
    if own or form.level not in CELLS:
        return own
    office = authority.capacity_for(Right.RECORD_FOR_CELLS, form.path)
    return f"Ghi thay: {office}" if office else ""


def can_record(authority: Authority, form: Form) -> bool:
    return bool(recording_capacity(authority, form))


def check_can_record(authority: Authority, form: Form) -> str:
    """The capacity, or PermissionDenied with the appointments that would give it."""
    capacity = recording_capacity(authority, form)
    if not capacity:
        check_can(authority, Right.RECORD_ACTS, form)
    return capacity
