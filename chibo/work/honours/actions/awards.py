"""The ceremony, badges from before this register, and what becomes of a badge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.engine.cases.actions import Stroke
from chibo.foundation.ledger.actions import record
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding, Outcome, Refusal, refuse_if_any
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.queries import authority_of, place_of
from chibo.roll.organizations.queries import form_of, law_for
from chibo.work.honours.actions.checking import check_day, check_said, enter_in_file
from chibo.work.honours.candidates import ended_by
from chibo.work.honours.models import Award, AwardChange, Decision, Ground
from chibo.work.honours.permissions import check_can_manage, check_can_nominate
from chibo.work.honours.rules import badges
from chibo.work.honours.witness import award_row, change_row

_KIND = AwardChange.Kind


@transaction.atomic
def hold_ceremony(
    *,
    decision: Decision,
    awards: Sequence[Award],
    on: date,
    place: str,
    stroke: Stroke,
    numbers: Mapping[int, str] | None = None,
    received_by: Mapping[int, str] | None = None,
) -> None:
    """Badges of one decision were handed out; a family receives a posthumous one, by name.

    Raises:
        Refusal: nobody chosen, handed out already, a day before the decision, a posthumous badge without a receiver.
    """
    what = "Không ghi nhận việc trao tặng"
    numbers, received_by = numbers or {}, received_by or {}
    check_can_manage(authority_of(stroke.by, stroke.today), form_of(decision.submission.organization, stroke.today))
    rows = Award.objects.select_for_update(of=("self",)).select_related("person")
    held = list(rows.filter(pk__in=[each.pk for each in awards], nomination__decision=decision).order_by("pk"))
    if not held:
        raise Refusal(f"{what}: chưa chọn ai.")
    findings = [
        *check_day(on, stroke.today, "on", decision.decided_on, "quyết định ngày"),
        *check_said(place, "Chưa ghi nơi trao.", "place"),
    ]
    for each in held:
        if each.awarded_on is not None:
            raise Refusal(f"{what}: {each.person} đã được trao.")
        if each.ground == Ground.POSTHUMOUS:
            told = f"Truy tặng {each.person}: chưa ghi người nhận."
            findings += check_said(received_by.get(each.pk, ""), told, f"received_{each.pk}")
    refuse_if_any(what, findings)
    for each in held:
        each.awarded_on, each.place = on, nfc(place)
        each.number, each.received_by = nfc(numbers.get(each.pk, "")), nfc(received_by.get(each.pk, ""))
        each.save(update_fields=["awarded_on", "place", "number", "received_by"])
    record(
        action="honours.award",
        by=stroke.by,
        on=on,
        subject=f"organization:{decision.submission.organization_id}",
        organization=decision.submission.organization.code,
        payload={"decision": decision.pk, "place": place, "rows": [award_row(each) for each in held]},
    )


@transaction.atomic
def record_earlier(
    *,
    person: Person,
    level: int,
    decision: str,
    decided_on: date,
    stroke: Stroke,
    decided_by: str = "",
    awarded_on: date | None = None,
    place: str = "",
    number: str = "",
) -> Award:
    """A badge that was given before this register was kept, by the decision in the file."""
    what = "Không ghi nhận huy hiệu đã tặng"
    person = Person.objects.select_for_update().get(pk=person.pk)
    where = place_of(person, stroke.today)
    check_can_nominate(authority_of(stroke.by, stroke.today), where)
    findings = [
        badges.check_level(level, law_for(where.organization, stroke.today)),
        *check_day(decided_on, stroke.today, "decided_on"),
        *check_said(decision, "Chưa ghi số quyết định.", "decision"),
    ]
    if awarded_on is not None:
        findings += check_day(awarded_on, stroke.today, "awarded_on", decided_on, "quyết định ngày")
        findings += check_said(place, "Đã ghi ngày trao thì ghi nơi trao.", "place")
    elif place.strip():
        findings.append(failed("SAID", None, "Đã ghi nơi trao thì ghi ngày trao.", asks="awarded_on"))
    if Award.objects.filter(person=person, level=level).exists():
        findings.append(failed("BADGE-HELD", None, "Huy hiệu mốc này đã ghi.", asks="level"))
    refuse_if_any(what, findings)
    award = Award.objects.create(
        person=person,
        level=level,
        ground=Ground.REACHED,
        decision=nfc(decision),
        decided_on=decided_on,
        decided_by=nfc(decided_by),
        number=nfc(number),
        awarded_on=awarded_on,
        place=nfc(place),
    )
    record(
        action="honours.record_earlier",
        by=stroke.by,
        on=decided_on,
        subject=f"person:{person.pk}",
        organization=where.organization.code,
        payload={"level": level, "row": award_row(award)},
    )
    enter_in_file(award, stroke)
    return award


@transaction.atomic
def change_award(
    *, award: Award, kind: str, on: date, stroke: Stroke, document: str = "", ground: str = "", number: str = ""
) -> AwardChange:
    """A badge was lost, given again, handed back or kept by the family.

    Raises:
        Refusal: given again without a loss before it or without an accepted reason, handed back by a member or kept
            by the family of somebody alive, no paper named.
    """
    what = "Không ghi nhận việc về huy hiệu"
    person = Person.objects.select_for_update().get(pk=award.person_id)
    where = place_of(person, stroke.today)
    check_can_nominate(authority_of(stroke.by, stroke.today), where)
    if kind not in _KIND.values:
        raise Refusal(f"{what}: chưa chọn việc.")
    changes = list(award.changes.order_by("on", "pk"))
    last = changes[-1] if changes else None
    findings = [
        *check_day(on, stroke.today, "on", last.on if last else award.decided_on, "việc gần nhất ngày"),
        *_check_change(kind, last, person, ground, on),
    ]
    if kind != _KIND.KEPT:
        findings += check_said(document, "Chưa ghi số bản báo cáo, quyết định hoặc biên bản.", "document")
    refuse_if_any(what, findings)
    change = AwardChange.objects.create(
        award=award, kind=kind, on=on, document=nfc(document), ground=nfc(ground), number=nfc(number), by=stroke.by
    )
    record(
        action="honours.change_award",
        by=stroke.by,
        on=on,
        subject=f"person:{person.pk}",
        organization=where.organization.code,
        payload={"award": award.pk, "kind": kind, "document": document, "row": change_row(change)},
    )
    return change


def _check_change(kind: str, last: AwardChange | None, person: Person, ground: str, on: date) -> list[Finding]:
    law = law_for(place_of(person, on).organization, on)
    gone = last is not None and last.kind in {_KIND.RETURNED, _KIND.KEPT}
    if gone or (kind == _KIND.LOST and last is not None and last.kind == _KIND.LOST):
        return [failed("BADGE-STATE", None, "Huy hiệu này không còn do đảng viên giữ.", asks="kind")]
    if kind == _KIND.LOST:
        return check_said(ground, "Chưa ghi lý do mất.", "ground")
    if kind == _KIND.REISSUED:
        if last is None or last.kind != _KIND.LOST:
            return [failed("BADGE-STATE", None, "Chưa ghi việc mất huy hiệu.", asks="kind")]
        return [badges.check_lost(True, law), *check_said(ground, "Chưa ghi lý do được chấp nhận.", "ground")]
    left_by = ended_by(person, on)
    found = badges.check_kept(left_by, law) if left_by else None
    if kind == _KIND.KEPT:
        if left_by == Membership.End.DEATH and found is not None:
            return [found]
        return [failed("BADGE-KEPT", None, "Hồ sơ chưa ghi đảng viên đã từ trần.", asks="kind")]
    if found is None or found.outcome is Outcome.PASSED:
        return [failed("BADGE-KEPT", None, "Không thuộc trường hợp phải nộp lại huy hiệu.", asks="kind")]
    return []  # what has to be handed back was handed back
