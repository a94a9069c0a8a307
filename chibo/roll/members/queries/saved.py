"""The door to lists kept under a name: one's own, and those shared where one holds an appointment."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from chibo.roll.members.models import SavedList
from chibo.roll.members.permissions import Authority


def saved_lists(authority: Authority) -> QuerySet[SavedList]:
    """By name. One query."""
    here = {held.organization_id for held in authority.appointments}
    rows = SavedList.objects.filter(Q(owner=authority.user) | Q(organization__in=here))
    return rows.select_related("owner", "organization").order_by("name", "pk")


def get_saved_list(authority: Authority, pk: int, *, own: bool = False) -> SavedList:
    """404 for what is neither one's own nor shared with one; ``own``: to change it."""
    rows = saved_lists(authority)
    found = (rows.filter(owner=authority.user) if own else rows).filter(pk=pk).first()
    if found is None:
        raise Http404("Không có danh sách này trong những danh sách đồng chí lưu hoặc được dùng chung.")
    return found
