"""The list of a round of badges at a hundred thousand members, and the rule for one of them."""

from __future__ import annotations

from datetime import date

from bench.measure import GROWN, Call, bench
from bench.population import TODAY, hundred_thousand
from chibo.foundation.rulebook.law import law_on
from chibo.roll.members.models import Stay
from chibo.roll.members.rules.seniority import Service
from chibo.roll.organizations.models import Form
from chibo.work.honours.queries.due import Filter, due_page
from chibo.work.honours.rules.badges import Candidate, due

ROUND = date(2027, 2, 3)
#: Decisions of the members who were added, so that every badge falls due somewhere: a year and a month for each.
YEARS, MONTHS = range(1946, 2016), range(1, 13)


def _aged() -> Form:
    """The added members get party ages spread over seventy years; the bench looks, the register does not change."""
    hundred_thousand()
    days = [date(year, month, 1 + (year + month) % 28) for year in YEARS for month in MONTHS]
    ids = list(Stay.objects.filter(organization__code__startswith="BENCH-").values_list("pk", flat=True))
    for number, day in enumerate(days):
        Stay.objects.filter(pk__in=ids[number :: len(days)]).update(aged_from=day)
    return Form.objects.open().select_related("organization").get(organization__code="DU-PHUCYEN")


@bench("badges due in a round, 100,000 members", limit="500 ms", times=20, queries=5, people=GROWN)
def round_list() -> Call:
    form = _aged()
    return lambda: due_page(form, ROUND, TODAY, Filter.DUE)


@bench("badges reached before without an entry, 100,000", limit="500 ms", times=20, queries=5, people=GROWN)
def earlier_list() -> Call:
    form = _aged()
    return lambda: due_page(form, ROUND, TODAY, Filter.EARLIER)


@bench("the rule of badges for one member", limit="200 µs", times=2000)
def one_member() -> Call:
    law, candidate = law_on(TODAY), Candidate(service=Service(on=ROUND, decided_on=date(1987, 1, 2), recognised=True))
    return lambda: due(candidate, ROUND, law)
