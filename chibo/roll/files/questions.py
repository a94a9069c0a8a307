"""Topic records: files and cards. Thin: the words of a question become facts of the rules, findings its answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chibo.common.dates import display
from chibo.foundation.rulebook.answers import failed, passed
from chibo.foundation.rulebook.findings import Finding
from chibo.foundation.rulebook.law import Law, law_on
from chibo.foundation.rulebook.registry import CaseAnswer, answers
from chibo.foundation.rulebook.replies import Given, Reply, calendar, first, number
from chibo.roll.files.rules.cards import CardMishap, discipline_of, issued_to
from chibo.roll.files.rules.corrections import check_birth_date, freeze_from
from chibo.roll.files.rules.keeping import check_transfer_file, passing_on

#: Words of an event, and what befell the card.
MISHAPS: Final[Mapping[str, str]] = {
    "lost_party_card": "lost",
    "party_card_lost": "lost",
    "lost_card": "lost",
    "misused_party_card": "misused",
    "used_card_for_wrong_purpose": "misused",
    "used_card_to_borrow_money": "pledged",
    "pledged_party_card": "pledged",
    "card_pledged_for_loan": "pledged",
    "damaged_party_card_by_carelessness": "damaged",
    "damaged_party_card": "damaged",
}
CONSEQUENCES: Final[Mapping[str, str]] = {
    "minor": "less_serious",
    "less_serious": "less_serious",
    "serious": "serious",
    "very_serious": "very_serious",
    "especially_serious": "very_serious",
}
#: Events after which the file of a member goes up with its notice.
PASSED_ON: Final = frozenset(
    {
        "slip_for_deceased_or_departed_member_prepared",
        "slip_for_deceased_member_prepared",
        "slip_for_departed_member_prepared",
    }
)
#: How a member left, in the words of questions and of the law.
LEFT: Final[Mapping[str, str]] = {
    "member_expelled": "EXPULSION",
    "member_struck_off": "STRIKE_OFF",
    "member_removed": "STRIKE_OFF",
    "member_resigned": "RESIGNATION",
    "member_left": "RESIGNATION",
}
_DIED: Final = frozenset({"member_died", "member_deceased", "death"})
#: What the base does about a transfer file, by whether it is still in time.
_ACTIONS: Final[Mapping[bool | None, str]] = {
    True: "none_yet",
    False: "report_to_competent_committee_for_handling",
}
_OFFICIAL = frozenset({"official", "full", "recognised", "recognised_official"})


@answers("records")
def answer_records(given: Given, law: Law) -> CaseAnswer:
    reply = Reply()
    _card(given, law, reply)
    _birth_date(given, law, reply)
    _transfer_file(given, law, reply)
    _passing_on(given, law, reply)
    keeper, minutes = law.get("records.keeper"), law.get("records.handover_needs_minutes")
    reply.say(
        record_keeper=keeper.value if keeper else None,
        reconciliation_months=number(law, "records.reconciliation_months"),
        handover_minutes_required=minutes.value if minutes else None,
    )
    return reply.done()


def _card(given: Given, law: Law, reply: Reply) -> None:
    event = str(given.get("event") or "")
    if (mishap := MISHAPS.get(event)) is not None:
        told = CardMishap(
            event=mishap,
            with_reason=first(given, "legitimate_reason", "good_reason"),
            again=bool(first(given, "previous_reprimand_same", "reprimanded_before", "repeat")),
            consequence=CONSEQUENCES.get(str(first(given, "consequence", "consequences") or ""), "less_serious"),
            in_office=bool(given.get("holds_position")),
        )
        named, also = discipline_of(told, law)
        if named is not None:
            reply.found([passed("CARD-DISCIPLINE", named, law.parameter(named.name).labels[named.value])])
            reply.say(discipline=named.value, alternatives=[f"{also.value}_if_position"] if also else None)
        again = law.get("records.card_reissue_considered")
        if again is not None and (told.with_reason or mishap == "damaged"):
            reply.say(reissue_considered=again.value)
    status = first(given, "status", "member_status")
    told_to = issued_to("official" if status in _OFFICIAL else str(status), law) if status is not None else None
    if told_to is not None:
        issued, source = told_to
        reply.say(card_issued=issued)
        reply.found([(passed if issued else failed)("CARD-ISSUED", source, law.parameter(source.name).title)])
    if (kept := law.get("card.family_keeps")) is not None:
        reply.say(family_may_keep=kept.value)
        if event in _DIED:
            reply.found([(passed if kept.value else failed)("CARD-FAMILY", kept, law.parameter(kept.name).title)])
    returned = law.get("card.returned_on")
    if returned is not None and event in LEFT:
        reply.say(card_taken_back=LEFT[event] in returned.value)


def _birth_date(given: Given, law: Law, reply: Reply) -> None:
    if first(given, "request", "requested") not in {"change_birth_date_in_party_record", "correct_birth_date"}:
        return
    findings = check_birth_date(given["event_date"], law)
    source = law.get("records.birth_date_source")
    reply.found(findings or _not_yet(law))
    reply.say(
        freeze_applies=bool(findings),
        freeze_from=freeze_from(law),
        accepted=False if findings else None,
        age_determined_by=source.value if source else None,
    )


def _not_yet(law: Law) -> list[Finding]:
    """Before days of birth were frozen: from when on they are, by the text that says so."""
    since = freeze_from(law)
    if since is None:
        return []
    frozen = law_on(since).value("records.birth_date_frozen")
    told = f"{law.parameter(frozen.name).title}: áp dụng từ ngày {display(since)}; ngày đang xét chưa áp dụng."
    return [passed("BIRTH-FROZEN", frozen, told)]


def _transfer_file(given: Given, law: Law, reply: Reply) -> None:
    months = first(given, "months_transfer_file_not_submitted", "months_file_not_submitted")
    if months is None:
        return
    on_time = reply.found(check_transfer_file(months, bool(first(given, "legitimate_reason", "good_reason")), law))
    reply.say(
        threshold_months=number(law, "records.transfer_file_overdue_months"),
        check_frequency_months=number(law, "records.transfer_file_check_months"),
        report_required=None if on_time is None else not on_time,
        action=_ACTIONS.get(on_time),
    )


def _passing_on(given: Given, law: Law, reply: Reply) -> None:
    if given.get("event") not in PASSED_ON:
        return
    told = passing_on(given["event_date"], law, calendar(given))
    if told is None:
        return
    reply.say(deadline_days=told.limit.number, day_kind="working", deadline_date=told.due_on)
    title = law.parameter(told.limit.name).title
    due = f"{title}: {told.limit.number} ngày làm việc, đến hết ngày {display(told.due_on)}."
    reply.found([passed("FILE-UP", told.limit, due)])
    done = first(given, "done_on", "submitted_on", "handed_over_on")
    if done is not None:
        kept = done <= told.due_on
        reply.say(within_time=reply.found([(passed if kept else failed)("FILE-UP", told.limit, title)]))
