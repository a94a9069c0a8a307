"""A process that is killed at any moment of a reorganization or of its undoing leaves all of it or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from chibo.foundation.ledger.queries import verify
from chibo.work.reorganizations.models import Reorganization
from tests.work.reorganizations.stage import plan, rows, stage, wards_become_one

ROOT = Path(__file__).parents[3]


def run(what: str, pk: int, after: int) -> tuple[int, int]:
    """Carry out or undo in a process of its own, killed at its so manieth statement; its exit and how many it made."""
    name, settings = connection.settings_dict["NAME"], connection.settings_dict
    address = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        address = f"postgresql://{settings['USER']}@/{name}?host={settings['HOST']}"
    ended = subprocess.run(
        [sys.executable, "-m", "tests.work.reorganizations.killed", what, str(pk), str(after)],
        cwd=ROOT,
        env={
            **os.environ,
            "CHIBO_DATABASE": address,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode in (0, -signal.SIGKILL), ended.stderr
    return ended.returncode, int(ended.stdout.strip() or 0)


@pytest.mark.django_db(transaction=True)
def test_all_of_it_or_nothing() -> None:
    place = stage()
    act = plan(wards_become_one(place.tree), place.tree.city, place.organizer)
    before = rows()
    for at in (1, 12, 25, 40, 60):
        assert run("carry_out", act.pk, at)[0] == -signal.SIGKILL
        assert rows() == before, f"killed at statement {at}"
        assert Reorganization.objects.get().state == Reorganization.State.DRAFT
    code, statements = run("carry_out", act.pk, 0)
    assert code == 0 and statements > 60
    after = rows()
    assert after != before
    for at in (10, 30, 50):
        assert run("undo", act.pk, at)[0] == -signal.SIGKILL
        assert rows() == after, f"killed at statement {at}"
    assert run("undo", act.pk, 0)[0] == 0
    assert rows() == before
    assert verify().faults == []
