"""Meetings of a body on a day, who was there, and the votes taken, as counts only."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class Body(models.TextChoices):
    CELL = "cell", "Chi bộ"
    COMMITTEE = "committee", "Cấp ủy"
    STANDING_COMMITTEE = "standing_committee", "Ban thường vụ"


class Meeting(models.Model):
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="meetings")
    body = models.CharField("tập thể họp", max_length=20, choices=Body)
    held_on = models.DateField("ngày họp")
    place = models.CharField("địa điểm", max_length=200, blank=True)
    title = models.CharField("nội dung", max_length=200)
    chair = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    minute_taker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    minutes = models.TextField("biên bản", blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "-held_on"])]


class Attendance(models.Model):
    """One summoned person and whether they came; an absence keeps its reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField("có mặt")
    reason = models.CharField("lý do vắng", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="attendance_once")]


class Vote(models.Model):
    """One question put to the vote: method, counts, the roll of who could vote, needed and outcome."""

    class Method(models.TextChoices):
        SECRET = "secret", "Phiếu kín"
        CARD = "card", "Biểu quyết bằng thẻ"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    question = models.CharField("nội dung biểu quyết", max_length=300)
    method = models.CharField("hình thức", max_length=6, choices=Method)
    electorate = models.CharField(max_length=10)  # V-CELL, V-COMM, V-BTV
    votes_for = models.PositiveIntegerField("tán thành")
    votes_against = models.PositiveIntegerField("không tán thành")
    votes_blank = models.PositiveIntegerField("phiếu trắng, không hợp lệ")
    roll = models.JSONField()  # [{person, name, counted, ground}] as it stood on the day
    denominator = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    passed = models.BooleanField()
    arithmetic = models.TextField()  # the sum in words
    citation = models.JSONField()  # {instrument, clause, confidence, parameter}

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(needed__lte=F("denominator") + 1), name="vote_needed_sane")]
