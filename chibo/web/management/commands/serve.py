"""``chibo serve``: everything that one machine needs to show the pages."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from granian import Granian
from granian.constants import Interfaces

from chibo.roll.members import facts


def port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(f"{text!r} is no port: 1 to 65535")
    return int(text)


def workers(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ArgumentTypeError(f"{text!r} is no number of workers: 1 to 64")
    return int(text)


def start_worker() -> subprocess.Popen[bytes]:
    """The process that reads and enters lists; it ends with this one, and its unfinished work is taken up again."""
    command = [sys.executable, "-m", "chibo", "worker", "--parent", str(os.getpid())]
    return subprocess.Popen(command)  # noqa: S603  our own command


class Command(BaseCommand):
    help = "Bring the database up to date and serve the pages (granian; static files by whitenoise)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1", help="where to listen (127.0.0.1)")
        parser.add_argument("--port", type=port, default=8000, help="8000")
        parser.add_argument("--workers", type=workers, default=os.cpu_count() or 1, help="processes (one a core)")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if facts.stale():
            facts.rebuild()
        if settings.PRODUCTION:
            call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"http://{options['address']}:{options['port']}/ (Ctrl-C ends it)")
        worker = start_worker()
        try:
            self._serve(options)
        finally:
            worker.terminate()
            worker.wait(timeout=30)

    def _serve(self, options: dict[str, Any]) -> None:
        Granian(
            "chibo.wsgi:application",
            address=options["address"],
            port=options["port"],
            interface=Interfaces.WSGI,
            workers=options["workers"],
            blocking_threads=4,  # a page waits for the database more than for the processor
            websockets=False,
            log_level="warning",  # type: ignore[arg-type]
        ).serve()
