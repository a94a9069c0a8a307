"""The acts of a case. Each appends one event, judged by the law of its own day, and one ledger entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chibo.common.dates import display
from chibo.engine.cases import queries
from chibo.engine.cases.models import Case, Event, Waiting
from chibo.engine.cases.permissions import acting_body
from chibo.engine.cases.registry import MATTERS
from chibo.engine.cases.rules.checks import (
    check_data,
    check_dates,
    check_later,
    check_number,
    check_papers,
    check_step,
)
from chibo.engine.cases.rules.deadlines import check_on_time, deadline_of
from chibo.engine.cases.rules.history import Past
from chibo.engine.cases.rules.notes import Note, check_note
from chibo.engine.cases.rules.progress import Situation, progress
from chibo.engine.meetings import actions as meetings
from chibo.engine.meetings.models import Meeting, Vote
from chibo.engine.meetings.permissions import check_can_record
from chibo.engine.meetings.rules import Ballot
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.foundation.rulebook.model import StepSpec
from chibo.foundation.rulebook.registry import GUARDS
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import form_of, law_for


@dataclass(frozen=True, slots=True)
class Stroke:
    """The pen: who records, on which day of the office, at which moment, and how many events they had seen."""

    by: User
    today: date
    at: datetime
    seen: int  # the number of events on the page that they answered


@dataclass(frozen=True, slots=True)
class Act:
    """What is being recorded: the step, its legal day, its facts and, for a vote, the meeting and the ballot."""

    step: str
    on: date
    data: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    papers: Sequence[Mapping[str, Any]] = ()
    meeting: Meeting | None = None
    ballot: Ballot | None = None
    late_ground: str = ""


@transaction.atomic
def open_case(
    *,
    procedure: str,
    person: Person,
    organization: Organization,
    on: date,
    stroke: Stroke,
    kind: str = "",
    origin: Case | None = None,
    counterpart: Organization | None = None,
) -> Case:
    """Open a matter of a person in a cell; it remembers the texts that it began under.

    ``counterpart`` is the other side, when the matter has one: it sees what is shared and acts in its own steps.

    Raises:
        Refusal: the person already has an open matter of this kind, or the day lies ahead.
        PermissionDenied: no appointment that records for the cell.
    """
    check_can_record(authority_of(stroke.by, stroke.today), form_of(organization, stroke.today))
    if on > stroke.today:
        raise Refusal(f"Không mở hồ sơ: ngày {display(on)} chưa đến")
    if Case.objects.filter(person=person, procedure=procedure, closed_on__isnull=True).exists():
        raise Refusal(f"Không mở hồ sơ: {person} đang có một hồ sơ cùng loại chưa kết thúc")
    law = law_for(organization, on)
    case = Case.objects.create(
        procedure=procedure,
        version=law.procedure(procedure).version,
        person=person,
        organization=organization,
        counterpart=counterpart,
        origin=origin,
        kind=kind,
        opened_on=on,
        opened_by=stroke.by,
    )
    record(
        action="cases.open",
        by=stroke.by,
        on=on,
        subject=f"case:{case.pk}",
        organization=organization.code,
        payload={"procedure": procedure, "version": case.version, "kind": kind, "person": person.pk}
        | ({"counterpart": counterpart.code} if counterpart else {}),
    )
    refresh(case=case, on=stroke.today)
    return case


@transaction.atomic
def perform(*, case: Case, act: Act, stroke: Stroke) -> Event:
    """Record one step of a case under the law of ``act.on``.

    A vote that misses its share is recorded as such and does not fulfil the step.

    Raises:
        Refusal: with every finding: order, standards, dates, papers, count, lateness, or another hand was faster.
        PermissionDenied: no appointment today at the body that performs the step.
    """
    case, events = _lock(case, stroke, act.on)
    scene = queries.scene_of(case, act.on)
    now = scene.situation(events)
    step = now.procedure.steps.get(act.step)
    if step is None or (step.routes and now.route.code not in step.routes):
        raise Refusal(f"Theo {now.procedure.version}, hồ sơ này không có bước {act.step} vào ngày {display(act.on)}")
    pen = _pen(step, scene, stroke)
    what = f"Không ghi nhận: {step.title}"
    refuse_if_any(
        what,
        [
            *check_data(step, act.data),
            *check_papers(step, act.papers),
            *check_dates(step, act.on, stroke.today, case.opened_on, now),
        ],
    )
    proposed = scene.facts([*events, _draft(events, act)], act.step)
    findings = _judge(what, step, proposed, now, act)
    vote = _vote(what, step, act, now, pen.body, stroke)
    refuse_if_any(what, check_number(step, act.number, vote.passed if vote else None))
    event = _append(case, events, act, stroke, now, pen, findings, vote)
    effect = MATTERS[case.procedure].effects.get(step.code)
    if effect is not None and (vote is None or vote.passed):
        effect(case=case, event=event, stroke=stroke)
    if step.ends and (vote is None or vote.passed):
        close_case(case=case, on=act.on, result=step.ends, by=stroke.by)
    if effect is None and act.on == stroke.today:
        _rewrite_waiting(scene, [*events, queries.past_of(event)])
    else:
        refresh(case=case, on=stroke.today)
    return event


@transaction.atomic
def refresh(*, case: Case, on: date) -> None:
    """Write again what the case waits for, from its events and the law of ``on``; nothing that is evidence."""
    _rewrite_waiting(queries.scene_of(case, on), queries.pasts_of(case))


def _rewrite_waiting(scene: queries.Scene, events: Sequence[Past]) -> None:
    case = scene.case
    Waiting.objects.filter(case=case).delete()
    if case.closed_on is not None:
        return
    Waiting.objects.bulk_create(
        Waiting(
            case=case,
            step=state.spec.code,
            title=state.spec.title[:200],
            organization=acting_body(state.spec, scene.bodies).organization,
            due_on=state.deadline.due_on if state.deadline else None,
            source=state.deadline.limit.citation.label[:200] if state.deadline else "",
        )
        for state in progress(scene.situation(events)).wanted
    )


@transaction.atomic
def close_case(*, case: Case, on: date, result: str, by: User) -> None:
    """End a case with its result; called by the step that ends it."""
    case.closed_on, case.result = on, result
    case.save(update_fields=["closed_on", "result"])
    record(
        action="cases.close",
        by=by,
        on=on,
        subject=f"case:{case.pk}",
        organization=case.organization.code,
        payload={"result": result},
    )


@transaction.atomic
def annotate(
    *, case: Case, kind: str, step: str, on: date, ground: str, stroke: Stroke, reopens: Sequence[str] = ()
) -> Event:
    """Return, extend, explain, stop or resume: an event beside the steps, each with its ground.

    Raises:
        Refusal: the case is closed, no ground, a day ahead or before what it speaks of, nothing to take back or to
            extend, or already (not) stopped.
    """
    case, events = _lock(case, stroke, on)
    scene = queries.scene_of(case, on)
    now = scene.situation(events)
    words = Event.Kind(kind).label.lower()
    what = f"Không ghi nhận việc {words}"
    spec = now.procedure.steps.get(step)
    if spec is None:
        raise Refusal(f"{what}: không có bước {step}")
    pen = _pen(spec, scene, stroke)
    refuse_if_any(what, check_note(Note(kind, on, ground, reopens), spec, now, case.opened_on, stroke.today))
    act = Act(step=step, on=on, data={"reopens": list(reopens)} if reopens else {})
    event = _append(case, events, act, stroke, now, pen, (), None, kind=kind, ground=ground)
    refresh(case=case, on=stroke.today)
    return event


@transaction.atomic
def correct(
    *, case: Case, event: Event, on: date, data: Mapping[str, Any], number: str, ground: str, stroke: Stroke
) -> Event:
    """State again the facts of an earlier event, with the ground; the first statement stays readable.

    Raises:
        Refusal: no ground, the day of a vote (nor is its count ever restated), the register was written from it, or
            the facts break a rule.
    """
    case, events = _lock(case, stroke, on)
    what = "Không ghi nhận đính chính"
    if not ground.strip():
        raise Refusal(f"{what}: phải ghi căn cứ")
    if event.case_id != case.pk or event.kind != Event.Kind.DONE:
        raise Refusal(f"{what}: sự việc này không thể đính chính")
    if event.vote_id is not None and on != event.on:
        raise Refusal(f"{what}: ngày biểu quyết là ngày của cuộc họp đã ghi, không đính chính ở đây")
    scene = queries.scene_of(case, on)
    now = scene.situation(events)
    step = now.procedure.steps.get(event.step)
    if step is None:
        raise Refusal(f"{what}: ngày {display(on)} không có bước này")
    pen = _pen(step, scene, stroke)
    _check_unwritten(what, step, now, case)
    act = Act(step=event.step, on=on, data=data, number=number)
    others = [past for past in events if event.seq not in (past.seq, past.corrects)]
    facts = scene.facts([*others, _draft(events, act, event.vote)], act.step)
    findings = refuse_if_any(
        what,
        [
            *check_data(step, data),
            *check_dates(step, on, stroke.today, case.opened_on, now),
            *check_later(step.code, on, now),
            *(finding for code in step.guards for finding in GUARDS[code](facts, now.law)),
        ],
    )
    restated = _append(
        case, events, act, stroke, now, pen, findings, None, kind=Event.Kind.CORRECTED, ground=ground, corrects=event
    )
    refresh(case=case, on=stroke.today)
    return restated


def _check_unwritten(what: str, step: StepSpec, now: Situation, case: Case) -> None:
    """What the register was written from is not restated in the case: the two would then say different things."""
    effects, steps = MATTERS[case.procedure].effects, now.procedure.steps
    rests = [code for code in effects if step.act == "decision" and step.code in steps[code].requires]
    if step.code in effects or any(now.history.done(code) is not None for code in rests):
        raise Refusal(
            f"{what}: {step.title.lower()} đã vào sổ đảng viên; sai thì xem lại quyết định theo thủ tục riêng"
        )


def _lock(case: Case, stroke: Stroke, on: date) -> tuple[Case, list[Past]]:
    """One pen at a time: whoever answers a page that others have moved on from is told so."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("organization", "person", "counterpart")
    case = queries.placed(queries.placed_on(rows, on).get(pk=case.pk), on)
    events = queries.pasts_of(case)
    if len(events) != stroke.seen:
        last = case.events.select_related("by").order_by("seq").last()
        procedure = law_for(case.organization, on).procedure(case.procedure)
        latest = f": {last.by} đã ghi bước {procedure.named(last.step)}" if last else ""
        raise Refusal(f"Hồ sơ đã thay đổi từ khi đồng chí mở trang{latest}. Đề nghị xem lại rồi ghi")
    return case, events


@dataclass(frozen=True, slots=True)
class Pen:
    """The body in whose name an event is written, and the capacity of the hand that writes it."""

    body: Organization
    capacity: str


def _pen(step: StepSpec, scene: queries.Scene, stroke: Stroke) -> Pen:
    """Power is looked up on the day of recording: an appointment that ended yesterday writes nothing today."""
    form = acting_body(step, scene.bodies)
    today = form if scene.on == stroke.today else form_of(form.organization, stroke.today)
    return Pen(form.organization, check_can_record(authority_of(stroke.by, stroke.today), today))


def _draft(events: Sequence[Past], act: Act, vote: Vote | None = None) -> Past:
    """The act as it would stand, the latest of all: the rules judge the case with it. A vote keeps its count."""
    return Past(
        seq=len(events) + 1,
        kind=Event.Kind.DONE,
        step=act.step,
        on=act.on,
        data=dict(act.data),
        number=act.number,
        vote_passed=vote.passed if vote else None,
    )


def _judge(what: str, step: StepSpec, facts: Any, now: Situation, act: Act) -> tuple[Finding, ...]:
    deadline = deadline_of(step, now.history, now.days, now.law)
    findings = [
        *check_step(step, now),
        *(finding for code in step.guards for finding in GUARDS[code](facts, now.law)),
        *check_on_time(step, deadline, act.on, act.late_ground, now.history.explained(step.code)),
    ]
    return refuse_if_any(what, findings)


def _vote(what: str, step: StepSpec, act: Act, now: Situation, body: Organization, stroke: Stroke) -> Vote | None:
    if step.vote is None:
        return None
    if act.meeting is None or act.ballot is None:
        raise Refusal(f"{what}: bước này phải có cuộc họp và kết quả biểu quyết")
    if act.meeting.organization_id != body.pk:
        raise Refusal(f"{what}: cuộc họp đã chọn không phải của {body}")
    if act.meeting.held_on != act.on:
        raise Refusal(f"{what}: ngày ghi phải là ngày họp {display(act.meeting.held_on)}")
    return meetings.take_vote(
        meeting=act.meeting,
        question=step.title,
        electorate=step.vote.electorate,
        ballot=act.ballot,
        share=now.law.value(step.vote.threshold),
        by=stroke.by,
        what=what,
    )


def _append(
    case: Case,
    events: Sequence[Past],
    act: Act,
    stroke: Stroke,
    now: Situation,
    pen: Pen,
    findings: Sequence[Finding],
    vote: Vote | None,
    kind: str = Event.Kind.DONE,
    ground: str = "",
    corrects: Event | None = None,
) -> Event:
    event = Event.objects.create(
        case=case,
        seq=len(events) + 1,
        kind=kind,
        step=act.step,
        on=act.on,
        organization=pen.body,
        route=now.route.code,
        number=act.number,
        data=dict(act.data),
        papers=[dict(paper) for paper in act.papers],
        findings=[as_row(finding) for finding in findings],
        law=queries.texts_of(now.procedure),
        vote=vote,
        corrects=corrects,
        ground=ground or act.late_ground,
        by=stroke.by,
        capacity=pen.capacity,
        at=stroke.at,
    )
    record(
        action=f"cases.{kind}",
        by=stroke.by,
        on=act.on,
        subject=f"case:{case.pk}/{act.step}",
        organization=pen.body.code,
        payload={
            "row": {"kind": "event", "id": event.pk, "digest": queries.event_digest(event)},
            "step": act.step,
            "capacity": pen.capacity,
        },
    )
    return event


def as_row(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept with the event: what it said on the day, with its source."""
    return {
        "code": finding.code,
        "outcome": finding.outcome.value,
        "sentence": finding.sentence,
        "source": finding.citation.label if finding.citation else "",
        "confidence": finding.confidence.value,
    }
