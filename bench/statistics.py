"""All tables of a year for the largest organization: told together, as of today, and as of a past day in no more than
twice the time."""

from __future__ import annotations

from datetime import date

from django.db import connection

from bench.measure import BESIDE, GROWN, Call, bench
from bench.millions import LARGE, members_beside
from bench.population import TODAY, demonstration, hundred_thousand
from chibo.reports.catalogue import tables
from chibo.reports.content import content_of
from chibo.reports.queries.figures import Period, counts_of
from chibo.roll.members.queries.counts import paths_of
from chibo.roll.organizations.models import Organization

SIZE, LIMIT = f"{LARGE:,}", "2 s" if connection.vendor == "postgresql" else "0.5 s"
BOTH = "2.2 s" if connection.vendor == "postgresql" else "1 s"  # a hundred thousand people more
PAST = date(2025, 12, 31)
CITY, PROVINCE = "yearly statistics, all tables, 5,800 members", f"yearly statistics, all tables, {SIZE} members"


def _telling(code: str, last: date) -> Call:
    paths, period = paths_of(Organization.objects.get(code=code)), Period(last.replace(month=1, day=1), last)

    def run() -> None:
        counts = counts_of(paths, period, every_table=True)
        for table in tables().values():
            assert content_of(table, paths, period, counts=counts).sound, table.key

    return run


@bench(CITY, limit="100 ms", times=30)
def a_city() -> Call:
    demonstration()
    return _telling("TU-PHUTHO", TODAY)


@bench("yearly statistics, all tables, 5,800, a past day", twice=CITY, times=30)
def a_city_then() -> Call:
    demonstration()
    return _telling("TU-PHUTHO", PAST)


@bench(PROVINCE, limit=LIMIT, times=10, people=BESIDE)
def a_province() -> Call:
    members_beside(LARGE)
    return _telling("TU-PHUTHO", TODAY)


@bench(f"yearly statistics, all tables, {SIZE}, a past day", twice=PROVINCE, times=10, people=BESIDE)
def a_province_then() -> Call:
    members_beside(LARGE)
    return _telling("TU-PHUTHO", date(2024, 6, 30))


@bench(f"yearly statistics, all tables, {SIZE} and a year of 100,000", limit=BOTH, times=10, people=GROWN)
def a_new_province() -> Call:
    """The ward that took everybody into its register this year: the two rosters have nearly nobody in common."""
    hundred_thousand()
    return _telling("TU-PHUTHO", TODAY)
