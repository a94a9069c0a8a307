"""Who may look into the ledger: keepers, and whoever a higher floor admits."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied

Reader = AbstractBaseUser | AnonymousUser


def _is_keeper(user: Reader) -> bool:
    return user.is_authenticated and getattr(user, "is_keeper", False)


#: Any of them is enough. A higher floor adds its own when it is ready (inspectors by appointment).
READERS: list[Callable[[Reader], bool]] = [_is_keeper]


def can_read(user: Reader) -> bool:
    return any(admits(user) for admits in READERS)


def check_can_read(user: Reader) -> None:
    if not can_read(user):
        raise PermissionDenied("Sổ cái chỉ mở cho người quản trị hệ thống và người có thẩm quyền kiểm tra")
