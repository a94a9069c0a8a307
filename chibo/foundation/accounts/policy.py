"""Who must sign in with two layers, and who no more. Accounts know no office; the floor above says who holds one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings

from chibo.foundation.accounts.models import User


def everyone(user: User, on: date) -> bool:
    return True


def nobody(user: User) -> bool:
    return False


#: Replaced at start-up by whoever knows the appointments (roll.members).
SECOND_FACTOR_REQUIRED: Callable[[User, date], bool] = everyone
#: Whose sign-in is closed because the person is no more; replaced in the same way.
CLOSED: Callable[[User], bool] = nobody


def needs_second_factor(user: User, on: date) -> bool:
    """Keepers always; the others as the offices of the day ask; nobody outside production."""
    return settings.PRODUCTION and (user.is_keeper or SECOND_FACTOR_REQUIRED(user, on))
