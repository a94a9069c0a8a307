"""A case is its events: append-only rows. State is derived, a correction is an event."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from chibo.engine.meetings.models import Vote
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class Case(models.Model):
    """A matter of one person under one procedure, remembering the version that it began under."""

    procedure = models.CharField(max_length=40)  # admission, recognition, removal-probationary
    version = models.CharField(max_length=200)  # the texts in force when it began
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="cases")  # the cell now
    #: The other side, where the matter has one: it sees what is shared, and acts in its own steps.
    counterpart = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="incoming_cases"
    )
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")
    kind = models.CharField(max_length=20, blank=True)  # of the matter: first, readmission
    opened_on = models.DateField("ngày mở")
    closed_on = models.DateField("ngày kết thúc", null=True, blank=True)
    result = models.CharField("kết quả", max_length=40, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    #: Where the cell stands in the tree on ``place_on``, when the door has read it with the case.
    place: str | None = None
    place_on: date | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "procedure"], condition=Q(closed_on__isnull=True), name="case_one_open_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["organization", "closed_on"])]


class Event(models.Model):
    """One thing that happened in a case. Rows are never changed; see ``corrects``."""

    class Kind(models.TextChoices):
        DONE = "done", "Đã thực hiện"
        RETURNED = "returned", "Trả lại để bổ sung"
        EXTENDED = "extended", "Gia hạn"
        EXPLAINED = "explained", "Giải trình quá hạn"
        STOPPED = "stopped", "Tạm dừng"
        RESUMED = "resumed", "Tiếp tục"
        MOVED = "moved", "Chuyển nơi xem xét"
        CORRECTED = "corrected", "Đính chính"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    step = models.CharField(max_length=12)  # A15
    on = models.DateField("ngày")  # the legal date
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # the body that acted
    route = models.CharField(max_length=4)
    number = models.CharField("số văn bản", max_length=60, blank=True)  # of the paper that the step made
    data = models.JSONField(default=dict)  # the step's fields, dates as ISO text
    papers = models.JSONField(default=list)  # [{form, number, on, where}]
    findings = models.JSONField(default=list)
    law = models.JSONField(default=list)  # labels of the texts and values that judged it
    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    ground = models.CharField("căn cứ", max_length=300, blank=True)  # of a correction, an extension, a stop
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=200)  # "Bí thư, Chi bộ 3"
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="event_in_sequence")]
        indexes = [models.Index(fields=["case", "step"])]


class Waiting(models.Model):
    """What a case waits for: derived from its events, rewritten with each of them, so that lists need no law.

    Not evidence: ``cases.actions.refresh`` rebuilds it from the events at any time.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="waiting")
    step = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # who acts
    due_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)  # the clause of the deadline

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="waiting_once")]
        indexes = [models.Index(fields=["organization", "due_on"])]
