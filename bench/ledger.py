"""The chain: one append with every act, a verification over all of it."""

from __future__ import annotations

from datetime import date
from itertools import count

from django.db import transaction

from bench.measure import Call, bench
from chibo.foundation.ledger.actions import record
from chibo.foundation.ledger.models import Entry
from chibo.foundation.ledger.queries import verify

ON = date(2026, 11, 23)
CHAIN = 100_000
numbers = count(1)


def append() -> None:
    number = next(numbers)
    with transaction.atomic():
        record(
            action="cases.perform",
            by=None,
            on=ON,
            subject=f"case:{number}/event:1",
            organization="DU-TRUNGTRAC",
            payload={"step": "A15", "votes": {"for": 19, "against": 4, "blank": 2}, "denominator": 25},
            personal={"name": "Người minh họa"},
        )


@bench("ledger append, in a transaction of its own", limit="2 ms", times=2_000)
def appending() -> Call:
    return append


@bench("ledger verified, 100,000 entries", limit="5 s", times=1)
def verifying() -> Call:
    for _ in range((CHAIN - Entry.objects.count()) // 1_000):
        with transaction.atomic():
            for _ in range(1_000):
                append()

    def run() -> None:
        report = verify()
        assert report.ok and report.entries >= CHAIN - 1_000, report

    return run
