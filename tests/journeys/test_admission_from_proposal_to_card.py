"""From the list of sympathisers to the card, by the forms of the pages, under the law of each day.

The best page of documentation: one journey, told once, walked in every era in which the offices work. Who acts and who
votes is what the routes differ in; see ``test_routes.py`` for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse

from chibo.common.dates import add_months, display
from chibo.engine.cases.models import Case, Event
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.queries import verify
from chibo.roll.members.models import MemberCard, Membership, Person
from chibo.roll.organizations.models import Organization
from tests.journeys.desk import Desk
from tests.journeys.stage import Stage, stage

pytestmark = pytest.mark.django_db

_PROBATIONARY, _OFFICIAL = Membership.Kind.PROBATIONARY, Membership.Kind.OFFICIAL


@dataclass(frozen=True)
class Era:
    """Where a journey runs, when it begins, and what the law of its day asks for."""

    route: str
    begins_on: date
    text: str  # that governs, as the case remembers it
    above: tuple[str, ...]  # what follows the cell's vote, up to the decision, on admission
    recognised_by: tuple[str, ...]  # and on recognition
    card: str


#: Nine official members; a probationary one comes and never votes.
SUM = "9 đảng viên chính thức − 1 đã giới thiệu sinh hoạt tạm thời nơi khác − 1 được miễn sinh hoạt và vắng = 7"

ERAS = {
    "29": Era(
        "R1",
        date(2018, 3, 1),
        "Quy định 29-QĐ/TW ngày 25/7/2016",
        ("A17", "A18", "A19V"),
        ("C08", "C09V"),
        "00.000.029",
    ),
    "24": Era(
        "R1",
        date(2022, 5, 4),
        "Quy định 24-QĐ/TW ngày 30/7/2021",
        ("A17", "A18", "A19V"),
        ("C08", "C09V"),
        "00000024",
    ),
    "294": Era(
        "R3",
        date(2025, 8, 4),
        "Quy định 294-QĐ/TW ngày 26/5/2025",
        ("A18", "A19V"),
        ("C09V",),
        "000000000294",
    ),
    "208": Era(
        "R6",
        date(2026, 8, 3),
        "Quy định 208-QĐ/TW ngày 26/7/2026",
        ("A18", "A19V"),
        ("C09V",),
        "000000000208",
    ),
}


class Journey:
    """One person's way. Each day somebody sits down, finds the step on the page of the case and answers its form."""

    def __init__(self, era: Era) -> None:
        self.era = era
        self.place: Stage = stage(era.route)
        self.days: Iterator[date] = working_days(era.begins_on)
        self.day = era.begins_on
        self.case = self._listed()

    def _listed(self) -> Case:
        return self.sit(self.place.secretary).put_on_list(
            family_name="Mai Thanh",
            given_name="Thảo",
            sex="F",
            born_on="12/04/1996",
            identity="026096001234",
            education="upper_secondary_diploma",
            kind="first",
            on=display(self.day),
            number="12-NQ/CB",
            nominated_by="Đoàn thanh niên phường",
        )

    def sit(self, user: User) -> Desk:
        """On the next working day that person sits down at a desk."""
        self.day = next(self.days)
        return Desk(user, self.day)

    def skip_to(self, day: date) -> None:
        self.days = working_days(day)

    def cell(self, step: str, **said: object) -> None:
        self.sit(self.place.secretary).record(self.case, step, **said)

    def body(self, level: int) -> Organization:
        """From the province down: 0; ``-1`` is the committee just above the cell."""
        return self.place.above[level]

    def committee(self, step: str, level: int = -1, **said: object) -> None:
        self.sit(self.place.pen(self.body(level))).record(self.case, step, **said)

    # ------------------------------------------------------------ the chapters

    def prepare(self) -> None:
        """A helper, the certificate, and leave to make a dossier."""
        members = self.place.members
        self.cell("A03", helper=members[1].pk, tasks="Tham gia tổ tự quản khu phố")
        self.cell("A04", certificate_issuer="political_centre")
        self.cell("A05P")
        self.committee("A05")

    def make_dossier(self) -> None:
        """Application and CV; stamps, verification, comments; opinions and two introductions."""
        members = self.place.members
        self.cell("A06")
        self.cell("A07")
        self.committee("A08")
        self.committee("A09", sent_to="Đảng ủy xã Ngọc Lan")
        self.committee("A10", replied_by="Đảng ủy xã Ngọc Lan")
        self.cell("A11", cv_unchanged="yes")
        self.committee("A12")
        self.cell("A14", opinion_of="Chi đoàn khu phố 1")
        self.cell("A14R", residence_cell="Chi bộ tổ dân phố 1")
        self.cell("A14S")
        for introducer in members[1:3]:
            self.cell("A14B", introducer=introducer.pk, introducer_relation="work", same_base_organisation="yes")

    def cell_votes(self, step: str) -> Event:
        """One member is away, one is exempt and stays at home: seven remain, and two thirds of them are needed."""
        desk = self.sit(self.place.secretary)
        absent = {self.place.away.pk: "sinh hoạt tạm thời nơi khác", self.place.exempt.pk: "miễn sinh hoạt, ốm"}
        event = desk.vote(self.case, step, (6, 1, 0), absent)
        assert event.vote is not None
        assert event.vote.passed
        assert (event.vote.denominator, event.vote.needed) == (7, 5)
        assert event.vote.arithmetic.startswith(SUM)
        return event

    def go_up(self, steps: tuple[str, ...]) -> None:
        """What the committees do after the cell: the base votes, the decider appraises and votes."""
        decider = 1 if self.era.route == "R1" else -1
        for step in steps:
            if step in {"A17", "C08"}:
                event = self.sit(self.place.pen(self.body(-1))).vote(self.case, step, (4, 1, 0))
                assert event.vote is not None
                assert (event.vote.denominator, event.vote.needed) == (5, 4)  # at least two thirds
            elif step == "A18":
                self.committee(step, decider)
            else:
                event = self.sit(self.place.pen(self.body(decider))).vote(self.case, step, (3, 2, 0))
                assert event.vote is not None
                assert (event.vote.denominator, event.vote.needed) == (5, 3)  # more than half

    def decide(self, step: str, **said: object) -> Event:
        self.committee(step, 1 if self.era.route == "R1" else -1, **said)
        return self.case.events.latest("seq")

    def admit(self) -> None:
        """The decision, the ceremony within its limit, the member's own CV, the register."""
        self.decide("A19")
        self.cell("A19T")
        self.cell("A20")
        self.cell("A23", helper=self.place.members[1].pk)
        self.cell("A21")
        self.committee("A22")

    def probation(self) -> None:
        self.case = Case.objects.get(origin=self.case, procedure="recognition")
        self.cell("C02")

    def recognise(self) -> None:
        self.cell("C03")
        self.cell("C04")
        self.cell("C05", opinion_of="Chi đoàn khu phố 1")
        self.cell("C05R", residence_cell="Chi bộ tổ dân phố 1")
        self.cell("C05S")
        self.cell_votes("C06")
        self.go_up(self.era.recognised_by)
        self.decide("C09", official_from=display(add_months(self.ceremony_on, 12)))
        self.cell("C10")
        self.cell("C11", card_number=self.era.card)

    # ------------------------------------------------------------ what it has come to

    @property
    def person(self) -> Person:
        return self.case.person

    @property
    def ceremony_on(self) -> date:
        return self.person.memberships.get(kind=_PROBATIONARY).starts_on


def working_days(begin: date) -> Iterator[date]:
    """Days on which an office is open, a day apart, from ``begin`` on."""
    day = begin
    while True:
        if day.weekday() < 5:
            yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("era", ERAS)
def test_from_the_list_to_the_card(era: str) -> None:
    journey = Journey(ERAS[era])
    admission = journey.case
    person = journey.person

    journey.prepare()
    journey.make_dossier()
    journey.cell_votes("A15")
    journey.go_up(ERAS[era].above)
    assert not person.memberships.exists(), "no vote makes a member"
    journey.admit()

    admission.refresh_from_db()
    assert (admission.result, admission.closed_on) == ("admitted", journey.day)
    decision, ceremony = admission.events.get(step="A19"), admission.events.get(step="A20")
    probation = person.memberships.get()
    assert (probation.kind, probation.starts_on, probation.decided_on) == (_PROBATIONARY, ceremony.on, decision.on)
    assert probation.decision == decision.number

    journey.probation()
    journey.skip_to(add_months(ceremony.on, 12))
    journey.recognise()

    recognition = journey.case
    recognition.refresh_from_db()
    assert recognition.result == "recognised"
    probation, official = person.memberships.order_by("starts_on")
    ends_on = add_months(ceremony.on, 12)
    assert (probation.ends_on, official.starts_on, official.ends_on) == (ends_on, ends_on, None)
    assert official.kind == _OFFICIAL
    assert official.decided_on == recognition.events.get(step="C09").on > ends_on, (
        "decided later, official from the day"
    )

    card = MemberCard.objects.get(person=person)
    assert (card.number, card.issued_on) == (ERAS[era].card, recognition.closed_on)
    assert card.issued_by == recognition.events.get(step="C09").organization

    said_by_the_law = {label for event in admission.events.all() for label in event.law}
    assert ERAS[era].text in said_by_the_law
    assert {event.route for event in admission.events.all()} == {ERAS[era].route}
    assert verify().faults == []


def test_the_page_offers_the_next_act_to_whoever_may_perform_it() -> None:
    journey = Journey(ERAS["29"])
    page = reverse("cases:page", args=[journey.case.pk])
    secretary, ward = (
        Desk(journey.place.secretary, journey.day),
        Desk(journey.place.pen(journey.body(-1)), journey.day),
    )
    assert secretary.get(page).context["page"].current.spec.code == "A03"
    assert ward.get(page).context["page"].current.spec.code == "A03", "an office above writes for the cell"
    journey.prepare()
    cell = Desk(journey.place.secretary, journey.day).get(page).context["page"]
    assert cell.current.spec.code == "A06"


def test_the_waiting_work_follows_the_case_from_body_to_body() -> None:
    journey = Journey(ERAS["294"])
    ward = journey.body(-1)
    journey.prepare()
    journey.make_dossier()
    journey.cell_votes("A15")
    (waiting,) = journey.case.waiting.all()
    assert (waiting.step, waiting.organization) == ("A18", ward)
    journey.go_up(("A18", "A19V"))
    (waiting,) = journey.case.waiting.all()
    voted_on = journey.case.events.get(step="A15").on
    assert (waiting.step, waiting.organization) == ("A19", ward)
    assert waiting.due_on is not None
    assert (waiting.due_on - voted_on).days >= 45, "working days are counted from the cell's vote"


def test_no_step_stands_on_the_day_before_the_one_it_rests_on() -> None:
    journey = Journey(ERAS["29"])
    journey.prepare()
    days = list(journey.case.events.order_by("seq").values_list("on", flat=True))
    assert all(a <= b for a, b in pairwise(days))
