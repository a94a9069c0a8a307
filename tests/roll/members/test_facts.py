"""The facts that lists and counts read: at any time what a plain recount of the register says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from io import StringIO
from itertools import groupby, pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members import actions, facts
from chibo.roll.members.models import Membership, Person, Placement, Stay, Strength, Turn
from chibo.roll.members.queries.counts import (
    arrivals,
    departures,
    movement,
    paths_of,
    roster_on,
    strength_on,
    strengths_by_cell,
)
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Form, Level, Organization
from tests import builders
from tests.builders import FOUNDED, TODAY, Tree
from tests.cast import AN, BINH, HA, KHOA, LAN, MINH, crowd

PAPER = {"by": None, "document": "9-QĐ/TU", "document_on": FOUNDED}
FOREVER = date.max


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def told(person: Person) -> list[tuple[str, str, str, str]]:
    """Cell, kind, how it began, how it ended: the stays of a person in order."""
    rows = person.stays.order_by("starts_on").select_related("organization")
    return [(row.organization.code, row.kind, row.began_by, row.ended_by) for row in rows]


def test_a_life_in_the_party_is_a_row_for_every_stretch(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    actions.place(person=an, organization=tree.other_cell, by=None, on=date(2019, 3, 1))
    actions.end_membership(
        person=an, ends_by="STRIKE_OFF", by=None, on=TODAY, decision="5-QĐ/TU", decided_on=date(2020, 10, 1)
    )

    here, there = tree.cell.code, tree.other_cell.code
    assert told(an) == [
        (here, "PROBATIONARY", Turn.ADMITTED, Turn.RECOGNIZED),
        (here, "OFFICIAL", Turn.RECOGNIZED, Turn.MOVED),
        (there, "OFFICIAL", Turn.MOVED, Turn.STRUCK_OFF),
    ]
    last = an.stays.latest("starts_on")
    assert (last.ends_on, last.from_path, last.to_path) == (TODAY, builders.form(tree.cell).path, "")
    assert last.aged_from == FOUNDED + timedelta(days=20), "party age runs from the decision"
    assert last.joined_on == FOUNDED + timedelta(days=30), "the day of joining is that of the ceremony"


def test_time_outside_the_party_is_taken_off(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    paper = {"decision": "5-QĐ/TU", "decided_on": date(2017, 12, 1), "by": None}
    actions.end_membership(person=an, ends_by="RESIGNATION", on=date(2018, 1, 1), **paper)
    actions.enroll(person=an, organization=tree.cell, on=date(2020, 1, 1), **paper)

    assert [row[2:] for row in told(an)][1:] == [(Turn.RECOGNIZED, Turn.RESIGNED), (Turn.READMITTED, "")]
    assert an.stays.latest("starts_on").aged_from == date(2018, 8, 21), "two years later than the first decision"


def test_restored_is_not_readmitted(tree: Tree) -> None:
    khoa = builders.probationary(KHOA, tree.cell)
    paper = {"decision": "5-QĐ/TU", "decided_on": date(2017, 1, 1), "by": None}
    actions.end_membership(person=khoa, ends_by="STRIKE_OFF", on=date(2017, 2, 1), **paper)
    actions.restore(person=khoa, organization=tree.cell, on=date(2017, 6, 1), kind="PROBATIONARY", **paper)
    assert [row[2:] for row in told(khoa)] == [(Turn.ADMITTED, Turn.STRUCK_OFF), (Turn.RESTORED, "")]


def test_out_of_the_system_and_back(tree: Tree) -> None:
    """Who comes from outside was moved in, even when entered on the day of receipt; who is outside counts nowhere."""
    minh = builders.official(MINH, tree.cell)
    actions.move_out(person=minh, by=None, on=date(2020, 2, 1), outside="Đảng bộ tỉnh Xa")
    spell = actions.EarlierSpell(
        kind="OFFICIAL", starts_on=date(2010, 1, 1), decision="1", decided_on=date(2010, 1, 1)
    )
    outside = {"organization": tree.cell, "outside": "Đảng bộ tỉnh Xa", "by": None, "on": TODAY}
    lan = actions.register_member_outside(
        family_name=LAN.family_name, given_name=LAN.given_name, spells=[spell], **outside
    )
    for person in (lan, minh):
        actions.place(person=person, organization=tree.cell, by=None, on=TODAY)

    assert [row[2:] for row in told(minh)][1:] == [(Turn.RECOGNIZED, Turn.MOVED), (Turn.MOVED, "")]
    assert [row[2:] for row in told(lan)] == [(Turn.MOVED, "")]
    table = movement(paths_of(tree.cell), TODAY, TODAY)
    assert [(line.turn, dict(line.by_place)) for line in table.increase] == [(Turn.MOVED, {"outside": 2})]
    assert table.control


def test_guests_are_in_nobodys_strength_and_those_away_in_their_own(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1))
    builders.person(HA, at=tree.cell)

    assert strength_on(paths_of(tree.cell), TODAY).all == 1
    assert strength_on(paths_of(tree.neighbour_cell), TODAY).all == 0
    assert not Stay.objects.filter(organization=tree.neighbour_cell).exists()


def test_the_tree_moves_and_everybody_with_it(tree: Tree) -> None:
    """A ward goes under another city: nobody leaves the ward, everybody leaves the old city."""
    for who in (AN, BINH, LAN):
        builders.official(who, tree.cell)
    other_city = builders.organization("TU-KHAC", "Đảng bộ thành phố Khác", Level.SUPERIOR, tree.province)
    old_city = Organization.objects.get(code="TU-BINHMINH")
    organizations.reshape(organization=tree.ward, parent=other_city, on=TODAY, **PAPER)

    year = (date(2020, 1, 1), date(2020, 12, 31))
    ward, out, into = (movement(paths_of(each), *year) for each in (tree.ward, old_city, other_city))
    assert (ward.before.all, ward.came, ward.went, ward.after.all) == (3, 0, 0, 3)
    assert [(line.turn, line.count, dict(line.by_place)) for line in out.decrease] == [
        (Turn.REORGANIZED, 3, {"same_province": 3})
    ]
    assert [(line.turn, line.count) for line in into.increase] == [(Turn.REORGANIZED, 3)]
    assert ward.control and out.control and into.control
    assert not facts_differ()


def test_a_renamed_cell_keeps_its_people(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    organizations.reshape(organization=tree.cell, name="Chi bộ tổ dân phố 1A", on=TODAY, **PAPER)
    assert told(an)[-2:] == [
        (tree.cell.code, "OFFICIAL", Turn.RECOGNIZED, Turn.CONTINUED),
        (tree.cell.code, "OFFICIAL", Turn.CONTINUED, ""),
    ]
    assert movement(paths_of(tree.cell), TODAY, TODAY).came == 0


def test_a_handed_over_cell_was_reorganized(tree: Tree) -> None:
    an = builders.official(AN, tree.other_cell)
    actions.move_everybody(origin=tree.other_cell, destination=tree.cell, by=None, on=TODAY, ground="QĐ 1")
    assert told(an)[-1] == (tree.cell.code, "OFFICIAL", Turn.REORGANIZED, "")
    assert movement(paths_of(tree.ward), TODAY, TODAY).control


def test_one_act_is_a_few_statements(tree: Tree) -> None:
    people = builders.officials(5, tree.cell)
    with CaptureQueriesContext(connection) as asked:
        facts.refresh([people[0].pk])
    assert len(asked) <= 9


def test_rebuilding_changes_nothing_and_says_so(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    kept = recorded()
    call_command("facts", "rebuild", "--check", stdout=StringIO())
    assert recorded() == kept

    Stay.objects.filter(person=an).update(kind="PROBATIONARY")
    with pytest.raises(CommandError, match="chibo facts rebuild"):
        call_command("facts", "rebuild", "--check", stdout=StringIO())
    call_command("facts", "rebuild", stdout=StringIO())
    assert recorded() == kept
    assert not facts_differ()


# Whatever happens


def recorded() -> set[tuple[object, ...]]:
    """The stays without what only the statement tells: who, where, what, when."""
    return set(Stay.objects.values_list("person", "path", "kind", "starts_on", "ends_on"))


def recounted() -> set[tuple[object, ...]]:
    """The same, counted plainly: each spell against each place against each form."""
    found: set[tuple[object, ...]] = set()
    forms = list(Form.objects.all())
    for spell in Membership.objects.all():
        for place in Placement.objects.filter(person=spell.person_id, kind="OFFICIAL"):
            for form in forms:
                if form.organization_id != place.organization_id:
                    continue
                start = max(spell.starts_on, place.starts_on, form.starts_on)
                end = min(row.ends_on or FOREVER for row in (spell, place, form))
                if start < end:
                    ends_on = None if end == FOREVER else end
                    found.add((spell.person_id, form.path, spell.kind, start, ends_on))
    return found


def facts_differ() -> bool:
    return any(not difference.none for difference in facts.compare())


ACTS = (
    "admit",
    "recognize",
    "move out",
    "leave",
    "die",
    "move",
    "hand over",
    "reparent",
    "rename",
    "readmit",
    "away",
    "annul",
)
moves = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 5), st.integers(0, 3), st.integers(1, 200)), max_size=14
)


def perform(tree: Tree, act: str, person: Person, cells: list[Organization], number: int, on: date) -> None:
    cell, other = cells[number % len(cells)], cells[(number + 1) % len(cells)]
    paper = {"decision": "5-QĐ/TU", "decided_on": on, "by": None, "on": on}
    match act:
        case "admit" | "readmit":
            actions.enroll(person=person, organization=cell, **paper)
        case "recognize":
            spell = person.memberships.latest("starts_on")
            day = min(on, spell.starts_on + timedelta(days=number * 30 + 1))
            actions.recognize(person=person, effective_on=day, **paper)
        case "leave":
            ground = ("EXPULSION", "STRIKE_OFF", "RESIGNATION", "ANNULMENT")[number]
            actions.end_membership(person=person, ends_by=ground, **paper)
        case "die":
            actions.end_membership(person=person, ends_by="DEATH", by=None, on=on)
        case "annul":
            actions.annul(person=person, recognition_only=True, **paper)
        case "move":
            actions.place(person=person, organization=cell, by=None, on=on)
        case "move out":
            actions.move_out(person=person, by=None, on=on, outside="Đảng bộ tỉnh Xa")
        case "away":
            actions.place(person=person, organization=cell, kind="TEMPORARY", by=None, on=on)
        case "hand over":
            actions.move_everybody(origin=cell, destination=other, by=None, on=on, ground="QĐ 1")
        case "reparent":
            above = (tree.ward, tree.neighbour_ward)[number % 2]
            organizations.reshape(organization=cell, parent=above, on=on, **PAPER)
        case "rename":
            organizations.reshape(organization=cell, name=f"Chi bộ {number}", on=on, **PAPER)


def days_of(rows: set[tuple[object, ...]]) -> Iterator[tuple[date, date]]:
    days = sorted({day for row in rows for day in row[3:] if isinstance(day, date)})
    yield from pairwise(days)
    if days:
        yield days[0], days[-1] + timedelta(days=1)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=moves)
def test_after_any_acts_the_facts_are_what_the_register_says(
    tree: Tree, story: list[tuple[str, int, int, int]]
) -> None:
    """And D = A + B - C for every organization and every stretch of days, D is the roster, the next A is this D."""
    with transaction.atomic():
        live(tree, story)
        transaction.set_rollback(True)


def live(tree: Tree, story: list[tuple[str, int, int, int]]) -> None:
    people = [builders.person(who) for who in crowd(6)]
    cells = [tree.cell, tree.other_cell, tree.neighbour_cell]
    on = FOUNDED + timedelta(days=400)
    for member in people[:4]:
        perform(tree, "admit", member, cells, people.index(member), on)
    for act, who, number, later in story:
        on += timedelta(days=later // 2)
        with suppress(Refusal, Membership.DoesNotExist):
            perform(tree, act, people[who], cells, number, on)

    kept = recorded()
    assert kept == recounted()
    assert not facts_differ()
    for organization in (*cells, tree.ward, tree.neighbour_ward, tree.province):
        paths = paths_of(organization)
        for first, last in days_of(kept):
            table = movement(paths, first, last)
            assert table.control, (organization.code, first, last)
            assert table.after == movement(paths, last + timedelta(days=1), last + timedelta(days=2)).before
            inside = {row[0] for row in kept if on_day(row, last) and any(str(row[1]).startswith(p) for p in paths)}
            assert inside == set(roster_on(paths, last).values_list("person", flat=True))
            assert sum(each.all for each in strengths_by_cell(paths, last).values()) == len(inside)
            assert arrivals(paths, first, last).count() == table.came
            assert departures(paths, first, last).count() == table.went


def on_day(row: tuple[object, ...], day: date) -> bool:
    starts_on, ends_on = row[3:]
    assert isinstance(starts_on, date)
    return starts_on <= day and (ends_on is None or (isinstance(ends_on, date) and day < ends_on))


def test_the_stays_of_a_person_never_overlap(tree: Tree) -> None:
    for who in (AN, BINH):
        builders.official(who, tree.cell)
    for _, rows in groupby(Stay.objects.order_by("person", "starts_on"), key=lambda row: row.person_id):
        lived = list(rows)
        assert all(a.ends_on and a.ends_on <= b.starts_on for a, b in pairwise(lived))
    assert Strength.objects.filter(ends_on__isnull=True).count() == 1
