"""Topic seniority: where party age starts, what is taken off, what it comes to."""

from __future__ import annotations

from chibo.foundation.rulebook.findings import Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.roll.members.rules.seniority import Absence, Seniority, Service, counts, seniority
from chibo.work.admissions.questions.reading import Given, Reply, first

_LEFT = ("left", "left_date", "expelled", "removed", "resigned", "struck_off")
_BACK = ("readmitted", "restored", "readmitted_date", "restored_date", "returned")
_MONTHS = ("transfer_gap_months", "lost_contact_months", "gap_months", "not_active_months", "outside_months")
_WRONG = ("expulsion_was_wrong", "removal_was_wrong", "discipline_found_wrong", "decision_was_wrong")
_UNRECOGNISED = ("probationary", "not_recognised")


@answers("seniority")
def answer_seniority(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    told = answer_start(given, law, reply)
    if told.starts_on is None:
        reply.found(finding for finding in told.findings if finding.outcome is Outcome.PASSED)
    if told.years is not None:
        reply.say(full_years=told.years, months_over=told.months_over)
    absences = _absences(given)
    if absences:
        _gaps(absences, told, law, reply)
    if "recognition_late_years" in given or "recognition_late_months" in given:
        reply.say(affected=told.starts_on != _service(given).decided_on)
    reply.say(counted_only_after_recognition=any(f.code == "SEN-RECOGNISED" for f in reply.findings) or None)
    return reply.done()


def answer_start(given: Given, law: Law, reply: Reply) -> Seniority:
    """The day on which party age starts, and the day that is written as the day of joining."""
    told = seniority(_service(given), law)
    if told.starts_on is not None:
        reply.say(seniority_start=told.starts_on)
        reply.found(told.findings)
    joining = law.get("seniority.joining_date")
    if joining is not None:
        reply.say(date_of_joining=given.get(joining.value))
    return told


def _service(given: Given) -> Service:
    return Service(
        on=given["event_date"],
        decided_on=first(given, "first_admission", "first_admission_decision_date", "admission_decision_date"),
        decision_lost=bool(given.get("admission_decision_lost")),
        card_on=first(given, "date_on_party_card", "party_card_date"),
        recognised=False if given.get("status") in _UNRECOGNISED else None,
        readmitted=given.get("readmitted") is not None,
        absences=tuple(_absences(given)),
    )


def _absences(given: Given) -> list[Absence]:
    wrongful = any(given.get(name) for name in _WRONG) and given.get("rights_restored") is not False
    left = first(given, *_LEFT)
    absences = [Absence(months=given[name]) for name in _MONTHS if given.get(name)]
    if left is not None or wrongful:
        absences.append(Absence(left_on=left, back_on=first(given, *_BACK), wrongful=wrongful))
    return absences


def _gaps(absences: list[Absence], told: Seniority, law: Law, reply: Reply) -> None:
    outside, wrongful = law.get("seniority.counts_outside_time"), law.get("seniority.wrongful_discipline_counts")
    counted = all(counts(absence, outside, wrongful) for absence in absences)
    reply.say(gap_counted=counted, minus_months=told.taken_off, minus_years=told.taken_off // 12)
    if any(absence.wrongful for absence in absences):
        reply.say(seniority_continuous=counted)
