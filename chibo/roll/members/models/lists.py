"""Lists that people keep under a name."""

from __future__ import annotations

from django.db import models

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization


class SavedList(models.Model):
    """The conditions of a list under a name: for oneself, or for everybody with an appointment at an organization.

    Who opens it sees the people of their own scope: the conditions are shared, never the people.
    """

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên danh sách", max_length=80)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # shared there
    conditions = models.CharField("điều kiện", max_length=1000)  # as they stand in the address
    saved_on = models.DateField("ngày lưu")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_list_named_once")]
        indexes = [models.Index(fields=["organization", "name"])]

    def __str__(self) -> str:
        return self.name
