"""A process killed while it closes a month leaves nothing of it, or all of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite

PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
from tests.work.fees.stage import stage
here = stage()
here.pay(here.members[0])
"""
CLOSE = """
import os, signal, sys
from datetime import date
from unittest.mock import patch
from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization
from chibo.work.fees import actions
from chibo.work.fees.actions import books
from tests.work.fees.stage import FEB, pen

def killed(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

after = sys.argv[1]
cell = Organization.objects.get(forms__name="Chi bộ tổ dân phố 1")
spots = {
    "charges": patch.object(books.Draft, "retained", property(killed)),
    "closing": patch.object(books, "record_batch", killed),
    "never": patch.object(books, "of_closing", books.of_closing),
}
with spots[after]:
    actions.close_cell_month(
        organization=cell, month=FEB, on=date(2026, 3, 1), stroke=pen(User.objects.get(username="bithu"))
    )
"""
LOOK = """
from chibo.foundation.ledger.audit import audit
from chibo.foundation.ledger.models import Entry
from chibo.work.fees.models import Charge, Closing
entries = Entry.objects.filter(action="fees.close_month")
print(Charge.objects.count(), Closing.objects.count(), entries.count(), audit().ok)
"""
SETUP = "import django\ndjango.setup()\n"


def run(code: str, database: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CHIBO_DATABASE": f"sqlite:///{database}", "CHIBO_DATA": str(database.parent)}
    return subprocess.run(  # our own code in our own interpreter
        [sys.executable, "-c", SETUP + code, *words], env=environment, capture_output=True, text=True, timeout=300
    )


def test_killed_at_any_moment_nothing_is_half_closed(tmp_path: Path) -> None:
    database = tmp_path / "fees.sqlite3"
    prepared = run(PREPARE, database)
    assert prepared.returncode == 0, prepared.stderr
    for moment in ("charges", "closing"):
        assert run(CLOSE, database, moment).returncode == -signal.SIGKILL
        assert run(LOOK, database).stdout.split() == ["0", "0", "0", "True"], moment
    done = run(CLOSE, database, "never")
    assert done.returncode == 0, done.stderr
    assert run(LOOK, database).stdout.split() == ["3", "1", "1", "True"]
