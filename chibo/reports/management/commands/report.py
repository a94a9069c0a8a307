"""``chibo report strength`` and ``chibo report increase-decrease``: an organization counted from the register.

    chibo report strength --org CODE --as-of DAY [--json]
    chibo report increase-decrease --org CODE --from DAY --to DAY [--json]

A day is written 24/07/2025 or 2025-07-24. An unknown code or day is one line on standard error and exit status 2.

Who counts: members whose official party life is in a cell of the organization on the day, probationary members, the
exempt, and those who are elsewhere for a time included; guests for a time are not. A member who was admitted, received
or recognized on a day counts so from that day; a member who left counts for the last time on the day before.

Keys of ``strength``: ``organization``, ``name`` and ``level`` (on the day), ``as_of``, ``strength`` = ``official`` +
``probationary``; of these ``exempt`` and ``temporary_out``; ``cells`` in the subtree (itself, when a cell);
``subordinate_organizations`` (how many stand directly under it on the day); ``roster`` (the members counted one by
one; equals ``strength``); ``subordinates``: ``organization``, ``name``, ``level`` and ``strength`` of each.

Keys of ``increase-decrease``: ``organization``, ``name``, ``from``, ``to`` (both days belong to the period); ``A``
members at the end of the day before ``from``; ``B`` how many came, ``C`` how many went, from the first to the last
day; ``D`` members at the end of ``to``, so that the next period, which begins on the day after, has this D as its A.
``increase``: ``admitted``, ``readmitted``, ``moved_in``, ``restored``, ``reorganized_in``, ``entered`` (taken over
into the register while already a member). ``decrease``: ``died``, ``expelled``, ``struck_off`` (of which
``struck_off_probationary``), ``resigned``, ``moved_out``, ``reorganized_out``, ``annulled`` (the admission),
``lapsed`` (the place ended and no other was recorded). ``moved_…`` and ``reorganized_…`` have parts by the place at
the other end: ``…_outside`` the system, ``…_other_province``, ``…_same_province``. The causes add up to B and to C.
``official`` and ``probationary`` of D, ``recognized`` as official in the period, ``roster`` on ``to``, and
``control``: D = A + B - C and D = roster.
"""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chibo.common.dates import parse_day
from chibo.reports.strength import NotThere, increase_decrease_report, strength_report


class Command(BaseCommand):
    help = "Count an organization on a day or over a period, from the register."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, epilog=__doc__
        )

    def add_arguments(self, parser: CommandParser) -> None:
        reports = parser.add_subparsers(dest="report", required=True, metavar="strength | increase-decrease")
        strength = reports.add_parser("strength", help="members on a day")
        strength.add_argument("--as-of", dest="as_of", required=True, metavar="DAY")
        table = reports.add_parser("increase-decrease", help="members who came and went over a period")
        table.add_argument("--from", dest="first", required=True, metavar="DAY")
        table.add_argument("--to", dest="last", required=True, metavar="DAY")
        for each in (strength, table):
            each.add_argument("--org", required=True, metavar="CODE")
            each.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = self._report(options)
        except NotThere as told:
            raise CommandError(f"chibo report: {told}", returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            self._print(found)

    def _report(self, options: dict[str, Any]) -> dict[str, Any]:
        if options["report"] == "strength":
            return strength_report(options["org"], _day(options["as_of"]))
        first, last = _day(options["first"]), _day(options["last"])
        if last < first:
            raise NotThere(f"the period ends on {last.isoformat()}, before it begins on {first.isoformat()}")
        return increase_decrease_report(options["org"], first, last)

    def _print(self, found: dict[str, Any], indent: str = "") -> None:
        for key, value in found.items():
            if isinstance(value, dict):
                self.stdout.write(f"{indent}{key}:")
                self._print(value, indent + "  ")
            elif isinstance(value, list):
                for row in value:
                    self.stdout.write(f"{indent}  {row['strength']:>7}  {row['organization']:<24} {row['name']}")
            else:
                self.stdout.write(f"{indent}{key}: {value}")


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError:
        raise NotThere(f"{text!r} is no day of the calendar; write 24/07/2025 or 2025-07-24") from None
