"""What people were on a past day, where an entry of the file says since when; the list says what the figure says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chibo.reports.catalogue import tables
from chibo.reports.content import content_of
from chibo.reports.pages import behind
from chibo.reports.permissions import reader_of
from chibo.reports.queries.figures import Period
from chibo.roll.files.actions.entries import add_entry, strike_out_entry
from chibo.roll.files.models import FileEntry
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.members.queries.counts import paths_of
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, BINH, LAN

YEAR = Period(date(2020, 1, 1), TODAY)


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def member(who: Any, place: Tree, **details: str) -> Person:
    return builders.official(builders.person(who, **details), place.cell)


def entry(person: Person, kind: str, what: str, on: str) -> FileEntry:
    return add_entry(person=person, told=Told(kind, what, to_on=on, document="1/VB"), by=None, on=TODAY)


def told(tree: Tree, key: str) -> dict[str, list[Any]]:
    """Each row of the city's table 3, this year and the year before; every figure is the length of its list."""
    reader = reader_of(authority_of(builders.clerk(tree.ward, tree.other_cell), TODAY), tree.ward.code, TODAY)
    table = tables()[key]
    content = content_of(table, paths_of(tree.ward), YEAR)
    for line in content.lines:
        for cell in line.cells:
            assert not cell.asks or len(behind(table, reader, YEAR, cell.asks).rows) == cell.value, line.label
    return {line.key: [cell.value for cell in line.cells[:2]] for line in content.lines}


def test_a_level_counts_from_the_day_of_its_entry(tree: Tree) -> None:
    an, binh = member(AN, tree, theory="advanced"), member(BINH, tree, theory="advanced", professional="master")
    member(LAN, tree, theory="advanced")
    entry(an, "THEORY", "Sơ cấp", "2012-06")
    entry(an, "THEORY", "Cao cấp, cử nhân", "2020-05-20")
    entry(binh, "DEGREE", "Thạc sĩ", "2020-03-01")
    entry(binh, "THEORY", "Cao cấp, cử nhân", "2020")
    found = told(tree, "bieu-3")
    assert found["L1.advanced"] == [3, 1] and found["L1.elementary"] == [0, 1] and found["L1."] == [1, 2], (
        "and the clerk"
    )
    assert found["P1.master"] == [1, 0] and found["P1."] == [3, 4]
    assert found["T"] == [4, 4]


def test_what_says_no_day_or_stands_no_longer_changes_nothing(tree: Tree) -> None:
    an = member(AN, tree, theory="advanced")
    entry(an, "THEORY", "Lớp bồi dưỡng cấp ủy", "2020-05-20")
    wrong = entry(an, "THEORY", "Cao cấp, cử nhân", "2020-05-20")
    strike_out_entry(entry=wrong, ground="Ghi nhầm", ground_document="9-CV/ĐU", ground_on=TODAY, by=None, on=TODAY)
    assert told(tree, "bieu-3")["L1.advanced"] == [1, 1]
