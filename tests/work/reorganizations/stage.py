"""A city with two wards, full of people, offices and an open case: what a reorganization has to move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.traces import snapshot
from chibo.roll.members.models import Appointment, Committee, CommitteeSeat, Membership, Person, Placement, Role
from chibo.roll.organizations.models import Form, Kind, Level, Organization, Succession
from chibo.work.admissions.actions import put_on_list
from chibo.work.reorganizations.actions import Paper, carry_out, draft
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.rules.moves import Found, Merge, Move
from tests import builders
from tests.builders import Tree
from tests.cast import AN, BINH, HA, KHOA, LAN

#: The day of the act, in the years of districts; the guidance of 2017 says who decides, and binds.
DAY = date(2020, 11, 2)
PAPER = Paper(on=DAY, document="12-QĐ/TU", document_on=date(2020, 10, 28))
NOW = datetime.combine(DAY, time(3), tzinfo=UTC)


@dataclass
class Stage:
    tree: Tree
    people: list[Person]  # of the cell
    organizer: User  # of the city
    office: User  # of the ward
    pen: User  # secretary of the cell
    case: Case


def stage() -> Stage:
    tree = builders.tree()
    people = builders.officials(4, tree.cell)
    builders.officials(3, tree.other_cell, start=20)
    neighbours = builders.officials(3, tree.neighbour_cell, start=40)
    builders.probationary(KHOA, tree.cell, admitted_on=date(2020, 6, 1))
    pen = builders.secretary(tree.cell, AN)
    builders.appointed(builders.official(BINH, tree.other_cell), Role.SECRETARY, tree.other_cell)
    builders.away(builders.official(LAN, tree.other_cell), tree.cell, on=date(2020, 8, 3))
    builders.committee(tree.ward, people[:2])
    builders.appointed(people[0], Role.SECRETARY, tree.ward)
    builders.appointed(neighbours[0], Role.CELL_GUIDE, tree.neighbour_cell)
    at = datetime(2020, 9, 1, 3, tzinfo=UTC)
    case = put_on_list(
        person=builders.person(HA, at=tree.cell),
        facts={},
        identity="",
        organization=tree.cell,
        on=date(2020, 9, 1),
        number="12-NQ/CB",
        nominated_by="",
        kind="first",
        stroke=Stroke(by=pen, today=date(2020, 9, 1), at=at, seen=0),
    )
    return Stage(
        tree=tree,
        people=people,
        organizer=builders.city_organizer(tree.city, tree.other_cell),
        office=builders.clerk(tree.ward, tree.other_cell),
        pen=pen,
        case=case,
    )


def wards_become_one(tree: Tree) -> list[Move]:
    return [
        Found("DU-MOI", "Đảng bộ phường Mới", Level.BASE, Kind.TERRITORY, tree.city.code),
        Merge(tree.ward.code, "DU-MOI"),
        Merge(tree.neighbour_ward.code, "DU-MOI"),
    ]


def cells_become_one(tree: Tree) -> list[Move]:
    return [Merge(tree.cell.code, tree.other_cell.code)]


def plan(
    moves: list[Move],
    decider: Organization,
    by: User | None,
    *,
    kind: str = "MERGE",
    paper: Paper = PAPER,
    today: date = DAY,
) -> Reorganization:
    return draft(kind=kind, title="Sắp xếp", decider=decider, by=by, today=today, at=NOW, moves=moves, paper=paper)


def done(moves: list[Move], decider: Organization, by: User | None, **how: Any) -> Reorganization:
    made = plan(moves, decider, by, **how)
    return carry_out(plan=made, by=by, today=how.get("today", DAY), at=NOW, seen=made.version)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of the register that a reorganization may touch."""
    tables: list[type[Any]] = [
        *(Organization, Form, Succession, Placement, Membership, Appointment, Committee, CommitteeSeat)
    ]
    return {table.__name__: [snapshot(row) for row in table.objects.order_by("pk")] for table in tables}
