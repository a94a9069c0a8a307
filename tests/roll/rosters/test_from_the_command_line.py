"""The same people in each format of offices: every row accounted for, twice is nothing, undone is as before."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from chibo.foundation.ledger.queries import verify
from chibo.roll.members.facts import compare
from chibo.roll.members.models import Person
from chibo.roll.rosters.queries.canonical import register_lines
from tests.builders import cell, tree
from tests.roll.rosters.offices import FORMATS, OfficeFile, office_file
from tests.roll.rosters.people import CELLS

pytestmark = pytest.mark.django_db


def run(*words: str) -> Any:
    out = StringIO()
    call_command("roster", *words, "--json", stdout=out)
    return json.loads(out.getvalue())


def register() -> bytes:
    return b"".join(register_lines())


def bring(file: OfficeFile, code: str, folder: Path, *words: str) -> Any:
    path = folder / file.name
    path.write_bytes(file.data)
    told = run("import", str(path), "--org", code, "--on", "26/11/2026", *words)
    doubt, refused = ({each["row"] for each in told[kind]} for kind in ("doubt", "refused"))
    assert not doubt & refused
    assert told["rows"] == told["new"] + told["changed"] + told["same"] + len(doubt) + len(refused)
    return told | {"doubtful": len(doubt), "out": len(refused)}


def story(file: OfficeFile, folder: Path) -> Any:
    """In, in again, and out again; what the first time came to."""
    place = tree()
    for name in CELLS:
        cell(place.ward, name)
    before = register()
    preview = bring(file, place.ward.code, folder)
    assert register() == before
    first = bring(file, place.ward.code, folder, "--apply")
    assert {name: first[name] for name in ("rows", "new", "doubtful", "out")} == {
        name: preview[name] for name in ("rows", "new", "doubtful", "out")
    }
    assert Person.objects.count() == first["new"]
    entered = register()
    again = bring(file, place.ward.code, folder, "--apply")
    assert (again["new"], again["changed"], again["same"], register() == entered) == (0, 0, first["new"], True)
    run("undo", str(first["batch"]))
    assert register() == before
    assert verify().ok
    assert all(difference.none for difference in compare())
    return first


@pytest.mark.parametrize("kind", sorted(set(FORMATS) - {"fees"}))
def test_a_file_of_each_format(kind: str, tmp_path: Path) -> None:
    file = office_file(kind, 60)
    told = story(file, tmp_path)
    assert (told["rows"], told["doubtful"], told["out"]) == (len(file.people), len(file.doubtful), 0)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["exchange", "xls"])  # the others: python -m tests.roll.rosters.whole
def test_the_members_of_a_city_in_one_file(kind: str, tmp_path: Path) -> None:
    file = office_file(kind, 5_800)
    told = story(file, tmp_path)
    assert (told["rows"], told["doubtful"], told["out"]) == (5_800, len(file.doubtful), 0)


def test_a_file_that_cannot_be_read_ends_with_two_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tree()
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(SystemExit) as end:
        call_command("roster", "import", str(path), "--org", place.ward.code)
    told = capsys.readouterr().err.strip().splitlines()
    assert (end.value.code, len(told)) == (2, 1)
    assert "tệp PDF" in told[0]


def test_the_report_holds_exactly_what_was_agreed(tmp_path: Path) -> None:
    place = tree()
    told = bring(office_file("exchange", 3), place.ward.code, tmp_path)
    agreed = {"rows", "new", "changed", "same", "doubt", "refused", "skipped", "mapping", "batch"}
    assert set(told) - {"doubtful", "out"} == agreed | {"unkept", "totals"}
    assert all(set(each) == {"row", "column", "message"} for each in told["doubt"])
    assert all(set(each) == {"row", "reason"} for each in told["skipped"])
    assert told["mapping"]["Họ và tên *"] == "full_name"
