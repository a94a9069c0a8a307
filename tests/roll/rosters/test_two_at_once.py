"""Two offices press the button at the same moment, each from a process of its own: one wins, the other is told so."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.utils import OperationalError

from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.facts import compare
from chibo.roll.members.models import Person
from chibo.roll.rosters import actions
from chibo.roll.rosters.actions import applying
from chibo.roll.rosters.models import Batch, Job, StagedRow, Trace, Upload
from chibo.roll.rosters.queries.canonical import register_lines
from tests.architecture.tree import ROOT
from tests.builders import TODAY, official, tree
from tests.cast import AN, crowd
from tests.roll.rosters.lists import AT, enter, preview, row, xlsx
from tests.roll.rosters.processes import environment

_PATIENCE = 60


def people(number: int) -> bytes:
    return xlsx([row(who, position) for position, who in enumerate(crowd(number), 1)])


def at_once(folder: Path, *acts: tuple[str, Batch]) -> list[str]:
    """What each process says; they start the act together."""
    gate = folder / f"gate-{len(list(folder.iterdir()))}"
    command = [sys.executable, "-m", "tests.roll.rosters.racing"]
    racers = [
        subprocess.Popen(
            [*command, act, str(batch.pk), str(gate)],
            cwd=ROOT,
            env=environment(folder),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for act, batch in acts
    ]
    begun = time.monotonic()
    while len(list(folder.glob(f"{gate.name}.*"))) < len(racers) and time.monotonic() - begun < _PATIENCE:
        time.sleep(0.02)
    gate.touch()
    told = []
    for racer in racers:
        said, wrong = racer.communicate(timeout=_PATIENCE)
        assert racer.returncode == 0, wrong
        told.append(said.strip())
    return sorted(told)


def sound() -> bool:
    return verify().ok and all(difference.none for difference in compare())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_the_same_list_one_wins(tmp_path: Path) -> None:
    place = tree()
    official(AN, place.cell)
    before = b"".join(register_lines())
    batch = preview(place.ward, people(30))
    done, refused = at_once(tmp_path, ("apply", batch), ("apply", batch))
    assert done == "done: 30 new, 0 doubt"
    assert "đã ghi vào sổ" in refused
    assert (Person.objects.count(), Trace.objects.count()) == (31, 30)
    assert Entry.objects.filter(action="members.take_over").count() == 1
    assert sound()
    done, refused = at_once(tmp_path, ("undo", batch), ("undo", batch))
    assert done.startswith("done")
    assert "đã hoàn tác" in refused
    assert b"".join(register_lines()) == before
    assert sound()


@pytest.mark.django_db(transaction=True)
def test_two_lists_of_the_same_people_do_not_double_them(tmp_path: Path) -> None:
    place = tree()
    official(AN, place.cell)
    first, second = preview(place.ward, people(30)), preview(place.ward, people(31))
    told = at_once(tmp_path, ("apply", first), ("apply", second))
    assert set(told) in (
        {"done: 30 new, 0 doubt", "done: 1 new, 30 doubt"},
        {"done: 0 new, 30 doubt", "done: 31 new, 0 doubt"},
    )
    assert Person.objects.exclude(identity_index="").count() == 31
    assert sound()


@pytest.mark.django_db
def test_a_register_that_is_busy_for_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = preview(tree().ward, people(2))

    def busy(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(applying, "take_over", busy)
    with pytest.raises(Refusal, match="sổ đang bận"):
        enter(batch)
    batch.refresh_from_db()
    assert batch.state == Batch.State.CHECKED


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_who_holds_the_whole_file_keeps_others_waiting_and_then_refuses(tmp_path: Path) -> None:
    """The real lock, with little patience."""
    import sqlite3

    batch = preview(tree().ward, people(2))
    held = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    held.execute("BEGIN IMMEDIATE")
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 100")
        with pytest.raises(Refusal, match="sổ đang bận"):
            enter(batch)
    finally:
        held.execute("ROLLBACK")
        held.close()
        connection.close()
    assert enter(batch).state == Batch.State.APPLIED


@pytest.mark.django_db
def test_a_list_that_nobody_entered_is_put_away() -> None:
    place = tree()
    old, busy, young = (preview(place.ward, people(number)) for number in (2, 3, 4))
    entered = enter(preview(place.ward, people(5)))
    Batch.objects.exclude(pk=young.pk).update(at=AT - timedelta(days=31))
    actions.ask(batch=busy, kind=Job.Kind.APPLY, by=None, on=TODAY, at=AT)
    assert actions.tidy(at=AT) == 1
    states = dict(Batch.objects.values_list("pk", "state"))
    assert states == {old.pk: "DISCARDED", busy.pk: "CHECKED", young.pk: "CHECKED", entered.pk: "APPLIED"}
    assert not StagedRow.objects.filter(batch=old).exists()
    assert not Upload.objects.filter(batch=old).exists()
    assert actions.tidy(at=AT) == 0


@pytest.mark.django_db
def test_a_list_at_work_is_not_put_away() -> None:
    batch = preview(tree().ward, people(2))
    actions.ask(batch=batch, kind=Job.Kind.APPLY, by=None, on=TODAY, at=AT)
    with pytest.raises(Refusal, match="đang làm việc khác"):
        actions.discard(batch=batch, by=None, at=AT)
