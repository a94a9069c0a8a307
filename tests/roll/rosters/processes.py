"""Where a process of its own finds the database of the test that started it."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from tests.architecture.tree import ROOT


def environment(folder: Path) -> dict[str, str]:
    """The product's own settings, on the database of this test."""
    return os.environ | {
        "CHIBO_DATABASE": _database(),
        "CHIBO_MODE": "test",
        "CHIBO_DATA": str(folder),
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "chibo.settings",
        "CHIBO_FIELD_KEYS": settings.FIELD_KEYS,
    }


def _database() -> str:
    held = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{held['NAME']}"
    return f"postgresql://{held['USER']}@/{held['NAME']}?host={quote(str(held['HOST']), safe='/')}&port={held['PORT']}"
