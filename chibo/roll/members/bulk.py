"""Writing many rows in few statements, each kept with what stood there before."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from chibo.common.rows import update_many
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.pictures import AT_A_TIME, chunks


def update_spells(changes: Mapping[int, Mapping[str, Any]], standing: Mapping[int, Any]) -> None:
    """The same for memberships: those that give up days first, so that no two ever share one on the way."""
    giving = {pk for pk, columns in changes.items() if _gives_up_days(standing[pk], columns)}
    update_many(Membership, {pk: columns for pk, columns in changes.items() if pk in giving})
    update_many(Membership, {pk: columns for pk, columns in changes.items() if pk not in giving})


def _gives_up_days(row: Any, columns: Mapping[str, Any]) -> bool:
    starts_on, ends_on = columns.get("starts_on", row.starts_on), columns.get("ends_on", row.ends_on)
    return starts_on >= row.starts_on and (row.ends_on is None or (ends_on is not None and ends_on <= row.ends_on))


def hold_many(people: Iterable[int]) -> None:
    """Lock these people in the order of their keys, where the database locks rows."""
    if connection.features.has_select_for_update:
        for some in chunks(sorted(people), AT_A_TIME):
            list(Person.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk", flat=True))


def kept(row: Any, names: Iterable[str]) -> dict[str, Any]:
    """What these columns of the row hold, in plain JSON types."""
    return {name: _plain(getattr(row, name)) for name in names}


def restored(model: type[Model], columns: Mapping[str, Any]) -> dict[str, Any]:
    """The same again as the columns take it."""
    return {name: _field(model, name).to_python(value) for name, value in columns.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return value.isoformat()


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    return next(field for field in model._meta.concrete_fields if name in (field.attname, field.name))
