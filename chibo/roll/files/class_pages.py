"""Rows of the pages of classes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from chibo.common.dates import display
from chibo.roll.files.models import PartyClass
from chibo.roll.files.pages import path_of
from chibo.roll.files.queries.classes import Counted
from chibo.roll.files.rules.classes import Candidate, check_candidate
from chibo.roll.organizations.models import Form


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the list: may be ticked, or why not."""

    line: Candidate
    why_not: str
    ticked: bool


def choices_of(lines: Sequence[Candidate], sender: str, on: date, chosen: Collection[int] | None) -> list[Choice]:
    """Everybody who may be sent is ticked at first; afterwards those whom the asker left ticked."""
    found = []
    for line in lines:
        findings = check_candidate(line, sender, on)
        ticked = not findings and (chosen is None or line.person in chosen)
        found.append(Choice(line, findings[0].sentence.partition(": ")[2] if findings else "", ticked))
    return found


def path_to(sender: Form) -> list[dict[str, str]]:
    """The crumb of a page about one class: the organization, its files, its classes."""
    return [
        *path_of(sender),
        {"name": "Lớp bồi dưỡng", "url": reverse("files:classes", args=[sender.organization.code])},
    ]


def days_of(party_class: PartyClass) -> str:
    return f"{display(party_class.starts_on)} – {display(party_class.ends_on)}"


def class_facts(party_class: PartyClass, sender: Form) -> list[tuple[str, Any]]:
    """The class as it was typed; what nobody typed is left out."""
    document = party_class.document
    if party_class.document_on:
        document += f" ngày {display(party_class.document_on)}"
    facts: list[tuple[str, Any]] = [
        ("Loại lớp", party_class.get_kind_display()),
        ("Cơ quan mở lớp", party_class.organiser),
        ("Nơi học", party_class.place),
        ("Khai giảng", party_class.starts_on),
        ("Bế giảng", party_class.ends_on),
        ("Tổ chức cử học", sender.name),
        ("Văn bản cử học", document),
    ]
    return [(term, value) for term, value in facts if value]


def classes_table(rows: Sequence[Counted], names: dict[int, str], on: date) -> dict[str, Any]:
    columns = [
        {"label": "Lớp", "kind": "text"},
        {"label": "Ngày học", "kind": "text", "fact": True},
        {"label": "Tổ chức cử học", "kind": "text"},
        {"label": "Số người", "kind": "number", "fact": True},
        {"label": "Tình trạng", "kind": "text", "fact": True},
    ]
    return {
        "columns": columns,
        "rows": [
            {
                "url": reverse("files:party_class", args=[row.party_class.pk]),
                "cells": _cells(row, names, on),
            }
            for row in rows
        ],
        "empty": {
            "why": "Chưa cử ai đi học lớp nào.",
            "what": "Mở danh sách đảng viên, chọn điều kiện, rồi “Ghi danh vào lớp”.",
            "url": reverse("members:list"),
            "act": "Mở danh sách đảng viên",
        },
    }


def _cells(row: Counted, names: dict[int, str], on: date) -> list[Any]:
    held = row.party_class
    return [held.name, days_of(held), names.get(held.organization_id, ""), row.sent, _state(row, on)]


def _state(row: Counted, on: date) -> Any:
    if on < row.party_class.starts_on:
        return "Chưa khai giảng"
    if on < row.party_class.ends_on:
        return "Đang học"
    if row.waiting:
        return {"state": "overdue", "word": f"Chờ kết quả {row.waiting} người"}
    return f"Hoàn thành {row.finished} người"
