"""The meetings that a person was summoned to, on their page."""

from __future__ import annotations

from django.db.models import Count, Q
from django.db.models.functions import ExtractYear

from chibo.engine.meetings.models import Attendance
from chibo.roll.files.registry import Line, Section
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority

YEARS = 3  # shown on the page


def attendance_of(person: Person, authority: Authority) -> Section:
    """By year, newest first: how many recorded meetings had this person on the roll, and at how many present."""
    years = (
        Attendance.objects.filter(person=person, meeting__held_on__lte=authority.on)
        .annotate(year=ExtractYear("meeting__held_on"))
        .values("year")
        .annotate(called=Count("pk"), came=Count("pk", filter=Q(present=True)))
        .order_by("-year")[:YEARS]
    )
    lines = [Line(f"Năm {row['year']}: có mặt {row['came']} trong {row['called']} cuộc họp đã ghi") for row in years]
    return Section("Sinh hoạt", lines)
