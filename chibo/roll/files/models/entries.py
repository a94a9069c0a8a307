"""Dated entries of a file, corrections of the person's own columns, and what members propose about themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person


class EntryKind(models.TextChoices):
    POST = "POST", "Chức vụ"
    EMPLOYMENT = "EMPLOYMENT", "Quá trình công tác"
    GENERAL_EDUCATION = "GENERAL_EDUCATION", "Giáo dục phổ thông"
    TRAINING = "TRAINING", "Chuyên môn, nghiệp vụ"
    DEGREE = "DEGREE", "Học vị"
    ACADEMIC_TITLE = "ACADEMIC_TITLE", "Học hàm"
    THEORY = "THEORY", "Lý luận chính trị"
    LANGUAGE = "LANGUAGE", "Ngoại ngữ, tiếng dân tộc"
    IT = "IT", "Tin học"
    PARTY_CLASS = "PARTY_CLASS", "Lớp bồi dưỡng của Đảng"
    AWARD = "AWARD", "Khen thưởng"
    TITLE = "TITLE", "Danh hiệu"
    BADGE = "BADGE", "Huy hiệu Đảng (tham chiếu)"
    DISCIPLINE = "DISCIPLINE", "Kỷ luật"
    RESIDENCE = "RESIDENCE", "Nơi cư trú"
    OTHER = "OTHER", "Việc khác"


class EntryQuerySet(models.QuerySet["FileEntry"]):
    def standing(self) -> EntryQuerySet:
        """Those that no later entry has corrected or struck out."""
        later = FileEntry.objects.filter(supersedes=OuterRef("pk"))
        return self.filter(~Exists(later), struck_out=False)


class FileEntry(models.Model):
    """One fact of a file. Rows are never changed: a correction is a new row that supersedes the old one.

    Days are partial texts (1990, 1990-05, 1990-05-17). Of discipline the row holds form, days and number only.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField("loại", max_length=18, choices=EntryKind)
    what = models.CharField("nội dung", max_length=200)  # Phó bí thư Đoàn xã; Đại học; Bằng khen
    where = models.CharField("nơi, đơn vị", max_length=200, blank=True)
    from_on = models.CharField("từ", max_length=10, blank=True)
    to_on = models.CharField("đến", max_length=10, blank=True)
    document = models.CharField("số văn bản, văn bằng", max_length=120, blank=True)
    document_on = models.CharField("ngày văn bản", max_length=10, blank=True)
    issuer = models.CharField("nơi ban hành", max_length=200, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    struck_out = models.BooleanField("bỏ hẳn mục cũ", default=False)
    ground = models.CharField("căn cứ sửa", max_length=300, blank=True)
    ground_document = models.CharField("văn bản cho sửa", max_length=120, blank=True)
    ground_on = models.DateField("ngày văn bản cho sửa", null=True, blank=True)
    recorded_on = models.DateField("ngày ghi")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[EntryQuerySet] = EntryQuerySet.as_manager()  # type: ignore[assignment]  # typed queryset

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True, struck_out=False) | ~Q(ground=""),
                name="entry_correction_has_ground",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(ground_on__isnull=False), name="entry_correction_has_document"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "kind"]),
            models.Index(fields=["kind", "to_on", "document_on", "from_on"], name="entry_dated"),
        ]


class Correction(models.Model):
    """One column of a person as it was and as it became, with what allowed it. Identity numbers stand sealed."""

    class Ground(models.TextChoices):
        TRANSCRIPTION = "TRANSCRIPTION", "Sổ ghi khác hồ sơ gốc, sửa theo hồ sơ gốc"
        UPDATE = "UPDATE", "Thay đổi mới phát sinh, theo phiếu bổ sung hồ sơ"
        CHANGE = "CHANGE", "Hồ sơ gốc được cấp có thẩm quyền cho sửa"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField("mục được sửa", max_length=20)
    old = models.CharField("cũ", max_length=200, blank=True)
    new = models.CharField("mới", max_length=200, blank=True)
    old_secret = models.BinaryField(null=True, blank=True)  # AES-GCM, of the identity number
    new_secret = models.BinaryField(null=True, blank=True)
    kind = models.CharField("loại sửa", max_length=13, choices=Ground)
    ground = models.CharField("căn cứ", max_length=300)
    document = models.CharField("số văn bản làm căn cứ", max_length=120)
    document_on = models.DateField("ngày văn bản")
    consent_by = models.CharField("cấp ủy đồng ý", max_length=200, blank=True)
    consent = models.CharField("số văn bản đồng ý", max_length=120, blank=True)
    consent_on = models.DateField("ngày văn bản đồng ý", null=True, blank=True)
    on = models.DateField("ngày sửa")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="CHANGE") | Q(consent_on__isnull=False), name="correction_change_has_consent"
            )
        ]
        indexes = [models.Index(fields=["person", "-on"])]


class Proposal(models.Model):
    """What members ask to be set right about themselves; the office answers, with a reason when it refuses."""

    class State(models.TextChoices):
        OPEN = "OPEN", "Chờ trả lời"
        ACCEPTED = "ACCEPTED", "Đã sửa"
        REFUSED = "REFUSED", "Không sửa"
        WITHDRAWN = "WITHDRAWN", "Đã rút"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposals")
    field = models.CharField("mục đề nghị sửa", max_length=20)
    old = models.CharField("sổ đang ghi", max_length=200, blank=True)
    new = models.CharField("đề nghị ghi", max_length=200, blank=True)
    new_secret = models.BinaryField(null=True, blank=True)
    ground = models.CharField("căn cứ", max_length=300)  # which paper shows it, and where it can be seen
    proposed_on = models.DateField("ngày đề nghị")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("trả lời", max_length=9, choices=State, default=State.OPEN)
    reason = models.CharField("lý do", max_length=300, blank=True)
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    correction = models.OneToOneField(Correction, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field"], condition=Q(state="OPEN"), name="proposal_one_open_of_a_field"
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", answered_on__isnull=True) | ~Q(state="OPEN") & Q(answered_on__isnull=False),
                name="proposal_answer_is_dated",
            ),
            models.CheckConstraint(condition=~Q(state="REFUSED") | ~Q(reason=""), name="proposal_refusal_has_reason"),
            models.CheckConstraint(
                condition=~Q(state="ACCEPTED") | Q(correction__isnull=False), name="proposal_acceptance_corrects"
            ),
        ]
        indexes = [models.Index(fields=["state", "person"])]
