"""Who may see amounts, who may write the fee book, and who may see what a member earns."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from chibo.engine.meetings.permissions import can_record, check_can_record
from chibo.roll.members.permissions import Authority, Right, can, check_can
from chibo.roll.organizations.models import CELLS, Form

__all__ = ["can_record", "can_see_income", "can_set", "check_can_keep_book", "check_can_set", "check_can_view"]


def check_can_view(authority: Authority, form: Form) -> None:
    """Amounts: whoever may see the matters of the organization."""
    check_can(authority, Right.VIEW_CASES, form)


def check_can_keep_book(authority: Authority, form: Form) -> str:
    """The book of a cell or of a committee; the capacity in which it is written, in words."""
    return check_can_record(authority, form)


def can_see_income(authority: Authority, form: Form) -> bool:
    """What a member earns stays in the cell: an office above sees amounts only, also when it writes for the cell."""
    return form.level in CELLS and authority.may(Right.RECORD_ACTS, form.path)


def can_set(authority: Authority, form: Form) -> bool:
    return can(authority, Right.ADOPT_STANDARDS, form)


def check_can_set(authority: Authority, form: Form) -> None:
    """Regions and shares are set by committees."""
    if form.level in CELLS:
        raise PermissionDenied("Vùng lương tối thiểu và phần giữ lại do cấp ủy cấp trên của chi bộ quy định.")
    check_can(authority, Right.ADOPT_STANDARDS, form)
