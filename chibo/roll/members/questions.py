"""Topic seniority: where party age starts, what is taken off, what it comes to.

The words of a question are turned into the facts of :mod:`rules.seniority`; no number and no answer stands here.
"""

from __future__ import annotations

from chibo.foundation.rulebook.findings import Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.foundation.rulebook.replies import Given, Reply, first
from chibo.roll.members.rules.seniority import Absence, Seniority, Service, counts, seniority

_DECIDED = (
    *("first_admission", "first_admission_decision_date", "first_decision_date", "first_admitted"),
    *("admission_decision_date", "decision_date", "joined", "joined_on", "joined_date", "date_joined"),
)
_CARD = ("date_on_party_card", "party_card_date", "card_date")
_LEFT = ("left", "left_date", "left_on", "expelled", "removed", "resigned", "struck_off", "lost_contact_from")
_BACK = (
    *("readmitted", "restored", "readmitted_date", "restored_date", "readmitted_on", "restored_on", "returned"),
    "lost_contact_to",
)
_READMITTED = ("readmitted", "readmitted_date", "readmitted_on")
#: Time outside party life of which only the length is told; each in months, years or days.
_OUTSIDE = ("transfer_gap", "lost_contact", "gap", "not_active", "outside", "inactive", "transfer_late")
_EXEMPT = ("activity_exempt", "exempt", "exempted", "exemption")
_WRONG = ("expulsion_was_wrong", "removal_was_wrong", "discipline_found_wrong", "decision_was_wrong", "wrongful")
_UNRECOGNISED = ("probationary", "not_recognised", "not_recognized")


@answers("seniority")
def answer_seniority(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    told = answer_start(given, law, reply)
    if told.starts_on is None:
        reply.found(finding for finding in told.findings if finding.outcome is Outcome.PASSED)
    if told.years is not None:
        reply.say(full_years=told.years, months_over=told.months_over, full_months=told.months)
    absences = absences_in(given)
    if absences:
        _gaps(absences, told, law, reply)
    if "recognition_late_years" in given or "recognition_late_months" in given:
        reply.say(affected=told.starts_on != service_in(given).decided_on)
    reply.say(counted_only_after_recognition=any(f.code == "SEN-RECOGNISED" for f in reply.findings) or None)
    return reply.done()


def answer_start(given: Given, law: Law, reply: Reply) -> Seniority:
    """The day on which party age starts, and the day that is written as the day of joining."""
    told = seniority(service_in(given), law)
    if told.starts_on is not None:
        reply.say(seniority_start=told.starts_on)
        reply.found(told.findings)
    joining = law.get("seniority.joining_date")
    if joining is not None:
        reply.say(date_of_joining=given.get(joining.value))
    return told


def service_in(given: Given) -> Service:
    """What the question tells of somebody's way in the Party, up to its day."""
    return Service(
        on=given["event_date"],
        decided_on=first(given, *_DECIDED),
        decision_lost=bool(given.get("admission_decision_lost")),
        card_on=first(given, *_CARD),
        recognised=False if given.get("status") in _UNRECOGNISED else None,
        readmitted=first(given, *_READMITTED) is not None,
        absences=tuple(absences_in(given)),
    )


def absences_in(given: Given) -> list[Absence]:
    wrongful = any(given.get(name) for name in _WRONG) and given.get("rights_restored") is not False
    left = first(given, *_LEFT)
    absences = [absence for name in _OUTSIDE if (absence := _so_long(given, name))]
    absences += [absence for name in _EXEMPT if (absence := _so_long(given, name, exempt=True))]
    if left is not None or wrongful:
        absences.append(Absence(left_on=left, back_on=first(given, *_BACK), wrongful=wrongful))
    return absences


def _so_long(given: Given, name: str, *, exempt: bool = False) -> Absence | None:
    months = (given.get(f"{name}_months") or 0) + 12 * (given.get(f"{name}_years") or 0)
    days = given.get(f"{name}_days") or 0
    return Absence(months=months, days=days, exempt=exempt) if months or days else None


def _gaps(absences: list[Absence], told: Seniority, law: Law, reply: Reply) -> None:
    counted = all(counts(absence, law) for absence in absences)
    reply.say(gap_counted=counted, minus_months=told.taken_off, minus_years=told.taken_off // 12)
    if any(absence.wrongful for absence in absences):
        reply.say(seniority_continuous=counted)
