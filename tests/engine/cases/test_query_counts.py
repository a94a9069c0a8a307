"""A page asks the same number of questions however many cases there are, and never more than twelve.

Counted is everything, session and signed-in user included, but the savepoint of the line in the access log.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chibo.engine.cases.models import Case
from chibo.foundation.accounts.models import User
from tests.cast import crowd
from tests.journeys.desk import Desk
from tests.journeys.stage import Stage, stage

BEGIN = date(2022, 5, 4)
MOST = 12


class QueryCounts(TestCase):
    """Of R1: the cell's secretary, the ward's office and the city's."""

    place: ClassVar[Stage]
    case: Case
    today: ClassVar[date]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.place = stage("R1")
        walk = cls.place.ready_to_vote(BEGIN)
        walk.until("A18")
        cls.case = walk.case
        cls.today = walk.day + timedelta(days=1)

    @property
    def readers(self) -> dict[str, User]:
        city, ward = self.place.above[1:]
        return {"cell": self.place.secretary, "ward": self.place.pen(ward), "city": self.place.pen(city)}

    def count(self, user: User, address: str) -> list[str]:
        desk = Desk(user, self.today)
        desk.get(address)  # the first answer of a session writes down that it is used
        with CaptureQueriesContext(connection) as asked:
            desk.get(address)
        return [q["sql"] for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]

    def counts(self, address: str) -> dict[str, int]:
        asked = {name: self.count(user, address) for name, user in self.readers.items()}
        for name, queries in asked.items():
            listing = "\n".join(query[:160] for query in queries)
            assert len(queries) <= MOST, f"{name} at {address}: {len(queries)} queries\n{listing}"
        return {name: len(queries) for name, queries in asked.items()}

    def more_cases(self, number: int) -> None:
        start = 100 + Case.objects.count()
        for index, who in enumerate(crowd(number, start=start)):
            person = self.place.newcomer(who, self.today, identity="")
            walk = self.place.walk(self.today, self.place.case(self.today, person))
            if index % 2:
                walk.until("A05")

    def test_the_page_of_a_case(self) -> None:
        page = reverse("cases:page", args=[self.case.pk])
        before = self.counts(page)
        self.more_cases(3)
        assert self.counts(page) == before

    def test_the_page_of_a_case_however_long_it_has_become(self) -> None:
        other = self.place.walk(
            BEGIN, self.place.case(BEGIN, self.place.newcomer(crowd(1, 300)[0], BEGIN, identity=""))
        )
        short = self.counts(reverse("cases:page", args=[other.case.pk]))
        assert self.case.events.count() >= 20
        assert max(self.counts(reverse("cases:page", args=[self.case.pk])).values()) <= max(short.values()) + 2

    def test_the_lists_of_admissions(self) -> None:
        for stage_of in ("", "cam-tinh", "du-bi", "da-ket-thuc"):
            address = f"{reverse('admissions:list')}?muc={stage_of}"
            before = self.counts(address)
            self.more_cases(2)
            assert self.counts(address) == before, stage_of

    def test_my_work(self) -> None:
        self.more_cases(2)
        before = self.counts(reverse("web:home"))
        self.more_cases(3)
        assert self.counts(reverse("web:home")) == before
