"""What the acts of admission bring about: somebody on the list, in the register, recognized, or no longer a member.

Each effect runs inside the transaction of the step that causes it (see ``engine.cases.actions.perform``); nobody
becomes or stops being a member in any other way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chibo.engine.cases import actions as cases
from chibo.engine.cases.actions import Act, Stroke
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import history_of
from chibo.engine.cases.rules.history import Past
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import actions as members
from chibo.roll.members.models import Membership, Person
from chibo.roll.organizations.models import Organization
from chibo.work.admissions.queries import CONCLUSION, REVIEW, on_list


@transaction.atomic
def put_on_list(
    *,
    person: Person | None,
    facts: Mapping[str, Any],
    identity: str,
    organization: Organization,
    on: date,
    number: str,
    nominated_by: str,
    kind: str,
    stroke: Stroke,
) -> Case:
    """The cell resolves to put somebody on its list of sympathisers (38-HD/BTCTW 29/9/2025, mục I.1.1).

    Args:
        person: somebody the register knows already, or None to enter ``facts`` first.
        kind: ``first`` or ``readmission``.

    Raises:
        Refusal: a member already, an open case, a day ahead, or facts that cannot be.
        PermissionDenied: no appointment that records for the cell.
    """
    if person is None:
        person = members.register_person(
            identity=identity, organization=organization, by=stroke.by, on=on, **dict(facts)
        )
    elif Membership.objects.filter(person=person, ends_on__isnull=True).exists():
        raise Refusal(f"Không ghi vào danh sách: {person} đang là đảng viên")
    case = cases.open_case(
        procedure="admission", person=person, organization=organization, on=on, stroke=stroke, kind=kind
    )
    data = {"nominated_by": nominated_by} if nominated_by else {}
    cases.perform(case=case, act=Act(step="A02", on=on, data=data, number=number), stroke=first(stroke))
    return case


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the cell concluded about one person, and how many events the page showed."""

    conclusion: str
    seen: int


@transaction.atomic
def review_list(*, organization: Organization, on: date, conclusions: Mapping[int, Reviewed], stroke: Stroke) -> int:
    """The cell goes through its whole list of sympathisers in one sitting (38-HD/BTCTW 29/9/2025, mục I.1.1).

    Args:
        conclusions: by case, for everybody whom the cell spoke about; who is not named was not reviewed.

    Returns:
        How many were reviewed.

    Raises:
        Refusal: nobody was named, somebody is not on this cell's list, or a case has moved on meanwhile.
        PermissionDenied: no appointment that records for the cell.
    """
    what = "Không ghi nhận việc rà soát danh sách cảm tình Đảng"
    if not conclusions:
        raise Refusal(f"{what}: chưa có kết luận về người nào")
    listed = {each.case.pk: each.case for each in on_list(organization)}
    if set(conclusions) - set(listed):
        raise Refusal(f"{what}: có người không còn trong danh sách của chi bộ. Đề nghị mở lại trang rồi ghi")
    for pk, reviewed in conclusions.items():
        pen = Stroke(by=stroke.by, today=stroke.today, at=stroke.at, seen=reviewed.seen)
        try:
            act = Act(step=REVIEW, on=on, data={CONCLUSION: reviewed.conclusion})
            cases.perform(case=listed[pk], act=act, stroke=pen)
        except Refusal as refusal:
            raise Refusal(f"{listed[pk].person}: {refusal.what}", refusal.findings) from refusal
    return len(conclusions)


def first(stroke: Stroke) -> Stroke:
    """The same pen at the first event of a case that it has just opened."""
    return Stroke(by=stroke.by, today=stroke.today, at=stroke.at, seen=0)


@transaction.atomic
def open_removal(*, person: Person, organization: Organization, on: date, stroke: Stroke) -> Case:
    """The cell takes up the removal of a probationary member (06-HD/TW 9/6/2025, mục 4.6).

    Raises:
        Refusal: not a probationary member, or a removal already open.
    """
    _spell(person, Membership.Kind.PROBATIONARY, "Không mở việc xóa tên")
    return cases.open_case(
        procedure="removal-probationary", person=person, organization=organization, on=on, stroke=stroke
    )


@transaction.atomic
def open_revocation(*, person: Person, organization: Organization, on: date, stroke: Stroke) -> Case:
    """A committee takes up a decision that was not right (294-QĐ/TW, mục 4.4).

    Raises:
        Refusal: no membership to examine, or a revocation already open.
    """
    if not Membership.objects.filter(person=person, ends_on__isnull=True).exists():
        raise Refusal(f"Không mở việc xem lại quyết định: {person} hiện không phải là đảng viên")
    return cases.open_case(procedure="revocation", person=person, organization=organization, on=on, stroke=stroke)


def hold_ceremony(*, case: Case, event: Event, stroke: Stroke) -> None:
    """Probation begins with the ceremony, by the decision that stands; the case of recognition opens with it."""
    decision = _standing(case, "A19")
    members.enroll(
        person=case.person,
        organization=case.organization,
        by=stroke.by,
        on=event.on,
        decision=decision.number,
        decided_on=decision.on,
    )
    cases.open_case(
        procedure="recognition",
        person=case.person,
        organization=case.organization,
        on=event.on,
        stroke=stroke,
        origin=case,
    )


def register_probationary(*, case: Case, event: Event, stroke: Stroke) -> None:
    """The helper named at the ceremony begins the probation in the case of recognition."""
    recognition = Case.objects.filter(origin=case, procedure="recognition", closed_on__isnull=True).first()
    if recognition is None or recognition.events.exists():
        return
    act = Act(step="C01", on=recognition.opened_on, data={"helper": event.data["helper"]})
    cases.perform(case=recognition, act=act, stroke=first(stroke))


def move(*, case: Case, event: Event, stroke: Stroke) -> None:
    """From here on the cell at the destination has the case; what was done stays where it was done."""
    destination = int(_standing(case, "M00").data["move_to"])
    Case.objects.filter(pk=case.pk).update(organization_id=destination)
    case.organization = Organization.objects.get(pk=destination)


def recognize(*, case: Case, event: Event, stroke: Stroke) -> None:
    """Official as of the day that the decision states: the end of probation, however late (294-QĐ/TW, mục 4.2.2)."""
    members.recognize(
        person=case.person,
        by=stroke.by,
        on=event.on,
        effective_on=date.fromisoformat(event.data["official_from"]),
        decision=event.number,
        decided_on=event.on,
    )


def hand_out_card(*, case: Case, event: Event, stroke: Stroke) -> None:
    decision = _standing(case, "C09")
    issuer = case.events.get(seq=decision.seq).organization
    members.issue_card(
        person=case.person,
        number=event.data["card_number"],
        issued_by=issuer,
        by=stroke.by,
        on=event.on,
        decision=decision.number,
    )


def strike_off(*, case: Case, event: Event, stroke: Stroke) -> None:
    """A probationary member's name is removed by the decision; a complaint may still follow (294-QĐ/TW, mục 8.2)."""
    members.end_membership(
        person=case.person,
        ends_by=Membership.End.STRIKE_OFF,
        by=stroke.by,
        on=event.on,
        decision=event.number,
        decided_on=event.on,
    )


def answer_complaint(*, case: Case, event: Event, stroke: Stroke) -> None:
    """A removal that is set aside on complaint gives the membership back, in the same cell."""
    if event.data.get("complaint_result") != "cancelled":
        return
    members.restore(
        person=case.person,
        organization=case.organization,
        by=stroke.by,
        on=event.on,
        decision=event.number,
        decided_on=event.on,
        kind=Membership.Kind.PROBATIONARY,
    )


def annul(*, case: Case, event: Event, stroke: Stroke) -> None:
    """The wrong decision is annulled; a defect of procedure alone leaves the member in place until decided again."""
    finding = _standing(case, "V01")
    if finding.data["revocation_kind"] == "REV-2":
        return
    members.annul(
        person=case.person,
        by=stroke.by,
        on=event.on,
        decision=event.number,
        decided_on=event.on,
        recognition_only=finding.data["wrong_decision"] == "recognition",
    )


def decide_again(*, case: Case, event: Event, stroke: Stroke) -> None:
    """Who qualifies keeps the membership, counted from the day stated again (294-QĐ/TW, mục 4.4.2)."""
    members.decide_again(
        person=case.person,
        by=stroke.by,
        on=event.on,
        reset_on=date.fromisoformat(event.data["reset_on"]),
        decision=event.number,
        decided_on=event.on,
    )


def _standing(case: Case, step: str) -> Past:
    past = history_of(case).done(step)
    if past is None:
        raise Refusal(f"Không ghi nhận: hồ sơ chưa có bước {step}")
    return past


def _spell(person: Person, kind: str, what: str) -> Membership:
    spell = Membership.objects.filter(person=person, ends_on__isnull=True, kind=kind).first()
    if spell is None:
        raise Refusal(f"{what}: {person} hiện không phải là {Membership.Kind(kind).label.lower()}")
    return spell


EFFECTS = {
    "admission": {
        "A20": hold_ceremony,
        "A23": register_probationary,
        **dict.fromkeys(("M01", "M03", "M05", "M06", "M07", "M08"), move),
    },
    "recognition": {"C09": recognize, "C11": hand_out_card},
    "removal-probationary": {"X06": strike_off, "X08A": answer_complaint},
    "revocation": {"V06": annul, "V07": decide_again},
}
