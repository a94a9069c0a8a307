"""The member's file: the gaps of a cell and of a whole ward, one checklist, a round, a person's page, a book."""

from __future__ import annotations

from datetime import date

from django.test import Client

from bench.measure import Call, bench
from bench.population import demonstration
from chibo.foundation.accounts.models import User
from chibo.roll.files import sheets
from chibo.roll.files.models import Round
from chibo.roll.members.models import Person
from chibo.roll.organizations.models import Organization
from chibo.roll.organizations.queries import form_of

STAGE = "DU-TRUNGTRAC-03"
WARD = "DU-PHUCYEN"


def _reading(url: str) -> Call:
    client = Client()
    client.force_login(User.objects.get(username="vanphong"))
    client.get("/")  # the first answer writes the session

    def read() -> None:
        assert client.get(url).status_code == 200, url

    return read


def _somebody() -> Person:
    """Whose file has entries of every kind."""
    return Person.objects.filter(entries__isnull=False).order_by("pk")[0]


@bench("what a cell's files lack, 36 files", limit="100 ms", times=60, queries=12)
def of_a_cell() -> Call:
    demonstration()
    return _reading(f"/ho-so-dang-vien/to-chuc/{STAGE}/")


@bench("what a ward's files lack, 4,309 files", limit="1 s", times=10, queries=12)
def of_a_ward() -> Call:
    demonstration()
    return _reading(f"/ho-so-dang-vien/to-chuc/{WARD}/")


@bench("one checklist of 104 kinds", limit="100 ms", times=60, queries=16)
def of_a_person() -> Call:
    demonstration()
    return _reading(f"/ho-so-dang-vien/{_somebody().pk}/giay-to/")


@bench("a page of the ward's round", limit="100 ms", times=60, queries=12)
def of_a_round() -> Call:
    demonstration()
    return _reading(f"/ho-so-dang-vien/doi-chieu/{Round.objects.get().pk}/")


@bench("a person's page with all its sections", limit="150 ms", times=60)
def page_of_a_person() -> Call:
    demonstration()
    return _reading(f"/dang-vien/{_somebody().pk}/")


@bench("a cell's book of members as PDF", limit="500 ms", times=20)
def book() -> Call:
    demonstration()
    on = date(2026, 10, 5)
    form = form_of(Organization.objects.get(code=STAGE), on)
    return lambda: sheets.book_pdf("so-dang-vien", form, on)
