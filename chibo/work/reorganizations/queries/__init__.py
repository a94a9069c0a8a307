"""Doors to reorganizations, and their list."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from chibo.roll.members.permissions import Authority, Right, holders
from chibo.roll.organizations.models import Form, Level, Organization, in_force
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.permissions import check_can_arrange


def within(authority: Authority) -> QuerySet[Reorganization]:
    """Those decided by committees that the reader's appointments reach."""
    rows = Reorganization.objects.filter(decider__in=authority.organizations_in_view().values("pk"))
    return rows.select_related("decider", "drafted_by", "done_by").order_by("-on", "-pk")


def get_plan_for(authority: Authority, pk: int, *, arrange: bool = False) -> Reorganization:
    """The door: outside the reader's scope it does not exist (404); to change it takes the right (403)."""
    plan = within(authority).filter(pk=pk).first()
    if plan is None:
        raise Http404("Không có việc sắp xếp này trong phạm vi của đồng chí.")
    if arrange:
        check_can_arrange(authority, form_now(plan.decider))
    return plan


def form_now(organization: Organization) -> Form:
    """The form of the decider today, or the one in which it ended."""
    return Form.objects.filter(organization=organization).select_related("organization").latest("starts_on")


def deciders_for(authority: Authority) -> list[Form]:
    """The committees for which the reader may arrange organizations, in the order of the tree."""
    forms = Form.objects.filter(in_force(authority.on), authority.forms(Right.MANAGE_ORGANIZATION))
    kept = forms.exclude(level__in=[Level.CELL, Level.BASE_CELL, Level.DIVISION])
    return list(kept.select_related("organization").order_by("path"))


def check_may_arrange(authority: Authority) -> list[Form]:
    """The committees to choose from; without one, a sentence (403)."""
    found = deciders_for(authority)
    if not found:
        raise PermissionDenied(
            "Đồng chí chưa được phân công để sắp xếp tổ chức đảng. Việc này thuộc người đang giữ một trong các nhiệm "
            f"vụ: {holders(Right.MANAGE_ORGANIZATION)} của cấp ủy từ cơ sở trở lên."
        )
    return found
