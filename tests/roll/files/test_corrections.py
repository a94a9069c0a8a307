"""What the register says of a person is put right with ground, document and consent; the old value stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from chibo.common.secrets import open_sealed
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import correct_person
from chibo.roll.files.models import Correction
from chibo.roll.files.rules.corrections import Asked
from chibo.roll.members.models import Person
from chibo.roll.members.queries import authority_of, find_people
from tests import builders
from tests.builders import Tree
from tests.cast import HA, identity

ON = date(2020, 10, 26)
SEEN = {"ground": "Giấy khai sinh trong hồ sơ", "document": "12/KS", "document_on": date(1971, 12, 1)}
CONSENT = {"consent_by": "Đảng ủy phường", "consent": "7-CV/ĐU", "consent_on": date(2020, 10, 1)}


def asked(field: str, old: str, new: str, kind: str = "TRANSCRIPTION", **more: object) -> Asked:
    return Asked(field=field, kind=kind, old=old, new=new, **{**SEEN, **more})  # type: ignore[arg-type]  # any column


def test_a_name_is_put_right_and_found_by_its_new_self(binh: Person, office: User) -> None:
    old = binh.name
    done = correct_person(person=binh, asked=asked("name", old, "Trần Thị Thanh Bình"), by=office, on=ON)
    binh.refresh_from_db()
    assert (binh.name, binh.folded) == ("Trần Thị Thanh Bình", "tran thi thanh binh")
    assert (done.old, done.new, done.by, done.on) == (old, binh.name, office, ON)
    assert [row.person for row in find_people(authority_of(office, ON), "thanh binh", ON)] == [binh]
    told = Entry.objects.latest("seq")
    assert (told.action, told.personal) == ("members.correct_person", {"old": old, "new": binh.name})


def test_a_change_of_the_original_needs_the_consent_of_the_committee(binh: Person, office: User) -> None:
    with pytest.raises(Refusal) as caught:
        correct_person(person=binh, asked=asked("ethnicity", "", "Tày", "CHANGE"), by=office, on=ON)
    assert {finding.asks for finding in caught.value.findings} == {"consent_by", "consent", "consent_on"}
    assert all(finding.citation for finding in caught.value.findings)
    correct_person(person=binh, asked=asked("ethnicity", "", "Tày", "CHANGE", **CONSENT), by=office, on=ON)
    assert Correction.objects.get().consent == "7-CV/ĐU"


def test_the_birth_date_is_frozen_but_may_follow_the_original(binh: Person, office: User) -> None:
    wanted = asked("born_on", binh.born_on, "1973", "CHANGE", **CONSENT)
    with pytest.raises(Refusal, match="không xem xét điều chỉnh tuổi"):
        correct_person(person=binh, asked=wanted, by=office, on=ON)
    correct_person(person=binh, asked=replace(wanted, kind="TRANSCRIPTION"), by=office, on=ON)
    binh.refresh_from_db()
    assert binh.born_on == "1973"


def test_the_second_office_sees_what_the_first_wrote(binh: Person, office: User) -> None:
    first = asked("residence", "", "Số 5, tổ 1", "UPDATE")
    correct_person(person=binh, asked=first, by=office, on=ON)
    with pytest.raises(Refusal, match="đã được sửa thành “Số 5, tổ 1”"):
        correct_person(person=binh, asked=replace(first, new="Số 6, tổ 1"), by=office, on=ON)


def test_an_identity_number_is_kept_sealed_on_both_sides(tree: Tree, office: User) -> None:
    ha = builders.official(builders.person(HA, identity=identity(7)), tree.cell)
    wanted = asked("identity", identity(7), identity(8))
    done = correct_person(person=ha, asked=wanted, by=office, on=ON)
    assert (done.old, done.new) == ("", "")
    assert done.old_secret and open_sealed(bytes(done.old_secret)) == identity(7)
    assert done.new_secret and open_sealed(bytes(done.new_secret)) == identity(8)
    entry = Entry.objects.latest("seq")
    assert identity(8) not in f"{entry.payload}{entry.personal}"


def test_an_identity_number_of_somebody_else_is_refused(tree: Tree, office: User, binh: Person) -> None:
    builders.person(HA, identity=identity(7))
    with pytest.raises(Refusal, match="đã thuộc về một người khác"):
        correct_person(person=binh, asked=asked("identity", "", identity(7)), by=office, on=ON)


@pytest.mark.parametrize(
    ("field", "new", "says"),
    [
        ("name", "Bình", "họ và tên"),
        ("name", " ", "không bỏ trống"),
        ("sex", "X", "Nam hoặc Nữ"),
        ("born_on", "2031", "không trước ngày"),
        ("identity", "123", "12 chữ số"),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(
    binh: Person, office: User, field: str, new: str, says: str
) -> None:
    old = binh.name if field == "name" else "" if field == "identity" else getattr(binh, field)
    with pytest.raises(Refusal, match=says) as caught:
        correct_person(person=binh, asked=asked(field, old, new), by=office, on=ON)
    assert {finding.asks for finding in caught.value.findings} == {"new"}
