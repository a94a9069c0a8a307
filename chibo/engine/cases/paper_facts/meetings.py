"""A meeting and its vote: who was called and came, what was counted, and how much the law asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from chibo.engine.cases.models import Event
from chibo.engine.cases.paper_facts.steps import Fact, percent
from chibo.engine.cases.printing import Sheet
from chibo.engine.meetings.models import Body, Meeting, Vote
from chibo.engine.meetings.queries import summoned
from chibo.engine.meetings.rules import GROUNDS, NEVER_COUNTED
from chibo.foundation.papers.facts import FactSpec
from chibo.foundation.rulebook.answers import threshold
from chibo.roll.organizations.models import CELLS

_NUMBERS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")


def voting(sheet: Sheet) -> Vote | None:
    """The vote of the paper's own step; of a report on a missed vote, the vote that it reports."""
    if sheet.event is not None and sheet.event.vote is not None:
        return sheet.event.vote
    missed = missed_vote(sheet)
    return missed.vote if missed and not sheet.step.vote else None


def missed_vote(sheet: Sheet) -> Event | None:
    """The last vote before the paper that did not reach its share."""
    before = [e for e in sheet.folder.events if sheet.past is None or e.seq < sheet.past.seq]
    return next((e for e in reversed(before) if e.vote is not None and not e.vote.passed), None)


def meeting_of(sheet: Sheet) -> Meeting | None:
    vote = voting(sheet)
    if vote is not None:
        return vote.meeting
    if sheet.past is None or sheet.issuer is None:
        return None
    return sheet.folder.meeting(sheet.past, Body.CELL if sheet.issuer.level in CELLS else Body.COMMITTEE)


def of_vote(read: Callable[[Sheet, Vote], Any]) -> Fact:
    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        vote = voting(sheet)
        return read(sheet, vote) if vote else None

    return fact


def of_meeting(read: Callable[[Sheet, Meeting], Any]) -> Fact:
    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        meeting = meeting_of(sheet)
        return read(sheet, meeting) if meeting else None

    return fact


def earlier_vote(read: Callable[[Vote], Any]) -> Fact:
    """What the vote of an earlier step counted: the fact's entry names the step."""

    def fact(sheet: Sheet, spec: FactSpec) -> Any:
        past = sheet.told(sheet.step_of(spec))
        vote = sheet.folder.rows[past.seq].vote if past else None
        return read(vote) if vote else None

    return fact


def needed_share(sheet: Sheet, spec: FactSpec) -> str | None:
    """``ít nhất hai phần ba``, in the law of the vote's day; before the vote, of the step's own."""
    vote = voting(sheet)
    name = vote.citation["parameter"] if vote else sheet.step.vote.threshold if sheet.step.vote else ""
    if not name:
        return None
    rule = threshold(sheet.law.value(name))
    return f"{'quá' if rule.strict else 'ít nhất'} {_fraction(rule.fraction)}"


def _fraction(share: Fraction) -> str:
    if share == Fraction(1, 2):
        return "một nửa"
    return f"{_NUMBERS[share.numerator]} phần {_NUMBERS[share.denominator]}"


def _left_out(sheet: Sheet, vote: Vote) -> list[str]:
    """Members of the body who are not in the denominator, with the ground of each."""
    never = {GROUNDS[ground] for ground in NEVER_COUNTED}
    return [f"{row['name']} ({row['ground']})" for row in vote.roll if row["ground"] and row["ground"] not in never]


def _absent(sheet: Sheet, meeting: Meeting) -> list[str]:
    rows = [row for row in sheet.folder.attendances.get(meeting.pk, ()) if not row.present]
    return [f"{row.person.name} ({row.reason})" if row.reason else row.person.name for row in rows]


def _present(sheet: Sheet, meeting: Meeting) -> int:
    return sum(row.present for row in sheet.folder.attendances.get(meeting.pk, ()))


def _officials(sheet: Sheet, meeting: Meeting) -> int:
    return _called(sheet, meeting)[0]


def _probationaries(sheet: Sheet, meeting: Meeting) -> int:
    return _called(sheet, meeting)[1]


def _called(sheet: Sheet, meeting: Meeting) -> tuple[int, int]:
    """Official and probationary members of the cell: by the roll of the vote, else by the register of the day."""
    vote = voting(sheet)
    if vote is not None:
        grounds = [row["ground"] for row in vote.roll]
        probationary = grounds.count(GROUNDS["not_official"])
        return len(grounds) - probationary - grounds.count(GROUNDS["guest"]), probationary
    came = {row.person_id for row in sheet.folder.attendances.get(meeting.pk, ()) if row.present}
    voters = summoned(meeting.organization, meeting.body, meeting.held_on, came)
    return sum(v.official and not v.guest for v in voters), sum(not v.official for v in voters)


def _seated(sheet: Sheet, meeting: Meeting) -> int:
    return len(sheet.folder.attendances.get(meeting.pk, ()))


FACTS: Mapping[str, Fact] = {
    "meeting_date": of_meeting(lambda sheet, meeting: meeting.held_on),
    "chair_name": of_meeting(lambda sheet, meeting: meeting.chair.name if meeting.chair else None),
    "minute_taker_name": of_meeting(
        lambda sheet, meeting: meeting.minute_taker.name if meeting.minute_taker else None
    ),
    "official_count": of_meeting(_officials),
    "probationary_count": of_meeting(_probationaries),
    "committee_count": of_meeting(_seated),
    "present_count": of_meeting(_present),
    "absent": of_meeting(_absent),
    "excluded": of_vote(_left_out),
    "denominator": of_vote(lambda sheet, vote: vote.denominator),
    "needed": of_vote(lambda sheet, vote: vote.needed),
    "vote_method": of_vote(lambda sheet, vote: vote.get_method_display().lower()),
    "votes_for": of_vote(lambda sheet, vote: vote.votes_for),
    "votes_against": of_vote(lambda sheet, vote: vote.votes_against),
    "votes_blank": of_vote(lambda sheet, vote: vote.votes_blank),
    "percent": of_vote(lambda sheet, vote: percent(vote.votes_for, vote.denominator)),
    "threshold": needed_share,
    "vote_date": lambda sheet, spec: missed.on if (missed := missed_vote(sheet)) else None,
    "cell_votes_for": earlier_vote(lambda vote: vote.votes_for),
    "cell_denominator": earlier_vote(lambda vote: vote.denominator),
    "cell_percent": earlier_vote(lambda vote: percent(vote.votes_for, vote.denominator)),
}
