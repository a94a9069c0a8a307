"""Topic readmission: waiting time, excluded grounds, how often, consent."""

from __future__ import annotations

from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.foundation.rulebook.replies import Given, Reply, first, number, outcome
from chibo.work.admissions.facts import Facts
from chibo.work.admissions.questions import vocabulary as words
from chibo.work.admissions.questions.limits import answer_limits
from chibo.work.admissions.rules.deciding import check_consent
from chibo.work.admissions.rules.readmission import (
    check_ground,
    check_population,
    check_times,
    check_waited,
    waiting_time,
)


@answers("readmission")
def answer_readmission(given: Given, law: Law) -> CaseAnswer:
    reply, facts = Reply(), _former(given)
    wait = waiting_time(facts, law)
    reply.say(
        min_months=wait.number if wait else None,
        min_months_after_expungement=number(law, "readmission.min_months_after_expungement"),
        max_readmissions=number(law, "readmission.max_times"),
        probation_months=number(law, "recognition.probation_months"),
    )
    if (again := law.get("readmission.probation_again")) is not None:
        reply.say(probation_required=again.value)
    if (consent := law.get("readmission.needs_provincial_consent")) is not None:
        reply.say(requires_provincial_consent=consent.value)
    if (never := law.get("readmission.excluded_grounds")) is not None:
        reply.say(excluded_grounds=[words.EXCLUDED.get(ground, ground) for ground in never.value])
    reply.say(waiting_period_met=reply.found(check_waited(facts, law)))
    ground, population = reply.found(check_ground(facts, law)), reply.found(check_population(facts, law))
    if facts.exit_ground is not None:
        reply.say(excluded=ground is False or population is False)
    reply.found(check_times(facts, law))
    if facts.provincial_consent is not None:
        reply.found(check_consent(facts, law))
    reply.say(eligible=outcome(reply.findings) is not False)
    answer_limits(given, law, reply)
    return reply.done()


def _former(given: Given) -> Facts:
    """What the question does not mention did not happen: no hardship, no readmission before."""
    ground = given.get("exit_ground")
    return Facts(
        on=given["event_date"],
        readmission=True,
        left_on=first(given, "left_date", "left"),
        left_months=given.get("months_since_left"),
        exit_ground=words.EXIT_GROUNDS.get(ground, ground) if ground else None,
        exit_hardship=bool(given.get("especially_difficult_family")),
        expunged_on=first(given, "record_expunged_date", "expunged_date"),
        expunged_months=given.get("months_since_record_expunged"),
        earlier_readmissions=given.get("previous_readmissions", 0),
        children=words.child(ground),
        violated_again=given.get("violated_population_policy_after_leaving"),
        provincial_consent=first(given, "provincial_consent", "written_consent_provincial_standing_committee"),
    )
