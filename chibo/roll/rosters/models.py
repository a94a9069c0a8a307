"""Lists on their way into the register. What they say is sealed, and dropped once it has been entered or put away."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization


class Batch(models.Model):
    """One file of one organization, from its reading to its entry into the register and perhaps back."""

    class State(models.TextChoices):
        READ = "READ", "Chờ xác nhận các cột"
        CHECKED = "CHECKED", "Đã xem trước, chưa ghi vào sổ"
        APPLIED = "APPLIED", "Đã ghi vào sổ"
        UNDONE = "UNDONE", "Đã hoàn tác"
        DISCARDED = "DISCARDED", "Đã bỏ"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trạng thái", max_length=9, choices=State, default=State.READ)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # null: the command line
    at = models.DateTimeField("tải lên lúc")
    on = models.DateField("ngày của danh sách")
    name = models.CharField("tên tệp", max_length=200)
    digest = models.CharField(max_length=64)  # of the file
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=8)  # xlsx, xls, ods, csv, html
    source = models.CharField(max_length=64)  # fingerprint of the titles
    tables = models.JSONField(default=list)  # [{sheet, columns: [{title, letter, field, why, sure, samples}], notes}]
    mapping = models.JSONField(default=dict)  # column title -> field, as confirmed
    notes = models.JSONField(default=list)  # [[level, message]] about the file
    skipped = models.JSONField(default=list)  # [[row, reason, table]]
    totals = models.JSONField(default=list)  # [[row, declared, read, table]]: each total that the file states
    unkept = models.JSONField(default=list)  # [[title, letter, field, filled cells]]: columns that are not entered
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    doubt = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    seen = models.PositiveBigIntegerField(default=0)  # length of the ledger when the rows were matched
    entry = models.PositiveBigIntegerField(null=True)  # of the ledger: when it was entered
    undone = models.PositiveBigIntegerField(null=True)  # of the ledger: when it was taken back
    done_at = models.DateTimeField(null=True)  # the last of the two

    class Meta:
        indexes = [models.Index(fields=["organization", "-at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rows=models.F("new")
                    + models.F("changed")
                    + models.F("same")
                    + models.F("doubt")
                    + models.F("refused")
                ),
                name="batch_counts_add_up",
            )
        ]

    def __str__(self) -> str:
        return f"Đợt nhập số {self.pk}"

    def sheet_of(self, table: int) -> str:
        """The name of the sheet where the file has lists on several, for rows are told by their number there."""
        return self._sheets[table] if table < len(self._sheets) else ""

    @cached_property
    def _sheets(self) -> list[str]:
        names = [each["sheet"] for each in self.tables]
        return names if len(set(names)) > 1 else []


class Upload(models.Model):
    """The file itself, sealed, for as long as it is needed."""

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="upload")
    sealed = models.BinaryField()
    samples = models.BinaryField()  # sealed: a few cells of each column


class Memory(models.Model):
    """What an organization confirmed for a source: the columns of its titles, or the cells that its texts mean."""

    PLACES = "places"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=64)  # fingerprint of the titles, or PLACES
    said = models.JSONField(default=dict)  # title -> field; folded text -> code of the cell

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "source"], name="memory_once")]


class StagedRow(models.Model):
    """One row of the file. ``sealed`` holds what it says, its messages and questions; null once dropped."""

    class Verdict(models.TextChoices):
        NEW = "new", "Mới"
        CHANGED = "changed", "Thay đổi"
        SAME = "same", "Không đổi"
        DOUBT = "doubt", "Cần xem lại"
        REFUSED = "refused", "Không nhận"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines", db_index=False)  # see below
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    verdict = models.CharField(max_length=7, choices=Verdict)
    person = models.BigIntegerField(null=True)  # whom it was matched with; no key, so that a batch can be taken back
    picture = models.CharField(max_length=64, blank=True)  # of the person when it was matched
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "number"], name="staged_row_once")]
        indexes = [models.Index(fields=["batch", "verdict", "sheet", "number"])]


class Trace(models.Model):
    """What one row did in the register: enough to take it back."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="traces")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    person = models.BigIntegerField()
    new = models.BooleanField()
    made = models.JSONField(default=dict)  # table -> rows
    was = models.BinaryField(null=True)  # sealed: table -> row -> column -> value


class Job(models.Model):
    """Work that goes on without the browser."""

    class Kind(models.TextChoices):
        CHECK = "CHECK", "Đọc và đối chiếu với sổ"
        APPLY = "APPLY", "Ghi vào sổ"
        UNDO = "UNDO", "Hoàn tác"

    class State(models.TextChoices):
        WAITING = "WAITING", "Đang chờ"
        RUNNING = "RUNNING", "Đang làm"
        DONE = "DONE", "Đã xong"
        FAILED = "FAILED", "Không làm được"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="jobs")
    kind = models.CharField(max_length=5, choices=Kind)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField()
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    answer = models.JSONField(default=list)  # sentences: why it failed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch"], condition=models.Q(state__in=["WAITING", "RUNNING"]), name="job_one_open_of_a_batch"
            )
        ]
        indexes = [models.Index(fields=["state", "id"])]
