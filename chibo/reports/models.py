"""The reports own one thing: what was frozen, as it was reported."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization


class FrozenReport(models.Model):
    """A table as it stood when somebody signed it; never changed, only followed by a later one."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    table = models.CharField("biểu", max_length=40)  # key of law/statistics
    title = models.CharField("tên biểu", max_length=200)
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    content = models.JSONField("nội dung")  # columns, rows and checks as they were shown
    digest = models.CharField(max_length=64)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    on = models.DateField("ngày chốt")
    at = models.DateTimeField("lúc chốt")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField("người chốt với tư cách", max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_period_in_order")]
        indexes = [models.Index(fields=["organization", "table", "-at"])]

    def __str__(self) -> str:
        return f"{self.title}, {self.organization}"
