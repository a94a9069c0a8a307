"""Deadlines and votes: how long, until when, and how many are needed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from chibo.common.dates import add_months, display
from chibo.foundation.rulebook.answers import failed, needed, passed, threshold
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import CaseAnswer
from chibo.work.admissions.questions.words import NOTHING, Told, asked_on, calendar, day
from chibo.work.admissions.rules.ceremony import STARTS


@dataclass(frozen=True, slots=True)
class Term:
    """A limit that an event starts, how far it may be extended, and what the question calls its use."""

    limit: str
    extension: str = ""
    used: str = ""  # working days used up, by the word of the question
    done: str = ""  # the day on which it was done


_CEREMONY = "admission.ceremony_working_days"
#: What starts a clock, by the words of questions.
TERMS = {
    "branch_resolution_proposing_admission": Term(
        "admission.decision_working_days",
        "admission.decision_extension_working_days",
        "decided_after_working_days",
        "decision_date",
    ),
    "branch_resolution_proposing_recognition": Term(
        "recognition.decision_working_days",
        "recognition.decision_extension_working_days",
        "decided_after_working_days",
        "decision_date",
    ),
    "probation_ends": Term(
        "recognition.cell_working_days", "", "considered_after_working_days", "branch_meeting_date"
    ),
    "verification_requested": Term("admission.verification_reply_working_days"),
    "verification_requested_abroad": Term("admission.verification_reply_abroad_working_days"),
    "ceremony_held": Term("admission.member_cv_working_days"),
    "dossier_received_at_destination": Term("admission.move_decision_working_days"),
    "review_requested_by_destination": Term("admission.defect_review_working_days"),
    "removal_decision_received": Term("recognition.removal_complaint_working_days"),
}
#: Events around the decision, by the step whose day they are: the law says which of them starts the ceremony's clock.
_DECISION_EVENTS = {
    "branch_receives_admission_decision": "A19T",
    "admission_decision_issued": "A19",
}
_SINCE = {"working_days_since_decision_received": "A19T", "working_days_since_decision_issued": "A19"}
_ISSUED = ("decision_issued_date", "decision_date", "admission_decision_date")
_RECEIVED = ("decision_received_date",)
_KINDS = {"working_days": "working", "days": "calendar", "months": "months"}


def deadlines(told: Told, law: Law) -> CaseAnswer:
    """The limit that the event starts, its extension, its last day, and whether it was kept."""
    term = TERMS.get(told.get("event", ""))
    if term is None or (limit := law.get(term.limit)) is None:
        return NOTHING
    extension = law.get(term.extension) if term.extension else None
    answers, finding = _counted(told, law, limit, asked_on(told))
    total = limit.number
    if extension is not None:
        answers["max_extension_days"] = extension.number
        answers[f"max_total_{limit.unit}"] = limit.number + extension.number
        total += extension.number if told.get("special_case") else 0
    used, done = told.get(term.used), day(told, term.done)
    if used is None and done is not None:
        used = calendar(told, law).between(asked_on(told), done)
    return CaseAnswer({**answers, **_kept(used, total)}, (finding, *_used(limit, used, total)))


def ceremony(told: Told, law: Law) -> CaseAnswer:
    """The ceremony's limit runs from receipt or from issue, as the law of the day says."""
    step = _DECISION_EVENTS.get(told.get("event", ""))
    since = {name: told[name] for name in _SINCE if name in told}
    limit, start = law.get(_CEREMONY), law.get("admission.ceremony_counted_from")
    if limit is None or start is None or (step is None and not since):
        return NOTHING
    counts = STARTS[start.value]
    began = asked_on(told) if step == counts else day(told, *(_ISSUED if counts == "A19" else _RECEIVED))
    answers, finding = _counted(told, law, limit, began)
    used = next((days for name, days in since.items() if _SINCE[name] == counts), None)
    return CaseAnswer({**answers, **_kept(used, limit.number)}, (finding, *_used(limit, used, limit.number)))


def _counted(told: Told, law: Law, limit: Value, began: Any) -> tuple[dict[str, Any], Finding]:
    answers: dict[str, Any] = {"deadline_days": limit.number, "day_kind": _KINDS[limit.unit]}
    title = law.parameter(limit.name).title
    if began is None:
        return answers, passed("DEADLINE", limit, f"{title}: {limit.number} ngày làm việc.")
    working = limit.unit == "working_days"
    end = calendar(told, law).add(began, limit.number).ends_on if working else add_months(began, limit.number)
    answers["deadline_date"] = end
    sentence = f"{title}: {limit.number} ngày làm việc từ {display(began)}, đến hết {display(end)}."
    return answers, passed("DEADLINE", limit, sentence, due_on=end.isoformat())


def _kept(used: int | None, total: int) -> dict[str, bool]:
    return {} if used is None else {"within_time": used <= total}


def _used(limit: Value, used: int | None, total: int) -> list[Finding]:
    if used is None:
        return []
    sentence = f"Đã {used} ngày làm việc, hạn là {total} ngày làm việc."
    return [passed("DEADLINE", limit, sentence) if used <= total else failed("DEADLINE", limit, sentence)]


#: Who votes, by the word of the question, and the threshold asked of them.
_BODIES = {
    "official_members": "cell_threshold",
    "standing_committee_members": "standing_committee_threshold",
    "committee_members": "committee_threshold",
}
_PARTS = {Fraction(2, 3): "two_thirds", Fraction(1, 2): "half"}


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who was asked, what was needed of them, and the parameter that says so."""

    body: str
    members: int
    asked: Value

    @property
    def needed(self) -> int:
        return needed(self.members, threshold(self.asked))

    @property
    def words(self) -> str:
        """``two_thirds_of_committee_members``."""
        asked = threshold(self.asked)
        part = _PARTS.get(asked.fraction, str(asked.fraction))
        return f"{'more_than_' if asked.strict else ''}{part}_of_{self.body}"


def ballot(told: Told, law: Law, matter: str) -> Ballot | None:
    """The vote that the question tells of, on ``admission`` or ``recognition``."""
    for body, name in _BODIES.items():
        if body in told:
            delegated = "delegated_" if body == "committee_members" and told.get("delegated") else ""
            removal = "removal_" if matter == "recognition" and told.get("vote_on") == "removal" else ""
            asked = law.get(f"{matter}.{removal}{delegated}{name}")
            return Ballot(body, told[body], asked) if asked else None
    return None


def vote(told: Told, law: Law, matter: str) -> CaseAnswer:
    """How many are needed, and whether they were had."""
    voted = ballot(told, law, matter)
    if voted is None:
        return NOTHING
    answers: dict[str, Any] = {"needed": voted.needed, "threshold": voted.words}
    if (votes := told.get("votes_for")) is None:
        return CaseAnswer(answers)
    passes = votes >= voted.needed
    sentence = f"Tán thành {votes} trên {voted.members}; cần ít nhất {voted.needed}."
    build = passed if passes else failed
    return CaseAnswer({**answers, "passes": passes}, (build("VOTE", voted.asked, sentence),))
