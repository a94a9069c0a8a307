"""A reorganization: one dated act of a committee on the tree, with its moves, its papers and the trace to undo it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization


class Reorganization(models.Model):
    """A plan while it is drafted, the record of the act once it is carried out."""

    class Kind(models.TextChoices):
        MERGE = "MERGE", "Hợp nhất, sáp nhập"
        SPLIT = "SPLIT", "Chia, tách"
        DISSOLVE = "DISSOLVE", "Giải thể, kết thúc hoạt động"
        RENAME = "RENAME", "Đổi tên"
        REPARENT = "REPARENT", "Thay đổi nơi trực thuộc"
        LEVEL = "LEVEL", "Thay đổi cấp"
        HANDOVER = "HANDOVER", "Chuyển giao chi bộ sang đảng bộ cơ sở khác"

    class State(models.TextChoices):
        DRAFT = "DRAFT", "Dự thảo"
        DONE = "DONE", "Đã thực hiện"
        UNDONE = "UNDONE", "Đã hoàn tác"

    kind = models.CharField("loại việc", max_length=10, choices=Kind)
    title = models.CharField("tên việc", max_length=200)
    decider = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="+", verbose_name="cấp quyết định"
    )
    on = models.DateField("có hiệu lực từ ngày", null=True, blank=True)
    document = models.CharField("số văn bản", max_length=120, blank=True)
    document_on = models.DateField("ngày văn bản", null=True, blank=True)
    receiving_document = models.CharField("số văn bản tiếp nhận", max_length=120, blank=True)
    receiving_document_on = models.DateField("ngày văn bản tiếp nhận", null=True, blank=True)
    moves = models.JSONField(default=list)  # rules.moves.written
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # of the draft: who answers an older page is told
    summary = models.JSONField(default=dict)  # counts and handed-over cells, as of the act
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_seq = models.PositiveBigIntegerField(
        null=True
    )  # of the ledger's entry: later ones stand in the way of undoing
    capacity = models.CharField(max_length=200, blank=True)  # in which it was carried out
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_ground = models.CharField("lý do hoàn tác", max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="DRAFT")
                | Q(
                    on__isnull=False,
                    document_on__isnull=False,
                    done_at__isnull=False,
                    done_seq__isnull=False,
                ),
                name="reorganization_done_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(state="UNDONE") | (Q(undone_at__isnull=False) & ~Q(undone_ground="")),
                name="reorganization_undone_has_a_ground",
            ),
        ]
        indexes = [models.Index(fields=["decider", "state"])]

    def __str__(self) -> str:
        return self.title


class Touched(models.Model):
    """One row that the act touched, as it was before and as the act left it."""

    reorganization = models.ForeignKey(Reorganization, on_delete=models.PROTECT, related_name="touched")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=16)  # form, organization, placement …
    row = models.BigIntegerField()
    before = models.JSONField(null=True)  # None: the act made the row
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reorganization", "position"], name="touched_row_in_place"),
        ]
