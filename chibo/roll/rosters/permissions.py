"""Who may bring lists into the register: the office of a committee, for what is under it."""

from __future__ import annotations

from chibo.roll.members.permissions import Authority, Right, check_can
from chibo.roll.organizations.models import Form


def check_can_import(authority: Authority, form: Form) -> None:
    check_can(authority, Right.IMPORT_ROSTERS, form)
