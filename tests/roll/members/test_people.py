"""Entering a person: names however they were typed, partial birthdays, sealed identity numbers."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest

from chibo.common.secrets import open_sealed
from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import link_account, register_person
from chibo.roll.members.models import Person
from tests import builders
from tests.builders import FOUNDED, Tree
from tests.cast import AN, HA, KHOA, LAN, identity


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def test_a_name_typed_apart_is_kept_together(tree: Tree) -> None:
    person = register_person(
        family_name=unicodedata.normalize("NFD", " Đặng  Thị "),
        given_name=unicodedata.normalize("NFD", "Bưởi"),
        by=None,
        on=FOUNDED,
    )
    assert (person.name, person.folded) == ("Đặng Thị Bưởi", "dang thi buoi")


def test_a_birthday_is_kept_as_far_as_it_is_known(tree: Tree) -> None:
    assert builders.person(LAN).born_on == "1955"
    assert builders.person(KHOA).born_on == "1998-12"


def test_an_identity_number_is_sealed_and_found_again(tree: Tree) -> None:
    person = builders.person(HA, identity=identity(7))
    stored = Person.objects.get(pk=person.pk)
    assert open_sealed(bytes(stored.identity_secret or b"")) == identity(7)
    assert identity(7).encode() not in bytes(stored.identity_secret or b"")
    assert identity(7) not in str(Entry.objects.values_list("payload", "personal"))


def test_the_ledger_keeps_the_name_apart(tree: Tree) -> None:
    builders.person(HA, at=tree.cell)
    entry = Entry.objects.get(action="members.register_person")
    assert (entry.organization, entry.personal["name"]) == (tree.cell.code, HA.name)
    assert HA.given_name not in str(entry.payload)


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"given_name": " "}, "Chưa ghi đủ họ và tên"),
        ({"born_on": "2016-08-01"}, "không trước ngày"),
        ({"born_on": "31/02/1990"}, "chưa phải là năm"),
        ({"sex": "X"}, "Giới tính"),
        ({"identity": "1" * 11}, "có 11 ký tự"),
        ({"identity": "1" * 13}, "có 13 ký tự"),
        ({"identity": "00120100000a"}, "cần đúng 12 chữ số"),
    ],
)
def test_nonsense_is_refused(tree: Tree, facts: dict[str, Any], sentence: str) -> None:
    known: dict[str, Any] = {"family_name": "Vũ Thu", "given_name": "Hà", "by": None, "on": FOUNDED}
    with refused(sentence):
        register_person(**known | facts)
    assert not Person.objects.exists()


def test_an_identity_number_belongs_to_one_person(tree: Tree) -> None:
    builders.person(HA, identity=identity(7))
    with refused("đã thuộc về một người khác"):
        builders.person(AN, identity=identity(7))


def test_one_account_one_person(tree: Tree) -> None:
    ha, an = builders.person(HA), builders.person(AN)
    user = builders.account(ha, "ha")
    with refused("thuộc về một người khác"):
        link_account(person=an, user=user, by=None, on=FOUNDED)
    other = builders.account(an, "an")
    with refused("đã có tài khoản khác"):
        link_account(person=ha, user=other, by=None, on=FOUNDED)
