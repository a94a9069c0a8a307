"""A person's page gathers what other floors say; the page knows none of them."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.roll.files import registry
from chibo.roll.files.registry import Line, Section, add_section, sections_of
from chibo.roll.members.models import Person
from chibo.roll.members.permissions import Authority
from chibo.roll.members.queries import authority_of
from tests import builders
from tests.cast import AN


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    empty: dict[str, object] = {}
    monkeypatch.setattr(registry, "SECTIONS", empty)
    return empty


@pytest.fixture
def asked(db: None) -> tuple[Person, Authority]:
    place = builders.tree()
    user = builders.secretary(place.cell, AN)
    authority = authority_of(user, date(2020, 10, 26))
    assert authority.person is not None
    return authority.person, authority


def fees(person: Person, authority: Authority) -> Section:
    return Section("Đảng phí", [Line(f"Tháng 10: {person.given_name}")])


def nothing(person: Person, authority: Authority) -> Section:
    return Section("Khen thưởng", [])


def said_to_be_empty(person: Person, authority: Authority) -> Section | None:
    return Section("Huy hiệu", [], empty="Chưa có")


def test_sections_stand_in_their_order(shelf: dict[str, object], asked: tuple[Person, Authority]) -> None:
    add_section("fees", 70, fees)
    add_section("badges", 50, said_to_be_empty)
    add_section("awards", 60, nothing)
    add_section("none", 10, lambda person, authority: None)
    assert [(key, section.title) for key, section in sections_of(*asked)] == [
        ("badges", "Huy hiệu"),
        ("fees", "Đảng phí"),
    ]


def test_a_key_is_taken_once(shelf: dict[str, object]) -> None:
    add_section("fees", 70, fees)
    add_section("fees", 70, fees)
    with pytest.raises(ValueError, match="already given"):
        add_section("fees", 70, nothing)
