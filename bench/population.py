"""The people that benches are measured with: the demonstration, and the same ward grown to a hundred thousand."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import count

from django.db import transaction

from chibo.demo.build import build
from chibo.demo.people import Cast, face
from chibo.roll.members.actions.batch import Enrolment, enroll_many
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Kind, Level, Organization

TODAY = date(2026, 11, 23)
#: Cells and members in each that bring the demonstration to a hundred thousand.
MORE_CELLS, MORE_MEMBERS = 1_000, 95


@cache
def demonstration() -> Cast:
    return build(TODAY)


@cache
def hundred_thousand() -> Cast:
    """The same ward with a thousand more cells of 95 members."""
    cast = demonstration()
    ward, on = Organization.objects.get(code="DU-PHUCYEN"), date(2026, 8, 3)
    paper = {"by": None, "on": on, "document": "9-QĐ/MH", "document_on": on}
    number = count(1_000_000)
    with transaction.atomic():
        for index in range(MORE_CELLS):
            cell = organizations.found(
                code=f"BENCH-{index:04}",
                name=f"Chi bộ đo {index}",
                level=Level.CELL,
                kind=Kind.RESIDENTIAL,
                parent=ward,
                **paper,
            )
            enroll_many(rows=(_line(next(number), cell) for _ in range(MORE_MEMBERS)), by=None, on=on, subject="bench")
    return cast


def _line(number: int, cell: Organization) -> Enrolment:
    who = face(number)
    admitted = date(2010, 5, 19)
    return Enrolment(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on=who.born_on,
        organization=cell,
        decision=f"{number}-QĐ",
        decided_on=admitted - timedelta(days=9),
        admitted_on=admitted,
        recognized_on=date(2011, 5, 19),
        recognition_decision=f"{number}-QĐ",
        recognition_decided_on=date(2011, 6, 1),
        invented=True,
    )
