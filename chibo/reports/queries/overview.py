"""What the first page of an organization's reports shows: strength, who came and went, cells by size, ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear

from chibo.common.dates import add_months
from chibo.reports.charts import Chart, bars, two_sided
from chibo.reports.queries.places import Place, by_size, cells_of, places_on
from chibo.roll.members.models import Stay
from chibo.roll.members.queries.counts import (
    Headcount,
    arrivals,
    departures,
    roster_on,
    strength_on,
    strengths_below,
    strengths_by_cell,
)
from chibo.roll.members.queries.tallies import Tally, banded, tallies
from chibo.roll.organizations.models import Form

#: Up to so many members their ages are counted for a first page; beyond it table 3 does it when asked.
FEW = 20_000
MONTHS = 12
#: Sizes of cells for the picture; the dated bands of the forms stand in the catalogue.
SIZES = ((0, 2), (3, 9), (10, 29), (30, 100), (101, None))
AGES = ((0, 30), (31, 40), (41, 50), (51, 60), (61, 70), (71, 80), (81, None))


@dataclass(frozen=True, slots=True)
class Below:
    """One organization directly under this one."""

    form: Form
    strength: Headcount


@dataclass(frozen=True, slots=True)
class Overview:
    members: Headcount
    below: Sequence[Below]
    small: Sequence[Place]  # cells that cannot decide: fewer official members than a cell needs
    least: int
    charts: Sequence[Chart]
    organizations: int
    cells: int


def overview(form: Form, paths: list[str], on: date, least: int) -> Overview:
    """The organization on the day; ``least``: official members that a cell needs (the law of the day)."""
    here = [form.path]
    places = places_on(here, on)
    cells = cells_of(places)
    members, below = strength_on(here, on), strengths_below(form.path, on)
    official = {pk: count.official for pk, count in strengths_by_cell(here, on).items()}
    charts = [by_month(paths, on), bars("Chi bộ theo số đảng viên", by_size(cells, SIZES), "Chi bộ", "Số đảng viên")]
    if members.all <= FEW:
        charts.insert(0, pyramid(here, on))
    children = [place for place in places if place.form.parent_id == form.organization_id]
    return Overview(
        members=members,
        below=[Below(place.form, below.get(place.form.organization_id, Headcount())) for place in children],
        small=[cell for cell in cells if official.get(cell.form.organization_id, 0) < least],
        least=least,
        charts=charts,
        organizations=len(children),
        cells=len(cells),
    )


def pyramid(paths: list[str], on: date) -> Chart:
    """Men and women by age on the day."""
    ages = tallies(roster_on(paths, on), on).ages
    found = banded(ages, AGES)
    rows = [(_years(*band), tally.all - tally.women, tally.women) for band, tally in zip(AGES, found, strict=True)]
    unknown = ages.get(None, Tally())
    if unknown.all:
        rows.append(("Chưa ghi", unknown.all - unknown.women, unknown.women))
    return two_sided("Đảng viên theo tuổi đời, giới tính", rows, ("Tuổi", "Nam", "Nữ"))


def _years(low: int, high: int | None) -> str:
    if high is None:
        return f"Trên {low - 1}"
    return f"Đến {high}" if low == 0 else f"{low}–{high}"


def by_month(paths: list[str], on: date) -> Chart:
    """Who came and who went in each of the twelve months up to that of the day."""
    first = add_months(on.replace(day=1), 1 - MONTHS)
    came = _monthly(arrivals(paths, first, on), "starts_on")
    went = _monthly(departures(paths, first, on), "ends_on")
    months = [add_months(first, index) for index in range(MONTHS)]
    rows = [
        (f"{month:%m/%Y}", went.get((month.year, month.month), 0), came.get((month.year, month.month), 0))
        for month in months
    ]
    return two_sided("Giảm và tăng trong mười hai tháng", rows, ("Tháng", "Giảm", "Tăng"))


def _monthly(rows: QuerySet[Stay], day: str) -> dict[tuple[int, int], int]:
    grouped = rows.order_by().annotate(y=ExtractYear(day), m=ExtractMonth(day)).values_list("y", "m")
    return {(year, month): people for year, month, people in grouped.annotate(people=Count("pk"))}
