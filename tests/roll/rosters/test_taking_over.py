"""A list goes in, goes in again without effect, and comes out again without a trace."""

from __future__ import annotations

import pytest

from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from chibo.roll.members.facts import compare
from chibo.roll.members.models import Membership, Person
from chibo.roll.rosters.models import Batch, StagedRow, Upload
from chibo.roll.rosters.queries.canonical import register_lines
from tests.builders import Tree, official, tree
from tests.cast import AN, crowd
from tests.roll.rosters.lists import counts, enter, preview, row, take_back, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Tree:
    found = tree()
    official(AN, found.cell)
    return found


def register() -> bytes:
    return b"".join(register_lines())


def people(number: int) -> bytes:
    return xlsx([row(who, position) for position, who in enumerate(crowd(number), 1)])


def test_a_list_goes_in_with_one_entry(place: Tree) -> None:
    batch = preview(place.ward, people(20))
    assert counts(batch) == {"new": 20}
    before = Entry.objects.count()
    batch = enter(batch)
    [entry] = Entry.objects.order_by("seq")[before:]
    assert (entry.action, entry.seq, entry.payload["batch"]["count"]) == ("members.take_over", batch.entry, 60)
    assert Membership.objects.filter(ends_on=None, kind="OFFICIAL").count() == 21
    assert verify().ok
    assert all(difference.none for difference in compare())


def test_a_preview_writes_nothing_into_the_register(place: Tree) -> None:
    before = register()
    preview(place.ward, people(20))
    assert register() == before


def test_the_same_list_again_changes_nothing(place: Tree) -> None:
    enter(preview(place.ward, people(20)))
    before, entries = register(), Entry.objects.count()
    again = preview(place.ward, people(20))
    assert counts(again) == {"same": 20}
    again = enter(again)
    assert (again.state, again.entry, register(), Entry.objects.count()) == ("APPLIED", None, before, entries)


def test_what_was_taken_back_leaves_no_trace(place: Tree) -> None:
    before = register()
    batch = take_back(enter(preview(place.ward, people(20))))
    assert (batch.state, register()) == (Batch.State.UNDONE, before)
    assert verify().ok
    assert all(difference.none for difference in compare())
    assert Person.objects.count() == 1


def test_nothing_that_the_file_said_stays_behind(place: Tree) -> None:
    batch = enter(preview(place.ward, people(3)))
    assert not Upload.objects.filter(batch=batch).exists()
    assert not StagedRow.objects.filter(batch=batch).exclude(sealed=None).exists()
