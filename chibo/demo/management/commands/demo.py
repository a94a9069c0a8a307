"""``chibo demo``: the demonstration into the configured database; ``--check``: its counts against the figures."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chibo.demo.build import build, check
from chibo.demo.people import PASSWORD
from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization


class Command(BaseCommand):
    help = "Build the demonstration (invented people on the real skeleton) or check its counts"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare the counts with the figures")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        if Organization.objects.exists() or User.objects.exists():
            self.stdout.write("The database is not empty: the demonstration is left as it is.")
            return
        cast = build(timezone.localdate())
        self.stdout.write(f"Sign-ins (password {PASSWORD}):")
        for username, words in cast.sign_ins:
            self.stdout.write(f"  {username:<20} {words}")

    def _check(self) -> None:
        figures = list(check())
        for figure in figures:
            self.stdout.write(f"{'ok   ' if figure.holds else 'WRONG'} {figure.sentence}")
        if wrong := sum(not figure.holds for figure in figures):
            raise CommandError(f"{wrong} of {len(figures)} figures do not hold")
