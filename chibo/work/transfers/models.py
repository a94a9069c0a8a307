"""What is written down beside the cases: that a keeper went through the notices that have not come."""

from __future__ import annotations

from django.db import models

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization


class NoticeCheck(models.Model):
    """One going through of the transfers without a notice of receipt or without the file handed in."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    checked_on = models.DateField("ngày kiểm")
    open = models.PositiveIntegerField("số việc chưa xong")
    overdue = models.PositiveIntegerField("số việc phải báo cáo")
    document = models.CharField("văn bản báo cáo", max_length=120, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "checked_on"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(overdue__lte=models.F("open")), name="notice_check_counts_among_the_open"
            )
        ]
