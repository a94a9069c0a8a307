"""Fees: the month of a cell, its closing, and the ledger of a ward of about 5,800 members in 150 cells."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from django.db import transaction
from django.test import Client

from bench.measure import Call, bench
from bench.population import demonstration
from chibo.demo.offices import STAGE
from chibo.foundation.accounts.models import User
from chibo.foundation.ledger.actions import record_batch
from chibo.roll.organizations import actions as organizations
from chibo.roll.organizations.models import Kind, Level, Organization
from chibo.work.fees import actions
from chibo.work.fees.models import Closing, Setting
from chibo.work.fees.queries.closing import draft
from chibo.work.fees.queries.ledger import year_rows
from chibo.work.fees.queries.places import place_of
from chibo.work.fees.witness import of_closing
from chibo.work.fees.writing import Pen

TODAY = date(2026, 11, 23)
MONTH, LAST = date(2026, 11, 1), date(2026, 10, 1)
WARD = "DU-PHUCYEN"
#: Cells beside those of the ward, so that its book adds up about 5,800 members.
CELLS, MEMBERS = 150, 39


def _reader(username: str, url: str) -> Call:
    client = Client()
    client.force_login(User.objects.get(username=username))
    client.get("/")  # the first answer writes the session

    def read() -> None:
        assert client.get(url).status_code == 200

    return read


@cache
def ward_of_closed_cells() -> Organization:
    """A hundred and fifty cells that closed three months, as their acts would have left them."""
    demonstration()
    ward, by = Organization.objects.get(code=WARD), User.objects.get(username="vanphong")
    on = date(2026, 8, 3)
    share = Setting.objects.filter(kind="CELL_SHARE").latest("pk")
    with transaction.atomic():
        cells = [
            organizations.found(
                code=f"FEE-{index:03}",
                name=f"Chi bộ đo {index}",
                level=Level.CELL,
                kind=Kind.RESIDENTIAL,
                parent=ward,
                by=None,
                on=on,
                document="9-QĐ/MH",
                document_on=on,
            )
            for index in range(CELLS)
        ]
        closings = Closing.objects.bulk_create(
            Closing(
                organization=cell,
                month=date(2026, month, 1),
                members=MEMBERS,
                exempt=2,
                due=2_000_000,
                collected=1_900_000,
                unpaid=100_000,
                retained=570_000,
                handed_up=1_330_000,
                share=share.value,
                setting=share,
                closed_on=date(2026, month, 28),
                closed_by=by,
            )
            for cell in cells
            for month in (8, 9, 10)
        )
        record_batch(
            action="fees.close_month", by=by, on=on, subject=f"organization:{WARD}", rows=map(of_closing, closings)
        )
    stroke = Pen(User.objects.get(username="vanphong"), TODAY, datetime(2026, 11, 23, 9, tzinfo=UTC))
    actions.close_committee_month(organization=ward, month=LAST, on=date(2026, 11, 2), stroke=stroke)
    return ward


@bench("fees: month of a cell, for its secretary", limit="100 ms", times=60, queries=12)
def month_page() -> Call:
    demonstration()
    return _reader("bithu", f"/dang-phi/so/{STAGE}/2026-11/")


@bench("fees: month of a cell, for the ward", limit="100 ms", times=60, queries=12)
def month_page_for_office() -> Call:
    demonstration()
    return _reader("vanphong", f"/dang-phi/so/{STAGE}/2026-11/")


@bench("fees: what closing a month would write", limit="100 ms", times=40, queries=12)
def closing() -> Call:
    demonstration()
    cell = Organization.objects.get(code=STAGE)
    return lambda: draft(place_of(cell, TODAY), MONTH)


@bench("fees: ledger of a ward, 5,800 members", limit="100 ms", times=60, queries=12)
def ward_page() -> Call:
    ward_of_closed_cells()
    return _reader("vanphong", f"/dang-phi/so/{WARD}/?nam=2026")


@bench("fees: closing a ward, 150 cells added up", limit="100 ms", times=60, queries=12)
def ward_closing() -> Call:
    ward_of_closed_cells()
    return _reader("vanphong", f"/dang-phi/so/{WARD}/2026-11/khoa-so/")


@bench("fees: year of a cell with quarters", limit="20 ms", times=100, queries=2)
def year() -> Call:
    demonstration()
    cell = Organization.objects.get(code=STAGE)
    return lambda: year_rows(cell, 2026)
