"""Sending members to a class, taking one off the list, and writing down what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import Attendee, EntryKind, FileEntry, PartyClass
from chibo.roll.files.queries.classes import MOST_SENT, OUTCOMES, candidates, kept_of
from chibo.roll.files.rules.classes import (
    ClassTold,
    Result,
    check_candidate,
    check_class,
    check_days,
    check_not_over,
    check_probation,
    check_result,
)
from chibo.roll.files.rules.entries import Told, check_entry
from chibo.roll.files.witness import Told as Row
from chibo.roll.files.witness import row_of
from chibo.roll.members.bulk import hold_many
from chibo.roll.members.permissions import Authority
from chibo.roll.organizations.models import Form, Organization


@dataclass(frozen=True, slots=True)
class NewClass:
    """A class that is not in the register yet, and the organization that sends to it."""

    organization: Organization
    told: ClassTold


@transaction.atomic
def enrol(
    *, into: PartyClass | NewClass, people: Collection[int], authority: Authority, by: User | None, on: date
) -> PartyClass:
    """Send these people (ids) to a class that exists or is written down with them: all of them, or nobody.

    Raises:
        Refusal: the class is over or makes no sense, nobody or too many were chosen, or somebody may not be sent
            (each is named, with what to do); a probation that ends before the class only where the law binds.
    """
    what = "Không ghi danh"
    if isinstance(into, PartyClass):
        party_class: PartyClass | None = PartyClass.objects.select_for_update().get(pk=into.pk)
        told, organization = told_of(into), into.organization
        found = check_not_over(told.ends_on, on)
    else:
        party_class, told, organization = None, into.told, into.organization
        found = check_class(told, on)
    sender = Form.objects.on(on).filter(organization=organization).first()
    if sender is None:
        raise Refusal(f"{what}: tổ chức cử học không còn hoạt động ngày {display(on)}.")
    hold_many(people)
    lines, unseen = candidates(people, authority, sender, party_class, on)
    found += _check_number(people, unseen)
    found += [finding for line in lines for finding in check_candidate(line, sender.name, on)]
    kept = refuse_if_any(what, [*found, *check_probation(lines, told.kind, told.ends_on, law_on(on))])
    rows: list[Row] = []
    if party_class is None:
        words = {name: nfc(value) if isinstance(value, str) else value for name, value in asdict(told).items()}
        party_class = PartyClass.objects.create(organization=organization, recorded_on=on, recorded_by=by, **words)
        rows.append(party_class)
    rows += Attendee.objects.bulk_create(
        [Attendee(party_class=party_class, person_id=line.person, enrolled_on=on, enrolled_by=by) for line in lines]
    )
    _record("enrol", party_class, rows, by, on, people=[line.person for line in lines], warned=len(kept))
    return party_class


@transaction.atomic
def reschedule(
    *, party_class: PartyClass, starts_on: date, ends_on: date, ground: str, by: User | None, on: date
) -> PartyClass:
    """The class is held on other days, or they were typed wrong; the ledger keeps the old ones and the ground.

    Raises:
        Refusal: no ground, the days are out of order or the same, or a result was written by the old ones.
    """
    what = "Không đổi ngày học"
    party_class = PartyClass.objects.select_for_update().get(pk=party_class.pk)
    before = (party_class.starts_on, party_class.ends_on)
    if before == (starts_on, ends_on):
        raise Refusal(f"{what}: sổ đang ghi đúng những ngày này.")
    if party_class.attendees.filter(outcome__in=[OUTCOMES.FINISHED, OUTCOMES.NOT_FINISHED]).exists():
        raise Refusal(f"{what}: đã có kết quả ghi theo ngày cũ; ngày sai thì sửa ở mục trong hồ sơ từng người.")
    found = check_days(starts_on, ends_on)
    if not ground.strip():
        found.append(failed("CLASS-GROUND", None, "Chưa ghi lý do đổi.", asks="ground"))
    refuse_if_any(what, found)
    party_class.starts_on, party_class.ends_on = starts_on, ends_on
    party_class.save(update_fields=["starts_on", "ends_on"])
    days = [day.isoformat() for day in before]
    _record("reschedule", party_class, [party_class], by, on, before=days, ground=nfc(ground))
    return party_class


@transaction.atomic
def withdraw_from_class(*, attendee: Attendee, reason: str, by: User | None, on: date) -> Attendee:
    """Take somebody off the list who has no result yet; the line stays, with the reason."""
    what = "Không rút khỏi danh sách"
    attendee = _held(attendee)
    if attendee.outcome != OUTCOMES.ENROLLED:
        raise Refusal(f"{what}: {attendee.person.name}: {_settled(attendee)}.")
    if on < attendee.enrolled_on:
        raise Refusal(f"{what}: ghi danh ngày {display(attendee.enrolled_on)}, sau ngày {display(on)}.")
    if not reason.strip():
        refuse_if_any(what, [failed("CLASS-REASON", None, "Chưa ghi lý do rút.", asks="reason")])
    attendee.outcome, attendee.reason = OUTCOMES.WITHDRAWN, nfc(reason)
    attendee.settled_on, attendee.settled_by = on, by
    attendee.save(update_fields=["outcome", "reason", "settled_on", "settled_by"])
    _record("withdraw_from_class", attendee.party_class, [attendee], by, on, people=[attendee.person_id])
    return attendee


@transaction.atomic
def finish(
    *, party_class: PartyClass, results: Mapping[int, Result], authority: Authority, by: User | None, on: date
) -> list[Attendee]:
    """Write what came of the class, for several at once (attendee id to result); a certificate enters the file.

    Raises:
        Refusal: the class is not over, somebody is not in it or has a result already, a certificate lacks its day
            or issuer or is older than the class, or the file is kept elsewhere by now.
    """
    what = "Không ghi kết quả"
    party_class = PartyClass.objects.select_for_update().get(pk=party_class.pk)
    if not results:
        raise Refusal(f"{what}: chưa ghi kết quả của ai.")
    rows = Attendee.objects.select_for_update(of=("self",)).filter(party_class=party_class, pk__in=results)
    found = list(rows.select_related("person").order_by("person__sort_key", "pk"))
    if len(found) < len(results):
        raise Refusal(f"{what}: {len(results) - len(found)} người không có trong danh sách lớp này.")
    hold_many(row.person_id for row in found)
    kept = kept_of([row.person_id for row in found], authority, on)
    refuse_if_any(what, [each for row in found for each in _check_finish(row, results[row.pk], party_class, kept, on)])
    entries = [_entry(row, results[row.pk], party_class, by, on) for row in found]
    refuse_if_any(what, [each for told in entries if told for each in check_entry(_told(told), on, law_on(on))])
    made: list[Row] = []
    for row, entry in zip(found, entries, strict=True):
        result = results[row.pk]
        if entry is not None:
            entry.save()
            made.append(entry)
            row.outcome, row.entry = OUTCOMES.FINISHED, entry
            row.certificate, row.issuer = entry.document, entry.issuer
            row.certified_on = result.certified_on
        else:
            row.outcome, row.reason = OUTCOMES.NOT_FINISHED, nfc(result.reason)
        row.settled_on, row.settled_by = on, by
        row.save(
            update_fields=[
                *("outcome", "entry", "certificate", "issuer", "certified_on", "reason"),
                *("settled_on", "settled_by"),
            ]
        )
    _record("finish", party_class, [*made, *found], by, on, people=[row.person_id for row in found])
    return found


def told_of(party_class: PartyClass) -> ClassTold:
    return ClassTold(**{name: getattr(party_class, name) for name in ClassTold.__dataclass_fields__})


def _check_number(people: Collection[int], unseen: int) -> list[Finding]:
    found = []
    if not people:
        found.append(failed("CLASS-NOBODY", None, "Chưa chọn ai trong danh sách."))
    if len(people) > MOST_SENT:
        sentence = (
            f"Đã chọn {len(people)} người; mỗi lần nhiều nhất {MOST_SENT}. Thêm điều kiện để danh sách ngắn hơn."
        )
        found.append(failed("CLASS-MANY", None, sentence))
    if unseen:
        sentence = f"{unseen} người không có trong phạm vi của đồng chí; mở lại danh sách rồi chọn lại."
        found.append(failed("CLASS-OUTSIDE", None, sentence))
    return found


def _check_finish(
    row: Attendee, result: Result, party_class: PartyClass, kept: Collection[int], on: date
) -> list[Finding]:
    name = row.person.name
    if row.outcome != OUTCOMES.ENROLLED:
        sentence = f"{name}: {_settled(row)}; có giấy tờ mới thì sửa hoặc ghi thêm ở hồ sơ của đồng chí ấy."
        return [failed("CLASS-SETTLED", None, sentence)]
    found = check_result(name, result, party_class.starts_on, party_class.ends_on, on)
    if result.certificate.strip() and row.person_id not in kept:
        sentence = (
            f"{name}: hồ sơ nay do nơi khác giữ. Chuyển giấy chứng nhận về nơi đó để ghi vào hồ sơ, rồi rút tên "
            "khỏi danh sách này với lý do ấy."
        )
        found.append(failed("CLASS-KEEPER", None, sentence, who="cấp ủy cơ sở nơi giữ hồ sơ"))
    return found


def _settled(row: Attendee) -> str:
    told = row.get_outcome_display()
    day = f" ngày {display(row.settled_on)}" if row.settled_on else ""
    return f"đã ghi “{told.lower()}”{day}"


def _entry(row: Attendee, result: Result, party_class: PartyClass, by: User | None, on: date) -> FileEntry | None:
    """The line of the file that a certificate makes; none for somebody who has not finished."""
    if not result.certificate.strip():
        return None
    return FileEntry(
        person=row.person,
        kind=EntryKind.PARTY_CLASS,
        what=party_class.name,
        where=party_class.organiser,
        from_on=party_class.starts_on.isoformat(),
        to_on=party_class.ends_on.isoformat(),
        document=nfc(result.certificate),
        document_on=result.certified_on.isoformat() if result.certified_on else "",
        issuer=nfc(result.issuer),
        recorded_on=on,
        recorded_by=by,
    )


def _told(entry: FileEntry) -> Told:
    return Told(**{name: getattr(entry, name) for name in Told.__dataclass_fields__})


def _held(attendee: Attendee) -> Attendee:
    rows = Attendee.objects.select_for_update(of=("self",)).select_related("person", "party_class__organization")
    return rows.get(pk=attendee.pk)


def _record(action: str, party_class: PartyClass, rows: list[Any], by: User | None, on: date, **payload: Any) -> None:
    record_batch(
        action=f"files.{action}",
        by=by,
        on=on,
        subject=f"class:{party_class.pk}",
        organization=party_class.organization.code,
        rows=[row_of(row) for row in rows],
        payload=payload,
    )
