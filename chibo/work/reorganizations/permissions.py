"""Whoever changes organizations for the deciding committee drafts, carries out and undoes."""

from __future__ import annotations

from chibo.roll.members.permissions import Authority, Right, can, check_can
from chibo.roll.organizations.models import Form


def can_arrange(authority: Authority, decider: Form) -> bool:
    return can(authority, Right.MANAGE_ORGANIZATION, decider)


def check_can_arrange(authority: Authority, decider: Form) -> str:
    """The capacity in words.

    Raises:
        PermissionDenied: no appointment that changes organizations for the committee that decides.
    """
    check_can(authority, Right.MANAGE_ORGANIZATION, decider)
    return authority.capacity_for(Right.MANAGE_ORGANIZATION, decider.path)
