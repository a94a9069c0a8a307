"""A file comes in: it is read once for its columns, sealed, and kept until it is entered or put away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from chibo.common.rows import collecting_later
from chibo.common.secrets import seal_bytes
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.organizations.models import Organization
from chibo.roll.rosters.models import Batch, Job, Memory, Upload
from chibo.roll.rosters.reading import (
    Book,
    Choice,
    Table,
    Unreadable,
    find_tables,
    other_papers,
    propose_mapping,
    read_book,
)
from chibo.roll.rosters.reading.vocabulary import title_key

_SAMPLES = 3
LOOKED_AT = (Batch.State.READ, Batch.State.CHECKED)
AT_WORK = (Job.State.WAITING, Job.State.RUNNING)
#: A list that nobody entered or put away for so many days is put away: what it says of people is kept no longer.
KEPT_DAYS = 30
WHAT = "Không nhận tệp"


@transaction.atomic
def upload(
    *,
    organization: Organization,
    name: str,
    data: bytes,
    by: User | None,
    on: date,
    at: datetime,
    opened: tuple[Book, list[Table]] | None = None,
) -> Batch:
    """Keep the file and what its columns are taken for. Raises ``Refusal`` with a sentence when it cannot be read.

    ``opened``: the file as :func:`read` has read it already.
    """
    book, tables = opened or read(data, name)
    source = fingerprint(tables)
    remembered = Memory.objects.filter(organization=organization, source=source).values_list("said", flat=True).first()
    proposals = [propose_mapping(table, remembered or {}) for table in tables]
    if missing := [proposal for proposal in proposals if "full_name" in proposal.missing]:
        notes = [note.message for proposal in missing for note in proposal.notes if note.code == "missing"]
        if len(missing) == len(proposals) and not any(choice.suggested for each in missing for choice in each):
            raise Refusal(f"{WHAT}: {notes[0]}")
    digest = hashlib.sha256(data).hexdigest()
    _forget_earlier(organization, digest)
    batch = Batch.objects.create(
        organization=organization,
        by=by,
        at=at,
        on=on,
        name=name[-200:],
        digest=digest,
        size=len(data),
        kind=book.kind,
        source=source,
        tables=[
            {
                "sheet": table.sheet.name,
                "columns": [_column(choice) for choice in proposal],
                "notes": [[note.level.value, note.message] for note in proposal.notes],
                "rows": table.last_row - table.first_data_row + 1,
            }
            for table, proposal in zip(tables, proposals, strict=True)
        ],
        notes=[*([note.level.value, note.message] for note in book.notes), *_conversions(tables)],
    )
    samples = [
        [_samples(table, choice) for choice in proposal] for table, proposal in zip(tables, proposals, strict=True)
    ]
    Upload.objects.create(
        batch=batch, sealed=seal_bytes(data), samples=seal_bytes(json.dumps(samples, ensure_ascii=False).encode())
    )
    return batch


def read(data: bytes, name: str) -> tuple[Book, list[Table]]:
    """The sheets of the file and its lists. Raises ``Refusal`` with a sentence when there is none to be read."""
    try:
        with collecting_later():
            book = read_book(data, name)
            tables = rosters_of(book)
    except Unreadable as why:
        raise Refusal(f"{WHAT}: {why}") from None
    if not tables:
        need = "Bảng cần có dòng tên cột, trong đó có cột họ và tên."
        said = other_papers(find_tables(book)) or f"không tìm thấy bảng danh sách nào trong tệp. {need}"
        raise Refusal(f"{WHAT}: {said}")
    return book, tables


def rosters_of(book: Book) -> list[Table]:
    """The tables of people; other sheets of the file are left alone."""
    tables = find_tables(book)
    return [table for table in tables if table.kind == "roster"] or [table for table in tables if not table.kind]


def fingerprint(tables: Sequence[Table]) -> str:
    """The titles of a file, however they are written: files of one source have the same."""
    keys = [sorted(title_key(column.title) for column in table.columns) for table in tables]
    return hashlib.sha256(json.dumps(keys).encode()).hexdigest()


def _column(choice: Choice) -> dict[str, Any]:
    return {
        "title": choice.column.title,
        "letter": choice.column.letter,
        "field": choice.field,
        "suggested": choice.suggested,
        "why": choice.why,
        "sure": choice.sure,
    }


def _samples(table: Table, choice: Choice) -> list[str]:
    found: list[str] = []
    first = choice.column.row or table.first_data_row
    last = choice.column.row or min(table.last_row, first + 200)
    for number in range(first, last + 1):
        cell = table.sheet.cell(number, choice.column.index)
        if cell is not None and len(found) < _SAMPLES:
            found.append(str(cell)[:60])
    return found


def _conversions(tables: Sequence[Table]) -> list[list[str]]:
    """Text of old fonts that was converted for reading, with what it was and what it became."""
    told = []
    for table in tables:
        if conversion := table.sheet.conversion:
            shown = "; ".join(f"“{was}” → “{now}”" for was, now in conversion.samples[:3])
            text = f"Trang “{table.sheet.name}” gõ bằng {conversion.encoding} ({conversion.evidence})"
            told.append(["doubt", f"{text}; đã chuyển: {shown}. Xem kỹ trước khi ghi vào sổ."])
    return told


def _forget_earlier(organization: Organization, digest: str) -> None:
    """The same file looked at again takes the place of the earlier look."""
    Batch.objects.filter(organization=organization, digest=digest, state__in=LOOKED_AT).exclude(
        jobs__state__in=AT_WORK
    ).delete()


@transaction.atomic
def confirm_columns(*, batch: Batch, answers: Sequence[Mapping[str, str]], by: User | None) -> Batch:
    """What each column is taken for, table by table: letter -> field, "" for a column that is not entered."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in LOOKED_AT:
        raise Refusal(f"{batch}: {batch.get_state_display().lower()}, không đổi được các cột nữa.")
    for table, answer in zip(batch.tables, answers, strict=True):
        for column in table["columns"]:
            column["field"] = answer.get(column["letter"], column["field"])
    batch.state = Batch.State.READ
    batch.save(update_fields=["tables", "state"])
    return batch


@transaction.atomic
def discard(*, batch: Batch, by: User | None, at: datetime) -> None:
    """Put the list away: its file and its rows are dropped, the line in the list of batches stays."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state not in LOOKED_AT:
        raise Refusal(f"{batch}: {batch.get_state_display().lower()}, không bỏ được nữa.")
    if batch.jobs.filter(state__in=AT_WORK).exists():
        raise Refusal(f"{batch}: đang làm việc khác, chờ xong rồi bỏ.")
    Upload.objects.filter(batch=batch).delete()
    batch.lines.all().delete()
    batch.state, batch.done_at = Batch.State.DISCARDED, at
    batch.tables = []
    batch.save(update_fields=["state", "done_at", "tables"])


def tidy(*, at: datetime, days: int = KEPT_DAYS) -> int:
    """Put away the lists that were looked at and then left for so many days; returns how many."""
    left = Batch.objects.filter(state__in=LOOKED_AT, at__lt=at - timedelta(days=days))
    idle = list(left.exclude(jobs__state__in=AT_WORK).order_by("pk"))
    for batch in idle:
        discard(batch=batch, by=None, at=at)
    return len(idle)
