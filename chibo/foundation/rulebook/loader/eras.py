"""Eras: rows with ``from`` and ``until`` that are in order and touch, so that no day falls between them or twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from chibo.foundation.rulebook.loader.instruments import Cited, check_lives
from chibo.foundation.rulebook.loader.reading import Entry, Faults, Table
from chibo.foundation.rulebook.model import Citation

T = TypeVar("T")


def read_eras(
    leaves: Entry, cited: Cited, faults: Faults, make: Callable[[Table, date, date | None, Citation], T]
) -> list[T]:
    """One T for each row; every row names its source."""
    rows = [(entry, entry.table()) for entry in leaves.entries()]
    starts = [row.need("from").day() for _, row in rows]
    made: list[T] = []
    for place, (entry, row) in enumerate(rows):
        following = starts[place + 1] if place + 1 < len(starts) else None
        with faults.caught():
            ends_on = _end(entry, row.day("until"), starts[place], following)
            if (source := row.get("source")) is None:
                raise entry.fault("a value without source is not law")
            citation = cited.citation(row, *cited.source(source))
            check_lives(citation, starts[place], ends_on, entry)
            made.append(make(row, starts[place], ends_on, citation))
            row.end()
    return made


def _end(entry: Entry, until: date | None, starts_on: date, following: date | None) -> date | None:
    """The last era may be open; the others end where the next begins."""
    if following is not None and following <= starts_on:
        raise entry.fault(f"dates out of order: {following.isoformat()} follows {starts_on.isoformat()}")
    if until is not None and until <= starts_on:
        raise entry.fault(f"it ends on {until.isoformat()}, before it begins")
    if following is None or until is None or until == following:
        return until if following is None else following
    kind = "gap" if until < following else "overlap"
    raise entry.fault(f"{kind}: it ends on {until.isoformat()} and the next begins on {following.isoformat()}")
