"""Classes to which an organization sends members, and what became of each of those sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chibo.foundation.accounts.models import User
from chibo.roll.files.models.entries import FileEntry
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class PartyClass(models.Model):
    """A class from ``starts_on`` to ``ends_on``, both days included."""

    class Kind(models.TextChoices):
        NEW_MEMBER = "NEW_MEMBER", "Bồi dưỡng đảng viên mới"
        OTHER = "OTHER", "Lớp khác của Đảng"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # which sends
    name = models.CharField("tên lớp", max_length=200)
    kind = models.CharField("loại lớp", max_length=10, choices=Kind)
    organiser = models.CharField("cơ quan mở lớp", max_length=200)
    place = models.CharField("nơi học", max_length=200, blank=True)
    starts_on = models.DateField("ngày khai giảng")
    ends_on = models.DateField("ngày bế giảng")
    document = models.CharField("số văn bản cử học", max_length=120, blank=True)
    document_on = models.DateField("ngày văn bản cử học", null=True, blank=True)
    recorded_on = models.DateField("ngày ghi")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "lớp bồi dưỡng của Đảng"
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="class_ends_after_start"),
            models.CheckConstraint(
                condition=Q(document="", document_on__isnull=True) | ~Q(document="") & Q(document_on__isnull=False),
                name="class_document_is_dated",
            ),
        ]
        indexes = [models.Index(fields=["organization", "-ends_on"])]


class Attendee(models.Model):
    """One member sent to a class. What came of it is written once, when the class is over."""

    class Outcome(models.TextChoices):
        ENROLLED = "ENROLLED", "Chưa có kết quả"
        FINISHED = "FINISHED", "Hoàn thành"
        NOT_FINISHED = "NOT_FINISHED", "Không hoàn thành"
        WITHDRAWN = "WITHDRAWN", "Đã rút khỏi danh sách"

    party_class = models.ForeignKey(PartyClass, on_delete=models.PROTECT, related_name="attendees")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolled_on = models.DateField("ngày ghi danh")
    enrolled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField("kết quả", max_length=12, choices=Outcome, default=Outcome.ENROLLED)
    certificate = models.CharField("số giấy chứng nhận", max_length=120, blank=True)
    certified_on = models.DateField("ngày cấp", null=True, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    reason = models.CharField("lý do", max_length=300, blank=True)
    settled_on = models.DateField("ngày ghi kết quả", null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    entry = models.OneToOneField(FileEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "danh sách cử học lớp"
        constraints = [
            models.UniqueConstraint(
                fields=["party_class", "person"], condition=~Q(outcome="WITHDRAWN"), name="attendee_once"
            ),
            models.CheckConstraint(
                condition=Q(outcome="ENROLLED", settled_on__isnull=True)
                | ~Q(outcome="ENROLLED") & Q(settled_on__isnull=False, settled_on__gte=F("enrolled_on")),
                name="attendee_outcome_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(outcome="FINISHED", certified_on__isnull=False, entry__isnull=False)
                & ~Q(certificate="")
                & ~Q(issuer="")
                | ~Q(outcome="FINISHED") & Q(certificate="", certified_on__isnull=True, issuer="", entry__isnull=True),
                name="attendee_finished_has_a_certificate",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["ENROLLED", "FINISHED"], reason="")
                | Q(outcome__in=["NOT_FINISHED", "WITHDRAWN"]) & ~Q(reason=""),
                name="attendee_unfinished_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person", "outcome"]), models.Index(fields=["party_class", "outcome"])]
