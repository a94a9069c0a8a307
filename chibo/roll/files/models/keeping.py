"""Keeping the paper files: half-yearly rounds, handing over, lending."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class Round(models.Model):
    """One comparing of the list of members with the files, at the keeper; open until every file was compared."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="file_rounds")
    opened_on = models.DateField("ngày bắt đầu")
    closed_on = models.DateField("ngày xong", null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization"], condition=Q(closed_on__isnull=True), name="round_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="round_closes_after_opening",
            ),
        ]


class RoundItem(models.Model):
    """One file of a round: whether it was compared, by whom, and what differed until that is settled."""

    class State(models.TextChoices):
        WAITING = "WAITING", "Chưa đối chiếu"
        AGREES = "AGREES", "Khớp"
        DIFFERS = "DIFFERS", "Khác, chưa xử lý"
        SETTLED = "SETTLED", "Khác, đã xử lý"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField("kết quả", max_length=8, choices=State, default=State.WAITING)
    difference = models.CharField("điều khác nhau", max_length=300, blank=True)
    compared_on = models.DateField("ngày đối chiếu", null=True, blank=True)
    compared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled = models.CharField("đã xử lý", max_length=300, blank=True)
    settled_on = models.DateField("ngày xử lý", null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="round_item_once"),
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "AGREES"]) | ~Q(difference=""), name="round_difference_is_said"
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING") | Q(compared_on__isnull=False), name="round_comparing_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(state="SETTLED") | (~Q(settled="") & Q(settled_on__isnull=False)),
                name="round_settling_is_said_and_dated",
            ),
        ]


class Handover(models.Model):
    """The minutes of files handed from one keeper to the next: who, when, before whom, and how many of what."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="file_handovers")
    on = models.DateField("ngày bàn giao")
    giver = models.CharField("người giao", max_length=120)
    receiver = models.CharField("người nhận", max_length=120)
    witness = models.CharField("người chứng kiến", max_length=120, blank=True)
    ground = models.CharField("lý do, văn bản", max_length=200)
    rows = models.JSONField()  # [{person, name, home, present, missing, lent}] as counted on the day
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organization", "-on"])]


class Loan(models.Model):
    """A file, or one paper of it, lent to be read; it stays in the register after it came back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="file_loans")
    number = models.PositiveSmallIntegerField("số trong danh mục", null=True, blank=True)  # none: the whole file
    borrower = models.CharField("người mượn", max_length=120)
    office = models.CharField("đơn vị", max_length=200)
    purpose = models.CharField("mục đích", max_length=200)
    allowed_by = models.CharField("người cho phép, văn bản", max_length=200)
    lent_on = models.DateField("ngày mượn")
    due_on = models.DateField("hạn trả")
    returned_on = models.DateField("ngày trả", null=True, blank=True)
    returned_note = models.CharField("tình trạng khi trả", max_length=200, blank=True)
    lent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    returned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("lent_on")), name="loan_due_after_lending"),
            models.CheckConstraint(
                condition=Q(returned_on__isnull=True) | Q(returned_on__gte=F("lent_on")),
                name="loan_returned_after_lending",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(returned_on__isnull=True, number__isnull=True),
                name="loan_whole_file_once",
            ),
            models.UniqueConstraint(
                fields=["person", "number"],
                condition=Q(returned_on__isnull=True, number__isnull=False),
                name="loan_paper_once",
            ),
        ]
        indexes = [models.Index(fields=["person", "-lent_on"]), models.Index(fields=["returned_on", "due_on"])]
