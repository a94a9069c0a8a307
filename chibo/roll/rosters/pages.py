"""What the pages of lists show, in plain rows."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from chibo.common.dates import PartialDate
from chibo.roll.rosters.models import Batch, StagedRow
from chibo.roll.rosters.queries.reports import Unkept
from chibo.roll.rosters.reading import FIELDS
from chibo.roll.rosters.rules.differences import STATUSES
from chibo.roll.rosters.rules.lines import Change, Message, Weight
from chibo.roll.rosters.sealing import Opened

_HIDDEN = frozenset({"identity", "old_identity"})
_SEX = {"M": "Nam", "F": "Nữ"}
_V = StagedRow.Verdict
COLUMNS = [
    {"label": "Danh sách", "kind": "text"},
    {"label": "Tổ chức", "kind": "text", "fact": True},
    {"label": "Ngày", "kind": "text", "fact": True},
    {"label": "Trạng thái", "kind": "text", "fact": True},
    {"label": "Số dòng", "kind": "number"},
    {"label": "Người tải lên", "kind": "text"},
]
UNKEPT_COLUMNS = [
    {"label": "Cột trong tệp", "kind": "text"},
    {"label": "Số ô có ghi", "kind": "number", "fact": True},
    {"label": "Vì sao, và làm gì", "kind": "text", "fact": True},
]


def batches_table(batches: list[Batch], names: dict[int, str]) -> dict[str, Any]:
    rows = [
        {
            "url": reverse("rosters:page", args=[batch.pk]),
            "cells": [
                f"Đợt {batch.pk}: {batch.name}",
                names.get(batch.organization_id, batch.organization.code),
                batch.on,
                batch.get_state_display(),
                batch.rows,
                str(batch.by) if batch.by else "dòng lệnh",
            ],
        }
        for batch in batches
    ]
    empty = {
        "why": "Chưa có danh sách nào được tải lên",
        "what": "Chọn tổ chức rồi tải tệp danh sách lên để xem trước.",
    }
    return {"columns": COLUMNS, "rows": rows, "empty": empty}


def counts_of(batch: Batch) -> list[tuple[str, str, int]]:
    """Verdict, its word, how many; those that need a look first."""
    order = (_V.DOUBT, _V.REFUSED, _V.NEW, _V.CHANGED, _V.SAME)
    return [(verdict.value, verdict.label, getattr(batch, verdict.value)) for verdict in order]


def first_shown(batch: Batch) -> str:
    """What needs a look; else what will be written."""
    return next((verdict for verdict, _, count in counts_of(batch) if count), _V.NEW.value)


def rows_of(batch: Batch, found: list[Opened]) -> list[dict[str, Any]]:
    return [_row(batch, each) for each in found]


def _row(batch: Batch, found: Opened) -> dict[str, Any]:
    answers = found.entry.answers
    asked = [Message(q.column, Weight.DOUBT, q.text) for q in found.questions if q.code not in answers]
    answered = any(question.code in answers for question in found.questions)
    may_answer = batch.state == Batch.State.CHECKED and bool(found.questions)
    return {
        "place": place_of(batch, found.row.number, found.row.sheet),
        "name": found.entry.name,
        "messages": [*asked, *found.messages],
        "changes": [(label(change.field), *shown(change)) for change in found.changes],
        "url": reverse("rosters:row", args=[batch.pk, found.row.pk]) if may_answer else "",
        "act": "Sửa ý kiến" if answered and not asked else "Xem và trả lời",
    }


def unkept_table(found: list[Unkept]) -> dict[str, Any]:
    """The columns with something in them that is not entered, fullest first."""
    filled = sorted((each for each in found if each.filled), key=lambda each: -each.filled)
    rows = [{"cells": [_column(each), each.filled, _sentence(each.message)]} for each in filled]
    return {"columns": UNKEPT_COLUMNS, "rows": rows}


def _column(each: Unkept) -> str:
    return f"{each.letter}: {each.title}" if each.letter else each.title


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def totals_of(batch: Batch) -> dict[str, Any]:
    """The totals that the file states: how many agree, and in words those that do not."""
    wrong = [
        f"{place_of(batch, row, table)} ghi {declared}, đọc được {read} người: kiểm tra dòng thiếu hoặc thừa."
        for row, declared, read, table in batch.totals
        if declared != read
    ]
    return {"agree": len(batch.totals) - len(wrong), "wrong": wrong}


def skipped_of(batch: Batch) -> list[tuple[str, str]]:
    return [(place_of(batch, row, table), reason) for row, reason, table in batch.skipped]


def place_of(batch: Batch, row: int, table: int) -> str:
    """A row as people find it in the file."""
    sheet = batch.sheet_of(table)
    return f"Dòng {row}" + (f", trang “{sheet}”" if sheet else "")


def facts_of(found: Opened) -> list[tuple[str, str]]:
    """What the row says, numbers of identity hidden but for their end."""
    values = found.entry.values
    order = [code for code in FIELDS if code in values and code not in {"family_name", "given_name"}]
    return [(label(code), said(code, values[code])) for code in order]


def label(code: str) -> str:
    return FIELDS[code].label if code in FIELDS else code


def shown(change: Change) -> tuple[str, str]:
    return said(change.field, change.old), said(change.field, change.new)


def said(code: str, value: str) -> str:
    if code in _HIDDEN and value:
        return f"•••• {value[-4:]}"
    if code == "sex":
        return _SEX.get(value, value)
    if code in {"status", "member_kind"}:
        return STATUSES.get(value, value)
    if code in FIELDS and FIELDS[code].kind in {"date", "partial"} and value:
        try:
            return PartialDate.parse(value).display
        except ValueError:
            return value
    return value
