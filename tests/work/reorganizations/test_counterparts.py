"""Who is on the way to a cell that is handed over arrives where it went."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from chibo.engine.cases.actions import Stroke
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import get_case_for
from chibo.foundation.ledger.queries import verify
from chibo.roll.members.models import Person, Placement
from chibo.roll.members.queries import authority_of
from chibo.work.reorganizations.actions import undo
from chibo.work.transfers.actions import open_transfer
from tests import builders
from tests.work.reorganizations.stage import DAY, NOW, Stage, cells_become_one, done, stage


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def on_the_way(place: Stage) -> Case:
    """Somebody of the neighbouring ward has asked to come to the cell that is going to end."""
    on = date(2020, 10, 5)
    office = builders.neighbour_secretary(place.tree.neighbour_cell)
    who = Placement.objects.filter(organization=place.tree.neighbour_cell).earliest("pk").person_id
    return open_transfer(
        procedure="transfer",
        person=Person.objects.get(pk=who),
        organization=place.tree.neighbour_cell,
        counterpart=place.tree.cell,
        on=on,
        data={"transfer_ground": "work", "effective_on": "2020-10-01", "destination": "Chi bộ tổ dân phố 1"},
        stroke=Stroke(by=office, today=on, at=datetime(2020, 10, 5, 3, tzinfo=UTC), seen=0),
    )


def test_the_other_side_goes_where_its_cell_went_and_comes_back(place: Stage) -> None:
    case = on_the_way(place)
    act = done(cells_become_one(place.tree), place.tree.ward, place.office)

    case.refresh_from_db()
    assert (case.organization, case.counterpart) == (place.tree.neighbour_cell, place.tree.other_cell)
    event = case.events.get(kind=Event.Kind.MOVED)
    assert event.data == {"from": place.tree.cell.pk, "to": place.tree.other_cell.pk, "side": "other"}
    assert get_case_for(authority_of(place.office, DAY), case.pk) == case
    assert verify().faults == []

    undo(plan=act, by=place.office, today=DAY, at=NOW, ground="Văn bản thu hồi")
    case.refresh_from_db()
    assert case.counterpart == place.tree.cell
    assert verify().faults == []
