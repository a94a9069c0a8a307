"""Run as a process of its own, to be killed: enters or takes back a batch, and waits for the killer where told."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import django

#: Functions after which the process waits to be killed, in the order in which an act passes them.
POINTS = {
    "apply": {
        "inserted": ("chibo.roll.members.actions.takeover", "_newcomers"),
        "traced": ("chibo.roll.rosters.actions.applying", "insert_plain"),
        "recorded": ("chibo.roll.members.actions.takeover", "record_batch"),
        "counted": ("chibo.roll.members.actions.takeover", "refresh"),
        "purged": ("chibo.roll.rosters.actions.applying", "_purge"),
    },
    "undo": {
        "removed": ("chibo.roll.members.actions.takeback", "_undo"),
        "recorded": ("chibo.roll.members.actions.takeback", "record_batch"),
        "counted": ("chibo.roll.members.actions.takeback", "refresh"),
    },
}


def main(act: str, batch: str, point: str, sign: str) -> None:
    django.setup()
    import importlib
    import time

    from chibo.roll.rosters import actions
    from chibo.roll.rosters.models import Batch

    module, name = POINTS[act][point]
    place = importlib.import_module(module)
    whole = getattr(place, name)

    def stopped(*args: object, **kwargs: object) -> object:
        answer = whole(*args, **kwargs)
        Path(sign).touch()
        time.sleep(600)
        return answer

    setattr(place, name, stopped)
    row = Batch.objects.get(pk=int(batch))
    at = datetime.fromisoformat("2026-10-05T09:00:00+07:00")
    if act == "apply":
        actions.apply(batch=row, by=None, at=at)
    else:
        actions.undo(batch=row, by=None, on=at.date(), at=at)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
    main(*sys.argv[1:])
