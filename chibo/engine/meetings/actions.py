"""Hold a meeting, take a vote. Both are recorded once and never changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from chibo.common.dates import display
from chibo.engine.meetings import queries, rules
from chibo.engine.meetings.models import Attendance, Meeting, Vote
from chibo.engine.meetings.permissions import check_can_record
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.foundation.rulebook.model import Value
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import form_of


@transaction.atomic
def hold(
    *,
    organization: Organization,
    body: str,
    held_on: date,
    title: str,
    present: set[int],
    reasons: Mapping[int, str],
    chair: Person | None,
    minute_taker: Person | None,
    by: User,
    today: date,
    at: datetime,
    place: str = "",
    minutes: str = "",
) -> Meeting:
    """Record a meeting of ``body`` with its roll as the register stood on ``held_on``.

    Args:
        present: ids of those who came; everyone else on the roll is absent, with ``reasons`` by id.

    Raises:
        Refusal: the day lies ahead, somebody present was not summoned, nobody came, or the chair was absent.
        PermissionDenied: ``by`` holds no appointment that records for this organization today.
    """
    check_can_record(authority_of(by, today), form_of(organization, today))
    voters = queries.summoned(organization, body, held_on, present)
    duties = {"chủ trì": chair, "ghi biên bản": minute_taker}
    _check_meeting(held_on, today, {voter.person_id for voter in voters}, present, duties)
    meeting = Meeting.objects.create(
        organization=organization,
        body=body,
        held_on=held_on,
        place=place,
        title=title,
        chair=chair,
        minute_taker=minute_taker,
        minutes=minutes,
        opened_by=by,
        opened_at=at,
    )
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person_id=voter.person_id,
            present=voter.person_id in present,
            reason="" if voter.person_id in present else reasons.get(voter.person_id, ""),
        )
        for voter in voters
    )
    record(
        action="meetings.hold",
        by=by,
        on=held_on,
        subject=f"meeting:{meeting.pk}",
        organization=organization.code,
        payload={"body": body, "title": title, "summoned": len(voters), "present": len(present)},
    )
    return meeting


def _check_meeting(
    held_on: date, today: date, summoned: set[int], present: set[int], duties: Mapping[str, Person | None]
) -> None:
    what = "Không ghi nhận cuộc họp"
    if held_on > today:
        raise Refusal(f"{what}: ngày họp {display(held_on)} chưa đến")
    if strangers := present - summoned:
        names = ", ".join(str(p) for p in Person.objects.filter(pk__in=strangers)) or "người không có trong danh sách"
        raise Refusal(f"{what}: có mặt ngoài danh sách triệu tập ngày {display(held_on)}: {names}")
    if not present:
        raise Refusal(f"{what}: chưa đánh dấu người có mặt")
    for duty, person in duties.items():
        if person is not None and person.pk not in present:
            raise Refusal(f"{what}: đồng chí {duty} ({person}) không có mặt trong cuộc họp")


@transaction.atomic
def take_vote(
    *, meeting: Meeting, question: str, electorate: str, ballot: rules.Ballot, share: Value, by: User, what: str
) -> Vote:
    """Record one vote with its roll, its arithmetic and its outcome. A vote that misses the share is recorded too.

    Args:
        electorate: who may vote, V-CELL, V-COMM or V-BTV (Quy định 294-QĐ/TW, mục 9.3).
        share: the threshold in the law of the meeting's day.
        what: how a refusal begins, in Vietnamese.

    Raises:
        Refusal: the body is another one than the vote asks for, or more votes than people who may vote here.
    """
    if queries.BODY_OF[electorate] != meeting.body:
        raise Refusal(
            f"{what}: cuộc họp này là của {meeting.get_body_display().lower()}, không đúng tập thể phải biểu quyết"
        )
    roll = queries.electorate_at(meeting)
    refuse_if_any(what, rules.check_ballot(ballot, roll))
    result = rules.count(ballot, roll, share)
    vote = Vote.objects.create(
        meeting=meeting,
        question=question,
        method=ballot.method,
        electorate=electorate,
        votes_for=ballot.votes_for,
        votes_against=ballot.votes_against,
        votes_blank=ballot.votes_blank,
        roll=[
            {
                "person": row.person_id,
                "name": row.name,
                "present": row.present,
                "counted": row.counted,
                "ground": rules.GROUNDS.get(row.ground, ""),
            }
            for row in roll.rows
        ],
        denominator=result.denominator,
        needed=result.needed,
        passed=result.passed,
        arithmetic=result.arithmetic,
        citation={
            "parameter": share.name,
            "label": share.citation.label,
            "confidence": share.confidence.value,
        },
    )
    record(
        action="meetings.take_vote",
        by=by,
        on=meeting.held_on,
        subject=f"vote:{vote.pk}",
        organization=meeting.organization.code,
        payload={"row": queries.vote_row(vote)},
    )
    return vote
