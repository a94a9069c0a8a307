"""Badges and disciplines in the tables: each person once, where they were on the day, and never a struck entry."""

from __future__ import annotations

from datetime import date

import pytest

from chibo.reports.catalogue import tables
from chibo.reports.content import HIDDEN, content_of
from chibo.reports.queries.events import count_events, listed_events
from chibo.reports.queries.figures import Period
from chibo.roll.files.actions.entries import add_entry, strike_out_entry
from chibo.roll.files.models import FileEntry
from chibo.roll.files.rules.entries import Told
from chibo.roll.members import actions
from chibo.roll.members.models import Membership, Person
from chibo.roll.members.queries.counts import paths_of
from chibo.roll.organizations.models import Organization
from chibo.work.honours.models import Award, Ground
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, BINH, LAN, crowd

YEAR = (date(2020, 1, 1), TODAY)


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def badge(person: Person, level: int, on: date, ground: Ground = Ground.REACHED) -> Award:
    return Award.objects.create(person=person, level=level, ground=ground, decision="4-QĐ/TU", decided_on=on)


def discipline(person: Person, what: str, on: str) -> FileEntry:
    told = Told("DISCIPLINE", what, from_on=on, document="7-QĐ/UBKT", document_on=on)
    return add_entry(person=person, told=told, by=None, on=TODAY)


def names(name: str, place: Organization, span: tuple[date, date] = YEAR) -> list[str]:
    return sorted(stay.person.name for stay in listed_events(name, paths_of(place), *span))


def count(name: str, place: Organization, *spans: tuple[date, date], of: str = "") -> list[int]:
    return count_events([(name, of)], paths_of(place), spans or [YEAR])[name, of]


def test_badges_count_people_where_they_were_on_the_day_of_the_decision(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    badge(an, 40, date(2020, 2, 3))
    badge(an, 45, date(2020, 5, 19))
    badge(binh, 30, date(2019, 11, 7))
    actions.place(person=an, organization=tree.neighbour_cell, by=None, on=date(2020, 4, 1))
    assert names("badge", tree.city) == [AN.name] and count("badge", tree.city) == [1], "each person once"
    assert count("badge.40", tree.ward) == [1] and count("badge.45", tree.ward) == [0]
    assert names("badge.45", tree.neighbour_ward) == [AN.name]
    last_year = (date(2019, 1, 1), date(2019, 12, 31))
    assert count("badge", tree.ward, YEAR, last_year) == [1, 1]
    assert count("badge", tree.ward, last_year, of="women") == [1]


def test_a_badge_after_death_counts_where_the_member_was_last(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    actions.end_membership(person=an, ends_by=Membership.End.DEATH, by=None, on=date(2020, 3, 1))
    badge(an, 55, date(2020, 5, 19), Ground.POSTHUMOUS)
    assert names("badge.POSTHUMOUS", tree.ward) == [AN.name]
    assert count("badge.POSTHUMOUS", tree.ward) == count("badge.55", tree.cell) == [1]


def test_disciplines_come_from_the_entries_that_stand(tree: Tree) -> None:
    an, binh, lan = (builders.official(who, tree.cell) for who in (AN, BINH, LAN))
    discipline(an, "Khiển trách", "2020-03-02")
    discipline(binh, "Cảnh cáo", "2020-04")
    wrong = discipline(lan, "Cảnh cáo", "2020-05-06")
    strike_out_entry(
        entry=wrong, ground="Ghi nhầm người", ground_document="9-CV/ĐU", ground_on=TODAY, by=None, on=TODAY
    )
    assert names("entry.DISCIPLINE", tree.ward) == sorted([AN.name, BINH.name])
    assert names("entry.DISCIPLINE.warning", tree.ward) == [BINH.name], "of a month the first day counts"
    assert count("entry.DISCIPLINE.reprimand", tree.ward) == [1]
    assert count("entry.DISCIPLINE.warning", tree.ward, (date(2020, 4, 2), TODAY)) == [0]
    with pytest.raises(KeyError):
        names("entry.TITLE", tree.ward)


def test_few_honoured_people_are_not_told_to_those_without_office(tree: Tree) -> None:
    for number, who in enumerate(crowd(6)):
        person = builders.official(who, tree.cell)
        badge(person, 30 if number else 40, date(2020, 2, 3))
    content = content_of(tables()["bieu-8"], paths_of(tree.ward), Period(*YEAR), whole=False)
    told = {line.key: line.cells for line in content.lines}
    assert told["H"][0].value == 6
    assert told["H30"][0].value == 5 and told["H40"][0].value == HIDDEN
    assert not any(cell.asks for line in content.lines for cell in line.cells)


def test_what_nobody_recorded_stays_open(tree: Tree) -> None:
    content = content_of(tables()["bieu-7"], paths_of(tree.ward), Period(*YEAR))
    assert all(line.lacks and [cell.value for cell in line.cells] == [None] * 3 for line in content.lines)
