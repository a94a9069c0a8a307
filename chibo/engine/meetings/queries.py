"""Reading meetings: the roll of a day from the register, and the doors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from chibo.engine.meetings import rules
from chibo.engine.meetings.models import Body, Meeting, Vote
from chibo.engine.meetings.permissions import can_record, check_can_record
from chibo.roll.members.models import Membership, Person, Placement
from chibo.roll.members.permissions import Authority, Right
from chibo.roll.members.queries import VoterFacts, seated_in, voters_of_cell
from chibo.roll.organizations.models import CELLS, Form, Organization
from chibo.roll.organizations.queries import form_of, law_for, names_on

BODY_OF = {"V-CELL": Body.CELL, "V-COMM": Body.COMMITTEE, "V-BTV": Body.STANDING_COMMITTEE}
NOUN_OF = {
    Body.CELL: "đảng viên chính thức",
    Body.COMMITTEE: "cấp ủy viên",
    Body.STANDING_COMMITTEE: "ủy viên ban thường vụ",
}


def bodies_of(form: Form) -> list[Body]:
    """Who meets in an organization of this level: its members in a cell, above a cell only its committee."""
    return [Body.CELL, Body.COMMITTEE] if form.level in CELLS else [Body.COMMITTEE, Body.STANDING_COMMITTEE]


def summoned(organization: Organization, body: str, on: date, present: Collection[int]) -> list[rules.Voter]:
    """Everyone whom the body calls on that day: a cell calls its probationary members too."""
    facts = voters_of_cell(organization, on) if body == Body.CELL else seated_in(organization, body, on)
    return [_voter(fact, body, fact.person_id in present) for fact in facts]


def _voter(fact: VoterFacts, body: str, present: bool) -> rules.Voter:
    return rules.Voter(
        person_id=fact.person_id,
        name=fact.name,
        official=body != Body.CELL or fact.kind == Membership.Kind.OFFICIAL,
        present=present,
        guest=fact.placed == Placement.Kind.TEMPORARY,
        away=bool(fact.away_to),
        exempt="EXEMPT" in fact.standings,
        suspended="SUSPENDED" in fact.standings,
        prosecuted="PROSECUTED" in fact.standings,
        detained="DETAINED" in fact.standings,
    )


def electorate_at(meeting: Meeting) -> rules.Electorate:
    """The electorate of a recorded meeting, by the register and the law of its day."""
    present = set(meeting.attendances.filter(present=True).values_list("person_id", flat=True))
    voters = summoned(meeting.organization, meeting.body, meeting.held_on, present)
    law = law_for(meeting.organization, meeting.held_on)
    return rules.electorate(
        voters, law.value(f"meeting.{meeting.body}_denominator_excludes"), NOUN_OF[Body(meeting.body)]
    )


def reachable(authority: Authority) -> QuerySet[Organization]:
    """Organizations whose meetings and cases the reader may see; one that ended keeps its last place."""
    return authority.organizations_in_view(Right.VIEW_CASES)


def meetings_within(authority: Authority) -> QuerySet[Meeting]:
    """Meetings of the organizations that the reader may see today, newest first."""
    return (
        Meeting.objects.filter(organization__in=reachable(authority))
        .select_related("organization", "chair", "minute_taker")
        .order_by("-held_on", "-pk")
    )


def get_meeting_for(authority: Authority, pk: int) -> Meeting:
    """The one door to a meeting; outside the reader's organizations it does not exist (404)."""
    meeting = meetings_within(authority).filter(pk=pk).first()
    if meeting is None:
        raise Http404("Không có cuộc họp này trong phạm vi của đồng chí")
    return meeting


def vote_row(vote: Vote) -> dict[str, object]:
    """What the ledger vouches for: the row's kind, id and digest."""
    return {"kind": "vote", "id": vote.pk, "digest": vote_digest(vote)}


def vote_digest(vote: Vote) -> str:
    facts = {
        "meeting": vote.meeting_id,
        "counts": [vote.votes_for, vote.votes_against, vote.votes_blank],
        "method": vote.method,
        "electorate": vote.electorate,
        "roll": vote.roll,
        "denominator": vote.denominator,
        "needed": vote.needed,
        "passed": vote.passed,
        "citation": vote.citation,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def vote_digests(ids: Iterable[int]) -> dict[int, str]:
    return {vote.pk: vote_digest(vote) for vote in Vote.objects.filter(pk__in=list(ids))}


def organizations_that_meet(authority: Authority, on: date) -> list[Form]:
    """Organizations whose meetings the reader may record today, in tree order."""
    held = [appointment.organization_id for appointment in authority.appointments]
    forms = Form.objects.on(on).filter(organization__in=held).select_related("organization").order_by("path")
    return [form for form in forms if can_record(authority, form)]


def get_form_to_record_for(authority: Authority, code: str, on: date) -> Form:
    """The door for recording: 404 outside the reader's organizations, 403 with a sentence inside without the right."""
    form = Form.objects.on(on).select_related("organization").filter(organization__code=code).first()
    if form is None or not authority.may(Right.VIEW_CASES, form.path):
        raise Http404("Không có tổ chức này trong phạm vi của đồng chí")
    check_can_record(authority, form)
    return form


def person_on_roll(roll: Sequence[rules.Voter], chosen: str) -> Person | None:
    """The chosen person, if the roll has them; a blank is nobody."""
    known = {str(voter.person_id) for voter in roll}
    return Person.objects.get(pk=int(chosen)) if chosen in known else None


def meetings_table(meetings: Sequence[Meeting], today: date) -> dict[str, Any]:
    """Columns and rows for the list of meetings."""
    names = names_on([meeting.organization_id for meeting in meetings], today)
    return {
        "columns": [
            {"label": "Nội dung", "kind": "text"},
            {"label": "Ngày họp", "kind": "text", "fact": True},
            {"label": "Tập thể", "kind": "text", "fact": True},
            {"label": "Tổ chức", "kind": "text", "fact": True},
        ],
        "rows": [
            {
                "url": reverse("meetings:page", args=[m.pk]),
                "cells": [
                    m.title,
                    m.held_on,
                    m.get_body_display(),
                    names.get(m.organization_id, m.organization.code),
                ],
            }
            for m in meetings
        ],
        "empty": {
            "why": "Chưa ghi cuộc họp nào",
            "what": "Cuộc họp do người được phân công ở chi bộ, cấp ủy ghi.",
        },
    }


def meeting_page(meeting: Meeting) -> dict[str, Any]:
    """The meeting, its roll in the Vietnamese order of names, and the votes taken."""
    roll = meeting.attendances.select_related("person").order_by("person__sort_key")
    return {
        "meeting": meeting,
        "form_of_day": form_of(meeting.organization, meeting.held_on),
        "votes": list(meeting.votes.order_by("pk")),
        "present": [row for row in roll if row.present],
        "absent": [row for row in roll if not row.present],
        "facts": [("Chủ trì", meeting.chair), ("Ghi biên bản", meeting.minute_taker)],
    }


def vote_ids() -> list[int]:
    return list(Vote.objects.values_list("pk", flat=True))
