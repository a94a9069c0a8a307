"""Who may look into the ledger, and at which entries: keepers at all, others at what a higher floor opens to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import reduce
from operator import or_

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q

Reader = AbstractBaseUser | AnonymousUser
#: The entries that somebody may read on a day; None: none of them.
Opening = Callable[[Reader, date], Q | None]


def _of_keepers(user: Reader, on: date) -> Q | None:
    return Q(seq__gt=0) if user.is_authenticated and getattr(user, "is_keeper", False) else None


#: A higher floor adds its own: what is opened to somebody is what any of them opens.
OPENINGS: list[Opening] = [_of_keepers]


def entries_open_to(user: Reader, on: date) -> Q:
    """The one door to entries.

    Raises:
        PermissionDenied: nothing is open to the reader on the day.
    """
    opened = [found for opening in OPENINGS if (found := opening(user, on)) is not None]
    if not opened:
        raise PermissionDenied("Sổ cái chỉ mở cho người quản trị hệ thống và người có thẩm quyền kiểm tra")
    return reduce(or_, opened)
