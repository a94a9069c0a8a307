"""What the rules of transfers need from the register, and what opening one looks up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case as Choose
from django.db.models import OuterRef, Q, Subquery, When
from django.http import Http404

from chibo.common.dates import display
from chibo.common.secrets import blind_index
from chibo.common.text import fold
from chibo.engine.cases.models import Case
from chibo.engine.cases.queries import other_forms
from chibo.engine.cases.rules.history import History
from chibo.engine.meetings.permissions import can_record
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.members.models import MemberCard, Person, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import home_of
from chibo.roll.organizations.models import CELLS, Form, Level, Organization, in_force
from chibo.roll.organizations.queries import ids_on, law_for, lineage, names_on
from chibo.work.transfers.facts import Facts, gather

#: Procedures of this app and what they are called in a list.
PROCEDURES = {
    "transfer": "Chính thức",
    "transfer-internal": "Nội bộ",
    "transfer-temporary": "Tạm thời",
    "transfer-abroad": "Ra nước ngoài",
    "transfer-in": "Từ ngoài hệ thống đến",
}
#: Steps that send somebody on their way with a letter, the last one first.
LETTERS = ("T07", "T07B", "T06", "I03", "P04", "P03", "B05", "B04")


@dataclass(frozen=True, slots=True)
class Letter:
    """The introduction that stands: the last tier that issued, its number and its day."""

    step: str
    number: str
    on: date

    @property
    def label(self) -> str:
        return f"số {self.number} ngày {display(self.on)}" if self.number else f"ngày {display(self.on)}"


def letter_of(history: History) -> Letter | None:
    """The highest letter issued so far; of somebody from outside, the one that they brought."""
    for step in (*LETTERS, "N01"):
        if (past := history.done(step)) is not None:
            stated = past.data.get("letter_on")
            on = date.fromisoformat(stated) if stated else past.on
            return Letter(step, str(past.data.get("letter_number") or past.number), on)
    return None


def register_of(case: Case, forms: Sequence[Form], on: date) -> Mapping[str, Any]:
    """Read once for a day: where both sides stand, and whether the member is still where the case began."""
    own = over(forms)
    there = other_forms(case, on)
    home = Placement.objects.filter(in_force(on), person=case.person_id, kind=Placement.Kind.OFFICIAL).first()
    return {
        "outside": case.counterpart_id is None and case.procedure != "transfer-in",
        "same_base": _same_base(forms, there),
        "base_issues": own is not None and own.level in {Level.SUPERIOR, Level.PROVINCE},
        "under_province": own is not None
        and any(f.level == Level.PROVINCE and f.organization_id == own.parent_id for f in forms),
        "at_home": home is not None and home.organization_id == case.organization_id,
        "card_known": MemberCard.objects.filter(person=case.person_id).exists(),
        "stay": case.kind if case.procedure == "transfer-in" else "",
    }


def over(forms: Sequence[Form]) -> Form | None:
    """The committee over a cell; a division is none of its own."""
    above = [form for form in forms[:-1] if form.level != Level.DIVISION]
    return above[-1] if above else None


def facts_of(history: History, step: str, on: date, known: Mapping[str, Any]) -> Facts:
    """The facts of a case on a day, for any of the procedures of this app."""
    return gather(on, history.standing, step, **known)


def days_of(history: History, facts: Facts) -> Mapping[str, date]:
    """Days that a clock is counted from and that are not the day of one step alone."""
    introduced = next((facts.days[step] for step in LETTERS if step in facts.days), None)
    days = {
        "introduced_on": introduced,
        "effective_on": facts.effective_on,
        "from_on": facts.from_on,
        "until_on": facts.until_on,
    }
    return {name: day for name, day in days.items() if day is not None}


# -- opening


#: What may be opened from a member's page: the word in the address, what it is called, what it is for.
KINDS = {
    "chinh-thuc": (
        "Chuyển sinh hoạt chính thức",
        "Chuyển công tác, nghỉ hưu, thôi việc, đổi nơi cư trú lâu dài; trong cùng đảng bộ thì thành chuyển nội bộ.",
    ),
    "tam-thoi": (
        "Chuyển sinh hoạt tạm thời",
        "Đi công tác, lao động hoặc học tập trung có thời hạn; đảng số và quyền biểu quyết vẫn ở chi bộ này.",
    ),
    "nuoc-ngoai": (
        "Chuyển sinh hoạt ra nước ngoài",
        "Đi công tác, học tập, lao động, thăm người thân ở nước ngoài dài ngày.",
    ),
}
MOST_FOUND = 30


def procedure_for(kind: str, home: Organization, to: Organization | None, on: date) -> str:
    """Which procedure the choice means; within one committee the official transfer is an internal one."""
    if kind == "tam-thoi":
        return "transfer-temporary"
    if kind == "nuoc-ngoai":
        return "transfer-abroad"
    return "transfer-internal" if to is not None and same_base(home, to, on) else "transfer"


def same_base(here: Organization, there: Organization, on: date) -> bool:
    return _same_base(lineage(here, on), lineage(there, on))


def _same_base(here: Sequence[Form], there: Sequence[Form]) -> bool:
    """Both under one committee; two base cells are two bases even so."""
    own, other = over(here), over(there)
    if own is None or other is None or own.organization_id != other.organization_id:
        return False
    return here[-1].level != Level.BASE_CELL and there[-1].level != Level.BASE_CELL


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that a member may go to, with the committees that it stands under."""

    code: str
    name: str
    under: str


def find_cells(text: str, on: date, besides: Organization) -> list[Cell]:
    """Cells of the whole system whose name, or that of the committee over them, has every word. Two queries.

    Only names are told: whoever sends somebody on has to find where to.
    """
    words = fold(text).split()
    if not words:
        return []
    cells = (
        Form.objects.on(on).filter(level__in=CELLS).exclude(organization=besides).annotate(above=_above(on, "folded"))
    )
    for word in words:
        cells = cells.filter(Q(folded__contains=word) | Q(above__contains=word))
    # Those of that name first, then the cells of a committee of that name.
    own = Choose(When(reduce(and_, (Q(folded__contains=word) for word in words)), then=0), default=1)
    found = cells.select_related("organization").order_by(own, "path")[:MOST_FOUND]
    names = names_on({pk for form in found for pk in ids_on(form.path)[:-1]}, on)
    return [
        Cell(
            form.organization.code,
            form.name,
            ", ".join(names[pk] for pk in reversed(ids_on(form.path)[:-1]) if pk in names),
        )
        for form in found
    ]


def _above(on: date, column: str) -> Subquery:
    return Subquery(Form.objects.on(on).filter(organization=OuterRef("parent")).values(column)[:1])


def cell_named(code: str, on: date) -> Form | None:
    """The chosen cell as it stands on the day; None when it is none."""
    return Form.objects.on(on).filter(organization__code=code, level__in=CELLS).select_related("organization").first()


def home_cell(person: Person, on: date) -> Organization:
    """The cell where the member's party life officially is; a transfer is opened there.

    Raises:
        Http404: the person is in no cell on that day.
    """
    home = home_of(person, on)
    if home is None or home.kind != Placement.Kind.OFFICIAL:
        raise Http404(f"{person} không sinh hoạt chính thức ở chi bộ nào vào ngày này")
    return home.organization


def first_step(procedure: str, step: str, home: Organization, on: date) -> StepSpec:
    """The step that opens a transfer, by the law over the cell."""
    return law_for(home, on).procedure(procedure).steps[step]


def cells_to_record(authority: Authority, today: date) -> list[tuple[str, str]]:
    """Cells for which the reader records today: code and name."""
    reach = Form.objects.on(today).filter(authority.forms(Right.VIEW_CASES), level__in=CELLS)
    forms = reach.select_related("organization").order_by("path")
    return [(form.organization.code, form.name) for form in forms if can_record(authority, form)]


def arrival_step(on: date) -> StepSpec:
    return law_on(on).procedure("transfer-in").steps["N01"]


def person_with(identity: str) -> Person | None:
    """Somebody already known by that number, so that nobody is entered twice."""
    return Person.objects.filter(identity_index=blind_index(identity)).first() if identity else None


def offices_left(person: Person, home: Organization, on: date) -> list[str]:
    """What the member holds in the cell that they leave, in words: it ends with the receipt."""
    held = person.appointments.filter(in_force(on), organization=home)
    seats = person.seats.filter(in_force(on), committee__organization=home)
    return [*(row.get_role_display() for row in held), *("Chi ủy viên" for _ in seats[:1])]
