"""An account is a sign-in and nothing more; power comes from appointments (roll.members)."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Who signs in. ``is_keeper`` runs the system and, by that role, sees no member's record."""

    full_name = models.CharField("họ và tên", max_length=120)
    is_keeper = models.BooleanField("quản trị hệ thống", default=False)

    def __str__(self) -> str:
        return self.full_name or self.username


class Look(models.Model):
    """A protected record was opened: who, what, when, and in which capacity."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="looks")
    subject = models.CharField(max_length=80)  # "person:12", "case:40"
    person_id = models.BigIntegerField(null=True)  # whose record it is, so that they can read their own trail
    capacity = models.CharField(max_length=200)  # "Bí thư, Chi bộ 3"
    page = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person_id", "-at"]), models.Index(fields=["user", "-at"])]
