"""What the papers of admission, recognition, removal and revocation print beside the facts that all papers share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chibo.common.dates import add_months
from chibo.engine.cases.models import Event
from chibo.engine.cases.paper_facts import FACTS as SHARED
from chibo.engine.cases.paper_facts import written
from chibo.engine.cases.paper_facts.bodies import committee_name, issuer, over, part
from chibo.engine.cases.paper_facts.meetings import missed_vote
from chibo.engine.cases.paper_facts.steps import Fact, in_words, own_percent, percent, said
from chibo.engine.cases.printing import Sheet
from chibo.engine.cases.rules.deadlines import Deadline, deadline_of
from chibo.engine.cases.rules.history import History, Past
from chibo.foundation.papers.facts import FactSpec, PaperData
from chibo.foundation.rulebook.law import law_on
from chibo.foundation.rulebook.model import StepSpec
from chibo.roll.members.models import Membership, Person, Placement


def fill(sheet: Sheet) -> PaperData:
    return written(sheet, FACTS)


# -- the person in the register


def education(sheet: Sheet, spec: FactSpec) -> str | None:
    code = sheet.folder.person.education
    return sheet.law.parameter("admission.education_ladder").labels.get(code, code)


def _spells(person: Person) -> list[Membership]:
    return sorted(person.memberships.all(), key=lambda spell: spell.starts_on)


def _probation(sheet: Sheet) -> Membership | None:
    """The probation that the case led to, or that it is about."""
    case, day = sheet.folder.case, sheet.on
    spells = [s for s in _spells(sheet.folder.person) if s.kind == Membership.Kind.PROBATIONARY]
    if case.procedure == "admission":
        spells = [s for s in spells if s.starts_on >= case.opened_on]
    return next((s for s in reversed(spells) if s.starts_on <= day), None)


def _ceremony(sheet: Sheet) -> date | None:
    probation = _probation(sheet)
    return probation.starts_on if probation else None


def _probation_end(sheet: Sheet) -> date | None:
    probation = _probation(sheet)
    if probation is None:
        return None
    months = law_on(probation.starts_on).value("recognition.probation_months").number
    return add_months(probation.starts_on, months)


def _earlier(sheet: Sheet) -> list[Membership]:
    """Spells of membership that ended before the case began."""
    ended = [s for s in _spells(sheet.folder.person) if s.ends_on and s.ends_on <= sheet.folder.case.opened_on]
    return ended if sheet.folder.case.kind == "readmission" else []


def first_admission_date(sheet: Sheet, spec: FactSpec) -> date | None:
    spells = _earlier(sheet)
    return spells[0].starts_on if spells else None


def left_date(sheet: Sheet, spec: FactSpec) -> Any:
    """As the register says it; of somebody whom it did not know then, as the cell recorded it."""
    spells = _earlier(sheet)
    return spells[-1].ends_on if spells else _of_leaving(sheet, "left_on")


def left_ground(sheet: Sheet, spec: FactSpec) -> Any:
    stated = _of_leaving(sheet, "exit_ground")
    spells = _earlier(sheet)
    return stated or (spells[-1].get_ends_by_display() if spells else None)


def _of_leaving(sheet: Sheet, field: str) -> Any:
    past = next((p for p in reversed(sheet.folder.told) if field in p.data), None)
    return in_words(sheet, past, field) if past else None


# -- the helper and the introducers


def _of_named(field: str, read: Any) -> Fact:
    """Something of the member whom a step names, on the day on which it does."""

    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        named = sheet.named(field)
        return read(sheet, *named) if named else None

    return fact


def _name(sheet: Sheet, past: Past, person: Person) -> str:
    return person.name


def _occupation(sheet: Sheet, past: Past, person: Person) -> str:
    return person.occupation


def _official_from(sheet: Sheet, past: Past, person: Person) -> date | None:
    official = [s for s in _spells(person) if s.kind == Membership.Kind.OFFICIAL and s.starts_on <= past.on]
    return official[-1].starts_on if official else None


def _cell(sheet: Sheet, past: Past, person: Person) -> str | None:
    """The name, on the day, of the cell where the member's party life officially is."""
    home = next(
        (
            p
            for p in person.placements.all()
            if p.kind == Placement.Kind.OFFICIAL and p.starts_on <= past.on and (not p.ends_on or past.on < p.ends_on)
        ),
        None,
    )
    form = sheet.folder.form_on(home.organization_id, past.on) if home else None
    return form.name if form else None


def introductions(sheet: Sheet, spec: FactSpec) -> list[dict[str, Any]]:
    """Members who introduced the applicant, each once by the last time, and the unions that did."""
    rows: dict[Any, dict[str, Any]] = {}
    for past in sheet.folder.told:
        who = past.data.get("introducer") or past.data.get("union_executive")
        if who and (sheet.past is None or past.seq < sheet.past.seq):
            name = in_words(sheet, past, "introducer" if "introducer" in past.data else "union_executive")
            rows[who] = {"name": name, "on": past.on}
    return list(rows.values())


def introducer_relation(sheet: Sheet, spec: FactSpec) -> str | None:
    words = said(sheet, spec)
    return _lower(words) if words else None


# -- opinions and verifications


def opinions(sheet: Sheet, spec: FactSpec) -> list[dict[str, Any]]:
    return [
        {
            **{name: past.data.get(name) for name in ("opinion_of", "asked", "agree", "disagree")},
            "on": past.on,
            "percent": percent(past.data.get("agree"), past.data.get("asked")),
        }
        for past in sheet.all_told(sheet.step_of(spec))
    ]


def verifications(sheet: Sheet, spec: FactSpec) -> list[dict[str, Any]]:
    """Each reply with the request that it answers, and those who need no verification with the ground."""
    told = [past for past in sheet.folder.told if "subjects" in past.data]
    return [
        {
            "subject": _listed(in_words(sheet, past, "subjects")),
            "replied_on": past.on,
            **(_replied(sheet, past, told) if "verification_result" in past.data else _spared(sheet, past)),
        }
        for past in told
        if past in sheet.all_told(past.step) and "sent_to" not in past.data
    ]


def _listed(labels: Sequence[str]) -> str:
    return ", ".join([*labels[:1], *(_lower(label) for label in labels[1:])])


def _lower(words: str) -> str:
    """Inside a sentence."""
    return words[:1].lower() + words[1:]


def _replied(sheet: Sheet, reply: Past, told: Sequence[Past]) -> dict[str, Any]:
    """The request is the last one before the reply about any of the same people."""
    request = next((past for past in reversed(told) if _asked(past, reply)), None)
    return {
        "replied_by": reply.data.get("replied_by"),
        "asked_on": f"{request.on:%d/%m/%Y}" if request else None,
        "verification_result": in_words(sheet, reply, "verification_result"),
    }


def _spared(sheet: Sheet, past: Past) -> dict[str, Any]:
    return {
        "replied_by": past.data.get("confirmed_by"),
        "asked_on": "không gửi",
        "verification_result": f"Không phải thẩm tra: {in_words(sheet, past, 'exemption_ground')}",
    }


def verification_subjects(sheet: Sheet, spec: FactSpec) -> list[str]:
    return [_lower(label) for label in said(sheet, spec) or ()]


def _asked(request: Past, reply: Past) -> bool:
    same = set(request.data["subjects"]) & set(reply.data["subjects"])
    return bool(same) and "sent_to" in request.data and request.seq < reply.seq


# -- the law of the day


def _next_limit(sheet: Sheet) -> list[StepSpec]:
    """The steps whose clock starts with the paper's own step."""
    steps = sheet.setting.procedure.steps.values()
    return [step for step in steps if step.deadline and step.deadline.counted_from == sheet.step.code]


def _deadline(sheet: Sheet, step: StepSpec | None, without: str = "") -> Deadline | None:
    """When a step is due by what was recorded up to this paper; ``without`` leaves out a kind of event."""
    if step is None or sheet.past is None:
        return None
    before = [past for past in sheet.folder.history.events if past.seq <= sheet.past.seq and past.kind != without]
    days = {"probation_ends_on": end} if (end := _probation_end(sheet)) else {}
    return deadline_of(step, History(tuple(before)), days, sheet.law)


def due_date(sheet: Sheet, spec: FactSpec) -> date | None:
    """Of an account: when its own step was due by the rule alone; of a letter: when it is to be answered."""
    own = sheet.form.extra.get("of_events")
    step = sheet.step if own else next(iter(_next_limit(sheet)), None)
    deadline = _deadline(sheet, step, without=Event.Kind.EXTENDED)
    return deadline.due_on if deadline else None


def extended_until(sheet: Sheet, spec: FactSpec) -> date | None:
    deadline = _deadline(sheet, sheet.step)
    return deadline.due_on if deadline and deadline.extended else None


def ceremony_until(sheet: Sheet, spec: FactSpec) -> date | None:
    ceremony = next((step for step in _next_limit(sheet) if step.act == "ceremony"), None)
    deadline = _deadline(sheet, ceremony)
    return deadline.due_on if deadline else None


def reply_days(sheet: Sheet, spec: FactSpec) -> int | None:
    """Verification abroad has a longer limit; nothing is said before it is known which it is."""
    abroad = sheet.past.data.get("abroad") if sheet.past else None
    return (
        None
        if abroad is None
        else _days_to(sheet, "receive_verification_abroad" if abroad else "receive_verification")
    )


def complaint_days(sheet: Sheet, spec: FactSpec) -> int | None:
    return _days_to(sheet, "receive_complaint")


def _days_to(sheet: Sheet, verb: str) -> int | None:
    step = next((s for s in sheet.setting.procedure.steps.values() if s.verb == verb), None)
    limit = sheet.law.get(step.deadline.limit) if step and step.deadline else None
    return limit.number if limit else None


# -- notices and decisions


def matter(sheet: Sheet, spec: FactSpec) -> Any:
    """What the case is about; in a revocation, what the wrong decision was about."""
    if sheet.folder.case.procedure != "revocation":
        return SHARED["matter"](sheet, spec)
    past = next((p for p in sheet.folder.told if "wrong_decision" in p.data), None)
    words = str(in_words(sheet, past, "wrong_decision")).partition(" ")[2].partition(" ")[2] if past else ""
    return words or None


def ground_of_event(sheet: Sheet, spec: FactSpec) -> str | None:
    return sheet.event.ground if sheet.event else None


def _of_decision(field: str) -> Fact:
    """Of the paper's own decision; a paper about a decision that was not right tells what the finding says of it."""

    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        return said(sheet, spec) or (_stated(sheet, field) if sheet.step.act != "decision" else None)

    return fact


def _stated(sheet: Sheet, field: str) -> Any:
    """What the paper's own step says in a field, else the last step before it that says it."""
    told = [p for p in sheet.folder.told if field in p.data and (sheet.past is None or p.seq <= sheet.past.seq)]
    return in_words(sheet, told[-1], field) if told else None


def delegated(sheet: Sheet, spec: FactSpec) -> str | None:
    """The base committee decides itself, by delegation."""
    bodies = sheet.setting.bodies
    base, decider = bodies.get("base"), bodies.get("decider")
    return "Được ủy quyền" if base and decider and decider.delegated and base.pk == decider.pk else None


def readmission(sheet: Sheet, spec: FactSpec) -> str | None:
    return "Kết nạp lại" if sheet.folder.case.kind == "readmission" else None


#: To whom a step's paper goes: a part of the route, those who voted, who decided, or a field that names a place.
RECIPIENTS: Mapping[str, str] = {
    "report_cell_vote": "decider",
    "report_base_vote": "decider",
    "report_failed_votes": "decider",
    "cell_vote": "base",
    "base_committee_vote": "decider",
    "delegated_committee_vote": "decider",
    "refuse": "cell",
    "entrust_cell": "cell",
    "close_kept": "cell",
    "decide_on_shortfall": "voters",
    "send_resolved_dossier": "move_to",
    "forward_dossier": "move_to",
    "forward_decision_same": "move_to",
    "forward_decision_other": "move_to",
    "ask_review": "deciders",
}


def _decided(sheet: Sheet) -> Event | None:
    """The last decision of the case before the paper."""
    before = [past for past in sheet.folder.told if sheet.past is None or past.seq < sheet.past.seq]
    steps = sheet.setting.procedure.steps
    decided = [past for past in before if past.step in steps and steps[past.step].act == "decision"]
    return sheet.folder.rows[decided[-1].seq] if decided else None


def recipient_name(sheet: Sheet, spec: FactSpec) -> str | None:
    """The cell by its name, a committee by its own; an account of a delay goes to the level above."""
    to = "above" if sheet.form.extra.get("of_events") else RECIPIENTS.get(sheet.step.verb, "")
    if to == "move_to":
        past = next((p for p in reversed(sheet.folder.told) if p.data.get(to)), None)
        return in_words(sheet, past, to) if past else None
    if to in {"voters", "deciders"}:
        before = missed_vote(sheet) if to == "voters" else _decided(sheet)
        return committee_name(sheet.folder.form_on(before.organization_id, before.on)) if before else None
    if to == "above":
        return committee_name(over(issuer)(sheet))
    return committee_name(part(to)(sheet))


FACTS: Mapping[str, Fact] = {
    "education": education,
    "ceremony_date": lambda sheet, spec: _ceremony(sheet),
    "probation_end_date": lambda sheet, spec: _probation_end(sheet),
    "first_admission_date": first_admission_date,
    "left_date": left_date,
    "left_ground": left_ground,
    "introducer_name": _of_named("introducer", _name),
    "introducer_birth_date": _of_named("introducer", lambda sheet, past, person: person.born_on),
    "introducer_post": _of_named("introducer", _occupation),
    "introducer_official_date": _of_named("introducer", _official_from),
    "introducer_cell_name": _of_named("introducer", _cell),
    "introducer_relation": introducer_relation,
    "introductions": introductions,
    "helper_name": _of_named("helper", _name),
    "helper_post": _of_named("helper", _occupation),
    "helper_from": _of_named("helper", lambda sheet, past, person: past.on),
    "union_percent": own_percent("union_agree", "union_members"),
    "opinions": opinions,
    "verifications": verifications,
    "verification_subjects": verification_subjects,
    "due_date": due_date,
    "extended_until": extended_until,
    "overdue_ground": ground_of_event,
    "ceremony_until": ceremony_until,
    "reply_days": reply_days,
    "complaint_days": complaint_days,
    "decision_number": _of_decision("wrong_decision_number"),
    "decision_date": _of_decision("wrong_decided_on"),
    "defect": lambda sheet, spec: _stated(sheet, "defect"),
    "matter": matter,
    "delegated": delegated,
    "readmission": readmission,
    "recipient_name": recipient_name,
}
