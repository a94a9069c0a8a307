"""Who may bring a badge or a card on its way: the cell's pen for the cell, the committee's for its lists."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from chibo.engine.meetings.permissions import can_record, check_can_record
from chibo.roll.members.permissions import Authority, Right, can, check_can
from chibo.roll.organizations.models import CELLS, Form, Organization


def can_nominate(authority: Authority, cell: Form) -> bool:
    """Declarations, and what the cell considered: its own pen, or an office above writing for it."""
    return can_record(authority, cell)


def check_can_nominate(authority: Authority, cell: Form) -> None:
    check_can_record(authority, cell)


def can_manage(authority: Authority, form: Form) -> bool:
    """Lists, decisions, ceremonies, cards: whoever enters decisions there."""
    return form.level not in CELLS and can(authority, Right.DECIDE_ENTRY, form)


def check_can_manage(authority: Authority, form: Form) -> None:
    check_can(authority, Right.DECIDE_ENTRY, form)


def deciding(authority: Authority, path: Iterable[Form]) -> list[Form]:
    """In whose name the reader may enter the decision on a list, ``path`` being the committee that sent it up and
    those above: any of them for that committee's own pen, which enters what came; else those whose pen it holds."""
    forms = list(path)
    return forms if can_manage(authority, forms[-1]) else [form for form in forms if can_manage(authority, form)]


def check_can_decide(authority: Authority, path: Iterable[Form], decider: Organization | None = None) -> list[Form]:
    """The same, or PermissionDenied with the appointments that would give it.

    Args:
        decider: the one in whose name it is entered, when it is known.
    """
    forms = list(path)
    found = deciding(authority, forms)
    others = {form.organization_id for form in forms if form not in found}
    if not found or (decider is not None and decider.pk in others):
        check_can_manage(authority, forms[-1])
    return found


def committees_of(authority: Authority, path: Iterable[Form]) -> list[Form]:
    """Those committees above somebody for which the reader enters decisions, nearest first."""
    return [form for form in reversed(list(path)) if can_manage(authority, form)]


def check_committee_of(authority: Authority, path: Iterable[Form]) -> Form:
    """The nearest of them.

    Raises:
        PermissionDenied: the reader enters decisions for none.
    """
    found = committees_of(authority, path)
    if not found:
        raise PermissionDenied(
            "Đồng chí chưa được phân công nhập quyết định của cấp ủy quản lý đảng viên này. Việc này thuộc bí thư, "
            "phó bí thư, cán bộ văn phòng hoặc ban tổ chức của cấp ủy đó."
        )
    return found[0]
