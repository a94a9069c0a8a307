"""The same people in each format of the offices go in, go in again without effect, and come out without a trace."""

from __future__ import annotations

import pytest

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.models import Form
from chibo.roll.rosters.models import Batch
from chibo.roll.rosters.queries.canonical import register_lines
from tests.builders import Tree, tree
from tests.roll.rosters.lists import counts, enter, preview, take_back
from tests.roll.rosters.offices import FORMATS, OfficeFile, office_file

pytestmark = pytest.mark.django_db


def file_for(place: Tree, kind: str, count: int) -> OfficeFile:
    cells = Form.objects.filter(organization__in=[place.cell, place.other_cell]).order_by("pk")
    return office_file(kind, count, [form.name for form in cells])


def register() -> bytes:
    return b"".join(register_lines())


@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "fees"])
def test_each_format_goes_in_again_without_effect_and_out_without_a_trace(kind: str) -> None:
    place = tree()
    file = file_for(place, kind, 3 if kind == "vertical" else 51)
    before = register()
    batch = preview(place.ward, file.data, name=file.name)
    doubtful = len(file.doubtful)
    expected = {"new": len(file.people) - doubtful, "doubt": doubtful}
    assert counts(batch) == {name: number for name, number in expected.items() if number}
    assert batch.rows == len(file.people)
    assert all(declared == read for _, declared, read, _ in batch.totals)
    batch = enter(batch)
    again = preview(place.ward, file.data, name=file.name)
    expected = {"same": len(file.people) - doubtful, "doubt": doubtful}
    assert counts(again) == {name: number for name, number in expected.items() if number}
    assert take_back(batch).state == Batch.State.UNDONE
    assert register() == before


@pytest.mark.parametrize("later", ["upper-level", "csv-1258", "tcvn3", "flattened"])
def test_the_people_of_one_format_are_known_again_in_another(later: str) -> None:
    place = tree()
    enter(preview(place.ward, file_for(place, "exchange", 24).data))
    found = counts(preview(place.ward, file_for(place, later, 24).data, name="b"))
    assert found.get("new", 0) == 0
    assert sum(found.values()) == 24


def test_a_fee_ledger_is_told_to_be_one() -> None:
    place = tree()
    with pytest.raises(Refusal, match="sổ thu, nộp đảng phí"):
        preview(place.ward, file_for(place, "fees", 5).data)
