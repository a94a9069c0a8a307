"""What was found when somebody looked for a paper in a file. The paper itself is never uploaded."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person


class PaperCheck(models.Model):
    """One look for one paper of the catalogue. A later look is another row; the newest is ``current``."""

    class State(models.TextChoices):
        PRESENT = "PRESENT", "Có"
        MISSING = "MISSING", "Thiếu"
        NOT_NEEDED = "NOT_NEEDED", "Không phải có"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="paper_checks")
    number = models.PositiveSmallIntegerField("số thứ tự trong danh mục")
    state = models.CharField("tình trạng", max_length=10, choices=State)
    kept_at = models.CharField("nơi để", max_length=120, blank=True)  # Tủ 2, ngăn 3, cặp 17
    document = models.CharField("số văn bản", max_length=120, blank=True)
    secret = models.BooleanField("tài liệu đóng dấu mật", default=False)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    checked_on = models.DateField("ngày kiểm")
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "number"], condition=Q(current=True), name="paper_check_one_current"
            ),
            models.CheckConstraint(
                condition=Q(secret=False) | ~Q(state="PRESENT") | (~Q(document="") & ~Q(kept_at="")),
                name="paper_secret_has_number_and_place",
            ),
            models.CheckConstraint(condition=~Q(state="NOT_NEEDED") | ~Q(note=""), name="paper_not_needed_says_why"),
        ]
        indexes = [models.Index(fields=["person", "number", "-checked_on"])]
