"""Counting a province: table 1, the stock by every group this year and last, the newly admitted, every cell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import connection

from bench.measure import BESIDE, Call, bench
from bench.millions import LARGE, members_beside
from bench.population import TODAY, demonstration
from chibo.common.dates import add_years
from chibo.roll.members.models import Turn
from chibo.roll.members.queries.counts import arrivals, movements, paths_of, strengths_below
from chibo.roll.members.queries.tallies import tallies, tallies_of_days
from chibo.roll.organizations.models import Form, Organization

LIMIT = "2 s" if connection.vendor == "postgresql" else "0.5 s"
SIZE = f"{LARGE:,}"


def statistics(code: str, on: date) -> Call:
    """The tables of a year that the register fills, beside those of the same period of the year before."""
    paths = paths_of(Organization.objects.get(code=code))

    def run() -> None:
        days = (on, add_years(on, -1))
        spans = [(date(last.year, 1, 1), last) for last in days]
        stocks = tallies_of_days(paths, days)
        for (begin, last), stock, table in zip(spans, stocks, movements(paths, spans), strict=True):
            assert table.control and stock.total.all == table.after.all
            tallies(arrivals(paths, begin, last).filter(began_by=Turn.ADMITTED), last)

    return run


def province() -> str:
    ward = Form.objects.open().get(organization__code="DU-PHUCYEN")
    return Organization.objects.get(pk=ward.parent_id).code


def large(of: Callable[[], Call]) -> Callable[[], Call]:
    def prepare() -> Call:
        members_beside(LARGE)
        return of()

    return prepare


@bench("statistics of a year, 5,800 members", limit="100 ms", times=40)
def small() -> Call:
    demonstration()
    return statistics(province(), TODAY)


bench(f"statistics of a year, {SIZE} members", limit=LIMIT, times=15, people=BESIDE)(
    large(lambda: statistics(province(), TODAY))
)
bench(f"the same as of a past day, {SIZE} members", limit=LIMIT, times=15, people=BESIDE)(
    large(lambda: statistics(province(), date(2024, 6, 30)))
)


def _strengths() -> Call:
    form = Form.objects.open().get(organization__code=province())
    return lambda: strengths_below(form.path, TODAY)


bench(f"strength of each ward of a province, {SIZE} members", limit="50 ms", times=40, people=BESIDE)(
    large(_strengths)
)
