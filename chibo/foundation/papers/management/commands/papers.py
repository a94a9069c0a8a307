"""``chibo papers``: write the reference page of the facts that papers print."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import chibo
from chibo.foundation.papers.reference import facts_page

PAGE = Path(chibo.__file__).parent.parent / "docs" / "reference" / "paper-facts.md"


class Command(BaseCommand):
    help = "Write the reference page of the facts that papers print."
    requires_system_checks = ()  # neither pages nor tables are needed to read the templates

    def add_arguments(self, parser: ArgumentParser) -> None:
        words = parser.add_subparsers(dest="word", required=True)
        docs = words.add_parser("docs", help="write docs/reference/paper-facts.md")
        docs.add_argument("--check", action="store_true", help="write nothing; fail when the page is stale")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            PAGE.write_text(facts_page(), encoding="utf-8")
            self.stdout.write(f"written: {PAGE.name}")
        elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != facts_page():
            raise CommandError(f"{PAGE.name} is stale: run chibo papers docs")
