"""Three closed months and one under way in the fee book of one cell; somebody is behind, everybody is invented."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from chibo.common.dates import add_months
from chibo.demo.offices import STAGE
from chibo.demo.people import Cast
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Appointment, Person, Role
from chibo.roll.members.queries import people_of_cell
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import lineage
from chibo.work.fees import actions
from chibo.work.fees.queries.ledger import outstanding
from chibo.work.fees.queries.places import place_of
from chibo.work.fees.queries.stretch import Stretch
from chibo.work.fees.rules.months import last_day, month_of
from chibo.work.fees.writing import Pen

#: Months closed before today's.
CLOSED = 3
#: Who has paid nothing since the book was opened, by place in the list; who pays later in the month than asked.
BEHIND, LATE = 5, 7
DOCUMENT = "12-QĐ/MH"


def keep_book(cast: Cast, today: date) -> None:
    """By the acts of the book, signed by the cell's secretary and the ward's office."""
    cell = Organization.objects.get(code=STAGE)
    first = add_months(month_of(today), -CLOSED)
    stroke = Pen(cast.pen(cell), today, make_aware(datetime.combine(today, time(8))))
    ward = lineage(cell, today)[-2].organization
    _set(ward, first, Pen(_office(ward), today, stroke.at))
    actions.open_book(organization=cell, from_month=first, on=first, stroke=stroke)
    people = people_of_cell(cell, today)
    for number, person in enumerate(people):
        _declare(number, person, cell, first, stroke)
    for behind in range(CLOSED):
        month = add_months(first, behind)
        _collect(people, cell, month, stroke, but={BEHIND})
        actions.close_cell_month(organization=cell, month=month, on=last_day(month), stroke=stroke)
        _hand_up(cell, ward, last_day(month), stroke)
        if behind < CLOSED - 1:
            above = Pen(_office(ward), today, stroke.at)
            actions.close_committee_month(organization=ward, month=month, on=last_day(month), stroke=above)
    if today.day > 1:
        _collect(people[: len(people) // 2], cell, month_of(today), stroke, but={BEHIND, LATE})


def _office(ward: Organization) -> User:
    held = Appointment.objects.filter(organization=ward, role=Role.OFFICE, ends_on__isnull=True)
    user = held.select_related("person__user").latest("pk").person.user
    assert user is not None
    return user


def _set(ward: Organization, first: date, stroke: Pen) -> None:
    for kind, value in (("REGION", "2"), ("CELL_SHARE", "30/100"), ("OWN_SHARE", "90/100")):
        actions.set_value(
            organization=ward,
            kind=kind,
            value=value,
            document=DOCUMENT,
            document_on=first,
            starts_on=first,
            stroke=stroke,
        )


def _declare(number: int, person: Person, cell: Organization, first: date, stroke: Pen) -> None:
    """Old members draw a pension or are paid by the regional wage; others are insured, some with the fee alone."""
    old = int(person.born_on[:4]) < 1964
    kinds = ("pensioner", "above_retirement") if old else ("insured", "below_retirement", "insured")
    category = kinds[number % len(kinds)]
    income = {"pensioner": 5_000_000 + 150_000 * (number % 9), "insured": 9_000_000 + 400_000 * (number % 7)}
    fee_only = category == "insured" and number % 3 == 2
    actions.declare(
        person=person,
        organization=cell,
        category=category,
        income=None if fee_only else income.get(category),
        work_income=None,
        fee=income["insured"] // 100 if fee_only else None,
        from_month=first,
        declared_on=first,
        ground="chi bộ thống nhất chỉ lưu số đảng phí" if fee_only else "",
        stroke=stroke,
    )


def _collect(people: list[Person], cell: Organization, month: date, stroke: Pen, *, but: set[int]) -> None:
    stretch = Stretch(place_of(cell, stroke.today), month, month)
    for number, person in enumerate(people):
        owes = any(still for _, still in stretch.owed(person.pk, month))
        if number not in but and owes:
            actions.collect(
                person=person,
                organization=cell,
                through=month,
                amount=None,
                expected=None,
                method="BANK" if number % 4 == 1 else "CASH",
                paid_on=min(month + timedelta(days=2 + number % 3), stroke.today),
                stroke=stroke,
            )


def _hand_up(cell: Organization, ward: Organization, on: date, stroke: Pen) -> None:
    """The ward has said that it has the money of all months but the last."""
    left = outstanding(cell)
    if not left:
        return
    sent = actions.hand_up(organization=cell, amount=left, paid_on=on, document=f"PC-MH {on:%m}", stroke=stroke)
    if on < add_months(month_of(stroke.today), -1):
        actions.confirm_receipt(remittance=sent, on=on, stroke=Pen(_office(ward), stroke.today, stroke.at))
