"""Only the rooms at the door read the clock; everything inside is told which day it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, named, parsed, python_files, room

READINGS = {
    ("timezone", "now"),
    ("timezone", "localdate"),
    ("timezone", "localtime"),
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
}
AT_THE_DOOR = {"views", "management", "middleware"}
#: Elsewhere only with its reason.
WITH_REASON = {
    "chibo/foundation/accounts/adapters.py": "the library's views ask it during a request, and hand no day over",
    "chibo/foundation/ledger/actions.py": "an entry carries the moment of its writing, which nobody may choose",
    "chibo/web/context.py": "the frame of every page says which day it is shown on",
}


def readings(path: Path) -> Iterator[str]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in READINGS:
                yield f"{named(path)}:{node.lineno} {owner}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
            names = {alias.name for alias in node.names} & {"now", "localdate", "localtime"}
            yield from (f"{named(path)}:{node.lineno} {name}, imported bare" for name in sorted(names))
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"{named(path)}:{node.value.lineno} {node.arg}"


def inside() -> list[Path]:
    return [path for path in python_files() if room(path) not in AT_THE_DOOR and named(path) not in WITH_REASON]


def test_only_views_and_commands_read_the_clock() -> None:
    assert not [reading for path in inside() for reading in readings(path)]


def test_every_exception_is_still_needed() -> None:
    assert not [name for name in WITH_REASON if not list(readings(PACKAGE.parent / name))]


def test_a_reading_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.architecture.test_clock.named", lambda path: path.name)
    peek = tmp_path / "peek.py"
    peek.write_text(
        "import datetime\nfrom django.utils import timezone\na = timezone.now()\nb = datetime.date.today()\n"
    )
    assert [reading.split(" ")[1] for reading in readings(peek)] == ["timezone.now", "date.today"]
