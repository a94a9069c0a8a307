"""What the rules of transfers need from the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chibo.common.dates import display
from chibo.engine.cases.models import Case
from chibo.engine.cases.rules.history import History
from chibo.roll.members.models import MemberCard, Placement
from chibo.roll.organizations.models import Form, Level, in_force
from chibo.roll.organizations.queries import lineage
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
    there = lineage(case.counterpart, on) if case.counterpart is not None else []
    other = over(there)
    home = Placement.objects.filter(in_force(on), person=case.person_id, kind=Placement.Kind.OFFICIAL).first()
    return {
        "outside": case.counterpart_id is None and case.procedure != "transfer-in",
        "same_base": bool(
            own and other and own.organization_id == other.organization_id and _plain_cells(forms, there)
        ),
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


def _plain_cells(here: Sequence[Form], there: Sequence[Form]) -> bool:
    """Two base cells under one committee are two bases: from one to the other the transfer is an official one."""
    return here[-1].level != Level.BASE_CELL and there[-1].level != Level.BASE_CELL


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
    }
    return {name: day for name, day in days.items() if day is not None}
