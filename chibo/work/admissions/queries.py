"""What the rules of admission need from the register and the case, and what the lists show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Min, QuerySet
from django.http import Http404
from django.urls import reverse

from chibo.common.dates import PartialDate, add_months
from chibo.common.secrets import blind_index
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import cases_within
from chibo.engine.cases.rules.history import History, Past
from chibo.engine.meetings.permissions import can_record, check_can_record
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import Membership, Person, Strength
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import home_of
from chibo.roll.members.queries.tree import get_form_for
from chibo.roll.organizations.models import CELLS, Form, Level, Organization, in_force
from chibo.roll.organizations.queries import law_for, names_on
from chibo.work.admissions.facts import Done, Facts, gather
from chibo.work.admissions.rules.deciding import CELL_VOTES

PROCEDURES = ("admission", "recognition", "removal-probationary", "revocation")
#: The monthly review of the list, and the field that says what it concluded.
REVIEW, CONCLUSION = "A02M", "review_conclusion"
#: Fields of steps that name a person whose standing the rules look at, and the fact that says it.
STANDING_OF = {"introducer": "introducer_official", "helper": "helper_official"}


class Known:
    """What the register knows of a case on a day, read once; spells of membership are read when first asked for."""

    def __init__(self, case: Case, forms: Sequence[Form], on: date) -> None:
        self.case = case
        self.on = on
        self.facts = _register(case, forms, on)
        self.spells: dict[int, list[Membership]] = {}

    def was_official(self, person: int, on: date) -> bool:
        return any(
            spell.kind == Membership.Kind.OFFICIAL
            and spell.starts_on <= on
            and (spell.decided_on is None or spell.decided_on <= on)
            and (spell.ends_on is None or on < spell.ends_on)
            for spell in self.spells[person]
        )

    def read(self, people: set[int]) -> None:
        """Spells of those whom the events name and of the person of the case, in one question."""
        if new := {*people, self.case.person_id} - set(self.spells):
            self.spells |= {person: [] for person in new}
            for spell in Membership.objects.filter(person__in=new).order_by("starts_on"):
                self.spells[spell.person_id].append(spell)
            self.facts |= _of_spells(self.case, self.spells[self.case.person_id])


def facts_of(history: History, step: str, on: date, known: Known) -> Facts:
    """The facts of a case on a day, for any of the procedures that this app serves."""
    done = _done(history, step, known)
    return gather(on, done, base_votes=_base_votes(history, known.case.procedure), **known.facts)


def _base_votes(history: History, procedure: str) -> bool | None:
    """Whether a vote of the base committee stood on the road that the cell's resolution went."""
    resolved = history.done("A15")
    if resolved is None:
        return None
    vote = law_on(resolved.on).procedure(procedure).steps.get("A17")
    return vote is not None and resolved.route in vote.routes


def days_of(history: History, facts: Facts) -> Mapping[str, date]:
    """Days that a clock is counted from and that are not the day of a step."""
    days: dict[str, date] = {}
    if facts.moved_on is not None:
        days["moved_on"] = facts.moved_on
    if facts.ceremony_on is not None:
        months = law_on(facts.ceremony_on).value("recognition.probation_months").number
        days["probation_ends_on"] = add_months(facts.ceremony_on, months)
    return days


def _done(history: History, proposed: str, known: Known) -> list[Done]:
    """Events as the rules read them: performances that stand, the votes that missed, and last what is proposed."""
    standing = {e.seq for e in history.standing}
    told = [e for e in history.events if e.kind == "done" and (e.vote_passed is False or e.seq in standing)]
    known.read({int(e.data[name]) for e in told for name in STANDING_OF if e.data.get(name)})
    last = told[-1] if told else None
    return [
        Done(
            step=e.step,
            on=e.on,
            data=e.data if STANDING_OF.keys().isdisjoint(e.data) else {**e.data, **_standing(e, known)},
            passed=e.vote_passed,
            proposed=e is last and e.step == proposed,
        )
        for e in told
    ]


def _standing(event: Past, known: Known) -> dict[str, bool]:
    """Whether the member whom the event names was an official member on its day."""
    named = {fact: event.data.get(name) for name, fact in STANDING_OF.items()}
    return {fact: known.was_official(int(person), event.on) for fact, person in named.items() if person}


def _register(case: Case, forms: Sequence[Form], on: date) -> dict[str, Any]:
    person = case.person
    known: dict[str, Any] = {
        "born": PartialDate.parse(person.born_on) if person.born_on else None,
        "citizen": True if person.identity_index else None,
        "education": person.education or None,
        "has_division": any(form.level == Level.DIVISION for form in forms),
        "official_members": count_official(case.organization, on),
        "readmission": case.kind == "readmission",
        "decider_delegated": any(form.delegated for form in forms),
    }
    if case.procedure in {"recognition", "removal-probationary"}:
        known["failed_votes_elsewhere"] = failed_votes_elsewhere(case)
    return known


def _of_spells(case: Case, spells: Sequence[Membership]) -> dict[str, Any]:
    """When probation began and by which decision; for recognition, whether the name was struck off meanwhile."""
    probation = next((s for s in reversed(spells) if s.kind == Membership.Kind.PROBATIONARY), None)
    known: dict[str, Any] = {
        "ceremony_on": probation.starts_on if probation else None,
        "admission_decided_on": probation.decided_on if probation else None,
    }
    if case.procedure == "recognition":
        known["removal_decided"] = any(
            s.ends_by == Membership.End.STRIKE_OFF and s.ends_on and s.ends_on >= case.opened_on for s in spells
        )
    return known


def failed_votes_elsewhere(case: Case) -> int:
    """Cell votes that missed in the other case of the same probation: both kinds are counted together."""
    missed = Event.objects.filter(
        case__person=case.person_id, case__procedure__in=("recognition", "removal-probationary")
    )
    return missed.filter(step__in=CELL_VOTES, vote__passed=False).exclude(case=case).count()


def count_official(cell: Organization, on: date) -> int:
    """Official members whose party life is officially in the cell on the day."""
    rows = Strength.objects.filter(in_force(on), organization=cell)
    return sum(rows.values_list("official", flat=True))


def admissions_within(authority: Authority) -> QuerySet[Case]:
    """The door to the lists of this app."""
    return cases_within(authority).filter(procedure__in=PROCEDURES)


STAGES = {
    "": "Đang xem xét",
    "cam-tinh": "Danh sách cảm tình Đảng",
    "du-bi": "Đảng viên dự bị",
    "da-ket-thuc": "Đã kết thúc",
}


def of_stage(cases: QuerySet[Case], stage: str) -> QuerySet[Case]:
    """Sympathisers have no dossier yet; probationary members are in recognition or removal."""
    match stage:
        case "cam-tinh":
            return cases.filter(procedure="admission", closed_on__isnull=True).exclude(events__step="A05")
        case "du-bi":
            return cases.filter(procedure__in=("recognition", "removal-probationary"), closed_on__isnull=True)
        case "da-ket-thuc":
            return cases.filter(closed_on__isnull=False)
        case _:
            return cases.filter(procedure__in=("admission", "revocation"), closed_on__isnull=True, events__step="A05")


def listed(cases: QuerySet[Case], stage: str) -> QuerySet[Case]:
    """In the order of what is due first."""
    found = of_stage(cases, stage).distinct()
    if stage == "da-ket-thuc":
        return found.order_by("-closed_on", "-pk")
    return found.annotate(due_on=Min("waiting__due_on")).order_by("due_on", "-opened_on", "-pk")


def list_table(cases: Iterable[Case], stage: str, today: date) -> dict[str, Any]:
    """Columns and rows of a list; one query for the names of the cells, one for what each case waits for."""
    shown = list(cases)
    names = names_on([case.organization_id for case in shown], today)
    return {
        "columns": [
            {"label": "Họ và tên", "kind": "text"},
            {"label": "Chi bộ", "kind": "text", "fact": True},
            {"label": "Mở ngày" if stage != "da-ket-thuc" else "Kết thúc", "kind": "text"},
            {"label": "Đang chờ" if stage != "da-ket-thuc" else "Kết quả", "kind": "text", "fact": True},
            {"label": "Hạn", "kind": "text", "fact": True},
        ],
        "rows": [_row(case, names, today) for case in shown],
        "empty": {
            "why": "Không có hồ sơ nào trong mục này",
            "what": "Chọn mục khác hoặc ghi người mới vào danh sách.",
        },
    }


def _row(case: Case, names: Mapping[int, str], today: date) -> dict[str, Any]:
    waiting = sorted(case.waiting.all(), key=lambda w: (w.due_on is None, w.due_on, w.step))
    first = waiting[0] if waiting else None
    due: Any = first.due_on if first else None
    if due is not None and due < today:
        due = {"state": "overdue", "word": f"Quá hạn {due:%d/%m/%Y}"}
    return {
        "url": reverse("cases:page", args=[case.pk]),
        "cells": [
            str(case.person),
            names.get(case.organization_id, case.organization.code),
            case.closed_on or case.opened_on,
            RESULTS.get(case.result, case.result) if case.closed_on else (first.title if first else ""),
            due,
        ],
    }


RESULTS = {
    "admitted": "Đã kết nạp",
    "refused": "Không kết nạp",
    "removed_from_list": "Đưa ra khỏi danh sách",
    "recognised": "Đã công nhận chính thức",
    "removed": "Đã xóa tên",
    "kept": "Không xóa tên",
    "annulled": "Đã hủy quyết định",
    "cured": "Đã làm lại bước sai",
}


def may_put_on_list(authority: Authority) -> bool:
    """Whether there is any cell for which the reader records today."""
    return any(
        (held.level in CELLS and held.gives(Right.RECORD_ACTS, held.path)) or held.reach(Right.RECORD_FOR_CELLS)
        for held in authority.appointments
    )


def check_may_put_on_list(authority: Authority) -> None:
    if not may_put_on_list(authority):
        raise PermissionDenied(
            "Đồng chí chưa được phân công ghi danh sách cảm tình của chi bộ nào. Việc này thuộc bí thư, phó bí thư "
            "chi bộ và cán bộ văn phòng, tổ chức của cấp ủy cấp trên."
        )


def cells_to_record(authority: Authority, today: date) -> list[tuple[str, str]]:
    """Cells for which the reader may put somebody on the list today: code and name."""
    reach = Form.objects.on(today).filter(authority.forms(Right.VIEW_CASES), level__in=CELLS)
    forms = reach.select_related("organization").order_by("path")
    return [(form.organization.code, form.name) for form in forms if can_record(authority, form)]


def person_with(identity: str) -> Person | None:
    """Somebody already known by that number, so that nobody is entered twice."""
    return Person.objects.filter(identity_index=blind_index(identity)).first() if identity else None


def home_cell(person: Person, on: date) -> Organization:
    """The cell where the member's party life officially is; a matter is opened there.

    Raises:
        Http404: the person is in no cell on that day.
    """
    home = home_of(person, on)
    if home is None:
        raise Http404(f"{person} không sinh hoạt ở chi bộ nào vào ngày này")
    return home.organization


def schooling(on: date) -> list[tuple[str, str]]:
    """The rungs of schooling that the law of the day names, lowest first: code and words."""
    law = law_on(on)
    ladder = law.value("admission.education_ladder")
    labels = law.parameter(ladder.name).labels
    return [(code, labels.get(code, code)) for code in ladder.value]


def cell_of(code: str) -> Organization:
    """The cell by its code; the form has offered only those for which the reader records."""
    return Organization.objects.get(code=code)


@dataclass(frozen=True, slots=True)
class OnList:
    """A sympathiser whom the cell helps: the case, how far it has come, and what the last review concluded."""

    case: Case
    seen: int
    reviewed_on: date | None
    conclusion: str


def get_cell_to_record_for(authority: Authority, code: str, today: date) -> Organization:
    """The door to the list of a cell.

    Raises:
        Http404: no such cell in reach.
        PermissionDenied: nobody who records for the cell.
    """
    form = get_form_for(authority, code)
    if form.level not in CELLS:
        raise Http404(f"{form.name} không phải là chi bộ")
    check_can_record(authority, form)
    return form.organization


def lists_to_review(authority: Authority, today: date) -> list[tuple[str, str]]:
    """Cells with a list of sympathisers for which the reader records: code and name. Two queries."""
    listed = of_stage(admissions_within(authority), "cam-tinh").values_list("organization__code", flat=True)
    codes = set(listed.order_by())
    return [(code, name) for code, name in cells_to_record(authority, today) if code in codes] if codes else []


def review_conclusions(organization: Organization, on: date) -> dict[str, str]:
    """What a monthly review may conclude about somebody, by the procedure of the day: code and words."""
    step = law_for(organization, on).procedure("admission").steps[REVIEW]
    return next(dict(field.choices) for field in step.fields if field.name == CONCLUSION)


def on_list(organization: Organization) -> list[OnList]:
    """Everybody on the cell's list of sympathisers, by name. Two queries."""
    cases = of_stage(Case.objects.filter(organization=organization), "cam-tinh").select_related("person")
    cases = cases.order_by("person__sort_key", "pk").prefetch_related("events")
    return [_on_list(case) for case in cases]


def _on_list(case: Case) -> OnList:
    events = sorted(case.events.all(), key=lambda event: event.seq)
    last = next((e for e in reversed(events) if e.step == REVIEW and e.kind == Event.Kind.DONE), None)
    return OnList(case, len(events), last.on if last else None, last.data.get(CONCLUSION, "") if last else "")
