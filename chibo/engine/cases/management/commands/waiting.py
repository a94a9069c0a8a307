"""``chibo waiting``: write again what every open case waits for. Run it once a day, and when the law has moved."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from chibo.engine.cases.actions import refresh
from chibo.engine.cases.models import Case
from chibo.foundation.rulebook.findings import Refusal


class Command(BaseCommand):
    help = "Write again what every open case waits for, by the law of today; evidence is not touched."

    def handle(self, *args: Any, **options: Any) -> None:
        """One case is one transaction: whoever records meanwhile is not held up."""
        today, done = timezone.localdate(), 0
        for case in (
            Case.objects.filter(closed_on__isnull=True).select_related("organization", "person").order_by("pk")
        ):
            try:
                refresh(case=case, on=today)
                done += 1
            except Refusal as refusal:
                self.stderr.write(f"case {case.pk}: {refusal}")
        self.stdout.write(f"{done} open cases, as of {today.isoformat()}")
