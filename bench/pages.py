"""Pages and steps as people meet them: through the middleware, for a cell, a ward and a province user."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

from django.test import Client

from bench.measure import DEMONSTRATION, GROWN, Call, bench
from bench.population import demonstration, hundred_thousand
from chibo.demo.admissions import begin
from chibo.engine.cases import actions as cases
from chibo.engine.cases.actions import Act, Stroke
from chibo.engine.cases.models import Case
from chibo.foundation.accounts.models import User
from chibo.roll.organizations.models import Organization

USERS = {"cell": "bithu", "ward": "vanphong", "province": "tochuc.tinh"}


def _reader(user: str, url: str) -> Call:
    client = Client()
    client.force_login(User.objects.get(username=USERS[user]))
    client.get("/")  # the first answer writes the session

    def read() -> None:
        assert client.get(url).status_code == 200, url

    return read


def _case_url() -> str:
    open_ = Case.objects.filter(organization__code="DU-TRUNGTRAC-03", procedure="admission", closed_on__isnull=True)
    return f"/ho-so/{open_.latest('pk').pk}/"


PAGES = {"admission list": lambda: "/ket-nap/", "member list": lambda: "/dang-vien/", "case page": _case_url}


def _register(size: str) -> None:
    people = DEMONSTRATION if size == "5,800" else GROWN
    for page in PAGES:
        for user in USERS:

            @bench(f"{page}, {user} user, {size} members", limit="100 ms", times=60, queries=12, people=people)
            def reading(page: str = page, user: str = user) -> Call:
                (demonstration if size == "5,800" else hundred_thousand)()
                return _reader(user, PAGES[page]())


def _stepping() -> Call:
    """One repeated step of a case far on its way, recorded on the next day each time."""
    cast = demonstration()
    cell = Organization.objects.get(code="DU-TRUNGTRAC-07")
    walk = begin(cell, date(2026, 8, 3), cast)
    walk.until("A14B")
    steps, before = count(), walk.case.events.count()

    def step() -> None:
        done = next(steps)
        on, seen = walk.day + timedelta(days=1 + done % 30), before + done
        stroke = Stroke(by=cast.pen(cell), today=on, at=datetime(2026, 10, 1, tzinfo=UTC), seen=seen)
        act = Act(step="A02M", on=on, data={"review_conclusion": "keep"})
        cases.perform(case=walk.case, act=act, stroke=stroke)

    return step


@bench("one step with checks, write and ledger", limit="10 ms", times=100)
def stepping() -> Call:
    return _stepping()


@bench("page of all values of the regulations", limit="100 ms", times=60, queries=12)
def values() -> Call:
    demonstration()
    return _reader("cell", "/quy-dinh/gia-tri/")


_register("5,800")
_register("100,000")
