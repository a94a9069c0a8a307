"""An account is a sign-in and nothing more; power comes from appointments (roll.members).

There is no superuser, no group and no stored permission: whoever may do something may do it because a body
appointed them, on the day that they do it.
"""

from __future__ import annotations

from typing import Any, Never, TypeVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models

M = TypeVar("M", bound=models.Model)


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """The bare row, for tests and the demonstration; people are given accounts by ``actions.create_account``."""
        user = self.model(username=username.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Who signs in. ``is_keeper`` runs the system and, by that role, sees no member's record."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z][a-z0-9._-]{2,59}\Z",
                "Tên đăng nhập dài từ 3 đến 60 ký tự, bắt đầu bằng chữ cái; chỉ gồm chữ thường không dấu, "
                "chữ số, dấu chấm, gạch ngang và gạch dưới.",
            )
        ],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    is_keeper = models.BooleanField("quản trị hệ thống", default=False)
    is_active = models.BooleanField("đang dùng", default=True)
    #: The present password was made by the keeper, who may still remember it.
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    def __str__(self) -> str:
        return self.full_name or self.username


class AppendOnly(models.QuerySet[M]):
    """Rows are added and read, never changed."""

    def update(self, **kwargs: Any) -> Never:
        raise TypeError(f"{self.model.__name__} rows are never changed")

    def delete(self) -> Never:
        raise TypeError(f"{self.model.__name__} rows are never removed")


class Look(models.Model):
    """A protected record was opened: who, what, when, and in which capacity."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="looks")
    subject = models.CharField(max_length=80)  # "person:12", "case:40"
    person_id = models.BigIntegerField(null=True)  # whose record it is, so that they can read their own trail
    capacity = models.CharField(max_length=200)  # "Bí thư, Chi bộ 3"
    page = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person_id", "-at"]), models.Index(fields=["user", "-at"])]


class AccountAct(models.Model):
    """Something done to an account: a line that keepers read and nobody edits."""

    class Kind(models.TextChoices):
        CREATED = "CREATED", "Mở tài khoản"
        DEACTIVATED = "DEACTIVATED", "Khóa tài khoản"
        REACTIVATED = "REACTIVATED", "Mở khóa tài khoản"
        PASSWORD_RESET = "PASSWORD_RESET", "Cấp lại mật khẩu"
        PASSWORD_CHANGED = "PASSWORD_CHANGED", "Tự đổi mật khẩu"
        SECOND_FACTOR_RESET = "SECOND_FACTOR_RESET", "Gỡ bảo mật hai lớp"

    #: Nobody when a command on the server did it.
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    account = models.ForeignKey(User, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField(max_length=20, choices=Kind)
    at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        indexes = [models.Index(fields=["account", "-at"])]
