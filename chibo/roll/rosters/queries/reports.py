"""What came of a list, row by row, for people and for programs."""

from __future__ import annotations

from typing import Any, NamedTuple

from chibo.roll.rosters.models import Batch, StagedRow
from chibo.roll.rosters.reading.vocabulary.unkept import why_not
from chibo.roll.rosters.sealing import opened

_V = StagedRow.Verdict


def report(batch: Batch) -> dict[str, Any]:
    """Counts, the rows in doubt and refused with their columns, what was skipped, how columns were understood.

    ``rows`` is ``new + changed + same`` and the distinct rows of ``doubt`` and of ``refused``. ``unkept`` are the
    columns that are read, or not even read, and not entered, with how many of their cells are filled.
    """
    return {
        "rows": batch.rows,
        "new": batch.new,
        "changed": batch.changed,
        "same": batch.same,
        "doubt": reasons(batch, _V.DOUBT),
        "refused": reasons(batch, _V.REFUSED),
        "skipped": [_told(batch, row, table, reason=reason) for row, reason, table in batch.skipped],
        "mapping": batch.mapping,
        "unkept": [
            {"column": each.title, "field": each.field, "filled": each.filled, "message": each.message}
            for each in unkept_of(batch)
        ],
        "totals": [
            _told(batch, row, table, declared=declared, read=read) for row, declared, read, table in batch.totals
        ],
        "batch": batch.pk,
    }


def reasons(batch: Batch, verdict: str) -> list[dict[str, Any]]:
    """Every reason of every row of this verdict, at least one for each row."""
    told: list[dict[str, Any]] = []
    for row in batch.lines.filter(verdict=verdict).order_by("sheet", "number").iterator(chunk_size=2_000):
        found = opened(row)
        said = [
            (question.column, question.text)
            for question in found.questions
            if question.code not in found.entry.answers
        ]
        said += [(message.column, message.text) for message in found.messages if message.weight == verdict]
        if not said:
            said = [("", "Bỏ dòng này theo ý kiến của người nhập.")]
        told += [_told(batch, row.number, row.sheet, column=column, message=text) for column, text in said]
    return told


class Unkept(NamedTuple):
    """A column that is not entered: how many cells of people it fills, and why it is so."""

    title: str
    letter: str
    field: str
    filled: int
    message: str


def unkept_of(batch: Batch) -> list[Unkept]:
    """In the order of the file, empty ones too."""
    return [Unkept(title, letter, field, filled, why_not(field)) for title, letter, field, filled in batch.unkept]


def _told(batch: Batch, row: int, table: int, **facts: Any) -> dict[str, Any]:
    """A row by its number, with its sheet where the file has lists on several."""
    sheet = batch.sheet_of(table)
    return {"row": row, **({"sheet": sheet} if sheet else {}), **facts}
