"""SQLite is told how much its tables hold: once a day by the worker, and after every large list."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from chibo.common.planning import learn
from chibo.roll.members.models import Person
from chibo.roll.rosters import actions
from chibo.roll.rosters.models import Batch, Job
from tests.builders import TODAY, Tree, official, tree
from tests.cast import AN, BINH, crowd
from tests.roll.rosters.lists import AT, preview, row, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Tree:
    return tree()


def known(table: str) -> int:
    """So many rows SQLite believes the table to have; 0: nothing is known of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone() is None:
            return 0
        cursor.execute("SELECT MAX(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = %s", [table])
        return cursor.fetchone()[0] or 0


@pytest.mark.sqlite
def test_what_the_tables_hold_is_learnt_anew(place: Tree) -> None:
    official(AN, place.cell)
    learn()
    assert known("members_person") == Person.objects.count() == 1
    official(BINH, place.cell)
    learn()
    assert known("members_person") == 2


@pytest.mark.postgresql
def test_postgresql_is_not_asked_to() -> None:
    with CaptureQueriesContext(connection) as asked:
        learn()
    assert len(asked) == 0


@pytest.mark.sqlite
def test_the_worker_learns_when_it_begins(
    place: Tree, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("chibo.roll.rosters.management.commands.worker.close_old_connections", lambda: None)
    official(AN, place.cell)
    before = signal.getsignal(signal.SIGTERM)
    try:
        call_command("worker", "--once")
    finally:
        signal.signal(signal.SIGTERM, before)
    assert known("members_person") == 1


@pytest.mark.sqlite
def test_after_many_rows_the_plans_follow(place: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chibo.roll.rosters.actions.jobs.MANY", 3)
    for number, learnt in ((2, 0), (5, 7)):
        rows = [row(who, position) for position, who in enumerate(crowd(number, 300 + 10 * number), 10 * number)]
        batch = preview(place.ward, xlsx(rows))
        actions.ask(batch=batch, kind=Job.Kind.APPLY, by=None, on=TODAY, at=AT)
        while actions.work(clock=lambda: AT):
            pass
        assert known("members_person") == learnt


@pytest.mark.sqlite
def test_they_follow_the_command_too(place: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chibo.roll.rosters.actions.jobs.MANY", 3)
    file = tmp_path / "danh-sach.xlsx"
    file.write_bytes(xlsx([row(who, position) for position, who in enumerate(crowd(4, 300))]))
    call_command("roster", "import", str(file), org=place.ward.code, on="23/11/2026", apply=True, json=True)
    assert known("members_person") == 4
    call_command("roster", "undo", str(Batch.objects.get().pk))
    assert Person.objects.count() == 0
    assert known("members_membership") == 0
