"""Many people at once, as a register is taken over: one act, one entry that vouches for every spell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.facts import refresh
from chibo.roll.members.models import MemberCard, Membership, Person, Placement
from chibo.roll.members.rules import dates
from chibo.roll.members.rules.dates import Spell
from chibo.roll.members.witness import row_of
from chibo.roll.members.writing import build_person, check_person
from chibo.roll.organizations.models import CELLS, Form, Organization

_KIND = Membership.Kind
_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One line of a register: who, where, and the three dates kept apart (decision, ceremony, recognition)."""

    family_name: str
    given_name: str
    organization: Organization
    decision: str
    decided_on: date
    admitted_on: date  # the ceremony
    recognized_on: date | None = None  # the day it took effect
    recognition_decision: str = ""
    recognition_decided_on: date | None = None
    placed_on: date | None = None  # since when here; by default as long as both the spell and the cell exist
    sex: str = ""
    born_on: str = ""
    identity: str = ""
    invented: bool = False
    card_number: str = ""
    card_on: date | None = None
    card_decision: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def enroll_many(
    *, rows: Iterable[Enrolment], by: User | None, on: date, subject: str, organization: Organization | None = None
) -> list[Person]:
    """Enter a register as of ``on``; the first line that makes no sense refuses the whole.

    Returns the people in the order of the lines.
    """
    lines = list(rows)
    founded = _cells(lines, on)
    people = [_person(number, line, on) for number, line in enumerate(lines, 1)]
    _refuse_doubles(people)
    Person.objects.bulk_create(people, batch_size=_AT_A_TIME)
    spells = [spell for person, line in zip(people, lines, strict=True) for spell in _spells(person, line)]
    Membership.objects.bulk_create(spells, batch_size=_AT_A_TIME)
    Placement.objects.bulk_create(
        (_placement(person, line, founded) for person, line in zip(people, lines, strict=True)),
        batch_size=_AT_A_TIME,
    )
    MemberCard.objects.bulk_create(
        (card for person, line in zip(people, lines, strict=True) if (card := _card(person, line))),
        batch_size=_AT_A_TIME,
    )
    record_batch(
        action="members.enroll_many",
        by=by,
        on=on,
        subject=subject,
        organization=organization.code if organization else "",
        rows=(row_of(spell) for spell in spells),
        payload={"people": len(people), "spells": len(spells)},
    )
    refresh(person.pk for person in people)
    return people


def _refuse(number: int, line: Enrolment, sentence: str) -> Refusal:
    return Refusal(f"Không nhận danh sách: dòng {number}, {line.family_name} {line.given_name}: {sentence}")


def _cells(lines: Sequence[Enrolment], on: date) -> dict[int, date]:
    """Organization -> its first day in the tree; every line's organization is a cell on the day."""
    ids = {line.organization.pk for line in lines}
    cells = set(
        Form.objects.on(on).filter(organization__in=ids, level__in=CELLS).values_list("organization", flat=True)
    )
    for number, line in enumerate(lines, 1):
        if line.organization.pk not in cells:
            raise _refuse(number, line, f"{line.organization.code} không phải là chi bộ đang hoạt động vào ngày này.")
    forms = Form.objects.filter(organization__in=ids).order_by("-starts_on")
    return dict(forms.values_list("organization", "starts_on"))


def _person(number: int, line: Enrolment, on: date) -> Person:
    person = build_person(
        line.family_name,
        line.given_name,
        sex=line.sex,
        born_on=line.born_on,
        identity=line.identity,
        invented=line.invented,
        details=dict(line.details),
    )
    probation = Spell(_KIND.PROBATIONARY, line.admitted_on, None)
    findings = [
        *check_person(person, line.identity, line.admitted_on),
        *dates.check_document(line.decision, line.decided_on, line.admitted_on),
        *(dates.check_card_number(line.card_number) if line.card_number else []),
    ]
    if line.recognized_on:
        decided_on = line.recognition_decided_on
        findings += dates.check_document(line.recognition_decision, decided_on, on)
        findings += dates.check_recognition(probation, line.recognized_on, decided_on)
    if max(line.admitted_on, line.recognized_on or line.admitted_on, line.placed_on or line.admitted_on) > on:
        findings.append(dates.failed("ORDER", "có ngày sau ngày của danh sách."))
    if findings:
        raise _refuse(number, line, " ".join(finding.sentence for finding in findings))
    return person


def _refuse_doubles(people: Sequence[Person]) -> None:
    indexes = [person.identity_index for person in people if person.identity_index]
    if len(set(indexes)) < len(indexes):
        raise Refusal("Không nhận danh sách: có số định danh ghi hai lần.")
    known = (
        set(Person.objects.exclude(identity_index="").values_list("identity_index", flat=True)) if indexes else set()
    )
    if known.intersection(indexes):
        raise Refusal("Không nhận danh sách: có số định danh đã thuộc về một người khác trong sổ.")


def _spells(person: Person, line: Enrolment) -> list[Membership]:
    probation = Membership(
        person=person,
        kind=_KIND.PROBATIONARY,
        starts_on=line.admitted_on,
        decision=nfc(line.decision),
        decided_on=line.decided_on,
    )
    if line.recognized_on is None:
        return [probation]
    probation.ends_on, probation.ends_by = line.recognized_on, Membership.End.RECOGNIZED
    probation.end_decision, probation.end_decided_on = nfc(line.recognition_decision), line.recognition_decided_on
    official = Membership(
        person=person,
        kind=_KIND.OFFICIAL,
        starts_on=line.recognized_on,
        decision=nfc(line.recognition_decision),
        decided_on=line.recognition_decided_on,
    )
    return [probation, official]


def _placement(person: Person, line: Enrolment, founded: Mapping[int, date]) -> Placement:
    since = line.placed_on or max(line.admitted_on, founded[line.organization.pk])
    return Placement(person=person, organization=line.organization, kind=Placement.Kind.OFFICIAL, starts_on=since)


def _card(person: Person, line: Enrolment) -> MemberCard | None:
    if not line.card_number:
        return None
    return MemberCard(
        person=person,
        number=line.card_number,
        issued_on=line.card_on or line.recognized_on or line.admitted_on,
        issued_by=line.organization,
        decision=nfc(line.card_decision) or nfc(line.recognition_decision),
    )
