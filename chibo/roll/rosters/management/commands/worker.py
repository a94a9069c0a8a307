"""``chibo worker``: does the work that lists wait for, one after another, until it is told to end."""

from __future__ import annotations

import fcntl
import logging
import os
import signal
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.db.utils import DatabaseError
from django.utils import timezone

from chibo.common.planning import learn
from chibo.roll.rosters import actions

_PAUSE = 0.5  # seconds between two looks at an empty queue
_log = logging.getLogger("chibo.worker")


class Command(BaseCommand):
    help = "Do the work that goes on without a browser; one worker for each data folder"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, default=0, help="the process whose end is the end of this one")
        parser.add_argument("--once", action="store_true", help="end when nothing waits")

    def handle(self, *args: Any, **options: Any) -> None:
        self.going = True
        signal.signal(signal.SIGTERM, self._end)
        parent = options["parent"]
        with (settings.DATA_DIR / "worker.lock").open("w") as lock:
            while self.going and not self._alone(lock.fileno()):
                time.sleep(_PAUSE)
                self.going = self.going and not (parent and os.getppid() != parent)
            if self.going:
                actions.take_up(at=timezone.now())
                actions.tidy(at=timezone.now())
                learn()
                self.tidied_on = timezone.localdate()
            while self.going and not (parent and os.getppid() != parent):
                if not self._work():
                    if options["once"]:
                        return
                    self._tidy()
                    time.sleep(_PAUSE)

    def _alone(self, lock: int) -> bool:
        """The lock goes with the process, however it ends."""
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _work(self) -> bool:
        close_old_connections()
        try:
            return actions.work(clock=timezone.now)
        except DatabaseError as error:
            _log.warning("the database did not answer: %s", type(error).__name__)
            return False
        except Exception:
            _log.exception("a job failed")
            return True

    def _tidy(self) -> None:
        """Once a day, when nothing waits."""
        if self.tidied_on < (today := timezone.localdate()):
            actions.tidy(at=timezone.now())
            learn()
            self.tidied_on = today

    def _end(self, number: int, frame: FrameType | None) -> None:
        self.going = False
