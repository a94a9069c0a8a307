"""What the acts on files share: one entry of the ledger about one person's file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.roll.files.witness import Told, row_of
from chibo.roll.members.models import Person
from chibo.roll.members.queries import home_of


def enter(
    action: str,
    person: Person,
    *,
    by: User | None,
    on: date,
    personal: Mapping[str, Any] | None = None,
    rows: Iterable[Told] = (),
    **payload: Any,
) -> None:
    """One entry; it vouches for the rows as they stand, and names the place where the record lies on the day."""
    home = home_of(person, on)
    told = [row_of(row) for row in rows]
    record(
        action=f"files.{action}",
        by=by,
        on=on,
        subject=f"person:{person.pk}",
        organization=home.organization.code if home else "",
        payload={**payload, "rows": told} if told else payload,
        personal=personal,
    )
