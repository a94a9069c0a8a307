"""Lists as offices send them, made up in memory; the people are invented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import get_current_timezone
from openpyxl import Workbook

from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization
from chibo.roll.rosters import actions
from chibo.roll.rosters.models import Batch, StagedRow
from chibo.roll.rosters.sealing import Opened, opened
from tests.builders import TODAY
from tests.cast import Character, identity

HEAD = (
    "STT",
    "Họ và tên",
    "Giới tính",
    "Ngày sinh",
    "Số CCCD",
    "Số thẻ đảng viên",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Chi bộ đang sinh hoạt",
    "Trạng thái",
)
AT = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=get_current_timezone())


def shown(iso: str) -> str:
    """1990-05-17 as 17/05/1990, partial days too."""
    return "/".join(reversed(iso.split("-")))


def row(who: Character, number: int, cell: str = "Chi bộ tổ dân phố 1", **other: Any) -> list[Any]:
    """A line about somebody, official since the year after their admission."""
    told: dict[str, Any] = {
        "STT": number,
        "Họ và tên": who.name,
        "Giới tính": {"M": "Nam", "F": "Nữ"}[who.sex],
        "Ngày sinh": shown(who.born_on),
        "Số CCCD": identity(number),
        "Số thẻ đảng viên": f"{26_000_000 + number}",
        "Ngày vào Đảng": f"03/02/{2000 + number % 15}",
        "Ngày chính thức": f"03/02/{2001 + number % 15}",
        "Chi bộ đang sinh hoạt": cell,
        "Trạng thái": "Đang sinh hoạt",
    }
    told.update({key.replace("_", " "): value for key, value in other.items()})
    return [told[title] for title in HEAD]


def xlsx(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, title: str = "DANH SÁCH ĐẢNG VIÊN") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([title])
    sheet.append(list(head))
    for line in rows:
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def preview(
    at: Organization, data: bytes, *, name: str = "danh-sach.xlsx", by: User | None = None, on: date = TODAY
) -> Batch:
    batch = actions.upload(organization=at, name=name, data=data, by=by, on=on, at=AT)
    return actions.check(batch=batch, by=by)


def counts(batch: Batch) -> dict[str, int]:
    batch.refresh_from_db()
    told = {name: getattr(batch, name) for name in ("new", "changed", "same", "doubt", "refused")}
    assert batch.rows == sum(told.values())
    return {name: count for name, count in told.items() if count}


def lines(batch: Batch, verdict: str = "") -> list[Opened]:
    rows = StagedRow.objects.filter(batch=batch).order_by("sheet", "number")
    return [opened(row) for row in (rows.filter(verdict=verdict) if verdict else rows)]


def enter(batch: Batch, *, by: User | None = None) -> Batch:
    return actions.apply(batch=batch, by=by, at=AT)


def take_back(batch: Batch, *, by: User | None = None, on: date = TODAY) -> Batch:
    return actions.undo(batch=batch, by=by, on=on, at=AT)
