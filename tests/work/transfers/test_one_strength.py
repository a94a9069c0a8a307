"""Whatever happens in whatever order, a member is in one strength here or outside: never in two, never in none."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chibo.demo.walk import Walk
from chibo.foundation.rulebook.findings import Refusal
from chibo.roll.members.models import Membership, Person, Placement
from chibo.roll.organizations.models import in_force
from tests import builders
from tests.cast import crowd
from tests.work.transfers.stage import DAY, Stage, stage

#: Each kind with the ways out of it that are not the straight one.
WAYS_OUT = {
    "transfer": ("", "T10X", "T90"),
    "transfer-internal": ("", "I04X", "I90"),
    "transfer-temporary": ("", "P05X", "P90"),
    "transfer-abroad": ("", "B90"),
}
_STRENGTH = (Placement.Kind.OFFICIAL, Placement.Kind.MOVED_OUT)


@pytest.fixture
def place(db: None) -> Stage:
    return stage()


def strengths(on: date) -> dict[int, Counter[str]]:
    found: dict[int, Counter[str]] = {}
    for person, kind in Placement.objects.filter(in_force(on)).values_list("person", "kind"):
        found.setdefault(person, Counter())[kind] += 1
    return found


def holds(on: date) -> None:
    placed = strengths(on)
    for pk in Membership.objects.filter(in_force(on)).values_list("person", flat=True):
        kinds = placed.get(pk, Counter())
        assert sum(kinds[kind] for kind in _STRENGTH) == 1, (on, pk, kinds)
        assert sum(kinds[kind] for kind in Placement.FOR_A_TIME) <= 1, (on, pk, kinds)
        assert not (kinds[Placement.Kind.MOVED_OUT] and kinds[Placement.Kind.AWAY]), (on, pk, kinds)


Deed = tuple[str, int, str, int, int]
deed = st.tuples(
    st.sampled_from(list(WAYS_OUT)),
    st.integers(0, 2),  # who
    st.sampled_from(["neighbour", "other", "outside"]),
    st.integers(1, 14),  # how many steps are done
    st.integers(0, 2),  # which way out
)


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=st.lists(deed, min_size=2, max_size=5))
def test_every_member_is_in_one_strength_on_every_day(
    place: Stage, deeds: list[tuple[str, int, str, int, str]]
) -> None:

    with transaction.atomic():
        people = [builders.official(who, place.tree.cell) for who in crowd(3, start=40)]
        day = DAY
        for kind, who, to, count, exit_ in deeds:
            day = _go(place, people[who], kind, to, count, exit_, day + timedelta(days=1))
            holds(day)
        for offset in range((day - DAY).days + 3):
            holds(DAY + timedelta(days=offset))
        for quiet in (date(2023, 10, 31), date(2023, 11, 1), date(2024, 6, 3)):
            holds(quiet)
        transaction.set_rollback(True)


def _go(place: Stage, person: Person, kind: str, to: str, count: int, exit_: int, day: date) -> date:
    """As far as the rules let it go; what they refuse changes nothing."""
    there = {"neighbour": place.tree.neighbour_cell, "other": place.tree.other_cell}.get(to)
    said = {"until_on": day + timedelta(days=200), "from_on": day} if kind == "transfer-temporary" else {}
    if kind != "transfer-temporary":
        said = {"effective_on": day}
    try:
        walk: Walk = place.open(kind, person, None if kind == "transfer-abroad" else there, on=day, **said)
        for _ in range(count):
            step = walk.next_step()
            if step is None or step.startswith("P07"):
                break
            walk.step(step, received_by="Nơi ngoài hệ thống")
        ways = WAYS_OUT[kind]
        if (code := ways[exit_ % len(ways)]) and walk.case.closed_on is None:
            walk.step(code, ground="Đổi ý", refusal_ground="other")
    except Refusal:
        return day + timedelta(days=20)
    return max(walk.day, day)
