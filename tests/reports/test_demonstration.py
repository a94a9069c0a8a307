"""The control of table 1 on the demonstration: every organization, every month from 2020 to today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from chibo.common.dates import add_months
from chibo.demo.build import build
from chibo.roll.members import facts
from chibo.roll.members.queries.counts import movement, paths_of, strength_on
from chibo.roll.organizations.models import Form, Organization
from tests.reports.test_strength import strength

TODAY = date(2026, 11, 23)


def months() -> Iterator[tuple[date, date]]:
    first = date(2020, 1, 1)
    while first < TODAY:
        last = add_months(first, 1) - timedelta(days=1)
        yield first, min(last, TODAY)
        first = add_months(first, 1)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_control_holds_for_every_organization_and_month() -> None:
    build(TODAY)
    assert all(difference.none for difference in facts.compare())
    assert strength("DU-PHUCYEN", "24/7/2025")["strength"] == 4309
    assert strength("DU-PHUCYEN", "24/7/2025")["subordinate_organizations"] == 107
    assert strength("TU-PHUCYEN", "26/10/2020")["subordinate_organizations"] == 37
    assert strength("TU-PHUCYEN", "26/10/2020")["strength"] > 5800
    assert strength("DU-TRUNGTRAC", "26/10/2020")["cells"] == 16
    assert strength("DU-TRUNGTRAC", "26/10/2020")["strength"] > 540
    for organization in Organization.objects.filter(pk__in=Form.objects.values("parent")):
        paths, before = paths_of(organization), None
        for first, last in months():
            table = movement(paths, first, last)
            assert table.control, (organization.code, first, last)
            assert before in {None, table.before}, (organization.code, first)
            before = table.after
    for cell in Organization.objects.all()[::9]:
        paths = paths_of(cell)
        assert movement(paths, date(2020, 1, 1), TODAY).control
        for first, last in list(months())[::7]:
            assert movement(paths, first, last).control, (cell.code, first)
    assert strength_on(paths_of(Organization.objects.get(code="DU-PHUCYEN")), TODAY).all > 4300
