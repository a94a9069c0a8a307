"""Somebody died or left the Party: what the office wrote down, on which paper, and the trace to take it back."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from chibo.common.dates import display
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.traces import Touch
from chibo.roll.members.models import Membership, Person


class Leaving(models.Model):
    """A death, or a leaving that a competent body decided; one that was recorded by mistake stays, taken back."""

    #: Grounds that are recorded here; an annulled admission has its own procedure.
    GROUNDS: ClassVar = (
        Membership.End.DEATH,
        Membership.End.STRIKE_OFF,
        Membership.End.EXPULSION,
        Membership.End.RESIGNATION,
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leavings")
    ends_by = models.CharField("lý do", max_length=12, choices=Membership.End)
    left_on = models.DateField("từ ngày")
    decision = models.CharField("số văn bản", max_length=60, blank=True)
    decided_on = models.DateField("ngày văn bản", null=True, blank=True)
    issuer = models.CharField("nơi ban hành, nơi cấp", max_length=200, blank=True)
    ground = models.CharField("căn cứ", max_length=300, blank=True)
    recorded_on = models.DateField("ngày ghi")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    seq = models.PositiveBigIntegerField()  # of its own entry in the ledger: later ones stand in the way
    trace = models.JSONField(default=list)  # the rows that it touched: Touch as a list
    undone_on = models.DateField("ngày hoàn tác", null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    undone_ground = models.CharField("lý do hoàn tác", max_length=300, blank=True)

    class Meta:
        verbose_name = "từ trần, ra khỏi Đảng"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "left_on"], condition=Q(undone_on__isnull=True), name="leaving_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_on__isnull=True, undone_ground="")
                | Q(undone_on__isnull=False) & ~Q(undone_ground=""),
                name="leaving_undone_has_a_ground",
            ),
            models.CheckConstraint(
                condition=Q(ends_by="DEATH") & ~Q(ground="")
                | ~Q(ends_by="DEATH") & ~Q(decision="") & Q(decided_on__isnull=False) & ~Q(issuer=""),
                name="leaving_rests_on_a_paper",
            ),
        ]
        indexes = [models.Index(fields=["person", "undone_on"])]

    @property
    def is_death(self) -> bool:
        return self.ends_by == Membership.End.DEATH

    @property
    def words(self) -> str:
        """``Từ trần ngày 20/10/2020``."""
        return f"{self.get_ends_by_display()} {'' if self.is_death else 'từ '}ngày {display(self.left_on)}"

    @property
    def touches(self) -> list[Touch]:
        return [Touch(*row) for row in self.trace]

    @property
    def cells(self) -> set[int]:
        """The organizations whose member or guest the person was until then."""
        rows = (touch.before for touch in self.touches if touch.kind == "placement")
        return {int(row["organization_id"]) for row in rows if row is not None}
