"""May this person run the accounts?"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from chibo.foundation.accounts.models import User


def can_keep_accounts(user: User) -> bool:
    return user.is_keeper and user.is_active


def check_can_keep_accounts(user: User) -> None:
    if not can_keep_accounts(user):
        raise PermissionDenied("Trang này dành cho quản trị hệ thống.")


def check_can_act_on(user: User, account: User) -> None:
    """Nobody locks oneself out or works around one's own second layer from the keeper's page."""
    check_can_keep_accounts(user)
    if user == account:
        raise PermissionDenied("Đồng chí không tự làm việc này với tài khoản của mình; nhờ một quản trị khác.")
