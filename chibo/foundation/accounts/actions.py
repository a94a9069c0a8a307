"""Acts on accounts. Each leaves a line that keepers read; none touches a member's record."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction

from chibo.foundation.accounts.models import AccountAct, Look, User
from chibo.foundation.accounts.passwords import generate_password
from chibo.foundation.accounts.permissions import check_can_act_on, check_can_keep_accounts

Kind = AccountAct.Kind


def record_look(*, user: User, subject: str, person_id: int | None, capacity: str, page: str, at: datetime) -> Look:
    """Every opening of a protected record is a line, also the second one within a minute."""
    return Look.objects.create(user=user, subject=subject, person_id=person_id, capacity=capacity, page=page, at=at)


@transaction.atomic
def create_account(*, username: str, full_name: str, by: User, at: datetime) -> tuple[User, str]:
    """The account and its first password, which is shown once and must be changed at the first sign-in.

    Raises ``ValidationError`` when the name is taken or not a sign-in name.
    """
    check_can_keep_accounts(by)
    password = generate_password()
    account = User(username=username, full_name=full_name, must_change_password=True)
    _open(account, password, by, at)
    return account, password


@transaction.atomic
def create_keeper(*, username: str, full_name: str, password: str, at: datetime) -> User:
    """From the server's command line only: no page makes a keeper."""
    account = User(username=username, full_name=full_name, is_keeper=True)
    _open(account, password, None, at)
    return account


@transaction.atomic
def deactivate(*, account: User, by: User, at: datetime) -> None:
    check_can_act_on(by, account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    end_sessions(account=account)
    _note(Kind.DEACTIVATED, account, by, at)


@transaction.atomic
def reactivate(*, account: User, by: User, at: datetime) -> None:
    check_can_act_on(by, account)
    account.is_active = True
    account.save(update_fields=["is_active"])
    _note(Kind.REACTIVATED, account, by, at)


@transaction.atomic
def reset_password(*, account: User, by: User, at: datetime) -> str:
    """A new first password; whoever was signed in with the old one is signed out."""
    check_can_act_on(by, account)
    password = generate_password()
    account.set_password(password)
    account.must_change_password = True
    account.save(update_fields=["password", "must_change_password"])
    end_sessions(account=account)
    _note(Kind.PASSWORD_RESET, account, by, at)
    return password


@transaction.atomic
def reset_second_factor(*, account: User, by: User, at: datetime) -> None:
    """For a lost telephone: the person enrols again at the next sign-in."""
    check_can_act_on(by, account)
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account=account)
    _note(Kind.SECOND_FACTOR_RESET, account, by, at)


@transaction.atomic
def note_own_password(*, account: User, session_key: str, at: datetime) -> None:
    """The person has chosen a password: the duty is done and the other sessions end."""
    account.must_change_password = False
    account.save(update_fields=["must_change_password"])
    end_sessions(account=account, keep=session_key)
    _note(Kind.PASSWORD_CHANGED, account, account, at)


@transaction.atomic
def end_sessions(*, account: User, keep: str = "", only: int | None = None) -> int:
    """Close the sessions of an account, but not ``keep``; with ``only``, just that one. How many were closed."""
    sessions = UserSession.objects.filter(user=account).exclude(session_key=keep)
    if only is not None:
        sessions = sessions.filter(pk=only)
    closed = list(sessions)
    for session in closed:
        session.end()
    return len(closed)


def _open(account: User, password: str, by: User | None, at: datetime) -> None:
    account.set_password(password)
    account.full_clean()
    account.save()
    _note(Kind.CREATED, account, by, at)


def _note(kind: AccountAct.Kind, account: User, by: User | None, at: datetime) -> None:
    AccountAct.objects.create(kind=kind, account=account, by=by, at=at)
