"""What an act on many rows touched: each row as it was before, and as the act left it.

With its trace an act can be taken back exactly, as long as nobody has touched the same rows since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Model

from chibo.foundation.ledger.chain import Row, moment

#: Rows written by one statement.
AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class Touch:
    """One row of an act. ``before`` is None when the act made the row; ``after`` is None when it dropped it."""

    kind: str  # "form"
    row: int
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def digest(self) -> str:
        """Of the row as the act left it; nothing of a row that it dropped."""
        if self.after is None:
            return ""
        return sha256(json.dumps(self.after, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def stands(self, row: Model | None) -> bool:
        """Whether the row still is as the act left it; a column that came later says nothing."""
        if row is None or self.after is None:
            return row is None and self.after is None
        now = snapshot(row)
        return all(now.get(column) == value for column, value in self.after.items())


class Changed(Exception):
    """Rows are no longer as the act left them; ``kinds`` says how many of each."""

    def __init__(self, kinds: Mapping[str, int]) -> None:
        self.kinds = dict(kinds)
        super().__init__(", ".join(f"{kind}: {count}" for kind, count in self.kinds.items()))


def snapshot(row: Model) -> dict[str, Any]:
    """Every column of the row in plain JSON types."""
    return {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def touches(kind: str, before: Mapping[int, Mapping[str, Any]], after: Iterable[Model]) -> list[Touch]:
    """The trace of rows as they stand now; those that ``before`` does not know were made by the act."""
    return [Touch(kind, row.pk, before.get(row.pk), snapshot(row)) for row in after]


def ledger_rows(trace: Iterable[Touch]) -> list[Row]:
    """What a batch entry vouches for."""
    return [Row(kind=touch.kind, id=touch.row, digest=touch.digest) for touch in trace]


def take_back(model: type[Model], trace: Sequence[Touch]) -> None:
    """Put the rows of one table back: those made are dropped, those changed are as they were, column by column.

    Raises:
        Changed: a row is gone, or differs from what the act left.
    """
    rows = model._default_manager.select_for_update().in_bulk([touch.row for touch in trace])
    strange = [touch for touch in trace if not touch.stands(rows.get(touch.row))]
    if strange:
        raise Changed({strange[0].kind: len(strange)})
    made = [touch.row for touch in trace if touch.before is None]
    for start in range(0, len(made), AT_A_TIME):
        model._default_manager.filter(pk__in=made[start : start + AT_A_TIME]).delete()
    changed = [_restored(rows[touch.row], touch.before) for touch in trace if touch.before is not None]
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    if changed:
        model._default_manager.bulk_update(changed, columns, batch_size=AT_A_TIME)


def _restored(row: Model, before: Mapping[str, Any]) -> Model:
    for field in row._meta.concrete_fields:
        if field.attname in before:
            setattr(row, field.attname, field.to_python(before[field.attname]))
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
