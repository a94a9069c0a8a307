"""The papers of a handing over: minutes, the first page of each roster, and the list of what moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.http import Http404

from chibo.common.dates import PartialDate, display
from chibo.foundation.papers.printing import render_docx, render_pdf
from chibo.foundation.rulebook import law_on
from chibo.foundation.rulebook.model import FormSpec
from chibo.roll.members.models import MemberCard, Membership, Placement
from chibo.roll.organizations.models import Form, in_force
from chibo.roll.organizations.queries import lineage_of
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.queries import form_now

Sheet = tuple[FormSpec, Mapping[str, Any]]

#: Word in the address -> code of the form: what is printed for each cell handed over.
OF_CELLS = {"bien-ban": "bien-ban-chuyen-giao", "danh-sach": "danh-sach-chuyen-giao"}
LIST = "danh-muc"
PAPERS = (*OF_CELLS, LIST)


def printed(plan: Reorganization, paper: str, ending: str, cell: str = "") -> bytes:
    """One file: the paper for one cell, or for all of them (PDF only), or the list of what moved.

    Raises:
        Http404: a draft has no papers; no such cell; a Word file is of one paper.
    """
    if plan.state == Reorganization.State.DRAFT:
        raise Http404("Việc sắp xếp chưa thực hiện thì chưa có giấy tờ.")
    sheets = [list_sheet(plan)] if paper == LIST else cell_sheets(plan, paper, cell)
    if not sheets or (ending == "docx" and len(sheets) != 1):
        raise Http404("Không có giấy tờ này.")
    if ending == "docx":
        return render_docx(*sheets[0])
    return render_pdf(sheets)


def cell_sheets(plan: Reorganization, paper: str, cell: str = "") -> list[Sheet]:
    handed = [each for each in plan.summary["handed"] if cell in ("", each["code"])]
    assert plan.on is not None
    form = law_on(plan.on).form(OF_CELLS[paper])
    shared = _shared(plan)
    rosters = _rosters([each["code"] for each in handed], plan.on) if paper == "danh-sach" else {}
    return [(form, shared | _of_cell(each) | {"handed_roster": rosters.get(each["code"], [])}) for each in handed]


def list_sheet(plan: Reorganization) -> Sheet:
    assert plan.on is not None
    above = lineage_of(form_now(plan.decider), plan.on)[:-1]
    data = _shared(plan) | {
        "issuer_name": plan_decider(plan).name,
        "issuer_superior_name": above[-1].name if above else "",
        "moved_organizations": [
            {
                "name": line["new"] or line["old"],
                "what": line["what"],
                "before": line["before"] or "–",
                "after": line["after"] or "–",
                "members": str(line["members"]),
            }
            for line in plan.summary["lines"]
        ],
        "moved_cells": [
            {
                "name": each["name"],
                "of": each["of"],
                "to": each["into"] or each["to"],
                "official": str(each["official"]),
                "probationary": str(each["probationary"]),
            }
            for each in plan.summary["handed"]
        ],
    }
    return law_on(plan.on).form("danh-muc-sap-xep"), data


def plan_decider(plan: Reorganization) -> Form:
    """The form of the committee on the day of the act: old names stay on old papers."""
    assert plan.on is not None
    forms = Form.objects.filter(organization=plan.decider)
    return forms.filter(in_force(plan.on)).first() or forms.earliest("starts_on")


def _shared(plan: Reorganization) -> dict[str, Any]:
    assert plan.document_on is not None
    receiving = ""
    if plan.receiving_document:
        day = f" ngày {display(plan.receiving_document_on)}" if plan.receiving_document_on else ""
        receiving = f"văn bản số {plan.receiving_document}{day}"
    return {
        "handover_title": plan.title,
        "handover_decision": f"văn bản số {plan.document} ngày {display(plan.document_on)}",
        "handover_receiving": receiving,
        "handover_decider": plan_decider(plan).name,
        "handover_day": plan.on,
        "invented": plan.summary.get("invented", False),
    }


def _of_cell(handed: Mapping[str, Any]) -> dict[str, Any]:
    """Within one base the two cells sign; between bases the two committees."""
    within = handed["into"] and handed["of"] == handed["to"]
    return {
        "handover_cell": handed["name"],
        "handover_from": handed["name"] if within else handed["of"],
        "handover_to": handed["into"] if within else handed["to"],
        "handover_into": "" if within else handed["into"],
        "handed_official": handed["official"],
        "handed_probationary": handed["probationary"],
        "handed_guests": handed["guests"],
        "handed_followed": handed["followed"],
        "handed_kept": handed["kept"],
    }


def _rosters(codes: Sequence[str], on: date) -> dict[str, list[dict[str, str]]]:
    """Who was in each cell on the day before, by name. Three queries for all cells."""
    before = on - timedelta(days=1)
    spells = Membership.objects.order_by("starts_on")
    rows = (
        Placement.objects.filter(
            in_force(before),
            organization__code__in=codes,
            kind__in=[Placement.Kind.OFFICIAL, Placement.Kind.TEMPORARY],
        )
        .select_related("person", "organization")
        .prefetch_related(
            Prefetch("person__memberships", queryset=spells, to_attr="spells"),
            Prefetch("person__cards", queryset=MemberCard.objects.order_by("-issued_on"), to_attr="held_cards"),
        )
        .order_by("organization", "person__sort_key", "person")
    )
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        people = found.setdefault(row.organization.code, [])
        people.append(_line(len(people) + 1, row, before))
    return found


def _line(number: int, row: Placement, on: date) -> dict[str, str]:
    person: Any = row.person
    admitted = next((spell for spell in person.spells if spell.kind == Membership.Kind.PROBATIONARY), None)
    official = next((s for s in person.spells if s.kind == Membership.Kind.OFFICIAL and s.starts_on <= on), None)
    away = row.kind == Placement.Kind.TEMPORARY
    return {
        "seq": str(number),
        "name": f"{person.name} (tạm thời)" if away else person.name,
        "born": PartialDate.parse(person.born_on).display if person.born_on else "",
        "sex": person.get_sex_display(),
        "admitted": display(admitted.starts_on) if admitted else "",
        "official": display(official.starts_on) if official else "Dự bị",
        "card": person.held_cards[0].number if person.held_cards else "",
    }
