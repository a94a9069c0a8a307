"""Transfers of the demonstration: one of each kind, some waiting at the other side, one overdue, one refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from chibo.demo.offices import NEIGHBOUR, STAGE
from chibo.demo.people import Cast, face
from chibo.demo.tree import Tree
from chibo.demo.walk import Pen, Walk
from chibo.engine.cases.actions import Stroke
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Appointment, Person, Role
from chibo.roll.organizations.models import Organization
from chibo.work.transfers import actions

OUTSIDE = "Đảng ủy xã Suối Hoa (minh họa)"
FAR = "DU-XUANHOA-02"
_WORK = {"transfer_ground": "work", "decision_number": "15-QĐ/CQ (minh họa)"}


@dataclass(frozen=True, slots=True)
class Plan:
    """One transfer: whose, which, where to (empty: outside), since when, and at which step it stands."""

    procedure: str
    cell: str
    who: int  # place in the list of the cell
    on: date
    to: str = ""
    stop: tuple[str, ...] = ()
    says: dict[str, Any] = field(default_factory=dict)
    then: tuple[str, dict[str, Any]] | None = None  # a last step that is not on the straight way


PLANS = [
    Plan("transfer", STAGE, 9, date(2026, 8, 3), FAR, says=_WORK),
    # Introduced, and the letter has not been presented in time.
    Plan("transfer", STAGE, 10, date(2026, 8, 24), FAR, ("T07", "T07B"), _WORK | {"transfer_ground": "residence"}),
    Plan(
        "transfer",
        STAGE,
        11,
        date(2026, 9, 7),
        FAR,
        ("T08",),
        _WORK,
        ("T10X", {"refusal_ground": "place", "ground": "Quyết định ghi đơn vị thuộc xã khác (minh họa)"}),
    ),
    Plan("transfer", STAGE, 12, date(2026, 11, 2), "", ("T07", "T07B"), _WORK | {"transfer_ground": "retired"}),
    Plan("transfer", FAR, 8, date(2026, 11, 9), STAGE, ("T08",), _WORK),
    Plan("transfer-internal", STAGE, 13, date(2026, 11, 16), NEIGHBOUR, ("I03",), {"transfer_ground": "residence"}),
    Plan(
        "transfer-temporary",
        STAGE,
        14,
        date(2026, 9, 14),
        FAR,
        ("P05",),
        {"purpose": "work", "from_on": "2026-09-14", "until_on": "2027-05-31"},
    ),
    Plan(
        "transfer-temporary",
        STAGE,
        15,
        date(2026, 4, 13),
        "",
        ("P05O",),
        {"purpose": "work", "from_on": "2026-04-13", "until_on": "2026-10-31"},
    ),
    Plan(
        "transfer-abroad",
        STAGE,
        16,
        date(2026, 11, 3),
        "",
        ("B03",),
        {
            "purpose": "study",
            "country": "Nước ngoài (minh họa)",
            "months": 24,
            "organisation_at_destination": False,
            "destination": "Đảng ủy Bộ Ngoại giao (minh họa)",
        },
    ),
]


def transfer_all(tree: Tree, cast: Cast, today: date) -> None:
    """Every plan that has begun by ``today``, in the order of their days, and one arrival."""
    cells = {place.organization.code: place.organization for place in tree.cells}
    for plan in sorted(PLANS, key=lambda plan: plan.on):
        if plan.on + timedelta(days=20) <= today or plan.on.month == today.month:
            _go(plan, cells, cast)
    if today >= date(2026, 11, 20):
        _arrival(cells[STAGE], cast, date(2026, 11, 18))


def pen_of(cast: Cast) -> Pen:
    """Who writes for a body; for the province, whoever is appointed to organize there."""

    def pen(organization: Organization) -> User:
        if organization.pk in cast.pens:
            return cast.pens[organization.pk]
        held = Appointment.objects.select_related("person__user").filter(organization=organization)
        user = held.get(role=Role.ORGANIZER).person.user
        assert user is not None  # everybody appointed in the demonstration has an account
        return user

    return pen


def _stroke(cast: Cast, at: Organization, on: date) -> Stroke:
    return Stroke(by=pen_of(cast)(at), today=on, at=datetime.combine(on, time(2), tzinfo=UTC), seen=0)


def _go(plan: Plan, cells: dict[str, Organization], cast: Cast) -> None:
    cell, to = cells[plan.cell], cells.get(plan.to)
    person: Person = cast.members[plan.cell][plan.who]
    data = {"destination": OUTSIDE if to is None else "Chi bộ nơi đến", **plan.says}
    if plan.procedure != "transfer-temporary":
        data["effective_on"] = plan.on.isoformat()
    case = actions.open_transfer(
        procedure=plan.procedure,
        person=person,
        organization=cell,
        counterpart=to,
        on=plan.on,
        data=data,
        stroke=_stroke(cast, cell, plan.on),
    )
    says = {
        "under_inspection": False,
        "pending_complaint": False,
        "fees_until": f"{plan.on:%Y-%m}",
        "letter_number": f"{plan.who}-GT",
        "dossier_way": "member",
        "received_by": OUTSIDE,
    }
    walk = Walk(case=case, pen=pen_of(cast), day=plan.on, says=says, pace=timedelta(days=1))
    walk.until(*plan.stop)
    if plan.then is not None:
        code, said = plan.then
        walk.step(code, **said)


def _arrival(cell: Organization, cast: Cast, on: date) -> None:
    """A letter from outside has been presented; the dossier is still to be checked."""
    cast.next_face += 1
    who = face(cast.next_face)
    actions.register_arrival(
        known=None,
        facts={
            "family_name": who.family_name,
            "given_name": who.given_name,
            "sex": who.sex,
            "born_on": who.born_on,
            "identity": who.identity,
            "occupation": "Nghề nghiệp minh họa",
            "invented": True,
        },
        admitted_on=date(2015, 5, 19),
        official_on=date(2016, 5, 19),
        organization=cell,
        on=on,
        kind="official",
        data={"origin": OUTSIDE, "letter_number": "88-GT", "letter_on": "2026-11-10", "fees_until": "2026-11"},
        stroke=_stroke(cast, cell, on),
    )
