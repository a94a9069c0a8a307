"""All tables of a year for the largest organization: told together, as of today and as of a past day."""

from __future__ import annotations

from datetime import date

from bench.measure import Call, bench
from bench.population import TODAY, demonstration, hundred_thousand
from chibo.reports.catalogue import tables
from chibo.reports.content import content_of
from chibo.reports.queries.figures import Period, counts_of
from chibo.roll.members.queries.counts import paths_of
from chibo.roll.organizations.models import Organization

PAST = date(2025, 12, 31)


def _telling(code: str, last: date) -> Call:
    paths, period = paths_of(Organization.objects.get(code=code)), Period(last.replace(month=1, day=1), last)

    def run() -> None:
        counts = counts_of(paths, period)
        for table in tables().values():
            assert content_of(table, paths, period, counts=counts).sound, table.key

    return run


@bench("yearly statistics, all tables, 5,800 members", limit="100 ms", times=30)
def a_city() -> Call:
    demonstration()
    return _telling("TU-PHUTHO", TODAY)


@bench("yearly statistics, all tables, 5,800, a past day", limit="200 ms", times=30)
def a_city_then() -> Call:
    demonstration()
    return _telling("TU-PHUTHO", PAST)


@bench("yearly statistics, all tables, 100,000 members", limit="0.5 s", times=10)
def a_province() -> Call:
    hundred_thousand()
    return _telling("TU-PHUTHO", TODAY)


@bench("yearly statistics, all tables, 100,000, a past day", limit="1 s", times=10)
def a_province_then() -> Call:
    hundred_thousand()
    return _telling("TU-PHUTHO", date(2026, 9, 30))
