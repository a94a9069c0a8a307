"""What the pages of reorganizations show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from chibo.foundation.rulebook.findings import Finding, Outcome, Refusal
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.queries import names_on
from chibo.work.reorganizations.forms import PARTS
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.permissions import can_arrange
from chibo.work.reorganizations.queries import form_now, within
from chibo.work.reorganizations.queries.choices import moves_in_words, names_of
from chibo.work.reorganizations.queries.picture import Preview
from chibo.work.reorganizations.queries.preview import preview

#: Word in the address -> state.
STATES: Mapping[str, tuple[str, str]] = {
    "du-thao": ("DRAFT", "Dự thảo"),
    "da-thuc-hien": ("DONE", "Đã thực hiện"),
    "da-hoan-tac": ("UNDONE", "Đã hoàn tác"),
}
_SHOWN = 20


def state_of(word: str) -> str:
    return word if word in STATES else ""


def listed(authority: Authority, state: str) -> QuerySet[Reorganization]:
    rows = within(authority)
    return rows.filter(state=STATES[state][0]) if state else rows


def list_table(plans: Iterable[Reorganization], state: str) -> dict[str, Any]:
    """Columns and rows; one query for the names of the committees."""
    shown = list(plans)
    names = names_on({plan.decider_id for plan in shown}, date.max)
    return {
        "states": [("", "Tất cả"), *((word, label) for word, (_, label) in STATES.items())],
        "columns": [
            {"label": "Việc sắp xếp", "kind": "text"},
            {"label": "Loại việc", "kind": "text"},
            {"label": "Cấp quyết định", "kind": "text", "fact": True},
            {"label": "Từ ngày", "kind": "text", "fact": True},
            {"label": "Số văn bản", "kind": "text"},
            {"label": "Trạng thái", "kind": "text", "fact": True},
        ],
        "rows": [
            {
                "url": reverse("reorganizations:page", args=[plan.pk]),
                "cells": [
                    plan.title,
                    plan.get_kind_display(),
                    names.get(plan.decider_id, plan.decider.code),
                    plan.on,
                    plan.document,
                    plan.get_state_display(),
                ],
            }
            for plan in shown
        ],
        "empty": {
            "why": "Chưa có việc sắp xếp nào" + (" trong mục này" if state else ""),
            "what": "Lập dự thảo hợp nhất, chia tách, giải thể, đổi tên hoặc chuyển giao, xem trước rồi thực hiện.",
        },
    }


def plan_page(plan: Reorganization, authority: Authority, today: date) -> dict[str, Any]:
    """The draft with its preview, or the act with what it did."""
    decider = form_now(plan.decider)
    context: dict[str, Any] = {
        "plan": plan,
        "decider": decider,
        "may_arrange": can_arrange(authority, decider),
        "moves": moves_in_words(plan, names_of(plan)),
        "parts": [(word, heading) for word, (heading, _, _) in PARTS.items()],
    }
    if plan.state == Reorganization.State.DRAFT:
        seen = preview(plan, today)
        return (
            context
            | {"template": "reorganizations/preview.html", "seen": seen}
            | _tables(seen)
            | _findings(seen.findings)
        )
    return context | {"template": "reorganizations/done.html"} | _done_tables(plan)


def _findings(findings: Iterable[Finding]) -> dict[str, Any]:
    told = list(findings)
    return {
        "refused": [finding for finding in told if finding.refuses],
        "noted": [finding for finding in told if not finding.refuses and finding.outcome is not Outcome.PASSED],
        "passed": [finding for finding in told if finding.outcome is Outcome.PASSED],
    }


def _organizations_table(rows: Iterable[list[Any]]) -> dict[str, Any]:
    kept = list(rows)
    return {
        "columns": [
            {"label": "Tổ chức", "kind": "text"},
            {"label": "Việc", "kind": "text", "fact": True},
            {"label": "Trước", "kind": "text", "fact": True},
            {"label": "Sau", "kind": "text", "fact": True},
            {"label": "Đảng viên trước đó", "kind": "number"},
        ],
        "rows": [{"url": "", "cells": row} for row in kept],
        "long": len(kept) > _SHOWN,
    }


def _handed_table(rows: Iterable[list[Any]]) -> dict[str, Any]:
    kept = list(rows)
    return {
        "columns": [
            {"label": "Chi bộ", "kind": "text"},
            {"label": "Nơi giao", "kind": "text", "fact": True},
            {"label": "Nơi nhận", "kind": "text", "fact": True},
            {"label": "Chính thức", "kind": "number", "fact": True},
            {"label": "Dự bị", "kind": "number"},
            {"label": "Tạm thời", "kind": "number"},
        ],
        "rows": [{"url": "", "cells": row} for row in kept],
        "long": len(kept) > _SHOWN,
    }


def _tables(seen: Preview) -> dict[str, Any]:
    lines = [
        [
            (line.new or line.old).name if line.new or line.old else "",  # type: ignore[union-attr]  # one of them is
            line.what,
            *line.before_and_after,
            line.tally.members,
        ]
        for line in seen.lines
    ]
    handed = [
        [h.name, h.of, h.into or h.to, h.tally.official, h.tally.probationary, h.tally.guests] for h in seen.handed
    ]
    offices = [
        [row.person.name, row.get_role_display(), seen.name(seen.codes[row.organization_id])] for row in seen.ending
    ]
    return {
        "facts": seen.facts,
        "organizations": _organizations_table(lines),
        "handed": _handed_table(handed),
        "offices": offices,
    }


def _done_tables(plan: Reorganization) -> dict[str, Any]:
    summary = plan.summary
    lines = [
        [
            line["new"] or line["old"],
            line["what"],
            line["before"],
            line["after"],
            line["members"],
        ]
        for line in summary["lines"]
    ]
    handed = [
        [h["name"], h["of"], h["into"] or h["to"], h["official"], h["probationary"], h["guests"]]
        for h in summary["handed"]
    ]
    return {
        "facts": list(summary["facts"].items()),
        "organizations": _organizations_table(lines),
        "handed": _handed_table(handed),
        "offices": [(name, role, where) for name, role, where in summary["ending"]],
        "cells": [(h["code"], h["name"]) for h in summary["handed"]],
        "vacant": summary["vacant"],
    }


def paper_of(plan: Reorganization) -> dict[str, Any]:
    names = ("on", "document", "document_on", "receiving_document", "receiving_document_on")
    return {name: getattr(plan, name) for name in names}


def seen_version(said: Mapping[str, Any]) -> int:
    """The version of the draft that the page showed.

    Raises:
        Refusal: the page did not say.
    """
    seen = str(said.get("seen", ""))
    if not seen.isdigit():
        raise Refusal("Không ghi: trang gửi lên không cho biết bản dự thảo đã xem. Đề nghị mở lại trang.")
    return int(seen)


def chosen_move(plan: Reorganization, said: Mapping[str, Any]) -> tuple[int, int]:
    """Which move is to be taken out, and the version seen.

    Raises:
        Refusal: no such move.
    """
    index = str(said.get("muc", ""))
    if not index.isdigit() or int(index) >= len(plan.moves):
        raise Refusal("Không bỏ được: dự thảo không có nội dung này.")
    return int(index), seen_version(said)
