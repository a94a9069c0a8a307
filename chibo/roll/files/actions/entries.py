"""Dated entries of a file. A correction is a new entry that supersedes the old one, which stays readable."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction

from chibo.common.dates import display
from chibo.common.text import nfc
from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal, refuse_if_any
from chibo.foundation.rulebook.law import law_on
from chibo.roll.files.models import FileEntry
from chibo.roll.files.rules.corrections import check_ground
from chibo.roll.files.rules.entries import Told, check_entry
from chibo.roll.files.writing import enter
from chibo.roll.members.models import Person
from chibo.roll.members.writing import hold


@transaction.atomic
def add_entry(*, person: Person, told: Told, by: User | None, on: date) -> FileEntry:
    """Write down a fact of the file on the day ``on``, with the number of the paper that shows it.

    Raises:
        Refusal: days out of order, a number is lacking, or more is said of a discipline than its outline.
    """
    person = hold(person)
    refuse_if_any("Không ghi mục này vào hồ sơ", check_entry(told, on, law_on(on)))
    entry = FileEntry.objects.create(person=person, recorded_on=on, recorded_by=by, **_columns(told))
    enter("add_entry", person, by=by, on=on, personal=asdict(told), rows=[entry], kind=entry.kind)
    return entry


@transaction.atomic
def correct_entry(
    *,
    entry: FileEntry,
    told: Told,
    ground: str,
    ground_document: str,
    ground_on: date | None,
    by: User | None,
    on: date,
) -> FileEntry:
    """Put a new entry in the place of a wrong one, with the ground and the document that allow it.

    Raises:
        Refusal: no ground or document, somebody has corrected it meanwhile, or the new entry may not stand.
    """
    what = "Không sửa mục này của hồ sơ"
    person = hold(entry.person)
    _still_standing(entry, what)
    findings = [*check_entry(told, on, law_on(on)), *check_ground(ground, ground_document, ground_on, on)]
    refuse_if_any(what, findings)
    new = FileEntry.objects.create(
        person=person,
        recorded_on=on,
        recorded_by=by,
        supersedes=entry,
        ground=nfc(ground),
        ground_document=nfc(ground_document),
        ground_on=ground_on,
        **_columns(told),
    )
    enter("correct_entry", person, by=by, on=on, personal=asdict(told), rows=[new], kind=new.kind, old=entry.pk)
    return new


@transaction.atomic
def strike_out_entry(
    *, entry: FileEntry, ground: str, ground_document: str, ground_on: date | None, by: User | None, on: date
) -> FileEntry:
    """Say of an entry that it should never have been written; it stays readable, and stands no longer."""
    what = "Không bỏ mục này của hồ sơ"
    person = hold(entry.person)
    _still_standing(entry, what)
    refuse_if_any(what, check_ground(ground, ground_document, ground_on, on))
    new = FileEntry.objects.create(
        person=person,
        kind=entry.kind,
        what=entry.what,
        recorded_on=on,
        recorded_by=by,
        supersedes=entry,
        struck_out=True,
        ground=nfc(ground),
        ground_document=nfc(ground_document),
        ground_on=ground_on,
    )
    enter("strike_out_entry", person, by=by, on=on, rows=[new], kind=entry.kind, old=entry.pk)
    return new


def _still_standing(entry: FileEntry, what: str) -> None:
    later = FileEntry.objects.filter(supersedes=entry).select_related("recorded_by").first()
    if later is not None:
        who = f" do {later.recorded_by}" if later.recorded_by else ""
        raise Refusal(
            f"{what}: mục đã được sửa ngày {display(later.recorded_on)}{who}. Đồng chí xem mục mới rồi quyết định."
        )
    if entry.struck_out:
        raise Refusal(f"{what}: mục này là ghi chú bỏ một mục cũ.")


def _columns(told: Told) -> dict[str, str]:
    return {name: nfc(value) for name, value in asdict(told).items()}
