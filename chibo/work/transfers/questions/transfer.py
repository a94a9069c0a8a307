"""Topic transfer: which transfer, its limits, rights at the temporary place, graduates, abroad, what holds it up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chibo.common.dates import display, full_months
from chibo.common.workdays import WorkCalendar
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding, Outcome
from chibo.foundation.rulebook.law import Law
from chibo.foundation.rulebook.model import Value
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.work.transfers.facts import Facts
from chibo.work.transfers.questions import vocabulary as words
from chibo.work.transfers.rules import kinds, rights
from chibo.work.transfers.rules.receiving import check_allowed, check_index

Given = Mapping[str, Any]


@dataclass(slots=True)
class Reply:
    """What has been answered so far; what is not known stays out."""

    answers: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def say(self, **told: Any) -> None:
        self.answers |= {key: value for key, value in told.items() if value is not None}

    def found(self, findings: Iterable[Finding]) -> bool | None:
        """Keep the findings; whether none failed, or None when they do not say."""
        new = list(findings)
        self.findings += new
        outcomes = {finding.outcome for finding in new}
        if Outcome.FAILED in outcomes:
            return False
        return None if Outcome.UNKNOWN in outcomes or not outcomes else True

    def cite(self, value: Value, law: Law) -> None:
        self.found([passed("TRF-VALUE", value, f"{law.parameter(value.name).title}.")])


@answers("transfer")
def answer_transfer(given: Given, law: Law) -> CaseAnswer:
    reply, change = Reply(), words.change(given.get("event"))
    _limits(given, law, reply, change)
    for answer in (_kind, _rights, _discipline, _unattended, _graduate, _abroad, _allowed, _index, _wrong):
        answer(given, law, reply, change)
    return CaseAnswer(reply.answers, tuple(reply.findings))


def _first(given: Given, *names: str) -> Any:
    return next((given[name] for name in names if given.get(name) is not None), None)


# -- limits

_LIMITS = {"start": "transfer.start_working_days", "letter": "transfer.present_working_days"}


def _limits(given: Given, law: Law, reply: Reply, change: str) -> None:
    own = {"move": "start", "letter": "letter"}.get(change, "")
    done = next((name for name in words.DONE if given.get(name) is not None), "")
    elapsed = next((name for name in words.ELAPSED if given.get(name) is not None), "")
    which = own or words.DONE.get(done, "") or words.ELAPSED.get(elapsed, "")
    limit = law.get(_LIMITS[which]) if which else None
    if limit is None or (change == "away" and which == "start"):
        return
    due = _calendar(given).add(given["event_date"], limit.number).ends_on
    reply.say(deadline_days=limit.number, day_kind="working", deadline_date=due)
    told = f"{law.parameter(limit.name).title}: đến hết {display(due)}."
    if which == "start":
        reply.say(counted_from="decision_or_move")
    else:
        reply.say(late_action="report_specific_reason_to_competent_committee")
    within = None
    if done:
        within = given[done] <= due
    elif elapsed:
        within = given[elapsed] <= limit.number
    reply.found([(failed if within is False else passed)("DEADLINE", limit, told, due_on=due.isoformat())])
    reply.say(within_time=within)


def _calendar(given: Given) -> WorkCalendar:
    """Saturdays and Sundays, and of holidays those that the question lists."""
    listed = given.get("calendar_holidays") or []
    days = [day if isinstance(day, date) else date.fromisoformat(day) for day in listed]
    return WorkCalendar(holidays=dict.fromkeys(days, "Nghỉ lễ"))


# -- which transfer


def _kind(given: Given, law: Law, reply: Reply, change: str) -> None:
    months = _first(given, *words.MONTHS)
    if change == "move" and months is None:
        found = kinds.kind_for(None, law)
    elif change in {"away", "move", "study", "contract", "abroad"} and months is not None:
        found = _long_enough(change, months, law) or kinds.kind_for(months, law, study=change == "study")
    else:
        return
    if found is None:
        return
    kind, source = found
    reply.say(transfer_kind=kind, transfer_required=kind != kinds.NONE)
    reply.cite(source, law)


def _long_enough(change: str, months: int, law: Law) -> tuple[str, Value] | None:
    """Contracts and stays abroad have a limit of their own, from which the transfer is official."""
    own = {"contract": "transfer.contract_official_months", "abroad": "transfer.abroad_official_months"}.get(change)
    least = law.get(own) if own else None
    return (kinds.OFFICIAL, least) if least is not None and months >= least.number else None


# -- at the temporary place


def _rights(given: Given, law: Law, reply: Reply, change: str) -> None:
    if given.get("transfer_kind") != "temporary" and change != "rating":
        return
    official = given.get("status", "official") == "official"
    votes = {at: rights.may_vote(at, law, official=official) for at in (rights.AWAY, rights.HOME)}
    for what in ("vote", "stand", "elect", "nominate"):
        reply.say(
            **{
                f"may_{what}_at_temporary_place": votes[rights.AWAY],
                f"may_{what}_at_official_place": votes[rights.HOME],
            }
        )
    counted, fees, rated = (rights.place_for(what, law) for what in ("counted", "fees", "rated"))
    if counted is not None:
        reply.say(
            counted_in_temporary_headcount=counted == rights.AWAY,
            counted_in_official_headcount=counted == rights.HOME,
            full_rights_at=rights.place_for("votes", law),
            monthly_meeting_at=rights.AWAY,
        )
    reply.say(fees_paid_at=words.BRANCHES[fees] if fees else None)
    if rated is not None:
        reply.say(rated=True, rated_at=words.BRANCHES[rated], requires=["written_comments_of_temporary_branch"])
    seat = law.get("transfer.temporary_committee_seat_kept")
    kept = seat.value if seat else None
    reply.say(remains_committee_member=kept, committee_seat_kept=kept, keeps_committee_seat=kept)
    for name in ("votes", "counted", "fees"):
        if (value := law.get(f"transfer.temporary_{name}_at")) is not None:
            reply.cite(value, law)


def _discipline(given: Given, law: Law, reply: Reply, change: str) -> None:
    form = given.get("proposed_form")
    forms = law.get("transfer.temporary_discipline_forms")
    if change != "violation" or forms is None:
        return
    reply.say(max_form=forms.value[-1])
    reply.cite(forms, law)
    if form is None:
        return
    may = rights.may_discipline(words.FORMS.get(str(form), str(form)), law)
    reply.say(temporary_place_may_decide=may)
    if may:
        reply.say(then="written_notice_to_official_place")
    else:
        reply.say(action="send_violation_content_to_managing_committee")


def _unattended(given: Given, law: Law, reply: Reply, change: str) -> None:
    least = law.get("transfer.unattended_months")
    if change != "unattended" or least is None:
        return
    reply.say(threshold_months=least.number, handled_at=rights.place_for("votes", law))
    reply.cite(least, law)
    months = _first(given, "consecutive_months", "months_without_activity", *words.MONTHS)
    if months is not None:
        reason = bool(given.get("legitimate_reason"))
        reply.say(threshold_met=rights.removal_is_considered(months, law, reason=reason))


# -- graduates, abroad


def _graduate(given: Given, law: Law, reply: Reply, change: str) -> None:
    most = law.get("transfer.graduate_stay_months")
    if change != "graduate" or most is None or given.get("has_job"):
        return
    reply.say(max_months=most.number, alternative="transfer_to_residence")
    reply.cite(most, law)
    months = _first(given, "months_since_graduation", *words.MONTHS)
    if months is None and (graduated := _first(given, "graduation_date", "graduated_on")) is not None:
        months = full_months(graduated, given["event_date"])
    if months is not None:
        reply.say(may_stay_at_school=months <= most.number)


def _abroad(given: Given, law: Law, reply: Reply, change: str) -> None:
    least, guide = law.get("transfer.abroad_cell_min_members"), law.get("transfer.abroad_guided_by")
    if change != "abroad" or least is None or guide is None:
        return
    if given.get("organisation_at_destination") is not False:
        return
    reply.say(min_official_members=least.number)
    reply.cite(least, law)
    group, everybody = given.get("official_members_in_group"), given.get("members_in_group")
    if group is None and everybody is not None and everybody < least.number:
        group = everybody
    if group is None:
        return
    established = kinds.cell_is_established(group, least)
    reply.say(branch_established=established, **{"decided_by" if established else "guided_by": guide.value})


# -- what holds a transfer up, and what a wrong one brings


def _allowed(given: Given, law: Law, reply: Reply, change: str) -> None:
    inspected, complained = _first(given, *words.INSPECTED), _first(given, *words.COMPLAINED)
    if inspected is None and complained is None:
        return
    facts = Facts(on=given["event_date"], under_inspection=bool(inspected), pending_complaint=bool(complained))
    allowed = reply.found(check_allowed(facts, law))
    reply.say(transfer_allowed=allowed)
    if allowed is False:
        reply.say(until="matter_concluded")


def _index(given: Given, law: Law, reply: Reply, change: str) -> None:
    confirmed = _first(given, "index_confirmed", "index_confirmed_by_sender", "document_index_confirmed")
    if confirmed is None:
        return
    may = reply.found(check_index(Facts(on=given["event_date"], index_confirmed=confirmed), law))
    reply.say(may_receive=may, may_accept=may, reception_allowed=may)


def _wrong(given: Given, law: Law, reply: Reply, change: str) -> None:
    form = law.get("transfer.wrong_transfer_discipline")
    if change == "wrong" and form is not None and given.get("consequence", "less_serious") == "less_serious":
        reply.say(discipline=form.value)
        reply.cite(form, law)
