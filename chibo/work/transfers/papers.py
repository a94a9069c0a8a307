"""What the letters and notices of a transfer print, each read from the record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chibo.engine.cases.paper_facts import written
from chibo.engine.cases.paper_facts.bodies import committee_name
from chibo.engine.cases.paper_facts.steps import Fact, in_words
from chibo.engine.cases.printing import Sheet
from chibo.engine.cases.rules.history import Past
from chibo.foundation.papers.facts import FactSpec, PaperData
from chibo.roll.members.models import Membership
from chibo.roll.organizations.models import Form
from chibo.work.transfers.queries import letter_of

#: Who signs a box of the letter, in order: the step that does, the part that issues, and the part that it goes to.
BOXES = (
    (("T03", "P02", "B03"), "cell", "base"),
    (("T04",), "division", "base"),
    (("T06", "P03", "B04"), "base", "decider"),
    (("T07", "P04", "B05"), "decider", "destination"),
    (("T07B",), "base", "destination"),
    (("T09",), "other_base", "other_cell"),
    (("T10", "P05"), "other_cell", ""),
)


def fill(sheet: Sheet) -> PaperData:
    return written(sheet, FACTS)


# -- the member


def _spells(sheet: Sheet) -> list[Membership]:
    return sorted(sheet.folder.person.memberships.all(), key=lambda spell: spell.starts_on)


def party_date(sheet: Sheet, spec: FactSpec) -> date | None:
    """Of the membership that runs: the last ceremony before the paper."""
    kept = [s for s in _spells(sheet) if s.kind == Membership.Kind.PROBATIONARY and s.starts_on <= sheet.on]
    return kept[-1].starts_on if kept else None


def official_date(sheet: Sheet, spec: FactSpec) -> date | None:
    kept = [s for s in _spells(sheet) if s.kind == Membership.Kind.OFFICIAL and s.starts_on <= sheet.on]
    return kept[-1].starts_on if kept else None


def card_number(sheet: Sheet, spec: FactSpec) -> str | None:
    card = sheet.folder.person.cards.filter(issued_on__lte=sheet.on).order_by("issued_on").last()
    return card.number if card else None


# -- what was said in the case, up to the paper


def _told(name: str) -> Fact:
    """The last event up to the paper that says it; of what comes after a letter, nothing yet."""

    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        past = _last(sheet, name)
        return in_words(sheet, past, name) if past else None

    return fact


def _last(sheet: Sheet, name: str) -> Past | None:
    seq = sheet.past.seq if sheet.past else None
    told = [past for past in sheet.folder.told if past.data.get(name) and (seq is None or past.seq <= seq)]
    return told[-1] if told else None


def transfer_ground(sheet: Sheet, spec: FactSpec) -> Any:
    """Why the member moves; of a stay, what it is for."""
    for name in ("transfer_ground", "purpose"):
        if (past := _last(sheet, name)) is not None:
            return in_words(sheet, past, name)
    return None


def _full(sheet: Sheet, organization: int) -> str | None:
    """A cell with the committees over it, as letters name it."""
    lineage = sheet.folder.lineage_on(organization, sheet.on)
    return ", ".join(form.name for form in reversed(lineage[-2:])) or None


def destination(sheet: Sheet, spec: FactSpec) -> Any:
    case = sheet.folder.case
    if case.procedure == "transfer-in":
        return _full(sheet, case.organization_id)
    if case.counterpart_id is not None:
        return _full(sheet, case.counterpart_id)
    return _told("destination")(sheet, spec)


def origin(sheet: Sheet, spec: FactSpec) -> Any:
    """Where a notice goes back to: the committee over the sending cell, or the place outside that sent the letter."""
    if sheet.folder.case.procedure == "transfer-in":
        return _told("origin")(sheet, spec)
    return committee_name(sheet.setting.bodies.get("base")) or _full(sheet, sheet.folder.case.organization_id)


def letter_number(sheet: Sheet, spec: FactSpec) -> str | None:
    """On the letter itself the number of its first box; elsewhere that of who issued it."""
    if sheet.step.code in BOXES[0][0]:
        return sheet.past.number if sheet.past else None
    letter = letter_of(sheet.folder.history)
    return letter.number if letter else None


def letter_date(sheet: Sheet, spec: FactSpec) -> date | None:
    letter = letter_of(sheet.folder.history)
    return letter.on if letter else None


def boxes(sheet: Sheet, spec: FactSpec) -> list[dict[str, Any]]:
    """The chain of the letter: every box of this case, filled as far as it was signed when the paper is printed."""
    bodies, steps = sheet.setting.bodies, sheet.setting.procedure.steps
    shown: list[dict[str, Any]] = []
    for codes, part, to in BOXES:
        code = next((code for code in codes if code in steps), None)
        past = sheet.folder.history.done(code) if code else None
        if code is None or part not in bodies or (past is None and not _is_asked(sheet, code)):
            continue
        receipt = not to
        shown.append(
            {
                "box": str(len(shown) + 1),
                "by": _named(bodies[part]),
                "to": "Đã tiếp nhận" if receipt else _recipient(sheet, bodies, to, spec),
                "number": "–" if receipt else (past.data.get("letter_number") or past.number) if past else "",
                "on": past.on if past else "",
                "signed": "(ký, đóng dấu)",
            }
        )
    return shown


def _is_asked(sheet: Sheet, code: str) -> bool:
    """A tier that this case goes through: those that others have been passed over for are left out."""
    passed = {"T06": ("T07B",), "T07": ("T07B",), "T07B": ("T06", "T07"), "P04": ("P05", "P05O")}
    if any(sheet.folder.history.done(other) for other in passed.get(code, ())):
        return False
    base, decider = sheet.setting.bodies.get("base"), sheet.setting.bodies.get("decider")
    own = base is not None and decider is not None and base.organization_id == decider.organization_id
    return own if code == "T07B" else not (own and code in {"T06", "T07"})


def _named(form: Form) -> str:
    return committee_name(form) or form.name


def _issued_here(bodies: Mapping[str, Form]) -> bool:
    """Nothing stands between the committee over the cell and the destination."""
    base, decider, other = (bodies.get(part) for part in ("base", "decider", "other_base"))
    ids = {form.organization_id for form in (decider, other) if form is not None}
    return decider is None or (base is not None and base.organization_id in ids)


def _recipient(sheet: Sheet, bodies: Mapping[str, Form], to: str, spec: FactSpec) -> str:
    if to == "decider" and _issued_here(bodies):
        to = "destination"
    if to != "destination":
        return _named(bodies[to])
    other = bodies.get("other_base")
    return _named(other) if other is not None else str(destination(sheet, spec) or "")


# -- lateness


def late_limit(sheet: Sheet, spec: FactSpec) -> date | None:
    """When the step was due by the law of its day."""
    rule = sheet.step.deadline
    limit = sheet.law.get(rule.limit) if rule else None
    if rule is None or limit is None or limit.unit != "working_days":
        return None
    began = _last(sheet, "effective_on") if rule.counted_from == "fact:effective_on" else None
    if began is not None:
        return sheet.law.calendar.add(date.fromisoformat(began.data["effective_on"]), limit.number).ends_on
    letter = letter_of(sheet.folder.history)
    return sheet.law.calendar.add(letter.on, limit.number).ends_on if letter else None


def late_account(sheet: Sheet, spec: FactSpec) -> str | None:
    return sheet.event.ground if sheet.event else None


FACTS: Mapping[str, Fact] = {
    "party_date": party_date,
    "recognised_date": official_date,
    "member_card_number": card_number,
    "transfer_ground": transfer_ground,
    "transfer_destination": destination,
    "transfer_origin": origin,
    "agency_decision": _told("decision_number"),
    "transfer_effective": _told("effective_on"),
    "stay_from": _told("from_on"),
    "stay_until": _told("until_on"),
    "stay_country": _told("country"),
    "stay_months": _told("months"),
    "fees_until": _told("fees_until"),
    "letter_number": letter_number,
    "letter_date": letter_date,
    "letter_boxes": boxes,
    "late_limit": late_limit,
    "late_account": late_account,
}
