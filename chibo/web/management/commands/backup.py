"""``chibo backup FILE``: a copy of the database, taken while people work."""

from __future__ import annotations

import sqlite3
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Copy the SQLite database into a new file while it is in use, and check the copy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        if connection.vendor != "sqlite":
            name = connection.settings_dict["NAME"]
            raise CommandError(
                f"This database is PostgreSQL and has its own tool: pg_dump --format=custom --file={file} {name}"
            )
        try:
            file.touch(mode=0o600, exist_ok=False)  # so that nobody else can read it, and no older copy is lost
        except FileExistsError:
            raise CommandError(f"{file} exists already; an older copy is never overwritten.") from None
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from None
        connection.ensure_connection()
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
            (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise CommandError(f"{file} is damaged ({verdict}); do not rely on it.")
        self.stdout.write(f"{file}: {file.stat().st_size / 1_000_000:.1f} MB, checked.")
