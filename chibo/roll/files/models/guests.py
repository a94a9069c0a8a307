"""Members of other organizations who live here and keep their ties. They are never counted, and never vote."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization


class Guest(models.Model):
    """Somebody introduced to the cell of residence over ``[introduced_on, left_on)``; not a member of that cell."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("họ và tên", max_length=120)
    sort_key = models.CharField(max_length=160, editable=False)
    born_on = models.CharField("ngày sinh", max_length=10, blank=True)
    home = models.CharField("nơi sinh hoạt chính thức", max_length=200)
    address = models.CharField("nơi ở", max_length=200, blank=True)
    letter = models.CharField("số giấy giới thiệu", max_length=120)
    introduced_on = models.DateField("ngày giới thiệu")
    exempt = models.CharField("diện miễn sinh hoạt nơi cư trú", max_length=30, blank=True)  # a code of the law
    left_on = models.DateField("ngày thôi", null=True, blank=True)
    left_ground = models.CharField("lý do thôi", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, left_ground="")
                | (Q(left_on__gt=F("introduced_on")) & ~Q(left_ground="")),
                name="guest_leaves_with_a_ground",
            ),
            models.UniqueConstraint(
                fields=["organization", "name", "born_on", "home"],
                condition=Q(left_on__isnull=True),
                name="guest_once",
            ),
        ]
        indexes = [models.Index(fields=["organization", "sort_key"])]
