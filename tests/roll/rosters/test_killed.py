"""A process killed at any moment of an entry or of its undoing leaves nothing of it, or all of it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from chibo.foundation.ledger.queries import verify
from chibo.roll.members.facts import compare
from chibo.roll.rosters.models import Batch, Trace
from chibo.roll.rosters.queries.canonical import register_lines
from tests.architecture.tree import ROOT
from tests.builders import official, tree
from tests.cast import AN, crowd
from tests.roll.rosters import killed
from tests.roll.rosters.lists import enter, preview, row, take_back, xlsx
from tests.roll.rosters.processes import environment

pytestmark = pytest.mark.django_db(transaction=True)
_PATIENCE = 60


def kill(act: str, batch: Batch, point: str, folder: Path) -> None:
    """Start the act in a process of its own and kill it where it stands."""
    sign = folder / f"{act}-{point}"
    command = [sys.executable, "-m", "tests.roll.rosters.killed", act, str(batch.pk), point, str(sign)]
    begun = time.monotonic()
    with subprocess.Popen(command, cwd=ROOT, env=environment(folder), stderr=subprocess.PIPE) as process:
        try:
            while not sign.exists():
                assert process.poll() is None, process.stderr and process.stderr.read().decode()
                assert time.monotonic() - begun < _PATIENCE
                time.sleep(0.05)
        finally:
            process.kill()


def register() -> bytes:
    return b"".join(register_lines())


def sound() -> bool:
    return verify().ok and all(difference.none for difference in compare())


@pytest.mark.parametrize("point", list(killed.POINTS["apply"]))
def test_an_entry_that_is_killed_leaves_nothing(point: str, tmp_path: Path) -> None:
    place = tree()
    official(AN, place.cell)
    batch = preview(place.ward, xlsx([row(who, number) for number, who in enumerate(crowd(30), 1)]))
    before = register()
    kill("apply", batch, point, tmp_path)
    batch.refresh_from_db()
    assert (batch.state, batch.entry, register() == before) == (Batch.State.CHECKED, None, True)
    assert not Trace.objects.exists()
    assert sound()
    assert enter(batch).state == Batch.State.APPLIED  # and it can be done after all
    assert sound()


@pytest.mark.parametrize("point", list(killed.POINTS["undo"]))
def test_an_undoing_that_is_killed_leaves_everything(point: str, tmp_path: Path) -> None:
    place = tree()
    official(AN, place.cell)
    before = register()
    batch = enter(preview(place.ward, xlsx([row(who, number) for number, who in enumerate(crowd(30), 1)])))
    entered = register()
    kill("undo", batch, point, tmp_path)
    batch.refresh_from_db()
    assert (batch.state, register() == entered) == (Batch.State.APPLIED, True)
    assert sound()
    take_back(batch)
    assert register() == before
    assert sound()
