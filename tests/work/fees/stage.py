"""A cell whose fee book is open, and the few acts that most stories begin with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import get_current_timezone

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization
from chibo.work.fees import actions
from chibo.work.fees.models import Basis, Closing, Payment, Setting
from chibo.work.fees.writing import Pen
from tests.builders import Tree, clerk, officials, secretary, tree

FEB, MAR, APR = date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1)
TODAY = date(2026, 6, 15)


def pen(by: User, today: date = TODAY) -> Pen:
    return Pen(by, today, datetime(today.year, today.month, today.day, 9, tzinfo=get_current_timezone()))


@dataclass
class Stage:
    """The cell keeps its book from February 2026: region II, three tenths kept. Its secretary and two members pay."""

    place: Tree
    secretary: User
    office: User
    members: list[Person]

    @property
    def cell(self) -> Organization:
        return self.place.cell

    @property
    def secretary_person(self) -> Person:
        return Person.objects.get(user=self.secretary)

    def declare(self, who: Person, category: str = "insured", **facts: object) -> Basis:
        told: dict[str, object] = {"income": None, "work_income": None, "fee": None, "from_month": FEB, "ground": ""}
        if category == "insured" and "fee" not in facts:
            told["income"] = 12_000_000
        told |= facts
        by = pen(told.pop("by", self.secretary))  # type: ignore[arg-type]
        day = told.pop("declared_on", date(2026, 2, 3))
        return actions.declare(
            person=who,
            organization=self.cell,
            category=category,
            declared_on=day,  # type: ignore[arg-type]
            stroke=by,
            **told,  # type: ignore[arg-type]
        )

    def pay(
        self,
        who: Person,
        through: date = FEB,
        amount: int | None = None,
        on: date = date(2026, 2, 10),
        *,
        expected: int | None = None,
        by: User | None = None,
    ) -> Payment:
        return actions.collect(
            person=who,
            organization=self.cell,
            through=through,
            amount=amount,
            expected=expected,
            method="CASH",
            paid_on=on,
            stroke=pen(by or self.secretary),
        )

    def close(self, month: date = FEB, on: date | None = None) -> Closing:
        return actions.close_cell_month(
            organization=self.cell, month=month, on=on or month.replace(day=28), stroke=pen(self.secretary)
        )

    def set(self, kind: str, value: str, *, at: Organization | None = None, starts_on: date = FEB) -> Setting:
        return actions.set_value(
            organization=at or self.place.ward,
            kind=kind,
            value=value,
            document="11-QĐ/ĐU",
            document_on=date(2026, 2, 2),
            starts_on=starts_on,
            stroke=pen(self.office),
        )


def stage(*, declared: bool = True) -> Stage:
    place = tree()
    pens = secretary(place.cell), clerk(place.ward, place.other_cell)
    here = Stage(place, *pens, members=officials(2, place.cell))
    actions.open_book(organization=place.cell, from_month=FEB, on=FEB, stroke=pen(here.secretary))
    here.set("REGION", "2")
    here.set("CELL_SHARE", "3/10")
    if declared:
        for who in (*here.members, here.secretary_person):
            here.declare(who)
    return here
