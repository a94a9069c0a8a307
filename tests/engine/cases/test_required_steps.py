"""On every route: no decision and no ceremony while any one step is missing or taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

import pytest
from django.db import transaction

from chibo.demo.walk import TWICE, Walk
from chibo.engine.cases import actions as cases
from chibo.roll.members.models import Membership
from tests.journeys.stage import Stage, stage
from tests.journeys.witness import nothing_written, refuses

pytestmark = pytest.mark.django_db


class Way(NamedTuple):
    begins_on: date
    decision: tuple[str, ...]  # steps between the cell's vote and the decision
    sender: int  # the body that has the dossier last, from the province down


#: Written down here once more, beside the data that the engine reads.
BEFORE_THE_VOTE = ("A03", "A04", "A05P", "A05", "A06", "A07", "A08", "A09", "A10", "A11", "A12", "A14", "A14R", "A14S")
WAYS = {
    "R1": Way(date(2022, 5, 4), ("A17", "A18", "A19V"), 1),
    "R2": Way(date(2022, 5, 4), ("A18", "A19V"), 1),
    "R3": Way(date(2026, 4, 13), ("A18", "A19V"), -1),
    "R4": Way(date(2022, 5, 4), ("A19C",), -1),
    "R5": Way(date(2025, 8, 4), ("A17", "A18", "A19V"), 0),
    "R5C": Way(date(2025, 8, 4), ("A18", "A19V"), 0),
    "R6": Way(date(2026, 8, 3), ("A18", "A19V"), -1),
}


def steps(route: str) -> list[str]:
    return [*BEFORE_THE_VOTE, "A14B", "A15", *WAYS[route].decision, "A19", "A19T"]


@contextmanager
def taken_back_afterwards() -> Iterator[None]:
    savepoint = transaction.savepoint()
    yield
    transaction.savepoint_rollback(savepoint)


def try_every_shortcut(walk: Walk, shortcuts: list[str]) -> None:
    for code in shortcuts:
        with taken_back_afterwards():
            refuses(walk, code, "Còn thiếu bước|Chưa đủ thông tin")
    walk.case.refresh_from_db()
    assert not Membership.objects.filter(person=walk.case.person).exists()


@pytest.mark.parametrize("route", WAYS)
def test_no_step_of_the_way_can_be_jumped_over(route: str) -> None:
    """Before each step: try the next vote, the decision and the ceremony."""
    walk = stage(route).walk(WAYS[route].begins_on)
    order = steps(route)
    decisive = ["A15", *WAYS[route].decision, "A19", "A19T", "A20"]
    for index, code in enumerate(order):
        ahead = [c for c in decisive if c not in order[: index + 1]]
        try_every_shortcut(walk, [*ahead[:1], *(c for c in ("A19", "A20") if c in ahead[1:])])
        walk.step(code)
        if code in TWICE:
            walk.step(code)
    walk.step("A20")
    assert Membership.objects.filter(person=walk.case.person).exists()


def send_back(place: Stage, walk: Walk, missing: str, sender: int) -> None:
    """The body that has the dossier takes one step back, in the name of a step that is its own."""
    stroke = place.stroke(place.above[sender], walk.day, walk.case.events.count())
    cases.annotate(
        case=walk.case, kind="returned", step="A19R", on=walk.day, ground="Thiếu", stroke=stroke, reopens=[missing]
    )


@pytest.mark.parametrize("route", WAYS)
def test_no_decision_while_any_single_step_is_taken_back(route: str) -> None:
    place = stage(route)
    walk = place.ready_to_vote(WAYS[route].begins_on)
    walk.until(WAYS[route].decision[-1])
    for missing in ["A02", *BEFORE_THE_VOTE, "A14B", "A15", *WAYS[route].decision]:
        if missing in {"A09", "A10"}:
            continue  # asked for by a rule of the cell's vote, since relatives may be spared
        with taken_back_afterwards():
            send_back(place, walk, missing, WAYS[route].sender)
            refuses(walk, "A19", "Còn thiếu bước")
    walk.case.refresh_from_db()
    walk.step("A19")


@pytest.mark.parametrize("route", ["R1", "R3"])
def test_no_vote_of_the_cell_without_the_verification_of_anybody_named(route: str) -> None:
    """Somebody in the CV who was neither verified nor spared: the cell does not even comment on it."""
    walk = stage(route).walk(WAYS[route].begins_on, subjects=["applicant", "father"])
    walk.until("A10")
    act, stroke = walk.prepared("A11")
    with nothing_written(), pytest.raises(cases.Refusal, match="Chưa có kết quả thẩm tra về: mẹ đẻ"):
        cases.perform(case=walk.case, act=act, stroke=stroke)
