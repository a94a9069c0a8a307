"""Rows of the pages of files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from chibo.common.dates import display
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.catalogue import catalogue
from chibo.roll.files.queries.papers import OrganizationLacks
from chibo.roll.files.queries.registers import BOOKS
from chibo.roll.members.permissions import Authority
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
