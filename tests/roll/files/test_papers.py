"""Papers are looked for, many at once; the newest look counts and the older ones stay."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chibo.foundation.accounts.models import User
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.files.actions import Mark, check_papers
from chibo.roll.files.models import PaperCheck
from chibo.roll.files.queries.papers import checklist, organization_lacks, who_needs
from chibo.roll.members.actions import set_standing
from chibo.roll.members.models import Person, Standing
from chibo.roll.organizations.queries import form_of
from tests import builders
from tests.builders import Tree

ON = date(2020, 10, 26)


def mark(person: Person, number: int, state: str = "PRESENT", **more: object) -> Mark:
    return Mark(person=person, number=number, state=state, **more)  # type: ignore[arg-type]  # any column


def test_many_papers_are_noted_in_one_act(binh: Person, office: User) -> None:
    made = check_papers(
        marks=[mark(binh, 1, kept_at="Tủ 1"), mark(binh, 5, "MISSING"), mark(binh, 7)], by=office, on=ON
    )
    assert [row.number for row in made] == [1, 5, 7]
    found = checklist(binh, ON)
    states = {line.paper.number: line.state for line in found.lines}
    assert (states[1], states[5], states[7], states[2]) == ("PRESENT", "MISSING", "PRESENT", "")
    assert found.total == found.asked - 2  # what was never looked for is not there either


def test_the_newest_look_counts_and_the_older_ones_stay(binh: Person, office: User) -> None:
    check_papers(marks=[mark(binh, 5, "MISSING")], by=office, on=ON)
    check_papers(marks=[mark(binh, 5, kept_at="Tủ 2")], by=office, on=date(2020, 10, 27))
    assert list(PaperCheck.objects.order_by("pk").values_list("state", "current")) == [
        ("MISSING", False),
        ("PRESENT", True),
    ]


def test_a_look_of_an_earlier_day_is_refused(binh: Person, office: User) -> None:
    check_papers(marks=[mark(binh, 5)], by=office, on=ON)
    with pytest.raises(Refusal, match="đã kiểm ngày 26/10/2020"):
        check_papers(marks=[mark(binh, 5, "MISSING")], by=office, on=date(2020, 10, 25))
    assert PaperCheck.objects.get().state == "PRESENT"


def test_a_secret_paper_has_its_number_and_its_place_only(binh: Person, office: User) -> None:
    with pytest.raises(Refusal, match="phải ghi số văn bản và nơi để"):
        check_papers(marks=[mark(binh, 34, secret=True, document="9-KL/UBKT")], by=office, on=ON)
    check_papers(marks=[mark(binh, 34, secret=True, document="9-KL/UBKT", kept_at="Két 1")], by=office, on=ON)
    assert not [field.name for field in PaperCheck._meta.get_fields() if "file" in field.name.lower()]


def test_not_needed_says_why_and_settles(binh: Person, office: User) -> None:
    with pytest.raises(Refusal, match="vì sao không phải có"):
        check_papers(marks=[mark(binh, 39, "NOT_NEEDED")], by=office, on=ON)
    before = checklist(binh, ON).total
    check_papers(marks=[mark(binh, 39, "NOT_NEEDED", note="Mẫu cũ không có")], by=office, on=ON)
    assert checklist(binh, ON).total == before - 1


def test_nothing_marked_is_nothing_noted(binh: Person, office: User) -> None:
    with pytest.raises(Refusal, match="chưa đánh dấu"):
        check_papers(marks=[], by=office, on=ON)
    with pytest.raises(Refusal, match="không có loại giấy tờ"):
        check_papers(marks=[mark(binh, 105)], by=office, on=ON)


def test_an_exemption_asks_for_its_papers(binh: Person) -> None:
    before = {line.paper.number for line in checklist(binh, ON).lines if line.asked}
    set_standing(
        person=binh,
        kind=Standing.Kind.EXEMPT,
        by=None,
        on=date(2020, 5, 4),
        document="4-NQ/CB",
        document_on=date(2020, 5, 3),
    )
    now = {line.paper.number for line in checklist(binh, ON).lines if line.asked}
    assert now - before == {79, 81}


def test_an_organization_counts_by_priority_in_a_fixed_number_of_queries(tree: Tree, office: User) -> None:
    few = builders.officials(3, tree.cell)
    form = form_of(tree.ward, ON)
    with CaptureQueriesContext(connection) as small:
        first = organization_lacks(form, ON)
    builders.officials(25, tree.other_cell, start=3)
    with CaptureQueriesContext(connection) as large:
        second = organization_lacks(form, ON)
    assert len(small) == len(large) <= 12
    assert second.people == first.people + 25 and len(second.rows) == second.people <= 30
    asked = [line.paper.number for line in checklist(few[0], ON).lines if line.asked]
    check_papers(marks=[mark(few[0], number) for number in asked], by=office, on=ON)
    third = organization_lacks(form, ON)
    assert third.complete == 1
    assert sum(third.lacking.values()) == sum(second.lacking.values()) - len(asked)
    assert third.rows[-1].person == few[0] and third.rows[-1].looked_on == ON
    assert dict(third.papers)[first.papers[0][0]] == third.people - 1


def test_moves_by_letter_and_by_reorganization_are_told_apart(tree: Tree, binh: Person) -> None:
    builders.members.place(
        person=binh, organization=tree.other_cell, kind="OFFICIAL", by=None, on=date(2019, 3, 4), ground="GT"
    )
    assert 59 in {line.paper.number for line in checklist(binh, ON).lines if line.asked}
    builders.members.place(
        person=binh, organization=tree.neighbour_cell, kind="OFFICIAL", by=None, on=date(2020, 3, 4), ground="GT"
    )
    assert {54, 59, 60} <= {line.paper.number for line in checklist(binh, ON).lines if line.asked}
    binh.placements.update(came_by="REORGANIZED")
    assert not {54, 59, 60} & {line.paper.number for line in checklist(binh, ON).lines if line.asked}


def test_who_needs_a_paper_is_asked_in_one_go(tree: Tree, binh: Person, office: User) -> None:
    form = form_of(tree.cell, ON)
    (asked,) = who_needs(form, 46, ON)
    assert asked.person == binh and asked.needed and "công nhận chính thức" in asked.needed.reason
    assert who_needs(form, 83, ON) == []
