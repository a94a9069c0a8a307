"""Deaths and leavings of the demonstration: two that stand, and one that was recorded by mistake."""

from __future__ import annotations

from datetime import date, timedelta

from chibo.demo.people import Cast
from chibo.foundation.accounts.models import User
from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members.models import Membership

#: A cell of the ward that nothing else of the demonstration speaks of.
CELL = "DU-TRUNGTRAC-11"


def part(cast: Cast, today: date) -> None:
    """The ward's office writes down a death short of thirty years, a leave granted, and takes a wrong entry back."""
    office = User.objects.get(username="vanphong")
    people = cast.members[CELL]
    near = next(person for person in people if _admitted(person.pk, today.year - 29))
    others = [person for person in people if person != near]
    died_on = today - timedelta(days=16)
    death = Left("DEATH", died_on, ground="Trích lục khai tử (minh họa)", issuer="Ủy ban nhân dân phường (minh họa)")
    record_leaving(person=near, told=death, by=office, on=died_on + timedelta(days=5))
    decided_on = today - timedelta(days=70)
    leave = Left("RESIGNATION", decided_on, "58-QĐ/ĐU (minh họa)", decided_on, "Đảng ủy phường (minh họa)")
    record_leaving(person=others[7], told=leave, by=office, on=decided_on + timedelta(days=3))
    wrong = Left("DEATH", died_on, ground="Giấy báo (minh họa)")
    mistake = record_leaving(person=others[11], told=wrong, by=office, on=died_on + timedelta(days=5))
    undo_leaving(
        leaving=mistake, ground="Ghi nhầm người cùng tên (minh họa)", by=office, on=died_on + timedelta(days=6)
    )


def _admitted(person: int, year: int) -> bool:
    return Membership.objects.filter(person=person, decided_on__year=year, kind=Membership.Kind.PROBATIONARY).exists()
