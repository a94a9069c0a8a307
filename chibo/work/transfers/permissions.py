"""Who may open a transfer: whoever records for the cell on the day."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from chibo.roll.members.permissions import Authority, Right
from chibo.roll.organizations.models import CELLS


def may_open(authority: Authority) -> bool:
    """Whether there is any cell for which the reader records today."""
    return any(
        (held.level in CELLS and held.gives(Right.RECORD_ACTS, held.path)) or held.reach(Right.RECORD_FOR_CELLS)
        for held in authority.appointments
    )


def check_may_open(authority: Authority) -> None:
    if not may_open(authority):
        raise PermissionDenied(
            "Đồng chí chưa được phân công ghi việc chuyển sinh hoạt của chi bộ nào. Việc này thuộc bí thư, phó bí thư "
            "chi bộ và cán bộ văn phòng, tổ chức của cấp ủy cấp trên."
        )
