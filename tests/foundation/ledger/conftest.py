"""A chain of twenty acts, and an attacker who holds the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from chibo.foundation.ledger import audit, guards, witnesses
from chibo.foundation.ledger.actions import record
from chibo.foundation.ledger.audit import Stored
from chibo.foundation.ledger.models import Entry, Head

LENGTH = 20


@pytest.fixture(autouse=True)
def no_witness(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger by itself: the rows of higher floors are their own tests' business."""
    monkeypatch.setattr(witnesses, "WITNESSES", {})


@pytest.fixture
def chain(db: None) -> None:
    for number in range(1, LENGTH + 1):
        record(
            action="cases.perform",
            by=None,
            on=date(2026, 11, number),
            subject=f"case:1/event:{number}",
            payload={"step": f"A{number:02}"},
            personal={"name": "Trần Thị Bưởi"} if number % 5 == 0 else None,
        )


class Attacker:
    """Drops the guards first, then writes what they like."""

    def __init__(self) -> None:
        guards.remove(connection)

    def run(self, *statements: str) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def forget_uniqueness(self) -> None:
        """Rebuild the entries without a single constraint, so that two may share a number or a predecessor."""
        self.run(
            "CREATE TABLE loose AS SELECT * FROM ledger_entry",
            "DROP TABLE ledger_entry CASCADE" if connection.vendor == "postgresql" else "DROP TABLE ledger_entry",
            "ALTER TABLE loose RENAME TO ledger_entry",
            "CREATE UNIQUE INDEX loose_entry_id ON ledger_entry (id)",  # SQLite's foreign keys ask for it
        )

    def rewrite_digests(self, first: int, last: int, *, previous: str = "") -> str:
        """Make entries fit their content again, each naming the one before it; the last digest is handed back."""
        for entry in list(audit.stored_entries()):
            if first <= entry.seq <= last:
                previous = self._refit(entry, previous or entry.content.previous)
        return previous

    def _refit(self, entry: Stored, previous: str) -> str:
        digest = replace(entry.content, previous=previous).digest()
        Entry.objects.filter(pk=entry.pk).update(previous=previous, digest=digest)
        return digest

    def copy(self, seq: int, *, to: int, previous: str | None = None) -> None:
        """A forged entry, otherwise like another one, with a digest that fits it."""
        [entry] = [entry for entry in audit.stored_entries() if entry.seq == seq]
        content = replace(entry.content, seq=to, subject="case:9/event:1", personal_digest="")
        content = replace(content, previous=content.previous if previous is None else previous)
        source = Entry.objects.get(seq=seq)
        Entry.objects.create(
            pk=1000 + to,
            seq=to,
            at=source.at,
            on=source.on,
            action=source.action,
            subject=content.subject,
            payload=source.payload,
            software=source.software,
            previous=content.previous,
            digest=content.digest(),
        )

    def set_head(self, seq: int, digest: str) -> None:
        Head.objects.update(seq=seq, digest=digest)


@pytest.fixture
def attacker(chain: None) -> Iterator[Attacker]:
    yield Attacker()
