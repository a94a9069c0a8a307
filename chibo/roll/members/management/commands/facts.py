"""``chibo facts rebuild``: write the tables that lists and counts read anew, or compare them with the register."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chibo.roll.members import facts


class Command(BaseCommand):
    help = "Write anew, or compare with the register, the facts that lists and counts read."

    def add_arguments(self, parser: CommandParser) -> None:
        subparsers = parser.add_subparsers(dest="word", required=True)
        rebuild = subparsers.add_parser("rebuild", help="write the tables anew from the register")
        rebuild.add_argument(
            "--check", action="store_true", help="change nothing; say whether they equal the register"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{facts.rebuild()} stays written")
            return
        found = facts.compare()
        for difference in found:
            self.stdout.write(f"{difference.table}: {difference.wrong} wrong, {difference.missing} missing")
        if not all(difference.none for difference in found):
            raise CommandError("the facts are not what the register says; run: chibo facts rebuild", returncode=1)
