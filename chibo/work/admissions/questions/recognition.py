"""Topic recognition: the end of probation, votes and rounds, late recognition, discipline."""

from __future__ import annotations

from datetime import date

from chibo.foundation.rulebook.answers import passed
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.foundation.rulebook.replies import Given, Reply, first, number
from chibo.roll.members.questions import answer_start
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.questions.limits import answer_limits
from chibo.work.admissions.questions.vocabulary import NEXT_STEPS
from chibo.work.admissions.questions.votes import answer_vote
from chibo.work.admissions.rules.recognition import (
    check_discipline,
    check_effect,
    check_probation,
    check_votes_left,
    exhausted,
    probation_ends_on,
)


@answers("recognition")
def answer_recognition(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    reply.say(probation_months=number(law, "recognition.probation_months"))
    reply.say(rounds_required=number(law, "recognition.failed_votes_before_report"))
    if (longer := law.get("recognition.probation_extension_allowed")) is not None:
        reply.say(extension_allowed=longer.value)
    _probation(given, law, reply)
    _discipline(given, law, reply)
    answer_vote(given, law, reply, "recognition")
    _rounds(given, law, reply)
    _kind(given, law, reply)
    answer_start(given, law, reply)
    answer_limits(given, law, reply, otherwise="branch_resolution_proposing_recognition")
    return reply.done()


def _probation(given: Given, law: Law, reply: Reply) -> None:
    """Probation ends on its day; who was forgotten by the organization is official from that very day."""
    held: date | None = given.get("ceremony_date")
    if held is None:
        return
    facts = Facts(on=given["event_date"], ceremony_on=held)
    end = probation_ends_on(facts, law)
    over = reply.found(check_probation(facts, law))
    reply.say(probation_ends=end, earliest_date=end, acceptable=over)
    if over and given.get("fault") != "member" and given.get("still_qualified") is not False:
        effect = check_effect(Facts(on=facts.on, ceremony_on=held, official_from=end), law)
        reply.say(recognised=reply.found(effect), official_from=end)


def _kind(given: Given, law: Law, reply: Reply) -> None:
    """Whoever is admitted serves probation; so does whoever is admitted again."""
    months, kind = law.get("recognition.probation_months"), given.get("admission_kind")
    asked = law.get("readmission.probation_again") if kind == "readmission" else months
    if kind is None or months is None or asked is None:
        return
    reply.say(probation_required=bool(asked.value))
    reply.found([passed("PROBATION", asked, f"Thời kỳ dự bị là {months.number} tháng.")])


def _discipline(given: Given, law: Law, reply: Reply) -> None:
    discipline, violation = given.get("discipline"), given.get("violation")
    if discipline is None and violation is None:
        return
    qualified = first(given, "still_qualified")
    if violation == "no_longer_qualified":
        qualified = False
    if qualified is None and discipline in {"reprimand", "warning"}:
        qualified = True
    kept = reply.found(check_discipline(qualified, law))
    reply.say(recognition_considered=kept)
    if (refuses := law.get("recognition.discipline_refuses")) is not None:
        reply.say(automatic_refusal=refuses.value)
    if (forms := law.get("recognition.probationary_discipline_forms")) is not None:
        reply.say(expulsion_available="expulsion" in forms.value)
    if kept is False and (outcome := law.get("recognition.unqualified_outcome")) is not None:
        reply.say(outcome=outcome.value)


def _rounds(given: Given, law: Law, reply: Reply) -> None:
    """Rounds without result, counted against the share that the cell needs."""
    rounds, need = given.get("votes_for_each_round"), reply.answers.get("needed")
    if rounds is None or need is None:
        return
    reached = any(votes >= need for votes in rounds)
    facts = Facts(
        on=given["event_date"],
        missed={"C06": sum(votes < need for votes in rounds)},
        days={"C06": given["event_date"]} if reached else {},
    )
    reply.found(check_votes_left(facts, law))
    escalate = exhausted(facts, law)
    reply.say(passes=reached, escalate=escalate, next_step=NEXT_STEPS["C06R"] if escalate else None)
