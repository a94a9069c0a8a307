"""Where the stories of transfers are told: two wards of one city, and a pen for every body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chibo.demo.walk import Walk
from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case, Event
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person, Role
from chibo.roll.organizations.models import Organization
from chibo.work.transfers import actions
from tests import builders
from tests.builders import Tree
from tests.cast import AN, NGA, extra

#: A day under the texts of 2021, when limits bind.
DAY = date(2023, 3, 6)
OUTSIDE = "Đảng bộ phường Hoa Ban, Đảng bộ tỉnh Suối Trong"
ASKED = {
    "transfer": {"transfer_ground": "work", "effective_on": DAY, "decision_number": "12-QĐ/CT"},
    "transfer-internal": {"transfer_ground": "residence", "effective_on": DAY},
    "transfer-temporary": {"purpose": "work", "from_on": DAY, "until_on": date(2023, 10, 31)},
    "transfer-abroad": {
        "purpose": "study",
        "country": "Cộng hòa Pháp",
        "months": 24,
        "effective_on": DAY,
        "organisation_at_destination": False,
        "official_members_in_group": 1,
    },
    "transfer-in": {"origin": OUTSIDE, "letter_number": "77-GT", "letter_on": DAY},
}


@dataclass
class Stage:
    tree: Tree
    pens: Mapping[int, User]

    def pen(self, organization: Organization) -> User:
        return self.pens[organization.pk]

    def stroke(self, on: date, at: Organization, seen: int = 0) -> Stroke:
        moment = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
        return Stroke(by=self.pen(at), today=on, at=moment, seen=seen)

    def open(
        self, procedure: str, person: Person, to: Organization | None = None, *, on: date = DAY, **said: Any
    ) -> Walk:
        """The case is open and its first step recorded; the member asks in the cell of the tree."""
        data = {**ASKED[procedure], **({} if procedure == "transfer-in" else {"destination": OUTSIDE}), **said}
        case = actions.open_transfer(
            procedure=procedure,
            person=person,
            organization=self.tree.cell,
            counterpart=to,
            on=on,
            data={name: _plain(value) for name, value in data.items() if value is not None},
            stroke=self.stroke(on, self.tree.cell),
        )
        return self.walk(case, on)

    def walk(self, case: Case, on: date) -> Walk:
        says = {"under_inspection": False, "pending_complaint": False, "fees_until": "2023-02"}
        return Walk(case=case, pen=self.pen, day=on, says=says, pace=timedelta(days=1))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def stage() -> Stage:
    tree = builders.tree()
    secretary = builders.secretary(tree.cell)
    other = builders.official(extra(900), tree.other_cell)
    builders.appointed(other, Role.SECRETARY, tree.other_cell)
    pens = {
        tree.cell.pk: secretary,
        tree.other_cell.pk: builders.account(other, "bithu.canh"),
        tree.neighbour_cell.pk: builders.secretary(tree.neighbour_cell, NGA, "bithu.langgieng"),
        tree.ward.pk: builders.clerk(tree.ward, tree.other_cell),
        tree.city.pk: builders.city_organizer(tree.city, tree.other_cell),
    }
    home = builders.official(extra(901), tree.neighbour_cell)
    builders.appointed(home, Role.OFFICE, tree.neighbour_ward)
    pens[tree.neighbour_ward.pk] = builders.account(home, "vanphong.langgieng")
    return Stage(tree, pens)


def steps(walk: Walk) -> list[str]:
    """What was done, in order."""
    return list(walk.case.events.filter(kind=Event.Kind.DONE).order_by("seq").values_list("step", flat=True))


__all__ = ["AN", "ASKED", "DAY", "OUTSIDE", "Stage", "stage", "steps"]
