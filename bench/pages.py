"""Pages and steps as people meet them: through the middleware, for a cell, a ward and a province user."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count

from django.db import transaction
from django.test import Client

from bench.measure import Call, bench
from chibo.demo.admissions import begin
from chibo.demo.build import build
from chibo.demo.people import Cast, face
from chibo.engine.cases import actions as cases
from chibo.engine.cases.actions import Act, Stroke
from chibo.engine.cases.models import Case
from chibo.foundation.accounts.models import User
from chibo.roll.members.actions.batch import Enrolment, enroll_many
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Kind, Level, Organization

TODAY = date(2026, 11, 23)
USERS = {"cell": "bithu", "ward": "vanphong", "province": "tochuc.tinh"}
#: Cells and members in each that bring the demonstration to a hundred thousand.
MORE_CELLS, MORE_MEMBERS = 1_000, 95


@cache
def demonstration() -> Cast:
    return build(TODAY)


@cache
def hundred_thousand() -> Cast:
    """The same ward with a thousand more cells of 95 members."""
    cast = demonstration()
    ward, on = Organization.objects.get(code="DU-PHUCYEN"), date(2026, 8, 3)
    paper = {"by": None, "on": on, "document": "9-QĐ/MH", "document_on": on}
    number = count(1_000_000)
    with transaction.atomic():
        for index in range(MORE_CELLS):
            cell = organizations.found(
                code=f"BENCH-{index:04}",
                name=f"Chi bộ đo {index}",
                level=Level.CELL,
                kind=Kind.RESIDENTIAL,
                parent=ward,
                **paper,
            )
            enroll_many(rows=(_line(next(number), cell) for _ in range(MORE_MEMBERS)), by=None, on=on, subject="bench")
    return cast


def _line(number: int, cell: Organization) -> Enrolment:
    who = face(number)
    admitted = date(2010, 5, 19)
    return Enrolment(
        family_name=who.family_name,
        given_name=who.given_name,
        sex=who.sex,
        born_on=who.born_on,
        organization=cell,
        decision=f"{number}-QĐ",
        decided_on=admitted - timedelta(days=9),
        admitted_on=admitted,
        recognized_on=date(2011, 5, 19),
        recognition_decision=f"{number}-QĐ",
        recognition_decided_on=date(2011, 6, 1),
        invented=True,
    )


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
    for page in PAGES:
        for user in USERS:

            @bench(f"{page}, {user} user, {size} members", limit="100 ms", times=60, queries=12)
            def reading(page: str = page, user: str = user) -> Call:
                (demonstration if size == "5,800" else hundred_thousand)()
                return _reader(user, PAGES[page]())


def _stepping() -> Call:
    """One repeated step of a case far on its way, recorded on the next day each time."""
    cast = demonstration()
    cell = Organization.objects.get(code="DU-TRUNGTRAC-07")
    walk = begin(cell, date(2026, 8, 3), cast)
    walk.until("A14B")
    days = count(1)

    def step() -> None:
        on = walk.day + timedelta(days=next(days) % 30)
        seen = walk.case.events.count()
        stroke = Stroke(by=cast.pen(cell), today=on, at=datetime(2026, 10, 1, tzinfo=UTC), seen=seen)
        act = Act(step="A02M", on=on, data={"review_conclusion": "keep"})
        cases.perform(case=walk.case, act=act, stroke=stroke)

    return step


@bench("one step with checks, write and ledger", limit="10 ms", times=100)
def stepping() -> Call:
    return _stepping()


_register("5,800")
_register("100,000")
