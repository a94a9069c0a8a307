"""How long a step may take: the limit that the procedure names, counted from the event of the question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chibo.common.dates import add_months, display
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.law import Law, LookupFailed
from chibo.foundation.rulebook.model import DeadlineSpec, Value
from chibo.foundation.rulebook.replies import Given, Reply, calendar, first
from chibo.foundation.rulebook.units import NUMBERS

_KINDS = {"working_days": "working", "days": "calendar", "months": "months"}


@dataclass(frozen=True, slots=True)
class Clock:
    """An event that starts the clock of a step; ``start`` as the step's deadline names it."""

    step: str
    start: str
    procedure: str = "admission"


EVENTS = {
    "branch_resolution_proposing_admission": Clock("A19", "A15"),
    "branch_receives_admission_decision": Clock("A20", "A19T"),
    "admission_decision_issued": Clock("A20", "A19"),
    "admission_ceremony": Clock("A21", "A20"),
    "verification_request_received": Clock("A10", "A09"),
    "verification_request_received_abroad": Clock("A10F", "A09"),
    "applicant_moves_file_at_competent_committee": Clock("M04", "fact:moved_on"),
    "destination_committee_asked_to_review": Clock("M09B", "M09"),
    "probation_ends": Clock("C06", "fact:probation_ends_on", "recognition"),
    "branch_resolution_proposing_recognition": Clock("C09", "C06", "recognition"),
    "removal_decision_received": Clock("X08", "X07", "removal-probationary"),
}
#: Facts that say after how many working days something was done, and the event that they count from.
ELAPSED = {
    "working_days_since_decision_received": "branch_receives_admission_decision",
    "working_days_since_decision_issued": "admission_decision_issued",
    "working_days_since_ceremony": "admission_ceremony",
    "working_days_since_probation_ended": "probation_ends",
}
_EXTENDED = ("special_case", "extended", "extension_granted")


def answer_limits(given: Given, law: Law, reply: Reply, *, otherwise: str = "") -> None:
    """The limit of the step that the question's event starts; ``otherwise`` is the event where none is named."""
    elapsed = next((name for name in ELAPSED if given.get(name) is not None), "")
    event = given.get("event") or ELAPSED.get(elapsed) or (otherwise if "decided_after_working_days" in given else "")
    clock = EVENTS.get(event)
    spec = _deadline(clock, law) if clock else None
    if clock is None or spec is None:
        return
    limit, extension = law.get(spec.limit), law.get(spec.extension) if spec.extension else None
    if limit is None:
        return
    more = extension.number if extension else 0
    reply.say(deadline_days=limit.number, day_kind=_KINDS[limit.unit])
    if extension:
        reply.say(max_extension_days=more, max_total_working_days=limit.number + more)
    allowed = limit.number + (more if any(given.get(name) for name in _EXTENDED) else 0)
    began = _began(given, event, clock, spec)
    reply.found([passed("DEADLINE", limit, _told(law, limit, extension, began, given))])
    if began is not None:
        due = _due(limit, limit.number, began, given)
        reply.say(deadline_date=due, extended_deadline_date=_due(limit, limit.number + more, began, given))
        if (
            done := first(given, "done_on", "decision_date", "decided_on", "ceremony_date")
        ) is not None and done > began:
            due = _due(limit, allowed, began, given)
            _judge(reply, limit, done <= due, f"Thực hiện ngày {display(done)}; hạn là {display(due)}.")
    days = first(given, *((elapsed,) if elapsed else ()), "decided_after_working_days", "done_after_working_days")
    if days is not None and (days > allowed or spec.counted_from == clock.start):
        # Counted from a later day than the text does, only "late" is sure.
        unit = NUMBERS[limit.unit]
        _judge(reply, limit, days <= allowed, f"Thực hiện sau {days} {unit}; hạn là {allowed} {unit}.")


def _judge(reply: Reply, limit: Value, kept: bool, sentence: str) -> None:
    reply.say(within_time=reply.found([(passed if kept else failed)("DEADLINE", limit, sentence)]))


def _told(law: Law, limit: Value, extension: Value | None, began: date | None, given: Given) -> str:
    told = f"{law.parameter(limit.name).title}: {limit.number} {NUMBERS[limit.unit]}"
    if extension is not None:
        told += f", được gia hạn không quá {extension.number} {NUMBERS[extension.unit]}"
    if began is None:
        return f"{told}."
    return f"{told}; từ {display(began)}, đến hết {display(_due(limit, limit.number, began, given))}."


def _deadline(clock: Clock, law: Law) -> DeadlineSpec | None:
    try:
        step = law.procedure(clock.procedure).steps.get(clock.step)
    except LookupFailed:
        return None
    return step.deadline if step else None


def _began(given: Given, event: str, clock: Clock, spec: DeadlineSpec) -> date | None:
    """The day on which the clock starts in the text of the day, where the question says it."""
    if spec.counted_from == clock.start:
        return given["event_date"] if given.get("event") == event else None
    told = {"A19": "admission_decision_date", "A19T": "decision_received_date"}.get(spec.counted_from, "")
    return given.get(told)


def _due(limit: Value, count: int, began: date, given: Given) -> date:
    if limit.unit == "months":
        return add_months(began, count)
    if limit.unit == "days":
        return date.fromordinal(began.toordinal() + count)
    return calendar(given).add(began, count).ends_on
