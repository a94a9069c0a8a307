"""``chibo report``: an organization counted on a day and over a period."""

from __future__ import annotations

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chibo.roll.files.actions import record_leaving, undo_leaving
from chibo.roll.files.rules.leavings import Left
from chibo.roll.members import actions
from chibo.roll.members.models import Standing
from chibo.roll.members.queries.counts import behind, movement, paths_of
from tests import builders
from tests.builders import TODAY, Tree
from tests.cast import AN, BINH, KHOA, LAN, MINH


@pytest.fixture
def tree(db: None) -> Tree:
    return builders.tree()


def report(*words: str) -> dict[str, Any]:
    out = StringIO()
    call_command("report", *words, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def strength(code: str, day: str = "26/10/2020") -> dict[str, Any]:
    return report("strength", "--org", code, "--as-of", day)


def table(code: str, first: str, last: str) -> dict[str, Any]:
    return report("increase-decrease", "--org", code, "--from", first, "--to", last)


def test_the_strength_of_a_ward_on_a_day(tree: Tree) -> None:
    builders.official(AN, tree.cell)
    builders.standing(builders.official(LAN, tree.cell), Standing.Kind.EXEMPT, on=date(2020, 1, 1))
    builders.away(builders.official(MINH, tree.other_cell), tree.neighbour_cell, on=date(2020, 6, 1))
    builders.probationary(KHOA, tree.other_cell, admitted_on=date(2020, 5, 19))

    found = strength("DU-HOASEN")
    assert found["name"] == "Đảng bộ phường Hoa Sen" and found["as_of"] == "2020-10-26"
    assert (found["strength"], found["official"], found["probationary"]) == (4, 3, 1)
    assert (found["exempt"], found["temporary_out"], found["roster"]) == (1, 1, 4)
    assert (found["cells"], found["subordinate_organizations"]) == (2, 2)
    assert [row["strength"] for row in found["subordinates"]] == [2, 2]
    assert strength("DU-HOAMAI")["strength"] == 0, "a guest counts at home"
    assert strength("DU-HOASEN", "2020-05-18")["strength"] == 3, "who is admitted on a day counts from that day"


def test_table_one_over_a_year(tree: Tree) -> None:
    an, binh, minh = (builders.official(who, tree.cell) for who in (AN, BINH, MINH))
    paper = {"by": None, "decision": "5-QĐ/TU", "decided_on": date(2020, 1, 2)}
    actions.end_membership(person=an, ends_by="DEATH", by=None, on=date(2020, 1, 1))
    actions.end_membership(person=binh, ends_by="EXPULSION", on=date(2020, 3, 1), **paper)
    actions.place(person=minh, organization=tree.neighbour_cell, by=None, on=date(2020, 12, 31))
    khoa = builders.probationary(KHOA, tree.other_cell, admitted_on=date(2020, 5, 19))
    actions.end_membership(person=khoa, ends_by="STRIKE_OFF", on=date(2020, 9, 1), **paper)

    found = table("DU-HOASEN", "1/1/2020", "31/12/2020")
    assert [found[key] for key in "ABCD"] == [3, 1, 4, 0]
    assert found["increase"]["admitted"] == sum(found["increase"].values()) == 1
    down = found["decrease"]
    assert (down["died"], down["expelled"], down["struck_off"], down["struck_off_probationary"]) == (1, 1, 1, 1)
    assert (down["moved_out"], down["moved_out_same_province"]) == (1, 1)
    assert found["control"] is True and found["roster"] == 0
    assert table("DU-HOASEN", "1/1/2021", "31/12/2021")["A"] == found["D"]
    assert table("TU-BINHMINH", "1/1/2020", "31/12/2020")["decrease"]["moved_out"] == 0, "still in the city"


def test_a_leaving_that_is_taken_back_leaves_the_figures_as_they_were(tree: Tree) -> None:
    people = [builders.official(who, tree.cell) for who in (AN, BINH, MINH, LAN)]
    before = table("DU-HOASEN", "1/1/2020", "31/12/2020"), strength("DU-HOASEN", "31/12/2020")
    day = date(2020, 3, 1)
    grounds = ("DEATH", "EXPULSION", "STRIKE_OFF", "RESIGNATION")
    paper = ("5-QĐ/TU", date(2020, 1, 2), "Thành ủy", "Giấy báo")
    left = [
        record_leaving(person=person, told=Left(ground, day, *paper), by=None, on=TODAY)
        for person, ground in zip(people, grounds, strict=True)
    ]
    found = table("DU-HOASEN", "1/1/2020", "31/12/2020")
    assert [found[key] for key in "ABCD"] == [4, 0, 4, 0] and found["control"] is True
    assert [found["decrease"][key] for key in ("died", "expelled", "struck_off", "resigned")] == [1, 1, 1, 1]
    for leaving in left:
        undo_leaving(leaving=leaving, ground="Nhầm", by=None, on=TODAY)
    assert (table("DU-HOASEN", "1/1/2020", "31/12/2020"), strength("DU-HOASEN", "31/12/2020")) == before


def test_every_figure_opens_its_people(tree: Tree) -> None:
    an, binh = builders.official(AN, tree.cell), builders.official(BINH, tree.cell)
    actions.place(person=binh, organization=tree.neighbour_cell, by=None, on=TODAY)
    paths, days = paths_of(tree.ward), (TODAY, TODAY)

    def people(figure: str) -> list[int]:
        return sorted(behind(figure, paths, *days).values_list("person", flat=True))

    assert people("before") == sorted([an.pk, binh.pk]) and people("after") == [an.pk]
    assert people("went") == people("went.MOVED") == people("went.MOVED.same_province") == [binh.pk]
    assert people("went.MOVED.outside") == people("came") == []
    assert movement(paths, *days).went == len(people("went"))
    with pytest.raises(KeyError):
        behind("went.NOWHERE", paths, *days)


def test_without_json_it_is_read_by_people(tree: Tree) -> None:
    out = StringIO()
    call_command("report", "strength", "--org", "DU-HOASEN", "--as-of", "26/10/2020", stdout=out)
    assert "strength: 0\n" in out.getvalue() and "Chi bộ tổ dân phố 1" in out.getvalue()


@pytest.mark.parametrize(
    ("code", "day", "sentence"),
    [
        ("DU-NAODO", "26/10/2020", "there is no organization DU-NAODO"),
        ("DU-HOASEN", "31/2/2020", "'31/2/2020' is no day of the calendar"),
        ("DU-HOASEN", "hôm qua", "'hôm qua' is no day of the calendar"),
        ("DU-HOASEN", "1/1/2015", "DU-HOASEN did not stand on 2015-01-01"),
    ],
)
def test_what_cannot_be_counted_is_one_line(tree: Tree, code: str, day: str, sentence: str) -> None:
    with pytest.raises(CommandError) as refused:
        strength(code, day)
    assert sentence in str(refused.value) and "\n" not in str(refused.value)
    assert refused.value.returncode == 2


def test_a_period_runs_forwards(tree: Tree) -> None:
    with pytest.raises(CommandError, match="before it begins"):
        table("DU-HOASEN", "2/1/2020", "1/1/2020")
    with pytest.raises(CommandError, match="did not stand between"):
        table("DU-HOASEN", "1/1/2010", "1/1/2011")
    day = builders.FOUNDED - timedelta(days=30)
    assert table("DU-HOASEN", day.isoformat(), "1/1/2020")["control"], "founded within the period"
