"""Where an admission takes place: a cell on one of the routes R1 to R6, and everybody who must act on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from chibo.demo.walk import Walk
from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Committee, Person, Role, Standing
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Level, Organization
from chibo.work.admissions.actions import put_on_list
from tests import builders
from tests.builders import FOUNDED
from tests.cast import KHOA, NGA, Character, crowd, identity

#: The district tier ends, and wards stand directly under the province (294-QĐ/TW).
WARDS_RISE = date(2025, 7, 1)
#: Wards become base committees under the province (208-QĐ/TW).
WARDS_ARE_BASES = date(2026, 7, 26)
#: Who is put on the list: of age under every era of the stories.
THAO = Character("Mai Thanh", "Thảo", "F", "1996-04-12")
_PAPER = {"by": None, "document": "5-QĐ/TU"}


@dataclass(frozen=True)
class Stage:
    """The bodies from the cell up, the member who is away, the one who is exempt, and who writes for each body."""

    cell: Organization
    above: tuple[Organization, ...]  # from the province down to just above the cell
    other_cell: Organization  # under the same committee; the pens of those above have their party life there
    pens: Mapping[int, User]
    members: tuple[Person, ...]  # official members of the cell; the first is its secretary
    away: Person
    exempt: Person

    def pen(self, organization: Organization) -> User:
        return self.pens[organization.pk]

    @property
    def secretary(self) -> User:
        return self.pen(self.cell)

    def stroke(self, body: Organization, on: date, seen: int = 0) -> Stroke:
        """The pen of the body, on a day of the office."""
        return Stroke(by=self.pen(body), today=on, at=datetime.combine(on, time(9), tzinfo=UTC), seen=seen)

    def newcomer(self, who: Character = THAO, on: date = date(2018, 2, 1), **details: str) -> Person:
        details = {"identity": identity(1), "education": "upper_secondary_diploma"} | details
        return builders.person(who, at=self.cell, on=on, **details)

    def case(self, on: date, person: Person | None = None, kind: str = "first") -> Case:
        """Somebody is on the list of the cell."""
        return put_on_list(
            person=person or self.newcomer(on=on),
            facts={},
            identity="",
            organization=self.cell,
            on=on,
            number="1-NQ/CB",
            nominated_by="Đoàn thanh niên",
            kind=kind,
            stroke=self.stroke(self.cell, on),
        )

    def walk(self, on: date, case: Case | None = None, **says: Any) -> Walk:
        """A walk that begins with the list, or goes on with ``case``."""
        return Walk(case=case or self.case(on), pen=self.pen, day=on, says=says, pace=timedelta(days=1))

    def ready_to_vote(self, on: date, **says: Any) -> Walk:
        """The dossier is complete, with two introductions; the cell may meet."""
        walk = self.walk(on, **says)
        walk.until("A14B")
        walk.step("A14B")
        return walk


def stage(route: str = "R1", *, division: bool = False) -> Stage:
    """A cell of nine official members, one of them away and one exempt, and a probationary one; and those above.

    The committees of every body have five members and their standing committees five others.
    """
    above = _above(route, division)
    level = Level.BASE_CELL if route in {"R2", "R5C"} else Level.CELL
    cell = builders.cell(above[-1], "Chi bộ tổ dân phố 1", code="CB-HOASEN-1", level=level)
    members = builders.officials(9, cell)
    home = builders.cell(above[-1], "Chi bộ cơ quan", code="CB-COQUAN", level=level)
    others = builders.officials(10, home, start=20)
    builders.away(members[7], home, on=FOUNDED + timedelta(days=480))
    builders.standing(members[8], Standing.Kind.EXEMPT, on=FOUNDED + timedelta(days=500))
    builders.probationary(KHOA, cell, admitted_on=FOUNDED + timedelta(days=35))
    pens = {cell.pk: _pen(members[0], Role.SECRETARY, cell, "bithu")}
    for index, body in enumerate(above):
        pens[body.pk] = _pen(others[index], Role.OFFICE, body, f"vanphong{index}")
        builders.committee(body, others[:5])
        builders.committee(body, others[5:], body=Committee.Body.STANDING_COMMITTEE)
    if route == "R3":
        organizations.reshape(
            organization=above[-1],
            level=Level.SUPERIOR,
            parent=above[0],
            on=WARDS_RISE,
            document_on=WARDS_RISE,
            **_PAPER,
        )
    return Stage(cell, tuple(above), home, pens, tuple(members), members[7], members[8])


def _above(route: str, division: bool) -> list[Organization]:
    """Root first. A cell of R3 began under a ward of a city; in R5, R5C and R6 nothing stands between but a base."""
    chain = [builders.organization("TU-ANBINH", "Đảng bộ tỉnh An Bình", Level.PROVINCE, None)]
    if route in {"R1", "R2", "R3", "R4"}:
        chain.append(builders.organization("TU-BINHMINH", "Đảng bộ thành phố Bình Minh", Level.SUPERIOR, chain[-1]))
    if route not in {"R2", "R5C"}:
        chain.append(builders.organization("DU-HOASEN", "Đảng bộ phường Hoa Sen", Level.BASE, chain[-1]))
    if route == "R4":
        organizations.reshape(organization=chain[-1], delegated=True, on=FOUNDED, document_on=FOUNDED, **_PAPER)
    if division:
        chain.append(builders.organization("DBBP-SEN", "Đảng bộ bộ phận khu Sen", Level.DIVISION, chain[-1]))
    return chain


def _pen(who: Person, role: Role, at: Organization, username: str) -> User:
    builders.appointed(who, role, at)
    return who.user or builders.account(who, username)


def neighbour(place: Stage) -> User:
    """The secretary of the other cell under the same committee."""
    return builders.secretary(place.other_cell, NGA, "bithu.langgieng")


def inspector(place: Stage) -> User:
    """Sees every case under the uppermost body, and writes nothing."""
    who = builders.official(crowd(1, start=60)[0], place.cell)
    return _pen(who, Role.INSPECTOR, place.above[0], "kiemtra")
