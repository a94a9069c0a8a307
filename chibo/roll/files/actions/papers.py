"""Saying which papers a file holds. Nothing is uploaded: only presence, place, day and author are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.answers import failed
from chibo.foundation.rulebook.findings import Finding, Refusal, refuse_if_any
from chibo.roll.files.catalogue import catalogue
from chibo.roll.files.models import PaperCheck
from chibo.roll.files.writing import enter
from chibo.roll.members.models import Person
from chibo.roll.members.writing import hold


@dataclass(frozen=True, slots=True)
class Mark:
    """What was found of one paper of one person."""

    person: Person
    number: int
    state: str
    kept_at: str = ""
    document: str = ""
    secret: bool = False
    note: str = ""


@transaction.atomic
def check_papers(*, marks: Sequence[Mark], by: User | None, on: date) -> list[PaperCheck]:
    """Note what was found on the day, many papers or many people at once; older notes stay below the new ones.

    Raises:
        Refusal: a number that the catalogue does not know, a check older than the last one, a paper marked secret
            without its number and place, or "not needed" without a reason.
    """
    what = "Không ghi kết quả kiểm giấy tờ"
    if not marks:
        raise Refusal(f"{what}: chưa đánh dấu giấy tờ nào.")
    people = {mark.person.pk: hold(mark.person) for mark in sorted(marks, key=lambda mark: mark.person.pk)}
    refuse_if_any(what, [finding for mark in marks for finding in _check(mark)])
    numbers = {mark.number for mark in marks}
    known = PaperCheck.objects.filter(person__in=people, number__in=numbers, current=True)
    last = {(row.person_id, row.number): row for row in known}
    for mark in marks:
        before = last.get((mark.person.pk, mark.number))
        if before is not None and before.checked_on > on:
            raise Refusal(
                f"{what}: “{catalogue().papers[mark.number].title}” đã kiểm ngày {display(before.checked_on)}, "
                f"sau ngày {display(on)}."
            )
    replaced = [last[key].pk for key in {(mark.person.pk, mark.number) for mark in marks} & set(last)]
    PaperCheck.objects.filter(pk__in=replaced).update(current=False)
    made = PaperCheck.objects.bulk_create([_row(mark, by, on) for mark in marks])
    for pk, person in people.items():
        told = {str(mark.number): mark.state for mark in marks if mark.person.pk == pk}
        enter("check_papers", person, by=by, on=on, papers=told)
    return made


def _row(mark: Mark, by: User | None, on: date) -> PaperCheck:
    return PaperCheck(
        person=mark.person,
        number=mark.number,
        state=mark.state,
        kept_at=nfc(mark.kept_at),
        document=nfc(mark.document),
        secret=mark.secret,
        note=nfc(mark.note),
        checked_on=on,
        checked_by=by,
    )


def _check(mark: Mark) -> list[Finding]:
    papers = catalogue().papers
    if mark.number not in papers or mark.state not in PaperCheck.State.values:
        return [failed("PAPER-KIND", None, "Danh mục không có loại giấy tờ hoặc tình trạng này.", asks="number")]
    title, found = papers[mark.number].title, []
    if mark.state == PaperCheck.State.PRESENT and mark.secret and not (mark.document.strip() and mark.kept_at.strip()):
        sentence = f"“{title}” đóng dấu mật: phải ghi số văn bản và nơi để; văn bản không đưa vào máy."
        found.append(failed("PAPER-SECRET", None, sentence, asks="document"))
    if mark.state == PaperCheck.State.NOT_NEEDED and not mark.note.strip():
        found.append(failed("PAPER-WHY", None, f"“{title}”: ghi vì sao không phải có.", asks="note"))
    return found
