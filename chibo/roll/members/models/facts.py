"""What is derived from the register for lists and counts; written by ``members.facts`` alone."""

from __future__ import annotations

from django.db import models

from chibo.roll.members.models.people import Membership, Person
from chibo.roll.organizations.models import Organization


class Turn(models.TextChoices):
    """How a stay began or ended. Where nobody's strength changes, only the words of the stay do (the last five)."""

    ADMITTED = "ADMITTED", "Kết nạp"
    READMITTED = "READMITTED", "Kết nạp lại"
    RESTORED = "RESTORED", "Khôi phục đảng tịch"
    ENTERED = "ENTERED", "Đưa vào sổ"  # the register was taken over; the member was one before
    DIED = "DIED", "Từ trần"
    EXPELLED = "EXPELLED", "Khai trừ"
    STRUCK_OFF = "STRUCK_OFF", "Xóa tên"
    RESIGNED = "RESIGNED", "Xin ra khỏi Đảng"
    ANNULLED = "ANNULLED", "Hủy quyết định kết nạp"
    LAPSED = "LAPSED", "Không còn nơi sinh hoạt"  # the place ended and no other was recorded
    MOVED = "MOVED", "Chuyển sinh hoạt"
    REORGANIZED = "REORGANIZED", "Sắp xếp tổ chức"
    RECOGNIZED = "RECOGNIZED", "Công nhận chính thức"
    REOPENED = "REOPENED", "Hủy quyết định công nhận chính thức"
    CONTINUED = "CONTINUED", "Tổ chức đổi tên, đổi cấp"


class Profile(models.Model):
    """One combination of what people are grouped by, each kept once: thousands for a million members."""

    sex = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=40, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    education = models.CharField(max_length=40, blank=True)
    professional = models.CharField(max_length=24, blank=True)
    theory = models.CharField(max_length=24, blank=True)
    occupation_group = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sex", "ethnicity", "religion", "education", "professional", "theory", "occupation_group"],
                name="profile_once",
            )
        ]


class Stay(models.Model):
    """A stretch ``[starts_on, ends_on)`` of one member's official party life with nothing changing.

    The projection of Membership x Placement(OFFICIAL) x Form onto days: written by ``facts`` alone, never by
    hand, and equal at any time to what ``chibo facts rebuild`` would write. Who meets somewhere for a time has
    none there; who is exempt, or away for a time, keeps theirs. Attributes of the person stand as known now.
    Foreign keys have no constraint in the database: what is derived may not stand in the way of what is so.
    """

    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="stays", db_constraint=False, db_index=False
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    path = models.CharField(max_length=80)  # of the cell, in these days
    kind = models.CharField(max_length=12, choices=Membership.Kind)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    began_by = models.CharField(max_length=11, choices=Turn)
    ended_by = models.CharField(max_length=11, choices=Turn, blank=True)
    from_path = models.CharField(max_length=80, blank=True)  # where the member was the day before, if a member
    to_path = models.CharField(max_length=80, blank=True)  # where the member is from the day of the end on
    from_kind = models.CharField(max_length=12, blank=True)  # what the member was the day before
    joined_on = models.DateField(null=True)  # the ceremony of the first admission that stands
    aged_from = models.DateField(null=True)  # party age runs from here, the time outside being taken off
    sort_key = models.CharField(max_length=160)
    born_on = models.CharField(max_length=10, blank=True)
    profile = models.ForeignKey(
        Profile, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "starts_on"], name="stay_once_a_day")]
        indexes = [
            models.Index(fields=["organization", "starts_on", "ends_on"]),
            # What the tables of statistics group by stands in the index: they read no row.
            models.Index(
                fields=["path", "starts_on", "ends_on", "kind", "profile", "born_on", "aged_from", "joined_on"],
                name="stay_counted",
            ),
            # A list is walked along the names; what narrows it stands in the index.
            models.Index(
                fields=[
                    "sort_key",
                    "person",
                    "path",
                    "starts_on",
                    "ends_on",
                    "kind",
                    "profile",
                    "born_on",
                    "aged_from",
                ],
                name="stay_walked",
            ),
            # What is rare in a list is found here.
            models.Index(fields=["profile"]),
            models.Index(fields=["born_on"]),
            models.Index(fields=["aged_from"]),
            models.Index(fields=["starts_on"]),
            models.Index(fields=["ends_on"]),
        ]


class Strength(models.Model):
    """How many members a cell has over ``[starts_on, ends_on)``: the stays added up, so that no page counts them."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    path = models.CharField(max_length=80)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    official = models.PositiveIntegerField()
    probationary = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "starts_on"], name="strength_once_a_day")]
        # A day of late is after nearly every end: few rows are read but the running ones.
        indexes = [
            models.Index(fields=["ends_on", "path", "starts_on", "official", "probationary"], name="strength_read")
        ]
