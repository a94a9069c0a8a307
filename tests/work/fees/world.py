"""What stands behind the doors of the fee pages in the access table's world."""

from __future__ import annotations

from datetime import date, datetime

from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.roll.members.queries import people_of_cell
from chibo.work.fees import actions
from chibo.work.fees.writing import Pen
from tests.builders import Tree

SEP, OCT = date(2026, 9, 1), date(2026, 10, 1)


def arguments(place: Tree, payer: Person, by: User, office: User, on: date, at: datetime) -> dict[str, object]:
    """The cell's book with September closed and handed up, October open."""
    stroke, above = Pen(by, on, at), Pen(office, on, at)
    cell, ward = place.cell, place.ward
    actions.open_book(organization=cell, from_month=SEP, on=SEP, stroke=stroke)
    document = {"document": "11-QĐ/ĐU", "document_on": SEP, "starts_on": SEP, "stroke": above}
    actions.set_value(organization=ward, kind="CELL_SHARE", value="3/10", **document)  # type: ignore[arg-type]
    for person in people_of_cell(cell, on):
        actions.declare(
            person=person,
            organization=cell,
            category="student",
            income=None,
            work_income=None,
            fee=None,
            from_month=SEP,
            declared_on=SEP,
            ground="",
            stroke=stroke,
        )
    payment = actions.collect(
        person=payer,
        organization=cell,
        through=SEP,
        amount=None,
        expected=None,
        method="CASH",
        paid_on=date(2026, 9, 5),
        stroke=stroke,
    )
    actions.close_cell_month(organization=cell, month=SEP, on=OCT, stroke=stroke)
    sent = actions.hand_up(organization=cell, amount=1_000, paid_on=OCT, document="PC 1", stroke=stroke)
    return {
        "fees.code": cell.code,
        "fees:set_value.code": ward.code,
        "fees.month": OCT,
        "fees.pk": payer.pk,
        "fees.act": "thu-khac",
        "fees:receipt.pk": payment.pk,
        "fees:reverse.pk": payment.pk,
        "fees:confirm_receipt.pk": sent.pk,
    }
