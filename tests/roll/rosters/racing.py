"""Run as a process of its own: waits at the gate with the others, then enters or takes back a batch, and says how."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path

import django


def main(act: str, batch: str, gate: str) -> None:
    django.setup()
    from chibo.foundation.rulebook.findings import Refusal
    from chibo.roll.rosters import actions
    from chibo.roll.rosters.models import Batch

    row = Batch.objects.get(pk=int(batch))
    at = datetime.fromisoformat("2026-10-05T09:00:00+07:00")
    Path(f"{gate}.{os.getpid()}").touch()
    while not Path(gate).exists():
        time.sleep(0.002)
    try:
        if act == "apply":
            row = actions.apply(batch=row, by=None, at=at)
        else:
            row = actions.undo(batch=row, by=None, on=at.date(), at=at)
    except Refusal as refusal:
        sys.stdout.write(f"refused: {refusal.what}")
    else:
        sys.stdout.write(f"done: {row.new} new, {row.doubt} doubt")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
    main(*sys.argv[1:])
