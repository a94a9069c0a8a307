"""Lists into the register and out again: 5,800 rows of twenty columns, and a hundred thousand; the floor beside."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import get_current_timezone
from python_calamine import CalamineWorkbook

from bench.measure import LISTS, Call, bench
from chibo.foundation.rulebook import law_on
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Kind, Level, Organization
from chibo.roll.rosters import actions
from chibo.roll.rosters.models import Batch
from tests.roll.rosters.people import CELLS

ON = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 9, tzinfo=get_current_timezone())
_numbers = count(1)
#: Megabytes that the whole process may hold, at any number of rows; and what it holds before it begins.
MEMORY, PROGRAM = 500, 120


@cache
def _file(rows: int) -> bytes:
    """Made by a process of its own, whose memory is not counted here."""
    made = (
        "import sys, django; django.setup(); from bench.reading import _twenty_columns;"
        "from tests.roll.rosters.offices import workbook;"
        f"sys.stdout.buffer.write(workbook(_twenty_columns({rows})))"
    )
    return subprocess.run([sys.executable, "-c", made], stdout=subprocess.PIPE, check=True).stdout  # noqa: S603  our own lines


def _commune() -> Organization:
    """A commune of its own, with the cells that the file names."""
    number = next(_numbers)
    paper: dict[str, Any] = {
        "by": None,
        "on": date(2016, 8, 1),
        "document": "1-QĐ/MH",
        "document_on": date(2016, 8, 1),
    }
    commune = organizations.found(
        code=f"BENCH-XA-{number}",
        name=f"Đảng bộ xã đo {number}",
        level=Level.BASE,
        kind=Kind.TERRITORY,
        parent=None,
        **paper,
    )
    for index, name in enumerate(CELLS):
        organizations.found(
            code=f"BENCH-XA-{number}-{index}",
            name=name,
            level=Level.CELL,
            kind=Kind.RESIDENTIAL,
            parent=commune,
            **paper,
        )
    return commune


def _enter(commune: Organization, data: bytes) -> Batch:
    """What ``chibo roster import --apply`` does."""
    opened = actions.read(data, "danh-sach.xlsx")
    batch = actions.upload(
        organization=commune, name="danh-sach.xlsx", data=data, by=None, on=ON, at=AT, opened=opened
    )
    batch = actions.check(batch=batch, by=None, tables=opened[1])
    return actions.apply(batch=batch, by=None, at=AT)


def _undo(batch: Batch) -> None:
    actions.undo(batch=batch, by=None, on=ON, at=AT)


def _in(rows: int) -> Call:
    law_on(ON)  # read when the program starts
    data, commune = _file(rows), _commune()
    made: list[Batch] = []

    def enter() -> None:
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew: other benches ran in this process
        before = _held("VmRSS")
        batch = _enter(commune, data)
        assert (batch.rows, batch.new) == (rows, rows), batch
        made.append(batch)
        peak = PROGRAM + _held("VmHWM") - before
        assert peak <= MEMORY, f"{peak} MB"

    _made[rows] = made
    return enter


def _held(what: str) -> int:
    """Megabytes of this process: now (VmRSS), or at most (VmHWM)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(what))


_made: dict[int, list[Batch]] = {}


def _out(rows: int) -> Call:
    [batch] = _made[rows]
    return lambda: _undo(batch)


@bench("floor: calamine and one bulk insert, 5,800 rows", limit="2 s", times=1, people=LISTS)
def floor() -> Call:
    data = _file(5_800)

    def read_and_insert() -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python()
        width = len(rows[0])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE bench_floor ({', '.join(f'c{n} TEXT' for n in range(width))})")
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f"INSERT INTO bench_floor VALUES ({marks})", [[*map(str, row)] for row in rows])  # noqa: S608  a number and question marks

    return read_and_insert


@bench("roster of 5,800 rows read, checked, previewed, applied", limit="2 s", times=1, people=LISTS)
def enter_5800() -> Call:
    return _in(5_800)


@bench("roster of 5,800 rows taken back", limit="2 s", times=1, people=LISTS)
def undo_5800() -> Call:
    return _out(5_800)


@bench("roster of 100,000 rows read, checked, previewed, applied", limit="30 s", times=1, people=LISTS)
def enter_100000() -> Call:
    return _in(100_000)


@bench("roster of 100,000 rows taken back", limit="30 s", times=1, people=LISTS)
def undo_100000() -> Call:
    return _out(100_000)
