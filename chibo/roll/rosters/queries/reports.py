"""What came of a list, row by row, for people and for programs."""

from __future__ import annotations

from typing import Any

from chibo.roll.rosters.models import Batch, StagedRow
from chibo.roll.rosters.sealing import opened

_V = StagedRow.Verdict


def report(batch: Batch) -> dict[str, Any]:
    """Counts, the rows in doubt and refused with their columns, what was skipped, how columns were understood.

    ``rows`` is ``new + changed + same`` and the distinct rows of ``doubt`` and of ``refused``.
    """
    return {
        "rows": batch.rows,
        "new": batch.new,
        "changed": batch.changed,
        "same": batch.same,
        "doubt": reasons(batch, _V.DOUBT),
        "refused": reasons(batch, _V.REFUSED),
        "skipped": [{"row": row, "reason": reason} for row, reason in batch.skipped],
        "mapping": batch.mapping,
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
        told += [{"row": row.number, "column": column, "message": text} for column, text in said]
    return told
