"""A declaration for a badge, and what the cell says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.engine.cases.actions import Stroke
from chibo.engine.meetings.models import Body, Meeting
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding, Outcome, Refusal, refuse_if_any
from chibo.foundation.rulebook.law import Law
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of, place_of
from chibo.roll.members.rules.seniority import seniority
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import form_of, law_for
from chibo.work.honours.actions.checking import all_kept, check_day, check_said
from chibo.work.honours.candidates import candidates_of
from chibo.work.honours.models import Award, Ground, Nomination
from chibo.work.honours.permissions import check_can_nominate
from chibo.work.honours.rules import badges
from chibo.work.honours.rules.badges import Candidate

_OUTCOME = Nomination.Outcome


@transaction.atomic
def nominate(
    *,
    person: Person,
    level: int,
    ground: str,
    round_on: date,
    declared_on: date,
    stroke: Stroke,
    declarant: str = "",
    evidence: str = "",
) -> Nomination:
    """The declaration of a member, or of the family, for one badge in one round.

    Written down by the cell's pen or by the member: then it is their own. ``evidence`` is number and place of a
    paper, never the paper.

    Raises:
        Refusal: party age is short beyond what the ground allows, a discipline bars, the badge was given, another
            nomination runs, or the paper that the ground asks for is not named.
        PermissionDenied: neither the member nor anybody who records for the cell.
    """
    what = "Không ghi nhận tờ khai"
    person = Person.objects.select_for_update().get(pk=person.pk)
    place = place_of(person, stroke.today)
    authority = authority_of(stroke.by, stroke.today)
    own = authority.person is not None and authority.person.pk == person.pk
    if not own:
        check_can_nominate(authority, place)
    law = law_for(place.organization, declared_on)
    findings = [
        *check_day(declared_on, stroke.today, "declared_on"),
        *_check_round(round_on, declared_on, law),
        *_check_free(person, level),
        *_check_papers(ground, declarant, evidence),
        *judge(candidates_of([person.pk], round_on)[person.pk], level, ground, round_on, law),
    ]
    refuse_if_any(what, findings)
    told = next((f.seen["reached_on"] for f in findings if "reached_on" in f.seen), None)
    nomination = Nomination.objects.create(
        person=person,
        cell=place.organization,
        level=level,
        ground=ground,
        round_on=round_on,
        reached_on=told,
        declared_on=declared_on,
        by_family=bool(declarant.strip()),
        declarant=nfc(declarant),
        evidence=nfc(evidence),
        findings=all_kept(findings),
        by=stroke.by,
        at=stroke.at,
    )
    _enter("nominate", nomination, stroke, declared_on, level=level, ground=ground, round=round_on.isoformat())
    return nomination


def judge(candidate: Candidate, level: int, ground: str, round_on: date, law: Law) -> list[Finding]:
    """Everything that speaks for and against this badge in this round."""
    on = min(round_on, candidate.died_on) if candidate.died_on else round_on
    told = seniority(replace(candidate.service, on=min(candidate.service.on, on)), law)
    found = [*told.findings, badges.check_level(level, law)]
    if candidate.left_by:
        found.append(failed("BADGE-MEMBER", None, "Không còn là đảng viên: không xét tặng Huy hiệu Đảng."))
    if ground == Ground.POSTHUMOUS and candidate.died_on is None:
        found.append(failed("BADGE-POSTHUMOUS", None, "Hồ sơ chưa ghi đảng viên đã từ trần.", asks="ground"))
    elif ground == Ground.POSTHUMOUS and candidate.died_on is not None:
        found.append(badges.check_posthumous(told, level, candidate.died_on, law))
    elif candidate.died_on is not None:
        found.append(failed("BADGE-GROUND", None, "Đảng viên đã từ trần: chỉ xét truy tặng.", asks="ground"))
    elif ground == Ground.EARLY:
        found.append(badges.check_early(told, level, on, law))
    else:
        found.append(badges.check_reached(told, level, on, law))
    found += [badges.barred(each, round_on, law).finding for each in candidate.disciplines]
    if candidate.service.decided_on is None and candidate.service.card_on is not None:
        found = [_to_confirm(finding) if finding.code == "SEN-START" else finding for finding in found]
    return found


def _to_confirm(finding: Finding) -> Finding:
    """Counting from the day on the card is right only when the decision is lost: somebody has to look."""
    return replace(finding, outcome=Outcome.UNKNOWN, missing=("decided_on",), who="Cấp ủy quản lý hồ sơ")


def _check_round(round_on: date, declared_on: date, law: Law) -> list[Finding]:
    value, known = law.get("badge.rounds"), badges.rounds(law, round_on.year)
    if known and round_on not in known:
        return [failed("BADGE-ROUND", value, "Ngày này không phải là một đợt trao tặng trong năm.", asks="round_on")]
    if declared_on > round_on:
        return [failed("BADGE-ROUND", None, "Tờ khai sau ngày của đợt: chọn đợt sau.", asks="round_on")]
    return []


def _check_free(person: Person, level: int) -> list[Finding]:
    found = []
    if Award.objects.filter(person=person, level__gte=level).exists():
        found.append(failed("BADGE-HELD", None, "Đã được tặng huy hiệu mốc này hoặc mốc cao hơn.", asks="level"))
    if Nomination.objects.filter(person=person, outcome="").exists():
        found.append(failed("BADGE-OPEN", None, "Đang có một đề nghị tặng Huy hiệu Đảng chưa kết thúc."))
    return found


def _check_papers(ground: str, declarant: str, evidence: str) -> list[Finding]:
    if ground not in Ground.values:
        return [failed("SAID", None, "Chưa chọn trường hợp.", asks="ground")]
    found = []
    if ground == Ground.EARLY:
        found += check_said(evidence, "Chưa ghi giấy tờ chứng minh bệnh nặng: số và nơi lưu.", "evidence")
    if ground == Ground.POSTHUMOUS:
        found += check_said(declarant, "Đảng viên đã từ trần: ghi tên thân nhân khai thay.", "declarant")
    return found


@transaction.atomic
def consider(
    *,
    cell: Organization,
    nominations: Sequence[Nomination],
    on: date,
    document: str,
    stroke: Stroke,
    meeting: Meeting | None = None,
    not_agreed: Sequence[Nomination] = (),
    ground: str = "",
) -> None:
    """The cell considered these together: a resolution of a day proposes them; whom it does not, with the ground.

    Raises:
        Refusal: nobody chosen, another cell, already considered, a day out of order, a meeting of another body or day.
    """
    what = "Không ghi nhận việc xét của chi bộ"
    check_can_nominate(authority_of(stroke.by, stroke.today), form_of(cell, stroke.today))
    held = _locked([*nominations, *not_agreed])
    latest = max((each.declared_on for each in held.values()), default=on)
    findings = [
        *check_day(on, stroke.today, "on", latest, "tờ khai ngày"),
        *check_said(document, "Chưa ghi số nghị quyết của chi bộ.", "document"),
    ]
    if not held:
        raise Refusal(f"{what}: chưa chọn ai.")
    if not_agreed:
        findings += check_said(ground, "Chưa ghi lý do chi bộ chưa đề nghị.", "ground")
    if meeting is not None and (meeting.organization_id, meeting.body, meeting.held_on) != (cell.pk, Body.CELL, on):
        findings.append(failed("MEETING", None, "Cuộc họp này không phải của chi bộ trong ngày đó.", asks="meeting"))
    refuse_if_any(what, findings)
    refused = {each.pk for each in not_agreed}
    for nomination in held.values():
        if nomination.cell_id != cell.pk or nomination.considered_on is not None or nomination.outcome:
            raise Refusal(f"{what}: {nomination.person} không chờ chi bộ này xét.")
        nomination.considered_on, nomination.considered_document = on, nfc(document)
        nomination.meeting = meeting
        if nomination.pk in refused:
            nomination.outcome, nomination.outcome_on = _OUTCOME.NOT_AGREED, on
            nomination.outcome_ground = nfc(ground)
        nomination.save()
    record(
        action="honours.consider",
        by=stroke.by,
        on=on,
        subject=f"organization:{cell.pk}",
        organization=cell.code,
        payload={
            "document": document,
            "proposed": sorted(set(held) - refused),
            "not_agreed": sorted(refused),
        },
    )


@transaction.atomic
def withdraw(*, nomination: Nomination, on: date, ground: str, stroke: Stroke) -> Nomination:
    """Taken back before any decision, with the reason."""
    what = "Không ghi nhận việc rút đề nghị"
    check_can_nominate(authority_of(stroke.by, stroke.today), form_of(nomination.cell, stroke.today))
    nomination = _locked([nomination])[nomination.pk]
    refuse_if_any(
        what,
        [
            *check_day(
                on, stroke.today, "on", nomination.considered_on or nomination.declared_on, "việc gần nhất ngày"
            ),
            *check_said(ground, "Chưa ghi lý do.", "ground"),
        ],
    )
    if nomination.outcome:
        raise Refusal(f"{what}: đề nghị này đã kết thúc.")
    nomination.outcome, nomination.outcome_on, nomination.outcome_ground = _OUTCOME.WITHDRAWN, on, nfc(ground)
    nomination.save(update_fields=["outcome", "outcome_on", "outcome_ground"])
    _enter("withdraw", nomination, stroke, on)
    return nomination


def _locked(nominations: Sequence[Nomination]) -> dict[int, Nomination]:
    """The rows as they are now, held until the act is through."""
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("person")
    return {each.pk: each for each in rows.filter(pk__in=[each.pk for each in nominations]).order_by("pk")}


def _enter(action: str, nomination: Nomination, stroke: Stroke, on: date, **payload: object) -> None:
    record(
        action=f"honours.{action}",
        by=stroke.by,
        on=on,
        subject=f"person:{nomination.person_id}",
        organization=nomination.cell.code,
        payload={"nomination": nomination.pk, **payload},
    )
