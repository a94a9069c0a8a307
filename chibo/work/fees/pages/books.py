"""The list of books, and the page of one: its year, its settings, what goes up and what comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from chibo.common.dates import add_months
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import CELLS
from chibo.work.fees.models import Remittance
from chibo.work.fees.permissions import can_record, can_set
from chibo.work.fees.queries.ledger import Row, read_year
from chibo.work.fees.queries.months import present_month
from chibo.work.fees.queries.overview import Shelf, come_in, open_cells, settings_of, still_to_hand_up
from chibo.work.fees.queries.places import Place
from chibo.work.fees.rules.money import shown
from chibo.work.fees.rules.months import last_day, month_of, said

#: The form's own heads: groups over columns (S01/ĐP, part II).
YEAR_HEAD: Sequence[tuple[str, Sequence[str]]] = (
    ("", ("Ngày nộp", "Thu đảng phí tháng")),
    ("Tình hình đảng viên", ("Tổng số đảng viên đến cuối tháng", "Tổng số đảng viên được miễn")),
    (
        "Tình hình đảng phí",
        (
            "Đảng phí chưa đóng",
            "Đảng phí đã thu",
            "Đảng phí được trích giữ lại",
            "Đảng phí phải nộp cấp trên",
        ),
    ),
    ("Nộp đảng phí lên cấp trên", ("Đảng phí đã nộp cấp trên", "Đảng phí chưa nộp cấp trên")),
)

#: The columns that a card keeps on a phone.
ON_A_PHONE = frozenset(
    {"Đảng phí chưa đóng", "Đảng phí đã thu", "Đảng phí phải nộp cấp trên", "Đảng phí chưa nộp cấp trên"}
)


def shelves_page(shelves: Sequence[Shelf], who: Authority) -> dict[str, Any]:
    rows = [
        {
            "url": reverse("fees:book", args=[shelf.form.organization.code]),
            "cells": [shelf.form.name, _kept(shelf), f"tháng {said(shelf.closed_to)}" if shelf.closed_to else "chưa"],
        }
        for shelf in shelves
    ]
    return {
        "own": who.person is not None,
        "columns": [
            {"label": "Tổ chức", "kind": "text"},
            {"label": "Sổ đảng phí", "kind": "text", "fact": True},
            {"label": "Đã khóa đến", "kind": "text", "fact": True},
        ],
        "rows": rows,
        "empty": {
            "why": "Không có sổ đảng phí nào trong phạm vi của đồng chí",
            "what": "Sổ do chi bộ và cấp ủy giữ; đảng phí của chính mình thì luôn xem được.",
        },
    }


def _kept(shelf: Shelf) -> str:
    if shelf.form.level not in CELLS:
        return "sổ tổng hợp"
    return f"từ tháng {said(shelf.from_month)}" if shelf.from_month else "chưa mở"


def book_page(place: Place, who: Authority, year: int) -> dict[str, Any]:
    read = read_year(place.organization, year)
    today, writes = who.on, can_record(who, place.form)
    months = present_month(place, today)
    return {
        "year": year,
        "years": [n for n in (year - 1, year + 1) if n <= today.year],
        "head": YEAR_HEAD,
        "rows": [_line(place, row) for row in read.rows],
        "settings": settings_of(place),
        "gave": [_moved(row, "") for row in read.gave],
        "got": [] if place.is_cell else [_moved(row, name) for row, name in come_in(place, year)],
        "left": read.left,
        "may_set": can_set(who, place.form),
        "writes": writes,
        "present": months if place.is_cell and place.first_open else None,
        "open_months": _open_months(place, today),
        "to_close": _to_close(place, today) if writes else None,
        "outside": [form.name for form in open_cells(place, today)] if not place.is_cell else [],
    }


def _line(place: Place, row: Row) -> dict[str, Any]:
    url = reverse("fees:sheet", args=[place.organization.code, row.month]) if row.month and place.is_cell else ""
    labels = [label for group, columns in YEAR_HEAD if group for label in columns]
    return {
        "row": row,
        "url": url,
        "sum": row.month is None,
        "figures": [(label, figure, label in ON_A_PHONE) for label, figure in zip(labels, row.figures, strict=True)],
    }


def _open_months(place: Place, today: date) -> list[date]:
    """The open months of a cell, the present one included, oldest first."""
    if not place.is_cell or place.first_open is None:
        return []
    found: list[date] = []
    month = place.first_open
    while month <= month_of(today) and len(found) < 24:
        found.append(month)
        month = add_months(month, 1)
    return found


def _to_close(place: Place, today: date) -> date | None:
    """The month that could be closed today."""
    month = place.first_open
    if month is None and not place.is_cell:
        month = add_months(month_of(today), -1)
    return month if month is not None and last_day(month) <= today else None


def _moved(row: Remittance, other: str) -> dict[str, Any]:
    return {
        "row": row,
        "other": other,
        "amount": shown(row.amount),
        "url": reverse("fees:confirm_receipt", args=[row.pk]) if row.received_on is None else "",
    }


def to_hand_up(place: Place) -> dict[str, Any]:
    above = place.above.name if place.above else ""
    return {"lead": f"Nộp {above}. Theo các tháng đã khóa còn phải nộp {shown(still_to_hand_up(place))}."}
