"""What the pages of badges and cards show, in plain rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from chibo.common.dates import display
from chibo.foundation.rulebook.law import Law, law_on
from chibo.foundation.rulebook.model import Citation
from chibo.roll.members.pages import crumb
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import home_of, place_of
from chibo.roll.organizations.models import CELLS, Form, Organization
from chibo.roll.organizations.queries import last_form_of, law_for, lineage_of, names_on
from chibo.work.honours import permissions
from chibo.work.honours.models import Award, Decision, Nomination, Submission
from chibo.work.honours.queries.cards import PAGE as CARDS
from chibo.work.honours.queries.cards import CardPage, CardRow, masked
from chibo.work.honours.queries.cards import Filter as CardFilter
from chibo.work.honours.queries.due import OF_REGISTER, PAGE, DuePage, DueRow, Filter, due_page, nominated
from chibo.work.honours.queries.people import PersonBadges, upcoming
from chibo.work.honours.rules import badges
from chibo.work.honours.rules.bonus import bonus

Row = dict[str, Any]


def page_number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else 1


def code_of(organization: int) -> str:
    return Organization.objects.values_list("code", flat=True).get(pk=organization)


def form_today(organization: Organization, on: date) -> Form:
    form = Form.objects.on(on).select_related("organization").filter(organization=organization).first()
    return form or last_form_of(organization)


def round_name(law: Law, day: date) -> str:
    """``3/2 - Ngày thành lập Đảng, năm 2027``."""
    label = law.parameter("badge.rounds").labels.get(f"{day:%m-%d}", f"{day.day}/{day.month}")
    return f"{label}, năm {day.year}"


def round_page(authority: Authority, form: Form, round_on: date, today: date, only: Filter, number: int) -> Row:
    """The round of an organization. At most twelve questions for the page, whatever the size of the scope."""
    law = law_on(min(round_on, today))
    if only in OF_REGISTER:
        table = due_table(due_page(form, round_on, today, only, number), round_on, only)
    else:
        table = nominated_table(nominated(form, round_on, only), number, min(round_on, today))
    manages = permissions.can_manage(authority, form)
    return {
        "form": form,
        "path": crumbs(authority, form),
        "round_on": round_on,
        "round_name": round_name(law, round_on),
        "before": badges.round_before(law, round_on),
        "after": next((day for day in upcoming(law, max(round_on, law.day)) if day > round_on), None),
        "only": only,
        "filters": list(Filter),
        **on_the_way(form, round_on),
        "may_consider": form.level in CELLS and permissions.can_nominate(authority, form),
        "may_submit": manages,
        **table,
    }


def crumbs(authority: Authority, form: Form) -> list[dict[str, str]]:
    """The way to the organization; a link where its members may be seen."""
    return [crumb(each, authority) for each in lineage_of(form, authority.on)]


def on_the_way(form: Form, round_on: date) -> Row:
    """How many nominations of the round stand where, and the lists that hold them. One question."""
    rows = Nomination.objects.filter(round_on=round_on, cell__in=Form.objects.under(form.path).values("organization"))
    grouped = rows.values(
        "outcome", "submission", number=F("submission__number"), on=F("submission__submitted_on")
    ).annotate(
        people=Count("pk"),
        considered=Count("considered_on"),
        handed=Count("award__awarded_on"),
    )
    told = {"open": 0, "declared": 0, "decided": 0, "awarded": 0}
    lists: dict[int, Row] = {}
    for row in grouped.order_by():
        if row["outcome"] == "":
            told["open"] += row["people"]
            told["declared"] += row["people"] - row["considered"]
        elif row["outcome"] == Nomination.Outcome.AWARDED:
            told["decided"] += row["people"] - row["handed"]
            told["awarded"] += row["handed"]
        if row["submission"]:
            one = lists.setdefault(row["submission"], {**row, "pk": row["submission"], "people": 0})
            one["people"] += row["people"]
    newest = sorted(lists.values(), key=lambda one: (one["on"], one["pk"]), reverse=True)
    return {"counts": told, "submissions": newest[:20]}


def due_table(page: DuePage, round_on: date, only: Filter) -> Row:
    """Those due, with the reason; a bar is said with its last day."""
    why = {
        Filter.DUE: "Không có đồng chí nào đến mốc trong đợt này",
        Filter.EARLIER: "Không có đồng chí nào đủ mốc từ trước mà chưa ghi huy hiệu",
        Filter.BARRED: "Không có đồng chí nào đủ mốc mà đang chờ hết thời gian sau kỷ luật",
        Filter.DECEASED: "Không có đồng chí đã từ trần nào thuộc diện truy tặng",
    }[only]
    return {
        "columns": [
            {"label": "Họ và tên", "kind": "text"},
            {"label": "Chi bộ", "kind": "text", "fact": True},
            {"label": "Mốc", "kind": "text", "fact": True},
            {
                "label": "Từ trần" if only is Filter.DECEASED else "Đủ tuổi đảng từ",
                "kind": "text",
                "fact": only is not Filter.BARRED,
            },
            {"label": "Cần xem", "kind": "text", "fact": only is Filter.BARRED},
        ],
        "rows": [_due_row(row) for row in page.rows],
        "empty": {"why": why, "what": "Danh sách lấy từ ngày tính tuổi đảng và huy hiệu đã ghi trong sổ."},
        "bars": _sources_of_bars(page),
        "count": page.count,
        "capped": page.capped,
        "number": page.number,
        "pages": -(-page.count // PAGE),
    }


def _sources_of_bars(page: DuePage) -> list[Citation]:
    """Where the months after a discipline stand written, each once."""
    found = (finding.citation for row in page.rows for finding in row.due.findings if finding.code == "BADGE-BAR")
    return list({citation.label: citation for citation in found if citation is not None}.values())


def _due_row(row: DueRow) -> Row:
    told: Any = "Chưa có tờ khai"
    if row.due.is_barred:
        until = f" đến trước {display(row.due.barred_until)}" if row.due.barred_until else ""
        told = {"state": "failed", "word": f"Chưa xét{until} (kỷ luật)"}
    elif row.due.asks:
        told = {"state": "unknown", "word": "Cần bổ sung ngày tháng"}
    day = row.due.reached_on
    if row.died_on is not None:
        if isinstance(told, str) and day > row.died_on:
            told = f"Đủ tuổi đảng vào {display(day)}. {told}"
        day = row.died_on
    return {
        "url": reverse("honours:person", args=[row.person.pk]),
        "cells": [row.person.name, row.cell, f"{row.due.level} năm", day, told],
    }


def nominated_table(found: QuerySet[Nomination], number: int, on: date) -> Row:
    count = found.count()
    number = max(1, min(number, -(-count // PAGE) or 1))
    shown = list(found[(number - 1) * PAGE : number * PAGE])
    names = names_on({each.cell_id for each in shown}, on)
    return {
        "columns": [
            {"label": "Họ và tên", "kind": "text"},
            {"label": "Chi bộ", "kind": "text", "fact": True},
            {"label": "Mốc", "kind": "text", "fact": True},
            {"label": "Trường hợp", "kind": "text"},
            {"label": "Đến đâu", "kind": "text", "fact": True},
        ],
        "rows": [
            {
                "url": reverse("honours:nomination", args=[each.pk]),
                "cells": [
                    each.person.name,
                    names.get(each.cell_id, ""),
                    f"{each.level} năm",
                    each.get_ground_display(),
                    stage_of(each),
                ],
            }
            for each in shown
        ],
        "empty": {"why": "Không có đề nghị nào trong mục này", "what": "Chọn mục khác, hoặc đợt khác."},
        "count": count,
        "capped": False,
        "number": number,
        "pages": -(-count // PAGE),
    }


def stage_of(nomination: Nomination) -> str:
    """Where it stands, in words."""
    if nomination.outcome == Nomination.Outcome.AWARDED:
        award: Award | None = getattr(nomination, "award", None)
        return f"Đã trao {display(award.awarded_on)}" if award is not None and award.awarded_on else "Chờ trao"
    if nomination.outcome:
        return nomination.get_outcome_display()
    if nomination.submission_id:
        return "Chờ quyết định"
    return "Chờ lập tờ trình" if nomination.considered_on else "Chờ chi bộ xét"


def waiting_for_list(form: Form, round_on: date) -> QuerySet[Nomination]:
    """Those whom their cells proposed and no list names yet."""
    below = Form.objects.under(form.path).values("organization")
    rows = Nomination.objects.filter(
        round_on=round_on, cell__in=below, outcome="", considered_on__isnull=False, submission__isnull=True
    )
    return rows.select_related("person", "cell").order_by("-level", "person__sort_key", "pk")


def line_of(nomination: Nomination) -> str:
    return f"{nomination.person} – {nomination.level} năm – {nomination.get_ground_display().lower()}"


def deciders(authority: Authority, submission: Submission) -> list[Form]:
    """In whose name the reader may enter the decision; the likeliest first.

    Raises:
        PermissionDenied: in nobody's.
    """
    path = lineage_of(form_today(submission.organization, authority.on), authority.on)
    value = law_for(submission.organization, authority.on).get("badge.decider_level")
    found = permissions.check_can_decide(authority, path)
    return sorted(found, key=lambda each: (value is None or each.level != value.value, each.path))


def submission_page(authority: Authority, submission: Submission) -> Row:
    rows = list(
        Nomination.objects.filter(submission=submission)
        .select_related("person", "submission", "decision", "award")
        .order_by("-level", "person__sort_key", "pk")
    )
    form = form_today(submission.organization, authority.on)
    names = names_on({each.cell_id for each in rows}, submission.submitted_on)
    decisions = list(Decision.objects.filter(submission=submission).select_related("organization"))
    decided_by = names_on({each.organization_id for each in decisions}, authority.on)
    return {
        "submission": submission,
        "form": form,
        "path": crumbs(authority, form),
        "manages": permissions.can_manage(authority, form),
        "decides": bool(permissions.deciding(authority, lineage_of(form, authority.on))),
        "waits": any(not each.outcome for each in rows),
        "decisions": [
            {
                "decision": each,
                "by": decided_by.get(each.organization_id, ""),
                "to_award": any(_to_award(row) for row in rows if row.decision_id == each.pk),
            }
            for each in decisions
        ],
        "columns": [
            {"label": "Họ và tên", "kind": "text"},
            {"label": "Chi bộ", "kind": "text", "fact": True},
            {"label": "Mốc", "kind": "text", "fact": True},
            {"label": "Trường hợp", "kind": "text"},
            {"label": "Kết quả", "kind": "text", "fact": True},
            {"label": "Tiền thưởng", "kind": "text"},
        ],
        "rows": [
            {
                "url": reverse("honours:nomination", args=[each.pk]),
                "cells": [
                    each.person.name,
                    names.get(each.cell_id, ""),
                    f"{each.level} năm",
                    each.get_ground_display(),
                    stage_of(each),
                    bonus(each.level, law_on(submission.round_on)).words,
                ],
            }
            for each in rows
        ],
    }


def _to_award(nomination: Nomination) -> bool:
    award: Award | None = getattr(nomination, "award", None)
    return award is not None and award.awarded_on is None


def level_choices(law: Law) -> list[tuple[str, str]]:
    return [(str(level), f"Huy hiệu {level} năm tuổi đảng") for level in badges.levels(law)]


def round_choices(law: Law, today: date) -> list[tuple[str, str]]:
    return [(day.isoformat(), round_name(law, day)) for day in upcoming(law, today)]


def person_page(authority: Authority, told: PersonBadges, *, own: bool = False) -> Row:
    home = home_of(told.person, authority.on)
    place = place_of(told.person, authority.on) if home else None
    path = lineage_of(place, authority.on) if place else []
    cards = list(told.person.cards.order_by("-issued_on", "-pk"))
    holds = any(not card.ended_by for card in cards)
    return {
        "told": told,
        "person": told.person,
        "own": own,
        "may_issue": not (holds or told.died_on or told.left_by),
        "path": crumbs(authority, place) if place and not own else [],
        "may_record": place is not None and not own and permissions.can_nominate(authority, place),
        "may_decide": not own and bool(permissions.committees_of(authority, path)),
        "cards": cards,
        "interruptions": list(told.person.interruptions.order_by("pk")),
    }


def nomination_page(authority: Authority, nomination: Nomination) -> Row:
    """One nomination with its steps as the procedure of its day names them."""
    cell = form_today(nomination.cell, authority.on)
    procedure = law_on(nomination.declared_on).procedure("badge")
    dates = _dates(nomination)
    steps = [
        {
            "title": step.title,
            "state": "past" if step.verb in dates else "",
            "result": dates.get(step.verb, ""),
            "citation": step.citation,
        }
        for step in procedure.steps.values()
    ]
    waiting = next((step for step in steps if not step["state"]), None) if not nomination.outcome_ground else None
    for step in steps:
        step["state"] = step["state"] or ("present" if step is waiting else "later")
    own = authority.person is not None and authority.person.pk == nomination.person_id
    opens = authority.may(Right.VIEW_MEMBERS, cell.path)
    return {
        "nomination": nomination,
        "own": own,
        "opens": opens and not own,
        "cell": cell,
        "path": crumbs(authority, cell) if opens else [],
        "stage": stage_of(nomination),
        "steps": steps,
        "bonus": bonus(nomination.level, law_on(nomination.round_on)),
        "may_record": permissions.can_nominate(authority, cell),
        "round_name": round_name(law_on(nomination.declared_on), nomination.round_on),
    }


def _dates(nomination: Nomination) -> dict[str, str]:
    """By the verb of the step: what was done, when, by which paper."""
    told = {"declare": f"Tờ khai ngày {display(nomination.declared_on)}"}
    if nomination.considered_on:
        verdict = "" if nomination.outcome != Nomination.Outcome.NOT_AGREED else ": chưa đề nghị"
        told["consider"] = f"{nomination.considered_document} ngày {display(nomination.considered_on)}{verdict}"
    if nomination.submission is not None:
        told["submit"] = f"{nomination.submission.number} ngày {display(nomination.submission.submitted_on)}"
    if nomination.decision is not None:
        told["decide"] = f"{nomination.decision.number} ngày {display(nomination.decision.decided_on)}"
    award: Award | None = getattr(nomination, "award", None)
    if award is not None and award.awarded_on:
        told["award"] = f"Ngày {display(award.awarded_on)}, {award.place}"
    return told


def cards_page(authority: Authority, form: Form, only: CardFilter, page: CardPage) -> Row:
    """The list of cards; numbers that are identity numbers show only their end."""
    manages = permissions.can_manage(authority, form)
    return {
        "form": form,
        "path": crumbs(authority, form),
        "only": only,
        "filters": list(CardFilter),
        "manages": manages,
        "columns": [
            {"label": "Họ và tên", "kind": "text"},
            {"label": "Chi bộ", "kind": "text", "fact": True},
            {"label": "Số thẻ", "kind": "text", "fact": True},
            {"label": "Ngày cấp", "kind": "text", "fact": True},
            {"label": "Tình trạng", "kind": "text"},
        ],
        "rows": [
            {
                "url": reverse("honours:person", args=[row.person.pk]),
                "cells": [
                    row.person.name,
                    row.cell,
                    masked(row.card.number) if row.card else "",
                    row.card.issued_on if row.card else None,
                    _card_state(row, only),
                ],
            }
            for row in page.rows
        ],
        "empty": {"why": "Không có ai trong mục này", "what": "Chọn mục khác."},
        "count": page.count,
        "number": page.number,
        "pages": -(-page.count // CARDS),
    }


def _card_state(row: CardRow, only: CardFilter) -> str:
    if row.card is None:
        return "Chưa có thẻ"
    if only is CardFilter.LEFT_BEHIND:
        return "Chưa ghi"
    if row.card.ended_by and row.card.ends_on:
        return f"{row.card.get_ended_by_display()} từ {display(row.card.ends_on)}"
    return "Đang giữ"
