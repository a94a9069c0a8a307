"""Badges on their way (nominated, considered, submitted, decided, awarded), and what became of one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chibo.engine.meetings.models import Meeting
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class Ground(models.TextChoices):
    """On what a badge is proposed; the values are those of :mod:`rules.badges`."""

    REACHED = "REACHED", "Đủ tuổi đảng"
    EARLY = "EARLY", "Tặng sớm (bệnh nặng)"
    POSTHUMOUS = "POSTHUMOUS", "Truy tặng"


class Submission(models.Model):
    """The list that a committee sends up for one round, with the number and day of its submission."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="badge_submissions")
    round_on = models.DateField("đợt trao tặng")
    number = models.CharField("số tờ trình", max_length=60)
    submitted_on = models.DateField("ngày tờ trình")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "number", "submitted_on"], name="badge_submission_once")
        ]
        indexes = [models.Index(fields=["organization", "-round_on"])]


class Decision(models.Model):
    """The decision on a list: one number and day for those it names; whom it leaves out is said with the ground."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="decisions")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="badge_decisions")
    number = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "number", "decided_on"], name="badge_decision_once")
        ]


class Nomination(models.Model):
    """One person and one badge in one round. Each act fills its part; nothing is filled twice."""

    class Outcome(models.TextChoices):
        AWARDED = "AWARDED", "Được tặng"
        NOT_AGREED = "NOT_AGREED", "Chi bộ chưa đề nghị"
        LEFT_OUT = "LEFT_OUT", "Chưa được tặng trong đợt này"
        WITHDRAWN = "WITHDRAWN", "Rút khỏi danh sách"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="badge_nominations")
    cell = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField("mốc (năm tuổi đảng)")
    ground = models.CharField("trường hợp", max_length=10, choices=Ground)
    round_on = models.DateField("đợt trao tặng")
    reached_on = models.DateField("ngày đủ tuổi đảng", null=True, blank=True)
    declared_on = models.DateField("ngày tờ khai")
    by_family = models.BooleanField("thân nhân khai", default=False)
    declarant = models.CharField("người khai thay", max_length=120, blank=True)
    evidence = models.CharField("giấy tờ kèm theo", max_length=200, blank=True)  # number and place, never the paper
    findings = models.JSONField(default=list)  # as they stood when it was declared
    considered_on = models.DateField("ngày chi bộ xét", null=True, blank=True)
    considered_document = models.CharField("số nghị quyết của chi bộ", max_length=60, blank=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    submission = models.ForeignKey(
        Submission, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations")
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    outcome_on = models.DateField("ngày có kết quả", null=True, blank=True)
    outcome_ground = models.CharField("lý do", max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(outcome=""), name="badge_one_open_nomination"),
            models.CheckConstraint(
                condition=Q(considered_on__isnull=True, considered_document="", submission__isnull=True)
                | Q(considered_on__isnull=False) & ~Q(considered_document=""),
                name="badge_cell_considers_first",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True) | Q(submission__isnull=False), name="badge_decided_when_submitted"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_on__isnull=True) | ~Q(outcome="") & Q(outcome_on__isnull=False),
                name="badge_outcome_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="AWARDED") | Q(decision__isnull=False), name="badge_awarded_by_decision"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(outcome="AWARDED") | ~Q(outcome_ground=""),
                name="badge_not_awarded_says_why",
            ),
        ]
        indexes = [models.Index(fields=["round_on", "cell"]), models.Index(fields=["person", "level"])]


class Award(models.Model):
    """A badge that somebody was given, by its decision; one from before this register has no nomination."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="badges")
    level = models.PositiveSmallIntegerField("mốc (năm tuổi đảng)")
    ground = models.CharField("trường hợp", max_length=10, choices=Ground)
    decision = models.CharField("số quyết định", max_length=60)
    decided_on = models.DateField("ngày quyết định")
    decided_by = models.CharField("nơi quyết định", max_length=200, blank=True)
    nomination = models.OneToOneField(
        Nomination, on_delete=models.PROTECT, null=True, blank=True, related_name="award"
    )
    number = models.CharField("số huy hiệu", max_length=40, blank=True)
    awarded_on = models.DateField("ngày trao", null=True, blank=True)
    place = models.CharField("nơi trao", max_length=200, blank=True)
    received_by = models.CharField("người nhận thay", max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "level"], name="badge_once"),
            models.CheckConstraint(
                condition=Q(awarded_on__isnull=True, place="") | Q(awarded_on__isnull=False) & ~Q(place=""),
                name="badge_ceremony_has_day_and_place",
            ),
        ]
        indexes = [models.Index(fields=["decided_on"], name="badge_by_day")]


class AwardChange(models.Model):
    """What became of a badge: lost, given again, handed back, kept by the family. Rows are never changed."""

    class Kind(models.TextChoices):
        LOST = "LOST", "Bị mất"
        REISSUED = "REISSUED", "Cấp lại"
        RETURNED = "RETURNED", "Đã nộp lại"
        KEPT = "KEPT", "Gia đình giữ"

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField("việc", max_length=8, choices=Kind)
    on = models.DateField("ngày")
    document = models.CharField("số văn bản", max_length=120, blank=True)
    ground = models.CharField("lý do", max_length=200, blank=True)
    number = models.CharField("số huy hiệu mới", max_length=40, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["award", "on"])]
