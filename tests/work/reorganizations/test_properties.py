"""After any sequence of reorganizations the tree is a tree, everybody is in one cell, and undoing restores all."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.facts import compare
from chibo.roll.members.models import Placement
from chibo.roll.organizations.models import CELLS, SEGMENT, Form, Kind, Level, Organization
from chibo.work.reorganizations.actions import Paper, undo
from chibo.work.reorganizations.models import Reorganization
from chibo.work.reorganizations.rules.moves import Close, Found, Merge, Move, Rename, Reparent, Split
from tests import builders
from tests.builders import Tree
from tests.work.reorganizations.stage import DAY, NOW, done, rows

#: (what, which, which other): numbers that pick among the organizations of the moment.
_STEP = st.tuples(
    st.sampled_from(["merge", "reparent", "rename", "split", "close", "two wards", "undo"]),
    st.integers(0, 30),
    st.integers(0, 30),
)


class Reorganizations(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.tree = builders.tree()
        for number, cell in enumerate((cls.tree.cell, cls.tree.other_cell, cls.tree.neighbour_cell)):
            builders.officials(4, cell, start=10 * number)

    tree: Tree

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(_STEP, min_size=1, max_size=5))
    def test_any_sequence_leaves_a_tree_with_everybody_in_it(self, steps: list[tuple[str, int, int]]) -> None:
        people = Placement.objects.filter(kind="OFFICIAL", ends_on__isnull=True).count()
        acts: list[tuple[Reorganization, dict[str, object]]] = []
        for number, (what, one, other) in enumerate(steps):
            day = DAY + timedelta(days=number)
            if what == "undo":
                if acts:
                    act, before = acts.pop()
                    undo(plan=act, by=None, today=day, at=NOW, ground="Hoàn tác")
                    assert rows() == before
                continue
            before = dict(rows())
            try:
                act = done(
                    moves_of(what, one, other, number),
                    self.tree.province,
                    None,
                    paper=Paper(day, f"{number}-QĐ/TU", day),
                    today=day,
                )
            except Refusal:
                assert rows() == before
            else:
                acts.append((act, before))
            check_tree(people, day)
        while acts:
            act, before = acts.pop()
            undo(plan=act, by=None, today=DAY + timedelta(days=20), at=NOW, ground="Hoàn tác")
            assert rows() == before
        assert verify().faults == []
        assert all(difference.none for difference in compare())


def moves_of(what: str, one: int, other: int, number: int) -> list[Move]:
    forms = list(Form.objects.open().select_related("organization").order_by("organization__code"))
    cells = [form.organization.code for form in forms if form.level in CELLS]
    wards = [form.organization.code for form in forms if form.level == Level.BASE]
    first, second = cells[one % len(cells)], cells[other % len(cells)]
    ward, beside = wards[one % len(wards)], wards[other % len(wards)]
    match what:
        case "merge":
            return [Merge(first, second)]
        case "reparent":
            return [Reparent(first, beside)]
        case "rename":
            return [Rename(ward, f"Đảng bộ phường {number}")]
        case "split":
            here = Placement.objects.filter(organization__code=first, ends_on__isnull=True).order_by("pk")
            some = tuple(here.values_list("person", flat=True)[: 1 + other % 3])
            founded = Found(f"CB-MOI-{number}", f"Chi bộ mới {number}", Level.CELL, Kind.RESIDENTIAL, ward)
            return [founded, Split(first, f"CB-MOI-{number}", some)]
        case "close":
            return [Close(first)]
    founded = Found(f"DU-MOI-{number}", f"Đảng bộ mới {number}", Level.BASE, Kind.TERRITORY, "TU-BINHMINH")
    return [founded, *(Merge(code, founded.code) for code in sorted({ward, beside}))]


def check_tree(people: int, day: date) -> None:
    forms = {form.organization_id: form for form in Form.objects.open()}
    for form in forms.values():
        above = forms[form.parent_id] if form.parent_id else None
        assert form.path == (above.path if above else "") + f"{form.organization_id:0{SEGMENT}d}"
    homes = Counter(Placement.objects.filter(kind="OFFICIAL", ends_on__isnull=True).values_list("person", flat=True))
    assert len(homes) == people and set(homes.values()) <= {1}
    where = set(Placement.objects.filter(ends_on__isnull=True).values_list("organization", flat=True))
    assert where <= {pk for pk, form in forms.items() if form.level in CELLS}
    open_ones = set(Organization.objects.filter(ended_on__isnull=True).values_list("pk", flat=True))
    assert open_ones == set(forms)
    assert not Form.objects.filter(starts_on__gt=day).exists()
