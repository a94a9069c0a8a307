"""A ward with a cell of veterans, its pens, and the round of 7/11/2022 under the guidance of 2021."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils.timezone import get_current_timezone

from chibo.engine.cases.actions import Stroke
from chibo.foundation.accounts.models import User
from chibo.roll.members.models import Person
from chibo.work.honours import actions
from chibo.work.honours.models import Decision, Nomination, Submission
from tests import builders
from tests.builders import Tree
from tests.cast import extra

TODAY = date(2022, 10, 20)
ROUND = date(2022, 11, 7)


@dataclass
class Stage:
    tree: Tree = field(default_factory=builders.tree)

    @cached_property
    def pen(self) -> User:
        return builders.secretary(self.tree.cell)

    @cached_property
    def office(self) -> User:
        return builders.clerk(self.tree.ward, self.tree.other_cell)

    def stroke(self, by: User | None = None, today: date = TODAY) -> Stroke:
        at = datetime(today.year, today.month, today.day, 9, tzinfo=get_current_timezone())
        return Stroke(by=by or self.pen, today=today, at=at, seen=0)

    def veteran(self, number: int, decided_on: date, card: str = "", identity: str = "") -> Person:
        return builders.veteran(
            extra(800 + number), self.tree.cell, decided_on=decided_on, card=card, identity=identity
        )

    def nominated(self, person: Person, level: int = 30, **more: object) -> Nomination:
        usual = {"ground": "REACHED", "round_on": ROUND, "declared_on": date(2022, 10, 1), "stroke": self.stroke()}
        return actions.nominate(person=person, level=level, **usual | more)  # type: ignore[arg-type]  # test facts

    def considered(self, *nominations: Nomination, **more: object) -> None:
        usual = {"on": date(2022, 10, 5), "document": "9-NQ/CB", "stroke": self.stroke()}
        actions.consider(cell=self.tree.cell, nominations=nominations, **usual | more)  # type: ignore[arg-type]  # test facts

    def submitted(self, *nominations: Nomination, **more: object) -> Submission:
        usual = {
            "organization": self.tree.ward,
            "round_on": ROUND,
            "number": "7-TTr/ĐU",
            "on": date(2022, 10, 10),
            "stroke": self.stroke(self.office),
        }
        return actions.submit(nominations=nominations, **usual | more)  # type: ignore[arg-type]  # test facts

    def decided(self, submission: Submission, **more: object) -> Decision:
        usual = {
            "organization": self.tree.province,
            "number": "70-QĐ/TU",
            "on": date(2022, 10, 15),
            "left_out": {},
            "stroke": self.stroke(self.office),
        }
        return actions.decide(submission=submission, **usual | more)  # type: ignore[arg-type]  # test facts

    def whole_way(self, people: Iterable[Person], level: int = 30) -> Decision:
        """Declared, considered, submitted and decided."""
        nominations = [self.nominated(person, level) for person in people]
        self.considered(*nominations)
        return self.decided(self.submitted(*nominations))
