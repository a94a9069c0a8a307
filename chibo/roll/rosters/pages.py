"""What the pages of lists show, in plain rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from chibo.common.dates import PartialDate
from chibo.roll.rosters.forms import ColumnsForm
from chibo.roll.rosters.models import Batch, StagedRow
from chibo.roll.rosters.queries.batches import Alike, Entered
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
PLAIN_COLUMNS = [
    {"label": "Họ và tên", "kind": "text"},
    {"label": "Trong tệp", "kind": "text", "fact": True},
    {"label": "Ngày sinh", "kind": "text", "fact": True},
    {"label": "Ngày vào Đảng", "kind": "text"},
    {"label": "Chi bộ", "kind": "text", "fact": True},
]
ENTERED_COLUMNS = [
    {"label": "Đảng viên", "kind": "text"},
    {"label": "Trong tệp", "kind": "text", "fact": True},
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
    """The rows of which something has to be told: what was seen, what changes, what is asked."""
    return [_row(batch, each) for each in found if _tells(each)]


def _tells(found: Opened) -> bool:
    return bool(found.messages or found.changes or found.questions)


def plain_table(batch: Batch, found: list[Opened], people: dict[int, Entered]) -> dict[str, Any]:
    """The other rows, a line each: before the entry what the file says, afterwards who it became."""
    plain = [each for each in found if not _tells(each)]
    if any(each.entry.name for each in plain):
        rows = [_said_line(batch, each) for each in plain]
        return {"columns": PLAIN_COLUMNS, "rows": rows}
    rows = [_entered_line(batch, each, people[each.row.pk]) for each in plain if each.row.pk in people]
    return {"columns": ENTERED_COLUMNS, "rows": rows}


def _said_line(batch: Batch, found: Opened) -> dict[str, Any]:
    values = found.entry.values
    cell = values.get("organization") or values.get("organization_code", "")
    days = [said(code, values.get(code, "")) for code in ("born_on", "admitted_on")]
    return {"cells": [found.entry.name, place_of(batch, found.row.number, found.row.sheet), *days, cell]}


def _entered_line(batch: Batch, found: Opened, person: Entered) -> dict[str, Any]:
    line = {"cells": [person.name or "Ngoài phạm vi xem", place_of(batch, found.row.number, found.row.sheet)]}
    return line | {"url": reverse("members:page", args=[person.pk])} if person.name else line


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


def columns_of(batch: Batch, groups: Iterable[tuple[Alike, ColumnsForm]]) -> list[dict[str, Any]]:
    """Tables with the same columns once: their sheets, how many rows they have, what is told of them."""
    return [
        {
            "form": form,
            "asked": [text for weight, text in batch.tables[each.first]["notes"] if weight != Weight.WARNING],
            "told": [text for weight, text in batch.tables[each.first]["notes"] if weight == Weight.WARNING],
            "sheet": batch.tables[each.first]["sheet"],
            "others": len(each.numbers) - 1,
            "rows": sum(batch.tables[number]["rows"] for number in each.numbers),
        }
        for each, form in groups
    ]


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
