"""The members of a city in each format of the offices, by the command line: in, in again, out again.

    python -m tests.roll.rosters.whole [5800] [exchange xls …]

A database of its own; prints a table, and ends with 1 when a row is unaccounted for, a second import changes
something, or the register that comes out differs from the one that went in.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.roll.rosters.people import Someone

HEAD = f"{'':<13}{'rows':>7}{'new':>7}{'doubt':>7}{'refused':>8}{'skipped':>8}{'in s':>7}{'again s':>8}{'undo s':>7}"


def main(rows: int, only: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="chibo-whole-") as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
        os.environ["CHIBO_DATABASE"] = f"sqlite:///{folder}/whole.sqlite3"
        os.environ["CHIBO_DATA"] = folder
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
        from tests.roll.rosters.offices import FORMATS
        from tests.roll.rosters.people import people

        sys.stdout.write(f"{HEAD}  again: new, changed; register after undo\n")
        everybody = people(rows)
        fine = [_story(kind, everybody, Path(folder)) for kind in FORMATS if not only or kind in only]
        return 0 if all(fine) else 1


def _story(kind: str, everybody: Sequence[Someone], folder: Path) -> bool:
    from tests.roll.rosters.offices import FORMATS

    file = FORMATS[kind](everybody)
    path = folder / file.name
    path.write_bytes(file.data)
    before = register(folder)
    code = ward(kind)
    founded = register(folder)
    first, took = _run("import", str(path), "--org", code, "--on", "26/11/2026", "--apply")
    if isinstance(first, str):
        sys.stdout.write(f"{kind:<13} not taken, {took:.1f} s: {first}\n")
        return register(folder) == founded and founded != before
    doubt, refused = ({(each.get("sheet"), each["row"]) for each in first[name]} for name in ("doubt", "refused"))
    whole = first["rows"] == first["new"] + first["changed"] + first["same"] + len(doubt) + len(refused)
    expected = first["rows"] == len(file.people) and len(doubt) == len(file.doubtful)
    entered = register(folder)
    again, once_more = _run("import", str(path), "--org", code, "--on", "26/11/2026", "--apply")
    still = (again["new"], again["changed"], again["same"]) == (0, 0, first["new"]) and register(folder) == entered
    _, out = _run("undo", str(first["batch"]))
    back = register(folder) == founded
    counts = f"{first['rows']:>7}{first['new']:>7}{len(doubt):>7}{len(refused):>8}{len(first['skipped']):>8}"
    seconds = f"{took:>7.1f}{once_more:>8.1f}{out:>7.1f}"
    told = f"{again['new']}, {again['changed']}; {'equal' if back else 'DIFFERENT'}"
    sys.stdout.write(f"{kind:<13}{counts}{seconds}  {told}{'' if whole and expected else '  UNACCOUNTED'}\n")
    sys.stdout.flush()
    return whole and expected and still and back


def _run(*words: str) -> tuple[Any, float]:
    """What the command says as JSON, or its one line when it ends with 2; and seconds of work."""
    from django.core.management import call_command

    out, wrong = StringIO(), StringIO()
    begun = time.process_time()
    try:
        call_command("roster", *words, "--json", stdout=out, stderr=wrong)
    except SystemExit as end:
        assert end.code == 2, wrong.getvalue()
        return wrong.getvalue().strip(), time.process_time() - begun
    return json.loads(out.getvalue()), time.process_time() - begun


def register(folder: Path) -> bytes:
    from django.core.management import call_command

    path = folder / "register.jsonl"
    call_command("roster", "register", str(path), stdout=StringIO())
    return path.read_bytes()


def ward(kind: str) -> str:
    """A ward of its own with the cells that the files name."""
    from chibo.roll.organizations import actions as organizations
    from chibo.roll.organizations.models import Kind, Level
    from tests.roll.rosters.people import CELLS

    since = date(2016, 8, 1)
    paper = {"by": None, "on": since, "document": "1-QĐ/MH", "document_on": since, "kind": Kind.TERRITORY}
    code = f"WHOLE-{kind.upper()}"
    ward = organizations.found(code=code, name=f"Đảng bộ {kind}", level=Level.BASE, parent=None, **paper)  # type: ignore[arg-type]
    for number, name in enumerate(CELLS):
        paper["kind"] = Kind.RESIDENTIAL
        organizations.found(code=f"{code}-{number}", name=name, level=Level.CELL, parent=ward, **paper)  # type: ignore[arg-type]
    return code


if __name__ == "__main__":
    words = sys.argv[1:]
    count = int(words.pop(0)) if words and words[0].isdecimal() else 5_800
    sys.exit(main(count, words))
