"""The whole register in one way of writing: equal registers give equal bytes."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Model

from chibo.roll.members.pictures import is_derived

_AT_A_TIME = 2_000
#: The desk on which lists lie is no part of the register.
_DESK = "rosters"


def register_lines() -> Iterator[bytes]:
    """Each row of each table of ``chibo.roll`` as one line of JSON: tables by name, rows by key. What is derived is
    left out: ``chibo facts`` writes and compares it."""
    for model in tables():
        yield _line({"table": model._meta.db_table})
        names = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=_AT_A_TIME):
            yield _line([_plain(value) for value in row])


def tables() -> list[type[Model]]:
    configs = [config for config in apps.get_app_configs() if config.name.startswith("chibo.roll.")]
    models = [model for config in configs if config.label != _DESK for model in config.get_models()]
    models = [model for model in models if not is_derived(model)]
    return sorted(models, key=lambda model: model._meta.db_table)


def _line(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
