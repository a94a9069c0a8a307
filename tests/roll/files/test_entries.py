"""Entries are added, corrected by new ones, struck out; nothing is overwritten, and the ledger vouches for each."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.audit import audit
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import add_entry, correct_entry, strike_out_entry
from chibo.roll.files.models import FileEntry
from chibo.roll.files.queries.entries import entries_of, standing_of, struck_out_of
from chibo.roll.files.rules.entries import Told
from chibo.roll.members.models import Person

ON = date(2020, 10, 26)
DEGREE = Told("TRAINING", "Đại học", "Trường A", "2010-09", "2014", "12/ĐH", "2014")
RIGHT = Told("TRAINING", "Đại học", "Trường B", "2010-09", "2014", "12/ĐH", "2014")


def ground() -> dict[str, object]:
    return {"ground": "Bằng gốc ghi Trường B", "ground_document": "12/ĐH", "ground_on": date(2014, 6, 1)}


def test_an_entry_is_written_with_its_partial_days(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    assert (entry.from_on, entry.to_on, entry.recorded_on, entry.recorded_by) == ("2010-09", "2014", ON, office)
    told = Entry.objects.latest("seq")
    assert (told.action, told.subject, told.on) == ("files.add_entry", f"person:{binh.pk}", ON)
    assert "Trường A" not in str(told.payload)  # what is personal can be withheld


def test_a_correction_keeps_the_old_entry_below(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    new = correct_entry(entry=entry, told=RIGHT, by=office, on=ON, **ground())  # type: ignore[arg-type]  # as typed
    ((_, (told,)),) = entries_of(binh)
    assert told.entry == new and list(told.earlier) == [entry]
    assert standing_of(binh, "TRAINING") == [new]
    assert FileEntry.objects.get(pk=entry.pk).where == "Trường A"


def test_the_second_office_sees_what_the_first_changed(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    correct_entry(entry=entry, told=RIGHT, by=office, on=ON, **ground())  # type: ignore[arg-type]  # as typed
    with pytest.raises(Refusal, match=rf"đã được sửa ngày 26/10/2020 do {office}"):
        correct_entry(entry=entry, told=RIGHT, by=office, on=ON, **ground())  # type: ignore[arg-type]  # as typed


def test_a_correction_without_ground_or_document_is_refused(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    with pytest.raises(Refusal) as caught:
        correct_entry(entry=entry, told=RIGHT, ground="", ground_document="", ground_on=None, by=office, on=ON)
    assert {finding.asks for finding in caught.value.findings} == {"ground", "document", "document_on"}
    assert standing_of(binh, "TRAINING") == [entry]


def test_an_entry_written_by_mistake_is_struck_out_and_stays_readable(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    strike_out_entry(entry=entry, by=office, on=ON, **ground())  # type: ignore[arg-type]  # as typed
    assert entries_of(binh) == [] and standing_of(binh, "TRAINING") == []
    (out,) = struck_out_of(binh)
    assert out.supersedes == entry and out.ground == "Bằng gốc ghi Trường B"
    with pytest.raises(Refusal, match="đã được sửa"):
        strike_out_entry(entry=entry, by=office, on=ON, **ground())  # type: ignore[arg-type]  # as typed
    with pytest.raises(Refusal, match="ghi chú bỏ một mục cũ"):
        strike_out_entry(entry=out, by=office, on=ON, **ground())  # type: ignore[arg-type]  # as typed


def test_the_content_of_a_discipline_is_refused(binh: Person, office: User) -> None:
    told = Told("DISCIPLINE", "Mất đoàn kết nội bộ", "", "2019", "", "3-QĐ", "2019")
    with pytest.raises(Refusal, match="chỉ ghi hình thức"):
        add_entry(person=binh, told=told, by=office, on=ON)
    assert not FileEntry.objects.exists()


def test_the_database_itself_refuses_a_correction_without_ground(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        FileEntry.objects.create(person=binh, kind="OTHER", what="x", supersedes=entry, recorded_on=ON)


def test_an_entry_altered_afterwards_is_found(binh: Person, office: User) -> None:
    entry = add_entry(person=binh, told=DEGREE, by=office, on=ON)
    assert audit().ok
    FileEntry.objects.filter(pk=entry.pk).update(what="Thạc sĩ")
    assert not audit().ok
