"""Party life beyond the register: the spell runs on, the record stays, nobody is counted twice or lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chibo.foundation.ledger.models import Entry
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.actions import (
    EarlierSpell,
    arrive_for_a_time,
    end_membership,
    end_temporary,
    extend_temporary,
    go_away,
    move_everybody,
    move_out,
    place,
    register_member_outside,
)
from chibo.roll.members.models import Membership, Person, Placement, Role
from chibo.roll.members.queries import Filter, authority_of, home_of, people_page, status_of, voters_of_cell
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, HA, KHOA, LAN, MINH, Character

ELSEWHERE = "Đảng bộ phường Hoa Ban, Đảng bộ tỉnh Suối Trong"
BEFORE = TODAY - timedelta(days=1)


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def refused(sentence: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=sentence)


def from_outside(who: Character, tree: Tree, *, on: date = TODAY, identity: str = "") -> Person:
    return register_member_outside(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on=who.born_on,
        identity=identity,
        invented=True,
        spells=[
            EarlierSpell("PROBATIONARY", date(2010, 5, 19), date(2011, 5, 19), "RECOGNIZED"),
            EarlierSpell("OFFICIAL", date(2011, 5, 19)),
        ],
        organization=tree.cell,
        outside=ELSEWHERE,
        by=None,
        on=on,
    )


# Leaving


def test_a_member_moves_out_and_the_home_keeps_the_record(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    move_out(person=an, by=None, on=TODAY, outside=ELSEWHERE, ground="Giấy giới thiệu số 5")

    assert [voter.name for voter in voters_of_cell(tree.cell, BEFORE)] == [AN.name]
    assert voters_of_cell(tree.cell, TODAY) == []
    assert home_of(an, TODAY).organization == tree.cell
    assert str(status_of(an, TODAY)) == f"Đảng viên chính thức · Sinh hoạt đảng ngoài hệ thống: {ELSEWHERE}"
    assert an.memberships.get(ends_on__isnull=True).kind == "OFFICIAL"
    assert Entry.objects.get(action="members.move_out").payload["outside"] == ELSEWHERE


def test_power_ends_with_leaving(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell)
    builders.committee(tree.ward, [an])
    builders.away(an, tree.neighbour_cell, on=date(2020, 6, 1))
    user = builders.account(an, "bithu")

    move_out(person=an, by=None, on=TODAY, outside=ELSEWHERE)

    assert authority_of(user, BEFORE).appointments
    assert not authority_of(user, TODAY).appointments
    assert not an.seats.filter(ends_on__isnull=True).exists()
    assert voters_of_cell(tree.neighbour_cell, TODAY) == []


def test_who_left_comes_back(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    move_out(person=an, by=None, on=date(2019, 3, 1), outside=ELSEWHERE)
    place(person=an, organization=tree.cell, by=None, on=TODAY, ground="Giấy giới thiệu số 8")

    kinds = an.placements.order_by("starts_on").values_list("kind", "outside")
    assert list(kinds) == [("OFFICIAL", ""), ("MOVED_OUT", ELSEWHERE), ("OFFICIAL", "")]
    assert voters_of_cell(tree.cell, TODAY)[0].name == AN.name


def test_who_is_outside_stands_in_a_list_of_their_own(tree: Tree) -> None:
    office = authority_of(builders.clerk(tree.ward, tree.other_cell), TODAY)
    an, minh = builders.official(AN, tree.cell), builders.official(MINH, tree.cell)
    move_out(person=an, by=None, on=TODAY, outside=ELSEWHERE)
    go_away(person=minh, by=None, on=TODAY, outside=ELSEWHERE)

    def names(only: Filter) -> list[str]:
        return [row.person.name for row in people_page(office, TODAY, only=only).rows]

    assert names(Filter.MEMBERS) == ["Lê Thị Kim Chi", MINH.name]
    assert names(Filter.MOVED_OUT) == [AN.name]
    assert names(Filter.AWAY) == [MINH.name]


def test_the_record_of_who_ended_outside_is_kept(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    move_out(person=an, by=None, on=date(2019, 3, 1), outside=ELSEWHERE)
    end_membership(person=an, ends_by="DEATH", by=None, on=TODAY)

    assert home_of(an, TODAY).kind == Placement.Kind.FORMER
    assert home_of(an, TODAY).organization == tree.cell


def test_a_merger_takes_the_kept_records_along(tree: Tree) -> None:
    an, minh = builders.official(AN, tree.cell), builders.official(MINH, tree.cell)
    move_out(person=an, by=None, on=date(2019, 3, 1), outside=ELSEWHERE)
    go_away(person=minh, by=None, on=date(2020, 3, 1), until=date(2021, 3, 1), outside=ELSEWHERE)
    lan = builders.official(LAN, tree.cell)
    builders.away(lan, tree.other_cell, on=date(2020, 6, 1))

    move_everybody(origin=tree.cell, destination=tree.other_cell, by=None, on=TODAY, ground="Quyết định 12-QĐ/ĐU")

    assert home_of(an, TODAY).organization == tree.other_cell
    assert home_of(an, TODAY).outside == ELSEWHERE
    here = {voter.name: voter.away_to for voter in voters_of_cell(tree.other_cell, TODAY)}
    assert here == {MINH.name: ELSEWHERE, LAN.name: ""}, "the guest of before is at home now"


# For a time


def test_away_outside_for_a_time_stays_in_the_strength(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    go_away(person=minh, by=None, on=date(2020, 6, 1), outside=ELSEWHERE, until=date(2021, 6, 1))

    [voter] = voters_of_cell(tree.cell, TODAY)
    assert (voter.placed, voter.away_to) == ("OFFICIAL", ELSEWHERE)
    assert home_of(minh, TODAY).kind == "OFFICIAL"
    end_temporary(person=minh, by=None, on=TODAY)
    assert voters_of_cell(tree.cell, TODAY)[0].away_to == ""


def test_the_time_is_extended(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1), until=date(2020, 12, 1))
    extend_temporary(person=minh, by=None, on=TODAY, until=date(2021, 5, 1), ground="Báo cáo số 3")

    assert voters_of_cell(tree.cell, date(2021, 4, 1))[0].away_to != ""
    assert Entry.objects.get(action="members.extend_temporary").payload["before"] == "2020-12-01"


# Arriving


def test_a_member_arrives_with_earlier_spells(tree: Tree) -> None:
    ha = from_outside(HA, tree)
    assert voters_of_cell(tree.cell, TODAY) == [], "expected, and in nobody's strength"

    place(person=ha, organization=tree.cell, by=None, on=TODAY + timedelta(days=5), ground="Giấy giới thiệu số 1")

    assert voters_of_cell(tree.cell, TODAY + timedelta(days=5))[0].kind == "OFFICIAL"
    assert list(ha.memberships.order_by("starts_on").values_list("kind", "starts_on")) == [
        ("PROBATIONARY", date(2010, 5, 19)),
        ("OFFICIAL", date(2011, 5, 19)),
    ]
    rows = Entry.objects.get(action="members.register_member_outside").payload["rows"]
    assert [row["id"] for row in rows] == list(Membership.objects.order_by("pk").values_list("pk", flat=True))


def test_a_guest_from_outside_never_counts(tree: Tree) -> None:
    ha = from_outside(HA, tree)
    arrive_for_a_time(person=ha, organization=tree.cell, by=None, on=TODAY, until=date(2021, 4, 1))

    [guest] = voters_of_cell(tree.cell, TODAY)
    assert guest.placed == "TEMPORARY"


# Refused


def test_only_a_member_of_a_cell_here_leaves(tree: Tree) -> None:
    ha = builders.person(HA, at=tree.cell)
    with refused("không phải là đảng viên đang sinh hoạt chính thức"):
        move_out(person=ha, by=None, on=TODAY, outside=ELSEWHERE)
    an = builders.official(AN, tree.cell)
    with refused("chưa ghi tên tổ chức đảng ngoài hệ thống"):
        move_out(person=an, by=None, on=TODAY, outside=" ")
    move_out(person=an, by=None, on=TODAY, outside=ELSEWHERE)
    with refused("không phải là đảng viên đang sinh hoạt chính thức"):
        go_away(person=an, by=None, on=TODAY, outside=ELSEWHERE)


def test_nobody_leaves_before_what_still_runs_began(tree: Tree) -> None:
    an = builders.official(AN, tree.cell)
    builders.appointed(an, Role.SECRETARY, tree.cell, on=TODAY)
    with refused("không sau ngày bắt đầu"):
        move_out(person=an, by=None, on=TODAY, outside=ELSEWHERE)


def test_nobody_is_away_here_and_outside(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    builders.away(minh, tree.neighbour_cell, on=date(2020, 6, 1), until=date(2021, 6, 1))
    with refused("một chi bộ khác trong thời gian này"):
        go_away(person=minh, by=None, on=TODAY, outside=ELSEWHERE)
    with refused("không sau ngày đang ghi"):
        extend_temporary(person=minh, by=None, on=TODAY, until=date(2021, 6, 1))
    khoa = builders.probationary(KHOA, tree.cell)
    with refused("không sinh hoạt tạm thời"):
        extend_temporary(person=khoa, by=None, on=TODAY, until=date(2021, 6, 1))


def test_a_guest_of_the_system_moves_by_the_other_act(tree: Tree) -> None:
    minh = builders.official(MINH, tree.cell)
    with refused("sinh hoạt chính thức ngoài hệ thống"):
        arrive_for_a_time(person=minh, organization=tree.other_cell, by=None, on=TODAY)


def test_the_papers_of_who_arrives_make_sense(tree: Tree) -> None:
    number = "026080000012"
    from_outside(HA, tree, identity=number)
    with refused("đã thuộc về một người trong sổ"):
        from_outside(MINH, tree, identity=number)
    late = [EarlierSpell("OFFICIAL", TODAY + timedelta(days=1))]
    gap = [
        EarlierSpell("PROBATIONARY", date(2010, 5, 19), date(2010, 5, 1), "RECOGNIZED"),
        EarlierSpell("OFFICIAL", TODAY),
    ]
    unsaid = [EarlierSpell("PROBATIONARY", date(2010, 5, 19), date(2011, 5, 1)), EarlierSpell("OFFICIAL", TODAY)]
    for spells, sentence in (
        ([], "không đang là"),
        (late, "không đang là"),
        (gap, "thứ tự"),
        (unsaid, "lý do kết thúc"),
    ):
        with refused(sentence):
            register_member_outside(
                family_name="Lò Thị",
                given_name="Mới",
                spells=spells,
                organization=tree.cell,
                outside=ELSEWHERE,
                by=None,
                on=TODAY,
            )
    assert not Person.objects.filter(given_name="Mới").exists()
