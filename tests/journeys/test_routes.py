"""Every way that an admission can take, R1 to R6, and both eras that no office works in for long, by the acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from chibo.common.dates import add_months
from chibo.engine.cases.actions import refresh
from chibo.engine.cases.models import Case, Event
from chibo.engine.cases.queries import progress_of
from chibo.foundation.ledger.queries import verify
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import MemberCard, Membership
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Level
from tests.journeys.stage import WARDS_ARE_BASES, Stage, stage

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Way:
    """What differs from route to route: which steps stand between the cell and the decision, and by whom."""

    route: str
    begins_on: date
    text: str
    steps: tuple[tuple[str, str], ...]  # step, code of the body in whose name it is recorded
    votes: tuple[tuple[str, int, int], ...]  # step, in the denominator, needed
    issuer: str  # of decision and card


PROVINCE, CITY, WARD, DIVISION, CELL = "TU-ANBINH", "TU-BINHMINH", "DU-HOASEN", "DBBP-SEN", "CB-HOASEN-1"
_R1 = (("A15", CELL), ("A17", WARD), ("A18", CITY), ("A19V", CITY), ("A19", CITY), ("A19T", CELL))
_TWO_THIRDS, _HALF = (5, 4), (5, 3)
_CELL_VOTE = ("A15", 8, 6)
_BY_WARD_AND_CITY = (_CELL_VOTE, ("A17", *_TWO_THIRDS), ("A19V", *_HALF))
_BY_STANDING_COMMITTEE = (_CELL_VOTE, ("A19V", *_HALF))


def _straight(decider: str) -> tuple[tuple[str, str], ...]:
    """From the cell to the standing committee that decides, without a base committee between."""
    return (("A15", CELL), ("A18", decider), ("A19V", decider), ("A19", decider), ("A19T", CELL))


WAYS = {
    "R1 under 29": Way("R1", date(2018, 9, 3), "29-QĐ/TW", _R1, _BY_WARD_AND_CITY, CITY),
    "R1 under 232": Way("R1", date(2025, 2, 3), "232-QĐ/TW", _R1, _BY_WARD_AND_CITY, CITY),
    "R2": Way("R2", date(2022, 5, 4), "24-QĐ/TW", _straight(CITY), _BY_STANDING_COMMITTEE, CITY),
    "R3 under 294": Way("R3", date(2025, 8, 4), "294-QĐ/TW", _straight(WARD), _BY_STANDING_COMMITTEE, WARD),
    "R3 under 20": Way("R3", date(2026, 4, 13), "20-QĐ/TW", _straight(WARD), _BY_STANDING_COMMITTEE, WARD),
    "R4": Way(
        "R4",
        date(2022, 5, 4),
        "24-QĐ/TW",
        (("A15", CELL), ("A19C", WARD), ("A19", WARD), ("A19T", CELL)),
        (_CELL_VOTE, ("A19C", *_TWO_THIRDS)),
        WARD,
    ),
    "R5": Way(
        "R5",
        date(2025, 8, 4),
        "294-QĐ/TW",
        (("A15", CELL), ("A17", WARD), ("A18", PROVINCE), ("A19V", PROVINCE), ("A19", PROVINCE), ("A19T", CELL)),
        _BY_WARD_AND_CITY,
        PROVINCE,
    ),
    "R5C": Way("R5C", date(2025, 8, 4), "294-QĐ/TW", _straight(PROVINCE), _BY_STANDING_COMMITTEE, PROVINCE),
    "R6": Way("R6", date(2026, 8, 3), "208-QĐ/TW", _straight(WARD), _BY_STANDING_COMMITTEE, WARD),
}


def from_list_to_card(place: Stage, begins_on: date) -> tuple[Case, Case]:
    """The admission and the recognition of one person, all by the acts, a step a day."""
    walk = place.walk(begins_on)
    walk.until()
    admission = walk.case
    recognition = Case.objects.get(origin=admission)
    probation = admission.person.memberships.get()
    following = place.walk(probation.starts_on, recognition)
    following.until("C02")
    following.day = add_months(probation.starts_on, 12)
    following.until()
    return admission, recognition


def bodies(case: Case, first: str, last: str) -> list[tuple[str, str]]:
    """The steps from the one to the other, each with the body that acted."""
    done = [(e.step, e.organization.code) for e in case.events.select_related("organization").order_by("seq")]
    codes = [step for step, _ in done]
    return done[codes.index(first) : codes.index(last) + 1]


def votes(case: Case) -> list[tuple[str, int, int]]:
    events = case.events.filter(vote__isnull=False).select_related("vote").order_by("seq")
    return [(e.step, e.vote.denominator, e.vote.needed) for e in events if e.vote]


@pytest.mark.parametrize("name", WAYS)
def test_each_route_has_its_bodies_votes_and_issuer(name: str) -> None:
    way = WAYS[name]
    admission, recognition = from_list_to_card(stage(way.route), way.begins_on)
    person = admission.person

    assert bodies(admission, "A15", "A19T") == list(way.steps)
    assert votes(admission) == list(way.votes)
    assert {event.route for event in admission.events.all()} == {way.route}
    assert all(any(f" {way.text} " in f" {label} " for label in event.law) for event in admission.events.all())

    decided, held = admission.events.get(step="A19"), admission.events.get(step="A20")
    recognised = recognition.events.get(step="C09")
    probation, official = person.memberships.order_by("starts_on")
    assert (probation.decided_on, probation.starts_on) == (decided.on, held.on)
    assert (probation.ends_by, official.kind) == (Membership.End.RECOGNIZED, Membership.Kind.OFFICIAL)
    assert probation.ends_on == official.starts_on == add_months(held.on, 12)
    assert official.decided_on == recognised.on
    assert decided.organization.code == way.issuer

    card = MemberCard.objects.get(person=person)
    digits = law_on(card.issued_on).value("person.card_number_digits").number
    assert (card.issued_by, len(card.number)) == (recognised.organization, digits)
    assert (admission.result, Case.objects.get(pk=recognition.pk).result) == ("admitted", "recognised")
    assert verify().faults == []


def test_a_division_appraises_between_the_cell_and_the_ward() -> None:
    walk = stage("R1", division=True).walk(date(2018, 9, 3))
    walk.until("A18")
    steps = [("A15", CELL), ("A16", DIVISION), ("A17", WARD), ("A18", CITY)]
    assert bodies(walk.case, "A15", "A18") == steps


class TestAcrossTheDayOnWhichWardsBecomeBases:
    """The cell voted before 26/7/2026; what follows is judged by the law of its own day."""

    def reorganized(self, route: str) -> Case:
        place = stage(route)
        walk = place.walk(date(2026, 7, 6))
        walk.until("A15")
        assert walk.day < WARDS_ARE_BASES
        if route == "R3":
            organizations.reshape(
                organization=place.above[-1],
                level=Level.BASE,
                by=None,
                on=WARDS_ARE_BASES,
                document="208-QĐ/TU",
                document_on=WARDS_ARE_BASES,
            )
        walk.day = WARDS_ARE_BASES
        refresh(case=walk.case, on=WARDS_ARE_BASES)
        walk.until("A20")
        return walk.case

    def labels(self, event: Event) -> str:
        return " ".join(event.law)

    def test_a_cell_below_a_ward_of_the_pilot_goes_on_under_the_base(self) -> None:
        case = self.reorganized("R3")
        routes = {event.step: event.route for event in case.events.all()}
        assert (routes["A15"], routes["A18"], routes["A20"]) == ("R3", "R6", "R6")
        assert "20-QĐ/TW" in self.labels(case.events.get(step="A15"))
        assert "208-QĐ/TW" in self.labels(case.events.get(step="A19"))
        assert "208-QĐ/TW" not in case.version, "the case remembers what it began under"
        assert case.person.memberships.get().starts_on == case.events.get(step="A20").on

    def test_the_vote_of_a_base_committee_is_no_longer_asked_for(self) -> None:
        case = self.reorganized("R5")
        assert bodies(case, "A15", "A19") == [("A15", CELL), ("A18", WARD), ("A19V", WARD), ("A19", WARD)]

    def test_the_clock_of_the_decision_still_runs_from_the_cells_vote(self) -> None:
        place = stage("R5")
        walk = place.walk(date(2026, 7, 6))
        voted = walk.until("A15")
        assert voted is not None
        deadline = progress_of(walk.case, date(2026, 8, 3)).step("A19")
        assert deadline is not None
        assert deadline.deadline is not None
        assert deadline.deadline.starts_on == voted.on


@pytest.mark.parametrize(("stop", "wanted", "other"), [("A15", "M01", "M03"), ("A17", "M03", "M01")])
def test_whoever_moves_before_the_base_committee_voted_is_still_under_consideration(
    stop: str, wanted: str, other: str
) -> None:
    """Where the base committee votes besides, the resolution of the cell alone is not handed on."""
    place = stage("R1")
    walk = place.ready_to_vote(date(2023, 8, 1))
    walk.until(stop)
    walk.step("M00", moved_on=walk.day.isoformat(), move_to=place.other_cell.pk, same_decider=False)
    waits = set(walk.case.waiting.values_list("step", flat=True))
    assert wanted in waits and other not in waits
