"""Rows of the pages of files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from chibo.common.dates import display
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.catalogue import catalogue
from chibo.roll.files.models import Leaving
from chibo.roll.files.queries.leavings import Running, ended_with, standing_leaving
from chibo.roll.files.queries.papers import OrganizationLacks
from chibo.roll.files.queries.registers import BOOKS
from chibo.roll.files.registry import open_of
from chibo.roll.files.rules.leavings import follows
from chibo.roll.members.models import Person
from chibo.roll.members.pages import born
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import find_people
from chibo.roll.organizations.models import CELLS, Form, Level

#: Longer lists of organizations help nobody.
MOST = 300


def organizations_of(authority: Authority, on: date) -> list[Form]:
    """The bases and what is above them among those in reach; cells where the reader has nothing above a cell."""
    forms = Form.objects.on(on).filter(organization__in=authority.organizations_in_view())
    found = list(forms.exclude(level__in=[Level.CELL]).select_related("organization").order_by("path")[:MOST])
    if found:
        return found
    return list(forms.filter(level__in=CELLS).select_related("organization").order_by("path")[:MOST])


def parts_of(form: Form, on: date) -> list[Form]:
    below = Form.objects.on(on).filter(parent=form.organization).select_related("organization")
    return list(below.order_by("path")[:MOST])


def path_of(form: Form) -> list[dict[str, str]]:
    """The crumb of a page about one organization's files: the organization, its files."""
    return [
        {"name": form.name, "url": reverse("organizations:page", args=[form.organization.code])},
        {"name": "Hồ sơ đảng viên", "url": reverse("files:organization", args=[form.organization.code])},
    ]


def books_of(on: date) -> list[tuple[str, str]]:
    """Each book that can be printed: its word in the address, and its title."""
    law = law_on(on)
    return [(book, law.form(book).title) for book in BOOKS]


def lacks_table(lacks: OrganizationLacks, *, of_one_cell: bool) -> dict[str, Any]:
    """People with the most gaps first: how many of each priority, and when somebody last looked."""
    priorities = list(catalogue().priorities)
    columns = [
        {"label": "Họ và tên", "kind": "text"},
        *([] if of_one_cell else [{"label": "Chi bộ", "kind": "text"}]),
        {"label": "Còn thiếu", "kind": "number", "fact": True},
        {"label": "Ưu tiên " + " / ".join(map(str, priorities)), "kind": "number", "fact": True},
        {"label": "Kiểm lần cuối", "kind": "text", "fact": True},
    ]
    rows = [
        {
            "url": reverse("files:papers", args=[row.person.pk]),
            "cells": [
                row.person.name,
                *([] if of_one_cell else [row.home]),
                row.total,
                " / ".join(str(row.lacking[priority]) for priority in priorities),
                display(row.looked_on) if row.looked_on else "Chưa kiểm",
            ],
        }
        for row in lacks.rows
    ]
    empty = {"why": "Ở đây chưa có hồ sơ nào.", "what": "Hồ sơ ở đây khi có đảng viên sinh hoạt chính thức."}
    return {"columns": columns, "rows": rows, "empty": empty}


_TITLES = {
    "DEATH": "Ghi việc từ trần",
    "STRIKE_OFF": "Ghi việc xóa tên",
    "EXPULSION": "Ghi việc khai trừ",
    "RESIGNATION": "Ghi việc cho ra khỏi Đảng",
}


def leave_page(person: Person, authority: Authority, ends_by: str, running: Running) -> dict[str, Any]:
    """Beside the form: what ends on the day, what stays open and who sees to it, what the texts say follows."""
    return {
        "person": person,
        "ends_by": ends_by,
        "title": _TITLES[ends_by],
        "is_member": person.memberships.filter(ends_on__isnull=True).exists(),
        "standing": standing_leaving(person),
        "running": running,
        "open": open_of(person, authority, ends_by),
        "findings": follows(ends_by, law_on(authority.on)),
        "cancel": reverse("members:page", args=[person.pk]),
    }


def leaving_facts(leaving: Leaving) -> list[tuple[str, Any]]:
    """The record as it was typed; what nobody typed is left out."""
    decision, day, issuer = ("Số giấy tờ", "Ngày của giấy tờ", "Nơi cấp")
    if not leaving.is_death:
        decision, day, issuer = ("Số quyết định", "Ngày quyết định", "Nơi ra quyết định")
    facts: list[tuple[str, Any]] = [
        ("Việc", leaving.get_ends_by_display()),
        ("Ngày từ trần" if leaving.is_death else "Có hiệu lực từ ngày", leaving.left_on),
        ("Căn cứ", leaving.ground),
        (decision, leaving.decision),
        (day, leaving.decided_on),
        (issuer, leaving.issuer),
        ("Kết thúc cùng ngày", "; ".join(ended_with(leaving))),
        ("Ghi vào sổ ngày", leaving.recorded_on),
        ("Người ghi", str(leaving.recorded_by or "")),
        ("Hoàn tác ngày", leaving.undone_on),
        ("Người hoàn tác", str(leaving.undone_by or "")),
        ("Lý do hoàn tác", leaving.undone_ground),
    ]
    return [(term, value) for term, value in facts if value]


def leavings_table(rows: Sequence[Leaving]) -> dict[str, Any]:
    columns = [
        {"label": "Họ và tên", "kind": "text"},
        {"label": "Việc", "kind": "text", "fact": True},
        {"label": "Từ ngày", "kind": "text", "fact": True},
        {"label": "Văn bản, căn cứ", "kind": "text"},
        {"label": "Tình trạng", "kind": "text", "fact": True},
    ]
    return {
        "columns": columns,
        "rows": [
            {
                "url": reverse("files:leaving", args=[row.pk]),
                "cells": [
                    row.person.name,
                    row.get_ends_by_display(),
                    row.left_on,
                    row.decision or row.ground,
                    f"Đã hoàn tác {display(row.undone_on)}" if row.undone_on else "Đã ghi",
                ],
            }
            for row in rows
        ],
        "empty": {
            "why": "Chưa ghi việc nào ở trang này",
            "what": "Danh sách chung, kể cả việc ghi từ trước, ở sổ in và ở danh sách đảng viên.",
        },
    }


def people_to_leave(authority: Authority, text: str, on: date) -> list[dict[str, str]]:
    """Members of that name in the reader's scope, each with the way to write it down."""
    found = find_people(authority, text, on)
    return [
        {
            "name": row.person.name,
            "what": ", ".join(part for part in (born(row.person), str(row.status), row.home) if part),
            "url": reverse("files:leave", args=[row.person.pk]),
        }
        for row in found
        if row.since is not None
    ]
